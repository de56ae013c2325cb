"""Letters: what they answer is there, and was there before them; each is there once."""

from collections.abc import Iterator

from florilege.catalogue.fingerprints import letter_hash
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Letter
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.fields import near


def unknown_letters(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Letters that answer a letter to their essay that isn't there."""
    for letter in catalogue.letters.values():
        answered = TextKey("letter", letter.essay, letter.answers or "")
        if letter.answers and answered not in catalogue.letters and answered not in catalogue.refused:
            beside = [key.matter for key in catalogue.letters if key.id == letter.essay and key != letter.key]
            place = catalogue.place_of(letter.body.path, "answers")
            guess = near(letter.answers, beside)
            yield problem("letter-unknown", letter.body.path, *place, letter=letter.answers, suggestion=guess)


def circles(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Letters that answer themselves, or a letter that answers them by others."""
    for letter in catalogue.letters.values():
        passed: set[str] = set()
        answered = _answered(catalogue, letter)
        while answered and answered.id not in passed:
            if answered.id == letter.id:
                place = catalogue.place_of(letter.body.path, "answers")
                yield problem("letter-circle", letter.body.path, *place, letter=letter.answers)
            passed.add(answered.id)
            answered = _answered(catalogue, answered)


def days(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Letters that are older than what they answer."""
    for letter in catalogue.letters.values():
        answered = _answered(catalogue, letter) if letter.answers else catalogue.essays.get(letter.essay)
        if answered and answered.date and letter.date < answered.date:
            place = catalogue.place_of(letter.body.path, "date")
            yield problem("letter-early", letter.body.path, *place, date=letter.date, other=answered.date)


def twice(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Letters that are there under another name already: the same people, day and words."""
    seen: dict[str, Letter] = {}
    for letter in catalogue.letters.values():
        first = seen.setdefault(letter_hash(letter), letter)
        if first is not letter:
            yield problem("letter-twice", letter.body.path, 1, other=first.body.path)


def _answered(catalogue: Catalogue, letter: Letter) -> Letter | None:
    return catalogue.letters.get(TextKey("letter", letter.essay, letter.answers)) if letter.answers else None


RULES: tuple[Rule, ...] = (unknown_letters, circles, days, twice)
