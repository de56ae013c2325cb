"""What Markdown reads otherwise than it looks is told; what is meant so isn't."""

import pytest

from florilege.prose.silent_readings import silent_readings

TOLD = {
    "address": ("Objet : un banc\nMme Odile Maurel\n12 rue Basse\n59000 Lille", "lines-joined", 1),
    "roles": ("Mot.\n\nMARTHE, *la mère*\nODILE, *sa fille*", "lines-joined", 3),
    "stanza": ("Ô saisons, ô châteaux,\nQuelle âme est sans défauts ?", "lines-joined", 1),
    "date": ("                  Lille, le 3 mars\n\nMadame,", "code-meant", 1),
    "verse set in": ("    Le soir est long\n      *et vert*", "code-meant", 1),
    "two lists": ("1847. a\n\n1848. b\n\n1. c", "list-renumbered", 5),
    "two lists that begin alike": ("1. a\n2. b\n\n1. c\n2. d", "list-renumbered", 4),
    "loose numbers": ("1) a\n\n   mot\n\n4) b", "list-renumbered", 5),
}
NOT_TOLD = (
    "Une phrase, qui va\nà la ligne.",
    "Une phrase.\nUne autre.\nUne troisième.",
    "Une ligne longue comme on les tape à la machine, jusqu’à la marge, où\nParis commence la suivante.",
    "Lille,  \n3 rue Basse",
    "Lille,\\\n3 rue Basse",
    "| Lille\n| Rue Basse",
    "> Lille,\n> Rue Basse",
    "- Lille,\n  Rue Basse",
    "Lille,\nRue Basse\n{.vers}",
    "::: vers\nLille,\nRue Basse\n:::",
    "```\nLille,\nRue Basse\n```",
    "1.Un\n2.Deux",
    "    x = 1\n    make test",
    "- a\n\n    Mot.",
    "1. a\n1. b\n1. c",
    "3. a\n   mot\n4. b\n\n5. c",
    "1. a\n\nMot.\n\n2. b\n\n## Titre\n\n1. c",
)


@pytest.mark.parametrize("name", TOLD)
def test_what_is_read_otherwise_is_told(name: str) -> None:
    markdown, code, line = TOLD[name]
    assert [(each.code, each.line) for each in silent_readings(markdown, "a.md", 1)] == [(code, line)]


@pytest.mark.parametrize("markdown", NOT_TOLD)
def test_what_is_meant_so_is_not(markdown: str) -> None:
    assert [each.code for each in silent_readings(markdown, "a.md", 1)] == []
