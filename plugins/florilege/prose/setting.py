"""Markdown → Prose: one text set, step by step.

   read       templates and directives of other systems           templates.py, directives.py
   read       what people type by habit                           habits.py
   join       formulas over several lines                         formulas.py
   escape     signs of markup that mark nothing                  plain_signs.py
   put        captions where Markdown has them                    captions.py
1. inspect    the source: size, nesting, characters               source.py
2. join       definitions of links over several lines             definitions.py
   set        what is of a kind at the margin                     genre_lines.py
   fix        typography, line by line                            typography/fix.py
3. mark       lines, so that faults have a place                  marks.py
   open       blocks of other systems, between marks              containers.py
   read       lines that others read otherwise                    foreign_lines.py
   align      lists and fences, as Python-Markdown wants them      indentation.py
4. convert    Markdown → HTML, notes apart                        dialect.py and the extensions it names
   tell       what is read otherwise than it looks                silent_readings.py
5. vet        tags, attributes, links, images                     vet.py
6. sanitise   once, and compare                                   sanitise.py
7. inspect    every word of the file is on the page               foreign_losses.py, unread_words.py
   spell      abbreviations out, where they stand first           abbreviations.py
   fix        the spaces that markup stood in the way of          typography/across.py
   turn       what runs from right to left                        bidirectional.py
   tell       verse, drama, letters and interviews                genres.py
   join       lines of Chinese and Japanese                       typography/ideographs.py
   name       passages that readers may keep                     pull_quotes.py
8. gather     headings, counts                                    here

`set_text` is pure, and all that goes in and comes out can be pickled: it runs in a worker process,
since no limit on the source makes Python-Markdown safe against every input.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape, unescape

import nh3

from florilege.catalogue.writings import Body
from florilege.diagnostics.problems import Level, Problem, problem
from florilege.prose import indentation, links, marks, sanitise, source, tokens
from florilege.prose.abbreviations import spelled_out
from florilege.prose.anchors import NOTE
from florilege.prose.attribute_words import fence_words
from florilege.prose.bidirectional import directed
from florilege.prose.captions import captioned_fence, captioned_pictures, captioned_tables
from florilege.prose.containers import mark_containers
from florilege.prose.containers import strip as strip_marks
from florilege.prose.definitions import join_definitions, unread_definitions
from florilege.prose.dialect import dialect
from florilege.prose.directives import read_directives
from florilege.prose.drawn_tables import drawn_tables, merged_tables
from florilege.prose.foreign_lines import contents_place, read_foreign, without_bookmarks
from florilege.prose.foreign_losses import foreign_losses
from florilege.prose.foreign_words import read_foreign_words
from florilege.prose.formulas import join_displays
from florilege.prose.genre_lines import genre_lines, set_in
from florilege.prose.genres import arranged
from florilege.prose.habits import read_habits
from florilege.prose.leftovers import IN_HTML, REFERENCE, Leftover, leftovers
from florilege.prose.manuscript import Manuscript, TextSet
from florilege.prose.mentions import escape_strokes
from florilege.prose.old_html import nearest_tags
from florilege.prose.plain_signs import plain_signs
from florilege.prose.prose import Heading, Mention, Note, Prose
from florilege.prose.pull_quotes import pull_quotes
from florilege.prose.shown_text import CALL, plain_text
from florilege.prose.silent_readings import silent_readings
from florilege.prose.templates import read_templates
from florilege.prose.typed_notes import typed_notes
from florilege.prose.typography.across import fix_across
from florilege.prose.typography.fix import fix, fix_plain
from florilege.prose.typography.ideographs import join_lines
from florilege.prose.typography.lint import dropped_stops, lint
from florilege.prose.unread_words import Lost, lost_words
from florilege.prose.vet import Vetted, vet
from florilege.reading.characters import searchable

_HEADING = re.compile(r"<h([2-6])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_ALTERNATIVE = re.compile(r' alt="([^"]+)"(?=[^<>]*>)')
_WORD = re.compile(r"(?<!\S)\S*[^\W_]\S*")
_TYPED_TAG = re.compile(r"<[A-Za-z/!?]")
_INLINE = frozenset(
    "abbr b bdi cite code del dfn em i ins kbd mark q s samp small strong sub sup u var".split()  # noqa: SIM905
)


_HARMLESS = frozenset(("url-invisible", "note-duplicate", "table-cells"))
"""Errors of the source that keep it from no conversion, which may find others."""
_WORDS_STAY = frozenset(("note-undefined", "heading-level-one", "image-alt-missing", "link-scheme"))
"""Errors that take no word away: lost words are told beside them."""


def set_text(text: Manuscript) -> TextSet:
    """Set one text, and say all its problems.

    Whether links and images exist is checked later (`internal_links.missing`), so that the result depends on
    the text alone and can be kept.
    """
    author = text.body.markdown
    blocks = read_directives(read_templates(author))
    typed = source.whole_names(plain_signs(join_displays(read_foreign_words(read_habits(blocks)))))
    markdown = captioned_tables(captioned_pictures(drawn_tables(typed)))
    text = replace(text, body=replace(text.body, markdown=markdown))
    found = list(source.inspect(text.body.markdown, text.body.path, text.body.line))
    path, first = text.body.path, text.body.line
    found += [problem("table-merged", path, first + line) for line in merged_tables(text.body.markdown)]
    if _has_error(each for each in found if each.code not in _HARMLESS):
        return TextSet(problems=tuple(found))
    found += source.unclosed(text.body.markdown, path, first)
    # Where a line may end, typesetting knows; a reader who searches for a word wants it whole.
    body = replace(text.body, markdown=searchable(text.body.markdown))
    if body != text.body:
        found += _hidden_in_addresses(text, found)
    text = replace(text, body=body)
    made = _convert(text)
    if text.genre is None:
        lines = text.body.markdown.split("\n")
        code = source.code_lines(source.fences(lines))
        glued = frozenset(each.line for each in found if each.code == "list-glued")
        found += silent_readings(made.pieces, lines, code, path, first, told=glued)
    read = [tokens.read(piece, body.line) for piece in made.pieces]
    vetted = vet([tag for piece in read for tag in tokens.tags(piece)], body.path, made.headings)
    found += [*made.problems, *_not_said(vetted.problems, made.pieces)]
    prose = None
    whole = not _has_error(found)
    if not _has_error(each for each in found if each.code not in _WORDS_STAY):
        clean = [
            sanitise.sanitise(piece, path=body.path, prefix=text.prefix, anchors=vetted.anchors)
            for piece in made.pieces
        ]
        found += _losses(read, clean, body) if whole else []
        found += _silent_links(made.pieces, body)
        is_title = any(each.code == "heading-is-title" for each in made.problems)
        found += [_of_lost(lost, body) for lost in foreign_losses(author, typed)]
        own = replace(body, markdown=searchable(typed))
        found += _unread(own, clean, title=text.title if is_title else "")
        clean = spelled_out(clean, partial(fix_plain, locale=text.locale, keep=text.keep))
        clean = [
            directed(_fix_alternatives(fix_across(piece, text.locale, keep=text.keep), text), body.lang)
            for piece in clean
        ]
        clean = [arranged(clean[0], text.genre), *map(arranged, clean[1:])]
        clean = [join_lines(piece, body.lang) for piece in clean]
        prose = None if _has_error(found) else _prose(clean, made.mentions, vetted, text.prefix)
    return TextSet(
        prose=prose, problems=tuple(_once(sorted(set(found)))), references=tuple(vetted.references)
    )


def _hidden_in_addresses(text: Manuscript, known: Iterable[Problem]) -> Iterator[Problem]:
    """The addresses of a text that hold what is taken out of it: they lead elsewhere than they seem to."""
    made = _convert(text)
    tags = (tag for piece in made.pieces for tag in tokens.tags(tokens.read(piece, text.body.line)))
    said = {(each.code, each.line, each.values) for each in known}
    for each in vet([*tags], text.body.path, made.headings).problems:
        if each.code == "url-invisible" and (each.code, each.line, each.values) not in said:
            yield each


def _not_said(problems: Iterable[Problem], pieces: Sequence[str]) -> Iterator[Problem]:
    """The problems, without titles of links whose words the text says besides."""
    said = ""
    for one in problems:
        if one.code == "title-unprinted":
            said = said or plain_text(marks.strip(" ".join(pieces))).casefold()
            if dict(one.values)["title"].casefold() in said:
                continue
        yield one


_SAID_ONCE = ("attribute-dropped", "class-dropped", "note-undefined", "tag-dropped")


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of which those that come by dozens are said once in a text for each name."""
    said: set[tuple[str, str]] = set()
    for one in problems:
        values = dict(one.values)
        key = (
            one.code,
            values.get("attribute") or values.get("name") or values.get("label") or values.get("tag", ""),
        )
        if one.code not in _SAID_ONCE or key not in said:
            yield one
        said.add(key)


def suggest(text: Manuscript) -> TextSet:
    """What typography suggests for one text, as problems; nothing for one that can't be set anyway."""
    body = text.body
    if _has_error(list(source.inspect(body.markdown, body.path, body.line))):
        return TextSet()
    proposals = lint(body.markdown, text.locale, keep=text.keep)
    if text.emoji == "drop":
        proposals += dropped_stops(body.markdown, text.locale)
    return TextSet(problems=tuple(proposal.problem(body.path, body.line) for proposal in proposals))


def _has_error(found: Iterable[Problem]) -> bool:
    return any(one.level is Level.ERROR for one in found)


@dataclass(frozen=True, slots=True)
class _Converted:
    """What the converter made of a text, with marks."""

    pieces: Sequence[str]
    """The HTML of the body and of each note."""
    mentions: Sequence[Mention]
    headings: Sequence[tuple[str, str]]
    """Bare id and words of each heading, and of what else has an id that isn't written as ours are."""
    problems: Sequence[Problem]


def _convert(text: Manuscript) -> _Converted:
    """The text converted, its tags the nearest of the dialect."""
    body = text.body
    typed = body.markdown.split("\n")
    blocks = source.fences(typed)
    code = source.code_lines(blocks)
    defined = source.note_lines(typed, code)
    reported: list[Problem] = []

    def report(code: str, line: int | None, **values: object) -> None:
        place = line or body.line + defined.get(str(values.get("label")), 0)
        reported.append(problem(code, body.path, place, 0, **values))

    if by_hand := typed_notes(typed, code):
        call, note = by_hand[0], next(each for each in by_hand if not each.is_call)
        found = typed[call.line][call.start : call.end].strip()
        report("notes-typed", body.line + call.line, found=found, note=typed[note.line].strip()[:60])
    captions: dict[int, tuple[str, int]] = {}
    for block in filter(lambda block: block.closed, blocks):
        typed[block.first], caption = captioned_fence(typed[block.first])
        if caption:
            captions[block.first] = (_fix_inline(caption, text.locale, text.keep), block.last - block.first)
        words = fence_words(typed[block.first])
        typed[block.first], left_out = source.plain_fence(typed[block.first])
        if words:
            report("attribute-words", body.line + block.first, words=words[:60], tag="code")
        elif left_out:
            report("attribute-dropped", body.line + block.first, attribute=left_out, tag="code")
    for n in range(len(typed)):
        if n not in code and contents_place(typed, n):
            report("contents-place", body.line + n, found=typed[n].strip())
    typed = [line if n in code else without_bookmarks(line) for n, line in enumerate(typed)]
    joined = join_definitions(typed, code)
    for each in unread_definitions(joined, code):
        if each.other is None:
            report("reference-unused", body.line + each.line, label=each.label)
        else:
            facts = {"label": each.label, "other": body.line + each.other}
            report("reference-duplicate", body.line + each.line, **facts)
    at_margin, indents = genre_lines(joined, code, text.genre)
    lines = fix("\n".join(at_margin), text.locale, keep=text.keep).split("\n")
    lines = [set_in(line, indents[n]) if n in indents else line for n, line in enumerate(lines)]
    lines = [
        line if n in code else _readable(line, lines[n - 1] if n else "") for n, line in enumerate(lines)
    ]
    marked = marks.mark(lines, code, first=body.line).split("\n")
    marked, containers = mark_containers(marked, code, captions, first=body.line)
    converter = dialect()
    inline = partial(_fix_inline, locale=text.locale, keep=text.keep)
    converter.begin(
        report,
        markdown=body.markdown,
        title=text.title,
        lang=body.lang,
        fix_inline=inline,
        containers=containers,
    )
    readable = read_foreign(marked)
    aligned = indentation.align(readable, source.fences(readable))
    html = strip_marks(converter.markdown.convert("\n".join(aligned)))
    explained = source.abbreviations(typed, code)
    running = _HEADING.sub("", html) if explained else ""
    for name, (*others, last) in explained.items():
        if f">{escape(name, quote=False)}</abbr>" not in running:
            report("abbreviation-unused", body.line + last, name=name)
        for line in others:
            report("reference-duplicate", body.line + line, label=name, other=body.line + last)
    undefined = {each.line for each in reported if each.code == "note-undefined"}
    reported += [
        _of_leftover(left, body)
        for left in leftovers(converter.leftovers.texts, body.markdown, code, first=body.line)
        if not (left.found.startswith("[^") and body.line + left.line in undefined)
    ]
    main, *notes = html.split(NOTE)
    anchors = converter.anchors
    nearest = [nearest_tags(piece, lower=anchors.lower) for piece in (main, *map(_unwrap, notes))]
    for one in nearest:
        reported += [
            problem("tag-dropped", body.path, line or body.line, tag=tag) for tag, line in one.left_out
        ]
        reported += [
            problem("markup-left", body.path, line, found=words, instead=f"`{words}`")
            for words, line in one.words
            if line  # the tag that closes it is not named besides
        ]
    ids = {as_typed: id for one in nearest for id, as_typed in one.ids}
    headings = [(id, as_typed) for as_typed, id in ids.items()]
    headings += [(ids.get(id, id), words) for id, words in anchors.headings]
    headings += [heading for one in nearest for heading in one.headings]
    return _Converted([one.html for one in nearest], anchors.mentions, headings, reported)


def _of_leftover(left: Leftover, body: Body) -> Problem:
    place = body.path, body.line + left.line
    if left.instead == REFERENCE:
        target = re.search(r"@?((?:fig|tbl|tab|sec|eq|lst)[-:][\w:.-]*\w)", left.found, re.IGNORECASE)
        return problem("reference-numbered", *place, found=left.found, target=target[1] if target else "quai")
    if left.instead == IN_HTML:
        return problem("markup-in-html", *place, found=left.found)
    return problem("markup-left", *place, found=left.found, instead=left.instead)


def _readable(line: str, before: str) -> str:
    """A line that is no code, as Python-Markdown reads it."""
    holder = line.partition("#")[0].rstrip()
    if not holder.strip(" >") and source.is_empty_heading(line, before):
        return holder
    return escape_strokes(line)


def _fix_inline(words: str, locale: str, keep: Sequence[str]) -> str:
    return fix(words, locale, keep=keep).rstrip("\n")


def _fix_alternatives(html: str, text: Manuscript) -> str:
    """The HTML with what is said in place of its pictures as typography wants it."""

    def fixed(match: re.Match[str]) -> str:
        words = fix_plain(unescape(match[1]), text.locale, keep=text.keep)
        return f' alt="{escape(words)}"'

    return _ALTERNATIVE.sub(fixed, html)


def _unwrap(note: str) -> str:
    """A note's blocks without the `<div>` that held them together."""
    return note.strip().removeprefix("<div>").removesuffix("</div>").strip()


def _losses(read: Sequence[list[tokens.Token]], clean: Sequence[str], body: Body) -> list[Problem]:
    """An error for each piece that sanitising changed: nothing is trimmed in silence."""
    found = []
    line = body.line
    for before, after in zip(read, clean, strict=True):
        lost = sanitise.changed(before, after)
        if lost is not None:
            typed = ""
            for token in before:
                line = token.line if isinstance(token, tokens.Tag) else line
                typed = f"<{token.name}>" if isinstance(token, tokens.Tag) and token.typed else typed
                if token is lost:
                    break
            shown = f"<{lost.name}>" if isinstance(lost, tokens.Tag) else lost[:40]
            shown = typed or shown  # the tag to blame goes before what it changed
            code = "html-changed" if _TYPED_TAG.search(body.markdown) else "markup-broken"
            found.append(problem(code, body.path, line, html=shown))
    return found


_SILENT = re.compile(rf"<a\b[^>]*\bhref=\"(?P<link>[^\"]+)\"[^>]*>(?:\s|&nbsp;|{marks.ANY})*</a>")


def _silent_links(pieces: Sequence[str], body: Body) -> Iterator[Problem]:
    """A warning for each link that has no words, so that nobody sees it."""
    for piece in pieces:
        for match in _SILENT.finditer(piece):
            line = marks.read(match[0]) or body.line
            yield problem(
                "link-silent", body.path, line, link=links.as_typed(marks.strip(match["link"]))[:80]
            )


def _unread(body: Body, clean: Sequence[str], *, title: str) -> list[Problem]:
    """An error for each run of words that the author typed and neither a piece nor the title shows."""
    html, *notes = f"<p>{escape(title)}</p>{clean[0]}", *clean[1:]
    return [_of_lost(lost, body) for lost in lost_words(body.markdown, html, notes)]


def _of_lost(lost: Lost, body: Body) -> Problem:
    place = body.path, body.line + lost.line, lost.column + 1
    if address := links.spaced_address(lost.words):
        return problem("link-spaced", *place, link=address, written=address.replace(" ", "%20"))
    return problem("word-unread", *place, words=lost.words)


def _prose(clean: Sequence[str], mentions: Sequence[Mention], vetted: Vetted, prefix: str) -> Prose:
    html, *notes = map(searchable, clean)  # entities of HTML may have brought some
    html, quotes = pull_quotes(html, prefix)
    text = plain_text(" ".join((html, *notes)))
    references = tuple(vetted.references)
    return Prose(
        prefix=prefix,
        html=html.strip(),
        notes=tuple(
            Note(id=f"{prefix}--note-{number}", number=number, html=note.strip())
            for number, note in enumerate(notes, start=1)
        ),
        headings=tuple(_headings(html)),
        quotes=quotes,
        mentions=tuple(
            Mention(id=f"{prefix}--{one.id}", person=one.person, printed=one.printed, line=one.line)
            for one in mentions
        ),
        images=tuple(dict.fromkeys(one.image for one in references if one.image)),
        characters=len(text),
        words=len(_WORD.findall(text)),
        references=references,
    )


def _headings(html: str) -> list[Heading]:
    return [
        Heading(id=id.group(1), level=int(level), html=_inline(content))
        for level, attributes, content in _HEADING.findall(html)
        if (id := _ID.search(attributes))
    ]


def _inline(html: str) -> str:
    """The HTML of a heading as a table of contents shows it: no links, calls of notes or ids."""
    kept = nh3.clean(CALL.sub("", html), tags=set(_INLINE), attributes={"abbr": {"title"}}, link_rel=None)
    return kept.strip()
