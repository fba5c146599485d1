"""What tests of runs share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.defs.run_ground import Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    (tmp_path / "raw").mkdir()
    yield Place(Settings(raw=tmp_path / "raw", warehouse=tmp_path / "w" / "news.duckdb"))
