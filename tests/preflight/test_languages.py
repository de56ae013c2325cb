"""Languages: what a file says of its essays, and what their words say."""

from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf

from preflight.shop import Shop, found, spoil

SENTENCES = {
    "fr": "La voisine du palier est venue avec un gâteau que nous avons mangé dans la cour, et le chat.",
    "fr-CA": "Elle attend sur le quai pour la correspondance de midi, qui n’est pas au tableau des départs.",
    "en": "She was on the stairs with a parcel for the neighbour, and it was so heavy that he had to help.",
    "de": "Die Nachbarin ist mit dem Kuchen gekommen, den wir auf der Treppe gegessen haben, und es war gut.",
    "es": "La vecina vino con un pastel que comimos en el patio, pero no se lo dijimos a los otros del piso.",
    "it": "La vicina è venuta con una torta che abbiamo mangiato nel cortile, ma non si è detto agli altri.",
    "pt": "A vizinha não veio com o bolo que comemos na escada, mas os outros do prédio souberam por ela.",
    "nl": "De buurvrouw is met een taart gekomen die we op het plein aten, maar het was niet voor de kat.",
}


def judged(shop: Shop, text: str, lang: str) -> set[tuple[str, int]]:
    """What the preflight says of a tome whose first essay reads so, in a language that it names."""
    inspection = shop.inspection("screen")
    first, *rest = inspection.essays
    # Where the essay begins is looked for by its words, which aren't those of the tome.
    essays = (replace(first, html=f"<p>{text}</p>", lang=lang), *(replace(each, lang="") for each in rest))
    return {each for each in found(replace(inspection, essays=essays)) if each[0] == "language-doubtful"}


@pytest.mark.parametrize("lang", SENTENCES)
def test_an_essay_tells_its_language(shop: Shop, lang: str) -> None:
    text = SENTENCES[lang] * 8
    assert judged(shop, text, lang) == set()
    for other in SENTENCES:
        same = other[:2] == lang[:2]
        assert bool(judged(shop, text, other)) is not same, other


def test_a_short_text_and_a_quotation_tell_nothing(shop: Shop) -> None:
    assert judged(shop, SENTENCES["en"] * 3, "fr") == set()
    quoted = f'{SENTENCES["fr"] * 4} <span lang="en">{SENTENCES["en"] * 20}</span>'
    assert judged(shop, quoted, "fr") == set()
    assert judged(shop, SENTENCES["en"] * 8, "eo") == set(), "a language that isn’t known here"


def test_an_essay_that_is_read_in_another_language(shop: Shop, tmp_path: Path) -> None:
    """Elements that don’t say their language are in that of the file."""

    def mute(pdf: Pdf) -> None:
        for each in pdf.objects:
            if isinstance(each, Dictionary) and "/S" in each and "/Lang" in each:
                del each.Lang

    good = shop.inspection("screen")
    bad = shop.inspection("screen", path=spoil(shop.file("screen"), tmp_path / "mute.pdf", mute))
    english = next(each.id for each in good.essays if each.lang == "en")
    assert found(bad) - found(good) == {("language-lost", good.search.spans[english][0])}
