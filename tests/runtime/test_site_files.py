"""What mkdocs.yml names for the look of the site: which files are meant, and which never are."""

from pathlib import Path

import pytest

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import Project, find_project, offered_files, project_at
from florilege.runtime.site_files import site_files


def project(root: Path, names: tuple[str, ...], files: dict[str, str]) -> Project:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "contributions").mkdir(exist_ok=True)
    return project_at(root, root / "contributions", site_files=names)


def found(project: Project) -> dict[str, str]:
    return {path: file.relative_to(project.root).as_posix() for path, file in site_files(project).items()}


def test_a_name_is_looked_up_below_the_contributions_then_beside_the_settings(tmp_path: Path) -> None:
    files = {
        "contributions/assets/logo.svg": "<svg/>",
        "assets/logo.svg": "other",
        "extra.css": "",
        "a.js": "",
    }
    names = (
        "assets/logo.svg",
        "extra.css?v=1",
        "./a.js",
        "https://a.example/x.css",
        "//a.example/y.js",
        "no.css",
    )
    assert found(project(tmp_path, names, files)) == {
        "assets/logo.svg": "contributions/assets/logo.svg",
        "extra.css": "extra.css",
        "a.js": "a.js",
    }


def test_what_a_style_sheet_refers_to_comes_with_it(tmp_path: Path) -> None:
    style = """
        @import "more/other.css" screen;
        @import url(more/print.css);
        @media (min-width: 1px) { .a { background: #fff url(../img/a.png?x#y) no-repeat } }
        @font-face { src: url("fonts/f.woff2") format("woff2"), url(data:font/woff2;base64,AAAA) }
        .b { --x: url(missing.png); background: image-set(url('/a.png') 1x, url(https://a.example/b.png)) }
        .c { content: "url(img/none.png)" }
    """
    files = {
        "contributions/css/site.css": style,
        "contributions/css/more/other.css": "@import '../site.css'; .d { src: url(in.png) }",
        "contributions/css/more/print.css": "",
        **dict.fromkeys(("contributions/img/a.png", "contributions/css/fonts/f.woff2"), "x"),
        **dict.fromkeys(("contributions/css/more/in.png", "contributions/css/img/none.png"), "x"),
    }
    assert sorted(found(project(tmp_path, ("css/site.css",), files))) == [
        "css/fonts/f.woff2",
        "css/more/in.png",
        "css/more/other.css",
        "css/more/print.css",
        "css/site.css",
        "img/a.png",
    ]


def test_nothing_outside_of_the_folders_is_ever_meant(tmp_path: Path) -> None:
    outside = tmp_path / "secret.css"
    outside.write_text("x", encoding="utf-8")
    root = tmp_path / "anthology"
    files = {"contributions/a.css": "a { background: url(../../secret.css) } b { src: url(link.css) }"}
    made = project(
        root, ("a.css", "../secret.css", str(outside), "link.css", "linked/secret.css", "."), files
    )
    (root / "contributions/link.css").symlink_to(outside)
    (root / "contributions/linked").symlink_to(tmp_path)
    assert list(found(made)) == ["a.css"]


def test_the_settings_are_read_without_mkdocs(tmp_path: Path) -> None:
    (tmp_path / "contributions").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, logo: l.svg, favicon: f.png}\nextra_css: [a.css]\n"
        "extra_javascript:\n  - b.js\n  - {path: c.mjs, type: module}\n"
        "plugins:\n  - florilege:\n      files: [{Dossier: presse.pdf}, {2026: sub/plan.pdf}]\n",
        encoding="utf-8",
    )
    made = find_project(tmp_path)
    assert made.site_files == ("l.svg", "f.png", "a.css", "b.js", "c.mjs")
    assert made.offered == (("Dossier", "presse.pdf"), ("2026", "sub/plan.pdf"))


@pytest.mark.parametrize(
    "setting",
    ["a.pdf", {"A": "a.pdf"}, [["a.pdf"]], [{"A": "a.pdf", "B": "b.pdf"}], [{"A": ["a.pdf"]}]]
    + [[path] for path in ("", "../a.pdf", "/a.pdf", "a//b.pdf", "a/./b.pdf", "a\\b.pdf", "files/", 3)],
)
def test_another_list_of_downloads_is_refused(setting: object) -> None:
    with pytest.raises(FlorilegeError) as raised:
        offered_files(setting)
    assert (raised.value.code, raised.value.exit_code) == ("settings-files", 2)
