"""Posts in Markdown, one or a folder of them (Jekyll, Hugo, MkDocs, Quarto) → arrivals.

Our dialect reads theirs, so the text stays as it is; its front matter is read by the same names as that of an
essay (reading/foreign.py), whatever can't be understood is told, and its pictures are looked for where each
system keeps them.
"""

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from florilege.catalogue.ids import is_id
from florilege.intake.arrival import Arrival, Remarks
from florilege.intake.office_texts import Reading
from florilege.intake.pandoc.beginnings import key_of
from florilege.intake.plain_arrivals import enclosed_addresses, with_pictures
from florilege.intake.word_comparison import compare, words_of_markdown
from florilege.prose.source import code_lines, fences
from florilege.prose.templates import read_templates
from florilege.reading import frontmatter
from florilege.reading.fields import Notes, plain_key
from florilege.reading.foreign import understood
from florilege.reading.marked_fields import FieldValue
from florilege.reading.schema import EssayFields
from florilege.reading.survey import essay_id

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".mdx")
_SKIPPED = ("node_modules", "_site", "public", "site", "themes", "layouts", "_layouts", "_includes", "venv")
_NO_POSTS = frozenset(("readme", "changelog", "license", "contributing", "_index", "404"))
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]")
_NUMBERED = re.compile(r"(?<=\S) [0-9a-f]{32}$")
"""What Notion puts behind the names of its pages."""
_PLACES = ("", "static", "assets", "docs", "source", "content", "public", "img", "images")
"""Where, below the top folder of a site, what its addresses begin with may lie."""
_TEMPLATE = re.compile(r"\{\{[<%]?.*?[>%]?\}\}|\{%.*?%\}")
_LIQUID_BASE = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.url)\s*-?\}\}|\{\{[^{}]*relative_url\s*\}\}"
)
_QUOTED_URL = re.compile(r"\{\{\s*[\"']([^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}")
_MORE = re.compile(r"[ \t]*<!--\s*(?:more|excerpt|truncate|end_excerpt|read more)\s*-->[ \t]*", re.IGNORECASE)
_IMG = re.compile(r"^[ \t]*<img\b([^<>]*)/?>[ \t]*$", re.MULTILINE)
_VALUE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def posts(folder: Path) -> Iterator[Path]:
    """The files of a folder that may be posts, in order; nothing that a site's generator has made."""
    for file in sorted(folder.rglob("*")):
        within = file.relative_to(folder)
        parts = within.parts
        stem = file.stem.lower()
        if file.is_symlink() or any(each.startswith(".") or each.lower() in _SKIPPED for each in parts):
            continue
        if (
            file.suffix.lower() in SUFFIXES
            and file.is_file()
            and stem not in _NO_POSTS
            and parts != ("index.md",)
        ):
            yield file


def post(
    text: str, name: str, remarks: Remarks, how: Reading, *, find: Callable[[str], bytes | None]
) -> Arrival:
    """The essay of a post: `name` is its path, as far as it tells anything."""
    text = _with_properties(text, name)
    file, problems = frontmatter.parse(text.encode(), name)
    fields: EssayFields | None = None
    body = text
    if file is not None and file.fields:
        body = file.markdown
        fields = _fields(file.fields, remarks)
    elif any(each.code != "front-matter-missing" for each in problems) and text.startswith(
        ("---", "+++", "{")
    ):
        remarks.say("front-matter", problems[0].message("en") if problems else "")
    body, heading = _tidied(body, fields.title if fields else "", remarks)
    markdown, pictures = with_pictures(body, find, how, remarks)
    path = PurePosixPath(name)
    dated = _DATED.match(path.name)
    stem = _NUMBERED.sub("", path.with_suffix("").name)
    by_folder = stem.lower() in ("index", "_index", "readme")
    id = essay_id(path.parent.name if by_folder else stem)
    title = heading if fields is None or fields.title == _UNKNOWN else fields.title
    date = fields.date.isoformat() if fields and fields.date else dated[1] if dated else ""
    names = [each.name.text if each.name else each.id or "" for each in fields.authors] if fields else []
    further = {
        field: str(value) for field in _FURTHER if fields and (value := getattr(fields, field)) is not None
    }
    for field in _UNTAKEN:
        if fields and getattr(fields, field):
            remarks.say("field-doubtful", f"{field}: {getattr(fields, field)}")
    compared = compare(words_of_markdown(body), words_of_markdown(markdown))
    return Arrival(
        source=name,
        markdown=markdown.strip("\n") + "\n",
        title=title,
        subtitle=fields.subtitle if fields else "",
        authors=tuple(each for each in names if each != _UNKNOWN),
        date=date,
        abstract=fields.abstract if fields else "",
        tags=fields.tags if fields else (),
        lang=(fields.lang or "") if fields else "",
        license=(fields.license or "") if fields else "",
        id=id if is_id(id) else "",
        is_draft=bool(fields and (fields.draft or fields.status == "draft")) or "_drafts" in path.parts,
        pictures=pictures,
        fields=further,
        remarks=tuple(remarks.made),
        lost=compared.lost,
    )


_PROPERTY = re.compile(r"(?P<name>[^\W\d_][\w &/-]{0,40}): (?P<value>\S.*)")


_CREATED = re.compile(r"(?i:created(?: (?:time|at))?|créé le|date de création|erstellt(?: am)?)\Z")


def _with_properties(text: str, name: str) -> str:
    """A page of Notion whose properties, lines below its title, are fields."""
    if not _NUMBERED.search(PurePosixPath(name).with_suffix("").name):
        return text
    title, _, rest = text.lstrip("\ufeff\n").partition("\n")
    lines = rest.lstrip("\n").split("\n")
    found = [*takewhile(bool, map(_PROPERTY.fullmatch, (line.rstrip() for line in lines)))]
    below = lines[len(found) : len(found) + 1]
    if not title.startswith("# ") or not found or (below and below[0].strip()):
        return text
    if any(each and each["value"].rstrip()[-1:] in ".!?…»" for each in found):
        return text  # a sentence with a colon, and no property
    fields = "".join(
        f"{json.dumps(_CREATED.sub('date', each['name']))}: {_value(each['value'])}\n"
        for each in found
        if each
    )
    return f"---\n{fields}---\n\n{title}\n" + "\n".join(lines[len(found) :])


def _value(words: str) -> str:
    return json.dumps(words.split(", ") if ", " in words and not re.search(r"\d", words) else words)


def listed(table: str) -> dict[str, dict[str, str]]:
    """What `posts.csv` of Substack says of each post: its number → its values by their names.

    >>> listed("post_id,post_date,title\\n12.quai,2024-05-01T10:00:00Z,Le quai")["12"]["title"]
    'Le quai'
    """
    rows = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    return {str(row["post_id"]).partition(".")[0]: row for row in rows if row.get("post_id")}


def told_of(made: Arrival, row: Mapping[str, str]) -> Arrival:
    """A post of Substack with what its table says."""
    title, date = (row.get("title") or "").strip(), (row.get("post_date") or "")[:10]
    return replace(
        made,
        title=title or made.title,
        subtitle=(row.get("subtitle") or "").strip() or made.subtitle,
        date=date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else made.date,
        is_draft=made.is_draft or (row.get("is_published") or "true").lower() == "false",
        suggestions=tuple(each for each in made.suggestions if each.code != "title-missing" or not title),
    )


_FURTHER = ("short_title", "genre", "description", "excerpt")
"""Fields that are taken over besides those of every essay."""
_UNTAKEN = ("keywords", "sponsor", "doi", "embargo", "unlisted", "volume", "part", "order")
"""Fields that are for whoever imports to say."""
_UNKNOWN = "?"
"""What stands for a title or an author while nobody has told it."""


def _fields(written: Mapping[str, FieldValue], remarks: Remarks) -> EssayFields | None:
    """The fields that are understood; each that isn't is told, and left out."""
    left: dict[str, FieldValue] = dict(written)
    for _ in range(len(left) + 3):
        notes = Notes(root=left, own={})
        try:
            fields = EssayFields.model_validate(left, context=notes)
        except ValidationError as error:
            details = error.errors(include_url=False)[0]
            name = str(details["loc"][0]) if details["loc"] else str(details.get("ctx", {}).get("field", ""))
            keys = [key for key in left if _canonical(key, left[key]) == name or key == name]
            if details["type"] == "missing" or not keys:
                if name in left or name not in EssayFields.model_fields:
                    return None
                left[name] = _UNKNOWN
                continue
            for key in keys:
                remarks.say("field-doubtful", f"{key}: {left.pop(key)}")
            continue
        for code, _, key, _ in notes.found:
            known = {"field-foreign": "field-mapped", "field-ignored": "field-ignored"}
            remarks.say(known.get(code, "field-unknown"), key)
        return fields
    return None


def _canonical(key: str, value: FieldValue) -> str:
    plain = plain_key(key)
    foreign = EssayFields.foreign.get(plain, "")
    return EssayFields.spellings().get(plain) or (understood(foreign, value)[0] if foreign else "")


def _tidied(body: str, title: str, remarks: Remarks) -> tuple[str, str]:
    """The text without what templates do, as far as that is known, and the title that it begins with."""
    body = _QUOTED_URL.sub(r"\1", _LIQUID_BASE.sub("", _MORE.sub("", body)))
    body = enclosed_addresses(read_templates(_IMG.sub(_image, body)))
    lines = body.strip("\n").split("\n")
    code = code_lines(fences(lines))
    for number, line in enumerate(lines):
        if number not in code:
            for found in _TEMPLATE.findall(line):
                remarks.say("template", found)
    heading = lines[0].removeprefix("# ").strip() if lines and lines[0].startswith("# ") else ""
    if heading and (not title or title == _UNKNOWN or key_of(heading) == key_of(title)):
        if title and title != _UNKNOWN:
            remarks.say("title-twice", heading)
        lines = lines[1:]
    else:
        heading = ""
    return "\n".join(lines).strip("\n") + "\n", heading


def _image(match: re.Match[str]) -> str:
    """A picture in HTML that stands alone on its line, in Markdown."""
    values = {name: double or single for name, double, single in _VALUE.findall(match[1])}
    alt = values.get("alt", "").replace("[", "(").replace("]", ")")
    return f"![{alt}](<{values['src']}>)" if values.get("src") else match[0]


Finder = Callable[[str], bytes | None]


def found_in(beside: Finder, whole: Finder) -> Finder:
    """What finds a picture beside its post, else where the site keeps such; `whole` looks below all of it."""

    def find(address: str) -> bytes | None:
        content = beside(address)
        if content is not None or "://" in address:
            return content
        path = posixpath.normpath(re.split(r"[?#]", address)[0]).lstrip("/")
        while path.startswith("../"):
            path = path[3:]
        return next(
            (content for place in _PLACES if (content := whole(posixpath.join(place, path))) is not None),
            None,
        )

    return find
