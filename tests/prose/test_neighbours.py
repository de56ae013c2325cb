"""Every inline construct beside every other, in both orders and in every kind of block: all are read."""

import itertools
import re

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text

INLINE = {
    "mention": "[[Luc Bary]]",
    "mention as printed": "[[Luc Bary|Luc]]",
    "note": "[^n]",
    "link": "[lien](https://example.org/)",
    "link with title": '[lien](https://example.org/ "titre")',
    "reference": "[lien][r]",
    "bracketed link": "[[1]](https://example.org/)",
    "strong": "**gras**",
    "emphasis": "*penché*",
    "code": "`code`",
    "deleted": "~~biffé~~",
    "marked": "==marqué==",
    "superscript": "^er^",
    "subscript": "~2~",
    "autolink": "<https://example.org/>",
    "image": "![un arbre](arbre.png)",
    "brackets": "[sic]",
    "parenthesis": "(né en 1920)",
    "tag": "<kbd>Esc</kbd>",
    "word": "mot",
}
BLOCKS = {
    "paragraph": "{0}",
    "heading": "## Titre {0}",
    "item": "- {0}",
    "nested item": "1. Un\n   - {0}",
    "quotation": "> {0}",
    "aside": "!!! note\n    {0}",
    "cell": "| a | b |\n|---|---|\n| {0} | c |",
    "definition": "Terme\n:   {0}",
    "unfolded": '??? note "{0}"\n    Un.',
    "summary": "<details>\n<summary>{0}</summary>\n\nUn.\n\n</details>",
    "in details": "<details>\n<summary>Un</summary>\n\n{0}\n\n</details>",
    "alert": "> [!NOTE]\n> {0}",
    "division": "::: note\n{0}\n:::",
    "task": "- [ ] {0}",
    "caption": "![un arbre](arbre.png '{0}')",
    "note": "Un.[^m]\n\n[^m]: {0}",
}
MARKUP = re.compile(r"\[\[|\]\]|\]\(|\[\^|\*\*|~~|==|\^er|\[r\]|&lt;kbd|!\[")
"""What a page shows where markup was not read."""

# Two runs of stars, or of tildes, that touch are one run, in CommonMark too; and `[sic](…)` is a link.
TOUCHING = {("strong", "emphasis"), ("emphasis", "strong"), ("strong", "strong"), ("emphasis", "emphasis")}
TOUCHING |= {("deleted", "subscript"), ("subscript", "deleted"), ("subscript", "subscript")}
TOUCHING |= {("deleted", "deleted"), ("marked", "marked"), ("superscript", "superscript"), ("code", "code")}
TOUCHING |= {("brackets", "parenthesis"), ("brackets", "reference"), ("brackets", "brackets")}


def left(block: str, one: str, other: str) -> str:
    """The markup that the page shows, or the problems, of a text in which the two touch."""
    source = BLOCKS[block].format(INLINE[one] + INLINE[other])
    used = "n" in re.findall(r"\[\^(\w)\]", source)
    markdown = f"{source}\n\n[r]: https://example.org/\n" + ("\n[^n]: La note.\n" if used else "")
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="de")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="de"))
    if done.prose is None:
        return ", ".join(problem.line_for("en") for problem in done.problems)
    shown = re.sub(
        r"<code>.*?</code>|<[^>]+>", "", done.prose.html + "".join(note.html for note in done.prose.notes)
    )
    shown = shown.replace("[1]", "")
    return ", ".join(MARKUP.findall(shown))


@pytest.mark.parametrize("block", BLOCKS)
def test_neighbours_are_read(block: str) -> None:
    faults = {
        f"{one} + {other}": fault
        for one, other in itertools.product(INLINE, repeat=2)
        if (one, other) not in TOUCHING and (fault := left(block, one, other))
    }
    assert faults == {}
