"""A text → every address in it: of links, pictures and references, in Markdown, HTML and front matter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from florilege.mending.editing import Edit, TextFile
from florilege.mending.field_values import scalars
from florilege.prose import links
from florilege.reading.characters import composed

_INLINE = re.compile(
    r"\]\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^()\n]|\([^()\n]*\))*?))"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))?[ \t]*\)"
)
_REFERENCE = re.compile(
    r"^[ \t>]*\[(?!\^)[^\]\n]+\]:[ \t]*(?:\n[ \t>]*)?(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<][^\n]*?))"
    r"(?=[ \t]*(?:[ \t](?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))[ \t]*)?$)",
    re.MULTILINE,
)
_TAG = re.compile(r"<[A-Za-z][^<>]*>|\{\{[<%][^{}\n]*[%>]\}\}")
"""Tags of HTML, shortcodes of Hugo."""
_ATTRIBUTE = re.compile(
    r"\b(?:src|href)[ ]*=[ ]*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileAddress:
    """An address that leads to a file: where it stands in the text, and what it says."""

    start: int
    end: int
    written: str
    field: str = ""
    """The field of front matter that it is the value of, or in."""

    @property
    def path(self) -> str:
        """The path, as the file is called: without anchor, in NFC."""
        return composed(unquote(self.written.partition("#")[0].partition("?")[0])).strip()

    @property
    def is_picture(self) -> bool:
        """Whether it is that of a picture of a kind that is taken, its name apart."""
        return _PICTURE.fullmatch(self.path[self.path.rfind(".") :]) is not None if self.path else False

    def leading_to(self, path: str) -> Edit:
        """The edit that has it lead to another file; its anchor stays."""
        _, mark, anchor = self.written.partition("#")
        return Edit(self.start, self.end, quote(path, safe="/-_.~") + mark + anchor, of_syntax=True)


def addresses(file: TextFile) -> Iterator[FileAddress]:
    """The addresses of files in a text, those in code left out."""
    for pattern in (_INLINE, _REFERENCE):
        for match in pattern.finditer(file.prose):
            yield from _address(match)
    for tag in _TAG.finditer(file.prose):
        for match in _ATTRIBUTE.finditer(file.prose, tag.start(), tag.end()):
            yield from _address(match)
    head = file.text[: file.starts[file.body] if file.body < len(file.lines) else None]
    for each in scalars(file) if _PICTURE.search(head) else ():
        start, end = each.start, each.end
        if file.text[start] in "\"'":
            start, end = start + 1, end - 1
        found = FileAddress(start, end, file.text[start:end], each.field)
        if found.is_picture and found.written == each.value and not links.scheme(found.written):
            yield found


def _address(match: re.Match[str]) -> Iterator[FileAddress]:
    group = next((name for name, value in match.groupdict().items() if value), None)
    if group is None:
        return
    written = match[group].rstrip()
    if not links.scheme(written) and not written.startswith(("#", "{")):
        yield FileAddress(match.start(group), match.start(group) + len(written), written)
