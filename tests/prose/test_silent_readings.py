"""What Markdown reads otherwise than it looks is told; what is meant so isn't."""

import pytest

CODES = ("lines-joined", "code-meant", "list-renumbered")

TOLD = {
    "address": ("Objet : un banc\nMme Odile Maurel\n12 rue Basse\n59000 Lille", "lines-joined", 1),
    "roles": ("Mot.\n\nMARTHE, *la mère*\nODILE, *sa fille*", "lines-joined", 3),
    "stanza": ("Ô saisons, ô châteaux,\nQuelle âme est sans défauts ?", "lines-joined", 1),
    "date": ("                  Lille, le 3 mars\n\nMadame,", "code-meant", 1),
    "verse set in": ("    Le soir est long\n      *et vert*", "code-meant", 1),
    "two lists": ("1847. a\n\n1848. b\n\n1. c", "list-renumbered", 5),
    "two lists that begin alike": ("1. a\n2. b\n\n1. c\n2. d", "list-renumbered", 4),
    "loose numbers": ("1) a\n\n   mot\n\n4) b", "list-renumbered", 5),
    "roles beside verse": ("::: vers\nLille,\n:::\n\nMARTHE, la mère\nODILE, sa fille", "lines-joined", 5),
    "a stanza that is quoted": ("Mot.\n\n> Ô saisons, ô châteaux,\n> Quelle âme est là ?", "lines-joined", 3),
    "an address in an item": ("- Ici :\n\n    3 rue Basse\n    59000 Lille", "lines-joined", 3),
    "an address in a note": ("Ici[^1].\n\n[^1]: 3 rue Basse\n    59000 Lille", "lines-joined", 3),
    "a stanza without capitals": ("le soir\nest long ici\nsans un bruit\nni vent", "lines-joined", 1),
    "questions": ("Q : Une question ?\n**R :** Une réponse.", "lines-joined", 1),
    "links": ("[Un](https://a.example)\n[Deux](https://b.example)", "lines-joined", 1),
    "verse set in without capitals": ("    le soir est long,\n    et vert", "code-meant", 1),
    "verse set in within an item": ("- un\n\n      Le soir est long", "code-meant", 3),
    "a play": ("JEAN. – Qui va là ?\nMARIE (*entrant*). – Moi.", "lines-joined", 1),
    "lines at several depths": ("Ô mer,\n    ô vague,\n        ô sel", "lines-joined", 1),
    "stars glued to words": (
        "*un mot, et un autre qui fait de la ligne une ligne longue\n*deux",
        "lines-joined",
        1,
    ),
    "numbers in a list": ("- a\n    1. b\n    3. c", "list-renumbered", 3),
    "numbers in a quotation": ("> 1. a\n> 3. b", "list-renumbered", 2),
}
NOT_TOLD = (
    "Une phrase, qui va\nà la ligne.",
    "*un*\n*deux*",
    "Des Autor*innen\net tou*te*s les autres",
    "*Une note.\nLa suite.",
    "1)\n2) Deux",
    "Une phrase.\nUne autre.\nUne troisième.",
    "Une ligne longue comme on les tape à la machine, jusqu’à la marge, où\nParis commence la suivante.",
    "Lille,  \n3 rue Basse",
    "Lille,\\\n3 rue Basse",
    "| Lille\n| Rue Basse",
    "- Lille,\n  Rue Basse",
    "Lille,\nRue Basse\n{.vers}",
    "::: vers\nLille,\nRue Basse\n:::",
    "```\nLille,\nRue Basse\n```",
    "1.Un\n2.Deux",
    "    x = 1\n    make test",
    "    SELECT nom, titre FROM auteurs\n    WHERE lieu = 'Lille'",
    "    git commit -m 'un banc, deux bancs'",
    "- a\n\n    Mot.",
    "1. a\n1. b\n1. c",
    "3. a\n   mot\n4. b\n\n5. c",
    "1. a\n\nMot.\n\n2. b\n\n## Titre\n\n1. c",
    "Né à Lille, en\n1985. Il mourut en\n2001.",
    "Elle vécut à Lille en\n1985 et mourut à Paris en\n2001 seulement",
    "Le 3 mars\n1985 il partit",
    " 1. a\n 2. b",
    " - Lille\n   Rue Basse",
    "Pomme\nPoire\n:   Des fruits.",
    *(
        frame.format(each)
        for frame in ("<!--\n{}\n-->\n\nMot.", "<pre>\n{}\n</pre>", "::: vers\n{}\n:::", "```\n{}\n```")
        for each in ("Lille,\nRue Basse", "    Le soir est long", "a\n1. a\n3. b")
    ),
)


def told(setter, markdown: str) -> list[tuple[str, int]]:
    return [(each.code, each.line) for each in setter(markdown, lang="fr")[1] if each.code in CODES]


@pytest.mark.parametrize("name", TOLD)
def test_what_is_read_otherwise_is_told(name: str, setter) -> None:
    markdown, code, line = TOLD[name]
    assert told(setter, markdown) == [(code, line)]


@pytest.mark.parametrize("markdown", NOT_TOLD)
def test_what_is_meant_so_is_not(markdown: str, setter) -> None:
    assert told(setter, markdown) == []
