"""Things of which some answer others → threads: each with its answers, in the order of the things."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

DEEPEST = 6
"""How deep answers stand within one another; those that would stand deeper follow what they answer."""


@dataclass(frozen=True, slots=True)
class Thread(Generic[Thing]):
    """Something, and what answers it. Iteration gives all, each before its answers."""

    first: Thing
    answers: tuple["Thread[Thing]", ...] = ()

    def __iter__(self) -> Iterator[Thing]:
        yield self.first
        for thread in self.answers:
            yield from thread


def threads(
    things: Mapping[str, Thing], answered: Callable[[Thing], str | None]
) -> tuple[Thread[Thing], ...]:
    """The threads of things by id, in their order; `answered` gives the id of what a thing answers.

    What answers something that isn't there begins a thread; what answers itself, or an answer to itself, is
    in none. Answers to what stands as deep as may be (`DEEPEST`) stand beside it.

    >>> [[*thread] for thread in threads({"a": "", "b": "a", "c": "gone", "d": "d"}, lambda each: each)]
    [['', 'a'], ['gone']]
    """
    answers: dict[str | None, list[str]] = {}
    for id, thing in things.items():
        to = answered(thing)
        answers.setdefault(to if to in things else None, []).append(id)

    def made(to: str | None, depth: int) -> Iterator[Thread[Thing]]:
        if depth < DEEPEST:
            for id in answers.get(to, ()):
                yield Thread(things[id], (*made(id, depth + 1),))
            return
        waiting = [*reversed(answers.get(to, ()))]
        while waiting:
            id = waiting.pop()
            yield Thread(things[id])
            waiting += reversed(answers.get(id, ()))

    return tuple(made(None, 1))
