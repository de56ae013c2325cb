"""Files that want to do harm, or that are none: each gets one line, and nothing of it is taken."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from florilege.intake.arrival import Arrival, RefusedSource
from florilege.intake.office_texts import Reading
from florilege.intake.sources import essays_in
from florilege.language.sentences import languages
from florilege.runtime.workers import Workers
from office_files import docx, odt, paragraph, picture, png, zipped

TEXT = paragraph("Le quai dort.")


@pytest.fixture(scope="module")
def how() -> Iterator[Reading]:
    with Workers(1) as pool:
        yield Reading(pool=pool)


def with_part(name: str, data: bytes, content: bytes) -> bytes:
    """An archive with a part more, or another in its place."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    return zipped({**files, name: data})


def bomb() -> bytes:
    """Two hundred megabytes of nothing, in two hundred kilobytes."""
    return with_part("word/media/x.xml", b"\0" * 90_000_000, docx(TEXT))


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
READS_FILES = LAUGHS.replace(b'"&a;&a;&a;"', b'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bombe.docx", bomb(), "source-bomb"),
        ("rires.docx", with_part("word/document.xml", LAUGHS, docx(TEXT)), "source-entities"),
        ("lit.docx", with_part("word/document.xml", READS_FILES, docx(TEXT)), "source-entities"),
        (
            "lit16.docx",
            with_part("word/styles.xml", READS_FILES.decode().encode("utf-16"), docx(TEXT)),
            "source-entities",
        ),
        ("lit.odt", with_part("content.xml", READS_FILES, odt("")), "source-entities"),
        ("macros.docx", docx(TEXT, files={"vbaProject.bin": b"\0"}), "source-macros"),
        ("macros.docm", docx(TEXT), "source-macros"),
        ("macros.odt", odt("<text:p>x</text:p>", files={"Basic/Standard/M.xml": b"<x/>"}), "source-macros"),
        ("chemin.docx", with_part("../../evil.xml", b"<x/>", docx(TEXT)), "source-path"),
        ("objet.docx", docx(TEXT, links={"rX": ("oleObject", "https://evil.example/x")}), "source-elsewhere"),
        (
            "modele.docx",
            docx(TEXT, links={"rX": ("attachedTemplate", "https://evil.example/t.dotm")}),
            "source-elsewhere",
        ),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "source-old-word"),
        ("page.pdf", b"%PDF-1.7 ...", "source-pdf"),
        ("ghost.json", b'{"db": [{"data": {"posts": []}}]}', "source-json"),
        ("vide.docx", b"", "source-empty"),
        ("coupé.docx", docx(TEXT)[:400], "source-damaged"),
        ("faux.docx", zipped({"a.txt": "x"}), "source-kind"),
        ("sons.txt", bytes(range(128, 256)) * 20 + b"\0\1\2", None),
    ],
)
def test_it_is_refused_in_a_line(
    tmp_path: Path, how: Reading, name: str, content: bytes, why: str | None
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    (made,) = essays_in(file, how)
    assert isinstance(made, RefusedSource)
    if why:
        assert made.error.values["why"] == why
    for lang in languages():
        line = made.error.message(lang)
        assert name in line
        assert "\n" not in line


def test_a_picture_that_fills_the_memory_is_left_out(tmp_path: Path, how: Reading) -> None:
    """A PNG of a billion pixels in a few kilobytes, as its header says."""
    huge = bytearray(png())
    huge[16:24] = (40_000).to_bytes(4, "big") + (40_000).to_bytes(4, "big")
    file = tmp_path / "image.docx"
    links = {"rP": ("image", "media/image1.png")}
    file.write_bytes(
        docx(TEXT, paragraph(picture("rP", "Un quai")), files={"media/image1.png": bytes(huge)}, links=links)
    )
    (made,) = essays_in(file, how)
    assert isinstance(made, Arrival)
    assert not made.pictures
    assert "picture-unfit" in {each.code for each in made.remarks}


def test_a_link_to_a_file_of_elsewhere_is_not_followed(tmp_path: Path, how: Reading) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "lettre.txt").symlink_to(tmp_path / "secret.txt")
    (made,) = essays_in(tmp_path / "lettre.txt", how)
    assert isinstance(made, RefusedSource)


def test_a_picture_of_a_page_is_looked_for_below_its_folder_only(tmp_path: Path, how: Reading) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "page.html").write_text('<html><p>Le quai.</p><p><img src="../secret.png" alt="x"></p></html>')
    (made,) = essays_in(folder / "page.html", how)
    assert isinstance(made, Arrival)
    assert not made.pictures
