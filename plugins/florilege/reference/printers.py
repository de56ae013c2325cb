"""The printers and what they ask → the page of reference that docs/ keeps."""

from florilege.language.sentences import sentences
from florilege.printing.printers import figures_of_printers, printers, sources
from florilege.reference.markdown_page import finished


def printers_page(lang: str) -> str:
    """Each printer with its figures, every one with the page that it was read on."""
    own = sentences("reference", lang)
    lines = [f"# {own['printers.title']}", "", own["printers.lead"]]
    for printer, figures in figures_of_printers().items():
        lines += [
            "",
            f"## {printers()[printer].name} (`{printer}`)",
            "",
            own["printers.head"],
            "|---|---|---|",
        ]
        lines += [f"| `{name}` | {value} | [^{source}] |" for name, value, source in figures]
    lines += [""]
    for name, source in sources().items():
        at = f"<{source.url}>" if source.url else own["printers.own"]
        hand = f" ({own['printers.second-hand']})" if source.second_hand else ""
        lines.append(f"[^{name}]: {at}{hand}, {source.date}.")
    return finished(lines, lang)
