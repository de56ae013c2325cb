"""Lines of Markdown → a finished page of reference."""

from florilege.prose.typography.fix import fix


def finished(lines: list[str], lang: str) -> str:
    """The finished page, its French spaced by our own typography."""
    return fix("\n".join(lines), lang).rstrip("\n") + "\n"
