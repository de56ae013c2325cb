"""Royalties: every cent is given out once, in proportion; statements that no spreadsheet computes."""

import csv
import io
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import florilege, here
from florilege.catalogue.costs import RoyaltyShares
from florilege.catalogue.ids import DEVICES
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Part, Volume
from florilege.catalogue.writings import Body, Byline, Essay
from florilege.desk.royalties import AuthorShare, EssayShare, shared, shares
from florilege.desk.spreadsheets import safe_cell, table
from florilege.desk.statements import names, rows
from worlds import small

AMOUNTS = st.decimals(0, 99_999, places=2, allow_nan=False, allow_infinity=False)
WEIGHTS = st.lists(st.fractions(0, 60, max_denominator=12), min_size=1, max_size=40).filter(any)
CENT = Decimal("0.01")
PEOPLE = ("Ada", "Bo", "Cy", "Di", "Eva", "Flo")
BODY = Body(path="essays/un/index.md", markdown="", line=1, lang="fr")


@given(amount=AMOUNTS, weights=WEIGHTS)
def test_parts_are_the_whole_to_the_cent_and_in_proportion(amount: Decimal, weights: list[Fraction]) -> None:
    parts = shared(amount, weights)
    assert sum(parts) == amount
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert part == part.quantize(CENT)
        assert abs(Fraction(part) - Fraction(amount) * weight / total) < Fraction(CENT)
        assert part == 0 or weight
    ranked = sorted(zip(weights, parts, strict=True))
    assert all(less[1] <= more[1] for less, more in pairwise(ranked) if less[0] < more[0])
    assert shared(amount, [weight * 7 for weight in weights]) == parts


def world(signed: dict[str, list[str]]) -> tuple[Catalogue, Volume]:
    """A volume whose essays are signed by these people."""
    essays = {
        id: Essay(id=id, title=id.title(), bylines=tuple(Byline(name=each) for each in people), body=BODY)
        for id, people in signed.items()
    }
    volume = Volume(id="t", title="T", parts=(Part(id="a", title="", essays=(*essays,)),), body=BODY)
    return Catalogue(title="", home=BODY, essays=essays, volumes={"t": volume}), volume


@given(
    signed=st.dictionaries(
        st.sampled_from([f"e{n}" for n in range(9)]),
        st.lists(
            st.sampled_from(["Ada", "Bo", "Cy", "Di", "Eva", "Flo"]), min_size=1, max_size=4, unique=True
        ),
        min_size=1,
    ),
    amount=AMOUNTS,
    by=st.sampled_from(["pages", "essays", "equal"]),
    data=st.data(),
)
def test_whatever_the_way_all_is_shared(
    signed: dict[str, list[str]], amount: Decimal, by: RoyaltyShares, data: st.DataObject
) -> None:
    catalogue, volume = world(signed)
    pages = {id: data.draw(st.integers(1, 30)) for id in signed}
    found = shares(catalogue, volume, amount, by, pages)
    assert sum(each.amount for each in found) == amount
    assert {each.name for each in found} == {name for people in signed.values() for name in people}
    weight = {id: pages[id] if by == "pages" else 1 for id in signed}
    for each in found:
        assert sum(part.amount for part in each.essays) == each.amount
        assert [part.essay for part in each.essays] == [id for id in signed if each.name in signed[id]]
        counted = (Fraction(weight[part.essay], len(signed[part.essay])) for part in each.essays)
        own = sum(counted, Fraction(0))
        quota = Fraction(1, len(found)) if by == "equal" else own / sum(weight.values())
        assert abs(Fraction(each.amount) - quota * Fraction(amount)) < Fraction(CENT)


def test_a_person_who_signs_otherwise_is_one_person() -> None:
    catalogue, volume = world({"un": ["Éva Noir"], "deux": ["Eva NOIR", "Bo"]})
    found = shares(catalogue, volume, Decimal(100), "essays", {})
    assert [(each.name, each.amount) for each in found] == [
        ("Éva Noir", Decimal("75.00")),
        ("Bo", Decimal("25.00")),
    ]


HOSTILE = ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1", '"=1,2']


@pytest.mark.parametrize("name", HOSTILE)
def test_no_spreadsheet_computes_a_name_or_a_title(name: str) -> None:
    _, volume = world({"un": ["Ada"]})
    part = EssayShare(essay="un", title=name, pages=4, signers=1, amount=Decimal("12.30"))
    share = AuthorShare(author="", name=name, essays=(part,), amount=Decimal("12.30"))
    (row,) = csv.DictReader(io.StringIO(table(rows(share, volume, name, "EUR")), newline=""))
    for cell in (row["author"], row["title"], row["period"]):
        assert cell == safe_cell(name)
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert (row["amount"], row["pages"]) == ("12.30", "4")


def test_no_file_is_anothers() -> None:
    people = [
        ("", "Ada"),
        ("ada", "Ada L."),
        ("", "ADA"),
        ("ada-2", "A."),
        ("", "../x"),
        ("", "李"),
        ("", "Con"),
        ("", "NUL"),
    ]
    found = names(
        AuthorShare(author=author, name=name, essays=(), amount=Decimal(0)) for author, name in people
    )
    assert len({*found}) == len(people)
    assert not DEVICES & {*found}
    assert all("/" not in each and "." not in each and each for each in found)


COSTS = "royalties: {by: pages, percent: 10}\n"
DEUX = "---\ntitle: Deux\nauthors: [ada, '=Éva Noir']\nlicense: CC BY 4.0\nvolume: tome-1\n---\n\nUn, deux.\n"


def anthology(folder: Path, costs: str | None = COSTS) -> Path:
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    return small(folder, {"essays/deux/index.md": DEUX, "volumes/tome-1/costs.yml": costs})


def test_nothing_is_shared_without_a_rule_or_by_a_guess(tmp_path: Path) -> None:
    anthology(tmp_path, None)
    command = ("royalties", "tome-1", "--revenue", "100", "--period", "2026", "--out", "relevés")
    assert "royalties-off" in str(here(tmp_path, *command).exception)
    assert "volume-not-found" in str(here(tmp_path, "royalties", "tome-9", *command[2:]).exception)
    anthology(tmp_path)
    assert "royalties-pages" in str(here(tmp_path, *command).exception)
    for wrong in ("cent", "-1", "1.234", "1,200", "12 34", "1 23 €", "$5", "nan", "inf", "1e99"):
        done = here(tmp_path, *command[:2], "--revenue", wrong, *command[4:])
        assert done.exit_code == 2, wrong
    anthology(tmp_path, COSTS.replace("pages", "equal") + "currency: CHF\n")
    francs = here(tmp_path, *command[:2], "--revenue", "9 €", *command[4:])
    assert (francs.exit_code, "CHF" in francs.output) == (2, True)
    assert not (tmp_path / "relevés").exists()


@pytest.mark.press
def test_each_author_gets_a_statement_that_says_what_the_other_says(tmp_path: Path) -> None:
    anthology(tmp_path)
    with pikepdf.new() as pdf:  # as last built: « Un » on three pages and a blank verso, « Deux » on two
        for number in range(7):
            page = pdf.add_blank_page()
            page.Contents = pdf.make_stream(b"" if number == 3 else b"0 0 9 9 re f")
        with pdf.open_outline() as outline:
            outline.root += [
                pikepdf.OutlineItem("Un", 0),
                pikepdf.OutlineItem("Deux", 4),
                pikepdf.OutlineItem("Table", 6),
            ]
        (tmp_path / "tomes").mkdir()
        pdf.save(tmp_path / "tomes/tome-1.pdf")
    done = florilege(
        tmp_path,
        *("royalties", "tome-1", "--revenue", "1 234,50 €", "--period", "2026", "--out", "relevés"),
        *("--lang", "fr"),
    )
    assert done.returncode == 0, done.stderr
    # 123.45 × 4/5 and 1/5
    assert "123,45\u00a0€ partagés\u00a0: 2 relevés" in done.stdout
    folder = tmp_path / "relevés"
    assert sorted(each.name for each in folder.iterdir()) == [
        "ada.csv",
        "ada.pdf",
        "eva-noir.csv",
        "eva-noir.pdf",
    ]
    rows = [*csv.DictReader(io.StringIO((folder / "ada.csv").read_text(encoding="utf-8-sig")))]
    assert [(row["essay"], row["pages"], row["amount"]) for row in rows] == [
        ("un", "3", "74.07"),
        ("deux", "2", "24.69"),
    ]
    (row,) = csv.DictReader(io.StringIO((folder / "eva-noir.csv").read_text(encoding="utf-8-sig")))
    assert (row["author"], row["amount"]) == ("'=Éva Noir", "24.69")
    document = pypdfium2.PdfDocument(folder / "ada.pdf")
    text = document[0].get_textpage().get_text_bounded()
    assert len(document) == 1
    for said in (
        "Relevé de droits d’auteur",
        "Ada Lune",
        "74,07",
        "24,69",
        "98,76",
        "1\u202f234,50",
        "10\u00a0%",
        "123,45",
        "Établi le",
    ):
        assert said in text
    document.close()


@pytest.mark.press
def test_statements_are_written_whole_and_not_over_others(tmp_path: Path) -> None:
    anthology(tmp_path)
    folder = tmp_path / "relevés"

    def share(revenue: str, *more: str) -> str:
        command = ("royalties", "tome-1", "--revenue", revenue, "--period", "2026", "--by", "equal")
        done = florilege(tmp_path, *command, "--out", "relevés", "--lang", "en", *more)
        return done.stderr if done.returncode else ""

    def amounts() -> list[str]:
        texts = [file.read_text(encoding="utf-8-sig") for file in sorted(folder.glob("*.csv"))]
        return [row["amount"] for text in texts for row in csv.DictReader(io.StringIO(text))]

    assert share("100") == ""
    first = amounts()
    assert share("100") == ""  # the same again
    said = "relevés/ada.csv is a statement of another sum, way of sharing, time, volume or author"
    assert said in share("200")
    assert amounts() == first
    (folder / "eva-noir.pdf").unlink()
    (folder / "eva-noir.pdf").mkdir()
    assert "target-unwritable" in share("200", "--force")
    assert amounts() == first
    (folder / "eva-noir.pdf").rmdir()
    assert share("200", "--force") == ""
    assert amounts() != first
    names = ["ada.csv", "ada.pdf", "eva-noir.csv", "eva-noir.pdf"]
    assert sorted(each.name for each in folder.iterdir()) == names
    # Éva has left; her statement goes, and is named, but only where that is asked for
    (tmp_path / "contributions/essays/deux/index.md").write_text(DEUX.replace(", '=Éva Noir'", ""), "utf-8")
    (folder / "ada.pdf").write_bytes(b"Ada's portrait")
    for name in ("ada.csv", "eva-noir.csv"):
        before = (folder / name).read_bytes()
        assert "of another sum, way of sharing, time, volume or author" in share("200")
        assert (folder / name).read_bytes() == before
    (folder / "eva-noir.csv").rename(tmp_path / "eva-noir.csv")
    (folder / "ada.csv").unlink()
    assert "output-not-ours" in share("200")
    assert (folder / "ada.pdf").read_bytes() == b"Ada's portrait"
    (tmp_path / "eva-noir.csv").rename(folder / "eva-noir.csv")
    assert share("200", "--force") == ""
    assert sorted(each.name for each in folder.iterdir()) == ["ada.csv", "ada.pdf"]


def test_nothing_is_shared_with_nobody(tmp_path: Path) -> None:
    anthology(tmp_path)
    empty = "---\ntitle: Tome\nnumber: 1\n---\n\nUn tome.\n"
    small(tmp_path, {"essays/deux/index.md": None, "volumes/tome-1/index.md": empty})
    (tmp_path / "contributions/essays/deux/index.md").write_text(
        DEUX.replace("volume: tome-1\n", ""), "utf-8"
    )
    command = ("royalties", "tome-1", "--revenue", "9", "--period", "2026", "--by", "equal", "--out", "r")
    assert "tome-empty" in str(here(tmp_path, *command).exception)
    assert not (tmp_path / "r").exists()
