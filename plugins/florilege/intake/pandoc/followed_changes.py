"""Changes that a word processor followed, and comments, in Pandoc's tree → taken, or taken back; set apart.

Pandoc marks them with spans of the classes `insertion`, `deletion`, `comment-start` and `comment-end`
(`--track-changes=all`).
"""

from typing import Literal

from florilege.intake.arrival import Comment, Remarks
from florilege.intake.pandoc.pandoc_tree import Node, Nodes, on_inlines, text

Changes = Literal["accept", "reject"]


def settle(blocks: Nodes, changes: Changes, remarks: Remarks) -> tuple[Nodes, tuple[Comment, ...]]:
    """The text with its changes accepted or rejected, and the comments that stood in it."""
    comments: list[Comment] = []

    def settled(inlines: Nodes) -> Nodes:
        made: Nodes = []
        for place, node in enumerate(inlines):
            kind = _class(node)
            if kind in ("insertion", "deletion"):
                words = text(node)
                code = "change-accepted" if changes == "accept" else "change-rejected"
                if (kind == "insertion") is (changes == "accept"):
                    made += node["c"][1]
                    remarks.say(code, f"+ {words}")
                else:
                    remarks.say(code, f"− {words}", dropped=words)
            elif kind == "comment-start":
                comments.append(_comment(node, inlines[place + 1 :]))
                remarks.say("comment", comments[-1].words)
            elif kind not in ("comment-end", "paragraph-insertion", "paragraph-deletion"):
                made.append(node)
        return made

    return on_inlines(blocks, settled), tuple(comments)


def _class(node: Node) -> str:
    if node["t"] != "Span":
        return ""
    classes: list[str] = node["c"][0][1]
    return classes[0] if classes else ""


def _comment(start: Node, following: Nodes) -> Comment:
    values = dict(start["c"][0][2])
    end = next((n for n, node in enumerate(following) if _class(node) == "comment-end"), 0)
    return Comment(
        values.get("author", ""), values.get("date", ""), text(start).strip(), text(following[:end]).strip()
    )
