"""Workers that fail at the sheets of some essays, as a hostile text might make them."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from florilege.book.fragments import Call, Result, render_job
from florilege.runtime.workers import Failure, Workers


def hang(call: Call) -> Result:
    while True:
        pass


def grow(call: Call) -> Result:
    return render_job((call[0], call[1] + " " * 10**10))


def crash(call: Call) -> Result:
    os.abort()


class Failing:
    """Real workers, which do something else than set the sheets of some essays."""

    def __init__(self, pool: Workers, deeds: Mapping[str, Callable[[Call], Result]]) -> None:
        self.pool, self.deeds = pool, deeds

    def run(
        self, function: Callable[[Call], Result], calls: Iterable[Call], *, seconds: float
    ) -> Iterator[Result | Failure]:
        for call in calls:
            id = next((id for id in self.deeds if f'<section id="{id}"' in call[0].html), "")
            deed = self.deeds.get(id, function)
            yield from self.pool.run(deed, [call], seconds=1 if deed is hang else seconds)
