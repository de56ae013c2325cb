"""What essays share → which belong together, and why."""

from hypothesis import given
from hypothesis import strategies as some

from florilege.web.related import MOST, NEAR, Tie, related

IDS = [f"e{number}" for number in range(8)]
TIES = some.lists(
    some.builds(
        Tie,
        id=some.sampled_from(IDS),
        refers_to=some.frozensets(some.sampled_from([*IDS, "gone"]), max_size=3),
        persons=some.lists(some.sampled_from("ABCD"), max_size=4).map(tuple),
        themes=some.lists(some.sampled_from("xyz"), max_size=3).map(tuple),
    ),
    unique_by=lambda tie: tie.id,
)


@given(TIES)
def test_each_is_related_to_few_others_and_for_a_reason(ties: list[Tie]) -> None:
    known = {tie.id: tie for tie in ties}
    for id, others in related(ties).items():
        assert len(others) <= MOST
        assert len({other.id for other in others}) == len(others)
        for other in others:
            assert other.id != id
            assert other.referred_to == (other.id in known[id].refers_to)
            assert other.refers == (id in known[other.id].refers_to)
            assert set(other.persons) == set(known[id].persons) & set(known[other.id].persons)
            assert set(other.themes) == set(known[id].themes) & set(known[other.id].themes)
            assert other.referred_to or other.refers or other.persons or other.themes


@given(TIES)
def test_whoever_shares_anything_is_among_few_related(ties: list[Tie]) -> None:
    for id, others in related(ties).items():
        tie = next(each for each in ties if each.id == id)
        sharing = [
            each.id
            for each in ties
            if each.id != id
            and (
                each.id in tie.refers_to
                or id in each.refers_to
                or set(each.persons) & set(tie.persons)
                or set(each.themes) & set(tie.themes)
            )
        ]
        assert len(others) == min(MOST, len(sharing))


def test_an_answer_comes_before_a_person_and_a_person_before_a_theme() -> None:
    ties = [
        Tie(id="theme", themes=("x",)),
        Tie(id="here", persons=("A",), themes=("x",)),
        Tie(id="person", persons=("A",)),
        Tie(id="answer", refers_to=frozenset({"here"})),
    ]
    assert [other.id for other in related(ties)["here"]] == ["answer", "person", "theme"]


def test_of_the_many_that_share_a_theme_the_nearest_are_named() -> None:
    ties = [Tie(id=f"e{number}", themes=("x",)) for number in range(10 * NEAR)]
    found = related(ties)
    assert [other.id for other in found["e100"]] == ["e99", "e101", "e98"]
    assert [other.id for other in found["e0"]] == ["e1", "e2", "e3"]
