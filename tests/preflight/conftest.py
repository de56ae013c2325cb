"""A tome for three printers, made once by the press, with plain covers for the tests to spoil."""

import pickle
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from florilege.anthology import load
from florilege.book.press import print_tomes
from florilege.runtime.project import find_project
from preflight.shop import Shop, cover
from shared import once

FOR_PRINTERS: Mapping[str, str] = {
    "trim": "A5",
    "cover": "noms",
    "editions": "[screen, press]",
    "press": "[{printer: offset, colour: cmyk}, ingramspark, {printer: lulu, colour: cmyk}]",
    "price": "14,00 €",
    "publisher": '{name: Éditions du Palier, address: "12, rue du Palier, 69000 Lyon"}',
    "printer": '{name: Imprimerie du Quai, address: "3, quai des Toits, 38000 Grenoble"}',
    "legal_deposit": "septembre 2026",
    "printed": "septembre 2026",
}
"""What the front matter of the tome says instead, or besides."""


def for_printers(source: str) -> str:
    """A volume's file with these fields in place of its own."""
    fields = re.compile(rf"^({'|'.join(FOR_PRINTERS)}):.*\n(?:[ ]+.*\n)*", re.MULTILINE)
    own = "".join(f"{field}: {value}\n" for field, value in FOR_PRINTERS.items())
    return fields.sub("", source).replace("---\n", f"---\n{own}", 1)


@pytest.fixture(scope="session")
def shop(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The printed toy, its third tome for printers."""

    def print_for_printers(folder: Path) -> None:
        root = Path(shutil.copytree(read_toy, folder / "toy"))
        volume = root / "contributions/volumes/tome-3/index.md"
        volume.write_text(for_printers(volume.read_text(encoding="utf-8")), encoding="utf-8")
        project = find_project(root)
        anthology = load(project)
        (tome,) = print_tomes(project, anthology, ["tome-3"])
        shop = Shop(project=project, anthology=anthology)
        pages = {made.of: made.pages for made in tome.files if made.kind == "press"}
        for printer, count in pages.items():
            file = shop.file("cover", printer)
            shutil.copy(file, shop.designed(printer))
            cover(shop, printer, file, pages=count)
        (folder / "shop").write_bytes(pickle.dumps(shop))

    shop: Shop = pickle.loads((once(tmp_path_factory, "shop", print_for_printers) / "shop").read_bytes())
    return shop
