"""The toy anthology, printed once for all tests of the book."""

import shutil
from pathlib import Path

import pytest

from book.printing import Printed, print_all

TOY = Path(__file__).parents[1] / "toy"


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The toy anthology and its tomes."""
    return print_all(Path(shutil.copytree(TOY, tmp_path_factory.mktemp("printed") / "toy")))
