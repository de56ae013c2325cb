"""The table of bad inputs: each row goes through the real reader, which refuses it with one problem.

A row's id is that of the threat: FM is about front matter, NP about names and paths, PR about proposals.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.checks import rules
from florilege.diagnostics.problems import Level, Problem, visible
from florilege.reading.frontmatter import MAX_FILE
from florilege.reading.loader import read
from worlds import essay, small

ESSAY = "essays/un/index.md"
REST = "authors: [ada]\nlicense: CC BY 4.0\n---\n\nTexte.\n"


def laughs(count: int, form: str) -> str:
    """`count` levels of anchors, each of nine times the one before."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} {form.format(','.join([f'*a{n - 1}'] * 9))}" for n in range(1, count)]
    return "\n".join(lines)


BAD_ESSAYS: dict[str, tuple[str | bytes, str, int]] = {
    "FM-01": (essay('subtitle: !!python/object/apply:os.system ["touch pwned"]'), "yaml-tag", 2),
    "FM-02-env": (essay("subtitle: !ENV HOME"), "yaml-tag", 2),
    "FM-02-include": (essay("subtitle: !include /etc/passwd"), "yaml-tag", 2),
    "FM-03": (essay(laughs(9, "[{}]")), "yaml-anchor", 2),
    "FM-04": (essay(laughs(8, "{{<<: [{}]}}")), "yaml-anchor", 2),
    "FM-04-no-anchor": (essay("<<: {subtitle: x}"), "yaml-anchor", 2),
    "FM-05": (essay("x: " + "[" * 30_000), "yaml-depth", 2),
    "FM-06": (f"---\ntitle: Un\ntitle: Deux\n{REST}", "field-twice", 3),
    "FM-06-alias": (essay("author: ada"), "field-twice-named", 4),
    "FM-08": (f"---\n{REST}", "field-missing", 1),
    "FM-08-empty": (f"---\nlang: fr\ntitle:\n{REST}", "field-missing", 3),
    "FM-08-quotes": (f"---\nlang: fr\ntitle: ''\n{REST}", "field-empty", 3),
    "FM-09": (f"---\ntitle: {'x' * 7_000}\n{REST}", "field-too-long", 2),
    "FM-09-scalar": (f"---\ntitle: {'x' * 10_000}\n{REST}", "value-too-long", 2),
    "FM-10": (f"---\ntitle:\n  - a\n{REST}", "field-not-text", 3),
    "FM-12": (essay("date: 2020-02-30"), "date-unknown", 2),
    "FM-13": (essay("date: 12/01/2026"), "date-unclear", 2),
    "FM-15-inf": (essay("order: .inf"), "number-invalid", 2),
    "FM-15-nan": (essay("order: .nan"), "number-invalid", 2),
    "FM-15-huge": (essay("order: 99999999999"), "number-invalid", 2),
    "FM-16": (essay("subtitle: !!binary aGVsbG8="), "yaml-tag", 2),
    "FM-19": ("Il était une fois.\n", "front-matter-missing", 1),
    "FM-19-empty": ("", "front-matter-missing", 1),
    "FM-19-later": ("\n---\ntitle: Un\n---\n\nTexte.\n", "field-missing", 1),
    "FM-19-toml": ("+++\ntitle = 'Un'\n+++\n\nTexte.\n", "field-missing", 1),
    "FM-20-list": ("---\n- a\n- b\n---\n\nTexte.\n", "front-matter-not-fields", 2),
    "FM-20-scalar": ("---\nbonjour\n---\n\nTexte.\n", "front-matter-not-fields", 2),
    "FM-20-nothing": ("---\nauthors: ada\n---\n\nTexte.\n", "field-missing", 1),
    "FM-24": (essay("subtitle: x").encode() + b"\nl'\xff\n", "not-utf-8", 10),
    "FM-25": (essay("subtitle: a\x00b"), "character-forbidden", 2),
    "FM-26": (essay("subtitle: a\u202eb"), "character-forbidden", 2),
    "FM-27": (essay('subtitle: "a\\u202eb"'), "character-forbidden", 2),
    "FM-27-nul": (essay('subtitle: "a\\0b"'), "character-forbidden", 2),
    "FM-31": (essay("abstract: |\n" + "  abc def\n" * 100_000), "file-too-big", 1),
    "FM-31-small": (essay("\n".join(f"a{n}: x" for n in range(6_000))), "front-matter-too-long", 1),
    "FM-32-nodes": (essay(f"tags: [{'a,' * 2_500}]"), "yaml-nodes", 2),
    "FM-33-key": (essay("? [a, b]\n: c"), "yaml-key", 2),
    "FM-34-document": (essay("lang: fr\n--- x\ntemplate: x"), "yaml-document", 3),
    "FM-34-directive": (essay("%YAML 1.1"), "yaml-document", 3),
    "NP-01-volume": (essay("volume: ../../etc/x"), "id-invalid", 2),
    "NP-14": (b"---\ntitle: Un\n---\n" + b" " * (MAX_FILE + 1), "file-too-big", 1),
}


MISTYPED: dict[str, tuple[str, str, int]] = {
    "FM-18": (f"---\ntitle: Un\n{REST.replace('---', '')}", "front-matter-unclosed", 5),
    "FM-17": (essay("lang: fr\ntags:\n\t- a"), "yaml-tab", 4),
    "FM-35-colon": (f"---\ntitle: Ici: là\n{REST}", "yaml-colon", 2),
    "FM-36-quote": (f'---\nsubtitle: "Ici\ntitle: Un\n{REST}', "yaml-quote", 2),
    "FM-37-yaml": (essay("tags: [a, b}"), "yaml-quote", 2),
}
"""Fields that YAML can't read and that mean one thing: read so, and told with the line to write."""


LEFT_ASIDE: dict[str, tuple[str, str]] = {
    "FM-07": (essay("titel: Un"), "field-unknown"),
    "FM-28-content": (essay("content: x"), "field-unknown"),
    "FM-28-metadata": (essay("metadata: x"), "field-unknown"),
    "FM-28-handler": (essay("handler: x"), "field-unknown"),
    "FM-29": (essay("template: main.html"), "field-ignored"),
}
"""Fields that aren't ours: told, and nothing is made of them."""


def check(root: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    catalogue, problems = read(root)
    return catalogue, tuple(sorted({*problems, *rules.check(catalogue)}))


@pytest.mark.parametrize(("text", "code", "line"), BAD_ESSAYS.values(), ids=BAD_ESSAYS)
def test_bad_essay(tmp_path: Path, text: str | bytes, code: str, line: int) -> None:
    catalogue, problems = check(small(tmp_path, {ESSAY: text}))
    # Nothing is said of the volume that lists it, nor of its author without a text.
    errors = [each for each in problems if each.level is Level.ERROR]
    assert {(each.path, each.code) for each in errors} == {(ESSAY, code)}
    assert errors[0].line == line
    assert not catalogue.essays
    assert catalogue.refused == {TextKey("essay", "un")}
    assert not (tmp_path / "pwned").exists()
    for lang in ("fr", "en"):
        assert visible(problems[0].line_for(lang)) == problems[0].line_for(lang)


@pytest.mark.parametrize(("text", "code", "line"), MISTYPED.values(), ids=MISTYPED)
def test_what_is_mistyped(tmp_path: Path, text: str, code: str, line: int) -> None:
    catalogue, (told,) = check(small(tmp_path, {ESSAY: text}))
    assert (told.path, told.line, told.code, told.level) == (ESSAY, line, code, "warning")
    assert catalogue.essays.keys() == {"un"}


@pytest.mark.parametrize(("text", "code"), LEFT_ASIDE.values(), ids=LEFT_ASIDE)
def test_what_is_left_aside(tmp_path: Path, text: str, code: str) -> None:
    plain, _ = check(small(tmp_path / "plain"))
    catalogue, problems = check(small(tmp_path, {ESSAY: text}))
    assert [(each.path, each.line, each.code) for each in problems] == [(ESSAY, 2, code)]
    assert replace(catalogue.essays["un"], body=plain.essays["un"].body) == plain.essays["un"]


GOOD_ESSAYS: dict[str, tuple[str | bytes, str, str]] = {
    "FM-11": (f"---\ntitle: no\n{REST}", "no", "Texte."),
    "FM-14": (f"---\ntitle: 12:30:45\n{REST}", "12:30:45", "Texte."),
    "FM-14-zeros": (f"---\ntitle: 0017\n{REST}", "0017", "Texte."),
    "FM-14-null": (f"---\ntitle: null\n{REST}", "null", "Texte."),
    "FM-21": (f"---\ntitle: Un\n{REST}\n---\n\nFin.\n", "Un", "Texte.\n\n---\n\nFin."),
    "FM-22": (b"\xef\xbb\xbf" + f"---\ntitle: Un\n{REST}".encode(), "Un", "Texte."),
    "FM-23-crlf": (f"---\ntitle: Un\n{REST}\nFin.\n".replace("\n", "\r\n"), "Un", "Texte.\n\nFin."),
    "FM-23-cr": (f"---\ntitle: Un\n{REST}\nFin.\n".replace("\n", "\r"), "Un", "Texte.\n\nFin."),
    "FM-30": (f"---\ntitle: <script>alert(1)</script>\n{REST}", "<script>alert(1)</script>", "Texte."),
    "FM-38-joiners": (f"---\ntitle: می\u200cخواهم 👩\u200d🚀\n{REST}", "می\u200cخواهم 👩\u200d🚀", "Texte."),
    "FM-39-quotes": (
        f'---\ntitle: "Þór : « l’O’Brien » & <3"\n{REST}',
        "Þór : « l’O’Brien » & <3",
        "Texte.",
    ),
    "FM-40-fence": (f"---  \ntitle: Un\n{REST}", "Un", "Texte."),
}


@pytest.mark.parametrize(("text", "title", "body"), GOOD_ESSAYS.values(), ids=GOOD_ESSAYS)
def test_good_essay(tmp_path: Path, text: str | bytes, title: str, body: str) -> None:
    catalogue, problems = check(small(tmp_path, {ESSAY: text}))
    assert problems == ()
    assert catalogue.essays["un"].title == title
    assert catalogue.essays["un"].body.markdown == body
    assert catalogue.essays["un"].body.line == 7


def link(target: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return make


def fifo(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir(parents=True)


def sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)


def file(text: str = "---\ntitle: X\n---\n\nTexte.\n") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return make


DEUX = file(essay("lang: fr"))

BAD_TREES: dict[str, tuple[str, Callable[[Path], None], list[tuple[str, str]]]] = {
    "NP-01-portrait": (
        "authors/bob.md",
        file("---\nname: Bob Rue\nportrait: ../../x.png\n---\n"),
        [("authors/bob.md", "portrait-name")],
    ),
    "NP-02-CON": ("essays/CON/index.md", DEUX, [("essays/CON", "name-reserved")]),
    "NP-02-aux": ("essays/aux/index.md", DEUX, [("essays/aux", "name-reserved")]),
    "NP-02-com1": ("authors/com1.md", DEUX, [("authors/com1.md", "name-reserved")]),
    "NP-03": (
        "essays/Un/index.md",
        DEUX,
        [("essays/Un", "name-clash"), ("essays/Un", "name-invalid"), ("essays/un", "name-clash")],
    ),
    "NP-04": ("essays/d\u0430me/index.md", DEUX, [("essays/d\u0430me", "name-invalid")]),
    "NP-05-essay": (
        "essays/un.md",
        DEUX,
        [("essays/un.md", "essay-not-in-folder")],
    ),
    "NP-05-author": (
        "authors/ada/index.md",
        DEUX,
        [
            ("authors/ada", "author-not-a-file"),
            ("authors/ada", "name-clash"),
            ("authors/ada.md", "name-clash"),
        ],
    ),
    "NP-06-index": ("essays/index/index.md", DEUX, [("essays/index", "name-reserved")]),
    "NP-06-assets": ("volumes/assets/index.md", DEUX, [("volumes/assets", "name-reserved")]),
    "NP-06-search": ("essays/search/index.md", DEUX, [("essays/search", "name-reserved")]),
    "NP-06-404": ("essays/404/index.md", DEUX, [("essays/404", "name-reserved")]),
    "NP-07-newline": ("essays/a\nb/index.md", DEUX, [("essays/a\nb", "name-invalid")]),
    "NP-07-quote": ('essays/a"b/index.md', DEUX, [('essays/a"b', "name-invalid")]),
    "NP-07-question": ("essays/a?/index.md", DEUX, [("essays/a?", "name-invalid")]),
    "NP-07-colon": ("essays/a:b/index.md", DEUX, [("essays/a:b", "name-invalid")]),
    "NP-07-backslash": ("essays/a\\b/index.md", DEUX, [("essays/a\\b", "name-invalid")]),
    "NP-07-bidi": ("essays/a\u202eb/index.md", DEUX, [("essays/a\u202eb", "name-invalid")]),
    "NP-07-image": ("essays/un/a b.png", file(), []),
    "NP-07-long": (f"essays/{'x' * 65}/index.md", DEUX, [(f"essays/{'x' * 65}", "name-too-long")]),
    "NP-08": (ESSAY, link("/etc/passwd"), [(ESSAY, "file-symlink")]),
    "NP-08-folder": ("essays/etc", link("/etc"), [("essays/etc", "file-symlink")]),
    "NP-09": ("essays/boucle", link("boucle"), [("essays/boucle", "file-symlink")]),
    "NP-09-up": ("essays/un/haut", link(".."), [("essays/un/haut", "file-symlink")]),
    "NP-10": (ESSAY, fifo, [(ESSAY, "file-special")]),
    "NP-12-html": ("essays/un/page.html", file(), [("essays/un/page.html", "file-stray")]),
    "NP-12-js": ("assets/javascripts/bundle.js", file(), [("assets", "folder-stray")]),
    "NP-12-svg": ("essays/un/dessin.svg", file(), [("essays/un/dessin.svg", "file-stray")]),
    "NP-12-CNAME": ("CNAME", file(), [("CNAME", "file-stray")]),
    "NP-12-robots": ("robots.txt", file(), [("robots.txt", "file-stray")]),
    "NP-12-htaccess": (".htaccess", file(), [(".htaccess", "file-stray")]),
    "NP-12-gitattributes": ("essays/.gitattributes", file(), [("essays/.gitattributes", "file-stray")]),
    "NP-12-authors": (".authors.yml", file(), [(".authors.yml", "file-stray")]),
    "NP-12-submodule": ("essays/un/.git", file(), [("essays/un/.git", "file-stray")]),
    "NP-12-hidden": ("essays/un/.git", folder, [("essays/un/.git", "folder-stray")]),
    "NP-12-readme": ("README.md", file(), [("README.md", "page-misplaced")]),
    "NP-12-essay": ("essays/un/autre.md", DEUX, [("essays/un/autre.md", "essay-not-in-folder")]),
    "NP-12-lock": ("essays/un/~$plan.docx", file(), [("essays/un/~$plan.docx", "file-lock")]),
    "NP-12-lock-libre": ("essays/.~lock.x.odt#", file(), [("essays/.~lock.x.odt#", "file-lock")]),
    "NP-12-volume": ("volumes/notes.txt", file(), [("volumes/notes.txt", "file-stray")]),
    "NP-12-capital": ("essays/un/Fig.PNG", file(), []),
    "NP-12-deep": ("essays/un/a/b/c/d/e.png", file(), [("essays/un/a/b/c/d", "folder-stray")]),
    "NP-13": ("essays/vide", folder, [("essays/vide/index.md", "text-missing")]),
    "NP-13-image": ("essays/vide/a.png", file(), [("essays/vide/index.md", "text-missing")]),
    "NP-14-sparse": (ESSAY, sparse, [(ESSAY, "file-too-big")]),
    "NP-15-body": (ESSAY, file(essay("lang: fr", body="")), [(ESSAY, "text-empty")]),
}


@pytest.mark.parametrize(("path", "make", "expected"), BAD_TREES.values(), ids=BAD_TREES)
def test_bad_tree(
    tmp_path: Path, path: str, make: Callable[[Path], None], expected: list[tuple[str, str]]
) -> None:
    root = small(tmp_path)
    make(root / path)
    catalogue, problems = check(root)
    told = [each for each in problems if each.level != "suggestion"]
    assert [(each.path, each.code) for each in told] == expected
    if {each.level for each in told} == {"warning"}:
        assert "ada" in catalogue.authors, "what is misplaced stops nothing"
    for each in problems:
        assert visible(each.line_for("fr")) == each.line_for("fr")


def test_the_twins_of_one_name_are_both_named(tmp_path: Path) -> None:
    root = small(tmp_path)
    make = file()
    make(root / "essays/un/e\u0301.png")
    make(root / "essays/un/\u00e9.png")
    clashes = [dict(each.values) for each in check(root)[1] if each.code == "name-clash"]
    assert clashes == [
        {"name": "e\u0301.png", "other": "\u00e9.png"},
        {"name": "\u00e9.png", "other": "e\u0301.png"},
    ]


def test_np_11_a_closed_file_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def closed(path: os.PathLike[str], *arguments: int) -> int:
        if str(path).endswith(ESSAY):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", closed)
    _, problems = check(small(tmp_path))
    assert [(each.path, each.code) for each in problems] == [(ESSAY, "file-unreadable")]


def test_np_11_a_closed_folder_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def closed(path: Path) -> object:
        if path.name == "un":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    _, problems = check(small(tmp_path))
    assert [(each.path, each.code) for each in problems] == [("essays/un", "file-unreadable")]


@pytest.mark.parametrize(
    "name", [".DS_Store", "._un.png", "Thumbs.db", "desktop.ini", "index.md~", ".index.md.swp"]
)
def test_what_machines_leave_behind_is_ignored(tmp_path: Path, name: str) -> None:
    root = small(tmp_path, {f"essays/un/{name}": "x"})
    assert check(root)[1] == ()


def test_pr_01_one_orcid_two_names(tmp_path: Path) -> None:
    orcid = "orcid: 0000-0002-1825-0097"
    root = small(
        tmp_path,
        {
            "authors/ada.md": f"---\nname: Ada Lune\n{orcid}\n---\n",
            "authors/bob.md": f"---\nname: Bob Rue\n{orcid}\n---\n",
            ESSAY: essay("lang: fr").replace("[ada]", "[ada, bob]"),
        },
    )
    assert [(each.path, each.line, each.code, each.level) for each in check(root)[1]] == [
        ("authors/ada.md", 3, "orcid-twice", "warning"),
        ("authors/bob.md", 3, "orcid-twice", "warning"),
    ]


def test_pr_03_a_volume_lists_an_unknown_essay(tmp_path: Path) -> None:
    text = "---\ntitle: Tome\nparts:\n  - title: A\n    essays:\n      - un\n      - nu\n---\n"
    _, problems = check(small(tmp_path, {"volumes/tome-1/index.md": text}))
    assert [(each.path, each.line, each.code) for each in problems] == [
        ("volumes/tome-1/index.md", 7, "essay-unknown")
    ]


def test_all_mistakes_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "index.md": "Bonjour.\n",
            "authors/ada.md": "---\nname: {x: 1}\norcid: 1\nwat: x\n---\n",
            ESSAY: "---\ntitle: ''\ndate: hier\nlicense: CQFD\n---\n",
        },
    )
    assert [(each.path, each.line, each.code) for each in check(root)[1]] == [
        ("authors/ada.md", 2, "field-unknown-in"),
        ("authors/ada.md", 3, "orcid-invalid"),
        ("authors/ada.md", 4, "field-unknown"),
        (ESSAY, 1, "field-missing"),
        (ESSAY, 2, "field-empty"),
        (ESSAY, 3, "date-form"),
        ("index.md", 1, "front-matter-missing"),
    ]
