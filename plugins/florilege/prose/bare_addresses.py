"""Addresses among words, of the web and of mailboxes → links whose words are the address as it was typed."""

import re
import xml.etree.ElementTree as etree
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as Lines
from markdown.util import (
    ETX,
    HTML_PLACEHOLDER_RE,
    INLINE_PLACEHOLDER,
    INLINE_PLACEHOLDER_RE,
    STX,
    AtomicString,
)

from florilege.prose import marks
from florilege.prose.typography.protected import web_address

_PUT_ASIDE = INLINE_PLACEHOLDER % r"\d+"
"""A sign that a backslash stood before, or an element."""
_MARK = rf"(?:{marks.VALUE}\d+{marks.VALUE})?"
_WEB = rf"(?<![^\W_])(?<!=)(?<!=[\"']){_MARK}(?=https?://|www\.){web_address(_PUT_ASIDE)}"
_LOCAL = rf"[^\W_](?:[\w.+-]|{_PUT_ASIDE})*"
_MAILBOX = rf"(?<![^\W_])(?<![.+@/:-]){_LOCAL}@(?![0-9])(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?![^\W_]|[@-]|:\S)"
PATTERN = rf"(?i:{_WEB}|(?P<mailbox>{_MAILBOX}))"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_SIGN = re.compile(rf"{STX}(\d+){ETX}")
_OPAQUE = re.compile(r"</?(?:a|code|kbd|pre|samp|tt)\b", re.IGNORECASE)


class BareAddressExtension(Extension):
    """What stands in a link or in code already is none."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After tags (90), whose attributes hold addresses, and before entities (80) and emphasis (60).
        md.inlinePatterns.register(_BareAddress(PATTERN, md), "bare-address", 85)


class _BareAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        start, end = m.start(), len(data)
        for aside in INLINE_PLACEHOLDER_RE.finditer(m[0]):
            if not self._sign(aside):  # an element, such as the end of the line above a mailbox
                if not m["mailbox"]:
                    end = m.start() + aside.start()
                    break
                start = m.start() + aside.end()
        found = self.compiled_re.match(data, start, end)
        address = INLINE_PLACEHOLDER_RE.sub(self._sign, found[0]) if found else ""
        href = f"mailto:{address}" if found and found["mailbox"] else _whole(address)
        if not found or not href or self._within(data[:start]):
            return None, None, None
        link = etree.Element("a")
        link.set("href", href)
        link.text = AtomicString(address)
        return link, found.start(), found.end()

    def _put_aside(self, place: re.Match[str]) -> object:
        lines = self.md.treeprocessors["inline"]
        assert isinstance(lines, Lines)
        return lines.stashed_nodes.get(place[1])

    def _sign(self, place: re.Match[str]) -> str:
        """The sign that stands here after a backslash; nothing for an element."""
        stashed = self._put_aside(place)
        match = _SIGN.fullmatch(stashed) if isinstance(stashed, str) else None
        return chr(int(match[1])) if match else ""

    def _within(self, before: str) -> bool:
        """Whether a tag that the author typed is open here, and makes a link or shows code."""
        opened = False
        stash = self.md.htmlStash.rawHtmlBlocks
        if not any(isinstance(html, str) and _OPAQUE.match(html) for html in stash):
            return False
        for place in INLINE_PLACEHOLDER_RE.finditer(before):
            tag = HTML_PLACEHOLDER_RE.fullmatch(str(self._put_aside(place)))
            html = stash[int(tag[1])] if tag else ""
            if isinstance(html, str) and _OPAQUE.match(html):
                opened = not html.startswith("</")
        return opened


def _whole(address: str) -> str:
    """The address of a page with its scheme, and the mark that it has; nothing where no host is named.

    >>> _whole("www.example.org/a"), _whole("https://banc"), _whole("https://ada@example.org")
    ('https://www.example.org/a', '', '')
    """
    typed = marks.strip(address)
    whole = typed if "://" in typed else f"https://{typed}"
    try:
        host = urlsplit(whole).netloc.partition(":")[0].encode("idna").decode()
    except ValueError:
        return ""
    return address.replace(typed, whole) if _HOST.fullmatch(host) else ""
