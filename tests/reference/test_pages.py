"""The pages of reference in docs/ are what the code says."""

from pathlib import Path

import pytest

from florilege.diagnostics.findings import finding_codes
from florilege.diagnostics.problems import codes
from florilege.printing.printers import sources
from florilege.reading.schema import KINDS
from florilege.reference.checks import checks_page
from florilege.reference.pages import codes_page, fields_page, printers_page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "lang"), [("problemes.md", "fr"), ("problems.md", "en")])
def test_the_page_of_codes_is_up_to_date(name: str, lang: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == codes_page(lang), f"run: florilege codes --lang {lang} > docs/{name}"
    assert all(f"\n### {code}\n" in page for code in codes())


@pytest.mark.parametrize(("name", "lang"), [("controle.md", "fr"), ("preflight.md", "en")])
def test_the_page_of_checks_is_up_to_date(name: str, lang: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == checks_page(lang), f"run: florilege checks --lang {lang} > docs/{name}"
    assert all(f"\n### {check}\n" in page for check in finding_codes())


@pytest.mark.parametrize(("name", "lang"), [("champs.md", "fr"), ("front-matter.md", "en")])
def test_the_page_of_fields_is_up_to_date(name: str, lang: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == fields_page(lang), f"run: florilege fields --lang {lang} > docs/{name}"
    assert all(name in page for kind in KINDS.values() for name in kind.model_fields)


@pytest.mark.parametrize(("name", "lang"), [("imprimeurs.md", "fr"), ("printers.md", "en")])
def test_the_page_of_printers_is_up_to_date(name: str, lang: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == printers_page(lang), f"run: florilege printers --lang {lang} > docs/{name}"
    assert all(f"[^{source}]: " in page and f"| [^{source}] |" in page for source in sources())
