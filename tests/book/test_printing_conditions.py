"""The printing condition of a file follows its paper, in the finished files and for the preflight."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms

from book.printing import Printed, print_all
from commands import florilege
from florilege.book.prepress.printing_conditions import (
    black_on_uncoated,
    coated,
    cover_profile,
    description,
    profile_of,
    uncoated,
)
from florilege.preflight.inspection import pagination
from florilege.printing.printers import printers
from worlds import essay, small

PRESS = """press:
  - {printer: offset, paper: bouffant-80}
  - {printer: ingramspark, paper: creme-50}
  - {printer: custom, colour: cmyk}"""
PRINTERS = ("offset", "ingramspark", "custom")


def named(profile: bytes, name: str) -> bytes:
    """A profile that calls itself otherwise."""
    old = description(profile).encode()
    return profile.replace(old + b"\0", (name.encode() + b"\0" * 80)[: len(old)] + b"\0")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A tome for three printers: on bulky paper, in PDF/X-1a, and in colour."""
    root = tmp_path_factory.mktemp("conditions")
    volume = f"---\ntitle: Tome\nnumber: 1\neditions: [press]\n{PRESS}\nparts:\n  - id: a\n    title: A\n"
    small(
        root,
        {
            "volumes/tome-1/index.md": f"{volume}    essays: [un]\n---\n\nUn tome.\n",
            "essays/un/index.md": essay("date: 2026-01-01", "\n\n".join(["Il était une fois. " * 60] * 45)),
        },
    )
    (root / "mkdocs.yml").write_text("docs_dir: contributions\n", encoding="utf-8")
    return print_all(root)


def file_of(printed: Printed, kind: str, printer: str) -> Path:
    (file,) = (each.file for each in printed.tomes["tome-1"].files if (each.kind, each.of) == (kind, printer))
    return file


def intent(printed: Printed, kind: str, printer: str) -> tuple[str, str, bytes]:
    """The condition that a file claims, its name, and the colours of its profile."""
    with pikepdf.open(file_of(printed, kind, printer)) as pdf:
        (only,) = pdf.Root.OutputIntents
        profile = only.DestOutputProfile.read_bytes()[16:20] if "/DestOutputProfile" in only else b""
        return str(only.OutputConditionIdentifier), str(only.Info), profile


@pytest.mark.press
def test_a_finished_file_claims_the_condition_of_its_paper(printed: Printed) -> None:
    assert intent(printed, "press", "offset") == ("Custom", "Black on uncoated paper", b"GRAY")
    assert intent(printed, "press", "ingramspark") == ("FOGRA52", "FOGRA52", b"")
    claimed, _, colours = intent(printed, "press", "custom")
    assert (claimed, colours) == ("FOGRA29", b"CMYK")
    assert {intent(printed, "cover", printer)[0] for printer in PRINTERS} == {"FOGRA39"}, "on coated board"


@pytest.mark.parametrize("colour", ["grey", "cmyk"])
def test_a_profile_for_uncoated_paper_is_found_by_its_name(tmp_path: Path, colour: Any) -> None:
    ours = named(coated(), "PSO Uncoated v3 (FOGRA52)")
    (tmp_path / "PSOuncoated_v3_FOGRA52.icc").write_bytes(ours)
    facts: Any = {"colour": colour, "standard": "pdf/x-4"}
    assert profile_of(tmp_path, "", "tome-1", surface="uncoated", **facts) == ours
    assert profile_of(tmp_path, "", "tome-1", surface="coated", **facts) == coated()
    assert cover_profile(tmp_path, "", "tome-1") == coated()
    assert cover_profile(tmp_path, "PSOuncoated_v3_FOGRA52.icc", "tome-1") == coated()


def test_colours_on_uncoated_paper_are_made_for_it(tmp_path: Path) -> None:
    """Little CMS reads the profile: white is no ink, black no more than 300 %."""
    made = profile_of(tmp_path, "", "tome-1", surface="uncoated", colour="cmyk", standard="pdf/x-4")
    assert made == uncoated()
    inks = ImageCms.profileToProfile(
        Image.new("RGB", (1, 2)), ImageCms.createProfile("sRGB"), BytesIO(made), outputMode="CMYK"
    )
    white = Image.new("RGB", (1, 1), "white")
    none = ImageCms.profileToProfile(white, ImageCms.createProfile("sRGB"), BytesIO(made), outputMode="CMYK")
    assert none is not None
    assert inks is not None
    assert max(none.getpixel((0, 0))) <= 3
    assert 500 < sum(inks.getpixel((0, 0))) <= 3.03 * 255


def test_black_prints_darker_on_uncoated_paper() -> None:
    """Little CMS reads the profile; half a tone prints as 72 % of the full one."""
    profile = ImageCms.ImageCmsProfile(BytesIO(black_on_uncoated())).profile
    assert (profile.device_class, profile.xcolor_space.strip()) == ("prtr", "GRAY")
    curve = black_on_uncoated()[-512:]
    steps = [int.from_bytes(curve[at : at + 2], "big") for at in range(0, 512, 2)]
    assert steps == sorted(steps)
    assert steps[-1] == 65535
    assert (65535 - steps[128]) / (65535 - steps[0]) == pytest.approx(0.72, abs=0.005)


def test_a_few_pages_over_whole_sections_are_told_with_the_shortest_last_pages() -> None:
    ends = {"un": (1, 40), "deux": (41, 58), "trois": (59, 59), "quatre": (60, 99)}
    inspection: Any = SimpleNamespace(
        pages=range(100),
        printer=printers()["offset"],
        text_areas=[SimpleNamespace(holds=bool)] * 2,
        lines=[[1] * (3 if page == 57 else 9 if page == 39 else 30) + [0] for page in range(100)],
        search=SimpleNamespace(spans=ends),
    )
    (found,) = pagination.signature(inspection)
    assert (found.measured, found.wanted, found.what) == (4, 96, "p. 58 (3), p. 40 (9), p. 99 (30)")
    for pages in (96, 101, 112):
        inspection.pages = range(pages)
        assert [*pagination.signature(inspection)] == []
    inspection.pages, inspection.printer = range(100), printers()["kdp"]
    assert [*pagination.signature(inspection)] == []


@pytest.mark.press
def test_the_preflight_says_what_is_made_for_other_paper(printed: Printed) -> None:
    said = florilege(printed.project.root, "preflight", "tome-1", "--lang", "en").stdout
    assert "paper-condition" not in said, said
    root = printed.project.root
    (root / "profiles").mkdir()
    (root / "profiles" / "coated.icc").write_bytes(coated())
    volume = root / "contributions" / "volumes" / "tome-1" / "index.md"
    text = volume.read_text(encoding="utf-8")
    assert "colour: cmyk}" in text
    volume.write_text(text.replace("colour: cmyk}", "colour: cmyk, profile: coated.icc}"), encoding="utf-8")
    print_all(root)
    said = florilege(root, "preflight", "tome-1", "--lang", "en").stdout
    assert " ".join(said.split()).count("FOGRA39, and the paper is uncoated") == 1, said
