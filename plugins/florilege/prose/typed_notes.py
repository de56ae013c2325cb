"""Notes typed by hand, as Word, mails and pages leave them → where they are called, and where they stand.

    un mot[1], un autre<sup>2</sup>      un mot[^1], un autre[^2]
    [1] Une note.                        [^1]: Une note.
    <sup>2</sup> Une autre.              [^2]: Une autre.
    mot³, ³ Une troisième.               mot[^3], [^3]: Une troisième.

Only where all of them stand, numbered from 1 in their order, behind the words that call each; what is listed
under a heading that says so is a bibliography.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from unicodedata import digit

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = rf"(?:\[(\d{{1,3}})\]|<sup>\[?(\d{{1,3}})\]?</sup>|([{_RAISED}]{{1,3}}))"
_NOTE = re.compile(rf"[ ]{{0,3}}{_NUMBER}[ \t\u00a0\u202f]+(?=\S)")
_CALL = re.compile(rf"(?<=[^\s\[\]])[ \u00a0\u202f]?{_NUMBER}(?![\[(:])")
_POWER = re.compile(r"(?:\d[ \u00a0\u202f]*[cdhkmµ]?[mgs]|(?<!\w)[^\W_]|\d)\Z")
"""What a raised sign may be a power of: « 20 m² », « x³ »."""
_LISTED = re.compile(
    r"[ ]{0,3}(?:#{1,6}[ ]+|\*\*).*(?:biblio|référence|reference|source|literatur|lectures)", re.I
)


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A call or a note: its line, and where on it, from 0, the sign that is to be written otherwise."""

    line: int
    start: int
    end: int
    number: int
    is_call: bool

    @property
    def written(self) -> str:
        """What to write in its place."""
        return f"[^{self.number}]" if self.is_call else f"[^{self.number}]: "


def _number(match: re.Match[str]) -> int:
    return int("".join(str(digit(each)) for each in match[1] or match[2] or match[3]))


def typed_notes(lines: Sequence[str], code: Collection[int]) -> list[TypedNote]:
    """The calls and the notes in the order of a text; none where they aren't all there.

    >>> [each.written for each in typed_notes(["un mot[1]", "", "[1] Une note."], ())]
    ['[^1]', '[^1]: ']
    >>> typed_notes(["un mot[1]", "", "## Sources", "", "[1] Un livre."], ())
    []
    """
    notes: list[TypedNote] = []
    for number, line in enumerate(lines):
        if number in code:
            continue
        if "[^" in line:
            return []
        match = _NOTE.match(line)
        before = lines[number - 1] if number else ""
        if match and (not before.strip() or (notes and notes[-1].line == number - 1)):
            notes.append(TypedNote(number, 0, match.end(), _number(match), False))
    if [each.number for each in notes] != [*range(1, len(notes) + 1)] or not notes:
        return []
    first = notes[0].line
    above = next((line for line in reversed(lines[:first]) if line.strip()), "")
    calls = [
        TypedNote(number, match.start(), match.end(), _number(match), True)
        for number, line in enumerate(lines[:first])
        if number not in code
        for match in _CALL.finditer(line)
        if not line.count("`", 0, match.start()) % 2
        if not (match[3] and _POWER.search(line, 0, match.start()))
    ]
    is_whole = {each.number for each in calls} == {each.number for each in notes}
    return [*calls, *notes] if is_whole and not _LISTED.match(above) else []
