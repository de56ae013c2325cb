"""Each code that is declared to be mended is: one case or more each, and no case for another."""

import re
import shutil
from pathlib import Path

import pytest

from florilege.catalogue.keys import TextKey
from florilege.mending.menders import MENDED
from florilege.mending.remedies import Remedies
from florilege.runtime.workers import Workers
from mending.folders import check, mend, tree
from worlds import essay, picture, small

Files = dict[str, str | bytes | None]


def body(text: str) -> Files:
    return {"essays/un/index.md": essay("date: 2026-03-01", text)}


def fields(text: str) -> Files:
    return {"essays/un/index.md": f"---\n{text}\n---\n\nIl était une fois.\n"}


def shown(written: str, file: str = "un/quai.jpg", **more: str) -> Files:
    return body(f"![Un quai]({written})") | {f"essays/{file}": picture()}


GOOD = "title: Un\nauthors: [ada]\nlicense: CC BY 4.0"
TEXT = f"---\n{GOOD}\n---\n\nL’été, c’était “bien”…\n"

CASES: list[tuple[str, Files]] = [
    ("not-utf-8", {"essays/un/index.md": TEXT.encode("cp1252")}),
    ("not-utf-8", {"essays/un/index.md": TEXT.encode("utf-16")}),
    ("not-utf-8", {"essays/un/index.md": TEXT.encode() + "Été".encode("cp1252")}),
    ("character-forbidden", body("Un mot\x02 coupé.")),
    ("character-windows", body("L\x92été.")),
    ("front-matter-dashes", {"essays/un/index.md": f"———\n{GOOD}\n———\n\nOui.\n"}),
    ("front-matter-dashes", {"essays/un/index.md": f"––-\n{GOOD}\n---\n\nOui.\n"}),
    ("front-matter-unopened", {"essays/un/index.md": f"{GOOD}\n---\n\nOui.\n"}),
    ("front-matter-unopened", {"essays/un/index.md": f"{GOOD}\n\nOui.\n"}),
    ("front-matter-unclosed", {"essays/un/index.md": f"---\n{GOOD}\n\nOui.\n"}),
    ("front-matter-dashes", {"essays/un/index.md": f"---\n{GOOD}\n———\n\nOui.\n"}),
    ("field-name-signs", fields("**title**: Un\nauthors\u200b: [ada]\nlicense：CC BY 4.0")),
    ("yaml-glued", fields("title:Un\nauthors:[ada]\nlicense:CC BY 4.0")),
    ("yaml-tab", fields("title: Un\nauthors:\n\t- ada\nlicense: CC BY 4.0")),
    ("yaml-colon", fields("title: Un : deux  # oui\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-comment", fields("title: Un # 5  # oui\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-comment", fields("title: Un\nauthors: [ada]\nlicense: CC BY 4.0\ntags:\n  - #a\n  - b")),
    ("yaml-comment-glued", fields("title: Un# Titre.\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-indent", fields("title: Un\net deux\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-space", fields("title:\u00a0Un\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-curly", fields("title: “Un : deux”\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-quote", fields('title: "Un\nauthors: [ada]\nlicense: CC BY 4.0')),
    ("yaml-quote", fields("title: Un\nauthors: [ada\nlicense: CC BY 4.0")),
    ("yaml-quote", fields("title: 'L'un'\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-sign", fields("title: @un\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-item", fields("title: Un\nauthors:\n– ada\nlicense: CC BY 4.0")),
    ("yaml-anchor", fields("title: *Un\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("yaml-tag", fields("title: !Un deux\nauthors: [ada]\nlicense: CC BY 4.0")),
    ("field-choice", fields(f"{GOOD}\nstatus: Publiées")),
    ("field-choice", fields(f"{GOOD}\ndraft: 0")),
    ("value-curly", fields("title: Un\nauthors: [ada]\nlicense: CC BY 4.0\nlang: “fr”")),
    ("lang-unknown", fields(f"{GOOD}\nlang: français")),
    ("lang-unknown", fields(f"{GOOD}\nlang: “Anglais”")),
    (
        "translation-unmarked",
        body("Il était une fois.")
        | {"essays/un/index.en.md": "---\ntitle: One\ntranslators: [Ruth Ashdown]\n---\n\nOnce.\n"},
    ),
    ("id-invalid", fields(f"{GOOD}\nvolume: Tome 1")),
    ("notes-typed", body("Un mot[1], `a[1]` [2].\n\n[1] Une note.\n[2] Une *autre*.")),
    ("notes-typed", body("Un mot<sup>1</sup>.\n\n<sup>1</sup> Une note.")),
    ("heading-is-title", body("# Un\n\nIl était une fois.")),
    ("heading-is-title", body("Un\n==\n\nIl était une fois.")),
    ("heading-is-title", body("# **Un** {#un .unnumbered}\n\nIl était une fois.")),
    ("heading-level-one", body("# Le quai\n\nUne fois.\n\n## Le soir\n\nDeux fois.")),
    ("heading-level-one", body("Le quai\n=======\n\nUne fois.\n\nLe soir\n-------\n\nDeux fois.")),
    ("heading-level-one", body("# Un\n\n# Le quai\n\nUne fois.\n\n## Le soir\n\nDeux fois.")),
    ("attribute-dropped", body('Voir <a href="https://example.org/" target="_blank">ceci</a>.')),
    ("attribute-dropped", body("[ceci](https://example.org/){target=_blank}")),
    ("attribute-dropped", body('```py linenums="1"\nx = 1\n```')),
    ("class-dropped", body('<p class="intro right">Une fois.</p>')),
    ("class-dropped", body("Un [mot]{.grand} souligné.")),
    ("attribute-dropped", body('```{.python linenums="1"}\nx = 1\n```')),
    ("attribute-dropped", body("~~~ {r, echo=FALSE}\nx = 1\n~~~")),
    ("attribute-dropped", body("![Un quai](quai.jpg){width=50% #vue}") | {"essays/un/quai.jpg": picture()}),
    ("class-dropped", body("~~~ {.python .numberLines}\nx = 1\n~~~")),
    ("class-dropped", body("## Le quai {#sec:quai .unnumbered}\n\nUne fois.")),
    ("class-dropped", body("Une fois.\n{: .lead }")),
    ("comma-bracket", body("Un mot, (oui).")),
    ("emoji-nbsp", body("Un mot 🙂\u00a0oui.")),
    ("etc-ellipsis", body("Des pommes, etc…")),
    ("month-capital", body("Le 3 Mars, il vint.")),
    ("unit-stop", body("À 3 km. de là.")),
    ("essay-not-in-folder", {"essays/2024-05-01-deux.md": TEXT}),
    ("essay-not-in-folder", {"essays/un/index.md": None, "essays/un/texte.md": TEXT}),
    ("essay-not-in-folder", {"essays/deux/index.markdown": TEXT}),
    ("file-stray", {"authors/bob.markdown": "---\nname: Bob Rue\n---\n\nIl écrit.\n"}),
    ("name-invalid", {"essays/L’été/index.md": TEXT}),
    ("name-invalid", {"authors/Bob Rue.md": "---\nname: Bob Rue\n---\n\nIl écrit.\n"}),
    ("name-too-long", {f"essays/{'un-mot-' * 12}fin/index.md": TEXT}),
    ("image-missing", shown("Quai.jpg")),
    ("image-missing", shown("quai.jpeg")),
    ("image-missing", shown("vues/quai.jpg")),
    ("image-name", shown("le-quai.jpg", "un/le-quai.jpg") | {"essays/un/Le quai.JPG": picture(200)}),
    ("image-renamed", shown("Le%20quai.JPG", "un/Le quai.JPG")),
    ("image-renamed", body("Oui.") | {"essays/un/Le quai.JPG": picture()}),
    ("image-path", shown("/images/quai.jpg")),
    ("image-path", shown("../images/quai.jpg", "images/quai.jpg")),
    (
        "portrait-missing",
        {
            "authors/ada.md": "---\nname: Ada Lune\nportrait: Ada.jpg\n---\n\nOui.\n",
            "authors/ada.jpg": picture(),
        },
    ),
    (
        "portrait-name",
        {
            "authors/ada.md": '---\nname: Ada Lune\nportrait: "/ada/Ada été.JPG"\n---\n\nOui.\n',
            "authors/Ada été.JPG": picture(),
        },
    ),
]


def test_every_declared_code_has_a_case() -> None:
    assert {code for code, _ in CASES} == MENDED


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all cases, so that they share a cache."""
    return tmp_path_factory.mktemp("mended")


@pytest.mark.parametrize(
    ("code", "files"), CASES, ids=[f"{code}-{number}" for number, (code, _) in enumerate(CASES)]
)
def test_each_code_is_mended(code: str, files: Files, folders: Path, pool: Workers) -> None:
    shutil.rmtree(folders / "contributions", ignore_errors=True)
    root = small(folders, files)
    before = check(folders, pool)
    told = [each for each in before.problems if each.code == code]
    assert told
    assert Remedies(root, before.catalogue, told).count() == len(told), "and the summary says so"
    made = mend(folders, pool)
    after = check(folders, pool)
    assert [each for each in after.problems if each.code in MENDED] == []
    assert after.errors == ()
    assert mend(folders, pool).changes == (), "mended twice is mended once"
    touched = {each.old for each in made.changes} | {each.new for each in made.changes}
    assert touched <= {*files, *tree(folders)}


@pytest.mark.parametrize(
    "markdown",
    [
        "Un mot.\n\n    une ligne\n# Le quai",
        "- Un mot.\n\n      une ligne\n\n# Le quai",
        "::: {.columns}\n::: {.column width=50%}\nUn mot.\n:::\n:::",
        "Un mot.\n\n::: {.page-break}\n:::",
        "> ::: {.lead}\n> Un mot.\n> :::",
    ],
)
def test_what_is_mended_reads_as_before(markdown: str, folders: Path, pool: Workers) -> None:
    shutil.rmtree(folders / "contributions", ignore_errors=True)
    small(folders, body(markdown))
    before = check(folders, pool)
    mend(folders, pool)
    after = check(folders, pool)
    told = {each.code for each in before.problems}
    assert [each for each in after.problems if each.code not in told] == []
    key = TextKey("essay", "un")
    html = after.prose[key].html
    assert ":::" not in html
    assert "Un mot." in html
    if key in before.prose:
        words, mended = (re.sub(r"<[^>]*>", " ", each.prose[key].html).split() for each in (before, after))
        assert mended == words
    assert mend(folders, pool).changes == ()
