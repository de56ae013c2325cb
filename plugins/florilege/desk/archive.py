"""A frozen edition → what a library keeps of it: sources, finished files, record, licences, consents."""

from collections.abc import Iterator

from florilege.anthology import Anthology
from florilege.catalogue.frozen import FrozenEdition
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rounds import round_path
from florilege.catalogue.volumes import Volume
from florilege.desk.bag import bag
from florilege.desk.freezing import differing
from florilege.desk.spreadsheets import table
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.cache import digest
from florilege.runtime.project import Project

CONSENTS = "consents"
"""The folder of the records of consents."""


def package(project: Project, anthology: Anthology, volume: Volume, edition: FrozenEdition) -> bytes:
    """The bag of an edition, whose files must be in `project.tomes`.

    Raises `FlorilegeError` (1): `archive-differs` where one of them isn't as it was printed, `archive-lacks`
    where the volume has no file for libraries to keep (PDF/A).
    """
    if not any(each.name == f"{volume.id}-archive.pdf" for each in edition.files):
        raise FlorilegeError("archive-lacks", exit_code=1, volume=volume.id)
    if differ := differing(edition, project.tomes):
        number = edition.number
        raise FlorilegeError(
            "archive-differs", exit_code=1, volume=volume.id, number=number, files=", ".join(differ)
        )
    printed = {f"editions/{each.name}": (project.tomes / each.name).read_bytes() for each in edition.files}
    sources = {f"sources/{path}": content for path, content in _sources(project, anthology, volume)}
    tables = {
        "licences.csv": table(_licenses(anthology, volume)).encode(),
        "consents.csv": table(_consents(project, volume)).encode(),
    }
    publisher = volume.publisher.name if volume.publisher else anthology.catalogue.title
    about = (
        ("Source-Organization", publisher),
        ("External-Identifier", volume.doi or (f"ISBN {edition.isbn}" if edition.isbn else edition.tag)),
        ("External-Description", f"{anthology.catalogue.title}: {edition.title}"),
        ("Bagging-Date", edition.date.isoformat()),
        ("Bag-Software-Agent", f"Florilège {edition.engine}"),
    )
    return bag(edition.tag, {**printed, **sources, **tables}, about)


def _sources(project: Project, anthology: Anthology, volume: Volume) -> Iterator[tuple[str, bytes]]:
    """What the tome is made of: settings, texts and pictures; none of what is between editor and authors."""
    root = project.contributions
    private = {f"{volume.key.folder}/plan.yml", f"{volume.key.folder}/costs.yml"}
    private |= {round_path(volume.id, each.number) for each in anthology.catalogue.rounds.get(volume.id, ())}
    authors = anthology.catalogue.works_in(volume)
    places = [HOME.path, volume.key.folder]
    places += [TextKey("essay", id).folder for id in volume.essays]
    places += [TextKey("author", id).path for id in authors]
    places += [portrait for id in authors if (portrait := anthology.catalogue.authors[id].portrait)]
    files = [project.root / "mkdocs.yml"]
    for place in places:
        files += sorted((root / place).rglob("*")) if (root / place).is_dir() else [root / place]
    for folder in (project.fonts, project.design, project.profiles):
        files += sorted(folder.rglob("*")) if folder.is_dir() else []
    for file in dict.fromkeys(files):
        path = file.relative_to(root).as_posix() if file.is_relative_to(root) else ""
        if file.is_file() and not file.is_symlink() and path not in private:
            yield (
                f"contributions/{path}" if path else file.relative_to(project.root).as_posix(),
                file.read_bytes(),
            )


def _licenses(anthology: Anthology, volume: Volume) -> Iterator[tuple[str, ...]]:
    yield "essay", "title", "authors", "licence", "address"
    for id, essay in essays_as_printed(anthology.catalogue, volume).items():
        known = LICENSES.get(essay.license or volume.license)
        name, url = (known.id, known.url) if known else (essay.license or volume.license, "")
        yield id, essay.title, "; ".join(byline.name for byline in essay.bylines), name, url


def _consents(project: Project, volume: Volume) -> Iterator[tuple[str, ...]]:
    """The SHA-256 of each record of consents: that there is one can be proved, and nobody learns from it."""
    yield "essay", "sha256"
    for id in volume.essays:
        file = project.contributions / CONSENTS / f"{id}.yml"
        if file.is_file():
            yield id, digest(file.read_bytes())
