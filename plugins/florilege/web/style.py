"""The style sheets of the site as they are served: without comments and indents, a tenth of their weight."""

import re
from hashlib import sha256
from pathlib import Path

_ASSETS = Path(__file__).parent / "assets"


def served(style: str) -> str:
    """A style sheet that says the same in less; no string of it may hold a line break or `/*`.

    >>> served("/* Ink */\\n\\nbody {\\n  color: red; /* or so */\\n}\\n")
    'body {\\ncolor: red;\\n}'
    """
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", bare).strip()


def _sheet(name: str) -> tuple[str, str]:
    """The path of a sheet, which says what it holds, so that no browser keeps an old one; and its content."""
    content = served((_ASSETS / f"{name}.css").read_text(encoding="utf-8"))
    return f"assets/{name}.{sha256(content.encode()).hexdigest()[:8]}.css", content


_SHEETS = [_sheet(name) for name in ("florilege", "browsing", "around")]
STYLES = dict(_SHEETS)
"""Path → content."""
STYLE_PATH, BROWSING_PATH, AROUND_PATH = STYLES
"""Of all pages; of those among which readers choose, all but essays; of what stands around essays."""
