"""A small catalog-free ground for the tests of builds: a warehouse folder, and builds that begin on it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from warehouse import builds
from warehouse.builds import Build, Stamps
from warehouse.engine import RunStamp


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "news.duckdb"


@pytest.fixture
def begin(warehouse: Path) -> Callable[..., Build]:
    return beginner(warehouse)


def beginner(warehouse: Path) -> Callable[..., Build]:
    """A function that begins builds on a warehouse, each a day later than the one before."""
    days = count()

    def _begin(run_id: str, **options: object) -> Build:
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(next(days))
        run = RunStamp(run_id, day, bool(options.pop("is_full", False)))
        return builds.begin(warehouse, run, Stamps("0", "1", "x"), memory_limit="500MB", threads=1, **options)

    return _begin
