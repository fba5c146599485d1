"""The engine on DuckDB: what its calls promise beside running SQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warehouse import builds, memory
from warehouse.builds import Build, Stamps
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

COLUMNS = ("record_key", "article_id", "content_hash", "text_hash", "title", "body")


@pytest.fixture
def engine(begin: Callable[..., Build]) -> Iterator[DuckDBEngine]:
    build = begin("run-1")
    yield build.engine
    build.failed()


def texts(*keys: str) -> pa.Table:
    """Rows of work.texts, their columns in another order than the contract's and one more among them."""
    words = {"word_count": pa.array([1] * len(keys), pa.int32())}
    return pa.table(words | {name: list(keys) for name in (*reversed(COLUMNS), "publisher_id")})


def test_what_is_loaded_is_there_when_the_block_ends_and_not_before(engine: DuckDBEngine) -> None:
    with engine.loading("work.texts") as load:
        load(texts("a", "b"))
        load(texts("c"))
        assert engine.count("work.texts") == 0
    assert engine.rows("select record_key, body from work.texts order by all") == [(k, k) for k in "abc"]


def test_other_tables_are_written_meanwhile(engine: DuckDBEngine) -> None:
    with engine.loading("work.texts") as load:
        load(texts("a"))
        engine.append("main.publishers", pa.table({"publisher_id": ["x"], "article_count": [1]}))
        load(texts("b"))
    assert (engine.count("work.texts"), engine.count("main.publishers")) == (2, 1)


def test_nothing_of_a_block_that_fails_is_there(engine: DuckDBEngine) -> None:
    with pytest.raises(OSError, match="gone"), engine.loading("work.texts") as load:
        load(texts("a"))
        raise OSError("gone")
    assert engine.count("work.texts") == 0


def test_by_default_the_limit_follows_what_the_process_may_use(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "usable_memory", lambda: 40 << 30)
    stamp = RunStamp("run-1", datetime(2026, 1, 1, tzinfo=UTC))
    build = builds.begin(warehouse, stamp, Stamps("0", "1", "x"), memory_limit="auto", threads=1)
    limit = build.engine.rows("select value from duckdb_settings() where name = 'memory_limit'")[0][0]
    build.failed()
    assert limit == "2.0 GiB"


def test_freed_memory_is_released_now_and_then(engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[float] = []
    monkeypatch.setattr(memory, "release_unused", lambda: times.append(1.0))
    monkeypatch.setattr(memory, "RELEASE_SECONDS", -1.0)
    engine.append("work.texts", texts("a").drop_columns(["publisher_id"]))
    monkeypatch.setattr(memory, "RELEASE_SECONDS", 3600.0)
    engine.append("work.texts", texts("b").drop_columns(["publisher_id"]))
    assert len(times) == 1


def test_what_the_engine_holds_makes_room_for_a_computation_beside_it(engine: DuckDBEngine) -> None:
    def held() -> int:
        return int(engine.rows("select sum(memory_usage_bytes) from duckdb_memory()")[0][0])

    engine.connection.execute("set memory_limit = '900MB'")
    engine.connection.execute("create temp table numbers as select hash(range) as n from range(50_000_000)")
    before = held()
    with engine.reduced_memory():
        assert held() < 300 << 20 < before
    assert engine.rows("select current_setting('memory_limit')")[0][0] == "858.2 MiB"
    assert engine.rows("select count(distinct n) from (select n from numbers limit 9)") == [(9,)]


def test_no_file_outside_can_be_reached_nor_that_be_changed(engine: DuckDBEngine) -> None:
    with pytest.raises(duckdb.PermissionException):
        engine.rows("select * from read_csv('/etc/hostname')")
    with pytest.raises(duckdb.InvalidInputException):
        engine.connection.execute("set enable_external_access = true")


def test_a_statement_short_of_memory_is_run_again_on_one_thread_after_a_checkpoint(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = RunStamp("run-1", datetime(2026, 1, 1, tzinfo=UTC))
    build = builds.begin(warehouse, stamp, Stamps("0", "1", "x"), memory_limit="500MB", threads=2)
    engine = build.engine
    real, seen = engine.connection, list[str]()

    class Short:
        """A connection whose inserts run out of memory on two threads."""

        def execute(self, sql: str, params: object = None) -> duckdb.DuckDBPyConnection:
            seen.append(sql.split()[0])
            if sql.startswith("insert") and "1" not in str(
                real.execute("select current_setting('threads')").fetchall()
            ):
                raise duckdb.OutOfMemoryException("could not allocate block")
            return real.execute(sql, params)  # type: ignore[arg-type]

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    monkeypatch.setattr(engine, "connection", Short())
    engine.append("main.publishers", pa.table({"publisher_id": ["x"], "article_count": [1]}))
    monkeypatch.undo()
    assert engine.count("main.publishers") == 1
    assert seen.count("insert") == 2
    assert seen.count("checkpoint") == 2
    assert engine.rows("select current_setting('threads')") == [(2,)]
    build.failed()
