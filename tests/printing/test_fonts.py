import shutil
import subprocess
from pathlib import Path

import emoji
import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from florilege.book.letters import letters
from florilege.catalogue.volumes import Design
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import DESIGNS, EMOJI, MONO, OCR_B, OF_SCRIPTS, VOLLKORN
from florilege.printing.designs import families as wanted_families
from florilege.printing.fonts import (
    FACES,
    Face,
    engine_faces,
    faces_by_digest,
    families,
    find_faces,
    lacks,
    missing_characters,
    write_fontconfig,
)
from printing.font_files import make_font

NOWHERE = Path("/nonexistent")
"""The folder of an anthology without fonts of its own."""


@pytest.fixture(scope="module")
def engine() -> tuple[Face, ...]:
    """The faces that the engine brings for the first design."""
    return find_faces(NOWHERE, ["classique"])


@pytest.fixture
def own(tmp_path: Path, engine: tuple[Face, ...]) -> Path:
    """An anthology's own folder with every wanted face."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for face in engine:
        shutil.copy(face.file, folder)
    return folder


@pytest.mark.parametrize("design", DESIGNS)
def test_the_engine_has_every_wanted_face_and_each_is_fit(design: Design) -> None:
    found = find_faces(NOWHERE, [design])
    named = {family.name: family for family in wanted_families([design])}
    wanted = [name for family in named.values() for name in family.names]
    assert [(face.family, face.style, face.weight) for face in found] == wanted
    assert [lacks(face, named[face.family]) for face in found] == [()] * len(found)
    assert families(found) == tuple(named)


@pytest.mark.parametrize("design", DESIGNS)
def test_every_face_has_truetype_outlines(design: Design) -> None:
    """Assembly embeds them as such (PDF 32000-1, 9.9: FontFile2)."""
    found = find_faces(NOWHERE, [design])
    assert all("glyf" in TTFont(face.file) for face in found)


def test_own_files_come_first_and_further_ones_are_fallbacks_in_order_of_name(own: Path) -> None:
    make_font(own / "b.ttf", "Beta", "β")
    make_font(own / "a.ttf", "Alpha", "α")
    found = find_faces(own, ["classique"])
    assert {face.file.parent for face in found} == {own}
    assert families(found) == (VOLLKORN.name, MONO.name, OCR_B.name, EMOJI.name, "Alpha", "Beta")
    assert missing_characters("αβγ", found) <= {"γ"}


def test_a_face_is_found_by_what_is_in_its_file_whatever_the_file_is_called(own: Path) -> None:
    make_font(own / "a.ttf", "Alpha", "α")
    wanted = {face.digest for face in find_faces(own, ["classique"])}
    assert len(wanted) == sum(len(family.names) for family in wanted_families(["classique"])) + 1
    for number, file in enumerate(sorted(own.iterdir())):
        file.rename(own / f"{number}.ttf")
    assert faces_by_digest(wanted, own).keys() == wanted
    found = faces_by_digest(wanted, NOWHERE)
    assert len(found) == len(wanted) - 1, "the engine lacks what the anthology alone has"
    assert {face.file.parents[1] for face in found.values()} == {FACES}


def test_a_face_that_the_anthology_lacks_is_the_engines(own: Path) -> None:
    (own / "Vollkorn-SemiBoldItalic.ttf").unlink()
    found = find_faces(own, ["classique"])
    assert [face.file.parent.name for face in found if face.file.parent != own] == ["vollkorn"]


def test_the_engine_has_no_face_that_nothing_wants_and_each_family_its_licence() -> None:
    of_scripts = {face.file for family in OF_SCRIPTS.values() for face in engine_faces(family.name)}
    assert {face.file for face in find_faces(NOWHERE)} | of_scripts == set(FACES.rglob("*.ttf"))
    for folder in FACES.iterdir():
        (licence,) = folder.glob("*.txt")
        said = " ".join(licence.read_text(encoding="utf-8").split())
        (copyright,) = {str(TTFont(file)["name"].getDebugName(0)) for file in folder.glob("*.ttf")}
        holder = copyright.replace("©", "(c)").partition(" with ")[0].partition(". All")[0]
        assert holder in said, folder.name


def test_a_file_that_is_no_font_is_named(own: Path) -> None:
    (own / "Broken.ttf").write_bytes(b"not a font")
    with pytest.raises(FlorilegeError, match=r"Broken\.ttf is not a font .*\[font-unreadable\]"):
        find_faces(own, ["classique"])


def test_a_web_subset_is_refused_for_what_it_lacks(own: Path) -> None:
    """Such as the web serves: Latin letters, no U+202F, no small capitals."""
    file = own / "Vollkorn-Regular.ttf"
    options = subset.Options(layout_features=["kern"])
    font = TTFont(file)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*range(0x20, 0x180), 0x2014, 0x2019, 0x2026])
    subsetter.subset(font)
    font.save(file)
    with pytest.raises(FlorilegeError) as raised:
        find_faces(own, ["classique"])
    assert raised.value.code == "font-unfit"
    assert raised.value.values["lacks"] == "U+202F, smcp, onum"


def test_a_variable_font_is_no_face(own: Path) -> None:
    file = own / "Vollkorn-Regular.ttf"
    builder = FontBuilder(font=TTFont(file))
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    builder.save(file)
    regular = find_faces(own, ["classique"])[0]
    assert regular.file.parent == FACES / "vollkorn", "the engine's static one instead"


def test_characters_that_no_face_has(engine: tuple[Face, ...]) -> None:
    assert missing_characters("Œuvre : « ça ! » — l’été…\u202f\u00a0\n", engine) == frozenset()
    assert missing_characters("Zoé 漢字 😀\ufe0f", engine) == {"漢", "字"}


def test_every_emoji_has_a_glyph(engine: tuple[Face, ...]) -> None:
    assert missing_characters("".join(emoji.EMOJI_DATA), engine) == frozenset()


@given(text=st.text())
def test_missing_characters_are_of_the_text_and_add_up(text: str) -> None:
    faces = find_faces(NOWHERE)
    missing = missing_characters(text, faces)
    assert missing <= set(text)
    assert missing == frozenset[str]().union(*(missing_characters(character, faces) for character in text))


def listed(conf: Path) -> list[str]:
    """The names of the files that fontconfig finds, sorted."""
    program = shutil.which("fc-list")
    assert program, "fontconfig’s programs come with Pango"
    lines = subprocess.run(
        [program, ":", "file"], env={"FONTCONFIG_FILE": str(conf)}, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return sorted(Path(line.rstrip(": ")).name for line in lines)


def copies(faces: tuple[Face, ...]) -> list[str]:
    return sorted(f"{face.digest}.ttf" for face in faces)


def test_fontconfig_knows_these_faces_and_no_other(tmp_path: Path, engine: tuple[Face, ...]) -> None:
    conf = write_fontconfig(tmp_path, engine)
    assert (conf.parent / "fontconfig").is_dir(), "made by two processes at once, one would complain"
    shutil.copy(engine[0].file, conf.parent / "faces" / "stray.ttf")
    assert write_fontconfig(tmp_path, engine) == conf
    assert listed(conf) == copies(engine)
    assert {path.name for path in conf.parent.iterdir()} == {"faces", "fonts.conf", "fontconfig"}


def test_a_face_of_the_anthology_goes_before_that_of_code(own: Path, tmp_path: Path) -> None:
    """Both have Arabic letters; only code's has French ones too."""
    make_font(own / "Naskh.ttf", "Naskh", "بئرماءقدي")
    conf = write_fontconfig(tmp_path, find_faces(own, ["classique"]))
    program = shutil.which("fc-match")
    assert program, "fontconfig’s programs come with Pango"
    found = subprocess.run(
        [program, "--sort", "Vollkorn:lang=fr", "family"],
        env={"FONTCONFIG_FILE": str(conf)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert found[0].startswith("Vollkorn")
    assert found.index("Naskh") < found.index("DejaVu Sans Mono")


def test_a_build_with_other_faces_takes_none_away(tmp_path: Path, engine: tuple[Face, ...]) -> None:
    conf = write_fontconfig(tmp_path, engine)
    other = write_fontconfig(tmp_path, engine[1:])
    assert (listed(conf), listed(other)) == (copies(engine), copies(engine[1:]))


def test_a_damaged_copy_of_a_face_is_made_anew(tmp_path: Path, engine: tuple[Face, ...]) -> None:
    conf = write_fontconfig(tmp_path, engine)
    one, other = sorted((conf.parent / "faces").iterdir())[:2]
    whole = one.read_bytes(), other.read_bytes()
    one.write_bytes(whole[0][:-1])
    other.unlink()
    other.mkdir()
    write_fontconfig(tmp_path, engine)
    assert (one.read_bytes(), other.read_bytes()) == whole


def test_no_glyph_of_ours_shows_two_letters() -> None:
    """Else a page would be read otherwise than it was typed."""
    for face in find_faces(NOWHERE, list(DESIGNS)):
        shown: dict[str, str] = {}
        with TTFont(face.file) as font:
            for code, glyph in font.getBestCmap().items():
                assert shown.setdefault(glyph, letters(chr(code))) == letters(chr(code)), (
                    face.file.name,
                    glyph,
                )
