"""The three book designs: their pages, their lines on one grid, and what an anthology puts in their place."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from book.oracle import ASPECTS, Pair, pair_of
from book.printing import binder_of
from book.reading import Glyph, glyphs_of
from florilege.anthology import Anthology, load
from florilege.book.binding.assemble import assemble
from florilege.book.composing.compose import compose
from florilege.book.composing.look import look
from florilege.book.composing.sandbox import Sandbox
from florilege.book.sheet import MM, Geometry, geometry
from florilege.catalogue.volumes import Design, Trim, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import DESIGNS
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers

TRIMS = {
    "poche": Trim(width=110, height=180),
    "A5": Trim(),
    "6x9in": Trim(width=152.4, height=228.6),
    "17x24cm": Trim(width=170, height=240),
}

SPECIMEN = """---
title: Où l'on voit tout ce qu'une page doit savoir porter sans plier
subtitle: Spécimen
authors: [elise-aubry, gaspard-de-neuville]
abstract: Un paragraphe, une citation, une liste, un tableau, des vers et une note.
license: CC-BY-4.0
---

Les portes ne s'ouvrent jamais seules.
{: .epigraph }

Quand la lumière du palier s'éteignit, nous étions quatre à ne plus savoir où poser la main, et chacun
descendit d'une marche, comme si l'escalier tout entier avait consenti à nous reconnaître[^1]. Il fallut
attendre, sans un mot. L'ascenseur passait, vide, et personne n'osait le retenir : `appel` ne répondait plus,
H~2~O non plus.

[^1]: L'escalier compte cent douze marches.

Il fallut une panne d'ascenseur pour que nous parlions vraiment.
{: .pullquote }

## Le palier du troisième

Au troisième, il y avait une plante.

> « On ne connaît bien que les gens avec qui l'on a repris son souffle. »

- une miche pour la loge ;
- une miche pour le quatrième.

### Un tableau

| Heure | Bruit |
|-------|-------|
| 7 h   | clés  |
| 21 h  | —     |

***

Demain dès l'aube, à l'heure où blanchit la campagne.
{: .verse }

```python
ouvrir(porte)
```

!!! note "En instance"
    Un recommandé que personne n'a pu recevoir.

Terme
:   Sa définition.

Œuvrer ensemble, disait-elle, c'est déjà ne plus être voisins. On est rentré chacun chez soi.
"""


@pytest.fixture(scope="module")
def project(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The toy anthology, its first tome with an essay that holds all that an essay can."""
    root = Path(shutil.copytree(read_toy, tmp_path_factory.mktemp("designs") / "toy"))
    (root / "contributions/essays/specimen").mkdir()
    (root / "contributions/essays/specimen/index.md").write_text(SPECIMEN, encoding="utf-8")
    volume = root / "contributions/volumes/tome-1/index.md"
    text = volume.read_text(encoding="utf-8")
    volume.write_text(text.replace("essays: [le-banc-vert", "essays: [specimen, le-banc-vert"), "utf-8")
    return find_project(root)


@pytest.fixture(scope="module")
def anthology(project: Project, pool: Workers) -> Anthology:
    loaded = load(project, pool=pool)
    assert not loaded.errors, loaded.errors
    return loaded


def in_design(anthology: Anthology, design: Design, trim: str = "A5") -> Anthology:
    volumes = anthology.catalogue.volumes.items()
    changed = {id: replace(volume, design=design, trim=TRIMS[trim]) for id, volume in volumes}
    return replace(anthology, catalogue=replace(anthology.catalogue, volumes=changed))


def set_tome(project: Project, anthology: Anthology, id: str, pool: Workers) -> tuple[Volume, bytes]:
    volume = anthology.catalogue.volumes[id]
    return volume, assemble(binder_of(project, anthology, volume, pool).tome)


def running(page: Sequence[Glyph], of: Geometry, face: str) -> Iterator[Glyph]:
    """The letters of a page in the size and the face of the running text."""
    for glyph in page:
        if abs(glyph.size - of.size) < 0.01 and face.replace(" ", "-") in glyph.face:
            yield glyph


@pytest.mark.press
@pytest.mark.parametrize(
    ("design", "trim", "id"),
    [
        *(("classique", "poche", id) for id in ("tome-1", "tome-3")),
        *(("contemporain", trim, "tome-1") for trim in ("A5", "17x24cm")),
        *(("revue", "6x9in", id) for id in ("tome-1", "tome-3")),
    ],
)
def test_every_line_of_running_text_stands_on_the_grid(
    project: Project, anthology: Anthology, pool: Workers, design: Design, trim: str, id: str
) -> None:
    volume, pdf = set_tome(project, in_design(anthology, design, trim), id, pool)
    page, face = geometry(volume.trim, facts=DESIGNS[design]), DESIGNS[design].text.name
    first = (page.height - page.top) * MM - page.baseline
    checked = 0
    for number, glyphs in enumerate(glyphs_of(pdf)[3:], 4):  # behind the title pages
        for glyph in running(glyphs, page, face):
            lines = (first - glyph.y) / page.leading
            assert abs(lines - round(lines)) * page.leading < 0.3, (number, glyph)
            checked += 1
    assert checked > 1500


@pytest.mark.press
@pytest.mark.parametrize(("design", "trim"), [("classique", "poche"), ("revue", "6x9in")])
def test_an_initial_stands_on_the_baseline_of_a_line(
    project: Project, anthology: Anthology, pool: Workers, design: Design, trim: str
) -> None:
    volume, pdf = set_tome(project, in_design(anthology, design, trim), "tome-3", pool)
    page, facts = geometry(volume.trim, facts=DESIGNS[design]), DESIGNS[design]
    size = ((facts.initial - 1) * page.leading + page.size * facts.text_capital) / facts.capital
    initials = [glyph for glyphs in glyphs_of(pdf) for glyph in glyphs if abs(glyph.size - size) < 0.1]
    first = (page.height - page.top) * MM - page.baseline
    assert len(initials) >= 2
    for glyph in initials:
        lines = (first - glyph.y) / page.leading
        assert abs(lines - round(lines)) * page.leading < 0.5, (facts.initial, glyph)


@pytest.mark.press
@pytest.mark.parametrize(
    ("design", "id"), [("contemporain", "tome-1"), ("revue", "tome-1"), ("revue", "tome-3")]
)
def test_a_design_is_bound_as_one_document_would_be(
    project: Project, anthology: Anthology, pool: Workers, plain: Workers, design: Design, id: str
) -> None:
    changed = in_design(anthology, design)
    volume, pdf = set_tome(project, changed, id, pool)
    pair: Pair = pair_of(project, changed, volume, pool=pool, plain=plain, assembled=pdf)
    assert [difference for differ in ASPECTS.values() for difference in differ(pair)] == []


@pytest.mark.parametrize("design", DESIGNS)
def test_type_grows_with_the_page_and_margins_hold_whole_lines(design: Design) -> None:
    pages = [geometry(trim, facts=DESIGNS[design]) for trim in TRIMS.values()]
    sizes = [page.size for page in pages]
    assert sizes == sorted(sizes)
    assert 8.5 <= sizes[0] < sizes[-1] <= 11
    for page in pages:
        held = (page.height - page.top - page.bottom) * MM / page.leading
        assert abs(held - page.lines) < 1e-6


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An anthology's folder of templates and styles."""
    for folder in ("templates", "styles"):
        (tmp_path / folder).mkdir()
    return tmp_path


def put(own: Path, name: str, text: str) -> Path:
    (own / name).write_text(text, encoding="utf-8")
    return own / name


def test_own_templates_and_styles_go_before_ours(own: Path, anthology: Anthology) -> None:
    put(own, "templates/part.html", '<section id="{{ id }}">{{ number|roman }} {{ title }}</section>')
    put(own, "styles/classique.css", "h1 { font-size: {{ geometry.size }}pt }")
    put(own, "styles/custom.css", "h1 { margin: 0 }")
    volume = anthology.catalogue.volumes["tome-1"]
    ours = look(volume, own)
    ours.check()
    parts = [sheet for sheet in compose(volume, anthology, {}, look=ours) if sheet.id.startswith("part--")]
    assert parts[0].html == '<section id="part--seuils">I Seuils</section>'
    assert "h1 { font-size: 10.5pt }" in ours.text_style
    assert ours.text_style.endswith("h1 { margin: 0 }")
    assert look(volume).text_style != ours.text_style


BROKEN = [
    ("templates/esay.html", "", "design-file", "essay.html"),
    ("styles/style.css", "", "design-file", ""),
    ("templates/part.html", "<p>\n{% if %}\n</p>", "design-broken", ":2 "),
    ("styles/custom.css", "p { margin: 0 }\n\n@import 'x.css';", "design-broken", ":3 "),
    ("styles/custom.css", "p { margin: 0 }\nh1 { color }\n", "design-broken", ":2 "),
    ("styles/revue.css", "p { margin: 0 }\nh1 { margin: {{ nothing }}pt }\n", "design-broken", ":2 "),
]


@pytest.mark.parametrize(("name", "text", "code", "said"), BROKEN)
def test_what_is_wrong_with_an_own_file_is_one_line(
    own: Path, anthology: Anthology, name: str, text: str, code: str, said: str
) -> None:
    file = put(own, name, text)
    with pytest.raises(FlorilegeError) as raised:
        look(anthology.catalogue.volumes["tome-1"], own).check()
    assert (raised.value.code, raised.value.exit_code) == (code, 2)
    for lang in ("fr", "en"):
        message = raised.value.message(lang)
        assert str(file) in message
        assert said in message
        assert "\n" not in message


@pytest.mark.parametrize("folder", ["", "maison/"])
@pytest.mark.parametrize("name", ["styles/custom.css", "styles/revue.css", "templates/essay.html"])
def test_a_file_in_an_old_encoding_is_named_with_its_line(tmp_path: Path, folder: str, name: str) -> None:
    file = tmp_path / folder / name
    file.parent.mkdir(parents=True)
    file.write_bytes("\n\n/* un été */".encode("latin-1"))
    sandbox = Sandbox((file.parent,), "styles", "templates")
    for reach in (sandbox.get_template, lambda name: sandbox.fill(name, {})):
        with pytest.raises(FlorilegeError) as raised:
            reach(file.name)
        assert (raised.value.code, raised.value.exit_code) == ("design-broken", 2)
        assert f"{file}:3 " in raised.value.message("en")


UNFIT = [
    "<p>\n{{ composer.nothing }}</p>",
    "<p>\n{{ composer.anthology.images.values()|first|attr('file') }}{{ 1 / 0 }}</p>",
    "<p>\n{% set image = composer.anthology.images.values()|list|first %}{{ image.file.read_text() }}</p>",
    "<p>\n{{ composer.numbers.clear() }}</p>",
]


@pytest.mark.parametrize("text", UNFIT)
def test_a_template_reaches_no_file_and_changes_nothing(own: Path, anthology: Anthology, text: str) -> None:
    file = put(own, "templates/part.html", text)
    volume = anthology.catalogue.volumes["tome-1"]
    with pytest.raises(FlorilegeError) as raised:
        compose(volume, anthology, {}, look=look(volume, own))
    assert raised.value.code == "design-broken"
    assert f"{file}:2" in str(raised.value)
