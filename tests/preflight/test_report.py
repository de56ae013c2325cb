"""What is said of a report: on the terminal, in JSON, on a page."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from florilege.cli.preflight import essay_texts
from florilege.diagnostics.findings import Severity, finding_codes
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages
from florilege.preflight.inspection.checklist import CHECKS
from florilege.preflight.report.html_report import html
from florilege.preflight.report.json_report import as_json
from florilege.preflight.report.report import FileReport, Report
from florilege.preflight.report.terminal import summary
from florilege.preflight.report.terminal import table as terminal
from florilege.preflight.run import file_report, preflight
from preflight.shop import Shop, cover, draw, spoil, words


@pytest.fixture(scope="module")
def bad(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> FileReport:
    """The inside for the offset printer, its text in the gutter on two pages, a picture away."""
    path = tmp_path_factory.mktemp("bad") / "tome-3-press-offset.pdf"

    def change(pdf: "object") -> None:
        for page in (15, 17):
            draw(pdf, page, words(pdf, "escalier", 9, 8, 70))  # type: ignore[arg-type]

    return file_report(shop.inspection("block", path=spoil(shop.file("block", "offset"), path, change)))


@pytest.fixture(scope="module")
def report(shop: Shop, bad: FileReport) -> Report:
    return Report("tome-3", "L’escalier <de> service", (file_report(shop.inspection("screen")), bad))


def test_the_worst_comes_first_and_says_all_its_pages(report: Report) -> None:
    first = report.findings[0]
    assert (first.code, first.severity, first.pages) == ("text-gutter", Severity.REFUSED, (15, 17))
    assert first.message("fr") == (
        "du texte est à 8\u00a0mm du pli, Offset (France, Europe) demande 15\u00a0mm pour tant de pages"
    )
    assert first.message("en") == (
        "text is 8\u00a0mm from the fold, Offset (France, Europe) asks for 15\u00a0mm for so many pages"
    )
    assert report.refused


def test_the_terminal_has_a_row_for_each_finding_and_a_line_for_each_printer(report: Report) -> None:
    console = Console(file=io.StringIO(), width=120, color_system=None)
    console.print(terminal(report, "en"))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert re.search(r"refused +tome-3-press-offset.pdf +p.\s15, 17 +text is 8\smm", shown)
    assert all(f"[{finding.code}]" in shown for finding in report.findings)
    first, last = summary(report, "fr")
    assert first.startswith("Offset (France, Europe) (intérieur)\u00a0: 1 refusé")
    assert last.startswith("édition écran\u00a0: ")


def test_json_says_what_was_measured_and_where(report: Report) -> None:
    (told,) = json.loads(as_json([report], "fr"))
    assert set(told) == {"volume", "refused", "files"}
    (finding,) = (each for each in told["files"][1]["findings"] if each["check"] == "text-gutter")
    assert set(finding) == {
        *("check", "severity", "pages", "measured", "wanted", "unit", "what", "message", "places"),
    }
    assert (finding["pages"], finding["measured"], finding["wanted"], finding["unit"]) == (
        [15, 17],
        8,
        15,
        "mm",
    )
    (left, bottom, *_), page = finding["places"][0]["box"], finding["places"][0]["page"]
    assert (page, round(left), round(bottom)) == (15, 8, 69)


class Reader(HTMLParser):
    """Tags, in order, and what they refer to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", languages())
def test_the_page_is_whole_in_itself_and_well_formed(report: Report, lang: str) -> None:
    page = html(report, lang)
    reader = Reader(page)
    assert reader.open == []
    assert ("html", {"lang": lang}) in reader.tags
    images = [attributes for tag, attributes in reader.tags if tag == "img"]
    assert images
    assert all(str(each["src"]).startswith("data:image/jpeg;base64,") and each["alt"] for each in images)
    targets = {attributes.get("id") for _, attributes in reader.tags}
    links = [str(attributes["href"]) for tag, attributes in reader.tags if tag == "a"]
    assert links
    assert all(link[1:] in targets for link in links)
    assert not re.search(r"https?://|url\(|<script|<link", page)
    assert "L’escalier &lt;de&gt; service" in page


def test_the_place_is_marked_where_it_is(report: Report) -> None:
    """8 mm from the fold of a page of 148 mm with 3 mm of bleed: 11 of 154 mm."""
    number = [finding.code for finding in report.files[1].findings].index("text-gutter") + 1
    marks = re.findall(r'style="left:([\d.]+)%;top:([\d.]+)%;[^"]*"><b>(\d+)</b>', html(report, "en"))
    places = [(float(left), float(top)) for left, top, finding in marks if int(finding) == number]
    assert len(places) == 2
    for left, top in places:
        assert left == pytest.approx(100 * 11 / 154, abs=0.3)
        assert 65 < top < 68


def test_all_files_of_a_volume_are_looked_at(shop: Shop) -> None:
    catalogue, texts = shop.anthology.catalogue, essay_texts(shop.anthology)
    found = preflight(catalogue, texts, "tome-3", shop.project.tomes)
    assert [(file.role, file.printer) for file in found.files] == [
        ("screen", ""),
        *((role, printer) for printer in ("offset", "ingramspark", "lulu") for role in ("block", "cover")),
    ]
    assert not found.refused
    one = preflight(
        shop.anthology.catalogue, essay_texts(shop.anthology), "tome-3", shop.project.tomes, printer="lulu"
    )
    assert [(file.role, file.printer) for file in one.files] == [("block", "lulu"), ("cover", "lulu")]


@pytest.mark.parametrize(
    ("volume", "printer", "code", "exit_code"),
    [
        ("tome-9", "", "volume-not-found", 2),
        ("tome-3", "kdp", "printer-not-named", 2),
        ("tome-3", "offset", "preflight-file-missing", 1),
    ],
)
def test_what_cannot_be_looked_at_is_one_line(
    shop: Shop, tmp_path: Path, volume: str, printer: str, code: str, exit_code: int
) -> None:
    with pytest.raises(FlorilegeError) as raised:
        preflight(shop.anthology.catalogue, essay_texts(shop.anthology), volume, tmp_path, printer=printer)
    assert (raised.value.code, raised.value.exit_code) == (code, exit_code)
    assert all("\n" not in raised.value.message(lang) for lang in languages())


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n"])
def test_a_damaged_file_is_one_line(shop: Shop, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tome-3-press-offset.pdf").write_bytes(content)
    cover(shop, "offset", tmp_path / "tome-3-cover-offset.pdf", pages=shop.pages("offset"))
    with pytest.raises(FlorilegeError) as raised:
        preflight(shop.anthology.catalogue, essay_texts(shop.anthology), "tome-3", tmp_path, printer="offset")
    assert (raised.value.code, raised.value.exit_code) == ("pdf-unreadable", 1)


def test_every_check_is_in_the_table_and_the_table_in_every_check() -> None:
    assert list(CHECKS) == list(finding_codes())
    assert len(CHECKS) > 50
