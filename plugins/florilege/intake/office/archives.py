"""ZIP archives of strangers (.docx, .odt, exports) → their files, after a look at what they would unpack to.

No name leads out of the archive, nothing is enciphered, and nothing unpacks to more than a book of pictures
holds. XML declares no entities of its own: neither laughs nor files of ours are read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from florilege.diagnostics.problems import FlorilegeError

MAX_ENTRIES = 5_000
MAX_ENTRY = 100_000_000
MAX_TOTAL = 400_000_000
"""Bytes, unpacked."""
MAX_RATIO = 150
"""How much smaller than itself something may be packed, once it is large."""
LARGE = 20_000_000

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def refused(why: str, **values: object) -> FlorilegeError:
    """What a source that wants to do harm, or to fill the memory, gets."""
    return FlorilegeError("source-unreadable", exit_code=2, why=why, **{"limit": "", **values})


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of an archive by name. Raises `FlorilegeError` (2) where it isn't safe, or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            _vet(entries)
            files: dict[str, bytes] = {}
            for entry in entries:
                with archive.open(entry) as stream:
                    data = stream.read(entry.file_size + 1)
                if len(data) > entry.file_size:
                    raise refused("source-bomb")
                files[entry.filename] = data
            return files
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise refused("source-damaged") from error


def _vet(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_TOTAL:
        raise refused("source-bomb")
    for each in entries:
        ratio = each.file_size / max(each.compress_size, 1)
        if each.file_size > MAX_ENTRY or (each.file_size > LARGE and ratio > MAX_RATIO):
            raise refused("source-bomb")
        parts = each.filename.replace("\\", "/").split("/")
        if ".." in parts or each.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise refused("source-path")
        if each.flag_bits & 1:
            raise refused("source-locked")


def pack(files: Mapping[str, bytes]) -> bytes:
    """An archive of some files, as few bytes as it takes no time to make."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def require_no_entities(data: bytes) -> None:
    """Raise `FlorilegeError` (2) for XML that declares some, in whatever encoding."""
    if _DECLARES.search(data.replace(b"\0", b"")):
        raise refused("source-entities")


def xml(data: bytes) -> Any:
    """The root of an XML file without entities of its own. Raises `FlorilegeError` (2) for any other."""
    require_no_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused("source-damaged") from error
