"""What templates of Hugo and Jekyll make of a text → the Markdown that says the same, line for line.

    {{< figure src="quai.jpg" alt="Le quai" caption="Au soir." >}}    ![Le quai](quai.jpg "Au soir.")
    {{< highlight python >}}, {{< /highlight >}}       ```python, ```
    {% highlight python %}, {% endhighlight %}         ```python, ```
    {{< details summary="Plus" >}}, {{< /details >}}   <details><summary>Plus</summary>, </details>
    {{% notice note "Titre" %}}, {{% /notice %}}       ::: note Titre, :::
    {% raw %}, {% endraw %}                            nothing

Each stands alone on its line. Any other is printed as it stands, and named: a figure without a word too.
"""

import re
from collections.abc import Sequence

from florilege.prose.asides import aside_kind
from florilege.prose.captions import picture
from florilege.prose.source import code_lines, fences

_SHORTCODE = re.compile(
    r"(?P<lead>[ ]*)\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[\w-]+)\s*(?P<rest>.*?)\s*/?[>%]\}\}\s*"
)
_LIQUID = re.compile(r"(?P<lead>[ ]*)\{%-?\s*(?P<end>end)?(?P<name>highlight)\s*(?P<rest>.*?)\s*-?%\}\s*")
_RAW = re.compile(r"[ ]*\{%-?\s*(?:end)?raw\s*-?%\}\s*")
_VALUE = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<text>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`|(?P<word>[^\s\"`]+))"
)
_LANGUAGE = re.compile(r"[\w+#-]+")
_SIZES = ("class", "width", "height", "align")
_ASIDES = ("admonition", "alert", "callout", "hint", "notice")


def read_templates(markdown: str) -> str:
    """The text, as many lines as before, without the shortcodes that are understood.

    >>> read_templates('{{< figure src="un quai.jpg" caption="Le quai" >}}')
    '![Le quai](un%20quai.jpg "Le quai")'
    >>> read_templates("{% highlight py %}\\nx = 1\\n{% endhighlight %}")
    '```py\\nx = 1\\n```'
    """
    if "{{" not in markdown and "{%" not in markdown:
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    made = list(lines)
    index = 0
    while index < len(lines):
        match = _SHORTCODE.fullmatch(lines[index]) or _LIQUID.fullmatch(lines[index])
        if match and index not in code and not match["end"]:
            if match["name"] == "figure":
                made[index] = match["lead"] + (_figure(match["rest"]) or lines[index].strip())
            elif (last := _end(lines, index, match["name"])) and (
                pair := _pair(match["name"], match["rest"])
            ):
                ticks = _fence("\n".join(lines[index + 1 : last]))
                made[index], made[last] = (match["lead"] + re.sub(r"\A```", ticks, each) for each in pair)
                index = last if match["name"] == "highlight" else index
        elif index not in code and _RAW.fullmatch(lines[index]):
            made[index] = ""
        index += 1
    return "\n".join(made)


def _fence(code: str) -> str:
    """What holds code that may hold fences."""
    return "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))


def _end(lines: Sequence[str], start: int, name: str) -> int:
    """The line that closes a shortcode; 0 for none."""
    for index in range(start + 1, len(lines)):
        match = _SHORTCODE.fullmatch(lines[index]) or _LIQUID.fullmatch(lines[index])
        if match and match["name"] == name:
            return index if match["end"] else 0
    return 0


def _values(rest: str) -> dict[str, str]:
    """The values of a shortcode by their names, those without by their place."""
    found: dict[str, str] = {}
    for match in _VALUE.finditer(rest):
        value = match["raw"] or match["word"] or re.sub(r"\\(.)", r"\1", match["text"] or "")
        found[match["key"] or str(len(found))] = value
    return found


def _figure(rest: str) -> str:
    values = _values(rest)
    address = values.pop("src", "") or values.pop("0", "")
    parts = [each for each in (values.pop("title", ""), values.pop("caption", "")) if each]
    link, by = values.pop("link", ""), values.pop("attr", "")
    parts += [f"[{by}]({source})" if (source := values.pop("attrlink", "")) else by] * bool(by)
    caption = "".join(
        f"{part}{'. ' if part[-1].isalnum() or part[-1] == ')' else ' '}" for part in parts[:-1]
    ) + "".join(parts[-1:])
    alt = values.pop("alt", "") or caption
    if not (address and alt):
        return ""
    shown = picture(alt, address, caption)
    # What is no word and no address, the dialect leaves out or names, as it does beside any picture.
    left = "".join(f' {key}="{value}"' for key, value in values.items() if key not in _SIZES and value)
    return (f"[{shown}]({link})" if link else shown) + (f"{{{left.strip()}}}" if left else "")


def _pair(name: str, rest: str) -> tuple[str, str] | None:
    """What opens and what closes a block in Markdown."""
    values = _values(rest)
    first = values.get("0", "")
    if name == "highlight":
        return "```" + (first if _LANGUAGE.fullmatch(first) else ""), "```"
    if name == "details":
        title = values.get("summary") or values.get("title") or first
        return (
            f"<details{' open' if values.get('open') == 'true' else ''}><summary>{title}</summary>",
            "</details>",
        )
    if name in _ASIDES:
        kind = values.get("type") or values.get("icon") or first
        title = values.get("title") or next(
            (each for key, each in values.items() if key.isdigit() and each != kind), ""
        )
        return (f"::: {kind} {title}".rstrip(), ":::") if aside_kind(kind) else None
    return None
