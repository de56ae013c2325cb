"""A text to be set: what `setting.set_text` is given, light enough to be made where nothing is converted."""

from dataclasses import dataclass

from florilege.model import Body
from florilege.prose.links import text_prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of the anthology and how it is to be set; with all of it, its Prose is determined."""

    key: str
    """`essays/<id>`, `authors/<id>`, `volumes/<id>`, `volumes/<id>/<kind>`, `index`."""
    body: Body
    locale: str
    """The BCP 47 language whose spacing the text gets."""
    keep: tuple[str, ...] = ()
    """Names that typography leaves as their owners write them."""
    title: str = ""
    """The title above the text, which its first heading must not repeat."""

    @property
    def prefix(self) -> str:
        """What its ids begin with."""
        return text_prefix(self.key)
