"""Anthology → problems: pictures that have fewer pixels, where they are placed, than printers ask for."""

from collections.abc import Iterator

from florilege.anthology import Anthology
from florilege.book.composing.body.image_size import placed_width
from florilege.book.pagination.numbering import with_margins
from florilege.book.sheet import page_geometry
from florilege.catalogue.volumes import PressRun, Volume
from florilege.diagnostics.problems import Problem, problem
from florilege.printing.printers import asked
from florilege.prose.prose import Prose


def coarse_pictures(anthology: Anthology) -> tuple[Problem, ...]:
    """The pictures of texts in volumes that go to a printer, each with its file, line, rank and density."""
    return tuple(
        sorted(
            each for volume in anthology.catalogue.volumes.values() for each in _of_volume(anthology, volume)
        )
    )


def _of_volume(anthology: Anthology, volume: Volume) -> Iterator[Problem]:
    if "press" not in volume.editions:
        return
    least = max(asked(run).dpi_least for run in volume.press or (PressRun(),))
    measure = page_geometry(with_margins(volume, 0)).measure
    for path, prose in _texts(anthology, volume):
        figures = [each for each in prose.references if each.image]
        for rank, figure in enumerate(figures, 1):
            image = anthology.images.get(figure.image)
            if image is None:
                continue
            density = round(image.width / placed_width(image.width, measure) * 25.4)
            if density < least:
                yield problem(
                    "picture-coarse",
                    path,
                    figure.line,
                    figure=rank,
                    value=figure.written,
                    dpi=density,
                    least=least,
                    pixels=-(-image.width * least // density),
                )


def _texts(anthology: Anthology, volume: Volume) -> Iterator[tuple[str, Prose]]:
    """The file and the text of each essay and matter."""
    printed = {*anthology.catalogue.running_texts(volume), *(matter.key for matter in volume.matters)}
    for text in anthology.catalogue.texts():
        if text.key in printed and text.key in anthology.prose:
            yield text.body.path, anthology.prose[text.key]
