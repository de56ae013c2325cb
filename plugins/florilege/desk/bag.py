"""Files → one BagIt package (RFC 8493), the same bytes for the same files."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file knows: no clock is read."""
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag(name: str, payload: Mapping[str, bytes], about: Iterable[tuple[str, str]]) -> bytes:
    """A ZIP file whose one folder `name` is a bag, given its payload by path, and what it says of itself."""
    data = {f"data/{path}": content for path, content in sorted(payload.items())}
    size = sum(map(len, data.values()))
    info = [*about, ("Payload-Oxum", f"{size}.{len(data)}")]
    tags = {
        "bag-info.txt": "".join(f"{label}: {' '.join(text.split())}\n" for label, text in info).encode(),
        "bagit.txt": _DECLARATION.encode(),
        "manifest-sha256.txt": _manifest(data),
    }
    tags["tagmanifest-sha256.txt"] = _manifest(tags)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in {**tags, **data}.items():
            entry = zipfile.ZipInfo(f"{name}/{path}", _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """A line for each file: its SHA-256, its path (RFC 8493, 2.1.3)."""
    return "".join(
        f"{sha256(content).hexdigest()}  {_path(path)}\n" for path, content in files.items()
    ).encode()


def _path(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
