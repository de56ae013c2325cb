"""Meetings → what pages and volumes say of them beside the minutes: who came, when and where.

All of it is HTML as `Prose` has it, with the mentions of those who came: whoever came is in every index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import CHRONOLOGY, Matter, Part, Volume
from florilege.catalogue.writings import Byline, Meeting
from florilege.language.formats import listing, spoken_days
from florilege.language.words import words
from florilege.prose.prose import Heading, Mention, Prose, PullQuote
from florilege.prose.typography.fix import fix_plain

MINUTES = "meetings--minutes"
"""The part of the minutes: no part of an editor's has such an id."""
EXCERPTS = "excerpts"
"""The end of the id of the heading of what there is to think about."""


def with_company(meeting: Meeting, minutes: Prose, catalogue: Catalogue) -> Prose:
    """The minutes below who organised the meeting and who came, and above the passages to think about."""
    lang = meeting.lang
    line, mentions = _company(meeting, minutes.prefix, catalogue, lang)
    html = [f'<p class="company">{line}</p>'] if line else []
    html.append(minutes.html)
    headings, quotes = minutes.headings, minutes.quotes
    if meeting.excerpts:
        heading = Heading(id=f"{minutes.prefix}--{EXCERPTS}", level=2, html=escape(words(lang)["excerpts"]))
        headings = (*headings, heading)
        html.append(f'<h2 id="{heading.id}">{heading.html}</h2>')
        excerpts = tuple(
            PullQuote(id=f"{heading.id}-{number}", html=_paragraphs(each, lang))
            for number, each in enumerate(meeting.excerpts, 1)
        )
        html += (
            f'<blockquote class="pullquote" id="{each.id}">{each.html}</blockquote>' for each in excerpts
        )
        quotes = (*quotes, *excerpts)
    return replace(
        minutes,
        html="\n".join(html).strip(),
        mentions=(*mentions, *minutes.mentions),
        headings=headings,
        quotes=quotes,
    )


def with_meetings(volume: Volume, meetings: Sequence[Meeting]) -> Volume:
    """A volume with what it prints of meetings: a part of minutes, or a chronology in its back matter."""
    if volume.meetings == "part":
        title, essays = words(volume.lang)["minutes"], tuple(each.key.prefix for each in meetings)
        return replace(volume, parts=(*volume.parts, Part(id=MINUTES, title=title, essays=essays)))
    body = replace(volume.body, markdown="")
    matter = Matter(volume=volume.id, kind=CHRONOLOGY, title=words(volume.lang)["chronology"], body=body)
    return replace(volume, matters=(*volume.matters, matter))


def chronology(meetings: Iterable[Meeting], matter: Matter, catalogue: Catalogue) -> Prose:
    """Meetings in a list, as the back matter of a volume has them: when, what, where, and who came."""
    lines, mentions, lang, prefix = [], list[Mention](), matter.body.lang, matter.key.prefix
    for meeting in meetings:
        company, named = _company(meeting, f"{prefix}--{meeting.id}", catalogue, lang)
        mentions += named
        title = f'<a href="florilege:{escape(str(meeting.key))}">{_plain(meeting.title, meeting.lang)}</a>'
        if meeting.lang != lang:
            title = f'<span lang="{meeting.lang}">{title}</span>'
        days = _plain(spoken_days(meeting.days, lang), lang)
        facts = f"{title}. {_plain(str(meeting.place), lang)}. {company}".strip()
        lines.append(f"<dt>{days}</dt>\n<dd>{facts}</dd>")
    return Prose(prefix=prefix, html="<dl>\n{}\n</dl>".format("\n".join(lines)), mentions=tuple(mentions))


def _company(
    meeting: Meeting, prefix: str, catalogue: Catalogue, lang: str
) -> tuple[str, tuple[Mention, ...]]:
    """« Réunion organisée par A. Avec B et C. », each name a mention, and these."""
    mentions = list[Mention]()

    def named(bylines: Sequence[Byline], field: str) -> Iterator[str]:
        for number, byline in enumerate(bylines):
            author = catalogue.authors.get(byline.author or "")
            id = f"{prefix}--came-{len(mentions) + 1}"
            line, _ = catalogue.place_of(meeting.body.path, f"{field}.{number}")
            name = author.name if author else byline.name
            mentions.append(Mention(id=id, person=name, printed=byline.name, line=line))
            yield f'<span class="mention" id="{id}">{escape(byline.name, quote=False)}</span>'

    sentences = [
        words(lang)[key].format(names=listing(named(bylines, field), lang))
        for key, field, bylines in (
            ("meeting_organised", "organisers", meeting.organisers),
            ("meeting_with", "persons", meeting.persons),
        )
        if bylines
    ]
    return " ".join(sentences), tuple(mentions)


def _paragraphs(text: str, lang: str) -> str:
    return "".join(f"<p>{_plain(' '.join(each.split()), lang)}</p>" for each in text.split("\n\n"))


def _plain(text: str, lang: str) -> str:
    return escape(fix_plain(text, lang), quote=False)
