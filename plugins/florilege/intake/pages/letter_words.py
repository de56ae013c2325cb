"""The paragraphs of a mail → which of them speak to whoever gets it, above and below the text that it brings.

A greeting and « here is my text » stand above, a closing and a name below. An essay may be a letter itself:
« Cher ami, » stays where nothing after it says that a text is sent.
"""

import re
from collections.abc import Sequence

from florilege.intake.pandoc.beginnings import names_of

GREETING = re.compile(
    r"\s*(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|hallo|guten (?:tag|abend|morgen)"
    r"|good (?:morning|evening))\b(?:[ \u00a0,]+[^.!?:;\n]{0,50})?[\s,.!…:]*",
    re.IGNORECASE,
)
"""A first line that only mails have."""
_DEAR = re.compile(
    r"\s*(?:(?:mon |ma |mes )?(?:chers?|chères?)\b|madame\b|monsieur\b|mesdames\b|messieurs\b|dear\b"
    r"|liebe[rs]?\b|sehr geehrte[rs]?\b)[^.!?:;\n]{0,60}[\s,.!:]*",
    re.IGNORECASE,
)
"""A first line that letters have too, which are essays."""
_I_SEND = r"je (?:vous|t[’'e]) ?(?:envoie|adresse|transmets|fais parvenir|soumets)"
_SENDS = re.compile(
    r"\b(?:(?:mon|notre|ma|le|un) (?:petit |court |modeste )?(?:texte|essai|article|récit|témoignage"
    r"|contribution|papier|chapitre|manuscrit|poème)|ci-(?:joint|dessous|après)|pièce jointe"
    rf"|en fichier joint|(?:vous|tu) trouverez?s?|{_I_SEND}|comme (?:convenu|promis)"
    r"|my (?:text|essay|article|story|piece|contribution)|please find|attached|see below"
    r"|as (?:promised|agreed)|mein(?:en)? (?:text|beitrag|aufsatz|essay)|anbei|im anhang)\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\s*(?:voici|voilà|here(?: is|[’']s)|hier (?:ist|kommt)|ci-(?:joint|dessous)|vous trouverez"
    rf"|please find|anbei|{_I_SEND})\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\s*(?:(?:(?:bien |très )?(?:cordialement|amicalement|respectueusement|à vous|à toi)"
    r"|bien à (?:vous|toi)|(?:(?:toutes )?mes |avec (?:toutes )?mes )?(?:amitiés|salutations)"
    r"|(?:avec )?mes (?:meilleures|cordiales) salutations|sincères salutations"
    r"|salutations (?:cordiales|distinguées)|(?:à|au) (?:très )?(?:bientôt|plaisir)\b"
    r"|(?:un grand )?merci (?:d[’']avance|beaucoup|encore|à (?:vous|toi)|pour (?:votre|ton|tout))"
    r"|bonne (?:journée|soirée|lecture|réception|semaine)|(?:belle|excellente) (?:journée|soirée)"
    r"|(?:dans l[’']attente|en attendant|en espérant|restant à votre)\b"
    r"|(?:best|kind|warm) regards|best wishes|regards|cheers|sincerely|yours (?:truly|sincerely)"
    r"|many thanks|thanks in advance|(?:mit )?(?:freundlichen|herzlichen|besten|viele|liebe) grüßen?)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\s*(?:(?:dites|dis)-moi|n[’'](?:hésitez|hésite) pas|qu[’']en (?:pensez-vous|penses-tu)"
    r"|je reste à (?:votre|ta)|let me know|feel free|(?:je vous|je t[’'])\s?(?:laisse|en souhaite))\b",
    re.IGNORECASE,
)
_FOND = re.compile(r"\s*(?:bises|bisous|je (?:t[’']|vous )embrasse|love|hugs)\b", re.IGNORECASE)
_LONGEST = 300
"""Characters: what is said about the text is shorter than it."""
SIGNATURE_LINES = 8


def above(paragraphs: Sequence[str]) -> int:
    """How many paragraphs at the beginning speak to whoever gets the mail.

    >>> above(["Bonjour,", "Voici mon texte.", "Le quai se vide."]), above(["Cher ami,", "Le quai se vide."])
    (2, 0)
    """
    first = paragraphs[0] if paragraphs else ""
    greets = GREETING.fullmatch(first) is not None
    dear = _DEAR.fullmatch(first.partition("\n")[0]) is not None
    rest = first.partition("\n")[2] if dear else ""
    number = 1 if greets or dear else 0
    if rest:  # a greeting and more in one paragraph
        return 1 if _is_about(rest) else 0
    sent = number
    while sent < len(paragraphs) - 1 and _is_about(paragraphs[sent], begins=not number):
        sent += 1
    return sent if greets or sent > number else 0


def _is_about(paragraph: str, *, begins: bool = False) -> bool:
    words = paragraph.strip()
    speaks = _MINE.match(words) and _SENDS.search(words) if begins else _SENDS.search(words)
    return len(words) <= _LONGEST and bool(speaks)


def below(paragraphs: Sequence[str], *, greeted: bool) -> int:
    """How many paragraphs at the end do so; `greeted` says that the mail began as one.

    >>> below(["Le quai se vide.", "Bien cordialement,", "Inès"], greeted=False)
    2
    """
    start = len(paragraphs)
    for number in range(len(paragraphs) - 1, max(len(paragraphs) - 6, 0), -1):
        words = paragraphs[number]
        lines = sum(each.count("\n") + 1 for each in paragraphs[number:])
        is_closing = CLOSING.match(words) or _ASKS.match(words) or (greeted and _FOND.match(words))
        if is_closing and len(words) <= _LONGEST and lines <= SIGNATURE_LINES:
            start = number
        elif start < len(paragraphs) or not _is_brief(words):
            break
    return len(paragraphs) - start


def with_closing_apart(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, a closing that touches the last one apart.

    >>> with_closing_apart(["Le quai se vide.\\nCordialement,\\nInès"])
    ['Le quai se vide.', 'Cordialement,\\nInès']
    """
    if not paragraphs:
        return []
    lines = paragraphs[-1].split("\n")
    place = next((n for n, line in enumerate(lines) if n and len(line) < 60 and CLOSING.match(line)), 0)
    parts = ["\n".join(lines[:place]), "\n".join(lines[place:])] if place else [paragraphs[-1]]
    return [*paragraphs[:-1], *parts]


def _is_brief(paragraph: str) -> bool:
    """Whether it may stand in a signature: a name, a trade, a telephone."""
    return all(len(line) < 60 for line in paragraph.split("\n")) and not paragraph.rstrip().endswith("…")


def signed(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The persons whose names stand below a closing.

    >>> signed(["Bien cordialement,", "Inès Cordier"])
    ('Inès Cordier',)
    """
    lines = [line.strip(" ,—–-") for each in paragraphs for line in each.split("\n") if line.strip()]
    if not lines or not CLOSING.match(lines[0]):
        return ()
    return next(filter(None, map(names_of, lines)), ())


_GENERIC = """
ma mon mes notre un une le la les pour de du des d l et à en au the my for of a an in mein meine der die das
contribution contributions texte textes article articles essai essais proposition envoi recueil livre blanc
anthologie ouvrage collectif projet participation manuscrit version finale définitive v1 v2 v3 corrigée
corrigé fichier document pièce jointe word suite nouveau nouvelle bonjour hello message sans objet no subject
text essay article submission book anthology draft final file beitrag aufsatz buch
"""


def is_title(subject: str) -> bool:
    """Whether a mail’s subject may be the title of a text; « Ma contribution » says only what it is.

    >>> is_title("Le bac du soir"), is_title("Ma contribution pour le livre"), is_title("Texte d’Inès")
    (True, False, True)
    """
    return not all(word in _GENERIC.split() for word in re.findall(r"\w+", subject.casefold()))
