"""Whatever is written, an assembled tome is what one document of the same sheets would be.

Ten anthologies, always the same, take some 20 s; `pytest tests/book/test_properties.py --timeout 0
--hypothesis-profile thorough` tries 250 others.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from book.anthologies import Files, anthologies, write
from book.oracle import differences
from florilege.runtime.workers import Workers


@settings(
    max_examples=settings.default.max_examples // 10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an anthology takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
@given(anthologies())
def test_a_tome_is_what_one_document_would_be(
    pool: Workers, plain: Workers, cache: Path, tmp_path_factory: pytest.TempPathFactory, files: Files
) -> None:
    root = write(files, tmp_path_factory.mktemp("anthology"))
    assert differences(root, pool, plain, cache) == [], root
