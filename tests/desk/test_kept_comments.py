"""Records that are written anew keep what people wrote into them."""

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as some

from commands import here
from desk.test_sign_offs import ROUND, world
from florilege.desk.kept_comments import with_comments

OLD = """# Head.

a: "x # y" # one
b: |  # two
  no # comment

  here
# Between.
c:
  - {d: 1}  # three
# Tail.
"""
NEW = """a: "x # y"
b: |
  no # comment

  here
c:
  - {d: 2}
"""


def test_comments_stay_by_their_lines() -> None:
    done = with_comments(NEW, OLD)
    assert done == OLD.replace("{d: 1}", "{d: 2}")
    assert yaml.safe_load(done) == yaml.safe_load(NEW)
    assert with_comments(NEW, "") == NEW


def test_comments_on_what_is_gone_stay_on_lines_of_their_own() -> None:
    done = with_comments("z: 9\n", OLD)
    assert yaml.safe_load(done) == {"z": 9}
    for word in ("Head", "one", "two", "Between", "three", "Tail"):
        assert sum(word in line and line.lstrip().startswith("#") for line in done.splitlines()) == 1


ROWS = some.lists(some.sampled_from("abcdefgh"), unique=True, max_size=6)
NOTED = some.lists(some.tuples(some.sampled_from("abcdefgh"), some.booleans(), some.booleans()), max_size=6)


@given(NOTED, ROWS)
def test_no_comment_is_lost_and_no_value_changed(
    noted: list[tuple[str, bool, bool]], rows: list[str]
) -> None:
    old = ""
    for number, (name, above, behind) in enumerate(noted):
        old += f"# above{number}\n" if above else ""
        old += f"{name}{number}: 1" + (f"  # behind{number}\n" if behind else "\n")
    new = "".join(f"{name}: 1\n" for name in rows)
    done = with_comments(new, old)
    assert yaml.safe_load(done) == yaml.safe_load(new)
    for number, (_, above, behind) in enumerate(noted):
        assert done.count(f"above{number}") == above
        assert done.count(f"behind{number}") == behind
    assert with_comments(new, done) == done


def test_a_round_keeps_its_comments(tmp_path: Path) -> None:
    root = world(tmp_path)
    file = root / ROUND
    file.write_text("# Premier tour, au café.\n" + file.read_text("utf-8"), encoding="utf-8")
    assert here(tmp_path, "approve", "un", "--by", "ada").exit_code == 0
    after = file.read_text("utf-8")
    assert after.startswith("# Premier tour, au café.\ndate: ")
    assert "by: ada" in after
    file.write_text(after.replace("hash:", "hach:", 1), encoding="utf-8")
    broken = file.read_bytes()
    done = here(tmp_path, "proof", "tome-1", "--round", "1", "--workers", "1")
    assert "file-faulty" in str(done.exception) + done.output
    assert file.read_bytes() == broken


def test_a_round_with_a_field_of_ones_own_is_not_written_anew(tmp_path: Path) -> None:
    file = world(tmp_path) / ROUND
    file.write_text(file.read_text("utf-8") + "relieur: Toits\n", encoding="utf-8")
    before = file.read_bytes()
    for command in (("approve", "un", "--by", "ada"), ("proof", "tome-1", "--round", "1")):
        done = here(tmp_path, *command)
        assert "record-unread" in str(done.exception) + done.output, command
        assert file.read_bytes() == before
