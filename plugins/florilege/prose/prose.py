"""What setting a text gives: HTML that every room may trust, and the marks found in it.

In `Prose.html` and in notes:

* every id begins with `Prose.prefix` + `--`;
* a link to another text of the anthology is `href="florilege:<key>"` or `href="florilege:<key>#<id>"`,
  `<key>` being a `TextKey` as text: `essays/le-banc`, `authors/odile-maurel`, `volumes/tome-1`,
  `volumes/tome-1/preface`, `index`;
* an image is `src="florilege:<path>"`, `<path>` relative to `contributions/`, one of `Prose.images`;
* a reference to a note is `<a class="note-ref" id="<prefix>--noteref-<n>" href="#<prefix>--note-<n>">n</a>`
  where the note is called (a second call of one note: `…--noteref-<n>-2`);
* a mention is `<span class="mention" id="<prefix>--person-<n>">as printed</span>`;
* an image alone in its paragraph is `<figure class="figure"><img …><figcaption>title</figcaption></figure>`,
  without caption where the image has no title;
* an aside is `<aside class="admonition note"><p class="admonition-title">Title</p>…</aside>`, the title only
  where there is one, the kind one of `asides.ASIDES`;
* a block to unfold is the same with `<details …>` and `<summary …>` for `<aside …>` and `<p …>`, with
  `open` where it is unfolded; it need have no kind, nor classes where it is all HTML;
* a cell of a table may have the class `align-left`, `align-center` or `align-right`;
* code is `<pre class="highlight"><code class="language-python">…</code></pre>`;
* verse is `<p class="verse"><span class="line in-1">line</span><br>…</p>`, `in-1` to `in-6` where it is set
  in; in an element of the class `drama`, `letter` or `interview`, paragraphs have the classes that genres.py
  gives them, and who speaks is `<span class="speaker">`;
* any element may have one of the classes of `sanitise.AUTHOR_CLASSES`, and nothing has a style attribute.

Attributes stand in the order of their names; entities are only those that XML knows.
"""

from dataclasses import dataclass

from florilege.catalogue.keys import TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a text: `level` is 2 to 6 (a text's title is not in its body)."""

    id: str
    level: int
    html: str
    """Inline HTML, safe, without links and notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote, numbered from 1 in its text. `html` is blocks (`<p>…</p>`)."""

    id: str
    number: int
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """A passage that its author would have readers keep, at the element `id`."""

    id: str
    html: str
    """Paragraphs, without links, ids and calls of notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`[[person]]` or `[[person|as printed]]`, at anchor `id`."""

    id: str
    person: str
    printed: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Something outside the text that it needs, and where: `anthology.load` checks that it is there.

    Either another `text`, at `anchor` (an id of its `Prose`) or as a whole, or an `image`.
    """

    line: int
    written: str
    text: TextKey | None = None
    anchor: str = ""
    image: str = ""
    """Its path relative to `contributions/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """One text, set."""

    prefix: str
    html: str
    notes: tuple[Note, ...] = ()
    headings: tuple[Heading, ...] = ()
    quotes: tuple[PullQuote, ...] = ()
    mentions: tuple[Mention, ...] = ()
    images: tuple[str, ...] = ()
    characters: int = 0
    """Of the text as read, spaces and notes included: what French publishing counts as « signes »."""
    words: int = 0
    references: tuple[Reference, ...] = ()
    """The other texts and the images that it needs, in order, each with its line."""
