"""Problems → their kinds: what to say where there are too many for a line each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from florilege.diagnostics.problems import Level, Problem
from florilege.language.sentences import counted, say, sentences

MANY = 20
"""More problems than that are shown by kind."""

_ORDER = (Level.ERROR, Level.WARNING, Level.SUGGESTION)


@dataclass(frozen=True, slots=True)
class Kind:
    """All problems of one code, in the order given; at least one."""

    problems: tuple[Problem, ...]

    @property
    def example(self) -> Problem:
        """The first of the worst."""
        return min(self.problems, key=lambda each: _ORDER.index(each.level))

    @property
    def code(self) -> str:
        return self.example.code

    @property
    def level(self) -> Level:
        """The worst of its problems: those beside what is published are warnings."""
        return min((each.level for each in self.problems), key=_ORDER.index)

    @property
    def levels(self) -> tuple[tuple[Level, int], ...]:
        """How many there are of each level, the worst first."""
        return levels(self.problems)

    @property
    def files(self) -> int:
        """In how many files."""
        return len({each.path for each in self.problems})

    def about(self, lang: str) -> str:
        """Why such a problem is one, and what to do about all of them."""
        return sentences("problems", lang)[f"{self.code}.about"]

    def text(self, lang: str, *, root: str) -> str:
        """How many there are, a line of one, and what to do about the kind: three lines."""
        return say(
            "interface",
            "check.kind",
            lang,
            code=self.code,
            count=counts(self.levels, lang),
            files=counted("interface", "n_files", self.files, lang),
            example=line_of(self.example, lang, root=root),
            about=self.about(lang),
        )


def line_of(problem: Problem, lang: str, *, root: str) -> str:
    """`path:line:column: error: what is wrong; what to do [code]`."""
    return say(
        "interface",
        "check.line",
        lang,
        place=problem.place(root),
        level=say("interface", f"level.{problem.level}", lang),
        message=problem.message(lang),
        code=problem.code,
    )


def levels(problems: Iterable[Problem]) -> tuple[tuple[Level, int], ...]:
    """How many problems there are of each level, the worst first, as far as there are any."""
    number = Counter(each.level for each in problems)
    return tuple((level, number[level]) for level in _ORDER if number[level])


def counts(found: Iterable[tuple[Level, int]], lang: str) -> str:
    """The same in words.

    >>> counts([(Level.ERROR, 2), (Level.WARNING, 1)], "en")
    '2 errors, 1 warning'
    """
    return ", ".join(counted("interface", f"n_{level}s", number, lang) for level, number in found)


def kinds(problems: Iterable[Problem]) -> tuple[Kind, ...]:
    """The kinds of some problems: the worst first, of one level the most frequent."""
    found: dict[str, list[Problem]] = {}
    for each in problems:
        found.setdefault(each.code, []).append(each)
    groups = (Kind(tuple(group)) for group in found.values())
    return tuple(sorted(groups, key=lambda kind: (_ORDER.index(kind.level), -len(kind.problems), kind.code)))
