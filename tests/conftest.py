"""What all tests share: deterministic properties, and the toy anthology, small but whole."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("florilege", derandomize=True, deadline=None, print_blob=False)
settings.register_profile("thorough", settings.get_profile("florilege"), derandomize=False, max_examples=2500)
settings.load_profile("florilege")

TOY = Path(__file__).parent / "toy"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A fresh copy of tests/toy: an anthology's folder, with mkdocs.yml and contributions/."""
    return Path(shutil.copytree(TOY, tmp_path / "toy"))
