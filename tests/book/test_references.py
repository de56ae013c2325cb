"""Page numbers written into finished pages."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.printing import Printed, page_texts, print_all
from florilege.book.weasyprint.references import colour, placeholder, renumber

DIGITS = {"FACE": {str(digit): b"%04x" % (0x100 + digit) for digit in range(10)}}

EVERYWHERE = """
## Titre et [lien](../le-pain-partage/index.md)

> Citation, *[italique](../le-pain-partage/index.md)* et **[gras](../le-pain-partage/index.md)**.

| A | B |
|---|---|
| [un](../le-pain-partage/index.md) | ==[deux](../le-pain-partage/index.md)== |

Terme [lié](../le-pain-partage/index.md)
:   Définition ^[haut](../le-pain-partage/index.md)^

!!! note "Note"
    Un [lien](../le-pain-partage/index.md)[^encore].

[Petites capitales](../le-pain-partage/index.md)
{: .smallcaps }

[^encore]: En [note](../le-pain-partage/index.md).
"""


def run(index: int, zeros: bytes) -> bytes:
    """A marked run of text as WeasyPrint writes it."""
    _, green, blue = (int(part) for part in colour(index)[4:-1].split(", "))
    return b"0 %.6f %.6f rg\nBT\n1 0 0 -1 9 9 Tm\n/FACE 13.3 Tf\n[%s] TJ\nET\n" % (
        green / 255,
        blue / 255,
        zeros,
    )


@given(st.integers(0, 65534), st.integers(1, 9999))
def test_placeholders_become_the_number_and_the_colour_black(index: int, page: int) -> None:
    stream = run(index, b"<0100>0" * len(placeholder(page)))
    references = {index: "a"}
    written = renumber(b"q\n" + stream + b"Q", references, {"a": page}, DIGITS)  # type: ignore[arg-type]
    glyphs = b"".join(DIGITS["FACE"][digit] for digit in str(page))
    assert written == b"q\n0 0 0 rg\nBT\n1 0 0 -1 9 9 Tm\n/FACE 13.3 Tf\n[<%s>] TJ\nET\nQ" % glyphs


def test_text_in_black_is_left_alone() -> None:
    black = run(0, b"<0100>").replace(b"0.003922", b"0")
    assert renumber(black, ["a"], {"a": 5}, DIGITS) == black


@pytest.mark.parametrize("glyphs", [b"<0100>", b"<0101>0<0100>"])
def test_what_is_not_the_right_placeholder_is_a_fault(glyphs: bytes) -> None:
    with pytest.raises(ValueError, match="the reference to a"):
        renumber(run(0, glyphs), ["a"], {"a": 42}, DIGITS)


def test_a_reference_is_numbered_wherever_it_stands(printed: Printed, tmp_path: Path) -> None:
    root = Path(shutil.copytree(printed.project.root, tmp_path / "again"))
    with (root / "contributions/essays/le-banc-vert/index.md").open("a", encoding="utf-8") as essay:
        essay.write(EVERYWHERE)
    again = print_all(root)
    texts = list(page_texts(again.pdf("tome-1")))
    place = next(number for number, text in enumerate(texts, 1) if "fais toujours une de trop" in text)
    assert sum(text.count(f"(p.\u00a0{place})") for text in texts) == EVERYWHERE.count("](../") + 1
