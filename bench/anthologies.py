"""Anthologies made up for the benches: essays of some 1,150 words, their authors, their volumes."""

import random
from pathlib import Path

WORDS = 1150
THEMES = ("voisinage", "train", "musique", "lettres", "travail", "nuit", "mer", "langue", "ville", "enfance")
VOCABULARY = """
le la un une de du à dans sur avec sans pour qui que où elle il on nous banc quai porte fenêtre lettre
voix train pain rue soir matin jour mot ami voisine inconnu gare pont fleuve table main regard silence
attend regarde parle écrit marche revient ouvre ferme donne prend sourit cherche trouve oublie écoute
longtemps jamais toujours parfois encore déjà presque ensemble lentement ordinaire vert petit ancien
"""


def write_contributions(folder: Path, essays: int, *, volumes: int = 2) -> None:
    """Essays with headings, quotations, notes, mentions and links, their authors, and some volumes."""
    chance = random.Random(612)
    write(folder / "index.md", "title: Banc d’essai\ndescription: Des textes au hasard.", "Bienvenue.")
    for number in range(essays):
        write(
            folder / f"authors/auteur-{number}.md", f"name: Prénom{number} Nom{number}", sentences(chance, 40)
        )
        tags = ", ".join(chance.sample(THEMES, 3))
        fields = [
            f"title: Rencontre numéro {number}",
            f"authors: [auteur-{number}]",
            "date: 2026-03-14",
            f"tags: [{tags}]",
            f"abstract: {sentences(chance, 25)}",
            "license: CC-BY-SA-4.0",
            f"volume: tome-{1 + number * volumes // essays}",
        ]
        write(
            folder / f"essays/rencontre-{number}/index.md", "\n".join(fields), essay(chance, number, essays)
        )
    for number in range(1, volumes + 1):
        fields = [f"number: {number}", f"title: Tome {number}", "order: title", "license: CC-BY-SA-4.0"]
        write(folder / f"volumes/tome-{number}/index.md", "\n".join(fields), "Un tome.")


def essay(chance: random.Random, number: int, essays: int) -> str:
    other = chance.randrange(essays)
    paragraphs = [sentences(chance, WORDS // 10) for _ in range(10)]
    paragraphs[1] += f" [[Prénom{other} Nom{other}]] passait[^1]."
    paragraphs[6] += f" Voir [une autre rencontre](../rencontre-{(number + 1) % essays}/index.md)."
    paragraphs.insert(3, "## Le premier mot")
    paragraphs.insert(8, "## Le dernier")
    paragraphs.insert(9, f"> {sentences(chance, 40)}")
    return "\n\n".join([*paragraphs, f"[^1]: {sentences(chance, 12)}"])


def sentences(chance: random.Random, words: int) -> str:
    chosen = chance.choices(VOCABULARY.split(), k=words)
    lines = [" ".join(chosen[start : start + 12]) for start in range(0, words, 12)]
    return " ".join(line[0].upper() + line[1:] + "." for line in lines)


def write(file: Path, fields: str, body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{fields}\n---\n\n{body}\n", encoding="utf-8")
