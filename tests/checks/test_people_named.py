"""Mentions: one person a pair of brackets, or the line to write."""

from pathlib import Path

import pytest

from florilege.catalogue.keys import TextKey
from florilege.checks import people_named
from florilege.prose.prose import Mention, Prose
from florilege.reading.loader import read
from worlds import small

PEOPLE = {
    "authors/bob.md": "---\nname: Bob Rue\n---\n\nx\n",
    "authors/club.md": "---\nname: Simon et Filles, atelier\norganisation: true\n---\n\nx\n",
    "authors/quai.md": "---\nname: Quai Nord et Quai Sud\norganisation: true\n---\n\nx\n",
}
JOINED = {
    "Jean Dupont, Marie Curie": "[[Jean Dupont]], [[Marie Curie]]",
    "Zoé Roux et Paul Ek": "[[Zoé Roux]] et [[Paul Ek]]",
    "Zoé Roux and Paul Ek": "[[Zoé Roux]] and [[Paul Ek]]",
    "Zoé Roux & Paul Ek": "[[Zoé Roux]] & [[Paul Ek]]",
    "Zoé Roux, Paul Ek et Léa Petit": "[[Zoé Roux]], [[Paul Ek]] et [[Léa Petit]]",
    "Marie et Pierre Curie": "[[Marie Curie|Marie]] et [[Pierre Curie]]",
    "Jean, Paul, Luc": "[[Jean]], [[Paul]], [[Luc]]",
    "Ada et Paul": "[[Ada]] et [[Paul]]",
    "Bob Rue, Paul": "[[Bob Rue]], [[Paul]]",
    "Roux, Zoé et Ek, Paul": "[[Zoé Roux]], [[Paul Ek]]",
}
ALONE = (
    *("Dupont, Jean", "García Márquez, Gabriel", "de la Tour, Ada", "Petit, Ada", "Jo Marsh, Jr."),
    *("Simon et Filles, atelier", "Quai Nord et Quai Sud", "Terre et Humanisme", "Ortega y Gasset"),
    *("Ligue des droits de l’homme et du citoyen", "Simon & fils", "Lune, Ada", "Rue, Bob"),
)


def told(folder: Path, person: str, printed: str = "") -> list[tuple[str, int, str]]:
    """What is said of a mention on line 7."""
    catalogue, _ = read(small(folder, PEOPLE))
    mention = Mention(id="un--person-1", person=person, printed=printed or person, line=7)
    prose = {TextKey("essay", "un"): Prose(prefix="un", html="", mentions=(mention,))}
    found = [each for rule in people_named.RULES for each in rule(catalogue, prose)]
    return [(each.code, each.line, dict(each.values).get("entry", "")) for each in found]


@pytest.mark.parametrize("person", JOINED)
def test_several_people_in_one_mention_are_told_apart(person: str, tmp_path: Path) -> None:
    assert told(tmp_path, person) == [("mention-joined", 7, JOINED[person])]


@pytest.mark.parametrize("person", ALONE)
def test_one_person_or_firm_stays_one(person: str, tmp_path: Path) -> None:
    assert told(tmp_path, person) == []


def test_a_name_printed_by_its_family_name_is_one(tmp_path: Path) -> None:
    assert told(tmp_path, "García Márquez, Gabriel José", "García Márquez") == []
