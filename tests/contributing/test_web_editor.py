"""The web editor: its settings fit its own schema; in Chromium, it writes an essay that the check accepts."""

import json
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Browser, Page

from browsing import opened, served
from commands import florilege
from florilege.catalogue.keys import TextKey
from florilege.contributing.editor_page import (
    ADDRESS,
    BACKENDS,
    DIGESTS,
    EDITOR,
    checked_backend,
    editor_files,
    editor_settings,
    letter_address,
)
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages
from florilege.reading.loader import read
from florilege.reading.schema import KINDS
from site_builds import build, without_tomes
from worlds import small

ARCHIVES = Path(sys.prefix) / "web-editor"
GITHUB = {"name": "github", "repo": "exemple/anthologie"}
GITLAB = {"name": "gitlab", "repo": "a/b"}
FORGEJO = {
    "name": "gitea",
    "repo": "a/b",
    "base_url": "https://f.example",
    "api_root": "https://f.example/api/v1",
}
OPTION = "      web_editor: {name: github, repo: exemple/anthologie, branch: main, auth_methods: [token]}\n"


@pytest.fixture(scope="module")
def root(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy anthology’s folder, with the editor’s archives, and its site."""
    missing = [name for name in DIGESTS if not (ARCHIVES / name).is_file()]
    assert missing == [], "run scripts/setup --tests"
    root = without_tomes(Path(shutil.copytree(read_toy, tmp_path_factory.mktemp("editor") / "toy")))
    shutil.copytree(ARCHIVES, root / "web-editor")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert text.rstrip().endswith("tomes: false")
    settings.write_text(text.rstrip() + "\n" + OPTION, encoding="utf-8")
    built = build(root, "--strict")
    assert built.returncode == 0, built.stderr
    return root


LOCAL = """
window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("repo");
FileSystemHandle.prototype.requestPermission = async () => "granted";
FileSystemHandle.prototype.queryPermission = async () => "granted";
"""
"""The browser’s own folder of files in the place of the one that a person would choose."""

FILL = """async files => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("repo", { create: true });
    await root.getDirectoryHandle(".git", { create: true });
    for (const [path, text] of Object.entries(files)) {
        const parts = path.split("/"), name = parts.pop();
        let folder = root;
        for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
        const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await file.write(text);
        await file.close();
    }
}"""

READ = """async () => {
    const found = {};
    const walk = async (folder, within) => {
        for await (const [name, each] of folder.entries()) {
            try {
                if (each.kind === "directory") await walk(each, `${within}${name}/`);
                else found[within + name] = await (await each.getFile()).text();
            } catch (error) { // what the editor writes first is gone again
                if (error.name !== "NotFoundError") throw error;
            }
        }
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("repo"), "");
    return found;
}"""


def texts(root: Path) -> dict[str, str]:
    paths = (root / "contributions").rglob("*.md")
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(scope="module")
def editor(browser: Browser, root: Path) -> Iterator[Page]:
    """The editor, at work on a copy of the toy’s texts; it asks no other site for anything but its status."""
    asked: list[str] = []
    for address in served(root / "site"):
        for page in opened(browser, viewport={"width": 1280, "height": 900}, locale="fr-FR"):
            page.add_init_script(LOCAL)
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"{address}{ADDRESS}LICENSE.txt")
            page.evaluate(FILL, texts(root))
            page.goto(address + ADDRESS)
            page.get_by_role("button", name="dépôt local").click()
            page.get_by_text("Le banc vert").first.wait_for()
            yield page
        own = (address, "data:", "blob:", "https://www.githubstatus.com/")
        assert [each for each in asked if not each.startswith(own)] == []


def to_the_end(page: Page) -> None:
    """Scroll down: fields are there once they are seen."""
    page.mouse.move(640, 500)
    for _ in range(14):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(100)


def save(page: Page, *, count: int, text: str) -> dict[str, str]:
    """All files after the editor has written `count` of them with this text."""
    page.get_by_role("button", name="Enregistrer").first.click()
    for _ in range(100):
        files: dict[str, str] = page.evaluate(READ)
        found = [path for path, words in files.items() if text in words]
        if len(found) == count and all(path.endswith(".md") for path in found):  # not what it writes first
            return files
        page.wait_for_timeout(100)
    raise AssertionError(f"nothing was saved with {text}")


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1].strip()


def test_an_essay_that_is_opened_and_saved_keeps_its_words_and_fields(editor: Page, root: Path) -> None:
    before = texts(root)
    for title, id in (("Le banc vert", "le-banc-vert"), ("Letters to a Stranger", "letters-to-a-stranger")):
        editor.get_by_text(title).first.click()
        editor.get_by_role("textbox", name="Titre", exact=True).wait_for()
        to_the_end(editor)
        text = editor.locator("textarea").last
        text.press("Control+End")
        text.press_sequentially(f" Fin de {id}.")
        after = save(editor, count=1, text=f"Fin de {id}.")
        path = f"contributions/essays/{id}/index.md"
        assert body(after[path]) == f"{body(before[path])} Fin de {id}."
        editor.get_by_text("Le pain partagé").first.wait_for()
        (root / path).write_text(after[path], encoding="utf-8")
    old, _ = read(root / "contributions", {})
    assert old.essays["letters-to-a-stranger"].lang == "en"
    assert "letters-to-a-stranger" in old.volume_of
    changed = {path for path, text in after.items() if text != before.get(path)}
    assert {path.split("/")[2] for path in changed} == {"le-banc-vert", "letters-to-a-stranger"}


def test_an_essay_is_written_and_the_check_accepts_it(editor: Page, root: Path) -> None:
    editor.evaluate("location.hash = '#/collections/essays/new'")
    editor.get_by_role("textbox", name="Titre", exact=True).fill("L’écluse du soir")
    editor.get_by_text("Zoé Œillet", exact=True).click()
    to_the_end(editor)
    written = "Il était une fois[^1], chez [[Gaspard de Neuville]].\n\n[^1]: Ou deux."
    editor.locator("textarea").last.fill(written)
    after = save(editor, count=1, text="Il était une fois[^1]")
    (path,) = (each for each in after if each not in texts(root))
    assert path == "contributions/essays/l-ecluse-du-soir/index.md"
    assert body(after[path]) == written
    file = root / path
    file.parent.mkdir()
    file.write_text(after[path], encoding="utf-8")
    checked = florilege(root, "check", str(file.parent))
    assert checked.returncode == 0, checked.stdout
    catalogue, _ = read(root / "contributions", {})
    assert [each.author for each in catalogue.essays["l-ecluse-du-soir"].bylines] == ["zoe-oeillet"]


def test_a_letter_is_begun_from_its_essay_and_lands_beside_it(editor: Page, root: Path) -> None:
    page = (root / "site/essays/le-banc-vert/index.html").read_text(encoding="utf-8")
    assert f'href="../../{ADDRESS}{letter_address("le-banc-vert")}"' in page
    editor.evaluate(f"location.hash = '{letter_address('le-banc-vert')}'")
    editor.get_by_role("textbox", name="Titre", exact=True).fill("De l’autre rive")
    assert editor.get_by_role("textbox", name="En réponse à", exact=True).input_value() == "le-banc-vert"
    to_the_end(editor)
    editor.locator("[data-key-path='authors']").locator("input, textarea").first.fill(
        "Marthe Olivier", timeout=9000
    )
    editor.locator("textarea").last.fill("Moi aussi, un soir.")
    after = save(editor, count=1, text="Moi aussi, un soir.")
    path = "contributions/essays/le-banc-vert/letters/de-l-autre-rive.md"
    assert "Moi aussi, un soir." in after[path]
    file = root / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(after[path], encoding="utf-8")
    checked = florilege(root, "check", str(file))
    assert checked.returncode == 0, checked.stdout
    catalogue, _ = read(root / "contributions", {})
    letter = catalogue.letters[TextKey("letter", "le-banc-vert", "de-l-autre-rive")]
    assert (letter.answers, [each.name for each in letter.bylines]) == (None, ["Marthe Olivier"])


@pytest.mark.browser
@pytest.mark.parametrize("backend", [GITHUB, GITLAB, FORGEJO], ids=lambda each: each["name"])
@pytest.mark.parametrize("lang", languages())
def test_its_settings_fit_its_own_schema(root: Path, lang: str, backend: dict[str, Any]) -> None:
    with tarfile.open(ARCHIVES / EDITOR) as archive:
        stream = archive.extractfile("package/schema/sveltia-cms.json")
        assert stream
        schema = json.load(stream)
    catalogue, _ = read(root / "contributions", {})
    settings = editor_settings(catalogue, backend, lang, site_url="https://essai.example/")
    jsonschema.validate(settings, schema)
    assert settings.get("publish_mode") == (None if backend is FORGEJO else "editorial_workflow")


@pytest.mark.parametrize("kind", ["essay", "author"])
def test_it_knows_every_field_of_the_schema(tmp_path: Path, kind: str) -> None:
    """One that it doesn’t know it would drop."""
    catalogue, _ = read(small(tmp_path), {})
    collections = {each["name"]: each for each in editor_settings(catalogue, GITHUB, "fr")["collections"]}
    known = [field["name"] for field in collections[f"{kind}s"]["fields"]]
    assert sorted(known) == sorted([*KINDS[kind].model_fields, "body"])


def test_bodies_are_edited_as_markdown_alone(tmp_path: Path) -> None:
    catalogue, _ = read(small(tmp_path), {})
    for collection in editor_settings(catalogue, GITHUB, "fr")["collections"]:
        assert collection["fields"][-1]["modes"] == ["raw"]


@pytest.mark.parametrize(
    "option",
    [
        {},
        {"name": "github"},
        {"name": "svn", "repo": "a/b"},
        {"name": "github", "repo": "a/b", "token": "secret"},
        {"name": "gitea", "repo": "a/b"},
    ],
)
def test_settings_that_it_would_not_take_are_refused(option: dict[str, Any]) -> None:
    with pytest.raises(FlorilegeError) as raised:
        checked_backend(option)
    assert (raised.value.code, raised.value.exit_code) == ("editor-settings", 2)
    assert set(BACKENDS) <= set(raised.value.message("en").replace(",", "").replace(";", "").split())


def test_another_archive_than_the_known_one_is_refused(tmp_path: Path) -> None:
    catalogue, _ = read(small(tmp_path), {})
    (tmp_path / "web-editor").mkdir()
    (tmp_path / "web-editor" / EDITOR).write_bytes(b"something else")
    with pytest.raises(FlorilegeError) as raised:
        dict(editor_files(catalogue, tmp_path, GITHUB, "fr"))
    assert raised.value.code == "editor-missing"
    assert "npm pack @sveltia/cms@" in raised.value.message("fr")
