"""`:smile:` → the emoji of that name, as GitHub, Slack and Material for MkDocs name them."""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

PATTERN = r"(?<![\w:])(:[a-z0-9_+-]+:)(?![\w:])"


class ShortcodeExtension(Extension):
    """Reads the names of emoji; a word between colons that names none is left as it is."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After what may hold such a name and isn't read for it: code, links, addresses, tags (90).
        md.inlinePatterns.register(_Shortcode(PATTERN, md), "shortcode", 45)


class _Shortcode(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | etree.Element | None, int | None, int | None]:
        import emoji  # its tables take 50 ms to load, and most texts have no emoji

        name = m.group(1)
        character = emoji.emojize(name, language="alias")
        return (None, None, None) if character == name else (character, m.start(0), m.end(0))
