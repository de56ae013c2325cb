"""contributions/ → Anthology, on the toy anthology and on broken ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from florilege.anthology import Anthology, load
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Body
from florilege.diagnostics.problems import Level
from florilege.prose import texts
from florilege.prose.manuscript import Manuscript
from florilege.prose.texts import locale_for, set_texts
from florilege.runtime.cache import Store
from florilege.runtime.project import Project, project_at
from florilege.runtime.workers import Workers
from site_builds import edit

BENCH = "essays/le-banc-vert/index.md"


@pytest.fixture
def project(toy: Path) -> Project:
    return project_at(toy, toy / "contributions")


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """Workers for all tests, since each takes a while to start."""
    with Workers(1) as workers:
        yield workers


def append(project: Project, path: str, text: str) -> int:
    """Add a paragraph to a file; the line on which it stands."""
    file = project.contributions / path
    before = file.read_text(encoding="utf-8").rstrip("\n")
    file.write_text(f"{before}\n\n{text}\n", encoding="utf-8")
    return before.count("\n") + 3


def found(anthology: Anthology) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.code) for one in anthology.problems if one.level is not Level.SUGGESTION]


def test_the_toy_anthology_is_whole(project: Project, pool: Workers) -> None:
    anthology = load(project, pool=pool)
    assert found(anthology) == []
    assert {key.kind for key in anthology.prose} == {"home", "author", "essay", "volume", "matter", "page"}
    assert TextKey("matter", "tome-1", "preface") in anthology.prose
    bench = anthology.prose[TextKey("essay", "le-banc-vert")]
    assert [heading.id for heading in bench.headings] == [
        "le-banc-vert--le-premier-mot",
        "le-banc-vert--le-dernier-soir",
    ]
    assert [one.text for one in bench.references] == [TextKey("essay", "le-pain-partage")]
    assert [mention.person for mention in bench.mentions] == ["Gaspard de Neuville", "Œillet, Zoé"]
    assert "essays/le-pain-partage/miche.png" in anthology.images
    assert anthology.images["authors/elise-aubry.png"].file.is_file()


def test_loaded_again_it_is_the_same_and_no_process_starts(project: Project, pool: Workers) -> None:
    first = load(project, pool=pool)
    with Workers(1) as idle:
        assert load(project, pool=idle) == first
        assert idle._pool is None


def test_one_process_or_two_give_the_same(project: Project, pool: Workers, tmp_path: Path) -> None:
    other = project_at(tmp_path / "elsewhere", project.contributions)
    assert load(project, pool=pool).prose == load(other).prose


BROKEN: dict[str, tuple[str, str, str]] = {
    "IM-01 missing image": (BENCH, "![x](absent.png)", "image-missing"),
    "IM-11 capitals": ("essays/le-pain-partage/index.md", "![x](Miche.png)", "image-missing"),
    "MD-18 no such heading": (BENCH, "[x](../le-pain-partage/index.md#la-fin)", "anchor-unknown"),
    "MD-19 no such essay": (BENCH, "[x](../absent/index.md)", "link-dead"),
    "MD-19 no such author": (BENCH, "[x](../../authors/personne.md)", "link-dead"),
    "MD-19 no such matter": (BENCH, "[x](../../volumes/tome-1/afterword.md)", "link-dead"),
    "MD-01 script": (BENCH, "<script>alert(1)</script>", "tag-refused"),
    "in a bio": ("authors/elise-aubry.md", "[x](javascript:alert(1))", "link-scheme"),
    "in a preface": ("volumes/tome-1/preface.md", "[x](../absent/index.md)", "link-dead"),
    "in the home page": ("index.md", "[x](../absent.md)", "link-dead"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_text_in_error_and_the_others_go_on(project: Project, pool: Workers, name: str) -> None:
    path, text, code = BROKEN[name]
    whole = load(project, pool=pool)
    line = append(project, path, text)
    anthology = load(project, pool=pool)
    assert (path, line, code) in found(anthology)
    assert len(anthology.errors) == 1
    assert len(whole.prose.keys() - anthology.prose.keys()) == 1
    assert all(anthology.prose[key] == whole.prose[key] for key in anthology.prose)


@pytest.mark.parametrize(
    ("link", "proposed"),
    [
        ("../le-pain-partage/", "../le-pain-partage/index.md"),
        ("../le-pain-partagé/", "../le-pain-partage/index.md"),
        ("/essays/le-pain-partge.html#a", "../le-pain-partage/index.md#a"),
        ("../tout-autre-chose/", ""),
    ],
)
def test_a_link_to_a_page_is_answered_with_a_text_that_is_there(
    project: Project, pool: Workers, link: str, proposed: str
) -> None:
    append(project, BENCH, f"[x]({link})")
    (dead,) = load(project, pool=pool).errors
    assert (dead.code, dict(dead.values)["suggestion"]) == ("link-dead", proposed)


def test_a_heading_of_another_text_is_found_by_the_anchor_of_another_system(
    project: Project, pool: Workers
) -> None:
    append(project, "essays/le-pain-partage/index.md", '## L’été où l’on sème\n\n<p id="ici">Ici.</p>')
    link = "[x](../le-pain-partage/index.md#lété-où-lon-sème), [y](../le-pain-partage/index.md#ici)"
    line = append(project, BENCH, link)
    anthology = load(project, pool=pool)
    assert found(anthology) == []
    assert (line, "anchor-foreign") in [(one.line, one.code) for one in anthology.problems]
    prose = anthology.prose[TextKey.of_path(BENCH)]
    target = "le-pain-partage--l-ete-ou-l-on-seme"
    assert f'href="florilege:essays/le-pain-partage#{target}"' in prose.html
    assert target in [reference.anchor for reference in prose.references]


def test_im_12_unused_image(project: Project, pool: Workers) -> None:
    folder = project.contributions / "essays/le-pain-partage"
    (folder / "autre.png").write_bytes((folder / "miche.png").read_bytes())
    assert found(load(project, pool=pool)) == [("essays/le-pain-partage/autre.png", 1, "image-unused")]


def test_images_beside_a_text_in_error_are_not_called_unused(project: Project, pool: Workers) -> None:
    append(project, "essays/le-pain-partage/index.md", "<script>")
    assert [code for _, _, code in found(load(project, pool=pool))] == ["tag-refused"]


def test_a_bad_image_is_named_and_the_text_stays(project: Project, pool: Workers) -> None:
    (project.contributions / "essays/le-pain-partage/miche.png").write_bytes(b"GIF89a")
    anthology = load(project, pool=pool)
    assert [code for _, _, code in found(anthology)] == ["image-unknown"]
    assert "essays/le-pain-partage/miche.png" not in anthology.images
    assert TextKey("essay", "le-pain-partage") in anthology.prose


def test_a_damaged_cache_is_as_good_as_none(project: Project, pool: Workers) -> None:
    first = load(project, pool=pool)
    for file in project.cache.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:50])
    assert load(project, pool=pool) == first


def test_the_spacing_is_the_volumes() -> None:
    body = Body(path="volumes/a/index.md", line=1, markdown="", lang="fr")
    volume = Volume(id="a", title="A", parts=(), body=body)
    author = Volume(id="a", title="A", parts=(), body=body, spacing="author")
    assert locale_for(volume, "fr-CA") == "fr"
    assert locale_for(volume, "en") == "en"
    assert locale_for(author, "fr-CA") == "fr-CA"
    assert locale_for(None, "fr-CA") == "fr-CA"


def test_a_notice_has_the_spacing_of_the_tome_that_prints_it(project: Project, pool: Workers) -> None:
    file = project.contributions / "authors/elise-aubry.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("---\n", "---\nlang: fr-CA\n", 1), encoding="utf-8"
    )
    append(project, "authors/elise-aubry.md", "L’hiver, elle lit; l’été, elle écrit.")
    notice = load(project, pool=pool).prose[TextKey("author", "elise-aubry")]
    assert "elle lit\u202f; l’été" in notice.html


def test_a_link_to_a_withdrawn_essay_is_told(project: Project, pool: Workers) -> None:
    edit(project.contributions / "essays/le-pain-partage/index.md", "---\n", "---\nstatus: withdrawn\n")
    told = {path for path, _, code in found(load(project, pool=pool)) if code == "link-withdrawn"}
    assert told == {BENCH, "essays/douze-etages/index.md"}


def stalls(text: Manuscript) -> None:
    while True:
        pass


def crashes(text: Manuscript) -> None:
    raise RecursionError("too deep")


class Instead(Workers):
    """Workers that run another function than the one they are given."""

    def __init__(self, function: Callable[[Manuscript], None]) -> None:
        super().__init__(1)
        self.function = function

    def run(self, function, calls, *, seconds):  # type: ignore[no-untyped-def]
        return super().run(self.function, calls, seconds=seconds)


@pytest.mark.parametrize(
    ("function", "code"), [(stalls, "text-timeout"), (crashes, "text-crash")], ids=["stalls", "crashes"]
)
def test_a_text_that_stalls_or_crashes_is_named_and_tried_again(
    tmp_path: Path,
    pool: Workers,
    monkeypatch: pytest.MonkeyPatch,
    function: Callable[[Manuscript], None],
    code: str,
) -> None:
    if function is stalls:
        monkeypatch.setattr(texts, "SECONDS", 0.5)
    body = Body(path=BENCH, line=11, markdown="calm\n\n[[[[[[\n\ncalm", lang="fr")
    text = Manuscript(key=TextKey("essay", "le-banc-vert"), body=body, locale="fr")
    store = Store(tmp_path)
    with Instead(function) as bad:
        done = set_texts([text], store, bad)
    assert done.prose == {}
    assert [(one.path, one.line, one.code) for one in done.problems] == [(BENCH, 13, code)]
    prose = set_texts([text], store, pool).prose
    assert list(prose) == [text.key]
