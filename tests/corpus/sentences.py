"""Sentences in two languages, of which essays are made: each with a place, a thing and a person left open."""

FRENCH = (
    "Le {day}, {person} est entrée {place} avec {thing} sous le bras.",
    "Personne n’avait prévu qu’il pleuvrait « à ce point » sur {thing}.",
    "On s’est dit bonjour ; puis on s’est tu, comme on se tait {place}.",
    "Il restait 12 % de batterie, trois biscuits et {thing} à partager.",
    "Je n’ai compris qu’après coup ce que {person} voulait dire !",
    "Pourquoi venir {place}, si loin de tout, un soir de semaine ?",
    "Elle a répondu : « Parce que {thing} me manquait. »",
    "Nous avons marché jusqu’au pont, à 300 m de là, sans nous presser.",
    "L’œuvre qu’il préfère tient dans une boîte à chaussures.",
    "À force d’écrire à des inconnus, on finit par en rencontrer un.",
    "{person} garde encore {thing} dans une enveloppe bleue.",
    "Ce n’est pas une histoire d’écran, c’est une histoire de seuil.",
    "Au xixe siècle, on aurait pris cela pour un présage.",
    "La prochaine fois, j’apporterai du café et {thing}.",
    "Tout le monde parlait en même temps, sauf {person}.",
    "Le lendemain, rien n’avait bougé {place} : ni les chaises, ni les mots.",
    "Il y a des amitiés qui commencent par une faute de frappe.",
    "On nous avait promis du soleil ; nous avons eu {thing}.",
    "« Tu reviendras ? » a demandé {person}, sans lever les yeux.",
    "Chaque ligne de cette lettre sent encore le goudron et l’orange.",
    "Vers 18 h 30, la lumière est tombée d’un seul coup {place}.",
    "J’ai relu trois fois le message avant d’appuyer sur « envoyer ».",
    "Rien n’oblige à rester, et pourtant nous sommes restés {place}.",
    "Mme Roux, p. 14, raconte la même chose en moins de mots.",
)
ENGLISH = (
    "On {day}, {person} walked in {place} with {thing} under one arm.",
    "Nobody had told us that it would rain that hard on {thing}.",
    "We said hello, and then nothing, the way one says nothing {place}.",
    "There was 12% of battery left, three biscuits and {thing} to share.",
    "It took me a week to see what {person} had meant!",
    "Why come {place}, so far from everything, on a weeknight?",
    '"Because I missed {thing}," she answered, and laughed.',
    "We walked to the bridge, some 300 yards away, without hurrying.",
    "The work he likes best fits into a shoebox.",
    "Write to enough strangers and you'll end up meeting one.",
    "{person} still keeps {thing} in a blue envelope.",
    "It isn't a story about screens; it's a story about doorsteps.",
    "A century ago people would have called it an omen.",
    "Next time I'll bring coffee, and {thing}.",
    "Everybody talked at once, except {person}.",
    "The next day nothing had moved {place}: not the chairs, not the words.",
    "Some friendships begin with a typo.",
    "They had promised us sunshine; what we got was {thing}.",
    '"Will you come back?" asked {person}, without looking up.',
    "Every line of that letter still smells of tar and oranges.",
    "Around 6:30 the light went all at once {place}.",
    "I read the message three times before I pressed send.",
    "Nothing made us stay, and yet we stayed {place}.",
    "Mrs Reed tells the same story on p. 14, in fewer words.",
)
SENTENCES = {"fr": FRENCH, "en": ENGLISH}

OPEN = {
    "fr": {
        "day": ("3 mars", "12 avril", "1er juin", "27 septembre", "8 novembre"),
        "person": ("Odile", "Mériem", "Anaïs", "Zélie", "Françoise", "Inès", "Clémence"),
        "place": ("à la laverie", "sur le quai", "au fond de la cour", "chez le relieur", "près du kiosque"),
        "thing": ("un vieux plan", "deux tasses", "une clé rouillée", "la carte postale", "un accordéon"),
    },
    "en": {
        "day": ("3 March", "12 April", "1 June", "27 September", "8 November"),
        "person": ("Olive", "Miriam", "Annie", "Zoe", "Frances", "Ines", "Clementine"),
        "place": ("at the laundry", "on the quay", "across the yard", "by the bandstand", "in the bindery"),
        "thing": ("an old map", "two cups", "a rusty key", "the postcard", "an accordion"),
    },
}
HEADINGS = {
    "fr": (
        "Avant la pluie",
        "Le quai",
        "Ce qu’il en reste",
        "L’été d’après",
        "Deux tasses",
        "Où l’on se retrouve",
    ),
    "en": (
        "Before the rain",
        "The quay",
        "What is left of it",
        "The summer after",
        "Two cups",
        "Meeting again",
    ),
}
TITLES = {
    "fr": (
        *(
            "Le plan plié",
            "Une clé pour deux",
            "L’accordéon du jeudi",
            "Ce que garde la laverie",
            "Lettre au relieur",
        ),
        *(
            "Trois biscuits",
            "Le kiosque vide",
            "Pluie sur la cour",
            "Bonsoir, inconnue",
            "La carte sans timbre",
        ),
    ),
    "en": (
        *(
            "The folded map",
            "One key for two",
            "The Thursday accordion",
            "What the laundry keeps",
            "To the binder",
        ),
        *(
            "Three biscuits",
            "The empty bandstand",
            "Rain in the yard",
            "Good evening, stranger",
            "No stamp on it",
        ),
    ),
}
ITEMS = {
    "fr": (
        "du fil ciré",
        "une lampe de poche",
        "le carnet gris",
        "trois timbres",
        "de quoi attendre",
        "un parapluie",
    ),
    "en": (
        "waxed thread",
        "a torch",
        "the grey notebook",
        "three stamps",
        "something to wait with",
        "an umbrella",
    ),
}
ALTS = {
    "fr": (
        "Le quai au petit matin",
        "Deux tasses sur un banc",
        "La cour après la pluie",
        "Une clé dans une main",
    ),
    "en": (
        "The quay early in the morning",
        "Two cups on a bench",
        "The yard after the rain",
        "A key in a hand",
    ),
}
