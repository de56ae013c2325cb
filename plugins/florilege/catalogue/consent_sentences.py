"""The one sentence by which an author grants rights in a comment on a proposal, or takes them back."""

from collections.abc import Sequence
from typing import Literal, get_args

from florilege.catalogue.agreements import Right
from florilege.language.sentences import say

Act = Literal["grant", "withdraw"]
ACTS: tuple[Act, ...] = get_args(Act)


def sentence(act: Act, rights: Sequence[Right], lang: str) -> str:
    """The sentence to write; each right is in it by its name.

    >>> sentence("withdraw", ("site", "print"), "en")
    'I withdraw these rights to my text: site, print.'
    """
    names = ", ".join(say("contributing", f"right.{each}", lang) for each in rights)
    return say("contributing", f"comment.{act}", lang, rights=names)
