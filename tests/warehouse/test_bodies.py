"""Texts by their hashes: each once, whatever stands where, and never more at a time than a slice holds."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse import bodies
from warehouse.bodies import Locations
from warehouse.builds import Build
from warehouse.duckdb_engine import DuckDBEngine

LONG = 700_000
"""Words of a text that fills more than half a slice."""


@pytest.fixture
def engine(begin: Callable[..., Build]) -> Iterator[DuckDBEngine]:
    build = begin("run-1")
    yield build.engine
    build.failed()


def put(engine: DuckDBEngine, table: str, bodies_by_hash: list[tuple[str, str]], words: int = 1) -> None:
    """Texts as rows of a table; what else is asked for is filled with the place."""
    hashes, texts = zip(*bodies_by_hash, strict=True)
    marks = [f"{i}" for i in range(len(texts))]
    rows = {"text_hash": list(hashes), "body": list(texts), "word_count": pa.array([words] * len(texts), pa.int32())}
    rows |= dict.fromkeys(("record_key", "article_id", "content_hash"), marks)
    engine.append(table, pa.table(rows))


def want(engine: DuckDBEngine, *hashes: str) -> None:
    numbers = pa.array(range(len(hashes)), pa.int32())
    engine.create_scratch("story_texts", pa.table({"place": numbers, "text_hash": list(hashes)}))


def found(engine: DuckDBEngine) -> list[tuple[int, str]]:
    batches = [batch.to_pydict() for batch in engine.bodies("work.story_texts")]
    return sorted((place, body) for each in batches for place, body in zip(each["place"], each["body"], strict=True))


def test_each_number_comes_once_though_texts_stand_twice_and_are_wanted_twice(engine: DuckDBEngine) -> None:
    put(engine, "work.texts", [("b", "B"), ("a", "A"), ("x", "X"), ("a", "A")])
    want(engine, "a", "b", "nowhere", "a")
    assert found(engine) == [(0, "A"), (1, "B"), (3, "A")]


def test_rows_far_apart_and_rows_deleted(engine: DuckDBEngine) -> None:
    put(engine, "work.texts", [(str(i), f"body {i}") for i in range(5_000)])
    engine.connection.execute("delete from work.texts where text_hash = '17'")
    want(engine, "4999", "17", "0", "2048")
    assert found(engine) == [(0, "body 4999"), (2, "body 0"), (3, "body 2048")]


def test_a_text_of_the_version_before_and_one_that_stands_in_both(
    engine: DuckDBEngine, begin: Callable[..., Build]
) -> None:
    engine.connection.execute("create schema if not exists before")
    engine.connection.execute("create table before.articles as select text_hash, body, word_count from work.texts")
    engine.connection.execute("insert into before.articles values ('old', 'Old', 1), ('both', 'Both', 1)")
    put(engine, "work.texts", [("both", "Both"), ("new", "New")])
    want(engine, "new", "old", "both")
    sources = (bodies.SOURCES[0], bodies.Source("before.articles", 2048))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "SOURCES", sources)
        assert found(engine) == [(0, "New"), (1, "Old"), (2, "Both")]


def test_long_texts_come_a_few_at_a_time(engine: DuckDBEngine) -> None:
    put(engine, "work.texts", [(str(i), f"body {i}") for i in range(5)], words=LONG)
    want(engine, *map(str, range(5)))
    sizes = [batch.num_rows for batch in engine.bodies("work.story_texts")]
    assert sizes == [1] * 5


GAPS_AND_SIZES = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2 * bodies.SLICE_BYTES)), max_size=40)


@given(GAPS_AND_SIZES, st.sampled_from([1, 4]))
def test_slices_hold_every_row_once_and_no_more_than_they_may(gaps: list[tuple[int, int]], packed: int) -> None:
    rows = np.cumsum([gap for gap, _ in gaps], dtype=np.int64)
    sizes = np.array([size for _, size in gaps], np.int64)
    bounds = list(bodies.slices(Locations(rows, sizes), packed))
    assert [n for start, end in bounds for n in range(start, end)] == list(range(len(rows)))
    for start, end in bounds:
        groups = rows[start:end] // packed
        assert end == len(rows) or rows[end] // packed > groups[-1]
        assert sizes[start:end].sum() <= bodies.SLICE_BYTES or len(groups) == 1 or packed > 1 or len(set(groups)) == 1


def test_texts_of_scratch_are_stored_as_they_are(engine: DuckDBEngine) -> None:
    put(engine, "work.texts", [(str(i), f"body {i} " * 1000) for i in range(3_000)])
    engine.connection.execute("checkpoint work")
    sql = "select distinct compression from pragma_storage_info('work.texts') where column_name = 'body'"
    assert engine.rows(f"{sql} and segment_type = 'VARCHAR'") == [("Uncompressed",)]
