"""The table of checks → the page of reference that docs/ keeps, in French or in English."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Severity, finding_codes

_WORDS = {
    "fr": {
        "title": "Le contrôle avant impression",
        "lead": (
            "Page tirée de `findings.yml` par `florilege checks --lang fr`. `florilege preflight <tome>`"
            " ouvre les fichiers finis, les mesure, et les tient à ce que demandent les imprimeurs"
            " (`printers.yml`)\u00a0: code de retour 1 si l’un d’eux refuserait un fichier. Les mots entre"
            " accolades sont remplis."
        ),
        Severity.REFUSED: "Ce que l’imprimeur refuse",
        Severity.LOOK: "Ce qui est à voir",
        Severity.NOTE: "Notes",
        "files": "Fichiers\u00a0: ",
        "block": "intérieur",
        "cover": "couverture",
        "screen": "édition écran",
        "archive": "édition de dépôt",
        "offprint": "tirés à part et parties",
    },
    "en": {
        "title": "The preflight",
        "lead": (
            "Made from `findings.yml` by `florilege checks --lang en`. `florilege preflight <volume>` opens"
            " the finished files, measures them, and holds them to what printers ask (`printers.yml`):"
            " exit code 1 if one of them would refuse a file. Words in braces are filled in."
        ),
        Severity.REFUSED: "What the printer refuses",
        Severity.LOOK: "What should be looked at",
        Severity.NOTE: "Notes",
        "files": "Files: ",
        "block": "inside",
        "cover": "cover",
        "screen": "screen edition",
        "archive": "edition for deposit",
        "offprint": "offprints and parts",
    },
}


def checks_page(lang: str) -> str:
    """Every check by severity: its sentence, why it is made, and which files it looks at."""
    own = _WORDS[lang]
    lines = [f"# {own['title']}", "", own["lead"]]
    for severity in Severity:
        lines += ["", f"## {own[severity]}"]
        for id, entry in finding_codes().items():
            if entry["severity"] == severity:
                lines += _entry(id, lang)
    return "\n".join(lines) + "\n"


def _entry(id: str, lang: str) -> Iterator[str]:
    own, entry = _WORDS[lang], finding_codes()[id]
    yield from ("", f"### {id}", "", f"**{entry[lang]['title']}.** {entry[lang]['about']}")
    yield from ("", "```text", entry[lang]["sentence"], "```")
    yield from ("", own["files"] + ", ".join(own[file] for file in entry["files"]) + ".")
