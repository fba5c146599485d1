"""The engine on DuckDB: what its calls promise beside running SQL."""

from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest

from warehouse.builds import Build
from warehouse.duckdb_engine import DuckDBEngine

COLUMNS = ("record_key", "article_id", "content_hash", "text_hash", "title", "body")


@pytest.fixture
def engine(begin: Callable[..., Build]) -> Iterator[DuckDBEngine]:
    build = begin("run-1")
    yield build.engine
    build.failed()


def texts(*keys: str) -> pa.Table:
    """Rows of work.texts, their columns in another order than the contract's and one more among them."""
    return pa.table({name: list(keys) for name in (*reversed(COLUMNS), "publisher_id")})


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
