"""An essay → its words as one reads them, a paragraph a line: what is kept of what was printed."""

import re
from collections.abc import Iterator

from florilege.catalogue.writings import Essay
from florilege.prose.prose import Prose
from florilege.prose.shown_text import plain_text

_BLOCK = re.compile(r"(?<=>)(?=<(?:p|h[2-6]|li|tr|figure|pre|dt|dd|blockquote|aside|details)\b)")


def printed_words(essay: Essay, prose: Prose) -> str:
    """What one reads of an essay: title, text, notes; a paragraph is a line."""
    return "\n".join((*filter(None, (essay.title, essay.subtitle)), *_paragraphs(prose))) + "\n"


def _paragraphs(prose: Prose) -> Iterator[str]:
    for html in (prose.html, *(note.html for note in prose.notes)):
        for block in _BLOCK.split(html.replace(">\n<", "><")):
            if text := plain_text(block):
                yield text
