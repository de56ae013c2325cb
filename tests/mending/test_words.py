"""Whatever is mended, the words of a file stay, in their order, but for those that the plan names.

Files are made of pieces with words of their own (`mot17x`): what is to be mended, in attributes with words
and without; and what nobody may touch, though it looks the same.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.runtime.workers import Workers
from mending.folders import check, mend, tree
from worlds import picture, small

BOB = "---\nname: Bob Rue\n---\n\nIl écrit.\n"

SILENT = (
    *("width=50%", 'width="300px"', "align=left", 'style="color: red; margin:1px"', "loading=lazy"),
    *('target="_blank"', "rel='noopener noreferrer'", "data-open=true", 'aria-hidden="true"'),
)
"""Attributes that are left out, and say nothing."""
SPEAKING = (
    *('title="{}"', "summary='{} {}'", 'aria-label="{}"', 'data-caption="{} {}"', 'width="{} {}"'),
    *('style="{} {}"', 'align="un {}"', "legende={}", 'alt-text="{}"'),
)
"""Those that hold words."""
CLASSES = (".lead", ".unnumbered", ".numberLines")

SYNTAX = frozenset(
    re.findall(
        r"[^\W_]+",
        " ".join((*SILENT, *CLASSES, "class Le le 20quai quai JPG jpg linenums 1 r echo FALSE")),
    )
)
"""What is no word: names and values of attributes, classes, addresses."""

MENDED = (
    "# {0}",
    "    {0}\n# {1}",
    "{0}\n===",
    "## {0} {{#{1} .unnumbered}}",
    "<p {silent}>{0}</p>",
    '<p class="right lead">{0} <span {silent} {speaking}>{1}</span></p>',
    "[{0}]{{.lead}} {1} [{2}]{{.lead .numberLines}}",
    "[{0}](https://example.org/){{target=_blank}} et {1}",
    "{0}\n{{: .lead }}",
    "{0}\n{{: .lead width=50% {speaking} .right }}",
    '```py linenums="1"\n{0} {{.lead}}\n```',
    "```{{r, echo=FALSE}}\n{0}\n```",
    "~~~ {{.python .numberLines}}\n{0}\n~~~",
    "![{0}](Le%20quai.JPG){{width=50%}}",
    "1. {0}\n  - {1}\n  - {2}\n2. {3}",
    "• {0}\n• {1} {{.lead}}",
    "| {0} | {1} {{.lead}} |\n|---|---|\n| {2} | {3} |",
    "{0}, ({1}), etc… le 3 Mars, à 3 km. de {2}",
    "> {0} [{1}]{{.lead}}\n>\n> - {2}\n>   - {3}",
    "- {0}\n\n    [{1}]{{.lead}} {2}",
    "{0}[^{1}].\n\n[^{1}]: {2} [{3}]{{.lead}}",
)
KEPT = (
    "``` {0} est du {1}\nx\n```",
    '```py title="{0}"\n{1}\n```',
    "```{{.python title='{0}'}}\n{1}\n```",
    '```{{r {0}, fig.cap="{1} {2}"}}\nx\n```',
    "```rust,{0}\nx\n```",
    "<span {speaking}>{0}</span>",
    "{0}\n{{: {speaking} }}",
    "[{0}](https://example.org/ '{1}'){{title='{2}'}}",
    '    <p style="x">{0} {{.lead}}</p>',
    "- {0}\n\n      [{1}]{{.lead}} <p align=left>",
    "`<p align=left> {0} {{.lead}}`  deux  espaces  \n{1}",
    "\\<p align=left> {0} [{1}]\\{{.lead}}",
    "<!-- <p align=left>{0}</p> {{.lead}} -->",
    "{0} {{.lead}} au milieu, {1} {{width=50%}} encore",
    "~~~\n# {0} {{.lead}}\n• {1}\n~~~",
    "::: {{.columns}}\n::: {{.lead width=50%}}\n{0}\n:::\n:::",
    "> ::: {{.lead}}\n> {0}\n> :::",
    "{0} \\\\\n{1}\t\t{2}",
    "***\n\n{0} * {1} _ {2}",
    '[{0}]: https://example.org/{{x}} "{1}"\n\nVoir [{0}].',
    "{{{{< figure {silent} >}}}} {0}",
)
FIELDS = (
    *(
        "date: 3 mars 2026",
        "date: 2026/3/3",
        "date:\u00a02026-03-03",
        "lang: français",
        "status: “published”",
    ),
    *("tags: [“{0}”, {1}]", "tags:\n\t- {0}\n\t- {1}", "tags:\n– {0}\n– {1}", "subtitle: {0} : {1}  # {2}"),
    *("subtitle: “{0} : {1}”", 'abstract: "{0} {1}', "description: 'L'{0}'", "volume: Tome 1", "draft: n"),
    *("# {0} : “{1}”", "couleur: {0}", "headline: {0} {{x}}"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples, so that they share a cache."""
    return tmp_path_factory.mktemp("words")


def filled(piece: str, words: Callable[[], str], silent: str, speaking: str) -> str:
    """A piece with words of its own."""
    said = re.sub(r"\{\}", lambda _: words(), speaking)
    return piece.format(*(words() for _ in range(4)), silent=silent, speaking=said)


PIECE = st.tuples(st.sampled_from([*MENDED, *KEPT]), st.sampled_from(SILENT), st.sampled_from(SPEAKING))
AUTHORS = ("authors: [ada]", "authors: ada", "authors: Ada Lune et Bob Rue", "authors:[ada]", "authors: [ada")
PLACES = (
    *("essays/un/index.md", "essays/un.md", "essays/un/README.md", "essays/Un texte/index.md"),
    *("essays/2026-03-03-un.markdown", "essays/vieux/un.md"),
)


@settings(max_examples=80)
@given(
    pieces=st.lists(PIECE, min_size=1, max_size=9),
    fields=st.lists(st.sampled_from(FIELDS), max_size=4, unique_by=lambda each: re.split(r"[:\s]", each)[0]),
    authors=st.sampled_from(AUTHORS),
    titled=st.sampled_from(["", "# {}\n\n", "{}\n====\n\n"]),
    colon=st.sampled_from(["title: Un {}", "title: “Un {}”", "title: Un : {}", "title:Un {}"]),
    place=st.sampled_from(PLACES),
    fence=st.sampled_from(["---", "———", "–––"]),
    form=st.tuples(
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
        st.sampled_from(["\n", "\r\n"]),
        st.booleans(),
        st.sampled_from([0o644, 0o600, 0o755, 0o444]),
    ),
)
def test_every_word_stays_or_is_named(
    *,
    pieces: list[tuple[str, str, str]],
    fields: list[str],
    authors: str,
    titled: str,
    colon: str,
    place: str,
    fence: str,
    form: tuple[str, str, bool, int],
    folder: Path,
    pool: Workers,
) -> None:
    encoding, end, ends, mode = form
    numbers = count(10)

    def word() -> str:
        return f"mot{next(numbers)}x"

    title = colon.format(word())
    front = "\n".join(
        [title, authors, "license: CC BY 4.0", *(filled(each, word, "", "") for each in fields)]
    )
    body = [filled(piece, word, silent, speaking) for piece, silent, speaking in pieces]
    heading = titled.format(re.sub(r"title: ?|[“”]", "", title))
    text = (
        f"{fence}\n{front}\n{fence}\n\n{heading}"
        + "\n\nUne ligne.\n\n".join(["Début.", *body])
        + ("\n" if ends else "")
    )
    shutil.rmtree(folder / "contributions", ignore_errors=True)
    small(
        folder,
        {
            "authors/bob-rue.md": BOB,
            "essays/un/index.md": None,
            place: text.replace("\n", end).encode(encoding),
            f"{place.rpartition('/')[0]}/Le quai.JPG": picture(),
        },
    )
    (folder / "contributions" / place).chmod(mode)
    others = {path: data for path, data in tree(folder).items() if not path.startswith("essays/")}
    before = check(folder, pool)
    plan = mend(folder, pool)
    after = check(folder, pool)
    made = tree(folder)
    (new,) = (path for path in made if path.endswith((".md", ".markdown")) and path.startswith("essays/"))
    data = made[new]
    result = data.decode(encoding if data == text.replace("\n", end).encode(encoding) else "utf-8")
    result = result.removeprefix("\ufeff").replace("\r\n", "\n")
    change = next((each for each in plan.changes if each.old == place), None)
    said = change.said if change else ()

    assert words(result) == after_words(text, said), "every word stays, or is named"
    assert [gone for gone, come in said if not come] == (
        [] if heading in result else [" ".join(heading.split())]
    )
    assert [
        each for (piece, *_), each in zip(pieces, body, strict=True) if piece in KEPT and each not in result
    ] == []
    assert {path: data for path, data in made.items() if not path.startswith("essays/")} == others
    assert result.endswith("\n") == ends
    assert (folder / "contributions" / new).stat().st_mode & 0o777 == mode
    assert encoding != "utf-8-sig" or "bom" in (change.was if change else ())
    assert plan.errors == (len(before.errors), len(after.errors))
    assert mend(folder, pool).changes == ()
    key = TextKey.of_path(new)
    if key and not said and key in before.prose and key in after.prose:
        assert shown(after.prose[key].html) == shown(before.prose[key].html)
        told = {each.code for each in before.problems}
        assert [each for each in after.problems if each.code not in told] == []


def after_words(text: str, said: Sequence[tuple[str, str]]) -> list[str]:
    """The words of a text once those that go have gone, and those that come have come."""
    found = words(text)
    for gone, come in said:
        old = words(gone)
        places = [n for n in range(len(found)) if found[n : n + len(old)] == old]
        place = places[0 if come else -1]  # the title is said first in the front matter
        found[place : place + len(old)] = words(come)
    return found


def words(text: str) -> list[str]:
    """The words of a text, but for what is syntax."""
    return [word for word in re.findall(r"[^\W_]+", text) if word not in SYNTAX]


def shown(html: str) -> list[str]:
    """The words of a page."""
    return re.findall(r"[^\W_]+", re.sub(r"<[^>]*>", " ", html))
