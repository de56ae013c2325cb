"""An attribute that is left out → whether it holds words that a reader would miss.

What machines read is no loss: a width, an alignment, a rule of style, the number of a line. Where a value
isn't plainly such, it counts as words.
"""

import re
from collections.abc import Mapping

from florilege.prose.source import fence_header

_ANY = re.compile(r"[^\W_]")
_NOTHING = re.compile(r"\W*")
_SETTING = re.compile(r"\W*|\d{1,3}|true|false")
_ONE = re.compile(r"[!-~]*")
_SEVERAL = re.compile(r"[ -~]*")
_STYLE = re.compile(r"\s*(?:-?[A-Za-z][\w-]*\s*:[ -:<-~]*(?:;\s*|$))*|[!-~]*")
_FORMS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(
        """
        align alink background bgcolor border cellpadding cellspacing clear color compact controls decoding
        fetchpriority frame frameborder height hreflang hspace itemscope linenums loading longdesc markdown
        marginheight marginwidth nowrap referrerpolicy rules size startfrom tabindex target translate type
        valign vspace width linenos linenostart start startline
        """.split(),  # noqa: SIM905
        _ONE,
    ),
    **dict.fromkeys("face hl_lines itemprop itemtype ping rel role sizes srcset".split(), _SEVERAL),  # noqa: SIM905
    **dict.fromkeys("alt caption label summary title".split(), _NOTHING),  # noqa: SIM905
    "style": _STYLE,
}
"""Name → the values of it that are a machine's."""
_SWITCHES = frozenset(
    """
    allowfullscreen async autofocus autoplay checked default defer disabled download formnovalidate hidden
    inert ismap loop multiple muted nofollow nomodule noopener noreferrer noresize noshade novalidate open
    playsinline readonly required reversed scoped seamless selected typemustmatch
    """.split()  # noqa: SIM905
)
"""Names that stand without a value, besides those above."""
_WITHOUT_VALUE = re.compile(r"\s+([^\s\"'=<>/]+)(?=[\s/]|$)(?!\s*=)")
_SAID = re.compile(
    r"aria-(?:description|label|placeholder|roledescription|valuetext)|.*:(?:alt|caption|desc.*|label|title)"
)
"""Of the names that begin with `aria-` or have a colon, those of values that are read out or shown."""
_FENCE_ITEM = re.compile(
    r"""[.\#][\w:.-]+|(?P<name>[\w.-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s,{}"']+)|[{},\s]+|(?P<words>.)""",
    re.VERBOSE,
)
_SWITCH = re.compile(r"TRUE|FALSE|true|false|T|F|NULL")
_LINES = re.compile(r"\{[\d,\s-]*\}")


def has_words(name: str, value: str) -> bool:
    """Whether the value of an attribute that is left out has words.

    >>> has_words("width", "50%"), has_words("style", "color: red"), has_words("width", "deux mots")
    (False, False, True)
    >>> has_words("title", "mot"), has_words("data-caption", "mot"), has_words("loading", "")
    (True, True, False)
    >>> has_words("hidden", ""), has_words("puis", "")
    (False, True)
    """
    if not value:
        return not _is_switch(name)
    is_machines = (":" in name or name.startswith("aria-")) and not _SAID.fullmatch(name)
    own = _ONE if is_machines else _SETTING
    return _ANY.search(value) is not None and _FORMS.get(name, own).fullmatch(value) is None


def is_text(attributes: str) -> bool:
    """Whether what follows a name within < > is no list of attributes, but words between two signs of order.

    >>> is_text(" et c"), is_text(" hidden"), is_text(' class="x" nofollow'), is_text("")
    (True, False, False, False)
    """
    return "=" not in attributes and any(
        not _is_switch(name) for name in _WITHOUT_VALUE.findall(attributes.removesuffix("/"))
    )


def _is_switch(name: str) -> bool:
    name = name.lower()
    machines = name in _FORMS or name in _SWITCHES or name.startswith(("aria-", "data-")) or ":" in name
    return machines or _ANY.search(name) is None


def fence_words(line: str) -> str:
    """What the line that opens a fence has besides a language and is words; nothing if it has none.

    >>> fence_words('```py title="a.py" hl_lines="2 3"'), fence_words("``` Ceci est du texte")
    ('title="a.py" hl_lines="2 3"', 'est du texte')
    >>> fence_words("~~~ {r, echo=FALSE}"), fence_words("```js{1,3-4}"), fence_words("```rust,ignore")
    ('', '', 'ignore')
    """
    _, rest = fence_header(line)
    for item in _FENCE_ITEM.finditer(_LINES.sub("", rest)):
        name, value = item["name"], (item["value"] or "").strip("\"'")
        if _ANY.match(item["words"] or "") or (
            name and not _SWITCH.fullmatch(value) and has_words(name, value)
        ):
            return rest.strip(" ,{}")
    return ""
