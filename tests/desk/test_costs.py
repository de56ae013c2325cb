"""What a volume costs: read at its lines, counted to the cent, and what it can't be counted without."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import here
from florilege.catalogue.costs import FixedCost, PrintingPrice, RoyaltyTerms, VolumeCosts
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rights import authors_of
from florilege.catalogue.volumes import Part, Volume
from florilege.catalogue.writings import Body, Byline, Essay
from florilege.desk.budget import budget, cents
from florilege.desk.royalties import shares
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.loader import read
from worlds import small

COSTS = """\
copies: 300
printing: {setup: 120, per_copy: 0.85, per_page: "0,012", source: devis 118, date: 1 juillet 2026}
fixed:
  - {name: Couverture, amount: 250}
  - {nom: Relecture, montant: 99.99}
other_copies: 12
retailer: 35
vat: 5.5
royalties: {by: pages, percent: 8}
"""


def files(costs: str = COSTS, price: str = "18 €") -> dict[str, str]:
    return {
        "volumes/tome-1/costs.yml": costs,
        "volumes/tome-1/index.md": (
            f"---\ntitle: Tome\nnumber: 1\nprice: {price}\nparts:\n  - essays: [un]\n---\n\nUn tome.\n"
        ),
    }


def world(folder: Path, costs: str = COSTS, price: str = "18 €") -> Path:
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    return small(folder, files(costs, price))


def test_costs_are_read_exactly_and_faults_are_told_at_their_lines(tmp_path: Path) -> None:
    catalogue, problems = read(world(tmp_path))
    assert problems == ()
    costs = catalogue.costs["tome-1"]
    assert costs.printing.per_page == Decimal("0.012")
    assert costs.fixed == (
        FixedCost(name="Couverture", amount=Decimal(250)),
        FixedCost(name="Relecture", amount=Decimal("99.99")),
    )
    assert costs.royalties == RoyaltyTerms(by="pages", percent=Decimal(8))
    assert catalogue.place_of(costs.path, "fixed.1.amount")[0] == 5
    wrong = "copies: beaucoup\nprinting: {per_page: -1, per_copie: 2}\nretailer: 120\ncurrency: euro\n"
    catalogue, problems = read(small(tmp_path, files(wrong)))
    assert [(each.line, each.code) for each in problems if each.level == "error"][:1] == [
        (1, "number-invalid")
    ]
    assert {each.line for each in problems} == {1, 2, 3, 4}
    assert "volumes/tome-1/costs.yml" in catalogue.faulty_records
    assert here(tmp_path, "costs", "tome-1").exception is not None
    small(tmp_path, files("copies: 3\n"))
    lacking = here(tmp_path, "costs", "tome-1", "--pages", "9")
    assert str(lacking.exception).startswith("contributions/volumes/tome-1/costs.yml")


@pytest.mark.parametrize(
    ("costs", "code", "advised"),
    [
        ("copies: 1 200\n", "number-invalid", "1200"),
        ("copies: 1.200,00 €\n", "number-invalid", "1200"),
        ("copies: 300.0\n", "number-invalid", "300"),
        ("copies: 12 000 000\n", "number-invalid", ""),
        ("copies: trois cents\n", "number-invalid", ""),
        ("printing: {setup: '1,200'}\n", "number-unclear", "1200 1.2"),
        ("printing: {per_copy: 1.125}\n", "number-unclear", "1125 1.1250"),
        ("fixed: {Couverture: 250}\n", "field-not-mapping", ""),
        ("fixed:\n  - Couverture: 250\n", "field-not-mapping", ""),
        ("fixed: [Couverture, 250]\n", "field-not-mapping", ""),
        ("fixed: 250\n", "field-not-mapping", ""),
    ],
)
def test_what_is_no_number_is_told_with_the_number_that_was_meant(
    tmp_path: Path, costs: str, code: str, advised: str
) -> None:
    _, problems = read(world(tmp_path, costs))
    assert {each.code for each in problems} == {code}
    values = dict(problems[0].values)
    assert " ".join(values[name] for name in ("written", "one", "other") if values.get(name)) == advised


def test_what_can_be_one_number_only_is_read(tmp_path: Path) -> None:
    costs = "printing: {setup: '1200,5', per_copy: 0.125, per_page: 0.012}\nretailer: '5,125'\n"
    catalogue, problems = read(world(tmp_path, costs))
    assert problems == ()
    assert catalogue.costs["tome-1"].printing.setup == Decimal("1200.5")
    assert catalogue.costs["tome-1"].retailer == Decimal("5.125")


def test_a_budget_is_what_one_counts_by_hand(tmp_path: Path) -> None:
    catalogue, _ = read(world(tmp_path))
    found = budget(
        catalogue, catalogue.volumes["tome-1"], catalogue.costs["tome-1"], 100, contributions=tmp_path
    )
    # 120 + 300 × (0.85 + 1.20) = 735; + 349.99
    assert (found.per_copy, found.printing, found.total) == (
        Decimal("2.05"),
        Decimal("735.00"),
        Decimal("1084.99"),
    )
    assert found.unit == Decimal("3.62")
    assert (found.for_authors, found.for_others, found.for_sale) == (1, 12, 287)
    # 18 / 1.055 × 0.65 = 11.0900…, of which 8 % go to the authors; 1084.99 / 10.2028 = 106.3
    assert found.received is not None
    assert found.royalties is not None
    assert (cents(found.received), cents(found.royalties)) == (Decimal("11.09"), Decimal("0.89"))
    assert found.break_even == 107
    assert found.result == cents(287 * (found.received - found.royalties)) - found.total
    costs = replace(catalogue.costs["tome-1"], royalties=RoyaltyTerms(by="pages"))
    all_given = budget(catalogue, catalogue.volumes["tome-1"], costs, 100, contributions=tmp_path)
    assert (all_given.break_even, all_given.result) == (None, -found.total)
    costs = replace(costs, royalties=None)
    assert budget(catalogue, catalogue.volumes["tome-1"], costs, 100, contributions=tmp_path).break_even == 98
    assert found.source == "devis 118 (2026-07-01)"


def test_the_command_says_it_in_a_table_and_to_programs(tmp_path: Path) -> None:
    world(tmp_path)
    shown = here(tmp_path, "costs", "tome-1", "--pages", "100", "--lang", "fr")
    assert shown.exit_code == 0, shown.output
    assert "1\u202f084,99\u00a0€" in shown.output
    assert "107 exemplaires" in shown.output
    assert "devis 118 (2026-07-01)" in shown.output
    assert "dont droits d’auteur" in shown.output
    told = json.loads(here(tmp_path, "costs", "tome-1", "--pages", "100", "--format", "json").output)
    assert (told["total"], told["break_even"], told["for_sale"]) == ("1084.99", 107, 287)
    world(tmp_path, price="à fixer")
    unsold = here(tmp_path, "costs", "tome-1", "--pages", "100", "--lang", "en")
    assert "no break-even" in unsold.output


@pytest.mark.parametrize(
    ("costs", "price", "arguments", "code"),
    [
        (COSTS, "18 €", (), "costs-pages"),
        (COSTS, "18 $", ("--pages", "9"), "costs-currency"),
        ("copies: 300\n", "18 €", ("--pages", "9"), "costs-lacks"),
        ("printing: {per_copy: 1}\n", "18 €", ("--pages", "9"), "costs-lacks"),
        ("copies: 9\nother_copies: 10\nprinting: {per_copy: 1}\n", "18 €", ("--pages", "9"), "costs-copies"),
        ("copies: [\n", "18 €", ("--pages", "9"), "file-faulty"),
    ],
)
def test_nothing_is_guessed(
    tmp_path: Path, costs: str, price: str, arguments: tuple[str, ...], code: str
) -> None:
    root = world(tmp_path, costs, price)
    assert code in str(here(tmp_path, "costs", "tome-1", *arguments).exception)
    (root / "volumes/tome-1/costs.yml").unlink()
    assert "costs-missing" in str(here(tmp_path, "costs", "tome-1", *arguments).exception)
    assert "volume-not-found" in str(here(tmp_path, "costs", "tome-9").exception)


AMOUNTS = st.decimals(0, 9999, places=4, allow_nan=False, allow_infinity=False)
PERCENT = st.decimals(0, 99, places=1, allow_nan=False, allow_infinity=False)


@given(
    copies=st.integers(1, 5000),
    pages=st.integers(1, 900),
    asked=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).filter(any),
    fixed=st.lists(AMOUNTS, max_size=4),
    price=st.decimals("0.01", 300, places=2, allow_nan=False, allow_infinity=False),
    percents=st.tuples(PERCENT, PERCENT),
    given_away=st.tuples(st.integers(0, 5), st.integers(0, 99)),
)
def test_at_break_even_all_is_paid_and_one_copy_before_it_is_not(
    copies: int,
    pages: int,
    asked: tuple[Decimal, Decimal, Decimal],
    fixed: list[Decimal],
    price: Decimal,
    percents: tuple[Decimal, Decimal],
    given_away: tuple[int, int],
) -> None:
    body = Body(path="volumes/t/index.md", markdown="", line=1, lang="fr")
    essay = Essay(id="un", title="Un", bylines=(Byline(name="Ada"), Byline(name="ADA")), body=body)
    part = Part(id="a", title="", essays=("un",))
    volume = Volume(id="t", title="T", parts=(part,), body=body, price=f"{price} €")
    catalogue = Catalogue(title="", home=body, essays={"un": essay}, volumes={"t": volume})
    assert len(authors_of(catalogue, volume)) == 1
    costs = VolumeCosts(
        volume="t",
        copies=copies,
        printing=PrintingPrice(setup=asked[0], per_copy=asked[1], per_page=asked[2]),
        fixed=tuple(FixedCost(name="x", amount=each) for each in fixed),
        author_copies=given_away[0],
        other_copies=given_away[1],
        retailer=percents[0],
        vat=percents[1],
    )
    if sum(given_away) > copies:
        with pytest.raises(FlorilegeError, match="costs-copies"):
            budget(catalogue, volume, costs, pages, contributions=Path())
        return
    found = budget(catalogue, volume, costs, pages, contributions=Path())
    exact = Fraction(asked[0]) + copies * (Fraction(asked[1]) + pages * Fraction(asked[2]))
    exact += sum(map(Fraction, fixed))
    assert abs(Fraction(found.total) - exact) <= Fraction(1, 100)
    assert found.total == cents(found.total)
    received = Fraction(price) / (1 + Fraction(percents[1]) / 100) * (1 - Fraction(percents[0]) / 100)
    assert found.break_even is not None
    assert abs(found.break_even - ceil(Fraction(found.total) / received)) <= 1  # 28 digits, not all
    assert found.for_sale == copies - sum(given_away)
    assert found.result is not None
    assert (found.result >= 0) == (found.for_sale >= found.break_even) or abs(found.result) <= Decimal("0.01")


def test_a_budget_needs_a_price_of_printing() -> None:
    body = Body(path="volumes/t/index.md", markdown="", line=1, lang="fr")
    volume = Volume(id="t", title="T", parts=(), body=body)
    with pytest.raises(FlorilegeError, match="costs-lacks"):
        budget(
            Catalogue(title="", home=body), volume, VolumeCosts(volume="t", copies=3), 9, contributions=Path()
        )


def test_who_is_not_printed_gets_no_copy(tmp_path: Path) -> None:
    """What is agreed to from a later day on isn't agreed to yet."""
    written = files(COSTS + "author_copies: 2\n")
    wanted = "consents: {needed: [print], lacking: leave-out}\neditions: [press]\nparts:"
    written["volumes/tome-1/index.md"] = written["volumes/tome-1/index.md"].replace("parts:", wanted)
    root = small(tmp_path, written)
    for day, copies in (("2026-01-02", 2), ("2026-01-01", 0)):
        settings = f"site_name: x\nplugins:\n  - florilege: {{today: {day}}}\n"
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
        given = ["--means", "mail", "--right", "print", "--date", "2026-01-02", "--lang", "en"]
        assert here(tmp_path, "consent", "un", *given).exit_code == 0
        told = here(tmp_path, "costs", "tome-1", "--pages", "96", "--format", "json", "--lang", "en")
        assert told.exit_code == 0, told.output
        assert json.loads(told.output)["for_authors"] == copies
    catalogue, _ = read(root, day=date(2026, 1, 1))
    assert shares(catalogue, catalogue.volumes["tome-1"], Decimal(10), "essays", {}) == ()
