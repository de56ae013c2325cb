"""Licences of texts: SPDX ids, the ways in which people write them, their names and addresses.

Ids are those of the SPDX licence list (https://spdx.org/licenses/); `LicenseRef-` is SPDX's own prefix for
what the list lacks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from florilege.catalogue.sorting import fold
from florilege.language.sentences import languages, sentences

ALL_RIGHTS_RESERVED = "LicenseRef-All-Rights-Reserved"


@dataclass(frozen=True, slots=True)
class License:
    """A licence and its address (empty where it has none); `title` is its name in every language."""

    id: str
    title: str
    url: str

    def name(self, lang: str) -> str:
        """What people call it: `CC BY 4.0`, « Tous droits réservés »."""
        return self.title or sentences("book", lang)[f"license.{self.id}"]


_CC_TERMS = ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
_CC_VERSIONS = ("4.0", "3.0", "2.5", "2.0")

_CREATIVE_COMMONS = tuple(
    License(
        f"CC-{terms}-{version}",
        f"CC {terms} {version}",
        f"https://creativecommons.org/licenses/{terms.lower()}/{version}/",
    )
    for version in _CC_VERSIONS
    for terms in _CC_TERMS
)

_OTHERS = (
    License("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    License("CC-PDM-1.0", "", "https://creativecommons.org/publicdomain/mark/1.0/"),
    License("LAL-1.3", "", "https://artlibre.org/"),
    License("GFDL-1.3-or-later", "", "https://www.gnu.org/licenses/fdl-1.3.html"),
    License("etalab-2.0", "", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    License("MIT", "MIT", "https://opensource.org/license/mit"),
    License(ALL_RIGHTS_RESERVED, "", ""),
)

LICENSES = {license.id: license for license in _CREATIVE_COMMONS + _OTHERS}


def _plain(name: str) -> str:
    return fold(name.replace("-", " "))


_OTHER_NAMES = {
    "cc0": "CC0-1.0",
    "licence art libre": "LAL-1.3",
    "art libre": "LAL-1.3",
    "free art license": "LAL-1.3",
    "lal": "LAL-1.3",
    "gfdl": "GFDL-1.3-or-later",
    "licence ouverte": "etalab-2.0",
    "copyright": ALL_RIGHTS_RESERVED,
}


@cache
def _by_name() -> Mapping[str, str]:
    """Name in any of our languages → SPDX id."""
    names = {_plain(each.name(lang)): id for lang in languages() for id, each in LICENSES.items()}
    return names | _OTHER_NAMES


def license_id(text: str) -> str | None:
    """The SPDX id that a licence's name means, None for an unknown one; without version, the newest.

    >>> [license_id(text) for text in ("CC BY 4.0", "cc-by-sa", "Creative Commons BY-NC 3.0", "CC0", "CQFD")]
    ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-3.0', 'CC0-1.0', None]
    >>> license_id("https://creativecommons.org/licenses/by-sa/4.0/deed.fr")
    'CC-BY-SA-4.0'
    """
    by_id = {id.casefold(): id for id in LICENSES}
    plain = text.strip().casefold()
    if plain in by_id:
        return by_id[plain]
    address = re.fullmatch(
        r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/(?:deed(?:\.\w+)?|legalcode)?)?", plain
    )
    if address:
        return by_id.get(f"cc-{address[1]}-{address[2]}")
    words = re.sub(r"[\s_-]+", "-", plain.replace("creative commons", "cc"))
    words = words.replace("cc-cc-", "cc-").removeprefix("licence-").removeprefix("license-")
    for candidate in (words, f"{words}-4.0", f"{words}-1.0"):
        if candidate in by_id:
            return by_id[candidate]
    return _by_name().get(_plain(plain))
