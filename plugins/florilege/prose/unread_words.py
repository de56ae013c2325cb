"""The author's file and the HTML made of it → the words that got lost between the two.

A second reader: it shares no code with what reads Markdown, and knows of the dialect only what is no text
(addresses, names of notes, attributes, comments, kinds of asides). All letters and digits that are left must
be in the HTML, in order, or each word of them elsewhere in it as often as in the file; where one isn't, an
author wrote something that nobody would read. Words that only change places are thus not named.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from typing import NamedTuple

WINDOW = 4_000
"""Characters within which the two texts must meet again after a loss; beyond, the next words are tried."""
MEET = 12
"""So many equal characters are a meeting; shorter ones happen by chance."""
NEAR = 60
"""Characters within which five equal ones are enough."""
LONGEST = 100
"""Characters before and after a loss in which its first and last word are looked for."""
MOST = 20
"""Losses that are named in one text; what follows one is often its consequence."""

_HOLDER = r"(?:[*+:-]|\d{1,9}[.)])[ \t]+|\[\^[^\]\n]+\]:[ \t]*"
"""What begins an item, a definition or a note."""
_FENCE = re.compile(rf"^(?:[ \t]|>|{_HOLDER})*(`{{3,}}|~{{3,}})([^`\n]*)$")
_NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\n]+)\]:")

_QUOTED = r"(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\))"
_TITLE = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\([^()]*\))"
_DEFINITION = re.compile(
    rf"^[ \t>]*\[(?!\^)([^\[\]\n]+)\]:[ \t]*(?:\n[ \t>]*)?(?:<[^>\n]*>|\S+)"
    rf"(?:[ \t]*\n?[ \t>]*{_QUOTED})?[ \t]*$",
    re.MULTILINE,
)
_LABEL = re.compile(r"\[([^\[\]\n]+)\](?!:)")
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[[^\]\n]+\]:.*$", re.MULTILINE)
_ASIDE = re.compile(
    r"^[ \t>]*(?:!!!|\?\?\?\+?)[ ]*[\w-]+"
    r"(?:(?:[ ]+[\w-]+)+(?=[ ]+[\"'“«].*[\"'”»][ ]*$)|(?:[ ]+(?:inline|end|left|right))*)",
    re.MULTILINE,
)
"""Its kind and, before a title in quotes, its classes, which are named where they are left out."""
_DIVISION = re.compile(
    r"^[ \t>]*:{3,}[ ]*(?:\{[^{}\n]*\}|[\w-]+(?:[ ]*\{[^{}\n]*\})?)?(?=.*\n)", re.MULTILINE
)
_CONTENTS = re.compile(
    r"^[ >]*\[\[?_?toc_?\]\]?[ ]*$|^(?:[ ]*(?:[*+-]|\d+\.)[ ].*\n)?[ ]*\{:[ ]*toc\b[^{}\n]*\}[ ]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ALERT = re.compile(r"^[ \t>]*>[ \t]*\[![\w-]+\]", re.MULTILINE)
_NUMBER = re.compile(rf"^[ \t>]*(?:{_HOLDER})*\d{{1,9}}[.)](?=[ \t]|$)", re.MULTILINE)
_CAPTION = re.compile(
    r"^[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ ]+)?[Tt](?:able|ableau|abelle)(?:\s|&nbsp;)*[:：]"
    r"(?:[ ]*\(\\?#tab:[\w:-]+\))?",
    re.MULTILINE,
)
"""What marks the caption of a table."""
_TASK = re.compile(r"(?<=[*+-] )\[[xX]\](?= )|(?<=\d[.)] )\[[xX]\](?= )")

_ATTRIBUTE = r"\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
_SWITCH = (
    r"(?:checked|compact|controls|hidden|itemscope|loop|markdown|muted|nowrap|open|reversed|data-[\w-]+)"
)
_CERTAIN = rf"\s+(?:[A-Za-z_:][\w:.-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)|{_SWITCH}(?=[\s/>]))"
_TAG = rf"</?[A-Za-z][A-Za-z0-9-]*(?:(?=[^<>]*=\s*[\"'])(?:{_ATTRIBUTE})*|(?:{_CERTAIN})*)\s*/?>"
"""Names without a value are attributes only beside one in quotes: in « a<b et c>d » they are words."""
_WORD_TAG = rf"</?(?:[a-z]|st\d|u\d):[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>"
"""`<o:p>`, `<st1:place>`: what Microsoft Word puts in HTML, and no address."""
_LIQUID = r"(?:\{\{[^{}\n]*\}\})?\{[{%][^{}\n]*[}%]\}"
"""How templates of Hugo and Jekyll name another text."""
_ADDRESS = rf"(?:<[^<>\n]*>|{_LIQUID}|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)"
_DESTINATION = rf"\(\s*{_ADDRESS}(?:\s+{_TITLE})?\s*\)"
_NAME = r"(?:(?!\n[ \t>]*\n)[^\[\]|])"
"""A character of a name in double brackets, which may go on in the next line of its paragraph."""
_INLINE = re.compile(
    rf"""
    (?= [\\`<!\[\]{{:&$] ) (?:  # whatever it is begins so
      (?P<escape> \\[!-/:-@\[-`{{-~] )
    | (?P<code> (?P<ticks>(?<!`)`+(?!`)) (?P<inside>(?:(?!\n[ \t]*\n).)+?) (?<!`)(?P=ticks)(?!`) )
    | (?P<formula> \$\$[^$]+\$\$ | (?<![\w\\$])\$(?![\s$])[^$]+?(?<![\s\\])\$(?![\w$])
        | (?<![\\$])\$(?=[^$\s]*[\^_\\])[^$\s]+(?<!\\)\$(?![\d$]) )
    | (?P<comment> <!--.*?--> )
    | (?P<word> {_WORD_TAG} )
    | (?P<autolink> <(?:mailto:)?(?P<linked>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+|[^\s<>@]+@[^\s<>]+)> )
    | (?P<tag> {_TAG} )
    | (?P<mention> \[\[ (?P<person>{_NAME}+?) \\?\| )
    | (?P<inverted> \[\[ (?P<family>(?:(?!,){_NAME})+),\s(?P<given>{_NAME}+) \]\] )
    | (?P<call> \[\^[^\]\n]+\] )
    | (?P<image> !\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?P<place>{_DESTINATION}|\[[^\[\]\n]*\])? )
    | (?P<link> \](?:{_DESTINATION}|[ ]?\[(?!\^)(?P<label>[^\[\]\n]*)\]) )
    | (?P<attributes> \{{:?[ ]*(?:[.\#][^{{}}\n]*|[\w-]+=[^{{}}\n]*)\}} )
    | (?P<emoji> (?<![\w:]):(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1):(?![\w:]) )
    | (?P<entity> &(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}}); )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEXT = "\ufffc"
"""Stands for an image."""
_LINKED = re.compile(rf"\[{_TEXT}\]\([^()\n]*\)")
_COMMAND = re.compile(r"\\(?:(?:begin|end)\{[^{}]*\}|[A-Za-z]+|.)", re.DOTALL)
WORD = re.compile(r"[^\W_]+")
"""A word, as both readers count them."""
_ENDING = r"(?:i?[eè]me|[eè]re|er|re|nde?|de?|e)s?"
_ORDINAL = re.compile(rf"(\d+|[ivxlc]+){_ENDING}")
_TYPED_ENDING = re.compile(rf"(?<=[\dIVXLC])(?:<sup>{_ENDING}</sup>|\^{_ENDING}\^)")
_SHOWN_ENDING = re.compile(rf"(?<=[\dIVXLC])<sup>{_ENDING}</sup>")
"""The end of an ordinal, which French typography writes its own way (« 2ème » → « 2e »)."""
_NUMERAL = re.compile(r"\d{1,9}")
_FOLDED = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of the file that its page lacks: where they begin (line and column from 0), how they read."""

    line: int
    column: int
    words: str


class _Stretch(NamedTuple):
    """A part of the file that is text, and the place where it begins."""

    text: str
    place: int
    is_entity: bool = False
    """Whether `text` is what an entity of HTML (`&eacute;`) stands for: all of it has one place."""


def lost_words(markdown: str, html: str, notes: Sequence[str]) -> tuple[Lost, ...]:
    """What the author typed in `markdown` and neither `html` nor one of its `notes` (in HTML) shows."""
    has_captions = any("<figcaption" in each for each in (html, *notes))
    text = _CAPTION.sub(_blank, markdown) if has_captions else markdown
    source, definitions = _parts(text)
    labels = frozenset(_label(match.group(1)) for match in _DEFINITION.finditer(markdown))
    pages = [_shown(piece) for piece in (html, *notes)]
    streams = list(_streams(source, definitions, labels, " ".join(" ".join(pages).split())))
    # A word that the page has as often as the file is not lost, wherever it stands.
    shown = _count(pages)
    typed = _count(stretch.text for stream in streams for stretch in stream)
    short = {word for word, count in typed.items() if shown[word] < count}
    if not short:
        return ()
    found = [
        (start, end)
        for stream, page in zip(streams, pages, strict=False)
        for start, end in _missing(stream, "".join(map(folded_word, WORD.findall(page))))
        if not short.isdisjoint(_words_in(markdown, start, end))
    ]
    return tuple(_place(markdown, start, end) for start, end in sorted(found)[:MOST])


def _count(texts: Iterable[str]) -> Counter[str]:
    """How often each word is in the texts, folded."""
    counts: Counter[str] = Counter()
    for word, count in Counter(chain.from_iterable(map(WORD.findall, texts))).items():
        counts[folded_word(word)] += count
    return counts


def _words_in(markdown: str, start: int, end: int) -> Iterator[str]:
    """The words of the file that a loss touches, folded."""
    for match in WORD.finditer(markdown, max(0, start - LONGEST), end + LONGEST):
        if match.end() > start and match.start() < end:
            yield folded_word(match.group())


def _place(markdown: str, start: int, end: int) -> Lost:
    line = markdown.count("\n", 0, start)
    words = " ".join(markdown[start:end].split())
    return Lost(line, start - (markdown.rfind("\n", 0, start) + 1), words[:60])


# ---- The file


def _parts(markdown: str) -> tuple[str, dict[str, tuple[int, str]]]:
    """The file, of the same length, with blanks for what is no text; and its notes, cut out of it, by label.

    A note is the place where it begins, and its words.
    """
    text = _blank_lines(markdown)
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    notes: dict[str, tuple[int, str]] = {}
    body = list(text)
    index = 0
    while index < len(lines):
        match = _NOTE.match(lines[index])
        if not match or match.group(1) in notes:
            index += 1
            continue
        last = _end_of_note(lines, index)
        start, end = starts[index], starts[last]
        own = text[start + match.end() : end]
        notes[match.group(1)] = start + match.end(), own
        body[start:end] = [" " if character != "\n" else "\n" for character in text[start:end]]
        index = last
    return "".join(body), notes


def _end_of_note(lines: Sequence[str], index: int) -> int:
    """The line after a note: it goes on through indented lines, and lines that follow without a blank."""
    index += 1
    blank = False
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            blank = True
        elif _NOTE.match(line) or (blank and not line.startswith(("    ", "\t"))):
            break
        else:
            blank = False
        index += 1
    return index


def _streams(
    body: str, notes: dict[str, tuple[int, str]], labels: frozenset[str], shown: str
) -> Iterator[list[_Stretch]]:
    """The text of the body, then that of each note, in the order in which they are first called."""
    called: list[str] = []
    queue: list[tuple[int, str]] = [(0, body)]
    for offset, text in queue:
        calls: list[str] = []
        yield _typed(text, offset, calls, labels, shown)
        for name in calls:
            alike = [each for each in notes if each.casefold() == name.casefold()]
            label = name if name in notes or len(alike) != 1 else alike[0]
            if label in notes and label not in called:
                called.append(label)
                queue.append(notes[label])


def _blank_lines(markdown: str) -> str:
    """Blanks in place of what is no text by its line: fences, definitions of links and of abbreviations."""
    lines = markdown.split("\n")
    closing = ""
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if closing and match and match.group(1).startswith(closing) and not match.group(2).strip():
            lines[index], closing = " " * len(line), ""
        elif not closing and match and _closes(lines, index, match.group(1)):
            begins = match.start(1)  # the name of a note may stand before
            lines[index], closing = line[:begins] + " " * (len(line) - begins), match.group(1)
        elif closing:
            # What looks like markup in code is code.
            lines[index] = line.translate(_IN_CODE)
    text = "\n".join(lines)
    used = {_label(label) for label in _LABEL.findall(markdown)}
    text = _DEFINITION.sub(lambda match: _blank(match) if _is_address(match, used) else match.group(), text)
    for pattern in (_ABBREVIATION, _CONTENTS, _ASIDE, _DIVISION, _ALERT, _TASK, _NUMBER, _TYPED_ENDING):
        text = pattern.sub(_blank, text)
    return text


_IN_CODE = str.maketrans(dict.fromkeys("[]<>{}&`\\!?*", " "))


def _closes(lines: Sequence[str], index: int, fence: str) -> bool:
    return any(
        line.strip(" \t>").startswith(fence) and not line.strip(" \t>" + fence[0])
        for line in lines[index + 1 :]
    )


def _is_address(definition: re.Match[str], used: Collection[str]) -> bool:
    """Whether a definition of a link is one: `[Didascalie]: silence`, used nowhere, is a line of words."""
    target = definition.group().partition("]:")[2]
    return bool(re.search(r"[./#:]", target)) or _label(definition.group(1)) in used


def _blank(match: re.Match[str]) -> str:
    """Blanks for a match, but for the name of a note, by which the note is found."""
    return re.sub(r"(\[\^[^\]\n]+\]:)|[^\n]", lambda each: each[1] or " ", match.group())


def _label(name: str) -> str:
    return " ".join(name.split()).casefold()


def _typed(text: str, offset: int, calls: list[str], labels: frozenset[str], shown: str) -> list[_Stretch]:
    """What is text in a part of the file; the labels of the notes that it calls are put into `calls`.

    `shown` is what the page shows: a formula stands there without its commands, or as it is typed.
    """
    stretches: list[_Stretch] = []

    def take(start: int, end: int) -> None:
        stretches.append(_Stretch(text[start:end], offset + start))

    # Words may go on through what is no text (« mo**t** »), but not through a tag that ends a block.
    position = 0
    while match := _INLINE.search(text, position):
        take(position, match.start())
        position = match.end()
        if match["label"] and _label(match["label"]) not in labels:
            position = match.start() + 1  # brackets beside brackets, and no link: words
        elif match["image"] and not match["place"] and _label(match["alt"]) not in labels:
            position = match.start() + 1  # `<![CDATA[…]]>` is no image
        elif match["code"]:
            take(match.start("inside"), match.end("inside"))
        elif match["formula"]:
            start, end = match.span("formula")
            as_typed = " ".join(match["formula"].strip("$").split()) in shown
            for command in () if as_typed else _COMMAND.finditer(text, start, end):
                take(start, command.start())
                if letter := _greek(command.group()):
                    stretches.append(_Stretch(letter, offset + command.start(), is_entity=True))
                start = command.end()
            take(start, end)
        elif match["inverted"]:
            take(match.start("given"), match.end("given"))
            take(match.start("family"), match.end("family"))
        elif match["autolink"]:
            take(*match.span("linked"))
        elif match["call"]:
            calls.append(match["call"][2:-1])
        elif match["entity"]:
            stretches.append(_Stretch(unescape(match["entity"]), offset + match.start(), is_entity=True))
        elif match["image"] and match["place"] and _alone(text, match):
            quoted = re.search(rf"\s{_TITLE}\s*\)$", match["place"])
            if quoted:
                start = match.start("place") + quoted.start()
                stretches += _typed(text[start : match.end("place")], offset + start, calls, labels, shown)
    take(position, len(text))
    return stretches


@cache
def _greek(command: str) -> str:
    r"""The letter that a command of a formula names, if it does.

    >>> _greek(r"\alpha"), _greek(r"\Lambda"), _greek(r"\frac")
    ('α', 'λ', '')
    """
    name = command[1:].removeprefix("var").lower().replace("lambda", "lamda")  # as Unicode spells it
    try:
        return unicodedata.lookup(f"greek small letter {name}")
    except KeyError:
        return ""


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether an image, or a link that shows it, is all of its line: its title is a caption, and printed."""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line = f"{text[start : match.start()]}{_TEXT}{text[match.end() : end if end >= 0 else len(text)]}"
    return _LINKED.sub(_TEXT, re.sub(r"\{[^{}]*\}|[\s>*+-]", "", line)) == _TEXT


def folded_word(word: str) -> str:
    return _fold(word)[0]


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> tuple[str, tuple[int, ...]]:
    """The letters of a word, without case, accents and ligatures, and the index of each in the word.

    An ordinal is its number alone.
    """
    letters = [
        (letter, index)
        for index, character in enumerate(word)
        for letter in unicodedata.normalize("NFKD", character.translate(_FOLDED)).casefold()
        if letter.isalnum()
    ]
    folded = "".join(letter for letter, _ in letters)
    if ordinal := _ORDINAL.fullmatch(folded):
        letters = letters[: ordinal.end(1)]
    return folded[: len(letters)], tuple(index for _, index in letters)


# ---- The page


class _Page(HTMLParser):
    """Gathers what HTML shows; the number of a call of a note is no word of the author's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_call = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.in_call = tag == "a" and ("class", "note-ref") in attributes
        if tag not in _INSIDE_WORDS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.in_call = False
        if tag not in _INSIDE_WORDS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.in_call:
            self.parts.append(data)


_INSIDE_WORDS = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong u var wbr".split()  # noqa: SIM905
)


def _shown(html: str) -> str:
    """What a page shows."""
    page = _Page()
    page.feed(_SHOWN_ENDING.sub("", html))
    page.close()
    return "".join(page.parts)


# ---- The two held together


def _missing(typed: Sequence[_Stretch], shown: str) -> Iterator[tuple[int, int]]:
    """(start, end) in the file of each run of letters that the page lacks."""
    letters: list[str] = []
    places: list[int] = []
    for stretch in typed:
        for match in WORD.finditer(stretch.text):
            word, indexes = _fold(match.group())
            first = stretch.place + match.start()
            letters.append(word)
            places += [stretch.place if stretch.is_entity else first + index for index in indexes]
    text = "".join(letters)
    i = j = losses = 0
    while i < len(text) and losses < MOST:
        if text[i : i + NEAR] == shown[j : j + NEAR]:  # nearly always
            i, j = i + NEAR, j + NEAR
            continue
        if j < len(shown) and text[i] == shown[j]:
            i, j = i + 1, j + 1
            continue
        if (number := _NUMERAL.match(shown, j)) and shown[number.end() : number.end() + 1] == text[i]:
            # The number of an item, which Markdown reads as a number or as words: the page's own here.
            j = number.end()
            continue
        lost, added = _meet(text, i, shown, j)
        if lost:
            yield places[i], places[i + lost - 1] + 1
            losses += 1
        i, j = i + lost, j + added


def _meet(text: str, i: int, shown: str, j: int) -> tuple[int, int]:
    """How many letters the page lacks from here, and how many it has besides, until both agree again.

    The nearest place where they do; near by, fewer equal letters are enough.
    """
    near = _first_meeting(text[i : i + NEAR], shown[j : j + NEAR], 5)
    far = _first_meeting(text[i : i + WINDOW], shown[j : j + WINDOW], MEET)
    places = [place for place in (near, far) if place]
    return min(places, key=_cost) if places else (len(text) - i, 0)


def _first_meeting(typed: str, shown: str, size: int) -> tuple[int, int] | None:
    """The place, letters into each, where `size` letters agree (or the rest, at the end): the cheapest."""
    known: dict[str, int] = {}
    for start in range(len(shown) - size + 1):
        known.setdefault(shown[start : start + size], start)
    best: tuple[int, int] | None = None
    for lost in range(len(typed)):
        if best and _cost((lost, 0)) >= _cost(best):
            break
        piece = typed[lost : lost + size]
        added = known.get(piece, -1) if len(piece) == size else shown.rfind(piece)
        if added >= 0 and (best is None or _cost((lost, added)) < _cost(best)):
            best = lost, added
    return best


def _cost(place: tuple[int, int]) -> int:
    """That a page has more than the file is common (numbers, titles); that it has less is not."""
    lost, added = place
    return 3 * lost + added
