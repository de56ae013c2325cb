"""A paper and the colours of its print → the printing condition that a file is made for, and its ICC profile.

Covers are printed on coated board. Of the inside, the paper decides. The profiles of ECI for uncoated paper
aren't free to go with the engine: an anthology puts one, or its printer's, in its own folder, where it is
found by its name. Without it, colours are made for white uncoated paper, by a profile of the free data of
FOGRA29, and black alone has a condition of ours.
"""

import io
import re
import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from PIL import ImageCms

from florilege.catalogue.volumes import Ink, PressStandard
from florilege.diagnostics.problems import FlorilegeError

UNCOATED = ("PSOuncoated_v3_FOGRA52.icc", "PSO_Uncoated_ISO12647_eci.icc", "ISOuncoatedyellowish.icc")
"""The profiles of ECI for uncoated papers, the newest first."""
REGISTERED_UNCOATED = "FOGRA52"
"""What a file says that holds black alone and no profile: PDF/X-1a lets a registered name stand for it."""

_REGISTERED = re.compile(r"FOGRA ?(\d\d)", re.IGNORECASE)
_NAMED = {"ISO Coated v2": "FOGRA39", "PSO Uncoated ISO12647": "FOGRA47", "ISO Uncoated Yellowish": "FOGRA30"}
"""How a profile begins that doesn't name its condition → that condition."""


def condition(profile: str) -> str:
    """The characterised printing condition that a profile is named after, as the ICC registry calls it.

    >>> condition("PSO Uncoated v3 (FOGRA52)"), condition("ISO Coated v2 300% (bas)"), condition("mine")
    ('FOGRA52', 'FOGRA39', '')
    """
    if found := _REGISTERED.search(profile):
        return f"FOGRA{found[1]}"
    return next((known for name, known in _NAMED.items() if profile.startswith(name)), "")


def description(profile: bytes) -> str:
    """What an ICC profile calls itself."""
    return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()


def profile_of(
    folder: Path,
    name: str,
    volume: str,
    *,
    surface: Literal["coated", "uncoated"],
    colour: Ink,
    standard: PressStandard,
) -> bytes:
    """The ICC profile that a file is made for; empty where a registered condition says enough.

    `name` is a file of `folder`, if the volume says one. Raises `FlorilegeError` (1): `profile-missing`, or
    `profile-unfit` for one that isn't of a CMYK press.
    """
    if name:
        return _press_profile(folder / name, volume)
    if surface == "uncoated":
        for known in UNCOATED:
            if (folder / known).is_file():
                return _press_profile(folder / known, volume)
        if colour == "grey":
            return b"" if standard == "pdf/x-1a" else black_on_uncoated()
        return uncoated()
    return coated()


def cover_profile(folder: Path, name: str, volume: str) -> bytes:
    """That of a cover, on coated board: the one that the volume says, unless it is for other paper."""
    named = _press_profile(folder / name, volume) if name else coated()
    return coated() if "uncoated" in description(named).casefold() else named


@cache
def coated() -> bytes:
    """ISO Coated v2 300 % (basICColor, zlib licence)."""
    return _ours("ISOcoated_v2_300_bas.icc")


@cache
def uncoated() -> bytes:
    """Uncoated white paper, 300 %, which ArgyllCMS made of the data of FOGRA29 (zlib licence).

    >>> condition(description(uncoated()))
    'FOGRA29'
    """
    return _ours("Uncoated_FOGRA29.icc")


def _ours(name: str) -> bytes:
    return files("florilege.book.prepress").joinpath("profiles", name).read_bytes()


def _press_profile(file: Path, volume: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError:
        raise FlorilegeError("profile-missing", exit_code=1, file=file, volume=volume) from None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    except OSError:
        profile = None
    if profile is None or profile.xcolor_space.strip() != "CMYK" or profile.device_class != "prtr":
        raise FlorilegeError("profile-unfit", exit_code=1, file=file, volume=volume)
    return data


# ---- Black on uncoated paper

_GAIN = 0.22
"""By how much black of 50 % prints darker on uncoated paper (ISO 12647-2:2004, curve D)."""
_BLACK, _PAPER = 31.0, 95.0
"""L* of the full tone of black, and of the paper (paper type 4)."""
_STEPS = 256
_D50 = (0.9642, 1.0, 0.8249)


@cache
def black_on_uncoated() -> bytes:
    """An ICC profile (ICC.1:2001-04) of black ink alone on uncoated paper, which is ours.

    >>> description(black_on_uncoated())
    'Black on uncoated paper'
    """
    name = b"Black on uncoated paper\0"
    tags = {
        b"desc": b"desc" + struct.pack(">II", 0, len(name)) + name + bytes(4 + 4 + 2 + 1 + 67),
        b"cprt": b"text" + bytes(4) + b"The Florilege authors, MIT licence\0",
        b"wtpt": b"XYZ " + bytes(4) + _fixed(*_D50),
        b"kTRC": b"curv" + struct.pack(f">II{_STEPS}H", 0, _STEPS, *map(_step, range(_STEPS))),
    }
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    size = start + len(data)
    head = struct.pack(
        ">I4sI4s4s4s6H4s", size, bytes(4), 0x02400000, b"prtr", b"GRAY", b"XYZ ", *_MADE, b"acsp"
    )
    head += bytes(68 - len(head)) + _fixed(*_D50)
    return head + bytes(128 - len(head)) + table + data


_MADE = (2026, 11, 1, 0, 0, 0)


def _fixed(*numbers: float) -> bytes:
    """Numbers in fixed point (s15Fixed16Number)."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _step(step: int) -> int:
    """How light the n-th of all greys prints, beside the paper, from 0 to 65535."""
    tone = 1 - step / (_STEPS - 1)
    printed = tone + 4 * _GAIN * tone * (1 - tone)
    return round(65535 * (1 - printed * (1 - _luminance(_BLACK) / _luminance(_PAPER))))


def _luminance(lightness: float) -> float:
    """Y of an L* above 8 (CIE 15)."""
    return float(((lightness + 16) / 116) ** 3)
