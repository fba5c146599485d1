"""An engine on a fresh database with every table of the catalog, and a raw folder to fill."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from tests.steps.removal_ground import Ground
from warehouse import catalog, contracts
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

FIRST_RUN = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    """Tables only: views and `previous` stay out of what steps are tested on."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("attach ':memory:' as work")
        contracts.create_schemas(connection)
        for table in catalog.tables().values():
            if not table.is_view:
                connection.execute(table.bare_ddl)
        yield DuckDBEngine(connection, RunStamp("run-1", FIRST_RUN))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(raw: Path, tmp_path: Path) -> Settings:
    return Settings(raw=raw, warehouse=tmp_path / "news.duckdb", workers=1)


@pytest.fixture
def next_run(engine: DuckDBEngine) -> Callable[[], None]:
    """Begin the next run: another id, an hour later, scratch tables empty."""

    def _next() -> None:
        number = int(engine.run.run_id.split("-")[1])
        engine.run = RunStamp(f"run-{number + 1}", FIRST_RUN + timedelta(hours=number))
        for table in catalog.tables().values():
            if table.schema == "work" and not table.is_view:
                engine.connection.execute(f"delete from {table.name}")

    return _next


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground.at(tmp_path)
