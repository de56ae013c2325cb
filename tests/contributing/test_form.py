"""The page of the form, in Chromium and from a disk: what is written there is an essay that we accept."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, Page

from browsing import opened
from commands import florilege
from florilege.anthology import load
from florilege.catalogue.keys import TextKey
from florilege.contributing import form_page
from florilege.intake.plain_text import to_markdown
from florilege.language.sentences import languages, sentences
from florilege.runtime.project import find_project
from worlds import small

TEMPLATES = Path(form_page.__file__).parent / "templates"
HOSTILE = "</script><img src=x onerror=hacked=1>&quot;"

VOLUME = (
    "---\ntitle: Tome\nnumber: 1\nlength: {min: 5, max: 90}\n"
    "parts:\n  - id: a\n    title: A\n    essays: [un]\n---\n\nUn tome.\n"
)
SETTINGS = (
    "site_name: Essai\nsite_url: https://essai.example/\ndocs_dir: contributions\nplugins: [florilege]\n"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small anthology, and its form in each language."""
    root = tmp_path_factory.mktemp("form")
    small(root, {"volumes/tome-1/index.md": VOLUME, "authors/zo.md": f"---\nname: '{HOSTILE}'\n---\n\nLà.\n"})
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    for lang in languages():
        written = florilege(
            root, "form", "--lang", lang, "--to", "redaction@essai.example", "--output", f"{lang}.html"
        )
        assert written.returncode == 0, written.stderr
    return root


@pytest.fixture(scope="module")
def page(browser: Browser, root: Path) -> Iterator[Page]:
    """The French form, opened from the disk; whatever it asks of a network, or has to complain of, fails."""
    asked: list[str] = []
    for page in opened(browser, viewport={"width": 1440, "height": 900}):
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.on("console", lambda said: asked.append(said.text) if said.type == "error" else None)
        page.goto((root / "fr.html").as_uri())
        yield page
        assert [each for each in asked if not each.startswith(("file:", "blob:", "data:"))] == []
        assert page.evaluate("typeof hacked") == "undefined"


@pytest.fixture
def fresh(page: Page) -> Page:
    """The same, empty."""
    page.evaluate("window.removeEventListener('pagehide', keep); localStorage.clear()")
    page.reload()
    return page


PASTED = Path(__file__).parent / "pasted"
"""What a program puts on the clipboard, and the Markdown that it is to become."""
TITLES = {"word": "Le carnet de l’éclusière", "google-docs": "", "libreoffice": ""}


def pasted(name: str) -> str:
    return (PASTED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("source", TITLES)
def test_what_is_pasted_becomes_markdown(page: Page, source: str) -> None:
    read = page.evaluate("html => fromHtml(html)", pasted(f"{source}.html"))
    assert read["markdown"] == pasted(f"{source}.md")
    assert read["title"] == TITLES[source]


def test_what_does_not_come_along_is_counted(page: Page) -> None:
    lost = page.evaluate("html => fromHtml(html).lost", pasted("word.html"))
    assert lost == {"deleted": 1, "hidden": 1, "underlined": 1, "images": 1}
    assert {f"pasted-{each}" for each in lost} <= {*page.evaluate("Object.keys(WORDS)")}


TEXTS = st.lists(
    st.sampled_from(
        [
            *("#Mot", "!!! dit-il", "1987. Une année", "1. un", "2. deux", "- un", "  - deux", "\tretrait"),
            *("@_nom_ et @nom_", "Nom&Or; &amp; &semi; &x;", "<b> <x <https://a.example> <a@b.example>", ""),
            *(
                "    quatre",
                "Une phrase entière, longue de plus de soixante signes, qui finit bien là.",
                "a" * 200,
            ),
            *("Mot court", "* * *", "é 3 < 4", "\u00a0", "1.Un", "10. dix"),
        ]
    ),
    max_size=8,
)


@given(lines=TEXTS, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_plain_text_is_read_as_the_import_reads_it(page: Page, lines: list[str], end: str) -> None:
    text = end.join(lines)
    assert page.evaluate("text => plain(text)", text) == to_markdown(text)


def fill(page: Page, folder: Path) -> None:
    """All that a writer fills in, by the labels that a writer sees; the text by pasting it."""
    words = sentences("contributing", page.evaluate("DATA.lang"))
    page.locator("#body").focus()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            at("body").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true }));
        }""",
        pasted("word.html"),
    )
    assert page.get_by_label(words["essay.title"], exact=True).input_value() == "Le carnet de l’éclusière"
    page.get_by_label(words["essay.abstract"]).fill('Une écluse : "la nuit".\nEt l’eau.')
    page.get_by_label(words["essay.tags"]).fill("eau, nuit, eau")
    page.get_by_label(words["essay.date"]).fill("2026-03-01")
    page.get_by_label(words["essay.volume"]).select_option("tome-1")
    page.get_by_label(words["author.name"]).fill("Odile Mâurel")
    page.get_by_label(words["author.headline"]).fill("Éclusière: à vie")
    page.get_by_label(words["form.notice"]).fill("Elle garde l’écluse.")
    page.get_by_label(words["author.orcid"]).fill("0000-0002-1825-0097")
    page.get_by_label(words["author.url"]).fill("https://example.org/")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "quai secret"
    Image.new("RGB", (640, 480), "green").save(folder / "Photo d’été.JPG", "JPEG", exif=exif)
    Image.new("RGB", (300, 300), "blue").save(folder / "moi.png")
    page.locator("#images").set_input_files(folder / "Photo d’été.JPG")
    page.get_by_label(words["form.alt"]).fill("Une [écluse] fermée")
    page.get_by_role("button", name=words["form.insert"]).click()
    page.locator("#portrait").set_input_files(folder / "moi.png")
    page.locator("#portrait-shown img").wait_for()
    page.locator("#license").select_option("CC-BY-SA-4.0")
    for name in ("mine", "publish", "people"):
        page.locator(f"#consent-{name}").check()


@pytest.fixture(scope="module")
def packed(page: Page, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that a writer saves."""
    folder = tmp_path_factory.mktemp("writer")
    fill(page, folder)
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer le fichier").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert page.locator("#done").inner_text().startswith("Le fichier est dans vos téléchargements.")
    assert page.locator("#done a").get_attribute("href", timeout=1000) == (
        "mailto:redaction@essai.example?subject=Essai%20%3A%20Le%20carnet%20de%20l%E2%80%99%C3%A9clusi%C3%A8re"
    )
    return file


def test_the_file_holds_an_essay_its_author_and_what_was_agreed_to(packed: Path) -> None:
    assert packed.name == "le-carnet-de-l-eclusiere.florilege.zip"
    with ZipFile(packed) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [
            "consent.txt",
            "essays/le-carnet-de-l-eclusiere/index.md",
            "essays/le-carnet-de-l-eclusiere/photo-d-ete.jpg",
            "authors/odile-maurel.md",
            "authors/odile-maurel.png",
        ]
        consent = opened.read("consent.txt").decode()
        with opened.open("essays/le-carnet-de-l-eclusiere/photo-d-ete.jpg") as stream:
            picture = Image.open(stream)
            assert picture.size == (480, 640)
            assert not picture.getexif()
    assert consent.count("\n- ") == 3
    assert "Odile Mâurel\nCC BY-SA 4.0\n" in consent


def test_it_is_imported_and_the_check_accepts_it(packed: Path, root: Path) -> None:
    imported = florilege(root, "import", str(packed), "--lang", "en")
    assert imported.returncode == 0, imported.stderr
    assert "Agreed to, in the author’s words; keep le-carnet-de-l-eclusiere.florilege.zip" in imported.stdout
    checked = florilege(root, "check", "--lang", "en", "contributions/essays/le-carnet-de-l-eclusiere")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    anthology = load(find_project(root), workers=1)
    ours = ("essays/le-carnet", "authors/odile-maurel")
    assert [each.line_for("en") for each in anthology.problems if each.path.startswith(ours)] == []
    essay = anthology.catalogue.essays["le-carnet-de-l-eclusiere"]
    assert (essay.title, essay.license, essay.tags, str(essay.date)) == (
        "Le carnet de l’éclusière",
        "CC-BY-SA-4.0",
        ("eau", "nuit"),
        "2026-03-01",
    )
    assert essay.abstract == 'Une écluse : "la nuit".\nEt l’eau.'
    author = anthology.catalogue.authors["odile-maurel"]
    assert (author.headline, author.portrait) == ("Éclusière: à vie", "authors/odile-maurel.png")
    prose = anthology.prose[TextKey("essay", essay.id)]
    assert 'alt="Une [écluse] fermée"' in prose.html
    assert len(prose.notes) == 1
    again = florilege(root, "import", str(packed), "--lang", "en")
    assert (again.returncode, "[parcel-taken]" in again.stderr) == (2, True)


def test_a_letter_answers_the_essay_from_which_the_form_was_opened(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    letters = root / "contributions/essays/un/letters"
    letters.mkdir()
    first = "---\nauthors: [Zoé]\ndate: 2026-01-01\nlicense: CC BY 4.0\n---\n\nD’accord.\n"
    (letters / "zoe.md").write_text(first, encoding="utf-8")
    assert florilege(root, "form", "--lang", "fr", "--output", "letters.html").returncode == 0
    for page in opened(browser, viewport={"width": 1440, "height": 900}):
        page.goto(f"{(root / 'letters.html').as_uri()}?essay=un&letter=zoe")
        assert page.locator("#answered-letter").inner_text() == "En réponse à la lettre de Zoé."
        assert "facultatif" in page.locator("label[for=essay-title]").inner_text()
        assert not page.locator("#essay-abstract").is_visible()
        assert not page.locator("#images").is_visible()
        page.locator("#body").fill("Pas moi :\n\nnon.")
        page.locator("#author-name").fill("Zoé")
        page.locator("#license").select_option("CC-BY-4.0")
        for name in ("mine", "publish"):
            page.locator(f"#consent-{name}").check()
        with page.expect_download() as download:
            page.get_by_role("button", name="Enregistrer le fichier").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        page.locator("#answered").select_option("")
        assert page.locator("label[for=essay-title]").inner_text().strip() == "Titre"
        assert page.locator("#essay-abstract").is_visible()
    assert file.name == "un-zoe-2.florilege.zip"
    imported = florilege(root, "import", str(file), "--lang", "en")
    assert imported.returncode == 0, imported.stderr
    assert "letters/zoe-2.md" in imported.stdout
    again = florilege(root, "import", str(file), "--lang", "en")
    assert (again.returncode, "[parcel-letter-there]" in again.stderr) == (2, True)
    assert {each.name for each in letters.iterdir()} == {"zoe.md", "zoe-2.md"}
    assert {"Réponse à «\u00a0Un\u00a0»", "Zoé"} <= {*map(str.strip, imported.stdout.splitlines())}
    anthology = load(find_project(root), workers=1)
    assert [each.code for each in anthology.problems if "letters/" in each.path] == []
    letter = anthology.catalogue.letters[TextKey("letter", "un", "zoe-2")]
    assert (letter.answers, letter.license, letter.body.markdown) == ("zoe", "CC-BY-4.0", "Pas moi :\n\nnon.")
    nowhere = florilege(root, "import", str(file), "--id", "rien", "--lang", "en")
    assert (nowhere.returncode, "[parcel-unanswered]" in nowhere.stderr) == (2, True)


def test_length_is_counted_as_the_check_counts_it(page: Page, packed: Path, root: Path) -> None:
    """Within what typography adds; the volume’s limits are then said in the check’s words."""
    anthology = load(find_project(root), workers=1)
    for id, essay in anthology.catalogue.essays.items():
        counted = page.evaluate("text => counted(text)", essay.body.markdown)
        prose = anthology.prose[TextKey("essay", id)]
        assert counted["words"] == pytest.approx(prose.words, abs=1)
        assert counted["signs"] == pytest.approx(prose.characters, rel=0.05, abs=3)


def test_what_is_wrong_is_said_where_it_is(fresh: Page) -> None:
    def said(field: str) -> str:
        return fresh.locator(f"#{field}-problem").inner_text()

    fresh.get_by_role("button", name="Enregistrer le fichier").click()
    assert said("essay-title") == "le champ « Titre » ne dit rien ; remplissez-le".replace(
        "« ", "«\u00a0"
    ).replace(" »", "\u00a0»").replace(" ;", "\u202f;")
    assert fresh.evaluate("document.activeElement.id") == "essay-title"
    fresh.locator("#essay-title").fill("x" * 201)
    assert "200" in said("essay-title")
    fresh.locator("#essay-title").fill("Un titre")
    assert said("essay-title") == ""
    fresh.locator("#author-orcid").fill("0000-0002-1825-0098")
    assert "ORCID" in said("author-orcid")
    fresh.locator("#author-url").fill("example.org")
    assert "https://" in said("author-url")
    fresh.locator("#essay-tags").fill(", ".join(f"t{n}" for n in range(13)))
    assert "12" in said("essay-tags")
    fresh.locator("#essay-volume").select_option("tome-1")
    fresh.locator("#body").fill("mot " * 91)
    assert said("body").startswith("91 mots")
    fresh.locator("#body").fill("Trop court ![](absente.png)")
    assert "absente.png" in said("images")
    assert fresh.locator("#left li").count() > 3


def test_what_was_written_is_there_again(fresh: Page) -> None:
    fresh.locator("#body").fill("Un brouillon.")
    fresh.reload()
    assert fresh.locator("#body").input_value() == "Un brouillon."


def test_it_can_be_filled_in_without_a_mouse(fresh: Page) -> None:
    """Tab comes to each control in the order of the page, each has a name and shows that it is in focus."""
    wanted = fresh.evaluate(
        """[...document.querySelectorAll('#form input, #form textarea, #form select, #form button')]
            .filter(each => each.offsetParent).map(each => each.id || each.textContent)"""
    )
    fresh.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(80):
        fresh.keyboard.press("Tab")
        focused = fresh.evaluate(
            """(() => { const each = document.activeElement; return {
                id: each.id || each.textContent, type: each.type,
                outline: getComputedStyle(each).outlineStyle,
                named: each.labels ? each.labels.length > 0 || each.tagName === 'BUTTON' : true }; })()"""
        )
        if focused["id"] == wanted[-1]:
            seen.append(focused["id"])
            break
        if not seen or seen[-1] != focused["id"]:  # a date has three stops
            seen.append(focused["id"])
        assert focused["named"], focused
        assert focused["outline"] != "none" or focused["type"] == "date", focused  # its parts show it
    assert seen == wanted


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen_and_is_accessible(
    browser: Browser, root: Path, lang: str, width: int, scheme: str
) -> None:
    for page in opened(browser, viewport={"width": width, "height": 844}, color_scheme=scheme):
        page.goto((root / f"{lang}.html").as_uri())
        page.get_by_role("button", name=sentences("contributing", lang)["form.save"]).click()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations] == []


def test_the_page_asks_for_nothing_and_runs_its_own_script_alone(root: Path) -> None:
    html = (root / "fr.html").read_text(encoding="utf-8")
    names = re.sub(r"&lt;.*?&gt;", "", html.partition("<script")[0])
    assert not re.search(r'(?:src|href)="?(?!#)', names)
    assert "default-src &#39;none&#39;" in html
    assert html.count("<script") == 2
    assert HOSTILE not in html


def test_every_sentence_of_the_script_is_there_and_used() -> None:
    script = (TEMPLATES / "form.js").read_text(encoding="utf-8")
    template = (TEMPLATES / "form.html").read_text(encoding="utf-8")
    texts = sentences("contributing", "en")
    named = {f"form.{key}" for key in re.findall(r'WORDS\["([\w.-]+)"\]', script)}
    named |= set(re.findall(r'words\["([\w.-]+)"\]', template))
    named |= {key for key in texts if key.startswith("form.pasted-")}  # by what is lost, tested above
    named |= {key for key in texts if key.startswith("form.tool-")}
    assert {key for key in texts if key.startswith("form.")} == {
        key for key in named if key.startswith("form.")
    }
    lost = set(re.findall(r'lose\("(\w+)"\)', script)) | {"title"}
    assert {f"form.pasted-{each}" for each in lost} == {
        key for key in texts if key.startswith("form.pasted-")
    }
    tools = set(re.findall(r"^  (\w+): \(\) =>", script, re.MULTILINE))
    assert {f"form.tool-{each}" for each in tools} == {key for key in texts if key.startswith("form.tool-")}


def test_the_same_anthology_gives_the_same_page(root: Path) -> None:
    for name in ("one.html", "two.html"):
        assert florilege(root, "form", "--lang", "en", "--output", name).returncode == 0
    assert (root / "one.html").read_bytes() == (root / "two.html").read_bytes()


def test_names_and_titles_stand_as_readers_see_them_listed(tmp_path: Path) -> None:
    names = {"zoe": "Zoé Abel", "elie": "Élie Zola", "yann": "Yann Dubois"}
    essay = "---\ntitle: L'heure d'Armand\nauthors: [elie]\nlicense: CC BY 4.0\n---\n\nIl était une fois.\n"
    authors = {f"authors/{id}.md": f"---\nname: {name}\n---\n\nLà.\n" for id, name in names.items()}
    small(tmp_path, {**authors, "essays/heure/index.md": essay})
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    html = form_page.form_page(load(find_project(tmp_path), workers=1).catalogue, "fr")
    listed = [id for id in re.findall(r'<option value="([\w-]+)"', html) if id in names]
    assert listed == ["zoe", "yann", "elie"]
    assert "L’heure d’Armand" in html
