"""A grammar and a number generator → French prose that means nothing and looks like any other.

What a page costs depends on its letters: how long the words are, which of them hyphenate, how often a
quotation mark or a semicolon wants its space. So words, elisions and punctuation are about as frequent here
as in contributions/, and the sentences, made from the productions below, agree in gender and number.

    >>> import random
    >>> contracted("je attendait que il parle de le autre ami et de le train de sa amie")
    "j'attendais qu'il parle de l'autre ami et du train de son amie"
    >>> sentences(random.Random(612), 4) == sentences(random.Random(612), 4)
    True
"""

import random
import re

PHRASES = """
sentence
    {clause}.
    {clause} {place}.
    {time}, {clause}.
    {time}, {clause}, {link} {clause}.
    {clause}, {link} {clause}.
    {clause}, et {clause}.
    {clause} ; {clause}, {link} {clause}.
    {clause} : {np}, {np}, {np}.
    {place}, {clause}, {gerund} {np}.
    {who} {said} que {clause}.
    {who} {said} : « {remark}. »
    « {remark} », {reply} {anyone}.
    « {question} ? », demandait {anyone}.
    je crois aujourd'hui que {clause}, {link} {clause}.
    il y avait {np}, {np} et, {place}, {np}.
    ce n'était ni {one} ni {one} : c'était {one}, {place}.
    que restait-il de {np} ? {np}, {adv}.
    fallait-il {inf} {np}, ou bien {inf} {np} ?
    {inf}, {inf}, {inf} encore : {clause}.
    on appelait cela *{bare}*, faute de mieux ; {clause}.
    {one} – {np}, pour être exact – {vi} {place}.
    {adv}, {clause} !
    {year}, {clause}, {link} {clause}.

clause
    {who} {vt} {np}
    {who} {vt} {np} {place}
    {who} {vt} {adv} {np}
    {who} {vi} {place}
    {who} {vi} {adv}
    {who} {vi}, {gerund} {np}
    {who} {modal} {inf} {np}
    {who} ne {vt} plus {np}
    {who} ne {vi} jamais {place}
    personne ne {vt} {np}
    il n'y avait plus de {bare}
    c'est à {of} que l'on a {done} {np}
    elle l'a {done}, ou il l'a {done}
    on lui a {done} {np}, qui n'y est plus
    il a {done} {np} et n'en a rien dit
    elle a {done} {np}
    {one} qui {vi} {place} {vt} {np}
    {one} que {anyone} {vt} {vi_too} {adv}

who
    il
    elle
    on
    je
    je
    ils
    {anyone}
    {one}

anyone
    {given}
    le {man}
    la {woman}
    cet {man_vowel}
    ma {woman}
    son {man}

np
    {one}
    {one}
    les {ns}
    des {ns} de {bare}
    quelques {ns}
    ses {ns}
    les {ns} de {of}

one
    le {nm}
    un {nm} {am}
    le {pre_m} {nm}
    ce {nm}
    son {nm}
    le {nm} de {of}
    un {nm} de {bare}
    la {nf}
    une {nf} {af}
    la {pre_f} {nf}
    cette {nf}
    sa {nf}
    la {nf} de {of}
    une {nf} {either}

of
    le {nm}
    la {nf}
    les {ns}
    la {woman}
    le {man}

bare
    {nm}
    {nf}
    {nm} {either}
    {nf} {either}

place
    devant {room}
    derrière {room}
    près de {room}
    à côté de {room}
    au fond de {room}
    à quelques pas de {room}
    de l'autre côté de {room}
    le long de {room}
    au milieu de {room}

room
    le {place_m}
    le {place_m} {am}
    le {place_m} de {of}
    la {place_f}
    la {place_f} {af}
    la {place_f} de {of}

time
    ce matin-là
    le lendemain
    un dimanche de novembre
    vers dix-sept heures
    au bout de trois semaines
    pendant des années
    la veille de son départ
    chaque mercredi
    à la tombée du jour
    quelques minutes plus tard
    dès le mois d'avril
    cet hiver-là
    une fois, une seule
    en fin d'après-midi
    longtemps avant tout cela
    aux premières gelées

year
    en 1954
    en mars 1968
    l'été 1976
    le 9 novembre 1989
    à l'automne 1997
    en 2003
    le 14 juillet 2015
    au printemps 2020

link
    parce que
    pendant que
    tandis que
    puisque
    lorsque
    comme si
    sans savoir que
    bien avant que l'on sache que
    de sorte que
    alors que
    et pourtant
    mais
    car

modal
    devait
    pouvait
    voulait
    savait
    préférait
    n'osait pas
    finissait par
    commençait à
    continuait de
    avait l'intention de
    n'avait pas le temps de
    passait ses journées à

said
    disait
    prétendait
    affirmait
    expliquait
    croyait
    racontait
    écrivait
    supposait
    répétait
    se rappelait

reply
    répondait
    murmurait
    demandait
    reprenait
    insistait
    corrigeait
    concluait

remark
    vous n'étiez pas obligé de {inf} {np}, vous savez
    je cherche {np}
    entrez donc, {np} ne mord pas
    c'est pour {np}, ou pour {np}
    il ne faut jamais {inf} {np}
    laissez {np} {place} ; quelqu'un passera
    nous verrons bien
    on a {done} {np}, voilà tout
    si tu y tiens

question
    vous n'auriez pas vu {np}
    et si c'était {np}
    qui donc a {done} {np}
    tu te souviens de {np}
    et il n'y a rien de plus
    c'est à vous, {np}

heading
    le {nm} de {of}
    la {nf} de {of}
    {inf} {np}
    {bare}, {bare}
    ce que {anyone} {vt}
    {place}

item
    {np}, {place} ;
    {np} et {np} ;
    {inf} {np}, {gerund} {np} ;

encounter
    {time}, @ {vt} {np} {place}.
    c'est là que @ {vt} {np}, {link} {clause}.
    @ {said} que {clause}.
    {clause}, {link} @ {vt} {np}.
"""
"""Symbol, then one production a line; `@` is left for whoever asks. All verbs are in the third person."""

WORDS = {
    "nm": """
        accent accord adieu air ami amour anniversaire appel appartement argument arrosoir article automne
        avenir avis bagage balai baluchon bavardage billet bonheur bouquet bouton bruit brouillard cahier
        calendrier carnet carton chagrin chandail chapeau chemin cheval chien choix ciel clavier coeur
        commencement compagnon compliment contretemps coquelicot costume courage courrier couteau crayon cri
        début départ désaccord détail détour dictionnaire dimanche discours doute drap écran édredon effort
        embarras emploi engrenage ennui enregistrement enthousiasme entretien équilibre espoir étonnement
        événement exemple fauteuil feu fil fruit geste goût habit hiver horaire immeuble instant jardinage
        jeu journal lendemain lieu linge livre locataire magnétophone malentendu manteau matin mensonge
        merci message métier mois monde morceau mot moteur mouchoir murmure mystère nom numéro objet oiseau
        orage ordinateur oreiller orgueil panier papier parapluie pardon parfum passage passé pays pain
        piano plaisir poids poème portrait prénom pressentiment printemps prix problème projet raccourci
        radiateur recommencement refrain regard rendez-vous renseignement repas réseau retard réveil rêve
        rideau roman sac salut secret séjour sentiment service signe silence soir sommeil souvenir sourire
        surnom tableau téléphone témoignage temps thé timbre tiroir train travail trésor tumulte tutoiement
        vacarme vent verre vélo village violon visage voisinage volet voyage
    """,
    "nf": """
        absence adresse affaire aiguille amitié ampoule année anecdote apparence assiette attente audace
        averse aventure bague balance bibliothèque bicyclette boîte bonté bougie brise brouette bûche
        cafetière caresse carte casserole chaise chance chanson chaussure chemise circonstance clé cloche
        colère confiance confidence connaissance consolation conversation correspondance couleur coutume
        couverture craie curiosité date découverte délicatesse dentelle distance douceur douleur écharpe
        écriture émotion enfance enveloppe épaule erreur étoffe étoile évidence excuse explication farine
        feuille fièvre figure filature fin fleur fois forme fortune fraîcheur généalogie génération
        gentillesse gratitude grille habitude herbe hésitation heure histoire horloge idée image impatience
        imprudence inattention incompréhension indulgence inquiétude invitation jeunesse joie journée lampe
        langue laine lenteur lettre ligne liste lumière lune machine main maladresse malchance manière
        marche matière mémoire mélancolie mesure minute mine moitié montre musique neige note nouvelle
        nuance nuit odeur ombre opinion oreille orthographe page parole patience peine pensée permission
        phrase pierre photographie pluie poche politesse poussière présence prière promenade promesse
        prudence question raison rancune reconnaissance recette rencontre réponse responsabilité
        ressemblance rumeur saison serrure signature silhouette solitude solidarité soupe surprise table
        tendresse timidité tradition traduction tristesse valise veste vérité vie visite vitre voix
    """,
    "ns": """
        amis années arbres auteurs autobus bancs bavards camarades chaises chaussettes cheveux clés
        collègues commerçants conversations cousins draps doigts enfants escaliers étoiles feuilles fenêtres
        fleurs gestes habitants hirondelles histoires horaires images inconnus invités jours lettres
        lecteurs livres lumières mains marches mouettes mots musiciens nuages nouvelles oiseaux oranges
        paroles passagers passants pas phrases photographies pommes portes questions rails rideaux saisons
        souvenirs spectateurs timbres trains vagues valises vélos vêtements visages voisins voyageurs yeux
    """,
    "man": """
        boulanger facteur voisin cordonnier libraire concierge contrôleur gardien médecin professeur
        jardinier musicien pharmacien bibliothécaire menuisier père frère cousin postier chauffeur garçon
        traducteur
    """,
    "man_vowel": """
        ami inconnu étudiant éclusier horloger instituteur imprimeur oncle apprenti épicier infirmier
    """,
    "woman": """
        voisine boulangère factrice tante mère grand-mère soeur cousine amie inconnue étudiante couturière
        bibliothécaire infirmière institutrice gardienne pharmacienne violoniste postière conductrice dame
    """,
    "given": """
        Adrien Agnès Aïcha Baptiste Blandine Célestin Colette Désiré Éléonore Eugène Fadila Gabriel
        Geneviève Ibrahim Irène Jeanne Joachim Léontine Lucienne Marguerite Maurice Nadège Octave Raymonde
        Rosalie Samuel Séraphine Théodore Ursule Valentin Victorine Yvonne
    """,
    "place_m": """
        couloir escalier jardin marché quai palier café square vestibule wagon atelier bureau grenier parc
        théâtre cimetière potager hôpital supermarché pont bois canal bistrot kiosque guichet carrefour
    """,
    "place_f": """
        gare cour cuisine rue place chambre boutique cage école librairie bibliothèque boulangerie mairie
        forêt rivière salle terrasse buanderie église usine médiathèque banlieue clairière impasse fontaine
    """,
    "am": """
        vert gris blanc ancien inattendu silencieux étranger quotidien léger lourd profond mystérieux
        parisien bleu curieux heureux discret entier parfait précis inconnu abandonné familier lent muet vif
        imprévu interminable oublié négligé mouillé provincial municipal ordinaire extraordinaire
    """,
    "af": """
        verte grise blanche ancienne inattendue silencieuse étrangère quotidienne légère lourde profonde
        mystérieuse parisienne bleue curieuse heureuse discrète entière parfaite précise inconnue abandonnée
        familière lente muette vive imprévue interminable oubliée négligée mouillée provinciale municipale
    """,
    "either": """
        invisible tranquille fragile calme rouge jaune sensible utile inutile modeste triste facile
        difficile possible impossible rare célèbre pâle tiède raisonnable imperceptible inoubliable
        incroyable vraisemblable indispensable insupportable mélancolique sympathique téléphonique
        électronique
    """,
    "pre_m": "petit vieux beau nouveau premier dernier grand long même autre second pauvre simple",
    "pre_f": "petite vieille belle nouvelle première dernière grande longue même autre seconde pauvre simple",
    "vt": """
        regardait attendait écoutait racontait cherchait trouvait oubliait préférait gardait portait ouvrait
        fermait posait donnait prenait rendait perdait connaissait reconnaissait comprenait apprenait
        remplaçait traversait suivait retenait devinait inventait copiait photographiait accompagnait
        interrompait remerciait défendait enregistrait recommençait désapprouvait recopiait transportait
        décrivait déchiffrait surveillait rassemblait distribuait voyait tenait soulevait saluait invitait
        aimait craignait évitait poursuivait promettait refusait acceptait réparait nettoyait dessinait
        traduisait corrigeait imaginait expliquait rappelait annonçait méritait occupait supportait
    """,
    "vi": """
        souriait marchait dormait parlait riait hésitait attendait restait revenait partait tremblait
        chantait pleurait vieillissait disparaissait réapparaissait s'attardait s'endormait s'impatientait
        se_taisait se_promenait se_demandait s'arrêtait s'asseyait s'éloignait passait travaillait voyageait
        toussait renonçait obéissait existait bavardait changeait descendait montait s'interrogeait
    """,
    "vi_too": "suffisait manquait comptait disparaissait revenait tremblait brillait s'effaçait recommençait",
    "done": """
        vu lu dit fait pris mis rendu perdu reçu su tenu ouvert offert écrit appris compris attendu entendu
        regardé raconté trouvé oublié gardé porté fermé posé donné cherché copié recopié invité aimé refusé
        réparé dessiné traduit accompagné photographié
    """,
    "gerund": """
        en_regardant en_attendant en_cherchant en_racontant en_oubliant en_comptant en_imitant en_évitant
        en_saluant en_observant en_traversant en_remerciant en_désignant sans_regarder sans_réveiller
        sans_comprendre pour_retrouver pour_oublier pour_remplacer afin_de_préserver
    """,
    "inf": """
        attendre regarder écouter raconter écrire lire comprendre oublier retrouver remercier apprendre
        traduire recommencer interroger accompagner reconnaître inviter rejoindre consoler imaginer
        photographier recueillir surprendre défendre corriger partager réparer déchiffrer préparer
        poursuivre abandonner transmettre traverser nommer désobéir_à ressembler_à renoncer_à penser_à
        répondre_à
    """,
    "adv": """
        lentement longtemps toujours parfois souvent encore déjà presque ensemble doucement simplement
        vraiment seulement rarement soudain malgré_tout sans_doute peut-être quotidiennement
        vraisemblablement imperceptiblement silencieusement provisoirement mystérieusement involontairement
        exceptionnellement poliment distraitement régulièrement immédiatement patiemment tendrement
        obstinément à_voix_basse sans_y_penser pour_la_première_fois comme_tout_le_monde
        une_fois_pour_toutes
    """,
}
"""Symbol → its words; `_` is a space. Names: n noun, a adjective, v verb in the imperfect, m f s gender and
number, t i with and without an object."""

VOWEL = "(?=[aeiouyhàâéèêëîïôûœAEIOUYHÉÈÊŒ])"
"""What a word is elided before: no word above begins with an aspirated h."""

AGREEMENTS = (
    (r"oe(?=ur)", "œ"),
    (r"\b([Jj]e (?:ne |n')?)s(?=e |')", r"\1m"),
    (r"\b([Jj]e (?:ne |n')?(?:me |m')?\w+)ait\b", r"\1ais"),
    (r"\b([Ii]ls (?:ne |n')?(?:se |s')?\w+)ait\b", r"\1aient"),
    (r"\b([Dd])e des ", r"\1e "),
    (rf"\b([msMS])a {VOWEL}", r"\1on "),
    (rf"\b([Cc])e {VOWEL}(?!était)", r"\1et "),
    (rf"\bvieux {VOWEL}", "vieil "),
    (rf"\b(b|nouv)eau {VOWEL}", r"\1el "),
    (rf"\b([ldnsmjtLDNSMJT])[ea] {VOWEL}", r"\1'"),
    (rf"\b((?:[Ll]ors|[Pp]uis)?[Qq]u)e {VOWEL}", r"\1'"),
    (r"\b([Dd])e le ", r"\1u "),
    (r"\b([Dd])e les ", r"\1es "),
    (r"\b[àÀ] le ", "au "),
    (r"\b[àÀ] les ", "aux "),
    (r"\b([Ss])i il", r"\1'il"),
)
"""What French makes of two words that meet, in the order in which it is done."""


def productions() -> dict[str, tuple[str, ...]]:
    """Symbol → what it may become."""
    blocks = (block.splitlines() for block in PHRASES.strip().split("\n\n"))
    phrases = {symbol: tuple(line.strip() for line in lines) for symbol, *lines in blocks}
    words = {symbol: tuple(w.replace("_", " ") for w in text.split()) for symbol, text in WORDS.items()}
    return phrases | words


PRODUCTIONS = productions()


def say(chance: random.Random, symbol: str) -> str:
    """What a symbol becomes, with agreements and elisions, and a capital where it begins."""
    text = contracted(expanded(chance, symbol))
    return re.sub(r"(^|[?!] |: « )([^\w@»]*)(\w)", lambda match: match[1] + match[2] + match[3].upper(), text)


def expanded(chance: random.Random, symbol: str) -> str:
    chosen = chance.choice(PRODUCTIONS[symbol])
    return re.sub(r"\{(\w+)\}", lambda match: expanded(chance, match[1]), chosen)


def contracted(text: str) -> str:
    for pattern, replacement in AGREEMENTS:
        text = re.sub(pattern, replacement, text)
    return text


def sentences(chance: random.Random, words: int) -> str:
    """Whole sentences, up to the one with which they are at least so many words."""
    said: list[str] = []
    length = 0
    while length < words:
        said.append(say(chance, "sentence"))
        length += count(said[-1])
    return " ".join(said)


def count(text: str) -> int:
    """Words as people count them: « l'ami » is one, « » is none."""
    return len(re.findall(r"\w[\w'’-]*", text))
