"""What the page /contribute/ says → the same in CONTRIBUTING.md, between two marks; the rest stays."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from florilege.catalogue.agreements import FORM_RIGHTS
from florilege.catalogue.consent_sentences import ACTS, sentence
from florilege.catalogue.model import Catalogue
from florilege.contributing.ways import ISSUES, WayKind, open_volumes, ways
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import language_for, sentences

NAME = "CONTRIBUTING"
CONSENT = (".github/workflows/consent.yml", ".forgejo/workflows/consent.yml")
"""What notes a consent from a comment, where an anthology has it."""
_PART = re.compile(r"(?s)<!-- florilege contributing\b.*?-->.*?<!-- /florilege contributing -->")


def guides(root: Path, lang: str) -> Iterator[tuple[Path, str]]:
    """The files of an anthology that say how to contribute, each with the language that its name tells.

    `CONTRIBUTING.md` is in the anthology's own, `lang`; `CONTRIBUTING.en.md` is in English.
    """
    for file in sorted(root.glob(f"{NAME}*.md")):
        tag = file.name.removeprefix(NAME).removesuffix(".md").removeprefix(".")
        if file.is_file() and (not tag or language_for(tag) == tag):
            yield file, tag or lang


def guide_part(catalogue: Catalogue, addresses: Mapping[WayKind, str], root: Path, lang: str) -> str:
    """The part between the marks, with them.

    `addresses` are whole ones, or below the site's where that has none.
    """
    texts = sentences("contributing", lang)
    shown = {way.kind: way for way in ways(addresses, lang)}
    told = []
    for way in shown.values():
        link = f"[{way.link}]({way.address})" if "://" in way.address else f"{way.link} (`/{way.address}`)"
        told += [f"## {way.title}", f"{way.text} {link}."]
    issue = [*_issue(root, texts)] if "issue" not in shown else []
    told += issue
    several = len(shown) + bool(issue) > 1
    lead = " ".join((texts["ways.lead"], *([texts["ways.choose"]] if several else ())))
    blocks = [f"<!-- florilege contributing: {texts['guide.about']} -->", lead, *told]
    if volumes := open_volumes(catalogue, lang):
        listed = "\n".join(f"- {_plain(each.title)} – {asked}" for each, asked in volumes)
        blocks += [f"## {texts['ways.volumes']}", listed]
    elif catalogue.volumes:
        blocks += [f"## {texts['ways.volumes']}", texts["ways.none-open"]]
    blocks += [f"## {texts['ways.rights']}", texts["ways.rights.text"]]
    if agrees_by_comment(root):
        said = "\n".join(agreement(catalogue, lang))
        blocks += [texts["ways.comment"], f"```text\n{said}\n```"]
    return "\n\n".join((*blocks, "<!-- /florilege contributing -->"))


def agrees_by_comment(root: Path) -> bool:
    """Whether something in an anthology's folder notes what authors agree to in comments on proposals."""
    return any((root / file).is_file() for file in CONSENT)


def agreement(catalogue: Catalogue, lang: str) -> tuple[str, ...]:
    """The sentences by which they do, and take it back, with the rights that some volume needs.

    Where none says, those of the form.
    """
    needed = dict.fromkeys(right for each in catalogue.volumes.values() for right in each.consents.needed)
    return tuple(sentence(act, tuple(needed) or FORM_RIGHTS, lang) for act in ACTS)


def _issue(root: Path, texts: Mapping[str, str]) -> Iterator[str]:
    """The form of an issue, where the repository has it and no address of its own is known."""
    found = next((file for file in ISSUES if (root / file).is_file()), "")
    if found:
        forge = found.partition("/")[0].removeprefix(".")
        place = texts[f"way.issue.{forge}"].format(form=texts["form.title"])
        yield f"## {texts['way.issue']}"
        yield f"{texts['way.issue.text']} {place}"


def _plain(title: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", title)


def has_part(text: str) -> bool:
    """Whether a file has the part between the marks."""
    return bool(_PART.search(text))


def with_part(text: str, part: str, file: Path) -> str:
    """The file with another part between its marks. Raises `FlorilegeError` (2), `guide-unmarked`."""
    if not has_part(text):
        raise FlorilegeError("guide-unmarked", exit_code=2, file=file)
    return _PART.sub(lambda _: part, text, count=1)
