"""Justified paragraphs are broken as wholes: even lines, no bad cuts, the same words; read by pdfminer."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from florilege.book.weasyprint import total_fit
from florilege.book.weasyprint.hyphenation import forbidden, tied
from florilege.book.weasyprint.replacements import CORRECTIONS
from florilege.book.weasyprint.total_fit import Break, Measure, ends
from florilege.printing.fonts import find_faces, write_fontconfig

MEASURE, SIZE, SPACE, INDENT = 300.0, 10.0, 2.0, 12.0
"""pt; Vollkorn’s space is 0.2 em."""
HYPHEN = "\u2010"
STYLE = f"""
@page {{ margin: 20pt; size: {MEASURE + 40}pt {{height}}pt }}
body {{ margin: 0; font: {SIZE}pt/14pt Vollkorn; hyphens: auto; hyphenate-limit-chars: 5 2 3 }}
p {{ margin: 0; orphans: 2; text-align: justify; text-indent: {INDENT}pt; widows: 2 }}
.initial {{ float: left; font-size: 36pt; line-height: 28pt; margin-right: 2pt }}
sup {{ font-size: .68em; line-height: 0; vertical-align: .45em }}
"""
WORDS = re.findall(
    r"\S+",
    "le un banc soir ville alors jardin fenêtre lumière rencontre promenade escalier compréhension longtemps "
    "porte silence voisine regardait anticonstitutionnellement vice-présidente arc-en-ciel a-t-il on eau du "
    "viendra-t-elle Montparnasse Delorme ONU R&nbsp;887 l’impossible <em>doucement</em>, calme ciel sur une "
    "à la le les et de des qui par leur avec depuis cette maison table quelque demandait chemin pierre "
    "trouver pas plus dans ses mains autre papier porteuse ensemble venait dire rien sans petit carnet",
)


@dataclass(frozen=True)
class Line:
    """A line as it is drawn."""

    letters: Sequence[LTChar]

    @property
    def text(self) -> str:
        return "".join(letter.get_text() for letter in self.letters)

    @property
    def left(self) -> float:
        return min(letter.x0 for letter in self.drawn)

    @property
    def right(self) -> float:
        return max(letter.x1 for letter in self.drawn)

    @property
    def drawn(self) -> list[LTChar]:
        return [letter for letter in self.letters if not letter.get_text().isspace()]

    def spaces(self) -> Iterator[float]:
        """The width of each word space, beside a normal one."""
        text = self.letters
        for before, space, after in zip(text, text[1:], text[2:], strict=False):
            if space.get_text() == " ":
                yield (after.x0 - before.x1) / SPACE


@cache
def fonts() -> FontConfiguration:
    return FontConfiguration()


@pytest.fixture(scope="module", autouse=True)
def _faces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("fonts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(write_fontconfig(folder, find_faces(folder, ["classique"]))))
        fonts()
        yield


def pages(body: str, height: int = 14_000, *, corrected: bool = True) -> list[list[Line]]:
    """The lines of each page, from top to bottom."""
    with pytest.MonkeyPatch.context() as patch:
        for each in CORRECTIONS if corrected else ():
            patch.setattr(each.owner, each.name, each.ours, raising=False)
        style = CSS(string=STYLE.replace("{height}", str(height)), font_config=fonts())
        made = HTML(string=f'<html lang="fr"><body>{body}').write_pdf(
            font_config=fonts(), stylesheets=[style]
        )
    return [[*lines(page)] for page in extract_pages(BytesIO(made))]


def lines(page: LTContainer) -> Iterator[Line]:
    rows: dict[int, list[LTChar]] = {}
    for letter in letters(page):
        rows.setdefault(round(letter.matrix[5]), []).append(letter)
    for _, row in sorted(rows.items(), reverse=True):
        yield Line(sorted(row, key=lambda letter: letter.x0))


def letters(container: LTContainer) -> Iterator[LTChar]:
    for each in container:
        if isinstance(each, LTContainer):
            yield from letters(each)
        elif isinstance(each, LTChar) and each.size < 2 * SIZE:
            yield each


def paragraph(seed: int, count: int) -> str:
    chance = random.Random(seed)
    words = chance.choices(WORDS, k=count)
    for place in range(7, count - 3, 19):
        words[place] = chance.choice(["canal 8.", "le 3 mai 2009", "12 personnes", "le 2,"])
    return f"<p>{' '.join(words)}.</p>"


MARKED = ("{} {}", "<em>{}</em> {}", "<em>{} </em>{}", "{}<em> {}</em>", "<em>{}</em>&nbsp;<em>{}</em>")
"""Two words, with what is marked up beside the space or around it."""


def test_word_spaces_are_alike_whatever_is_marked_up_beside_them() -> None:
    chance = random.Random(1)
    words = ["bois", "sel", "mur", "ici", "nous", "vous", "mois", "sous", "lin", "soin"]
    pairs = (chance.choice(MARKED).format(*chance.choices(words, k=2)) for _ in range(300))
    (page,) = pages(f"<p>{' '.join(pairs)}.</p>")
    gaps = [
        [gap for one, other in pairwise(line.drawn) if (gap := other.x0 - one.x1) > 0.3 * SPACE]
        for line in page[1:-1]
    ]
    assert len(gaps) > 30
    assert max(max(each) - min(each) for each in gaps) < 0.15 * SPACE


PARAGRAPHS = [paragraph(seed, count) for seed, count in enumerate(range(20, 140, 2))]


@cache
def printed() -> list[list[Line]]:
    """The lines of each paragraph."""
    found: list[list[Line]] = []
    (all_lines,) = pages("".join(PARAGRAPHS))
    for line in all_lines:
        if line.left > 20 + INDENT - 1:
            found.append([])
        found[-1].append(line)
    assert len(found) == len(PARAGRAPHS)
    return found


def said(paragraph: Sequence[Line]) -> str:
    text = "".join(
        line.text.removesuffix(HYPHEN) + " " * (line.text[-1] not in f"{HYPHEN}-") for line in paragraph
    )
    return " ".join(text.split(" ")).strip()


def test_the_words_are_those_of_the_text() -> None:
    written = [re.sub("<[^>]+>", "", each).replace("&nbsp;", "\u00a0") for each in PARAGRAPHS]
    assert [said(each) for each in printed()] == written


def test_every_line_but_the_last_is_as_wide_as_the_measure() -> None:
    rights = [line.right - 20 for each in printed() for line in each[:-1]]
    assert min(rights) > MEASURE - 0.2
    assert max(rights) < MEASURE + 0.2


def test_word_spaces_are_even() -> None:
    """None is too narrow; only where there is no other way, one is too wide."""
    factors = [
        sum(spaces) / len(spaces) for each in printed() for line in each[:-1] if (spaces := [*line.spaces()])
    ]
    assert min(factors) > total_fit.TIGHTEST - 0.05
    assert sum(factor < total_fit.NARROWEST - 0.05 for factor in factors) < len(factors) / 40
    assert sum(factor > total_fit.WIDEST + 0.05 for factor in factors) < len(factors) / 10


def test_lines_are_more_even_than_those_that_weasyprint_fills_one_by_one() -> None:
    def loose(made: Sequence[Line]) -> int:
        full = [line for line in made if line.right > 20 + MEASURE - 1]
        return sum(max(line.spaces(), default=0) > total_fit.WIDEST + 0.1 for line in full)

    (ours,), (theirs,) = pages("".join(PARAGRAPHS)), pages("".join(PARAGRAPHS), corrected=False)
    assert loose(ours) * 4 < loose(theirs)


def test_no_word_is_cut_that_must_not_be() -> None:
    for paragraph in printed():
        for line, following in pairwise(paragraph):
            head, tail = line.text.rstrip().split(" ")[-1], following.text.split(" ")[0]
            if head.endswith(HYPHEN):
                whole = head.removesuffix(HYPHEN) + tail
                assert whole.islower(), whole
                assert "-" not in whole, whole
                assert following is not paragraph[-1] or " " in following.text.strip(), "the last word"
            assert not re.match("(il|elle|on)\\b", tail) or not head.endswith("-t-"), head


def test_no_more_than_three_lines_running_end_in_hyphens() -> None:
    for paragraph in printed():
        ends = "".join("h" if line.text.rstrip()[-1] in f"-{HYPHEN}" else "." for line in paragraph)
        assert "hhhh" not in ends


def test_last_lines_have_four_letters_and_are_wider_than_the_indent() -> None:
    for paragraph in printed():
        last = paragraph[-1]
        assert sum(map(str.isalnum, last.text)) >= 4, last.text
        assert last.right - last.left >= INDENT


def test_numbers_stay_with_what_they_count() -> None:
    broken = [
        (line.text, following.text)
        for paragraph in printed()
        for line, following in pairwise(paragraph)
        if re.match(r"(8\.|2,|3 mai)", following.text) or re.search(r"(^| )(12|3)$", line.text.rstrip())
    ]
    assert len(broken) <= sum(map(len, printed())) / 200, broken


ADDRESSES = (
    "https://fr.exemple.org/wiki/Liste_des_gares_de_la_region_Nouvelle-Aquitaine_et_de_la_Bretagne",
    "(https://www.exemple.org/revue/2019/printemps/le-texte-de-la-maison.html)",
    "https://exemple.org/recherche?q=le+banc&page=3&tri=date#resultats-de-la-recherche-de-2019",
    "www.exemple.org/%C3%A9crits/le-banc-de-la-gare/index.html",
    "<code>https://exemple.org/un/deux/trois/quatre/cinq/six/sept/huit/neuf/dix/onze/douze</code>",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leaves_no_holes(address: str) -> None:
    """Wherever it comes in a paragraph: no line is but half filled, and none ends within « https://www »."""
    words = ["Le", *["texte", "est", "paru", "dans", "la", "revue", "de", "la", "maison", "il", "y", "a"]]
    paragraphs = [" ".join([*words[:count], address, "où chacun le lit."]) for count in range(len(words))]
    (page,) = pages("".join(f"<p>{each}</p>" for each in paragraphs))
    whole = [line for line in page if "lit." not in line.text]
    assert len(whole) > len(paragraphs) / 2
    for line in whole:
        between = sum(line.spaces()) * SPACE
        assert line.right > (20 + MEASURE - 0.05 if between else 0.75 * MEASURE), line.text
        assert between < 0.25 * MEASURE, line.text
        assert not re.search(r"(?:https?:/*|www\.?|-)$", line.text.strip())


def test_lines_stand_beside_an_initial() -> None:
    body = PARAGRAPHS[20].replace("<p>", '<p style="text-indent: 0"><span class="initial">L</span>')
    ((first, second, third, *_),) = pages(body)
    assert first.left == pytest.approx(second.left, abs=0.5)
    assert third.left == pytest.approx(20, abs=0.5)
    assert first.left > 30
    for line in (first, second, third):
        assert line.right == pytest.approx(20 + MEASURE, abs=0.2)


OVERLEAF = range(154, 400, 28)
"""pt: heights of pages."""


def test_no_page_ends_in_a_hyphen() -> None:
    """Unless its last line would be too loose without."""
    body = "".join(PARAGRAPHS[20:])
    (whole,) = pages(body)
    feet, hyphenated = list[str](), 0
    for height in OVERLEAF:
        made = pages(body, height)
        feet += [page[-1].text.rstrip()[-1] for page in made[:-1]]
        assert said([line for page in made for line in page]) == said(whole)
        number = len(made[0])
        hyphenated += whole[number - 1].text.rstrip()[-1] in ("-", HYPHEN)
    assert hyphenated, "no page would end in one"
    assert sum(foot in ("-", HYPHEN) for foot in feet) < len(feet) / 100


def test_a_paragraph_goes_on_overleaf_as_it_was_planned() -> None:
    """Its lines are those that it has on one page, unless the page would end in a hyphen."""
    same = 0
    for text in PARAGRAPHS[38:]:
        planned = [line.text for page in pages(text) for line in page]
        for height in OVERLEAF:
            made = pages(text, height)
            same += len(made) > 1 and [line.text for page in made for line in page] == planned
    assert same > len(OVERLEAF)


def test_what_is_no_text_is_laid_out_as_ever() -> None:
    others = (
        "<p>Un vers<br>qui s’arrête ici, et puis un autre, plus long, qui demande une deuxième ligne.</p>",
        f"<p dir=rtl>{'الجار قبل الدار ' * 12}</p>",
        f"<p>{'Un mot ' * 20}<span style='display: inline-block'>en boîte</span> {'et la suite ' * 9}</p>",
        f"<p>{'cou&shy;pable ' * 30}</p>",
    )
    for body in others:
        ours, theirs = (pages(body, corrected=corrected) for corrected in (True, False))
        assert [line.text for (*page,) in ours for line in page] == [
            line.text for (*page,) in theirs for line in page
        ]


def test_where_no_line_begins() -> None:
    text = "Y a-t-il, viendra-t-elle, l’art-île ?"
    assert [text[place:].split(",")[0] for place in sorted(forbidden(text))] == ["il", "elle"]
    text = "en 2009, le 12. Vol. 7, 1 R 887, page 3 à 5, 40 pages"
    assert {text[place:][:3] for place in tied(text)} == {
        "12.",
        "7, ",
        "1 R",
        "R 8",
        "887",
        "3 à",
        "5, ",
        "pag",
    }


@given(
    words=st.lists(st.integers(2, 14), min_size=2, max_size=10),
    width=st.integers(18, 40),
)
def test_no_way_is_missed(words: list[int], width: int) -> None:
    """Against all ways that there are: where one has only lines as wanted, so has the one that is taken."""
    breaks = [*_breaks(words)]
    found = ends(breaks, Measure(float(width)))
    every = [*_ways(breaks)]
    even = [way for way in every if all(_is_even(*line, breaks[-1], width) for line in pairwise(way))]
    if even:
        assert found
        assert all(_is_even(*line, breaks[-1], width) for line in pairwise((breaks[0], *found)))
    elif max(words) <= width:
        assert found
        assert found[-1] is breaks[-1]


@pytest.mark.parametrize(("stump", "place"), [(False, 2), (True, 1)])
def test_a_line_ends_behind_two_letters_of_a_word_if_it_is_much_better_so(stump: bool, place: int) -> None:
    shorter = Break(1, 95.0, 20.0, 92.0, 20.0, hyphen=True, within=True)
    fuller = Break(2, 99.9, 20.0, 97.0, 20.0, hyphen=True, within=True, stump=stump)
    found = ends([Break(0), shorter, fuller, Break(3, 150.0, 30.0)], Measure(100.0))
    assert found
    assert found[0].place == place


def _breaks(words: Sequence[int]) -> Iterator[Break]:
    yield Break(0)
    width = spaces = 0.0
    for number, word in enumerate(words, 1):
        width += word
        yield Break(number, width, spaces, width + 2, spaces + 2)
        width, spaces = width + 2, spaces + 2


def _ways(breaks: Sequence[Break]) -> Iterator[tuple[Break, ...]]:
    if len(breaks) == 1:
        yield (breaks[0],)
    for index in range(1, len(breaks)):
        yield from ((breaks[0], *others) for others in _ways(breaks[index:]))


def _is_even(start: Break, end: Break, last: Break, width: float) -> bool:
    letters, spaces = end.width - start.next_width, end.spaces - start.next_spaces
    give = total_fit.GIVE * letters + 1e-6
    if letters - (1 - total_fit.NARROWEST) * spaces - give > width:
        return False
    return end is last or letters + (total_fit.WIDEST - 1) * spaces + give >= width
