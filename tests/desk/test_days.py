"""What the day shows on which a catalogue is looked at."""

from datetime import date
from pathlib import Path

import pytest

from commands import here
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.rights import standing
from florilege.catalogue.sign_offs import unsigned
from florilege.desk.days import on_day
from florilege.reading.loader import read
from florilege.runtime.project import agreed_day
from worlds import small

PLAN = """\
deadlines: {manuscripts: 2026-04-30, printing: 2026-07-01}
invited:
  - {name: Ada Lune, author: ada, state: received}
  - {name: Eva Noir, state: promised}
  - {name: Max Weg, state: declined}
"""
CONSENTS = """\
given:
  - {author: ada, right: print, territory: Monde, duration: 1 an,
     means: mail, date: 2026-05-02, hash: 9f86d081884c7d65}
"""
ROUND = """\
date: 2026-05-01
proofs:
  - essay: un
    hash: 9f86d081884c7d65
    code: K7QF-2DMW
    approvals:
      - {by: Ada Lune, role: author, date: 2026-05-03, hash: 9f86d081884c7d65}
"""


def found(root: Path, day: date) -> list[tuple[str, str, int]]:
    """File, code and line of what a day shows."""
    catalogue, _ = read(root)
    assert not catalogue.faulty_records
    return [(each.path.rpartition("/")[2], each.code, each.line) for each in on_day(catalogue, day)]


def test_days_to_come_and_deadlines_that_are_past_are_told(tmp_path: Path) -> None:
    plan = {"volumes/tome-1/plan.yml": PLAN}
    root = small(tmp_path, plan | {"consents/un.yml": CONSENTS, "volumes/tome-1/rounds/1.yml": ROUND})
    assert found(root, date(2026, 4, 30)) == [
        ("un.yml", "day-future", 3),
        ("1.yml", "day-future", 1),
        ("1.yml", "day-future", 7),
    ]
    assert found(root, date(2026, 5, 2)) == [
        ("plan.yml", "deadline-past", 1),
        ("1.yml", "day-future", 7),
    ]
    catalogue, _ = read(root)
    waited = [dict(each.values)["waited"] for each in on_day(catalogue, date(2026, 7, 2))]
    assert waited == ["Eva Noir", "un"]


def test_nobody_is_waited_for_once_the_volume_is_printed(tmp_path: Path) -> None:
    printed = "date: 2026-06-01\ntitle: Un\npages: 8\ntag: tome-1-edition-1\nengine: 0.2.0 abc\nessays: []\n"
    files = {"volumes/tome-1/plan.yml": PLAN, "volumes/tome-1/editions/1.yml": printed}
    assert found(small(tmp_path, files), date(2026, 7, 2)) == []


def test_who_has_sent_a_text_is_not_waited_for_and_no_rounds_no_approval(tmp_path: Path) -> None:
    essay = "---\ntitle: Deux\nauthors: [Eva Noir]\nlicense: CC BY 4.0\nvolume: tome-1\n---\n\nUn.\n"
    root = small(tmp_path, {"volumes/tome-1/plan.yml": PLAN, "essays/deux/index.md": essay})
    assert found(root, date(2027, 1, 1)) == []


def test_the_command_reads_the_clock_or_the_day_of_the_settings(tmp_path: Path) -> None:
    settings = "site_name: Essai\nplugins:\n  - florilege: {today: 2026-05-01}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    small(tmp_path, {"consents/un.yml": CONSENTS})
    told = here(tmp_path, "check", "--lang", "en").output
    assert "un.yml:3" in told
    assert "“date: 2026-05-02” is a day to come; correct the day" in told
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    assert "day-future" not in here(tmp_path, "check", "--lang", "en").output


@pytest.mark.parametrize(
    ("day", "standing_then"),
    [
        (date(2026, 5, 1), "none"),
        (date(2026, 5, 2), "given"),
        (date(2026, 6, 1), "withdrawn"),
        (None, "withdrawn"),
    ],
)
def test_what_is_agreed_counts_from_its_day_on(tmp_path: Path, day: date | None, standing_then: str) -> None:
    root = small(tmp_path)
    essay = read(root)[0].essays["un"]
    consent = f"author: ada, right: print, territory: t, duration: d, means: mail, hash: {text_hash(essay)}"
    file = root / "consents/un.yml"
    file.parent.mkdir()
    file.write_text(f"given:\n  - {{{consent}, date: 2026-05-02, withdrawn: 2026-06-01}}\n", encoding="utf-8")
    catalogue, _ = read(root, day=day)
    assert standing(catalogue, essay, essay.bylines[0], "print") == standing_then


def test_an_approval_counts_from_its_day_on(tmp_path: Path) -> None:
    root = small(tmp_path)
    hash = text_hash(read(root)[0].essays["un"])
    given = f"[{{by: ada, role: author, date: 2026-05-02, hash: {hash}}}]"
    file = root / "volumes/tome-1/rounds/1.yml"
    file.parent.mkdir()
    file.write_text(
        f"date: 2026-05-01\nproofs:\n  - {{essay: un, hash: {hash}, code: K7QF-2DMW, approvals: {given}}}\n",
        encoding="utf-8",
    )
    lacking = [
        unsigned(catalogue, catalogue.volumes["tome-1"], catalogue.essays["un"]).lacks("author")
        for catalogue in (read(root, day=day)[0] for day in (date(2026, 5, 1), date(2026, 5, 2), None))
    ]
    assert lacking == [True, False, False]


def test_a_day_that_is_told_is_that_of_agreements_and_the_epoch_is_not() -> None:
    assert agreed_day("2026-05-01") == date(2026, 5, 1)
    assert agreed_day("") == date.today()


def test_a_printing_of_a_day_to_come_is_told(tmp_path: Path) -> None:
    edition = "date: 2026-09-15\ntitle: T\npages: 8\ntag: tome-1-edition-1\nengine: 0.2.0\n"
    root = small(tmp_path, {"volumes/tome-1/editions/1.yml": edition})
    assert found(root, date(2026, 9, 14)) == [("1.yml", "day-future", 1)]
    assert found(root, date(2026, 9, 15)) == []
