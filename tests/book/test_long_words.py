"""A word that no line holds stays within the page, wherever it stands, and off what stands beside it."""

from pathlib import Path

import pytest

from book.anthologies import png
from book.printing import print_all
from book.reading import pages_of
from florilege.book.sheet import HUNG, MM, page_geometry
from florilege.printing.designs import DESIGNS
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
