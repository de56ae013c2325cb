"""A word before a name → both, as French writes them: « d’Hélène », « de Hamid », « du Collectif ».

A vowel and a silent h elide; an aspirated h doesn't, nor do y, i and ou in « Yann », « Iann », « Ouassim »
(Grevisse and Goosse, Le bon usage, « L’élision »). Names whose h is silent come from Greek, Latin or old
French; all others count as aspirated, which is how names from elsewhere are said.
"""

import re

from florilege.language.locales import primary_language

_SILENT = (
    r"h(?:abib|adrien|amlet|annibal|armoni|aydée|ect|[ée]d|[ée]g[ée]|[ée]l(?!mut|ga)|[eé]ph|[eé]r[ao]|erc|erm[eioé]"
    r"|ermès|erminie|ervé|es[iy]od|ésiode|ilai|ilar|ild|ipp|o[mn][eéèoô]|omère|onorin|or[at]|ortens|ubert"
    r"|ugo\b|ugue|umbe|enr|ist|eur|ori[zs]|orlog|ort[ei]|abit|alei|ebdo|erb[aeio](?!r?t\b)|érit|irond|iver"
    r"|onn|osp|osti|ôpit|ôte|ui[lt]|uît|umani|umid|umo|omm|ydr|yg|ymn|yp|yac)"
)
_GLIDE = r"y(?=[aeiouàâéèêëîïôöûü])|i(?=[aeo](?!ï))|ou(?=[aeiéèïî])|w|onze|uhlan"
_ELIDED = re.compile(rf"(?!{_GLIDE})(?:[aeiouyàáâãäåéèêëîïíôöóûüùúœæø]|{_SILENT})", re.IGNORECASE)

_ARTICLES = {"le ": "du ", "les ": "des ", "la ": "de la ", "l’": "de l’", "l'": "de l’"}
_ALONE = {"": "", "du ": "le ", "des ": "les ", "de la ": "la ", "de l’": "l’"}
"""Articles with « de » → without it."""
_FEMININE = frozenset(
    """
    académie agence amicale association bibliothèque chorale cie classe collectivité commune communauté
    compagnie confédération confrérie coopérative coordination délégation école équipe fabrique famille
    fanfare fédération fondation galerie imprimerie librairie ligue maison mairie médiathèque mission
    mutuelle paroisse régie région rédaction résidence revue section société troupe union université ville
    """.split()  # noqa: SIM905
)
_MASCULINE = frozenset(
    """
    atelier bureau centre cercle choeur chœur club collectif collège comité conseil département festival
    foyer groupe groupement hôpital hospice hôtel institut journal laboratoire lycée mouvement musée
    observatoire ordre organisme orchestre orphelinat ouvroir pôle réseau secours service syndicat théâtre
    """.split()  # noqa: SIM905
)
_PLURAL = frozenset(
    """
    amis amies anciens anciennes archives ateliers bénévoles cahiers compagnons écrivains éditeurs
    éditions élèves enfants étudiants étudiantes femmes habitants habitantes jeunes lecteurs lectrices
    membres ouvriers parents presses résidents résidentes riverains riveraines soignants usagers voisins
    voisines
    """.split()  # noqa: SIM905
)
_TOWN = re.compile(r"(?i:ville)(?![ \u00a0](?:d[eu]s?|d’.*|d'.*)\b)")
"""« Ville Korhonen », a Finn, and no « Ville de Lens »."""
_NOUNS = _FEMININE | _MASCULINE | _PLURAL
"""What no person is called first: a name that begins so is an organisation's, whatever its file says."""


def joined(phrase: str, name: str, lang: str, *, organisation: bool = False) -> tuple[str, str]:
    """A phrase up to the name, its last space included, and the name as it goes on.

    Only « de », « par » and « que » at the end of a French phrase change anything; the article of an
    organisation melts into « de », or comes where usage wants one. Its common noun tells an organisation too.

    >>> joined("sous la direction de", "Odile Vasseur", "fr")
    ('sous la direction d’', 'Odile Vasseur')
    >>> joined("sous la direction de", "Le Club du puits", "fr", organisation=True)
    ('sous la direction du ', 'Club du puits')
    >>> joined("par", "Imprimerie du Pont", "fr")
    ('par l’', 'Imprimerie du Pont')
    >>> joined("edited by", "Ada", "en")
    ('edited by ', 'Ada')
    """
    word = re.search(r"(?:^|(?<=\s))(de|par|que)$", phrase)
    if primary_language(lang) != "fr" or not word:
        return f"{phrase} ", name
    before = phrase[: word.start()]
    if word[1] == "par":
        return f"{phrase} {_ALONE[_article(name)]}", name
    if word[1] == "de":
        for article, melted in _ARTICLES.items():
            rest = name[len(article) :]
            if name.lower().startswith(article) and (organisation or _noun(rest) in _NOUNS):
                return before + melted, rest
        if article := _article(name):
            return before + article, name
    elides = _ELIDED.match(name)
    return (f"{phrase[:-1]}’" if elides else f"{phrase} "), name


def _noun(name: str) -> str:
    return "" if _TOWN.match(name) else re.split(r"[\s’'-]", name, maxsplit=1)[0].lower()


def _article(name: str) -> str:
    """« de » with the article that an organisation named by a common noun gets; empty for a proper name."""
    noun = _noun(name)
    if noun in _PLURAL:
        return "des "
    if noun in _FEMININE | _MASCULINE and _ELIDED.match(noun):
        return "de l’"
    return "de la " if noun in _FEMININE else "du " if noun in _MASCULINE else ""


def with_name(sentence: str, name: str, lang: str, *, organisation: bool = False, **values: object) -> str:
    """A sentence with `{name}` in it, and the name in its place; `values` fill what else it has.

    >>> with_name("Portrait de {name}", "Yves Aubry", "fr")
    'Portrait d’Yves Aubry'
    """
    before, found, after = sentence.partition("{name}")
    if values:
        before, after = before.format(**values), after.format(**values)
    phrase = before.removesuffix(" ")
    if not found or phrase == before:
        return before + (name if found else "") + after
    before, name = joined(phrase, name, lang, organisation=organisation)
    return before + name + after
