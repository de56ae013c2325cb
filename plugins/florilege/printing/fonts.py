"""Folders of fonts → the faces that the tomes are set in, and no other.

Which faces are wanted, the designs of the volumes say (designs.py); their files travel with the engine, so
that pages are the same on every machine, and the system's fonts are never looked at. A font file in the
anthology's own `fonts/` wins over the engine's of the same face, and every further face there is a fallback,
in order of name.
"""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from florilege.catalogue.volumes import Design
from florilege.diagnostics.lookalikes import IGNORABLE, code_point
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import DESIGNS, EMOJI, MONO, OCR_B, FaceName, Family, Style
from florilege.printing.designs import families as wanted_families
from florilege.runtime.cache import digest, key_of, touch, write_whole
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project

# It says thousands of things of one damaged table; what can't be read is told as a fault.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

NARROW = "\u202f"
CHARACTERS = f"\u00a0{NARROW}«»’…—œ"
"""What French composition can't do without, in every wanted face."""

FACES = Path(__file__).with_name("faces")
"""The engine's own files: a folder for each family of the designs, with its licence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file: `weight` as in CSS (400 regular, 700 bold), `digest` the SHA-256 of its bytes."""

    family: str
    style: Style
    weight: int
    file: Path
    digest: str


def faces(project: Project, designs: Iterable[Design] = DESIGNS) -> tuple[Face, ...]:
    """The faces that this anthology is set in: those of its designs in their order, then its own fallbacks.

    Raises `FlorilegeError` (3): `font-unreadable` or `font-unfit`, of a file in its own folder.
    """
    return find_faces(project.fonts, designs)


def find_faces(own: Path, designs: Iterable[Design] = DESIGNS) -> tuple[Face, ...]:
    """The same, from the anthology's own folder, which may not exist."""
    families = wanted_families(designs)
    wanted = [name for family in families for name in family.names]
    ours = _by_name(_font_files(own))
    for face in ours.values():
        _require_widths(face)
    found = _by_name(_engine_files(families)) | ours
    for family in families:  # those of the engine are fit
        for name in family.names:
            if name in ours:
                _require_fit(ours[name], family)
    fallbacks = [face for name, face in ours.items() if name not in wanted]
    return (*(found[name] for name in wanted), *fallbacks)


def faces_by_digest(digests: Iterable[str], own: Path) -> dict[str, Face]:
    """Digest → the face whose file has it, as far as there is one in this folder or among the engine's."""
    wanted = set(digests)
    found: dict[str, Face] = {}
    for file in (*_font_files(own), *_font_files(FACES)):
        key = digest(_bytes(file))
        if key in wanted and (face := _read(file, key)):
            found.setdefault(key, face)
    return found


def engine_faces(family: str) -> list[Face]:
    """The engine's own faces of a family, upright ones first."""
    files = _font_files(FACES / family.replace(" ", "-").lower())
    return sorted(_by_name(files).values(), key=lambda face: (face.style != "normal", face.weight))


def face_in(file: Path) -> Face | None:
    """The face in a file; nothing for a variable font. Raises `FlorilegeError` (3): `font-unreadable`."""
    return _read(file, digest(_bytes(file)))


def families(faces: Iterable[Face]) -> tuple[str, ...]:
    """The families, each once, in the order of the faces."""
    return tuple(dict.fromkeys(face.family for face in faces))


def describe(name: FaceName) -> str:
    """A face's name for people.

    >>> describe(("Vollkorn", "italic", 600))
    'Vollkorn 600 italic'
    """
    family, style, weight = name
    return f"{family} {weight}" + (" italic" if style == "italic" else "")


def missing_characters(text: str, faces: Iterable[Face]) -> frozenset[str]:
    """The characters of `text` that no face has; spaces, line ends and what nobody sees need none.

    A space that a face lacks is set in its width by HarfBuzz, from the face's own space.
    """
    covered = _covered(tuple(faces))
    return frozenset(
        character
        for character in set(text)
        if ord(character) not in covered and not character.isspace() and not IGNORABLE.match(character)
    )


def with_stand_ins(html: str, missing: frozenset[str]) -> str:
    """The HTML with a stand-in for each character of its words that no face has: its code, in brackets.

    Codes are read from left to right, whatever they stand for. The space of Ogham, which may be drawn as a
    stroke, is one of half an em.

    >>> with_stand_ins('<img alt="椅"> Une 椅 (chaise)', frozenset("椅"))
    '<img alt="椅"> Une [U+6905] (chaise)'
    >>> with_stand_ins("Un ܫ.", frozenset("ܫ"))
    'Un <bdi dir="ltr">[U+072B]</bdi>.'
    """
    if missing.isdisjoint(html):
        return html.replace("\u1680", "\u2002")
    one = f"[{re.escape(''.join(sorted(missing)))}]"
    found = re.compile(rf"<[^<>]*>|{one}(?:\s*{one})*")

    def stand_in(match: re.Match[str]) -> str:
        if match[0].startswith("<"):
            return match[0]
        turned = any(unicodedata.bidirectional(character) in ("R", "AL") for character in match[0])
        codes = plain_stand_ins(match[0], missing)
        return f'<bdi dir="ltr">{codes}</bdi>' if turned else codes

    return found.sub(stand_in, html.replace("\u1680", "\u2002"))


def plain_stand_ins(text: str, missing: frozenset[str]) -> str:
    """The same for plain text."""
    return "".join(f"[{code_point(each)}]" if each in missing else each for each in text)


def write_fontconfig(folder: Path, faces: Iterable[Face]) -> Path:
    """Write below `folder` a fonts.conf that knows these faces and no other, for `FONTCONFIG_FILE`.

    It stands, with fontconfig's cache and copies of the faces, in a folder of this very set of faces: neither
    the system's settings nor a font beside them slips in, and a build with other faces takes none away.
    Processes may call it at the same time.
    """
    faces = tuple(faces)
    wanted = {f"{face.digest}{face.file.suffix.lower()}": face for face in faces}
    own = folder / key_of(sorted(wanted))[:16]
    copies = own / "faces"
    kept = own / "fontconfig"
    with faults_at(own, "cache-unwritable"):
        copies.mkdir(parents=True, exist_ok=True)
        for file in copies.iterdir():
            if file.name not in wanted and not file.name.startswith("."):  # what another process is writing
                file.unlink(missing_ok=True)
        # Of two processes that make it at once, fontconfig lets one complain.
        kept.mkdir(parents=True, exist_ok=True)
        for file in kept.glob("*"):
            touch(file)
    for name, face in wanted.items():
        _keep(copies / name, face.digest, partial(_bytes, face.file))
    conf = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{escape(str(copies.resolve()))}</dir>\n"
        f"  <cachedir>{escape(str(kept.resolve()))}</cachedir>\n"
        f"{_preference(faces)}</fontconfig>\n"
    ).encode()
    _keep(own / "fonts.conf", digest(conf), lambda: conf)
    return own / "fonts.conf"


def _preference(faces: Iterable[Face]) -> str:
    """What is asked for a character that a face lacks: the anthology's own, ours, of scripts, signs.

    Left to itself, fontconfig takes any that knows the language: for Arabic in a French text that of code.
    Pango asks for emoji by a family of that name.
    """
    ours = [family.name for family in wanted_families(DESIGNS)]
    names = sorted(set(families(faces)))
    text = sorted((name for name in names if name in ours), key=ours.index)
    of_scripts = [name for name in names if name not in ours and name.startswith("Noto ")]
    own = [name for name in names if name not in ours and name not in of_scripts]
    code = [text.pop(text.index(name)) for name in (OCR_B.name, MONO.name, EMOJI.name) if name in text]
    others = [*own, *text, *of_scripts]
    return (
        f'  <match target="pattern">{_test("emoji")}{_families([*own, *reversed(code), *text])}</match>\n'
        f'  <match target="pattern">{_families([*others, *code], mode="append_last")}</match>\n'
    )


def _test(family: str) -> str:
    return f'<test name="family"><string>{family}</string></test>'


def _families(names: Iterable[str], mode: str = "assign_replace") -> str:
    wanted = "".join(f"<string>{escape(name)}</string>" for name in names)
    return f'<edit name="family" mode="{mode}" binding="strong">{wanted}</edit>'


def _keep(file: Path, wanted: str, content: Callable[[], bytes]) -> None:
    """Write a file of the cache unless it is there already, whole, as its digest tells."""
    with suppress(OSError):
        if digest(file.read_bytes()) == wanted:
            touch(file)
            return
    write_whole(file, content())


def _font_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in (".ttf", ".otf") and file.is_file():
            yield file


def _engine_files(families: Iterable[Family]) -> Iterator[Path]:
    """The engine's files of these families."""
    for family in families:
        yield from _font_files(FACES / family.name.replace(" ", "-").lower())


def _by_name(files: Iterable[Path]) -> dict[FaceName, Face]:
    """(Family, style, weight) → face; the first file of a name wins, variable fonts are left out."""
    found: dict[tuple[str, Style, int], Face] = {}
    for file in files:
        face = _read(file, digest(_bytes(file)))
        if face:
            found.setdefault((face.family, face.style, face.weight), face)
    return found


@cache
def _read(file: Path, digest: str) -> Face | None:
    """The face in a file, by its typographic family (name 16, else 1; OpenType 1.9, `name`)."""
    with _opened(file) as font:
        # The assembly of a tome subsets the file itself, which a variable font doesn't bear.
        if "fvar" in font:
            return None
        names = font["name"]
        family = names.getDebugName(16) or names.getDebugName(1) or file.stem
        style: Style = "italic" if font["OS/2"].fsSelection & 1 else "normal"
        return Face(
            family=family, style=style, weight=font["OS/2"].usWeightClass, file=file.resolve(), digest=digest
        )


@cache
def _covered(faces: tuple[Face, ...]) -> frozenset[int]:
    return frozenset[int]().union(*map(characters_of, faces))


def characters_of(face: Face) -> frozenset[int]:
    """The characters that a face has."""
    return _characters(face.file, face.digest)


@cache
def _characters(file: Path, digest: str) -> frozenset[int]:
    with _opened(file) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def _features(file: Path, digest: str) -> frozenset[str]:
    with _opened(file) as font:
        if "GSUB" not in font or not font["GSUB"].table.FeatureList:
            return frozenset()
        return frozenset(record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord)


@contextmanager
def _opened(file: Path) -> Iterator[TTFont]:
    """A font, whose tables are parsed when they are asked for. Raises `FlorilegeError` (3)."""
    content = _bytes(file)
    try:
        yield TTFont(BytesIO(content), lazy=True)
    except Exception as error:  # fontTools raises whatever a damaged table brings about
        raise FlorilegeError("font-unreadable", file=file) from error


def _bytes(file: Path) -> bytes:
    with faults_at(file, "machine-fault"):
        return file.read_bytes()


def lacks(face: Face, family: Family) -> tuple[str, ...]:
    """What this face of a wanted family lacks: characters as `U+202F`, features as `smcp`."""
    characters = characters_of(face)
    if family.signs:
        return ()
    wanted = CHARACTERS if family.narrow_space else CHARACTERS.replace(NARROW, "")
    features = [each for each in family.features if each != "smcp" or face.style == "normal"]
    return (
        *(code_point(character) for character in wanted if ord(character) not in characters),
        *(feature for feature in features if feature not in _features(face.file, face.digest)),
    )


def _require_widths(face: Face) -> None:
    """Lines are filled by them: a table that can't be read is the file's fault, not that of a text."""
    with _opened(face.file) as font:
        font["hmtx"].metrics  # noqa: B018


def _require_fit(face: Face, family: Family) -> None:
    if lacking := lacks(face, family):
        raise FlorilegeError("font-unfit", file=face.file, lacks=", ".join(lacking))
