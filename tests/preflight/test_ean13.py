"""Bars on a page → the number that a scanner reads, and their place."""

from pathlib import Path

import pytest
from pikepdf import Pdf

from florilege.preflight.measurement.ean13 import read_barcode
from preflight.shop import bars, draw


def page(path: Path, content: str) -> Path:
    """A file of one page of 148 × 210 mm."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(148 * 72 / 25.4, 210 * 72 / 25.4))
        draw(pdf, 1, content)
        pdf.save(path)
    return path


@pytest.mark.parametrize("module", [0.264, 0.33, 0.66])
def test_a_barcode_is_read_where_it_is_at_any_magnification(tmp_path: Path, module: float) -> None:
    """ISO/IEC 15420 allows modules from 0.264 to 0.66 mm (80 to 200 %)."""
    found = read_barcode(page(tmp_path / "bars.pdf", bars("9782999999909", 30, 40, module)))
    assert found
    assert found.digits == "9782999999909"
    assert found.box == pytest.approx((30, 40, 30 + 95 * module, 60), abs=1)


def test_what_is_no_barcode_is_none(tmp_path: Path) -> None:
    assert read_barcode(page(tmp_path / "black.pdf", "0 g 30 40 31 20 re f")) is None
