"""Anthologies made up for the benches: essays of some 1,200 words, their authors, their volumes.

An essay's text depends on its number alone, but for whom it meets and where its link leads: the essays of a
small anthology and the first ones of a large one cost the same.
"""

import random
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path

from french import count, say, sentences
from slugify import slugify

WORDS = 1200
"""Words of an essay on average, its notes included: 4.5 pages of A5."""
MOST = 3000
"""Essays for which there are titles, and authors, of two words' choice; those after have one word more."""
LAST_DAY = date(2026, 3, 14)
DAYS = 1000
"""Essays are dated over as many days."""

THEMES = ("voisinage", "train", "musique", "lettres", "travail", "nuit", "mer", "langue", "ville", "enfance")

GIVEN = """
Adèle Aïssatou Alban Amandine Ambroise Anatole Angèle Antonin Armelle Aurélien Bérénice Bertille Camille
Capucine Cécile Clément Cyprien Damien Delphine Diane Élise Éloi Emma Étienne Fabien Faustine Félicie
Florent Garance Gaston Gilles Hélène Hortense Inès Iris Joséphine Jules Karim Léa Léonard Lucas Lydie Malika
Marius Mathilde Maxime Mehdi Nathan Noémie Odile Olivier Pauline Quentin Raphaël Rokia Sabine Simon Solène
Tristan Violette Yasmine
"""
FAMILY = """
Abadie Arnoult Aubertin Barbosa Bazin Belkacem Berthier Bonnard Bourdelle Cazenave Chaumont Chevrel Cissokho
Cordier Courtois Dancourt Delmas Desjardins Diallo Dufresne Estève Fauvel Ferrand Fontaine Gaillard Garnier
Gauvain Haddad Hernandez Jaubert Josselin Kerbrat Lafargue Lambert Lecourbe Lemaître Magnier Marchetti
Mercadier Meunier Montfort Morvan Nguyen Novak Oliveira Pelletier Perrault Prudhomme Quéméneur Rabier
Renaudin Roussel Sauvage Sylla Tessier Thibaudet Vallier Vasquez Verdier Zielinski
"""

SUBJECTS = """
Le banc; La lettre; Un train; Les clés; La chaise; Le pain; Une voix; Le parapluie; La boîte aux lettres
Un bruit; L’ascenseur; La carte postale; Le carnet; Une photographie; Le dernier bus; La table; Le jardin
Une fenêtre; Le manteau; La répétition; Un rendez-vous; Les pas; La file d’attente; Le piano; Une recette
L’escalier; La valise; Le vélo; Une chanson; Les gants; La traduction; Le silence; Un prénom; La lampe
Le café; Une promenade; L’adresse; Le cahier; La correspondance; Un malentendu; Les voisins; La bibliothèque
Le potager; Une horloge; La partition; Le chapeau; Un message; La clairière; Les cerises; Le guichet
Une averse; La nappe; Le numéro; Un visage; L’écharpe; Le marché; La conversation; Une étoile
"""
CIRCUMSTANCES = """
de la voisine; sous la pluie; du troisième étage; à l’heure du thé; pour deux; en novembre; d’en face
au bord du canal; sans adresse; du dimanche; avant la nuit; de mon père; à la gare; entre deux portes
du bout de la rue; en retard; de l’autre rive; pour personne; après la neige; du médecin; à voix basse
dans la cour; d’une inconnue; en trois langues; du petit matin; à Montréal; de la rue Basse
contre toute attente; du facteur; au fond du couloir; en hiver; des jours ordinaires; par hasard
de l’apprenti; chez Fadila; loin de la mer; à reprendre; du lendemain; en bleu; sur le palier; des absents
pour commencer; du boulanger; de longue date; au clair de lune; à l’improviste; de tante Irène
un soir de juin; du premier jour; entre voisins; sans paroles; d’avant; de Saint-Malo
"""


def write_contributions(folder: Path, essays: int, *, volumes: int = 2) -> None:
    """Essays with headings, quotations, notes, mentions and links, their authors, and some volumes.

    Volumes are as long as one another, and hold the essays in the order of their numbers.
    """
    write(folder / "index.md", "title: Banc d’essai\ndescription: Des textes au hasard.", "Bienvenue.")
    for number in range(essays):
        chance = random.Random(number)
        bio = sentences(chance, 40)
        write(folder / f"authors/{slugify(author(number))}.md", f"name: {author(number)}", bio)
        fields = [
            f"title: {title(number)}",
            f"authors: [{slugify(author(number))}]",
            f"date: {LAST_DAY - timedelta(days=number % DAYS)}",
            f"tags: [{', '.join(chance.sample(THEMES, 3))}]",
            f"abstract: >-\n  {sentences(chance, 25).replace('*', '')}",  # which has no markup
            "license: CC-BY-SA-4.0",
            f"volume: tome-{1 + number * volumes // essays}",
            f"order: {number}",
        ]
        write(essay_file(folder, number), "\n".join(fields), essay(chance, number, essays))
    for number in range(1, volumes + 1):
        fields = [f"number: {number}", f"title: Tome {number}", "order: listed", "opening: next-page"]
        fields += ["trim: A5", "license: CC-BY-SA-4.0"]
        write(folder / f"volumes/tome-{number}/index.md", "\n".join(fields), "Un tome.")


def essay_file(folder: Path, number: int) -> Path:
    """Where the text of an essay is, in its folder of contributions."""
    return folder / f"essays/{slugify(title(number))}/index.md"


def essay(chance: random.Random, number: int, essays: int) -> str:
    """The Markdown of one: twelve paragraphs, and between and below them all that an essay may have."""
    after = (number + 1) % essays
    link = f"[{title(after)}](../{slugify(title(after))}/index.md)"
    others = [author(chance.randrange(essays)) for _ in range(2)]
    p = [sentences(chance, chance.randrange(38, 83)) for _ in range(12)]
    # The calls of notes are a page apart, and the last isn't at the end. Two notes that WeasyPrint 70 carries
    # over to the next page one after the other come out in the wrong order, and the press refuses the essay;
    # a note that is carried beyond the end of an essay stands below the next one, if both are one document.
    p[1] += f"[^1] {encounter(chance, f'[[{others[0]}]]')}"
    p[5] += f"[^2] {encounter(chance, f'[[{others[1]}]]')}"
    p[8] += f" {encounter(chance, f'[[{stranger(chance)}]]')} On lira là-dessus {link}."
    p[10] += f"[^3] {say(chance, 'sentence')}"
    blocks = [
        *p[:3],
        *(f"— {say(chance, 'question')} ?\n\n— {say(chance, 'remark')}." for _ in range(5)),
        f"## {say(chance, 'heading')}",
        *p[3:6],
        f"> {sentences(chance, 35)}",
        *p[6:8],
        f"## {say(chance, 'heading')}",
        p[8],
        "\n".join(f"- {say(chance, 'item')}" for _ in range(4)),
        p[9],
        f"### {say(chance, 'heading')}",
        *p[10:],
        *(f"[^{mark}]: {sentences(chance, words)}" for mark, words in ((1, 12), (2, 80), (3, 20))),
    ]
    return "\n\n".join(blocks)


def encounter(chance: random.Random, whom: str) -> str:
    return say(chance, "encounter").replace("@", whom)


def author(number: int) -> str:
    """The name of who wrote the essay of this number, and no other."""
    name = names()[number % MOST]
    return name if number < MOST else f"{name}-{another(FAMILY.split(), number)}"


def title(number: int) -> str:
    """The title of the essay of this number, and of no other."""
    title = titles()[number % MOST]
    return title if number < MOST else f"{title}, {another(listed(CIRCUMSTANCES), number)}"


def stranger(chance: random.Random) -> str:
    """Somebody who wrote no essay."""
    return chance.choice(names()[MOST:])


def another(words: list[str], number: int) -> str:
    """What tells an essay, or its author, from that of `MOST` numbers before."""
    return words[(number % MOST + number // MOST) % len(words)]


@cache
def names() -> list[str]:
    """Given and family names, in no order."""
    return shuffled(GIVEN.split(), FAMILY.split())


@cache
def titles() -> list[str]:
    """« Le banc sous la pluie », in no order."""
    return shuffled(listed(SUBJECTS), listed(CIRCUMSTANCES))


def listed(text: str) -> list[str]:
    return [item.strip() for line in text.strip().splitlines() for item in line.split(";")]


def shuffled(first: list[str], second: list[str]) -> list[str]:
    pairs = [f"{one} {other}" for one, other in product(first, second)]
    random.Random(612).shuffle(pairs)
    return pairs


def write(file: Path, fields: str, body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{fields}\n---\n\n{body}\n", encoding="utf-8")


def words_of(file: Path) -> int:
    """The words of a text, without its front matter."""
    return count(file.read_text(encoding="utf-8").split("---\n", 2)[2])
