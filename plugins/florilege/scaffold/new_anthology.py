"""A language and a forge → the files of a new anthology, and these in a folder; never over another file.

`templates/any`, `templates/<language>`, `templates/<forge>` and, for an editor who wants a plan, the same
below `templates/desk` hold the files as they will lie; `dot-` stands for the dot of a hidden name, which
would hide them from Git and from the package here. `@key@` is a word of
ours: of the language (`scaffold` in language/), `@how-to-propose@` of `proposing/<language>/<forge>.md`.
"""

import datetime
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from florilege.contributing.issue_form import issue_form, issue_template
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import say, sentences
from florilege.runtime.faults import fault

Forge = Literal["github", "gitlab", "forgejo"]
FORGES: tuple[Forge, ...] = get_args(Forge)

SAMPLE = ("mkdocs.yml", "contributions")
"""What of the engine's own repository is its sample: these go where another anthology takes its place."""

_FOLDER = files("florilege.scaffold")

_ISSUES: Mapping[Forge, str] = {
    "github": ".github/ISSUE_TEMPLATE/essay.yml",
    "gitlab": ".gitlab/issue_templates/essay.md",
    "forgejo": ".forgejo/ISSUE_TEMPLATE/essay.yml",
}
"""Where a forge looks for the form of an issue."""

_OF_DESK = ("/consent.yml", "/status.yml")
"""How the names of the workflows end that tell of the desk."""


def scaffold_languages() -> tuple[str, ...]:
    """The languages that an anthology can be begun in, English first."""
    return tuple(sorted(each.name for each in _FOLDER.joinpath("proposing").iterdir()))


def new_files(
    lang: str, forge: Forge, *, version: str, day: datetime.date, desk: bool = False, origin: str = ""
) -> dict[str, str]:
    """Path → text of every file of a new anthology, for the engine of this version.

    `origin` is what pip noted of where the engine came from (PEP 610), if it noted anything. `desk` adds a
    plan, and what tells of it on a forge.
    """
    proposing = _FOLDER.joinpath("proposing", lang, f"{forge}.md")
    stems = [sentences("contributing", each)["comment.stem"] for each in scaffold_languages()]
    words = {
        **sentences("scaffold", lang),
        "lang": lang,
        "requirement": _requirement(version, origin, lang),
        "today": day.isoformat(),
        "year": str(day.year),
        "how-to-propose": proposing.read_text(encoding="utf-8").strip(),
        "consent-asked": " || ".join(f"contains(github.event.comment.body, '{each}')" for each in stems),
        "consent-stems": "|".join(stems),
    }
    templates = {
        path: re.sub(r"@([a-z-]+)@", lambda match: words[match[1]], text)
        for folder in ("any", lang, forge, *([f"desk/{lang}", f"desk/{forge}"] if desk else []))
        if (place := _FOLDER.joinpath("templates", folder)).is_dir()
        for path, text in _templates(place)
    }
    make = issue_template if forge == "gitlab" else issue_form
    return templates | {_ISSUES[forge]: make(lang)}


_PLAN = "plan.yml"


def added_files(new: Mapping[str, str], *, forge: bool, volumes: Iterable[str]) -> dict[str, str]:
    """Of the files of a new anthology those that one that is there may still want.

    These are a plan for each of these volumes (their folders, below the anthology's), and what lies where
    forges look: all of it (`forge`), or what tells of the desk.
    """
    plans = {path: text for path, text in new.items() if path.endswith(f"/{_PLAN}")}
    found = {
        f"{volume}/{_PLAN}": text.replace(path.split("/")[-2], volume.rpartition("/")[2])
        for path, text in plans.items()
        for volume in volumes
    }
    hidden = {path: text for path, text in new.items() if path.startswith(".") and path != ".gitignore"}
    return found | {path: text for path, text in hidden.items() if forge or path.endswith(_OF_DESK)}


def missing_files(folder: Path, wanted: Mapping[str, str]) -> dict[str, str]:
    """Those in whose place nothing lies."""
    return {path: text for path, text in wanted.items() if not in_the_way(folder, [path])}


def forge_of(folder: Path) -> Forge:
    """The forge whose files an anthology has; the first where it has none."""
    places = {"github": ".github", "gitlab": ".gitlab-ci.yml", "forgejo": ".forgejo"}
    return next((each for each in FORGES if (folder / places[each]).exists()), FORGES[0])


def _requirement(version: str, origin: str, lang: str) -> str:
    """What installs the engine: this version of it, or the address that it was installed from itself.

    A folder or a file of this machine is nobody else's: what to write then is said above.
    """
    told = json.loads(origin) if origin else {}
    address, repository = str(told.get("url", "")), told.get("vcs_info", {})
    if address.startswith("file:"):
        return f"# {say('interface', 'init.requirement', lang)}\nmkdocs-florilege=={version}"
    if repository:
        return f"mkdocs-florilege @ {repository['vcs']}+{address}@{repository['commit_id']}"
    return f"mkdocs-florilege @ {address}" if address else f"mkdocs-florilege=={version}"


def _templates(folder: Traversable, within: str = "") -> Iterator[tuple[str, str]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = within + re.sub(r"^dot-", ".", each.name)
        if each.is_dir():
            yield from _templates(each, f"{path}/")
        else:
            yield path, each.read_text(encoding="utf-8")


def in_the_way(folder: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """What lies where these files would: the files, and whatever isn't a folder where one is needed."""
    found = set()
    for path in paths:
        place = Path(path)
        if _lies(folder / place):
            found.add(path)
        found |= {
            str(parent)
            for parent in place.parents
            if _lies(folder / parent) and not (folder / parent).is_dir()
        }
    return tuple(sorted(found))


def _lies(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def is_engine(folder: Path) -> bool:
    """Whether this is the engine's own repository, with its sample."""
    return all((folder / name).exists() for name in (*SAMPLE, "plugins/florilege/scaffold"))


def sample_files(folder: Path) -> tuple[str, ...]:
    """The files of the sample, relative to the repository."""
    found = (path for name in SAMPLE for path in (folder / name, *(folder / name).rglob("*")))
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found if not path.is_dir()))


def replace_sample(folder: Path, new: Mapping[str, str]) -> None:
    """Put the new anthology's `SAMPLE` in the place of the repository's; nothing else is touched.

    Raises `FlorilegeError` (3) `target-unwritable`; the sample is then still there.
    """
    building = folder / "contributions.new"
    ours = {path: text for path, text in new.items() if path.split("/")[0] in SAMPLE}
    if _lies(building):
        raise FlorilegeError("init-in-the-way", exit_code=2, paths=building.name, folder=folder)
    try:
        write_files(building, ours)
        shutil.rmtree(folder / "contributions")
        for name in SAMPLE:
            (building / name).replace(folder / name)
    except OSError as error:
        raise fault("target-unwritable", folder, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def write_files(folder: Path, new: Mapping[str, str]) -> None:
    """Write files into a folder, which is made where it isn't there; over nothing.

    Raises `FlorilegeError`: `init-in-the-way` (2), which names all of it before anything is written;
    `target-unwritable` (3).
    """
    if paths := in_the_way(folder, new):
        raise FlorilegeError("init-in-the-way", exit_code=2, paths=", ".join(paths), folder=folder)
    try:
        for path, text in new.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except OSError as error:
        raise fault("target-unwritable", folder, error) from error
