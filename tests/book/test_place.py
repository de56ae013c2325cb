"""Where sheets fall: sides, blanks, numbers."""

from hypothesis import given
from hypothesis import strategies as st

from florilege.book.pagination.placement import Placed, page_numbers, place
from florilege.book.sheet import Fragment, Sheet

sheets = st.lists(
    st.tuples(st.sampled_from(["any", "recto", "verso"]), st.integers(1, 9)), min_size=1, max_size=40
)


def placed(
    *facts: tuple[str, int], folios: bool = True, heads: tuple[str, str] | None = None
) -> tuple[Placed, ...]:
    return place(
        (
            Sheet(id=f"s{n}", title="", html="", lang="fr", side=side, folios=folios, heads=heads),  # type: ignore[arg-type]
            Fragment(pdf=b"", pages=pages, anchors={f"s{n}": (0, 0, 0), f"s{n}--end": (pages - 1, 0, 0)}),
            "",
        )
        for n, (side, pages) in enumerate(facts)
    )


@given(sheets)
def test_sides_order_and_blanks(facts: list[tuple[str, int]]) -> None:
    book = placed(*facts)
    page = 1
    for each, (side, pages) in zip(book, facts, strict=True):
        assert each.first - page in (0, 1)
        assert side != "recto" or each.first % 2 == 1
        assert side != "verso" or each.first % 2 == 0
        assert side != "any" or each.first == page
        assert len(each.pages) == pages
        page = each.first + pages


def test_numbers_of_anchors() -> None:
    assert page_numbers(placed(("recto", 2), ("recto", 3), ("any", 1))) == {
        "s0": 1,
        "s0--end": 2,
        "s1": 3,
        "s1--end": 5,
        "s2": 6,
        "s2--end": 6,
    }


def test_the_first_page_has_no_head_and_the_others_that_of_their_side() -> None:
    (text,) = placed(("recto", 3), heads=("verso", "recto"))
    assert [text.head(page) for page in text.pages] == ["", "verso", "recto"]
