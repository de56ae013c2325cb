"""Click's own words (« Usage », « Error ») in the reader's language: what language/*/click.po has of them.

Click takes them from gettext, which reads compiled files of the system's folders alone. Its modules hold
`gettext` as `_`, and `ngettext`: `translate` puts our own there, and relies on nothing else inside click.
A sentence that another version of click words otherwise stays English.
"""

from importlib import import_module

from florilege.cli.options import language
from florilege.language.sentences import SOURCE, sentences

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def translate() -> None:
    """Have click speak like the command at work."""
    for name in _MODULES:
        module = import_module(f"click.{name}")
        for function, own in (("_", _one), ("ngettext", _counted)):
            if hasattr(module, function):
                setattr(module, function, own)


def _one(english: str) -> str:
    """A sentence of click's, in the language of the command at work."""
    key = {said: key for key, said in sentences("click", SOURCE).items()}.get(english)
    return sentences("click", language())[key] if key else english


def _counted(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)
