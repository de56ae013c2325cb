"""What people type by habit is read as they mean it; what only looks so is left."""

import pytest

from florilege.prose.habits import read_habits

READ = {
    "<<Bonjour !>> et << Au revoir >>": "«Bonjour !» et «Au revoir»",
    "<‹Je viens\ndemain>> dit-elle": "«Je viens\ndemain» dit-elle",
    "--Où vas-tu ?\n---Là.\n–Encore.": "— Où vas-tu ?\n— Là.\n— Encore.",
    "o\tun\no\tdeux": "- un\n- deux",
    "·\tun\no\tdeux\n§\ttrois\n·\tquatre": "- un\n    - deux\n        - trois\n- quatre",
    "o\u00a0\u00a0\u00a0un": "- un",
    "- un\n-\n- deux": "- un\n\n- deux",
    "-\n- un": "\n- un",
    "mot[^1]\n\n[^1] Une note.": "mot[^1]\n\n[^1]: Une note.",
    r"\emph{un} \textbf{deux}\footnote{trois} \textsc{Roux}": "*un* **deux**^[trois] [Roux]{.smallcaps}",
    r"\og mot\fg{} et \og{}deux\fg.": "«mot» et «deux».",
    "\\newpage\n\n\\noindent Mot": "\n\nMot",
    "mot[^1] et[^2]\n[^1] Une.\n[^2] Deux.": "mot[^1] et[^2]\n[^1]: Une.\n[^2]: Deux.",
    "mot[^1] [^2] [^3]\n\n[^1] 3 mars 2019\n[^2] *Le Monde*\n[^3]Le banc": (
        "mot[^1] [^2] [^3]\n\n[^1]: 3 mars 2019\n[^2]: *Le Monde*\n[^3]: Le banc"
    ),
    "Dates :\n1914. La guerre\nqui dure\n1918. La paix\n\n> 1936. a\n>\n> 1914. b": (
        "Dates :  \n1914\\. La guerre\nqui dure  \n1918\\. La paix\n\n> 1936\\. a\n>\n> 1914\\. b"
    ),
    "a\n\n            * * *\n\nb\n\n\t\t*\n\nc": "a\n\n* * *\n\nb\n\n*\n\nc",
    r"\href{https://a.example}{un}, \url{https://b.example}, ``mot''": (
        '[un](https://a.example), <https://b.example>, "mot"'
    ),
    "\\begin{enumerate}\n\\item un\n\\item deux\n\\end{enumerate}": "\n1. un\n1. deux\n",
    "\\begin{itemize}\n\\item un\n\\begin{enumerate}\n\\item a\n\\end{enumerate}\n\\item b\n\\end{itemize}": (
        "\n- un\n\n    1. a\n\n- b\n"
    ),
    "\\section{Un}\n\n\\subsection*{Deux}\\label{x}": "## Un\n\n### Deux",
}
LEFT = (
    "cout << x << y >> z, a << 2 et b >> 3, <<, >>, 1<<2>>1",
    "--help\n--Hop--\n-Où\n– un",
    "texte o    mot\n\no mot\n\nq  mot",
    "Titre\n-\nMot",
    "mot[^1]\n\n[^1] Une note.\n\n[^1]: Une autre.",
    "[^1] Une note que rien n’appelle.",
    "mot[^1]\n[^1], deux\n[^1]Trois\n\n| [^1] | un |\n[^1](lien)",
    "50 %% et 20 %%, 5%%6%%7",
    "*un\nmot\n*deux*\n*trois*",
    "x ^2\n\nun ^ab12\nsuite",
    "`<<a>> \\emph{b} %%c%%`\n\n```\n--Où\no\tun\n<<a>>\n```\n\n    \\emph{a}",
    r"\cite{roux} C:\emph{a} \\emph{b}",
    "En %%, c’est peu. En %%, c’est rien. Madame %%nom%%",
    "%%\n\nUn paragraphe.\n\n%%",
    "<!-- %%x%% \\emph{y} <<z>> --> mot",
    "<!--\nPrivé <<x>>\n\n--Où\n-->",
    "C:\\item il y a, `\\item un`, l’autre \\item seule, \\\\item b",
    "2 ^1000\n\nx ^haut\n\nVoir ^note",
    r"$v_{\textit{max}}$ et $\textbf{F} = m\textbf{a}$, $x << Max, donc y >> z$",
    "v\tvitesse\nq\tcharge\nt\ttemps",
    "v\tvitesse\nq\tcharge",
    "o   x   o\n\n§   Article 3\n\no    nuit",
    "- Correct : le chat dort.\n*Le chat dormons.",
    "Formes :\n*kwetwores\n*penkwe",
    "- Il a lu\n*Le Comte de\nMonte-Cristo* hier.",
    "<pre>\\emph{x}\n--Où\n<<a>></pre> <code>\\emph{x}</code>",
    r"« \og » et « \fg » ; en LaTeX, \emph{mot} met en italique, \footnote{…} fait une note",
    r"\emph{un}\emph{deux} \emph{*} \url{www.exemple.fr}",
    "``a'' b``",
    "–Lyon\n–Paris",
    "- a\n\n    ***\n\n    code\n\n    *",
    "1914. La guerre\n1915. La suite\n\nNé en\n1985. Il mourut en\n2001. Fin",
    "– Paris\n–Lyon\n\n--Force --Quiet",
)


@pytest.mark.parametrize("typed", READ)
def test_habits_are_read(typed: str) -> None:
    assert read_habits(typed) == READ[typed]


@pytest.mark.parametrize("typed", READ)
def test_no_word_of_a_habit_is_taken_for_lost(typed: str, setter) -> None:
    codes = {each.code for each in setter(typed, lang="fr")[1]}
    assert codes <= {"list-glued", "lines-joined", "heading-level-one"}


@pytest.mark.parametrize("typed", LEFT)
def test_what_only_looks_so_is_left(typed: str) -> None:
    assert read_habits(typed) == typed


def test_a_note_that_is_nowhere_is_named_once(setter) -> None:
    assert [each.line for each in setter("Un[^x].\n\nDeux[^x], trois[^y].")[1]] == [1, 3]


def test_a_note_without_words_is_named(setter) -> None:
    _, problems = setter("Un mot[^x].\n\n[^x]:", lang="fr")
    assert [(each.code, each.line) for each in problems] == [("note-empty", 3)]


def test_spans_that_say_an_element_are_that_element(setter) -> None:
    prose, problems = setter("[un]{.underline} [deux *trois*]{.mark lang=en}", lang="fr")
    assert prose.html == '<p><u>un</u> <mark lang="en">deux <em>trois</em></mark></p>'
    assert not problems
