"""Plans of essays → files, as authors write them for GitHub, Hugo, Jekyll, Pandoc, Material, and in Word.

Each manner follows what its system documents and its users do; what Florilège makes of it was no reason to
leave anything out. Where a system has several ways, the number of the essay chooses.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from urllib.parse import quote

from slugify import slugify

from corpus.composing import Block, EssayPlan, Span, Spans

EMOJI = ("wave", "👋"), ("sparkles", "✨"), ("tada", "🎉"), ("heart", "❤️")


class Manner(ABC):
    """How one essay is written; this much is common to all."""

    bullet = "-"
    nested, nested_in_numbers = 2, 3
    sections = 2
    """The level of a first heading."""

    def __init__(self, plan: EssayPlan, *, pictures: str = "") -> None:
        self.plan = plan
        self.pictures = pictures
        """The folder in which the system keeps pictures, as it is addressed."""
        self.notes: list[str] = []
        self.french = plan.lang == "fr"

    @property
    def picture(self) -> str:
        """The name of its picture."""
        return self.plan.pictures[0]

    @property
    def slug(self) -> str:
        return slugify(f"{type(self).__name__} {self.plan.title}".replace("’", " "))

    def is_one_in(self, many: int) -> bool:
        """Whether this essay is one of those that do it in the rarer way."""
        return self.plan.number // 6 % many == 0

    def text(self) -> str:
        """The file."""
        body = "\n\n".join(self.blocks())
        notes = "\n".join(f"[^{number}]: {words}" for number, words in enumerate(self.notes, 1))
        return f"{self.front()}\n{body}\n" + (f"\n{notes}\n" if notes else "")

    @abstractmethod
    def front(self) -> str:
        """The front matter, with its fences."""

    def blocks(self) -> Iterator[str]:
        for block in self.plan.blocks:
            yield getattr(self, block.kind)(block)

    def indented(self, text: str, width: int = 4) -> str:
        return re.sub(r"^(?=.)", " " * width, text, flags=re.MULTILINE)

    # ---- Words in the line

    def spans(self, spans: Spans) -> str:
        return "".join(getattr(self, f"_{span.kind}")(span) for span in spans).strip()

    def _text(self, span: Span) -> str:
        return self.plain(span.text)

    def plain(self, words: str) -> str:
        """Words as they are typed on this author's keyboard."""
        return words

    def _strong(self, span: Span) -> str:
        return f"**{span.text}**"

    def _em(self, span: Span) -> str:
        return f"*{span.text}*"

    def _code(self, span: Span) -> str:
        return f"`{span.text}`"

    def _strike(self, span: Span) -> str:
        return f"~~{span.text}~~"

    def _link(self, span: Span) -> str:
        return f"[{span.text}]({span.more})"

    def _auto(self, span: Span) -> str:
        return f"<{span.text}>"

    def _note(self, span: Span) -> str:
        self.notes.append(self.plain(span.text))
        return f"[^{len(self.notes)}]"

    def _emoji(self, span: Span) -> str:
        return f":{EMOJI[self.plan.number % len(EMOJI)][0]}:"

    def _sup(self, span: Span) -> str:
        return f"<sup>{span.text}</sup>"

    def _break(self, span: Span) -> str:
        return "  \n"

    def _formula(self, span: Span) -> str:
        return "$a^2 + b_1$"

    # ---- Blocks

    def paragraph(self, block: Block) -> str:
        return self.spans(block.spans)

    def heading(self, block: Block) -> str:
        return f"{'#' * (block.level - 2 + self.sections)} {self.plain(block.title)}"

    def figure(self, block: Block) -> str:
        return f'![{block.title}]({self.address(block.file)} "{self.caption(block)}")'

    def caption(self, block: Block) -> str:
        return self.plain(block.lines[0]).replace('"', "'")

    def address(self, file: str) -> str:
        return self.pictures + quote(file)

    def bullets(self, block: Block) -> str:
        return "\n".join(self.items(block, self.bullet, self.nested))

    def items(self, block: Block, marker: str, width: int) -> Iterator[str]:
        for number, (words, inner) in enumerate(block.items, 1):
            yield f"{marker.format(number)} {self.plain(words)}"
            yield from (f"{' ' * width}{self.bullet} {self.plain(each)}" for each in inner)

    def numbers(self, block: Block) -> str:
        return "\n".join(self.items(block, "{}.", self.nested_in_numbers))

    def tasks(self, block: Block) -> str:
        return "\n".join(f"- [{'x '[n % 2]}] {words}" for n, (words, _) in enumerate(block.items))

    def table(self, block: Block) -> str:
        head, *rows = block.rows
        rule = ("---", ":---", "---:")
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))

    def quote(self, block: Block) -> str:
        inner = "\n\n".join(self.spans(each.spans) for each in block.inner)
        return re.sub(r"^", "> ", inner, flags=re.MULTILINE)

    def aside(self, block: Block) -> str:
        inner = f"**{self.plain(block.title)}**\n\n{self.spans(block.inner[0].spans)}"
        return re.sub(r"^", "> ", f"[!NOTE]\n{inner}", flags=re.MULTILINE)

    def fold(self, block: Block) -> str:
        inner = self.spans(block.inner[0].spans)
        return f"<details>\n<summary>{self.plain(block.title)}</summary>\n\n{inner}\n\n</details>"

    def code(self, block: Block) -> str:
        return "\n".join(("```python", *block.lines, "```"))

    def formula(self, block: Block) -> str:
        return f"$$\n{block.lines[0]}\n$$"

    def definition(self, block: Block) -> str:
        return f"{block.title}\n: {self.spans(block.spans)}"

    def rule(self, block: Block) -> str:
        return "---"

    def verse(self, block: Block) -> str:
        return "  \n".join(map(self.plain, block.lines))


def yaml_text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


class GitHub(Manner):
    """A README: its title repeated, alerts, HTML for what Markdown lacks, links to its own headings."""

    def front(self) -> str:
        plan = self.plan
        return f"---\ntitle: {yaml_text(plan.title)}\nauthor: {plan.name}\ndate: {plan.day}\n---\n"

    def blocks(self) -> Iterator[str]:
        yield f"# {self.plan.title}"
        yield "<!-- Work in progress -->"
        headings = [block.title for block in self.plan.blocks if block.kind == "heading"]
        yield "\n".join(f"- [{words}](#{_github_anchor(words)})" for words in headings)
        yield from super().blocks()

    def _em(self, span: Span) -> str:
        return f"_{span.text}_"

    def _auto(self, span: Span) -> str:
        return span.text

    def figure(self, block: Block) -> str:
        if self.is_one_in(2):
            image = f'<img src="{self.address(block.file)}" alt="{block.title}" width="480">'
            return f'<p align="center">\n  {image}\n  <br>\n  <sub>{block.lines[0]}</sub>\n</p>'
        return f"![{block.title}]({self.address(block.file)})\n\n*{block.lines[0]}*"

    def code(self, block: Block) -> str:
        # A fence right below a line of text, as GitHub takes it.
        return f"{self.plain('Code')} :\n{super().code(block)}"

    def definition(self, block: Block) -> str:
        return f"- **{block.title}**: {self.spans(block.spans)}"

    def formula(self, block: Block) -> str:
        return super().formula(block) if self.is_one_in(2) else f"```math\n{block.lines[0]}\n```"

    def verse(self, block: Block) -> str:
        return "\\\n".join(block.lines)


def _github_anchor(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


class Hugo(Manner):
    """A bundle of Hugo: front matter in TOML, YAML or JSON, shortcodes, a summary's end, ids of headings."""

    bullet = "*"
    nested, nested_in_numbers = 4, 4

    def front(self) -> str:
        plan = self.plan
        fields: dict[str, str | bool | int | list[str]] = {
            "title": plan.title,
            "date": f"{plan.day}T09:30:00+02:00",
            "lastmod": f"{plan.day}T21:00:00+02:00",
            "draft": False,
            "authors": [plan.name],
            "description": plan.abstract,
            "tags": [*plan.tags],
            "categories": ["Rencontres"],
            "slug": self.slug,
            "weight": plan.number,
            "toc": True,
            "featured_image": plan.pictures[0],
        }
        if plan.number // 6 % 3 == 0:
            lines = (
                f"{name} = {value if name in ('date', 'lastmod') else json.dumps(value, ensure_ascii=False)}"
                for name, value in fields.items()
            )
            return "\n".join(("+++", *lines, "+++", ""))
        if plan.number // 6 % 3 == 1:
            return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
        lines = (
            f"{name}: {value if name in ('date', 'lastmod') else json.dumps(value, ensure_ascii=False)}"
            for name, value in fields.items()
        )
        return "\n".join(("---", *lines, "---", ""))

    def blocks(self) -> Iterator[str]:
        for number, block in enumerate(super().blocks()):
            yield block
            if number == 0:
                yield "<!--more-->"
        if self.is_one_in(5):
            yield "{{< youtube w7Ft2ymGmfc >}}"
            yield f'[{self.plan.title}]({{{{< relref "/posts/{self.slug}.md" >}}}})'

    def heading(self, block: Block) -> str:
        id = f" {{#{slugify(block.title)}-1}}" if self.is_one_in(3) else ""
        return super().heading(block) + id

    def figure(self, block: Block) -> str:
        if self.is_one_in(2):
            return (
                f'{{{{< figure src="{block.file}" alt="{block.title}" caption="{self.caption(block)}" >}}}}'
            )
        return super().figure(block)

    def aside(self, block: Block) -> str:
        if self.is_one_in(2):
            inner = self.spans(block.inner[0].spans)
            return f'{{{{% notice note "{self.caption_of(block.title)}" %}}}}\n{inner}\n{{{{% /notice %}}}}'
        return super().aside(block)

    @staticmethod
    def caption_of(words: str) -> str:
        return words.replace('"', "'")

    def fold(self, block: Block) -> str:
        inner = self.spans(block.inner[0].spans)
        return f'{{{{< details summary="{self.caption_of(block.title)}" >}}}}\n{inner}\n{{{{< /details >}}}}'

    def code(self, block: Block) -> str:
        if self.is_one_in(2):
            return "\n".join(("{{< highlight python >}}", *block.lines, "{{< /highlight >}}"))
        return "\n".join(("```python {linenos=true}", *block.lines, "```"))

    def _formula(self, span: Span) -> str:
        return r"\(a^2 + b_1\)"


class Jekyll(Manner):
    """A post of Jekyll in kramdown: lists of attributes, places of contents, Liquid, footnotes."""

    bullet = "*"

    def __init__(self, plan: EssayPlan, *, pictures: str = "") -> None:
        super().__init__(plan, pictures=pictures)
        self.nested, self.nested_in_numbers = (2, 3) if self.is_one_in(2) else (4, 4)

    def front(self) -> str:
        plan = self.plan
        categories = "[rencontres, lettres]" if self.is_one_in(2) else "rencontres lettres"
        lines = (
            "layout: post",
            f"title:  {yaml_text(plan.title)}",
            f"date:   {plan.day} 10:00:00 +0200",
            f"author: {plan.author}",
            f"categories: {categories}",
            f"tags: [{', '.join(plan.tags)}]",
            f"excerpt: {yaml_text(plan.abstract)}",
            f"permalink: /:year/{self.slug}/",
            "comments: true",
            "published: true",
        )
        return "\n".join(("---", *lines, "---", ""))

    def blocks(self) -> Iterator[str]:
        if self.is_one_in(2):
            yield "* TOC\n{:toc}"
        yield from super().blocks()
        if self.is_one_in(5):
            yield f"[{self.plan.title}]({{% post_url {self.plan.day}-{self.slug} %}})"
            yield "*[OCR]: Optical character recognition"

    def plain(self, words: str) -> str:
        return words.replace("’", "'").replace("« ", '"').replace(" »", '"')

    def heading(self, block: Block) -> str:
        words = self.plain(block.title)
        if block.level == 2 and self.is_one_in(3):
            return f"{words}\n{'-' * len(words)}"
        return f"{super().heading(block)}"

    def figure(self, block: Block) -> str:
        picture = f"![{block.title}]({self.address(block.file)})"
        if self.is_one_in(2):
            return f'{picture}{{: .align-center width="400"}}\n*{self.plain(block.lines[0])}*'
        attributes = '{: .img-responsive loading="lazy" }'
        return f"{picture}\n{attributes}\n\n{self.plain(block.lines[0])}\n{{: .caption}}"

    def aside(self, block: Block) -> str:
        inner = self.spans(block.inner[0].spans)
        return f"**{self.plain(block.title)}** {inner}\n{{: .notice--info}}"

    def code(self, block: Block) -> str:
        if self.is_one_in(2):
            return "\n".join(("{% highlight python linenos %}", *block.lines, "{% endhighlight %}"))
        return "\n".join(("~~~ python", *block.lines, "~~~", "{: .snippet}"))

    def definition(self, block: Block) -> str:
        return f"{self.plain(block.title)}\n:   {self.spans(block.spans)}"

    def _link(self, span: Span) -> str:
        return f'{super()._link(span)}{{:target="_blank" rel="noopener"}}'

    def _emoji(self, span: Span) -> str:
        return EMOJI[self.plan.number % len(EMOJI)][1]

    def _formula(self, span: Span) -> str:
        return "$$a^2 + b_1$$"


class Pandoc(Manner):
    """A paper for Pandoc: sections of level one, notes in the line, divisions, citations, line blocks."""

    nested, nested_in_numbers = 4, 4
    sections = 1

    def front(self) -> str:
        plan = self.plan
        author = f"author:\n  - name: {plan.name}\n    affiliation: Atelier du quai\n    email: a@example.org"
        lines = (
            f"title: {yaml_text(plan.title)}",
            f"subtitle: {yaml_text(plan.abstract)}",
            author if self.is_one_in(2) else f"author: {plan.name}",
            f"date: {_written_day(plan.day, french=self.french)}",
            f"lang: {'fr-FR' if self.french else 'en-GB'}",
            f"abstract: |\n  {plan.abstract}",
            f"keywords: [{', '.join(plan.tags)}]",
            "bibliography: references.bib",
            "link-citations: true",
            "header-includes: |\n  \\usepackage{fvextra}",
            "geometry: margin=2cm",
        )
        return "\n".join(("---", *lines, "..." if self.is_one_in(2) else "---", ""))

    def plain(self, words: str) -> str:
        return words.replace("’", "'").replace(" ; ", " -- ")

    def blocks(self) -> Iterator[str]:
        yield from super().blocks()
        yield r"\newpage"
        yield f"{self.plain('La suite' if self.french else 'More')} [voir @roux2020, p. 14; @reed1999]."

    def heading(self, block: Block) -> str:
        words = super().heading(block)
        return f"{words} {{#sec:{slugify(block.title)} .unnumbered}}" if self.is_one_in(3) else words

    def figure(self, block: Block) -> str:
        attributes = f"{{#fig:{self.plan.number} width=60%}}"
        return f"![{block.title}]({self.address(block.file)}){attributes}\n\n{self.plain(block.lines[0])}"

    def aside(self, block: Block) -> str:
        inner = f"**{self.plain(block.title)}**\n\n{self.spans(block.inner[0].spans)}"
        return f"::: {{.note}}\n{inner}\n:::" if self.is_one_in(2) else f"::: note\n{inner}\n:::"

    def fold(self, block: Block) -> str:
        return f"{self.plain(block.title)}\n\n{self.spans(block.inner[0].spans)}"

    def table(self, block: Block) -> str:
        if self.is_one_in(3):
            return _grid(block.rows)
        if self.is_one_in(2):
            return _simple(block.rows)
        return super().table(block)

    def code(self, block: Block) -> str:
        return "\n".join(("~~~ {.python .numberLines}", *block.lines, "~~~"))

    def numbers(self, block: Block) -> str:
        if self.is_one_in(3):
            return "\n".join(self.items(block, "({})", 4))
        return "\n".join(self.items(block, "#." if self.is_one_in(2) else "{}.", 4))

    def definition(self, block: Block) -> str:
        return f"{self.plain(block.title)}\n\n:   {self.spans(block.spans)}"

    def verse(self, block: Block) -> str:
        return "\n".join(f"| {self.plain(line)}" for line in block.lines)

    def _note(self, span: Span) -> str:
        return f"^[{self.plain(span.text)}]" if len(self.notes) % 2 else super()._note(span)

    def _sup(self, span: Span) -> str:
        return f"^{span.text}^"

    def _break(self, span: Span) -> str:
        return "\\\n"

    def _code(self, span: Span) -> str:
        return f"[{span.text}]{{.smallcaps}}" if self.is_one_in(2) else super()._code(span)

    def _emoji(self, span: Span) -> str:
        return EMOJI[self.plan.number % len(EMOJI)][1]


MONTHS = {
    True: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),  # noqa: SIM905
    False: "January February March April May June July August September October November December".split(),  # noqa: SIM905
}


def _written_day(day: str, *, french: bool) -> str:
    year, month, number = day.split("-")
    name = MONTHS[french][int(month) - 1]
    return f"{int(number)} {name} {year}" if french else f"{name} {int(number)}, {year}"


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    return [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]


def _grid(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table as Pandoc draws it with a grid, and writes what Word had."""
    widths = _widths(rows)

    def rule(sign: str) -> str:
        return "+" + "+".join(sign * width for width in widths) + "+"

    def row(cells: tuple[str, ...]) -> str:
        return (
            "|" + "|".join(f" {cell}".ljust(width) for cell, width in zip(cells, widths, strict=True)) + "|"
        )

    head, *rest = rows
    lines = [rule("-"), row(head), rule("=")]
    for each in rest:
        lines += [row(each), rule("-")]
    return "\n".join(lines)


def _simple(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table of columns under rules, Pandoc's simple one."""
    widths = _widths(rows)

    def row(cells: tuple[str, ...]) -> str:
        return "  " + " ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

    head, *rest = rows
    return "\n".join((row(head), "  " + " ".join("-" * width for width in widths), *map(row, rest)))


class Material(Manner):
    """A page of Material for MkDocs: asides of all kinds, tabs, icons, keys, figures, buttons."""

    nested, nested_in_numbers = 4, 4

    def front(self) -> str:
        plan = self.plan
        date = (
            f"date:\n  created: {plan.day}\n  updated: {plan.day}"
            if self.is_one_in(2)
            else f"date: {plan.day}"
        )
        lines = (
            f"title: {plan.title}",
            f"description: {yaml_text(plan.abstract)}",
            date,
            f"authors:\n  - {plan.author}",
            "categories:\n  - Rencontres",
            f"tags:\n  - {plan.tags[0]}\n  - {plan.tags[1]}",
            "icon: material/map-marker",
            "hide:\n  - navigation\n  - toc",
            f"slug: {self.slug}",
        )
        return "\n".join(("---", *lines, "---", ""))

    def blocks(self) -> Iterator[str]:
        yield f"# {self.plan.title}"
        for number, block in enumerate(super().blocks()):
            yield block
            if number == 0:
                yield "<!-- more -->"
        words = ("Copier", "Coller") if self.french else ("Copy", "Paste")
        yield f'=== "{words[0]}"\n\n    ++ctrl+c++\n\n=== "{words[1]}"\n\n    ++ctrl+v++'
        yield f"[{words[0]}](https://example.org/){{ .md-button .md-button--primary }}"
        if self.is_one_in(3):
            cards = f"- :material-map-marker: **{words[0]}**\n- {words[1]}"
            yield f'<div class="grid cards" markdown>\n\n{cards}\n\n</div>'
        yield "*[OCR]: Optical character recognition"

    def figure(self, block: Block) -> str:
        if self.is_one_in(2):
            return (
                f'<figure markdown="span">\n  ![{block.title}]({self.address(block.file)}){{ width="300" }}\n'
                f"  <figcaption>{block.lines[0]}</figcaption>\n</figure>"
            )
        return (
            f"![{block.title}]({self.address(block.file)}){{ align=left loading=lazy }}\n\n{block.lines[0]}"
        )

    def aside(self, block: Block) -> str:
        kind = ("note", "info", "quote", "example", "bug")[self.plan.number // 6 % 5]
        inner = self.indented(self.spans(block.inner[0].spans))
        return f'!!! {kind} "{block.title.replace(chr(34), chr(39))}"\n\n{inner}'

    def fold(self, block: Block) -> str:
        mark = "???+" if self.is_one_in(2) else "???"
        inner = self.indented(self.spans(block.inner[0].spans))
        return f'{mark} tip "{block.title.replace(chr(34), chr(39))}"\n\n{inner}'

    def code(self, block: Block) -> str:
        return "\n".join(('``` py title="meet.py" hl_lines="2"', *block.lines, "```"))

    def definition(self, block: Block) -> str:
        return f"`{block.title}`\n\n:   {self.spans(block.spans)}"

    def _strong(self, span: Span) -> str:
        return f"=={span.text}=="

    def _sup(self, span: Span) -> str:
        return f"^{span.text}^"

    def _emoji(self, span: Span) -> str:
        return f":material-account: :{EMOJI[self.plan.number % len(EMOJI)][0]}:"


class Word(Manner):
    """A text of Word as Pandoc exports it: bookmarks, underlines, sizes in inches, Word's own quotes."""

    bullet = "-  "
    nested, nested_in_numbers = 4, 4
    sections = 1

    def __init__(self, plan: EssayPlan, *, pictures: str = "media/") -> None:
        super().__init__(plan, pictures=pictures)

    def front(self) -> str:
        plan = self.plan
        colon = "\u00a0: " if self.french else ": "
        fence = "———" if self.is_one_in(3) else "---"
        title = f"“{plan.title}”" if self.is_one_in(2) else plan.title
        lines = (
            f"title{colon}{title}",
            f"author{colon}{plan.name}",
            f"date{colon}{_written_day(plan.day, french=self.french)}",
        )
        return "\n".join((fence, *lines, fence, ""))

    def plain(self, words: str) -> str:
        if self.french:
            words = re.sub(r" (?=[;:!?»%€])", "\u00a0", words).replace("« ", "«\u00a0")
        return (
            words.replace("'", "’")
            .replace('"W', "“W")
            .replace('"B', "“B")
            .replace('"', "”")
            .replace(" p. ", " p.\u00a0")
        )

    @property
    def picture(self) -> str:
        return "image1.jpeg"

    def blocks(self) -> Iterator[str]:
        yield f"# **{self.plan.title}** []{{#_Toc{self.plan.number:06} .anchor}}"
        yield from super().blocks()

    def heading(self, block: Block) -> str:
        return f"{super().heading(block)} {{#{slugify(block.title)}}}"

    def figure(self, block: Block) -> str:
        alt = (
            "Une image contenant plein air, ciel\n\nDescription générée automatiquement"
            if self.french
            else "A picture containing outdoor, sky\n\nDescription automatically generated"
        ).replace("\n\n", " ")
        size = '{width="6.268055555555556in" height="4.178472222222222in"}'
        return (
            f"![{alt}]({self.address('image1.jpeg')}){size}\n\nFigure 1\u00a0: {self.plain(block.lines[0])}"
        )

    def bullets(self, block: Block) -> str:
        return "\n\n".join(self.items(block, self.bullet, 4))

    def numbers(self, block: Block) -> str:
        return "\n\n".join(self.items(block, "{}. ", 4))

    def tasks(self, block: Block) -> str:
        return "\n\n".join(f"☐ {words}" for words, _ in block.items)

    def table(self, block: Block) -> str:
        return _grid(block.rows) if self.is_one_in(2) else super().table(block)

    def aside(self, block: Block) -> str:
        inner = self.spans(block.inner[0].spans)
        return f"> **{self.plain(block.title)}**\n>\n> {inner}"

    def fold(self, block: Block) -> str:
        return f"{self.plain(block.title)}\n\n{self.spans(block.inner[0].spans)}"

    def code(self, block: Block) -> str:
        return "\n".join(f"    {line}" for line in block.lines)

    def definition(self, block: Block) -> str:
        return f"**{self.plain(block.title)}**\u00a0: {self.spans(block.spans)}"

    def formula(self, block: Block) -> str:
        return f"$${block.lines[0]}$$"

    def rule(self, block: Block) -> str:
        return "-" * 72

    def verse(self, block: Block) -> str:
        return "\\\n".join(map(self.plain, block.lines))

    def _code(self, span: Span) -> str:
        return f"[{span.text}]{{.underline}}"

    def _emoji(self, span: Span) -> str:
        return EMOJI[self.plan.number % len(EMOJI)][1]

    def _sup(self, span: Span) -> str:
        return f"^{span.text}^"

    def _break(self, span: Span) -> str:
        return "\\\n"

    def _link(self, span: Span) -> str:
        return f"[[{span.text}]{{.underline}}]({span.more})"


MANNERS: tuple[Callable[..., Manner], ...] = (GitHub, Hugo, Jekyll, Pandoc, Material, Word)
