"""What tests of e-books share: those of the toy anthology."""

from collections.abc import Mapping

import pytest

from book.printing import Printed
from epub.making import ebooks
from epub.reading import ReadEbook


@pytest.fixture(scope="package")
def toy_ebooks(printed: Printed) -> Mapping[str, ReadEbook]:
    """Volume → its e-book."""
    return ebooks(printed.project, printed.anthology)
