"""The glossary, a page of definitions → its terms, and which of them a text uses, and where first.

`contributions/pages/glossary.md` is a page like others. In its definition lists, each `<dt>` is a form of a
term, and the `<dd>` below them say what it means. Where forms are links to texts, that is what it means in
those alone. All of it is HTML as `Prose` has it. Readers find the entries of each list in the order of the
alphabet, however the page was written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import NamedTuple

from florilege.catalogue.ids import slug
from florilege.catalogue.keys import TextKey
from florilege.catalogue.same_language import same_language
from florilege.catalogue.sorting import collation_key
from florilege.language.locales import primary_language
from florilege.prose.prose import Note, Prose

GLOSSARY = TextKey("page", "glossary")
"""The page that explains words."""

_ENTRY = re.compile(r"((?:<dt\b[^>]*>.*?</dt>\s*)+)((?:<dd\b[^>]*>.*?</dd>\s*)+)", re.DOTALL)
_LIST = re.compile(r"(<dl\b[^>]*>\s*)((?:(?!<dl\b).)*?)(</dl>)", re.DOTALL)
_FORM = re.compile(r"<dt\b[^>]*>(.*?)</dt>", re.DOTALL)
_MEANING = re.compile(r"<dd\b[^>]*>(.*?)</dd>", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b((?:[^<>\"]|\"[^\"]*\")*)>")
_CALL = re.compile(r'<a\b[^>]*\bclass="note-ref"[^>]*>\d+</a>')
_CALLED = re.compile(r'(<a\b[^>]*\bclass="note-ref"[^>]*>)(\d+)(</a>)')
_TARGET = re.compile(r'\bhref="#([^"]+)"')
_OF_TEXT = re.compile(r'\shref="florilege:((?:essays|meetings)/[^"#]+)')
_ID = re.compile(r'\sid="[^"]*"')
_LEFT_ALONE = frozenset("a abbr code dt h2 h3 h4 h5 h6 kbd pre samp summary var".split())  # noqa: SIM905
"""Where no word is explained: links, code, headings, what is explained already."""
_VOID = frozenset(("br", "hr", "img", "wbr"))
_PLURALS: Mapping[str, str] = {"fr": "[sx]?", "en": "(?:e?s)?"}
"""Language → what a form may end in besides, of three letters or more that don't end so already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An entry of the glossary."""

    id: str
    """Of its place on the page."""
    forms: tuple[str, ...]
    """As texts may write it, in plain text; it is called by the first."""
    html: str
    """What it means: HTML without ids and calls of notes."""
    noted: str = ""
    """The same with the calls of its notes."""
    notes: tuple[Note, ...] = ()
    """Those of the page, which it may call."""
    only: frozenset[TextKey] = frozenset()
    """The texts that use the word in this sense; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms that texts of a language may use, in their order on the page."""

    lang: str
    terms: tuple[Term, ...]

    def used(self, key: TextKey, html: str, lang: str) -> tuple[Term, ...]:
        """The terms that a text uses, in the order of their first uses."""
        return tuple(use.term for use in self._first_uses(key, html, lang))

    def explained(self, key: TextKey, html: str, lang: str) -> str:
        """A text in which the first use of each term is a link to what it means."""
        pieces, end = [], 0
        for use in self._first_uses(key, html, lang):
            link = f'<a class="term" href="florilege:{GLOSSARY}#{use.term.id}">'
            pieces += [html[end : use.start], link, html[use.start : use.end], "</a>"]
            end = use.end
        return "".join((*pieces, html[end:]))

    def _first_uses(self, key: TextKey, html: str, lang: str) -> Iterator["_Use"]:
        if not same_language(lang, self.lang):
            return
        plain = html.casefold()
        own = (term for term in self.terms if not term.only or key in term.only)
        forms = [(form, term) for term in own for form in term.forms if _rarest(form) in plain]
        if not forms:
            return
        forms.sort(key=lambda pair: -len(pair[0]))  # « bac à chaîne » before « bac »
        wanted = "|".join(f"({_pattern(form, lang)})" for form, _ in forms)
        pattern = re.compile(rf"(?<![\w-])(?:{wanted})(?!\w|-(?!(?:ci|là)\b)\w)")
        seen = set[str]()
        for start, end in _running_words(html):
            for found in pattern.finditer(html, start, end):
                term = forms[(found.lastindex or 1) - 1][1]
                if term.id not in seen:
                    seen.add(term.id)
                    yield _Use(found.start(), found.end(), term)


class _Use(NamedTuple):
    """Where a text uses a term: from `start` to `end` in its HTML."""

    start: int
    end: int
    term: Term


def glossary(prose: Prose, lang: str) -> Glossary:
    """The terms of the page that explains words."""
    terms, ids = [], set[str]()
    for number, (forms, meanings) in enumerate(_ENTRY.findall(prose.html), 1):
        names = tuple(dict.fromkeys(_plain(each) for each in _FORM.findall(forms)))
        id = f"{prose.prefix}--term-{slug(names[0]) or number}"
        id = f"{id}-{number}" if id in ids else id
        ids.add(id)
        means = " ".join(map(_inner, _MEANING.findall(meanings)))
        only = frozenset(map(TextKey.parse, map(unescape, _OF_TEXT.findall(forms))))
        plain = _ID.sub("", _CALL.sub("", means))
        terms.append(Term(id=id, forms=names, html=plain, noted=means, notes=prose.notes, only=only))
    return Glossary(lang=lang, terms=tuple(terms))


def alphabetical(prose: Prose, lang: str) -> Prose:
    """The page with the entries of each list in the order of the alphabet, its notes numbered as they come.

    A list that holds anything but entries stays as it is.
    """
    html = _LIST.sub(lambda found: _in_order(found, lang), prose.html)
    return prose if html == prose.html else _renumbered(replace(prose, html=html))


def _in_order(found: re.Match[str], lang: str) -> str:
    entries = [*_ENTRY.finditer(found[2])]
    if _ENTRY.sub("", found[2]).strip():
        return found[0]
    entries.sort(key=lambda entry: collation_key(_first_form(entry[1]), lang))
    return found[1] + "".join(f"{entry[0].rstrip()}\n" for entry in entries) + found[3]


def _first_form(forms: str) -> str:
    return _plain(_FORM.findall(forms)[0])


def _renumbered(prose: Prose) -> Prose:
    """Notes whose calls have changed places, in the order of their calls again."""
    called = dict.fromkeys(
        target[1] for call in _CALL.findall(prose.html) if (target := _TARGET.search(call))
    )
    places = {id: place for place, id in enumerate(called)}
    notes = sorted(prose.notes, key=lambda note: places.get(note.id, len(places)))
    numbers = {str(note.number): str(number) for number, note in enumerate(notes, 1)}

    def moved(html: str) -> str:
        ids = re.compile(rf"({re.escape(prose.prefix)}--note(?:ref)?-)(\d+)")
        html = ids.sub(lambda id: id[1] + numbers.get(id[2], id[2]), html)
        return _CALLED.sub(lambda call: call[1] + numbers.get(call[2], call[2]) + call[3], html)

    numbered = (replace(note, id=moved(note.id), number=number) for number, note in enumerate(notes, 1))
    return replace(
        prose,
        html=moved(prose.html),
        notes=tuple(replace(note, html=moved(note.html)) for note in numbered),
    )


def anchored(prose: Prose, found: Glossary, after: Mapping[str, str]) -> Prose:
    """The page with the id of each term; `after` has, by these, the HTML that ends what is said of it."""
    terms = iter(found.terms)

    def entry(match: re.Match[str]) -> str:
        term = next(terms)
        rest = f'<dd class="term-uses">{more}</dd>\n' if (more := after.get(term.id)) else ""
        return match[1].replace("<dt", f'<dt id="{term.id}"', 1) + match[2].rstrip() + f"\n{rest}"

    return replace(prose, html=_ENTRY.sub(entry, prose.html))


def with_terms(prose: Prose, terms: Sequence[Term]) -> Prose:
    """A text of the back matter, and below it some terms with what they mean; their notes follow its own."""
    notes = _Notes(prose)
    entries = "\n".join(
        f"<dt>{escape(term.forms[0], quote=False)}</dt>\n<dd>{notes.called(term)}</dd>" for term in terms
    )
    html = f"{prose.html}\n<dl>\n{entries}\n</dl>".strip()
    return replace(prose, html=html, notes=(*prose.notes, *notes.added()))


class _Notes:
    """The notes of terms that are put below a text, numbered on from its own."""

    def __init__(self, prose: Prose) -> None:
        self.prefix = prose.prefix
        self.first = len(prose.notes) + 1
        self.ids: list[str] = []
        """On the page of the glossary, in the order of their first calls."""
        self.html: dict[str, str] = {}
        """What they say there."""
        self.calls: Counter[str] = Counter()

    def called(self, term: Term) -> str:
        """What a term means, its calls those of this text."""
        self.html |= {note.id: note.html for note in term.notes}
        return self._called(term.noted or term.html)

    def added(self) -> Iterator[Note]:
        """The notes that were called, and those that they call."""
        for number, id in enumerate(self.ids, self.first):  # which grow meanwhile
            html = self._called(self.html.get(id, ""))
            yield Note(id=f"{self.prefix}--note-{number}", number=number, html=html)

    def _called(self, html: str) -> str:
        pieces, end = [], 0
        for call in _CALL.finditer(html):
            target = _TARGET.search(call[0])
            pieces += [_ID.sub("", html[end : call.start()]), self._call(target[1] if target else "")]
            end = call.end()
        return "".join((*pieces, _ID.sub("", html[end:])))

    def _call(self, id: str) -> str:
        if id not in self.ids:
            self.ids.append(id)
        number = self.first + self.ids.index(id)
        self.calls[id] += 1
        again = f"-{self.calls[id]}" if self.calls[id] > 1 else ""
        own = f'href="#{self.prefix}--note-{number}" id="{self.prefix}--noteref-{number}{again}"'
        return f'<a class="note-ref" {own}>{number}</a>'


def repeated_forms(found: Glossary) -> Iterator[str]:
    """The forms that more than one entry has."""
    seen: dict[str, str] = {}
    for term in found.terms:
        for form in term.forms:
            if seen.setdefault(form, term.id) != term.id:
                yield form


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", _CALL.sub("", html))).split())


def _inner(html: str) -> str:
    """What a meaning of one paragraph says; several stay as they are."""
    html = html.strip()
    one = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html.removeprefix("<p>").removesuffix("</p>") if one else html


def _rarest(form: str) -> str:
    """The longest word of a form: what has it not, has not the form."""
    return max(re.split(r"\s+", escape(form, quote=False).casefold()), key=len)


def _pattern(form: str, lang: str) -> str:
    """A form as texts have it: any white between its words, a capital where it has none, the plural."""
    words = [re.escape(each) for each in re.split(r"\s+", escape(form, quote=False))]
    if form == form.lower() and form[:1].isalpha():
        words[0] = f"[{form[0]}{form[0].upper()}]{words[0][1:]}"
    plural = _PLURALS.get(primary_language(lang), "")
    ends = len(form) > 2 and form[-1].isalpha() and form[-1] not in "sxz"
    return r"\s+".join(words) + (plural if ends else "")


def _running_words(html: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand that may be explained, piece by piece."""
    open_ones: list[bool] = []
    end = 0
    for tag in _TAG.finditer(html):
        if not any(open_ones) and tag.start() > end:
            yield end, tag.start()
        end = tag.end()
        closing, name, attributes = tag.groups()
        if name in _VOID:
            continue
        if closing:
            del open_ones[-1:]
        else:
            open_ones.append(name in _LEFT_ALONE or 'class="mention"' in attributes)
    if end < len(html) and not any(open_ones):
        yield end, len(html)
