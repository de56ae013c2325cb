"""A tome for three printers, made once by the press, with plain covers for the tests to spoil."""

import shutil
from pathlib import Path

import pytest

from book.preflight.shop import Shop, cover
from florilege.anthology import load
from florilege.book.press import print_tomes
from florilege.project import find_project
from site_builds import edit

TOY = Path(__file__).parents[2] / "toy"

FOR_PRINTERS = """trim: A5
editions: [screen, press]
press: [{printer: offset, colour: cmyk}, ingramspark, {printer: lulu, colour: cmyk}]
price: 14,00 €
printer: {name: Imprimerie du Quai, address: "3, quai des Toits, 38000 Grenoble"}
legal_deposit: septembre 2026
printed: septembre 2026
"""


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The printed toy, its third tome for printers."""
    root = Path(shutil.copytree(TOY, tmp_path_factory.mktemp("shop") / "toy"))
    volume = root / "contributions/volumes/tome-3/index.md"
    edit(volume, "trim: {width: 105, height: 150}\n", FOR_PRINTERS)
    edit(volume, "cover: aucune\n", "cover: noms\n")
    edit(volume, "  place: Lyon\n", "  place: Lyon\n  address: 12, rue du Palier, 69000 Lyon\n")
    project = find_project(root)
    anthology = load(project, workers=2)
    (tome,) = print_tomes(project, anthology, ["tome-3"], workers=2)
    shop = Shop(project=project, anthology=anthology)
    pages = {made.of: made.pages for made in tome.files if made.kind == "press"}
    for printer, count in pages.items():
        file = shop.file("cover", printer)
        shutil.copy(file, shop.designed(printer))
        cover(shop, printer, file, pages=count)
    return shop
