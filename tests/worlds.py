"""Small anthologies made on the spot: the smallest good one, and what a test puts into it."""

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

GOOD = {
    "index.md": "---\ntitle: Essai\n---\n\nBonjour.\n",
    "authors/ada.md": "---\nname: Ada Lune\n---\n\nElle écrit.\n",
    "essays/un/index.md": "---\ntitle: Un\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\nIl était une fois.\n",
    "volumes/tome-1/index.md": (
        "---\ntitle: Tome\nnumber: 1\nparts:\n  - id: a\n    title: A\n    essays: [un]\n---\n\nUn tome.\n"
    ),
}


def small(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """contributions/ in `folder`: the smallest good one, with these files instead or more (`None`: less)."""
    root = folder / "contributions"
    for path, content in (GOOD | dict(files or {})).items():
        if content is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def picture(shade: int = 120, form: str = "JPEG") -> bytes:
    """A small photograph."""
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 90, 60)).save(stream, form)
    return stream.getvalue()


def essay(fields: str, body: str = "Il était une fois.") -> str:
    """An essay with these lines of front matter, from its second line, then title, author and licence."""
    return f"---\n{fields}\ntitle: Un\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\n{body}\n"


def letter(author: str, date: str, body: str, fields: str = "") -> str:
    """A letter, its author and its day in the second and third line of the file."""
    return f"---\nauthors: [{author}]\ndate: {date}\n{fields}{chr(10) if fields else ''}---\n\n{body}\n"


def meeting(fields: str, body: str = "Nous étions là.") -> str:
    """A meeting, its title in the second line of the file, other fields from the third."""
    return f"---\ntitle: Veillée\n{fields}\n---\n\n{body}\n"
