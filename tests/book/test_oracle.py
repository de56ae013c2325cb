"""The assembled tome against the same sheets as one WeasyPrint document."""

import pytest

from book.oracle import ASPECTS, Pair, linked_numbers, pair_of
from book.printing import Printed
from book.reading import links_of, outline_of, pages_of
from florilege.runtime.workers import Workers


@pytest.fixture(scope="module", params=["tome-1", "tome-2", "tome-3"])
def pair(request: pytest.FixtureRequest, printed: Printed, pool: Workers, plain: Workers) -> Pair:
    volume = printed.anthology.catalogue.volumes[request.param]
    return pair_of(
        printed.project,
        printed.anthology,
        volume,
        pool=pool,
        plain=plain,
        assembled=printed.pdf(volume.id),
    )


@pytest.mark.parametrize("aspect", ASPECTS)
def test_same(pair: Pair, aspect: str) -> None:
    assert list(ASPECTS[aspect](pair)) == []


def test_there_is_something_to_compare(pair: Pair) -> None:
    assert any(links_of(pair.oracle))
    assert len([*linked_numbers(pair.assembled)]) > 10
    assert pair.volume.id == "tome-2" or any(page.drawings for page in pages_of(pair.oracle))
    assert {bookmark.level for bookmark in outline_of(pair.assembled)} == {1, 2}
