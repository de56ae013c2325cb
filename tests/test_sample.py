"""The sample anthology: what it holds, that nothing is wrong with it, that its site and tomes come out."""

import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from book.printing import Printed, print_all
from book.verapdf import failures
from site_builds import build

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A copy of the sample, printed."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "contributions", root / "contributions")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return print_all(root)


def test_it_shows_all_that_an_anthology_may_hold(sample: Printed) -> None:
    catalogue, prose = sample.anthology.catalogue, sample.anthology.prose
    essays = catalogue.essays.values()
    assert len(essays) >= 30
    assert all(500 <= prose[essay.key].words <= 1250 for essay in essays)
    assert Counter(essay.lang for essay in essays) == {"fr": len(essays) - 3, "en": 2, "fr-CA": 1}
    authors = catalogue.authors.values()
    assert len(authors) >= 24
    assert all(author.portrait in sample.anthology.images and author.body.markdown for author in authors)
    assert len(catalogue.volumes) == 2
    for volume in catalogue.volumes.values():
        assert len(volume.parts) > 1
        assert {matter.kind for matter in volume.matters} >= {"preface", "acknowledgements", "colophon"}
        assert volume.sponsors
        assert volume.body.markdown
        texts = [prose[catalogue.essays[id].key] for id in volume.essays]
        html = "".join(text.html for text in texts)
        for element in ("<blockquote>", "<ul>", "<ol>", "<table>", "<figcaption>", "<aside", "<dl>", "<abbr"):
            assert element in html, (volume.id, element)
        references = [one.text for text in texts for one in text.references]
        assert any(key and catalogue.volume_of[key.id] is not volume for key in references)
        assert sum(len(text.mentions) for text in texts) >= 30
    assert "inventés" in catalogue.volumes["tome-1"].matters[-1].body.markdown


def test_nothing_is_wrong_with_it(sample: Printed) -> None:
    assert sample.anthology.problems == ()


def test_its_tomes(sample: Printed) -> None:
    for tome in sample.tomes.values():
        with pikepdf.open(tome.file) as pdf:
            assert len(pdf.pages) == tome.pages > 80
            assert pdf.check_pdf_syntax() == []


def test_its_tomes_are_accessible(sample: Printed) -> None:
    assert failures("ua1", *(tome.file for tome in sample.tomes.values())) == []


def test_its_site_offers_the_tomes(sample: Printed) -> None:
    root = sample.project.root
    done = build(root)
    assert done.returncode == 0, done.stderr
    for tome in sample.tomes.values():
        offered = root / "site" / "volumes" / tome.volume / f"{tome.volume}.pdf"
        assert offered.read_bytes() == tome.file.read_bytes()
    for id in sample.anthology.catalogue.essays:
        assert (root / "site" / "essays" / id / "index.html").is_file()
