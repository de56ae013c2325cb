"""The table of checks → the page of reference that docs/ keeps."""

from collections.abc import Iterator, Sequence

from florilege.diagnostics.findings import Severity, finding_codes
from florilege.language.sentences import say, sentences


def checks_page(lang: str) -> str:
    """Every check by severity: its sentence, why it is made, and which files it looks at."""
    own = sentences("reference", lang)
    lines = [f"# {own['checks.title']}", "", own["checks.lead"]]
    for severity in Severity:
        lines += ["", f"## {own[f'checks.severity.{severity}']}"]
        for id, entry in finding_codes().items():
            if entry["severity"] == severity:
                lines += _entry(id, entry["files"], lang)
    return "\n".join(lines) + "\n"


def _entry(id: str, files: Sequence[str], lang: str) -> Iterator[str]:
    texts = sentences("findings", lang)
    yield from ("", f"### {id}", "", f"**{texts[f'{id}.title']}.** {texts[f'{id}.about']}")
    yield from ("", "```text", texts[f"{id}.sentence"], "```")
    names = ", ".join(say("reference", f"checks.file.{file}", lang) for file in files)
    yield from ("", say("reference", "checks.files", lang, files=names))
