"""What blocks of other systems say is held against the author's own file."""

from collections.abc import Callable

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose import setting
from florilege.prose.foreign_losses import foreign_losses
from florilege.prose.manuscript import Manuscript, TextSet

SAID = "zibeline"
BLOCKS = {
    "admonition": f"```{{note}} Un {SAID}\n:class: large\nDit.\n```",
    "colons": f":::{{tip}}\n:name: ici\nDit {SAID}.\n:::",
    "list of cells": f"```{{list-table}} Titre\n:header-rows: 1\n* - Un\n  - Deux\n* - {SAID}\n  - Six\n```",
    "shortcode": f'{{{{< figure src="quai.jpg" alt="Le {SAID}" class="large" width="300" >}}}}',
    "pair": f'{{{{< details summary="Le {SAID}" >}}}}\n\nDit.\n\n{{{{< /details >}}}}',
    "liquid": f"{{% highlight python %}}\n{SAID} = 1\n{{% endhighlight %}}",
    "term": f"De {{term}}`{SAID} de mer <Mots de la mer (ou d’eau)>` et {{term}}`C`.",
    "role": f"De l’eau {{sub}}`{SAID}` et {{kbd}}`C`.",
    "raw": f"`<b>`{{=html}}{SAID}`</b>`{{=html}}",
    "example": f"(@un) Un {SAID}.\n\nVoir (@un).",
    "formula": f"\\begin{{align}}\n\\text{{{SAID}}}\n\\end{{align}}",
    "caption": f"| a |\n|---|\n| b |\n\n/// caption\nUn {SAID}.\n///",
}


def set_body(markdown: str) -> TextSet:
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="fr")
    return setting.set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))


STEPS = ("read_templates", "read_directives", "read_foreign_words", "join_displays")


@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_block_says_is_not_taken_for_lost(block: str) -> None:
    assert [each for each in set_body(BLOCKS[block]).problems if each.code == "word-unread"] == []


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_loses_is_told(monkeypatch: pytest.MonkeyPatch, step: str, block: str) -> None:
    read: Callable[[str], str] = getattr(setting, step)
    monkeypatch.setattr(setting, step, lambda markdown: read(markdown).replace(SAID, ""))
    found = [each for each in set_body(f"Avant.\n\n{BLOCKS[block]}").problems if each.code == "word-unread"]
    line = next(n for n, each in enumerate(BLOCKS[block].split("\n"), 3) if SAID in each)
    assert [(each.line, dict(each.values)["words"]) for each in found] == [(line, SAID)]


def test_the_line_that_lacks_most_is_named() -> None:
    typed = "Le vent du soir.\n\n```{note} x\nLe vent se lève encore.\n```"
    (lost,) = foreign_losses(typed, "Le vent du soir.\n\n!!! note x")
    assert (lost.line, lost.words) == (3, "Le vent se lève encore")


@pytest.mark.parametrize(
    "name", ["Capture%20d%E2%80%99%C3%A9cran%202024-05-12.png", "Le puits (1).png", "<un quai.png>"]
)
def test_how_an_address_is_written_is_no_loss(name: str) -> None:
    found = set_body(f"![Un puits]({name})\n\n```{{note}}\nDit.\n```").problems
    assert [each for each in found if each.code == "word-unread"] == []
