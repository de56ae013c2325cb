"""A word that no line holds stays within the page, wherever it stands, and off what stands beside it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from book.anthologies import png
from book.lines import call
from book.plain import set_whole
from book.printing import print_all
from book.reading import pages_of
from book.styles import Style
from florilege.book.sheet import HUNG, MM, page_geometry
from florilege.printing.designs import DESIGNS
from florilege.runtime.workers import Workers
from worlds import small

WORD = "Anticonstitutionnellementhexakosioihexekontahexaphobique" * 2
BODY = f"""\
## {WORD}

### {WORD}

{WORD}[^n], [[{WORD}]], `{WORD}`, *{WORD}*, [{WORD}](https://x.example/).

> {WORD}

- {WORD}
    1. {WORD}

!!! note "{WORD}"
    {WORD}

{WORD}
: {WORD}

| {WORD} | b |
|-----|---|
| {WORD} | {WORD} |

![Une vue](vue.png "{WORD}")

```
{WORD}
```

{WORD}
{{: .pullquote }}

[^n]: {WORD}
"""
WIDE = "Mohammed Abdallah Hammoumou", "Marguerite Oummou-Wagram", "Gwenn Maman", "ANNE MOMO"
TITLE = "Comment nous avons gagné mon hameau, puis perdu la guerre du monde en dormant"
NUMBER_GAP = 3
"""pt: what parts the number of a page from what stands before it, at least."""


def texts(design: str) -> dict[str, str | bytes | None]:
    """A small tome and one of the size for which the design was drawn; one with long titles."""
    files: dict[str, str | bytes | None] = {"authors/ada.md": f"---\nname: {WORD}\n---\n\n{WORD}\n"}
    for rank, trim in enumerate(("A6", "A5"), start=1):
        essays = {
            f"mot-{rank}": (WORD, ["ada"], BODY),
            f"deux-{rank}": ("Deux", ["Bo Li", WORD], "Un.\n\n***\n\n" * 30),
            f"noms-{rank}": (TITLE, [*WIDE[:3]], "Un.\n\n***\n\n" * 50),
            f"capitales-{rank}": (TITLE.upper(), [WIDE[3], *WIDE[:2]], "Un.\n\n***\n\n" * 50),
        }
        for id, (title, authors, body) in essays.items():
            fields = f'title: "{title}"\nsubtitle: {WORD}\nauthors: {authors}\nabstract: {WORD}'
            files[f"essays/{id}/index.md"] = f"---\n{fields}\nlicense: CC BY 4.0\n---\n\n{body}\n"
        files[f"essays/mot-{rank}/vue.png"] = png(500, 300)
        fields = (
            f"title: {WORD}\nsubtitle: {WORD}\nnumber: {rank}\ndesign: {design}\ntrim: {trim}\ncover: aucune"
        )
        parts = f"parts: [{{title: {WORD}, essays: [{', '.join(essays)}]}}]"
        files[f"volumes/tome-{rank}/index.md"] = f"---\n{fields}\neditors: ['{WORD}']\n{parts}\n---\n\nUn.\n"
    title = f"{TITLE}; {TITLE}"
    fields = f"title: {title}\nsubtitle: {title}\nseries: {title}\nnumber: 3\ndesign: {design}\ncover: aucune"
    parts = f"trim: 80 × 120 mm\nparts: [{{title: {title}, essays: [un]}}]"
    files["volumes/tome-3/index.md"] = f"---\n{fields}\neditors: {[*WIDE]}\n{parts}\n---\n\nUn.\n"
    files["essays/un/index.md"] = f"---\ntitle: {title}\nauthors: [Bo Li]\nlicense: CC BY 4.0\n---\n\nUn.\n"
    return files


@pytest.mark.press
@pytest.mark.parametrize("design", DESIGNS)
def test_long_words_and_heads_stay_within_the_text(design: str, tmp_path: Path) -> None:
    small(tmp_path, texts(design))
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: contributions\n", encoding="utf-8")
    printed = print_all(tmp_path)
    for volume in printed.anthology.catalogue.volumes.values():
        of = page_geometry(volume)
        for number, page in enumerate(pages_of(printed.pdf(volume.id)), start=1):
            left, right = (of.inner, of.outer) if number % 2 else (of.outer, of.inner)
            beside = [
                each
                for each in page.words
                if not left * MM - HUNG * of.size <= each.x < (of.width - right) * MM
            ]
            assert not beside, (volume.trim, number, "".join(each.text for each in beside))
            digits = [each for each in page.words if each.text.isdigit()]
            touching = [
                (one, other)
                for one in digits
                for other in page.words
                if other.text.isalpha() and abs(one.y - other.y) < 1 and abs(one.x - other.x) < NUMBER_GAP
            ]
            assert not touching, (volume.trim, number, touching)


UNBROKEN = ("." * 130, "_" * 130, "12345678901234567890" * 5, "\u202f".join(["x", "345", "="] * 25), WORD)
"""What no line of these ends in."""
NOTE = '<span class="footnote">Une note {}, dit-il.</span>'
PLACES = (
    f"<p>Un mot{NOTE}{{}}, et la suite.</p>",
    f"<p>Un mot {{}}{NOTE}, et la suite.</p>",
    "<p>Un <em>mot {}</em>, dit <code>le {}</code>, et la suite.</p>",
    '<p>Un <span class="smallcaps">mot {}</span>, et la suite.</p>',
    "<ul><li>Un mot {}.</li></ul>",
    "<blockquote><p>Un mot {}.</p></blockquote>",
    "<dl><dt>Un mot {}</dt><dd>Un mot {}.</dd></dl>",
    "<h2>Un mot {}</h2>",
    '<p class="epigraph">Un mot {}.</p>',
    "<figure><figcaption>Un mot {}.</figcaption></figure>",
)


@pytest.mark.press
def test_what_has_no_place_for_a_break_is_broken_all_the_same(styles: Sequence[Style], pool: Workers) -> None:
    body = "".join(place.replace("{}", each) for place in PLACES for each in UNBROKEN)
    for style, pdf in zip(
        styles[3:6], pool.run(set_whole, [call(each, body) for each in styles[3:6]], seconds=200), strict=True
    ):
        assert isinstance(pdf, bytes), pdf
        page = style.geometry
        right = (page.width - page.side) * MM
        words = [each for page in pages_of(pdf) for each in page.words]
        assert [each for each in words if each.x > right] == []
        assert sum(each.text == "." for each in words) > 130 * len(PLACES)
