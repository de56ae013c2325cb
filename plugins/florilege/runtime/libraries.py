"""The libraries of the system that set pages: are they here, and at which version?"""

import ctypes
import ctypes.util
from collections.abc import Mapping

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.packages import install_command

LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "gobject-2.0"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset"),
}
"""What WeasyPrint 70 loads (its text/ffi.py): the name of the file on Linux, on macOS, and for a linker."""

PANGO = (1, 44)
"""The oldest Pango that WeasyPrint takes."""


def require_libraries(libraries: Mapping[str, tuple[str, ...]] = LIBRARIES) -> str:
    """Pango's version, once every library that sets pages can be loaded.

    Raises `FlorilegeError` (3): `pango-missing` or `pango-old`.
    """
    loaded = {library: _load(names) for library, names in libraries.items()}
    missing = [library for library, handle in loaded.items() if handle is None]
    if missing:
        raise FlorilegeError(
            "pango-missing", library=", ".join(missing), command=install_command("pango")
        ) from None
    pango = loaded["Pango"]
    assert pango is not None
    pango.pango_version_string.restype = ctypes.c_char_p
    found: str = pango.pango_version_string().decode()
    if tuple(int(number) for number in found.split(".")[:2]) < PANGO:
        raise FlorilegeError("pango-old", version=found)
    return found


def library_versions() -> dict[str, str]:
    """The versions of the two that shape text and cut fonts down; raises as `require_libraries` does."""
    pango = require_libraries()
    harfbuzz = _load(LIBRARIES["HarfBuzz"])
    assert harfbuzz is not None
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return {"Pango": pango, "HarfBuzz": harfbuzz.hb_version_string().decode()}


def _load(names: tuple[str, ...]) -> ctypes.CDLL | None:
    """The first of the names that loads, or None; the last of them is the name for a linker."""
    *file_names, short = names
    for name in (*file_names, short, ctypes.util.find_library(short)):
        try:
            if name:
                return ctypes.CDLL(name)
        except OSError:
            continue
    return None
