"""Flows: rows through a function. Any division of the rows and any order give the same; what fails changes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse import bodies, contracts, flows
from warehouse.duckdb_engine import MAX_BATCH_BYTES, TEXTS_PER_BATCH, DuckDBEngine
from warehouse.engine import WITH_BODIES, FlowOptions, RunStamp

ROWS = pa.schema([("k", pa.string()), ("n", pa.int32()), ("v", pa.string())])
OTHERS = pa.schema([("n", pa.int32()), ("k", pa.string()), ("w", pa.int64())])
SUMS = pa.schema([("k", pa.string()), ("n", pa.int32()), ("rows", pa.int64()), ("others", pa.int64())])
COPIES = pa.schema([("number", pa.int32()), ("text", pa.string())])
KEY = ("k", "n")

Key = tuple[str | None, int | None]

KEYS = st.tuples(st.sampled_from(["a", "b", "é", "", None]), st.sampled_from([-1, 0, 7, None]))


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for database in ("work", "previous"):
            contracts.create_empty(connection, database)
        yield DuckDBEngine(connection, RunStamp("run-1", datetime(2026, 1, 1, tzinfo=UTC)))


def give(engine: DuckDBEngine, name: str, rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> None:
    engine.create_scratch(name, table(rows, schema))


def table(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)


def upper(rows: pa.RecordBatch, suffix: str = "") -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Each row in capitals; and each row as it is, twice."""
    texts = [(value or "").upper() + suffix for value in rows["v"].to_pylist()]
    one = pa.record_batch([rows["n"], pa.array(texts, pa.string())], COPIES)
    two = pa.record_batch([rows["n"], rows["v"]], COPIES)
    return one, pa.concat_batches([two, two])


def count_key(rows: pa.RecordBatch, others: pa.RecordBatch | None = None) -> tuple[pa.RecordBatch]:
    """The key of these rows, which must be one, and how many there are on either side."""
    sides = [rows] if others is None else [rows, others]
    keys = {key for side in sides for key in zip(*(side[name].to_pylist() for name in KEY), strict=True)}
    [(k, n)] = keys
    counted = [k], [n], [len(rows)], [0 if others is None else len(others)]
    return (pa.record_batch([pa.array(v, f.type) for v, f in zip(counted, SUMS, strict=True)], SUMS),)


def fail_on(rows: pa.RecordBatch, number: int) -> tuple[pa.RecordBatch]:
    if number in rows["n"].to_pylist():
        raise ValueError("spoilt")
    return (upper(rows)[0],)


def body_lengths(rows: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    lengths = [None if body is None else f"{len(body)}" for body in rows["body"].to_pylist()]
    return (pa.record_batch([rows["n"], pa.array(lengths, pa.string())], COPIES),)


def stored(engine: DuckDBEngine, name: str) -> Counter[tuple[Any, ...]]:
    return Counter(engine.rows(f"select * from work.{name}"))


def numbered(engine: DuckDBEngine, count: int) -> None:
    sql = f"select range::integer as n, 'v' || range as v from range({count})"
    engine.connection.execute(f"create table work.given as {sql}")
    for name in ("one", "two"):
        give(engine, name, [], COPIES)


@pytest.mark.parametrize("count", [0, 1, 25_000])
def test_every_row_comes_once_and_each_table_gets_its_rows(engine: DuckDBEngine, count: int) -> None:
    numbered(engine, count)
    flowed = engine.flow("select * from work.given", partial(upper, suffix="!"), ("work.one", "work.two"))
    assert (flowed, engine.count("work.one"), engine.count("work.two")) == (count, count, 2 * count)
    assert engine.rows("select count(*) from work.one where text <> 'V' || number || '!'") == [(0,)]
    assert engine.rows("select coalesce(sum(number), 0) from work.two") == [(count * (count - 1),)]


def test_rows_are_added_to_those_there_are(engine: DuckDBEngine) -> None:
    numbered(engine, 1)
    give(engine, "one", [(9, "there")], COPIES)
    engine.flow("select * from work.given", upper, ("work.one", "work.two"))
    assert stored(engine, "one") == Counter([(9, "there"), (0, "V0")])


@pytest.mark.parametrize("broken", [0, 24_999])
def test_a_function_that_fails_leaves_all_tables_as_they_were(engine: DuckDBEngine, broken: int) -> None:
    numbered(engine, 25_000)
    give(engine, "one", [(9, "there")], COPIES)
    with pytest.raises(ValueError, match="spoilt"):
        engine.flow("select * from work.given", partial(fail_on, number=broken), ("work.one",))
    assert stored(engine, "one") == Counter([(9, "there")])
    engine.flow("select * from work.given where n < 2", upper, ("work.one", "work.two"))
    assert engine.count("work.one") == 3


def test_a_result_that_lacks_a_column_or_a_table_is_refused(engine: DuckDBEngine) -> None:
    numbered(engine, 1)
    give(engine, "three", [], SUMS)
    with pytest.raises(KeyError):
        engine.flow("select * from work.given", upper, ("work.three", "work.two"))
    with pytest.raises(ValueError, match="zip"):
        engine.flow("select * from work.given", upper, ("work.one",))
    assert (engine.count("work.one"), engine.count("work.two")) == (0, 0)


@given(st.lists(KEYS, max_size=30), st.lists(KEYS, max_size=30), st.lists(st.integers(1, 5), max_size=20))
def test_a_key_comes_once_with_all_its_rows_wherever_batches_are_cut(
    left: list[Key], right: list[Key], sizes: list[int]
) -> None:
    sides = [(ROWS, [(k, n, "") for k, n in left]), (OTHERS, [(n, k, 0) for k, n in right])]
    made = [(schema, cut(in_order(table(rows, schema)), sizes)) for schema, rows in sides]
    calls = [call for task in flows.tasks_of_keys(KEY, *made) for call in task]
    found = Counter(tuple(count_key(*call)[0].to_pylist()[0].values()) for call in calls)
    assert found == Counter((*key, left.count(key), right.count(key)) for key in {*left, *right})


def in_order(rows: pa.Table) -> pa.Table:
    return rows.sort_by([(name, "ascending") for name in KEY])


def cut(rows: pa.Table, sizes: Sequence[int]) -> Iterator[pa.RecordBatch]:
    """The rows in batches of these sizes, and the rest in one."""
    whole, start = flows.one_batch(rows), 0
    for size in sizes:
        if start < len(whole):
            yield whole.slice(start, size)
        start += size
    if start < len(whole):
        yield whole.slice(start)


LEFT = [("b", 7), (None, None), ("a", None), ("b", 7), ("é", 0), (None, 7), ("", -1), (None, None)]
RIGHT = [("b", 7), (None, None), ("z", 1), ("é", None), ("a", None), ("a", None)]


def test_keys_one_by_one_and_beside_others(engine: DuckDBEngine) -> None:
    give(engine, "given", [(k, n, "") for k, n in LEFT], ROWS)
    give(engine, "others", [(n, k, 0) for k, n in RIGHT], OTHERS)
    for name in ("alone", "both"):
        give(engine, name, [], SUMS)
    alone = engine.flow("select * from work.given", count_key, ("work.alone",), FlowOptions(by=KEY))
    both = engine.flow(
        "select * from work.given", count_key, ("work.both",), FlowOptions(by=KEY, beside="select * from work.others")
    )
    assert stored(engine, "alone") == Counter((*key, LEFT.count(key), 0) for key in set(LEFT))
    assert stored(engine, "both") == Counter((*key, LEFT.count(key), RIGHT.count(key)) for key in {*LEFT, *RIGHT})
    assert (alone, both) == (len(set(LEFT)), len({*LEFT, *RIGHT}))


def test_no_row_on_either_side_makes_no_call(engine: DuckDBEngine) -> None:
    give(engine, "given", [], ROWS)
    give(engine, "others", [], OTHERS)
    give(engine, "made", [], SUMS)
    assert engine.flow("select * from work.given", count_key, ("work.made",), FlowOptions(by=KEY)) == 0
    beside = "select * from work.others"
    assert engine.flow("select * from work.given", count_key, ("work.made",), FlowOptions(by=KEY, beside=beside)) == 0


def test_a_key_of_many_rows_is_whole_and_small_ones_share_a_task(engine: DuckDBEngine) -> None:
    sql = (
        "select range::integer as n, case when range < 40_000 then 'big' else 'k' || range end as k from range(60_000)"
    )
    engine.connection.execute(f"create table work.made_rows as {sql}")
    schema, batches = ROWS.remove(2), engine.batches("select k, n from work.made_rows order by k")
    sizes = [[len(rows) for (rows,) in task] for task in flows.tasks_of_keys(("k",), (schema, batches))]
    assert sizes == [[40_000], [1] * 10_000, [1] * 10_000]


def test_texts_come_with_their_rows_and_rows_without_a_text_too(engine: DuckDBEngine) -> None:
    schema = pa.schema([("n", pa.int32()), ("text_hash", pa.string())])
    give(engine, "given", [(1, "a"), (2, None), (3, "nowhere"), (4, "b"), (5, "a")], schema)
    give(engine, "one", [], COPIES)
    texts = [{"text_hash": name, "body": name * size, "word_count": 1} for name, size in (("a", 7), ("b", 2))]
    names = ("record_key", "article_id", "content_hash")
    engine.append("work.texts", pa.Table.from_pylist([text | dict.fromkeys(names, text["body"]) for text in texts]))
    assert engine.flow("select * from work.given", body_lengths, ("work.one",), WITH_BODIES) == 5
    assert stored(engine, "one") == Counter([(1, "7"), (2, None), (3, None), (4, "2"), (5, "7")])
    assert engine.flow("select * from work.given where n > 5", body_lengths, ("work.one",), WITH_BODIES) == 0


def test_large_rows_come_a_few_at_a_time(engine: DuckDBEngine) -> None:
    large, sizes = "select range::integer as n, repeat('x', 4_000_000) as v from range(9)", list[int]()

    def measure(rows: pa.RecordBatch) -> tuple[pa.RecordBatch]:
        sizes.append(rows.nbytes)
        return (pa.record_batch([rows["n"], pa.nulls(len(rows), pa.string())], COPIES),)

    give(engine, "one", [], COPIES)
    assert engine.flow(large, measure, ("work.one",)) == 9
    assert max(sizes) <= MAX_BATCH_BYTES + bodies.SLICE_BYTES


def test_rows_with_texts_come_fewer_at_a_time(engine: DuckDBEngine) -> None:
    sizes: dict[str, int] = {}

    def measure(rows: pa.RecordBatch) -> tuple[pa.RecordBatch]:
        sizes[rows.schema.names[1]] = max(len(rows), sizes.get(rows.schema.names[1], 0))
        return (pa.record_batch([rows["n"], pa.nulls(len(rows), pa.string())], COPIES),)

    give(engine, "one", [], COPIES)
    for name in ("title", "previous_body"):
        many = f"select range::integer as n, 'x' as {name} from range(30_000)"
        assert engine.flow(many, measure, ("work.one",)) == 30_000
    assert sizes["previous_body"] <= TEXTS_PER_BATCH < sizes["title"]


@pytest.mark.parametrize(
    "options",
    [
        {"has_bodies": True, "by": KEY},
        {"beside": "select 1 as n"},
        {"tasks": 2, "by": KEY},
        {"tasks": 2, "has_bodies": True},
    ],
)
def test_what_no_flow_can_do_is_refused(engine: DuckDBEngine, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="by key"):
        engine.flow("select 1 as n", upper, ("work.one",), FlowOptions(**options))
