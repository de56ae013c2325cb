"""The files of an e-book → one file, the same bytes for the same input (EPUB 3.3, 4: OCF)."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FOLDER = "EPUB"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file knows: no clock is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of the e-book, as its package document lists it."""

    id: str
    href: str
    type: str
    content: bytes
    properties: str = ""


_CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
""".encode()

_PACKED: frozenset[str] = frozenset(["image/png", "image/jpeg", "image/webp", "image/gif"])
"""Types that are as small as they can be."""


def zipped(unlisted: Mapping[str, bytes], items: Iterable[Item]) -> bytes:
    """The files in one (EPUB 3.3, 4.3): `mimetype` first, as it is; those that no item is next."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, content: bytes, *, packed: bool = False) -> None:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)

        put("mimetype", b"application/epub+zip", packed=True)
        put("META-INF/container.xml", _CONTAINER)
        for name, content in unlisted.items():
            put(f"{FOLDER}/{name}", content)
        for item in items:
            put(f"{FOLDER}/{item.href}", item.content, packed=item.type in _PACKED)
    return out.getvalue()
