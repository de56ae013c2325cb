"""Anthology → a tree of Markdown that MkDocs builds without us: the way out.

Texts lie where they lie below `contributions/`, so that what leads from one to another, and their pictures,
goes on leading there. What only we read becomes plain Markdown: fields of the front matter a head above the
text, names in double brackets a link to their author, the parts of a volume its contents and the navigation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from posixpath import relpath
from typing import Any

import yaml

from florilege.anthology import Anthology
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import collation_key, printed_name
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import NOT_READY, Author, Byline, Essay, Letter, Meeting
from florilege.language.locales import primary_language
from florilege.language.sentences import sentences
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project

EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables")
"""Those of Python-Markdown that our texts are written for."""

_MENTION = re.compile(r"(?<![!\\])\[\[([^\[\]|\\\n]+)(?:\\?\|([^\[\]|\n]+))?\]\](?!\()")
_CODE = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,}).*?^[ >]*(?P=fence)[ ]*$|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_KIND = re.compile(r"^[ >]*\{:?[ ]*\.[^{}#\n]*\}[ ]*\n?", re.MULTILINE)
"""A line below a block that says of what kind it is (`{.extrait}`), which no other reader takes so."""

Nav = list[Any]
"""As mkdocs.yml has it: addresses, or title → address or what stands below."""


def plain_tree(anthology: Anthology, project: Project) -> Mapping[str, bytes]:
    """Path → content of each file of the tree: mkdocs.yml, and the texts, pictures and files below docs/.

    What isn't ready stays out. Raises `FlorilegeError` (3) where a picture or a file can't be read.
    """
    catalogue = anthology.catalogue
    pages = {
        text.key.path: _page(text.key, text.title, text.body.markdown, text.of, catalogue)
        for text in catalogue.texts()
        if text.key in anthology.prose and getattr(text.of, "status", "published") not in NOT_READY
    }
    copied = {path: image.file for path, image in anthology.images.items()}
    copied |= {each.key.path: project.contributions / each.key.path for each in catalogue.files}
    settings = {
        "site_name": catalogue.title,
        **({"site_url": project.site_url} if project.site_url else {}),
        "docs_dir": "docs",
        "theme": {"name": "material", "language": primary_language(catalogue.home.lang), "font": False},
        "markdown_extensions": [*EXTENSIONS],
        "nav": [*_nav(catalogue, pages, sentences("site", catalogue.home.lang))],
    }
    written = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=110)
    made = {"mkdocs.yml": written.encode(), **{f"docs/{path}": page.encode() for path, page in pages.items()}}
    for path, file in copied.items():
        with faults_at(file):
            made[f"docs/{path}"] = file.read_bytes()
    return made


def _page(key: TextKey, title: str, markdown: str, of: object, catalogue: Catalogue) -> str:
    """A page: its title, what its front matter says that readers want, its text, what stands below it."""
    where = key.path
    named = ", ".join(each.name for each in of.bylines) if isinstance(of, Letter) else ""
    title = title or named
    parts = [
        f"# {title}" if title else "",
        *_head(where, of, catalogue),
        _outside_code(markdown, where, catalogue).strip(),
        *_foot(key, of, catalogue),
    ]
    front = yaml.safe_dump({"title": title}, allow_unicode=True, width=1000)
    return f"---\n{front}---\n\n" + "\n\n".join(filter(None, parts)) + "\n"


def _outside_code(markdown: str, where: str, catalogue: Catalogue) -> str:
    """A text with its names in double brackets as links, and no kinds of blocks, but for what is code."""
    ends = [0, *(end for code in _CODE.finditer(markdown) for end in code.span()), len(markdown)]
    pieces = [markdown[start:end] for start, end in pairwise(ends)]
    pieces[::2] = [
        _MENTION.sub(lambda found: _named(found, where, catalogue), _KIND.sub("", each))
        for each in pieces[::2]
    ]
    return "".join(pieces)


def _named(found: re.Match[str], where: str, catalogue: Catalogue) -> str:
    """Who is named, as the text shows it: a link to the page of an author."""
    family, comma, given = " ".join(found[1].split()).partition(", ")
    name = f"{given} {family}" if comma else family
    author = catalogue.person(found[1]) or catalogue.person(name)
    shown = (found[2] or "").strip() or printed_name(name)
    return _link(shown, author.key.path, where) if author else shown


def _link(shown: str, path: str, where: str) -> str:
    """A link from a page to another, both below docs/."""
    return f"[{shown}]({relpath(path, where.rpartition('/')[0] or '.')})"


def _signed(bylines: Iterable[Byline], where: str, catalogue: Catalogue) -> str:
    known = ((each.name, catalogue.authors.get(each.author or "")) for each in bylines)
    return ", ".join(_link(name, author.key.path, where) if author else name for name, author in known)


def _head(where: str, of: object, catalogue: Catalogue) -> Iterator[str]:
    """What stands between a title and the text: who wrote it, when and where, what it is about."""
    if isinstance(of, Author):
        yield f"*{of.headline}*" if of.headline else ""
        if of.portrait:
            yield f"![{of.name}]({relpath(of.portrait, where.rpartition('/')[0])})"
    if isinstance(of, Essay | Volume):
        yield f"*{of.subtitle}*" if of.subtitle else ""
    if isinstance(of, Essay | Letter):
        days = [of.date.isoformat()] if of.date else []
        yield " · ".join([_signed(of.bylines, where, catalogue), *days])
    if isinstance(of, Meeting):
        yield " · ".join([*(day.isoformat() for day in of.days), *filter(None, [str(of.place)])])
        yield _signed(of.company, where, catalogue)
    if isinstance(of, Volume):
        yield _signed(of.editors, where, catalogue)
    if isinstance(of, Essay | Meeting) and of.abstract:
        yield "\n".join(f"> {line}" for line in of.abstract.strip().split("\n"))


def _foot(key: TextKey, of: object, catalogue: Catalogue) -> Iterator[str]:
    """What stands below the text: the contents of a volume, the texts of an author, letters, the licence."""
    where = key.path
    if isinstance(of, Volume):
        for part in of.parts:
            yield f"## {part.title}" if part.title else ""
            essays = (catalogue.essays[id] for id in part.essays if id in catalogue.essays)
            yield _list(_link(each.title, each.key.path, where) for each in essays)
    elif isinstance(of, Author):
        essays = (each for each in catalogue.essays_by.get(of.id, ()) if each.status not in NOT_READY)
        yield _list(_link(each.title, each.key.path, where) for each in essays)
    elif key.kind == "essay" and isinstance(of, Essay):
        letters = (each for each in catalogue.letters_to(of.id) if each.status not in NOT_READY)
        yield _list(
            _link(each.title or ", ".join(byline.name for byline in each.bylines), each.key.path, where)
            for each in letters
        )
    yield getattr(of, "license", "")


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _nav(catalogue: Catalogue, pages: Mapping[str, str], words: Mapping[str, str]) -> Iterator[Any]:
    """The home page, the volumes with their texts in order, other essays, people, meetings, other pages."""
    if HOME.path in pages:
        yield {words["home"]: HOME.path}
    placed = set[str]()
    for volume in catalogue.volumes.values():
        below: Nav = [path for path in [volume.key.path] if path in pages]
        for part in volume.parts:
            paths = [TextKey("essay", id).path for id in part.essays]
            texts = [path for path in paths if path in pages]
            placed.update(texts)
            below += [{part.title: texts}] if part.title and texts else texts
        below += [each.key.path for each in volume.matters if each.key.path in pages]
        yield {volume.title: below}
    others = [each.key.path for each in catalogue.essays.values() if each.key.path in pages]
    people = sorted(catalogue.authors.values(), key=lambda each: collation_key(each.sort_name))
    for word, paths in (
        ("essays", [path for path in others if path not in placed]),
        ("authors", [each.key.path for each in people if each.key.path in pages]),
        ("meetings", [each.key.path for each in catalogue.meetings.values() if each.key.path in pages]),
        ("pages", [each.key.path for each in catalogue.pages.values() if each.key.path in pages]),
    ):
        if paths:
            yield {words[word]: paths}
