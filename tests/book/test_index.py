"""The index of persons: order, letters, ranges."""

from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Author, Body
from florilege.prose.index_of_persons import index_of_persons, spans
from florilege.prose.prose import Mention, Prose

BODY = Body(path="x.md", line=1, markdown="", lang="fr")


def text(*persons: str) -> Prose:
    mentions = tuple(
        Mention(id=f"t--person-{n}", person=person, printed=person, line=1)
        for n, person in enumerate(persons)
    )
    return Prose(prefix="t", html="", mentions=mentions)


def test_order_letters_and_one_line_for_one_person() -> None:
    author = Author(
        id="zoe-oeillet", name="Zoé Œillet", sort_name="Œillet, Zoé", body=BODY, also_known_as=("Z. Œillet",)
    )
    catalogue = Catalogue(title="", home=BODY, authors={"zoe-oeillet": author})
    mentioned = text("Zoé Œillet", "Élise Aubry", "Z. Œillet", "Montaigne, Michel de")
    numbers = {"t--person-0": 12, "t--person-1": 3, "t--person-2": 14, "t--person-3": 12}
    letters = index_of_persons([mentioned], catalogue, numbers, lang="fr")
    assert [
        (letter.letter, [(person.name, [span.text for span in person.spans]) for person in letter.persons])
        for letter in letters
    ] == [
        ("A", [("Aubry, Élise", ["3"])]),
        ("M", [("Montaigne, Michel de", ["12"])]),
        ("O", [("Œillet, Zoé", ["12", "14"])]),
    ]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_spans_cover_the_pages_and_no_other(pages: list[int]) -> None:
    covered: list[int] = []
    for span in spans([(page, str(page)) for page in pages]):
        first, _, last = span.text.partition("–")
        covered += range(int(first), int(last or first) + 1)
        assert span.anchor == first
    assert covered == sorted(set(pages))
