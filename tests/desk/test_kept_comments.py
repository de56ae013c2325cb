"""Records that are written anew keep what people wrote into them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from commands import here
from desk.test_sign_offs import ROUND, world
from florilege.desk.kept_comments import with_comments
from florilege.desk.kept_fields import with_fields
from florilege.reading.schema import RECORDS
from reading.test_records import CONSENTS, PLAN

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


# ---- Fields that we don't know

STRANGE = "[1, 'no', no, 2026-05-01, \"a: b\"]"


def odd(old: str) -> str:
    """A record with a field of one's own in each of its mappings, but for lengths, which are one value."""
    root = yaml.compose(old, Loader=yaml.SafeLoader)
    places = [each for each in _mappings(root) if each.flow_style and each.value[0][0].value not in "min max"]
    for node in sorted(places, key=lambda node: -node.end_mark.index):
        at = node.end_mark.index - 1
        old = f"{old[:at]}, relieur: {STRANGE}{old[at:]}"
    return f"{old.rstrip()}\nrelieur: Toits  # du marché\nmots: |\n  un\n\n  deux\n"


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _mappings(each)


KNOWN = {
    "plan": PLAN.partition("\n")[2],
    "costs": "currency: EUR\nprinting: {setup: 120}\nfixed:\n  - {name: papier, amount: 12}\n",
    "consents": CONSENTS,
    "round": "date: 2026-05-02\nproofs:\n  - {essay: un, hash: 9f86d081884c7d65, code: K7QF-2DMW, pages: 2, "
    "approvals: [{by: ada, role: author, date: 2026-05-03, hash: 9f86d081884c7d65}]}\n",
    "edition": "date: 2026-05-02\ntitle: Un\npages: 4\ntag: t\nengine: x\nessays:\n"
    "  - {essay: un, title: Un, first: 1, last: 2, hash: 9f86d081884c7d65}\n",
}


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_fields_of_ones_own_stay_in_every_kind_of_record(kind: str) -> None:
    old = odd(KNOWN[kind])
    done = with_comments(with_fields(KNOWN[kind], old, RECORDS[kind]), old)
    assert yaml.safe_load(done) == yaml.safe_load(old)
    assert "# du marché" in done
    assert with_comments(with_fields(KNOWN[kind], done, RECORDS[kind]), done) == done


def test_a_field_stays_with_its_item_and_is_a_comment_where_none_is_left() -> None:
    one = "{author: ada, right: print, territory: m, duration: un, means: mail, date: 2026-05-02, hash: %s%s}"
    site = one.replace("print", "site") % ("0" * 16, "")
    old = f"given:\n  - {site}\n  - {one % ('1' * 16, ', vu: oui')}\n"
    again = one.replace("05-02", "06-02") % ("2" * 16, "")
    new = f"given:\n  - {site}\n  - {again}\n"
    kept = with_fields(new, old, RECORDS["consents"])
    assert yaml.safe_load(kept)["given"][1] == {**yaml.safe_load(new)["given"][1], "vu": "oui"}
    gone = with_fields("given: []\n", old, RECORDS["consents"])
    assert gone == "given: []\n# vu: oui\n"


def test_a_round_with_a_field_of_ones_own_keeps_it(tmp_path: Path) -> None:
    file = world(tmp_path) / ROUND
    file.write_text(file.read_text("utf-8") + "relieur: Toits\n", encoding="utf-8")
    assert here(tmp_path, "approve", "un", "--by", "ada").exit_code == 0
    after = yaml.safe_load(file.read_text("utf-8"))
    assert after["relieur"] == "Toits"
    assert "by: ada" in file.read_text("utf-8")
