"""Characters of what tomes print → the faces of scripts that their designs lack, and words marked with them.

A script of which the text faces lack a letter is set in one family throughout, that no word changes its face
midway: the anthology's own, one of ours (`faces/`), or one of Noto that this machine has. In Latin, the words
alone that hold such a letter are. Han, kana and Hangul are one, whose face has the forms of each language,
and takes those of the language (`lang`) that the passage is in.
"""

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter
from fontTools.unicodedata import ScriptExtensions, Scripts, script, script_extension, script_name

from florilege.catalogue.volumes import Design
from florilege.diagnostics.lookalikes import IGNORABLE
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import DESIGNS, OF_SCRIPTS
from florilege.printing.fonts import Face, characters_of, engine_faces, face_in, missing_characters
from florilege.printing.fonts import families as families_of
from florilege.runtime.cache import key_of, touch, write_whole
from florilege.runtime.faults import faults_at

HAN = "Hani"
"""ISO 15924, as all scripts here; with it go those that are written beside it."""
_BESIDE_HAN = {"Hira": HAN, "Kana": HAN, "Hang": HAN, "Bopo": HAN}
LATIN = "Latn"
_NONE = frozenset(["Zyyy", "Zinh", "Zzzz"])
"""No script of their own: signs, marks over letters, what isn't assigned."""
SYMBOLS = ("Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math")
OF_HAN = ("Noto Serif CJK SC", "Noto Sans CJK SC")
"""Each has the forms of all languages, as OpenType features of them."""
CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"
"""Where Debian keeps Noto's faces."""
INSTALLED = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "~/Library/Fonts", "/opt/homebrew/share/fonts"),
)
"""Folders in which systems keep fonts: Noto's alone are looked at, where one is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFaces:
    """What texts are set in where the faces of their designs lack letters."""

    families: Mapping[str, str] = field(default_factory=dict)
    """Script → the family of all its letters; of Latin, of the words with `letters`."""
    letters: frozenset[str] = frozenset()
    faces: tuple[Face, ...] = ()


def script_faces(
    characters: Collection[str], base: Iterable[Face], designs: Iterable[Design], cache: Path
) -> ScriptFaces:
    """What is needed beside the faces of these designs to print these characters, as far as there is any.

    `cache` is the folder in which a face out of a collection is kept. Raises `FlorilegeError` (3):
    `font-unreadable`, `cache-unwritable`.
    """
    base = tuple(base)
    facts = [DESIGNS[design] for design in designs]
    texts, titles = (
        [_covered_by(face for face in base if face.family == name) for name in sorted(names)]
        for names in ({each.text.name for each in facts}, {each.titles.name for each in facts})
    )
    wanted: dict[str, set[str]] = defaultdict(set)
    lacking: dict[str, set[str]] = defaultdict(set)
    for character in characters:
        if character.isascii() or character.isspace() or IGNORABLE.match(character):
            continue
        of = script_of(character)
        wanted[of].add(character)
        if not all(ord(character) in covered for covered in (texts if of == LATIN else (*texts, *titles))):
            lacking[of].add(character)
    signs = missing_characters("".join(set[str]().union(*(lacking.pop(each, ()) for each in _NONE))), base)
    found: dict[str, str] = {}
    faces: dict[str, Face] = {}
    own = [name for name in families_of(base) if name not in {each.name for each in _ENGINE}]
    for of, letters in sorted(lacking.items()):
        for family in (*own, *_families(of)):
            of_family = [face for face in base if face.family == family] or _faces(family, cache)
            covered = _covered_by(of_family)
            if all(ord(each) in covered for each in (letters if of == LATIN else wanted[of])):
                found[of] = family
                faces |= {face.digest: face for face in of_family}
                break
            # Letters that none has all of: each family that has some gives them, one by one.
            if any(ord(each) in covered for each in letters):
                found.setdefault(of, family)
                faces |= {face.digest: face for face in of_family}
    for family in SYMBOLS if signs else ():
        of_family = _faces(family, cache)
        if any(ord(each) in characters_of(face) for face in of_family[:1] for each in signs):
            faces |= {face.digest: face for face in of_family}
    known = {face.digest for face in base}
    return ScriptFaces(
        families=found,
        letters=frozenset(lacking.get(LATIN, ())),
        faces=tuple(face for digest, face in faces.items() if digest not in known),
    )


def _covered_by(faces: Iterable[Face]) -> frozenset[int]:
    return frozenset[int]().union(*map(characters_of, faces))


_ENGINE = frozenset(
    (*(family for facts in DESIGNS.values() for family in facts.families), *OF_SCRIPTS.values())
)


def script_of(character: str) -> str:
    """The script of a character: of a sign that few share, one of those.

    >>> script_of("é"), script_of("の"), script_of("。"), script_of("،"), script_of("!")
    ('Latn', 'Hani', 'Hani', 'Arab', 'Zyyy')
    """
    own: str = script(character)
    if own == "Zyyy" and "\uff00" <= character <= "\uffef":
        return HAN
    if own == "Zyyy" and (shared := script_extension(character) - _NONE):
        return next((each for each in (HAN, *OF_SCRIPTS) if each in shared), min(shared))
    return _BESIDE_HAN.get(own, own)


def package_of(of: str) -> str:
    """The package of Debian in which Noto's face of a script is, if there is one."""
    return CJK if of == HAN else CORE


def _families(of: str) -> tuple[str, ...]:
    """The families to look for, from the best."""
    ours = (OF_SCRIPTS[of].name,) if of in OF_SCRIPTS else ()
    name = script_name(of).replace("_", " ")
    return (*ours, *(OF_HAN if of == HAN else (f"Noto Serif {name}", f"Noto Sans {name}")))


def _faces(family: str, cache: Path) -> list[Face]:
    """The upright faces of a family, regular and bold: ours, else this machine's."""
    if family in {each.name for each in _ENGINE}:
        return engine_faces(family)
    stem = re.sub(r" CJK \w+$", " CJK", family).replace(" ", "")
    files = (_installed().get(f"{stem}-{weight}") for weight in ("Regular", "Bold"))
    found = (face_in(_out_of_collection(file, family, cache)) for file in files if file)
    return [face for face in found if face]


@cache
def _installed() -> Mapping[str, Path]:
    """Stem → file, of Noto's faces on this machine."""
    found: dict[str, Path] = {}
    for folder in INSTALLED:
        for root, folders, files in os.walk(Path(folder).expanduser()):
            folders.sort()
            for file in map(Path, sorted(files)):
                if file.stem.startswith("Noto") and file.suffix.lower() in (".ttf", ".otf", ".ttc"):
                    found.setdefault(file.stem, Path(root, file))
    return found


def has_looked_around() -> bool:
    """Whether this process has looked for fonts outside the engine and the anthology."""
    return _installed.cache_info().currsize > 0


def _out_of_collection(file: Path, family: str, cache: Path) -> Path:
    """The file of a face, taken out of a collection (OpenType 1.9, `ttcf`), table by table."""
    if file.suffix.lower() != ".ttc":
        return file
    with faults_at(file, "machine-fault"):
        state = file.stat()
        kept = cache / key_of(str(file), state.st_size, state.st_mtime_ns, family)[:16] / f"{file.stem}.otf"
        if kept.is_file():
            touch(kept)
            return kept
        content = file.read_bytes()
    try:
        number = next(
            number
            for number in range(SFNTReader(BytesIO(content), fontNumber=0).numFonts)
            if TTFont(BytesIO(content), fontNumber=number, lazy=True)["name"].getDebugName(1) == family
        )
        reader = SFNTReader(BytesIO(content), fontNumber=number)
        out = BytesIO()
        tables = [*reader.keys()]
        writer = SFNTWriter(out, len(tables), reader.sfntVersion)
        for tag in tables:
            writer[tag] = reader[tag]
        writer.close()
    except Exception as error:  # fontTools raises whatever a damaged table brings about
        raise FlorilegeError("font-unreadable", file=file) from error
    write_whole(kept, out.getvalue())
    return kept


# ---- Marking

_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>|[^<]+|<")
_LANG = re.compile(r"\blang=\"([^\"]*)\"")
_DIR = re.compile(r"\bdir=\"([a-z]+)\"")
_VOID = frozenset(["br", "col", "hr", "img", "meta", "wbr"])
_APART = frozenset(["code", "kbd", "pre", "samp", "svg", "math"])
"""What has a face of its own, or holds no words."""
_LANGUAGES = (("zh-Hans", "gb2312"), ("zh-Hant", "big5"), ("ja", "shift_jis"), ("ko", "euc_kr"))
"""Language → the older code that has the characters of its everyday writing."""
_OF_HAN = frozenset(["zh", "yue", "wuu", "nan", "hak", "lzh", "ja", "ko"])
_KANA = re.compile("[\u3041-\u30ff]")


@dataclass(frozen=True, slots=True)
class _Within:
    """What an element says of the text in it."""

    name: str
    lang: str
    rightward: bool
    apart: bool


def in_scripts(html: str, scripts: ScriptFaces, text: str) -> str:
    """HTML → the same, whose words of these scripts are in the faces of them; `text` is the design's family.

    In passages from right to left whole runs of text are, as WeasyPrint would else set the parts of a line
    one behind the other. Where no element tells the language of Han, its characters do.
    """
    if not scripts.families or html.isascii():
        return html
    names = tuple(sorted(scripts.families))
    words, of_han = (_words(names, scripts.letters, wide) for wide in (False, True))
    if not words.search(html):
        return html
    parts: list[str] = []
    open: list[_Within] = []
    japanese = bool(_KANA.search(html))
    for token in _TOKEN.finditer(html):
        here = open[-1] if open else _Within("", "", rightward=True, apart=False)
        if token[2] is None:
            run = token[0]
            set_in = partial(_span, scripts=scripts, text=text, here=here, japanese=japanese)
            if here.apart or not words.search(run):
                parts.append(run)
            elif here.rightward:
                found = of_han if _is_of_han(here.lang) else words
                parts.append(found.sub(lambda match, set_in=set_in: set_in(match[0]), run))  # type: ignore[misc]
            else:
                parts.append(set_in(run))
            continue
        parts.append(token[0])
        if token[1]:
            while open and open.pop().name != token[2]:
                pass
        elif token[2].lower() not in _VOID and not token[3].endswith("/"):
            lang, way = _LANG.search(token[3]), _DIR.search(token[3])
            open.append(
                _Within(
                    token[2],
                    lang[1] if lang else here.lang,
                    rightward=way[1] != "rtl" if way else here.rightward,
                    apart=here.apart or token[2].lower() in _APART,
                )
            )
    return "".join(parts)


def _span(run: str, scripts: ScriptFaces, text: str, here: _Within, japanese: bool) -> str:
    """Words in the families of their scripts, and of the design."""
    found = dict.fromkeys(of for each in run if (of := script_of(each)) in scripts.families)
    names = dict.fromkeys(
        scripts.families[of] for of in found if of != LATIN or scripts.letters.intersection(run)
    )
    family = ", ".join(f"'{name}'" for name in (*names, text))
    lang = f' lang="{han_language(run, japanese)}"' if HAN in found and not _is_of_han(here.lang) else ""
    return f'<span class="script"{lang} style="font-family: {escape(family, quote=False)}">{run}</span>'


def _is_of_han(lang: str) -> bool:
    return lang.split("-")[0].lower() in _OF_HAN


def han_language(run: str, japanese: bool = False) -> str:
    """The language whose forms characters take where nothing says it; `japanese`: kana stands near.

    >>> han_language("汉字"), han_language("漢字"), han_language("かんじ"), han_language("한자")
    ('zh-Hans', 'zh-Hant', 'ja', 'ko')
    >>> han_language("古池"), han_language("古池", japanese=True)
    ('zh-Hans', 'ja')
    """
    letters = "".join(each for each in run if script(each) == "Hani")
    if _KANA.search(run):
        return "ja"
    if any(script(each) == "Hang" for each in run):
        return "ko"
    order = sorted(_LANGUAGES, key=lambda one: one[0] != "ja") if japanese else _LANGUAGES
    return next((lang for lang, code in order if _has(code, letters)), "zh-Hans")


def _has(code: str, letters: str) -> bool:
    try:
        letters.encode(code)
    except UnicodeEncodeError:
        return False
    return True


_BETWEEN_HAN = "\u3000-\u303f\uff00-\uffef"
"""Signs as wide as a character of Han."""
_WIDE = "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026"
"""Those that are as wide where the passage is in a language of Han."""


@cache
def _words(scripts: tuple[str, ...], letters: frozenset[str], wide: bool) -> re.Pattern[str]:
    """Words of these scripts, with what stands between two of them and the marks that go with them."""
    options = []
    for of in scripts:
        if of == LATIN:
            rare = "".join(map(re.escape, sorted(letters)))
            options.append(rf"[^\W\d_]*[{rare}](?:[^\W\d_]|[{rare}])*")
            continue
        own = {of, *(each for each, other in _BESIDE_HAN.items() if other == of)}
        letter = _ranges(Scripts.RANGES, [value in own for value in Scripts.VALUES])
        shared = [not own.isdisjoint(value or ()) for value in ScriptExtensions.VALUES]
        signs = _ranges(ScriptExtensions.RANGES, shared)
        over = _ranges(Scripts.RANGES, [value == "Zinh" for value in Scripts.VALUES])
        if of == HAN:
            signs += _BETWEEN_HAN + (_WIDE if wide else "")
            letter += _BETWEEN_HAN
        options.append(rf"[{signs}]*[{letter}](?:[{signs}{over}]|[\W\d_]*[{letter}])*")
    return re.compile("|".join(options))


def _ranges(starts: Sequence[int], wanted: Sequence[bool]) -> str:
    """Of ranges that begin there, the wanted ones for a class of a regular expression."""
    ends = (*starts[1:], 0x110000)
    return "".join(
        f"{re.escape(chr(start))}-{re.escape(chr(end - 1))}"
        for start, end, is_wanted in zip(starts, ends, wanted, strict=True)
        if is_wanted
    )
