"""A PDF → the pages whose streams no reader can decode.

Readers differ in what they forgive: one shows a page whose stream isn't what its filter says, another leaves
it empty, and the machine that makes plates stops. So this is stricter than any of them.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name, Pdf


def damaged(pdf: Pdf) -> tuple[int, ...]:
    """The pages, from 1, whose contents can't be decoded; 0 for what else the file holds."""
    owners = {
        stream.objgen: number for number, page in enumerate(pdf.pages, 1) for stream in _contents(page.obj)
    }
    return tuple(
        sorted(
            {
                owners.get(each.objgen, 0)
                for each in pdf.objects
                if isinstance(each, pikepdf.Stream) and not _is_sound(each)
            }
        )
    )


def _contents(page: Any) -> Iterator[Any]:
    contents = page.get("/Contents", Array())
    yield from contents if isinstance(contents, Array) else (contents,)


def _is_sound(stream: pikepdf.Stream) -> bool:
    """Whether data that are said to be packed are so, from their head to their checksum (RFC 1950)."""
    filters = stream.get("/Filter")
    first = next(iter(filters), None) if isinstance(filters, Array) else filters
    if first != Name.FlateDecode:
        return True
    unpacked = zlib.decompressobj()
    try:
        unpacked.decompress(stream.read_raw_bytes())
    except zlib.error:
        return False
    return unpacked.eof
