"""How tests set a text."""

from collections.abc import Callable

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.diagnostics.problems import Problem
from florilege.prose.manuscript import Manuscript
from florilege.prose.prose import Prose
from florilege.prose.setting import set_text

Setter = Callable[..., tuple[Prose | None, tuple[Problem, ...]]]


@pytest.fixture
def setter() -> Setter:
    """Sets Markdown as the essay `banc`, whose body begins on line 1."""

    def set_markdown(
        markdown: str, *, lang: str = "de", title: str = "Le banc", keep: tuple[str, ...] = ()
    ) -> tuple[Prose | None, tuple[Problem, ...]]:
        body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang=lang)
        done = set_text(
            Manuscript(key=TextKey("essay", "banc"), body=body, locale=lang, title=title, keep=keep)
        )
        return done.prose, done.problems

    return set_markdown
