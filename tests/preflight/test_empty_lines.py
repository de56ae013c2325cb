"""Pages that a picture leaves empty: where it is to stay, they are named; where it isn't, there are none."""

import shutil
from itertools import count, islice
from pathlib import Path

import pytest

from book.anthologies import png
from book.printing import print_all
from florilege.cli.preflight import essay_texts
from florilege.preflight.inspection.checklist import inspect
from florilege.preflight.inspection.inspection import NO_RUN, Inspection
from florilege.preflight.inspection.line_breaks import empty_lines
from florilege.preflight.measurement.pdf_file import measure
from florilege.printing.printers import asked


@pytest.fixture(scope="module", params=["", "{.ici}"])
def pictured(
    request: pytest.FixtureRequest, read_toy: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Inspection]:
    """A tome in one of whose essays pictures stand every few lines, of more than half a page each."""
    root = Path(shutil.copytree(read_toy, tmp_path_factory.mktemp("pictured") / "toy"))
    words = map("mot{}".format, count(100))
    folder = root / "contributions/essays/douze-etages"
    (folder / "carre.png").write_bytes(png(1200, 1200))
    text = []
    for number in range(5):
        text.append(f"{' '.join(islice(words, 150)).capitalize()}.\n")
        text.append(f'![Un carré](carre.png "Légende {number}"){request.param}\n')
    text.append(f"{' '.join(islice(words, 900))}.\n")
    with (folder / "index.md").open("a", encoding="utf-8") as essay:
        essay.write("\n" + "\n".join(text))
    printed = print_all(root)
    volume = printed.anthology.catalogue.volumes["tome-3"]
    texts = essay_texts(printed.anthology)
    path = printed.tomes["tome-3"].file
    return request.param, Inspection(
        role="screen",
        path=path,
        file=measure(path),
        volume=volume,
        printer=asked(NO_RUN),
        essays=tuple(texts[essay] for essay in volume.essays),
    )


def test_pages_with_holes_are_named(pictured: tuple[str, Inspection]) -> None:
    """And no word is missed, where a caption stands overleaf too."""
    mark, inspection = pictured
    assert "words" not in {finding.code for finding in inspect(inspection)}
    found = [*empty_lines(inspection)]
    assert bool(found) == bool(mark)
    for each in found:
        assert each.what == "Douze étages"
        assert isinstance(each.measured, int)
        assert each.measured >= 8
