"""Essays by one to twelve people: names that are short, and names, of organisations too, that are long."""

from collections.abc import Iterator

MOST = 12

SHORT = [
    *("Ada Lune", "Noé Roux", "Zoé Œillet", "Paul Ek", "Gaspard de Neuville", "Élise Aubry", "Inès Marchal"),
    *("Tom Vasseur", "Lou Perrin", "Hugo Blanc", "Mina Costa", "Yann Le Goff"),
]
LONG = [
    "Marie-Antoinette de La Rochefoucauld-Montmorency",
    "Jean-Baptiste Emmanuel Villeneuve-d’Ascq",
    "Maximilienne Wojciechowska-Brzeziński",
    "Association des habitantes et des habitants du quartier de la Croix-Rousse et des Pentes",
    "Anne-Charlotte de Saint-Hilaire-Desmoulins",
    "Collectif pour la mémoire des quais, des docks et des anciens chantiers navals de Nantes",
    "Bartholomé Vandenbroucke-Lannoy",
    "Fédération départementale des foyers ruraux et des maisons pour tous de la Haute-Vienne",
    "Venkatanarasimharajuvaripeta Ramachandran",
    "Marguerite-Élisabeth Chateaubriand-Kergorlay",
    "Observatoire international des rencontres fortuites et des conversations de voisinage",
    "Christophe-Alexandre Papadopoulos-Theodorakis",
]
NAMES = {"short": SHORT, "long": LONG}
TITLES = {
    "short": "Le banc vert",
    "long": "Conversations devant la porte du trente et un, un soir de pluie",
}
SUBTITLES = {"short": "", "long": "subtitle: Ce que disent les voisines\n"}

ORGANISATIONS = ("Association", "Collectif", "Fédération", "Observatoire")

WORD = "fenouil"
"""What the text is made of, and no title or name."""


WITH_FILE = 4
"""How many of the short names, and of the long ones, have a file of their own."""


def authors(picture: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Path below `contributions/` → the files of those who have one, the persons' with this portrait."""
    for kind, names in NAMES.items():
        for number, name in enumerate(names[:WITH_FILE]):
            more = "organisation: true" if is_organisation(name) else "headline: Sociologue des villes"
            yield f"authors/{kind}-{number}.md", f"---\nname: {name}\n{more}\n---\n"
            if not is_organisation(name):
                yield f"authors/{kind}-{number}.png", picture


def is_organisation(name: str) -> bool:
    return name.startswith(ORGANISATIONS)


def essay(kind: str, count: int, before: str = "") -> str:
    """An essay by so many of the short or of the long names, with this before its text."""
    people = [
        f"{kind}-{number}" if number < WITH_FILE else _named(name)
        for number, name in enumerate(NAMES[kind][:count])
    ]
    fields = f"title: {TITLES[kind]}\n{SUBTITLES[kind]}authors: [{', '.join(people)}]\nlicense: CC BY 4.0"
    text = "\n\n".join(f"{WORD.title()} {' '.join([WORD] * 60)}." for _ in range(6))
    return f"---\n{fields}\n---\n\n{before}{text}\n"


def _named(name: str) -> str:
    return f'{{name: "{name}", organisation: true}}' if is_organisation(name) else name
