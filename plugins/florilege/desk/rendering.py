"""A template of the desk, its values → HTML that refers to no other file."""

from functools import partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from florilege.language.sentences import counted, say


def asset(name: str) -> str:
    """The text of a style sheet or a script that lies beside the templates."""
    return files("florilege.desk").joinpath("templates", name).read_text(encoding="utf-8")


def rendered(template: str, lang: str, *, style: str, **values: object) -> str:
    """The HTML of a template in a language, with the style sheet of a name in it."""
    environment = Environment(
        loader=PackageLoader("florilege.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(
        lang=lang,
        style=Markup(asset(style)),
        say=partial(say, "desk", lang=lang),
        counted=partial(counted, "desk", lang=lang),
        **values,
    )
