"""The problems and their codes → the page of reference that docs/ keeps."""

from string import Formatter

from florilege.diagnostics.problems import Level, codes, sentence
from florilege.language.sentences import sentences
from florilege.mending.menders import MENDED
from florilege.reference.markdown_page import finished

_LEVELS = (Level.ERROR, Level.WARNING, Level.SUGGESTION, Level.FATAL)


def problems_page(lang: str) -> str:
    """Every code by level, with what it means and its sentence (words in braces are filled in)."""
    own, texts = sentences("reference", lang), sentences("problems", lang)
    lines = [f"# {own['problems.title']}", "", own["problems.lead"]]
    for level in _LEVELS:
        lines += ["", f"## {own[f'problems.{level}']}"]
        for code in sorted(code for code, its_level in codes().items() if its_level is level):
            about = texts[f"{code}.about"]
            if code in MENDED and "`florilege fix`" not in about:
                about += f" {own['problems.mended']}"
            lines += ["", f"### {code}", "", about, "", *_sentences(code, lang)]
    return finished(lines, lang)


def _sentences(code: str, lang: str) -> list[str]:
    """The sentence with its hint, and what is said where there is nothing to suggest, as code."""
    texts = sentences("problems", lang)
    said = [texts.get(f"{code}.{part}", "") for part in ("message", "hint", "otherwise")]
    names = {name: f"{{{name}}}" for text in said for _, name, _, _ in Formatter().parse(text) if name}
    shown = [sentence(code, lang, names)]
    if said[2]:
        shown.append("… " + said[2].format(**names))
    return ["```text", *shown, "```"]
