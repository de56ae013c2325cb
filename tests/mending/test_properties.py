"""A clean essay, spoilt in any combination of ways, is the clean essay again once it is mended."""

import posixpath
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.runtime.workers import Workers
from mending.folders import check, mend, tree
from worlds import picture, small

CLEAN = """\
---
title: "Un soir : le quai"  # le titre
authors: [ada, bob-rue]  # deux personnes
date: 2026-05-04
# Ce qui suit est facultatif.
lang: fr
license: CC BY 4.0
status: published
tags:
  - mer  # salée
  - nuit
---

Il était une fois un quai, l’été, “tard”.

## Le port

![Un quai](vues/le-quai.jpg)

On y trouve :

1. des barques
    - bleues
    - vertes
2. des cordes

### La nuit

Voir [un](../un/index.md) et [la carte](https://example.org/carte_(1)).

- une lampe
- une autre

```
# Rien ne change ici : “ni cela” {width=50%}
```

Dernière ligne, ![encore][vue].

[vue]: vues/le-quai.jpg "Le quai"
"""
PLACE = "essays/le-quai/index.md"
PICTURE = "essays/le-quai/vues/le-quai.jpg"
BOB = "---\nname: Bob Rue\n---\n\nIl écrit.\n"

Spoiler = Callable[[str], str]


def instead(old: str, *others: str) -> st.SearchStrategy[Spoiler]:
    """Texts in the place of another, that one among them."""
    assert CLEAN.count(old) >= 1

    def spoiler(new: str) -> Spoiler:
        return lambda text: text.replace(old, new)

    return st.sampled_from([old, *others]).map(spoiler)


def in_capitals(text: str) -> str:
    """All headings one level up, and so the first at the very top."""
    return re.sub(r"^#(?=#+ [A-Z])", "", text, flags=re.MULTILINE)


SPOILERS = st.tuples(
    instead(
        'title: "Un soir : le quai"',
        "title: Un soir : le quai",
        "title:\u00a0Un soir : le quai",
        "title: “Un soir : le quai”",
        "title: « Un soir : le quai »",
        'title: "Un soir : le quai',
        'title:"Un soir : le quai"',
    ),
    instead(
        *("authors: [ada, bob-rue]", "authors: ada, bob-rue"),
        *("authors:[ada, bob-rue]", "authors: [ada, bob-rue"),
    ),
    instead(
        *("date: 2026-05-04", "date: 4 mai 2026", "date: 2026/5/4", "date: 2026-05-04 10:00"),
        *("date:2026-05-04", "date: “2026-05-04”"),
    ),
    instead("lang: fr", "lang: français", "lang: “fr”", "lang:\u00a0fr"),
    instead("status: published", "status: Publiées", "status: “published”"),
    instead("  - nuit", "\t- nuit", "  – nuit"),
    instead("---\ntitle", "———\ntitle", "––-\ntitle", "title", "--\ntitle"),
    instead("\n---\n\nIl", "\n–––\n\nIl", "\n—-\n\nIl", "\n\nIl"),
    instead("\n\nIl", "\n\n# Un soir : le quai\n\nIl", "\n\nUn soir : le quai\n===\n\nIl"),
    instead("![Un quai](vues/le-quai.jpg)", "![Un quai](./vues/le-quai.jpg){width=50%}"),
    instead("    - bleues\n    - vertes", "  - bleues\n  - vertes", "  • bleues\n  • vertes"),
    instead("Dernière ligne", "Derni\x02ère ligne", "[Dernière]{.x} ligne"),
    st.sampled_from([str, in_capitals]),
)

PICTURES = st.sampled_from(["le-quai.jpg", "Le quai.JPG", "le\u00a0quai.jpg", "Lé-quai.jpg", "LE QUAI.jpg"])
PLACES = st.sampled_from(
    [
        *(PLACE, "essays/le-quai/index.markdown", "essays/le-quai/README.md", "essays/Le Quai/index.md"),
        *("essays/le-quai.md", "essays/2026-05-04-le-quai.markdown", "essays/2026/le-quai.md"),
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
FORMS = st.sampled_from(["NFC", "NFD"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples, so that they share a cache."""
    return tmp_path_factory.mktemp("spoilt")


def world(folder: Path, files: dict[str, str | bytes | None]) -> None:
    """Nothing but these files in a folder, and the smallest good anthology around them."""
    shutil.rmtree(folder / "contributions", ignore_errors=True)
    small(folder, {"authors/bob-rue.md": BOB} | files)


def test_the_clean_essay_is_clean(folder: Path, pool: Workers) -> None:
    world(folder, {PLACE: CLEAN, PICTURE: picture()})
    codes = {each.code for each in check(folder, pool).problems if each.path == PLACE}
    assert codes <= {"essay-unplaced", "title-unprinted"}  # which nobody but the author can answer
    assert mend(folder, pool).changes == ()


@settings(max_examples=60)
@given(spoilers=SPOILERS, name=PICTURES, place=PLACES, end=ENDS, encoding=ENCODINGS, form=FORMS)
def test_a_spoilt_essay_is_clean_again(
    *,
    spoilers: tuple[Spoiler, ...],
    name: str,
    place: str,
    end: str,
    encoding: str,
    form: Literal["NFC", "NFD"],
    folder: Path,
    pool: Workers,
) -> None:
    world(folder, {PLACE: CLEAN, PICTURE: picture()})
    clean = tree(folder)
    text = CLEAN
    for spoil in spoilers:
        text = spoil(text)
    text = text.replace("le-quai.jpg", quote(name))
    if encoding != "cp1252":
        text = unicodedata.normalize(form, text)
    spoilt = f"{posixpath.dirname(place)}/vues/{unicodedata.normalize(form, name)}"
    world(folder, {place: text.replace("\n", end).encode(encoding), spoilt: picture()})
    mend(folder, pool)
    assert tree(folder) == clean
    assert check(folder, pool).errors == ()


FRAGMENTS = (
    "# Le quai",
    "## Le port {#sec:port .unnumbered}",
    "Le soir\n=======",
    "Le matin\n---",
    "1. un\n  - deux\n  - trois\n\n   encore\n2. quatre",
    "• un\n• deux",
    "- un\n\n      code {.x}\n\n- deux",
    "* un\n* deux\n    * trois {.y}\n\n    ```{.py .x}\n    a = '{.x}'\n    ```",
    "> # Cité {.x}\n> - un\n>   - deux",
    "[mot]{.x} [lien](https://example.org/){.x target=_blank} `[code]{.x}`",
    '<p class="x" style="color:red" align="left">Un <span class="x right">mot</span></p>',
    "| a | b {.x} |\n|---|---|\n| c | `d {.x}` |\n{: .x }",
    "Une note[^1] {.x}.\n\n[^1]: En bas {.y}.\n",
    '```py title="a.py"\n# Rien {.x}\n• rien\n```',
    "    # Rien non plus {.x}\n    • rien",
    "!!! note\n    • un\n      • deux",
    "Un {.x} mot, {.y} deux.\n{.x}",
    "Un mot {width=50%}\nsur deux lignes {#b .x}",
)


@settings(max_examples=60)
@given(fragments=st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6))
def test_what_a_text_says_stays(*, fragments: list[str], folder: Path, pool: Workers) -> None:
    """Whatever its markup was, mended it reads as the same HTML."""
    text = "---\ntitle: Un\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\nUn mot.\n\n" + "\n\n".join(fragments)
    world(folder, {"essays/un/index.md": f"{text}\n"})
    before = check(folder, pool).prose.get(TextKey("essay", "un"))
    mend(folder, pool)
    after = check(folder, pool).prose.get(TextKey("essay", "un"))
    if before is not None:
        assert after is not None
        assert _bare(after.html) == _bare(before.html)
        assert after.notes == before.notes


def _bare(html: str) -> str:
    """HTML without elements that say nothing."""
    return re.sub(r"<span>|</span>", "", html)
