"""Sixty essays in six dialects → the folder of an anthology: `python tests/corpus/write.py FOLDER`.

`placed`: each essay lies in its folder with its picture beside it, as a guide for contributors asks.
`dropped`: each lies as its system keeps it, for somebody to copy below `contributions/essays/` in one go.
The same seed gives the same bytes.
"""

import io
import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image

from corpus.composing import PEOPLE, EssayPlan, plans, said
from corpus.dialects import MANNERS, Manner, Word

SEED = 20240512
MKDOCS = """\
site_name: Corpus
docs_dir: contributions
theme:
  name: material
  language: fr
plugins:
  - florilege
"""
HOME = "---\ntitle: Soixante rencontres\ndescription: Six manières d’écrire.\n---\n\nUn recueil.\n"


@dataclass(frozen=True)
class Written:
    """An essay as its author wrote it, and the words that a reader must find."""

    id: str
    dialect: str
    title: str
    words: tuple[str, ...]
    """Words of each part, with spaces between."""


def write(
    folder: Path, *, lie: Literal["placed", "dropped"] = "placed", seed: int = SEED
) -> tuple[Written, ...]:
    """Write the anthology; its essays in their order."""
    root = folder / "contributions"
    _put(folder / "mkdocs.yml", MKDOCS.encode())
    _put(root / "index.md", HOME.encode())
    for id, name in PEOPLE:
        _put(root / f"authors/{id}.md", f"---\nname: {name}\n---\n\n{name}.\n".encode())
    written = []
    for plan in plans(seed):
        manner = MANNERS[plan.number % len(MANNERS)](plan)
        for path, data in (_placed if lie == "placed" else _dropped)(manner):
            _put(root / "essays" / path, data)
        words = (plan.title, *(words for block in plan.blocks for words in said(block)))
        written.append(Written(manner.slug, type(manner).__name__, plan.title, words))
    _put(root / "volumes/tome-1/index.md", _volume(written if lie == "placed" else ()).encode())
    return tuple(written)


def _placed(manner: Manner) -> Iterator[tuple[str, bytes]]:
    yield f"{manner.slug}/index.md", _bytes(manner)
    yield f"{manner.slug}/{manner.pictures}{manner.picture}", picture_of(manner.plan, manner.picture)


def _dropped(manner: Manner) -> Iterator[tuple[str, bytes]]:
    """The files of an essay and its picture where their system has them."""
    slug, picture = manner.slug, manner.picture
    text, shown = {
        "GitHub": (f"{slug}/README.md", f"{slug}/{picture}"),
        "Hugo": (f"posts/{slug}/index.md", f"posts/{slug}/{picture}"),
        "Jekyll": (f"_posts/{manner.plan.day}-{slug}.markdown", f"assets/images/{picture}"),
        "Pandoc": (f"papers/{slug}.md", f"papers/img/{picture}"),
        "Material": (f"blog/{slug}.md", f"blog/img/{picture}"),
        "Word": (f"{_on_a_mac(manner)}/{_on_a_mac(manner)}.md", f"{_on_a_mac(manner)}/media/{picture}"),
    }[type(manner).__name__]
    folders = {"Jekyll": "/assets/images/", "Pandoc": "img/", "Material": "img/", "Word": "media/"}
    manner.pictures = folders.get(type(manner).__name__, "")
    yield text, _bytes(manner)
    yield shown, picture_of(manner.plan, picture)


def _on_a_mac(manner: Manner) -> str:
    """A document called by its title, its accents as macOS has them."""
    return unicodedata.normalize("NFD", f"{manner.plan.title} (v{manner.plan.number})")


def _bytes(manner: Manner) -> bytes:
    """The file of an essay: on Windows with its mark and line ends, and once from an editor of old."""
    text = manner.text()
    if not isinstance(manner, Word):
        return text.encode()
    lines = text.replace("\n", "\r\n")
    if manner.plan.number == 5:
        return lines.encode("cp1252", "ignore")
    return lines.encode("utf-8-sig")


def picture_of(plan: EssayPlan, name: str) -> bytes:
    """A picture of its own for each essay."""
    chance = random.Random(plan.number)
    image = Image.new("RGB", (900, 600), tuple(chance.randrange(256) for _ in range(3)))
    stream = io.BytesIO()
    image.save(stream, "PNG" if name.lower().endswith("png") else "JPEG")
    return stream.getvalue()


def _volume(written: Sequence[Written]) -> str:
    """A tome with a part for each dialect."""
    lines = ["---", "title: Soixante rencontres", "number: 1", "license: CC BY 4.0", "parts:"]
    for number, dialect in enumerate(dict.fromkeys(each.dialect for each in written), 1):
        ids = ", ".join(each.id for each in written if each.dialect == dialect)
        lines += [f"  - id: partie-{number}", f"    title: {dialect}", f"    essays: [{ids}]"]
    return "\n".join((*lines, "---", "", "Un tome.", ""))


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


if __name__ == "__main__":
    for one in write(Path(sys.argv[1]), lie="dropped" if "--dropped" in sys.argv else "placed"):
        print(one.dialect, one.id)
