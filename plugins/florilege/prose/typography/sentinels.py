"""The characters that stand for what typography may not touch, in masked text (protected.py).

They are of the private use area: no letters, no spaces. One of them in a source is itself protected.
"""

BLOCK = "\ue000"
"""A block of lines, line feed included: fenced or indented code, front matter, an admonition's line."""
ITEM = "\ue001"
"""The marker that begins a piece of text: list, heading, note, definition, cell of a table."""
LEAD = "\ue002"
"""What a line that goes on begins with: indent, `>`."""
MARK = "\ue003"
"""Markup that a space beside it may undo: emphasis."""
TAG = "\ue004"
"""Markup that may have spaces on both sides: tags, link destinations, calls of notes."""
WORD = "\ue005"
"""What stands for a word: code, address, handle, hashtag, entity, smiley, image, name to keep."""

MARKUP = MARK + TAG
SENTINELS = BLOCK + ITEM + LEAD + MARKUP + WORD
