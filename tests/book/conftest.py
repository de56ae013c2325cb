"""What several tests of the book set texts with."""

from collections.abc import Sequence

import pytest

from book.printing import Printed
from book.styles import Style, every_style


@pytest.fixture(scope="module")
def styles(printed: Printed) -> Sequence[Style]:
    """Each design on each trim size."""
    return every_style(printed)
