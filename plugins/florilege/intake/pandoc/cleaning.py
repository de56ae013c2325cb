"""Pandoc's tree of what somebody sent → an essay's Markdown, its title, who signed it, and comments.

changes      taken or taken back, comments apart      followed_changes.py
words        emphasis without its looks               cleaned_words.py
lists        typed by hand → lists                    typed_lists.py
paragraphs   styles, figures, headings, tables        cleaned_paragraphs.py
beginning    title, by whom                           beginnings.py
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from florilege.intake.arrival import Comment, Remarks
from florilege.intake.pandoc import cleaned_paragraphs, cleaned_words, running, typed_lists
from florilege.intake.pandoc.beginnings import Beginning, taken_off
from florilege.intake.pandoc.followed_changes import Changes, settle
from florilege.intake.pandoc.pandoc_tree import Nodes, on_inlines, strings, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An essay's Markdown, and what stood above it and beside it."""

    markdown: str
    beginning: Beginning
    comments: tuple[Comment, ...]


def clean(
    tree: dict[str, Any],
    remarks: Remarks,
    *,
    changes: Changes = "accept",
    picture_name: Callable[[str], str],
    title: str = "",
) -> Cleaned:
    """The essay of a tree. `picture_name` gives the name beside the essay of a picture by its address there.

    It is empty for a picture that isn't taken. `title` is that
    of who sent it: the text's first heading, if it is the same, goes.
    """
    blocks, comments = settle(tree["blocks"], changes, remarks)
    blocks = cleaned_words.clean(blocks, remarks)
    blocks = typed_lists.make_lists(blocks, remarks)
    blocks = cleaned_paragraphs.clean(blocks, remarks)
    blocks, beginning = taken_off(blocks, tree.get("meta", {}), remarks, title=title)
    blocks = cleaned_paragraphs.with_levels(blocks, remarks)
    blocks = on_inlines(blocks, lambda inlines: _pictured(inlines, picture_name, remarks))
    markdown = running.write(blocks, tree["pandoc-api-version"])
    return Cleaned(markdown=markdown, beginning=beginning, comments=comments)


def _pictured(inlines: Nodes, picture_name: Callable[[str], str], remarks: Remarks) -> Nodes:
    """Pictures under the names that they get; each that shows nothing to who can't see it is named."""
    made: Nodes = []
    for node in inlines:
        if node["t"] == "Image":
            _, alt, (address, title) = node["c"]
            name = picture_name(address)
            if not name:
                if title:
                    remarks.say("caption-left", title, dropped=title)
                continue
            if not text(alt).strip():
                remarks.say("picture-mute", name)
            node = {"t": "Image", "c": [["", [], []], alt, [name, title]]}
        made.append(node)
    return made


def described(blocks: Nodes, descriptions: Mapping[str, str]) -> Nodes:
    """The text with its pictures described as the file itself describes them."""

    def made(inlines: Nodes) -> Nodes:
        for node in inlines:
            if node["t"] == "Image" and (words := descriptions.get(node["c"][2][0])):
                node["c"][1] = strings(words)
        return inlines

    return on_inlines(blocks, made)  # type: ignore[no-any-return]
