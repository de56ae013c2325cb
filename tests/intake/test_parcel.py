"""What came by mail as a form's file: taken whole, or refused in one line before a byte is written."""

import io
import re
import stat
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import florilege, here
from florilege.diagnostics.problems import FlorilegeError
from florilege.intake import parcel
from florilege.reading.loader import read as read_contributions
from worlds import picture, small

GOOD: Mapping[str, bytes] = {
    "consent.txt": "Essai\n\n- D’accord.\n".encode(),
    "essays/le-quai/index.md": b"---\ntitle: Le quai\nauthors: [odile]\nlicense: CC0-1.0\n---\n\nUn texte.\n",
    "essays/le-quai/vue.jpg": picture(),
    "authors/odile.md": b"---\nname: Odile\n---\n",
    "authors/odile.jpg": picture(90),
}


def packed(file: Path, contents: Mapping[str, bytes]) -> Path:
    with ZipFile(file, "w", ZIP_DEFLATED) as opened:
        for name, content in contents.items():
            opened.writestr(name, content)
    return file


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def anthology(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text("site_name: Essai\ndocs_dir: contributions\n", encoding="utf-8")
    return small(folder)


def test_a_good_one_is_taken_whole(tmp_path: Path) -> None:
    contributions = anthology(tmp_path)
    before = tree(contributions)
    taken = florilege(tmp_path, "import", str(packed(tmp_path / "a.florilege.zip", GOOD)), "--lang", "en")
    assert taken.returncode == 0, taken.stderr
    new = {path: content for path, content in GOOD.items() if path != "consent.txt"}
    after = tree(contributions)
    assert after.pop("consents/le-quai.yml").startswith(b"given:\n")
    assert after == before | new
    assert "- D’accord." in taken.stdout
    *_, checked, following = taken.stdout.splitlines()
    assert checked.endswith("[image-unused]")
    assert following.startswith("Next: florilege check")


def test_it_may_be_given_another_id(tmp_path: Path) -> None:
    contributions = anthology(tmp_path)
    file = packed(tmp_path / "a.zip", GOOD)
    assert florilege(tmp_path, "import", str(file), "--id", "autre-quai").returncode == 0
    assert (contributions / "essays/autre-quai/vue.jpg").is_file()
    bad = florilege(tmp_path, "import", str(file), "--id", "../autre")
    assert (bad.returncode, "[new-id]" in bad.stderr) == (2, True)


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    contributions = anthology(tmp_path)
    (contributions / "authors/odile.md").write_text("---\nname: Une autre\n---\n", encoding="utf-8")
    file = packed(tmp_path / "a.zip", GOOD)
    taken = florilege(tmp_path, "import", str(file), "--lang", "en")
    assert taken.returncode == 0
    assert taken.stdout.count("was there before and stays as it is") == 2
    assert not (contributions / "authors/odile.jpg").exists()
    after = tree(contributions)
    again = florilege(tmp_path, "import", str(file), "--lang", "en")
    assert (again.returncode, again.stderr.count("\n"), "[parcel-taken]" in again.stderr) == (2, 1, True)
    assert tree(contributions) == after


def agreed_by(contributions: Path) -> set[str]:
    file = contributions / "consents/le-quai.yml"
    return {*re.findall(r"author: ([^,]+),", file.read_text(encoding="utf-8"))} if file.exists() else set()


@pytest.mark.parametrize("writer", ["new", "known", "of-the-same-id"])
def test_nobody_agrees_for_others(writer: str, tmp_path: Path) -> None:
    contributions = anthology(tmp_path)
    (contributions / "authors/paul.md").write_text("---\nname: Paul Brie\n---\n", encoding="utf-8")
    if writer == "of-the-same-id":
        (contributions / "authors/odile.md").write_text("---\nname: Odile\n---\n", encoding="utf-8")
    who, signed = ("Paul Brie", "paul") if writer == "known" else ("Odile", "odile")
    consent = f"Essai\nLe quai\n{who}\nCC0 1.0\n2026-03-01\n\n- D’accord.\n"
    text = f"---\ntitle: Le quai\nauthors: [{signed}, ada, 'Max Roy']\nlicense: CC0-1.0\n---\n\nUn texte.\n"
    contents = {"consent.txt": consent.encode(), "essays/le-quai/index.md": text.encode()}
    if writer != "known":
        contents["authors/odile.md"] = GOOD["authors/odile.md"]
    file = packed(tmp_path / "a.florilege.zip", contents)
    taken = florilege(tmp_path, "import", str(file), "--lang", "en")
    assert taken.returncode == 0, taken.stderr
    others = "Odile, Ada Lune and Max Roy" if writer == "of-the-same-id" else "Ada Lune and Max Roy"
    assert f"Still to be asked for their agreement: {others}\n" in taken.stdout
    assert agreed_by(contributions) == (set() if writer == "of-the-same-id" else {signed})
    assert is_draft(contributions)
    assert "draft: true (contributions/essays/le-quai/index.md:2)" in taken.stdout


def is_draft(contributions: Path) -> bool:
    return read_contributions(contributions)[0].essays["le-quai"].status == "draft"


@pytest.mark.parametrize("fields", ["", "draft: false\n", "status: published\n"])
def test_what_nobody_has_agreed_to_is_a_draft(fields: str, tmp_path: Path) -> None:
    contributions = anthology(tmp_path)
    text = GOOD["essays/le-quai/index.md"].replace(b"title:", f"{fields}title:".encode())
    contents = {key: value for key, value in GOOD.items() if key != "consent.txt"}
    file = packed(tmp_path / "a.florilege.zip", contents | {"essays/le-quai/index.md": text})
    assert here(tmp_path, "import", str(file)).exit_code == 0
    assert is_draft(contributions)
    letter = b"---\r\nauthors: ['Max Roy']\r\ndate: 2026-03-01\r\n---\r\n\r\nUn mot.\r\n"
    file = packed(tmp_path / "b.florilege.zip", {"essays/le-quai/letters/max.md": letter})
    assert here(tmp_path, "import", str(file)).exit_code == 0
    written = (contributions / "essays/le-quai/letters/max.md").read_text(encoding="utf-8")
    assert written.startswith("---\ndraft: true\nauthors:")


def test_a_letter_that_is_there_already_is_said(tmp_path: Path) -> None:
    contributions = anthology(tmp_path)
    assert here(tmp_path, "import", str(packed(tmp_path / "a.florilege.zip", GOOD))).exit_code == 0
    letters = contributions / "essays/le-quai/letters"
    typed = "---\nauthors: [%s]\ndate: 2026-03-0%s\n---\n\nUn %s.\n"
    one = (typed % ("Max Roy", 1, "mot")).encode()
    for content, number in (
        (one, 1),
        (one.replace(b"Un mot", b"Un\r\nmot"), 1),
        ((typed % ("Ada Roy", 1, "mot")).encode(), 2),
        ((typed % ("Max Roy", 2, "mot")).encode(), 3),
        ((typed % ("Max Roy", 1, "autre mot")).encode(), 4),
    ):
        file = packed(tmp_path / "b.florilege.zip", {"essays/le-quai/letters/max.md": content})
        done = here(tmp_path, "import", str(file))
        there = isinstance(done.exception, FlorilegeError) and done.exception.code
        assert there == ("parcel-letter-there" if b"\r" in content else False)
        assert len([*letters.iterdir()]) == number


def test_where_the_disk_fails_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contributions = anthology(tmp_path)
    before = tree(contributions)
    read = parcel.read(packed(tmp_path / "a.zip", GOOD))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(FlorilegeError) as raised:
        parcel.unpack(read, contributions)
    assert raised.value.code == "target-unwritable"
    assert tree(contributions) == before


def also(name: str, content: bytes = b"x") -> Callable[[Path], object]:
    return lambda file: packed(file, {**GOOD, name: content})


def with_mode(mode: int) -> Callable[[Path], object]:
    def make(file: Path) -> None:
        packed(file, GOOD)
        with ZipFile(file, "a") as opened:
            entry = ZipInfo("essays/le-quai/lien.png")
            entry.create_system, entry.external_attr = 3, mode << 16
            opened.writestr(entry, "/etc/passwd")

    return make


def altered(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def make(file: Path) -> None:
        file.write_bytes(change(packed(file, GOOD).read_bytes()))

    return make


def twice(file: Path) -> None:
    packed(file, GOOD)
    with ZipFile(file, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("authors/odile.md", b"---\nname: Autre\n---\n")


def bomb(file: Path) -> None:
    """A picture of 120 MB of nothing."""
    with ZipFile(file, "w", ZIP_DEFLATED) as opened:
        opened.writestr("essays/le-quai/index.md", GOOD["essays/le-quai/index.md"])
        with opened.open("essays/le-quai/grand.png", "w") as stream:
            for _ in range(120):
                stream.write(bytes(1_000_000))


def lying_bomb(file: Path) -> None:
    """The same, which says that it holds ten bytes."""
    bomb(file)
    content = bytearray(file.read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    file.write_bytes(content)


def odd_compression(file: Path) -> None:
    with ZipFile(file, "w", ZIP_LZMA) as opened:
        opened.writestr("essays/le-quai/index.md", b"---\ntitle: A\nauthors: [b]\n---\n")


HOSTILE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "above": ("parcel-stranger", also("../mkdocs.yml")),
    "above-within": ("parcel-stranger", also("essays/le-quai/../../../x.png")),
    "absolute": ("parcel-stranger", also("/etc/cron.d/x")),
    "drive": ("parcel-stranger", also("C:\\x.png")),
    "backslashes": ("parcel-stranger", also("essays\\le-quai\\x.png")),
    "settings": ("parcel-stranger", also("mkdocs.yml")),
    "git": ("parcel-stranger", also("essays/le-quai/.git/config")),
    "hook": ("parcel-stranger", also("essays/le-quai/x.py")),
    "svg": ("parcel-stranger", also("essays/le-quai/x.svg")),
    "capitals": ("parcel-stranger", also("essays/Le-Quai/x.png")),
    "accents": ("parcel-stranger", also("essays/le-quai/é.png")),
    "device": ("parcel-stranger", also("authors/con.md")),
    "reserved": ("parcel-stranger", also("authors/index.md")),
    "volume": ("parcel-stranger", also("volumes/tome-1/index.md")),
    "folder": ("parcel-stranger", also("essays/le-quai/")),
    "nul": ("parcel-stranger", altered(lambda b: b.replace(b"le-quai/vue.jpg", b"le-quai/vue.jp\0"))),
    "link": ("parcel-stranger", with_mode(stat.S_IFLNK | 0o777)),
    "fifo": ("parcel-stranger", with_mode(stat.S_IFIFO | 0o644)),
    "device-file": ("parcel-stranger", with_mode(stat.S_IFCHR | 0o644)),
    "twice": ("parcel-stranger", twice),
    "odd-compression": ("parcel-stranger", odd_compression),
    "bomb": ("parcel-too-big", bomb),
    "lying-bomb": ("parcel-unreadable", lying_bomb),
    "long-text": ("parcel-too-big", also("authors/un-autre.md", b"x" * 600_000)),
    "many": (
        "parcel-too-big",
        lambda file: packed(file, GOOD | {f"essays/le-quai/{n}.png": b"" for n in range(80)}),
    ),
    "cut": ("parcel-unreadable", altered(lambda b: b[:-30])),
    "damaged": ("parcel-unreadable", altered(lambda b: b[:60] + bytes(8) + b[68:])),
    "no-zip": ("parcel-unreadable", lambda file: file.write_bytes(b"bonjour")),
    "empty": ("parcel-unreadable", lambda file: packed(file, {})),
    "no-essay": (
        "parcel-unreadable",
        lambda file: packed(file, {"authors/odile.md": b"Odile"}),
    ),
    "two-essays": ("parcel-unreadable", also("essays/autre/index.md", b"---\ntitle: A\n---\n")),
    "picture-of-none": ("parcel-unreadable", also("essays/autre/x.png")),
    "latin-1": ("parcel-unreadable", also("authors/ada-b.md", "é".encode("latin-1"))),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_one_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    contributions = small(tmp_path)
    before = tree(contributions)
    code, make = HOSTILE[kind]
    file = tmp_path / "x.florilege.zip"
    make(file)
    with pytest.raises(FlorilegeError) as raised:
        parcel.unpack(parcel.read(file), contributions)
    assert (raised.value.code, raised.value.exit_code) == (code, 2)
    for lang in ("fr", "en"):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", raised.value.message(lang))
    assert tree(contributions) == before
    assert tree(tmp_path).keys() == {f"contributions/{path}" for path in before} | {file.name}


WHOLE = io.BytesIO()
with ZipFile(WHOLE, "w", ZIP_DEFLATED) as _opened:
    for _name in ("essays/a-b/index.md", "authors/c-d.md"):
        _opened.writestr(_name, b"---\ntitle: A\n---\n\nUn texte.\n")


PLACES = st.integers(0, len(WHOLE.getvalue()) - 1)


@given(changes=st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=6))
def test_whatever_is_damaged_it_is_read_or_refused(
    changes: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No other exception, and no path outside of what a form packs."""
    content = bytearray(WHOLE.getvalue())
    for place, byte in changes:
        content[place] = byte
    file = tmp_path_factory.getbasetemp() / "damaged.zip"
    file.write_bytes(content)
    paths, code = ["authors/"], "parcel-"
    try:
        paths = [*parcel.read(file).files]
    except FlorilegeError as error:
        code = error.code
    assert code.startswith("parcel-")
    assert all(path.startswith(("essays/", "authors/")) and ".." not in path for path in paths)
