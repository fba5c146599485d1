"""The engine protocol, the same on DuckDB and on Spark: what steps may rely on."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.sql import spark_sessions
from warehouse import catalog
from warehouse.builds import Build
from warehouse.data_folder import DataFolder
from warehouse.engine import WITH_BODIES, Engine, FlowOptions, RunStamp
from warehouse.manifests import Manifest

STARTED = datetime(2026, 1, 1, 5, 30, tzinfo=UTC)
SPARK = pytest.mark.spark


ENGINES = ["duckdb", pytest.param("sail", marks=SPARK), pytest.param("spark", marks=SPARK)]


@pytest.fixture(scope="module", params=ENGINES)
def session(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A Spark session, None for DuckDB."""
    if request.param == "duckdb":
        yield None
        return
    if reason := spark_sessions.missing(request.param):
        pytest.skip(reason)
    with spark_sessions.session(request.param) as opened:
        yield opened


@pytest.fixture
def engine(session: Any, begin: Callable[..., Build], tmp_path: Path) -> Iterator[Engine]:
    if session is None:
        build = begin("run-1")
        yield build.engine
        build.failed()
        return
    from warehouse.spark_engine import SparkEngine

    yield SparkEngine(session, Manifest(DataFolder(str(tmp_path / "tables"))), RunStamp("run-1", STARTED), None)


def publishers(*names: str | None, **columns: list[Any]) -> pa.Table:
    counts = pa.array(range(1, len(names) + 1), pa.int32())
    return pa.table({"publisher_id": pa.array(names, pa.string()), "article_count": counts, **columns})


def ids(engine: Engine, table: str = "main.publishers", column: str = "publisher_id") -> list[str]:
    return [row[0] for row in engine.rows(f"select {column} from {table} order by {column}")]


def texts(*keys: str, bodies: list[str | None] | None = None) -> pa.Table:
    columns: dict[str, Any] = {name: list(keys) for name in ("record_key", "article_id", "content_hash", "text_hash")}
    words = pa.array([1] * len(keys), pa.int32())
    body = pa.array(bodies or list(keys), pa.string())
    return pa.table(columns | {"title": list(keys), "body": body, "word_count": words})


def test_rows_are_added_by_name_and_missing_columns_are_null(engine: Engine) -> None:
    assert engine.append("main.publishers", publishers("b", "a").select(["article_count", "publisher_id"])) == 2
    assert engine.append("main.publishers", publishers("c").to_batches()[0]) == 1
    assert engine.append("main.publishers", publishers()) == 0
    assert ids(engine) == ["a", "b", "c"]
    assert engine.count("main.publishers") == 3
    assert engine.rows("select count(*) from main.publishers where publisher_name is null") == [(3,)]


def test_a_null_where_none_may_be_and_an_unknown_column_are_refused(engine: Engine) -> None:
    for rows in (publishers(None), publishers("a").append_column("nonsense", pa.array([1]))):
        with pytest.raises(Exception, match=r"(?i)publisher_id|nonsense"):
            engine.append("main.publishers", rows)
    assert engine.count("main.publishers") == 0
    with pytest.raises(KeyError, match=r"main\.nowhere"):
        engine.append("main.nowhere", publishers("a"))


def test_what_is_loaded_is_there_when_the_block_ends_and_not_before(engine: Engine) -> None:
    with engine.loading("work.texts") as load:
        load(texts("a", "b"))
        engine.append("main.publishers", publishers("x"))
        load(texts("c"))
        assert engine.count("work.texts") == 0
    assert ids(engine, "work.texts", "record_key") == ["a", "b", "c"]
    with pytest.raises(OSError, match="gone"), engine.loading("work.texts") as load:
        load(texts("d"))
        raise OSError("gone")
    assert engine.count("work.texts") == 3


def test_a_table_is_replaced_as_a_whole(engine: Engine) -> None:
    engine.append("main.publishers", publishers("a", "b"))
    assert engine.replace("main.publishers", publishers("c")) == 1
    assert ids(engine) == ["c"]
    assert engine.replace("main.publishers", publishers()) == 0
    assert ids(engine) == []


def test_a_select_stands_for_its_rows_and_sees_its_table_as_it_was(engine: Engine) -> None:
    engine.append("main.publishers", publishers("a", "b"))
    renamed = "select publisher_id || '2' as publisher_id, article_count from main.publishers"
    assert engine.append("main.publishers", renamed) == 2
    assert ids(engine) == ["a", "a2", "b", "b2"]
    assert (
        engine.delete_matching("main.publishers", "select min(publisher_id) as publisher_id from main.publishers") == 1
    )
    assert engine.delete_matching("main.publishers", "select publisher_id from main.publishers where false") == 0
    assert engine.replace("main.publishers", f"{renamed} where article_count = 2") == 2
    assert ids(engine) == ["b2", "b22"]
    assert engine.create_scratch("found", "select publisher_id as z from main.publishers") == 2
    assert engine.create_scratch("found", "select z || '!' as y from work.found where z = 'b2'") == 1
    assert engine.rows("select * from work.found") == [("b2!",)]
    for refused in ("select 1 as nonsense", "select * from main.nowhere"):
        with pytest.raises(Exception, match=r"nonsense|nowhere"):
            engine.append("main.publishers", refused)
    assert ids(engine) == ["b2", "b22"]


def test_rows_are_deleted_that_agree_in_all_columns_and_null_agrees_with_nothing(engine: Engine) -> None:
    engine.append("main.publishers", publishers("a", "b", "c", "d", publisher_name=["x", None, "x", None]))
    keys = pa.table({"publisher_id": ["a", "b", "c", "c", "e"], "publisher_name": ["x", None, "y", "x", "x"]})
    assert engine.delete_matching("main.publishers", keys) == 2
    assert ids(engine) == ["b", "d"]
    assert engine.delete_matching("main.publishers", keys.slice(0, 0)) == 0
    assert engine.delete_matching("main.publishers", keys.select(["publisher_id"])) == 1
    assert ids(engine) == ["d"]


def test_scratch_has_the_columns_of_its_rows(engine: Engine) -> None:
    rows = pa.table({"a": pa.array([1, 2], pa.int32()), "b": [["x", "y"], []], "c": pa.array([b"x", None])})
    assert not engine.exists("work.found")
    assert engine.create_scratch("found", rows) == 2
    assert engine.exists("work.found")
    assert engine.rows("select a, b from work.found order by a") == [(1, ["x", "y"]), (2, [])]
    assert engine.create_scratch("found", pa.table({"z": pa.array([], pa.string())})) == 0
    assert engine.arrow("select * from work.found").schema.names == ["z"]
    assert engine.count("work.found") == 0
    engine.append("work.found", pa.table({"z": ["q"]}))
    assert engine.delete_matching("work.found", pa.table({"z": ["q"]})) == 1
    with pytest.raises(KeyError, match="no name of scratch"):
        engine.create_scratch("x; drop table y", rows)


def test_parameters_by_name_by_number_in_order_and_lists_of_them(engine: Engine) -> None:
    engine.append("main.publishers", publishers("it's", "b", "c"))
    select = "select publisher_id from main.publishers where"
    assert engine.rows(f"{select} publisher_id = ?", ["it's"]) == [("it's",)]
    assert engine.rows(f"{select} article_count > ? and publisher_id < ?", [1, "c"]) == [("b",)]
    assert engine.rows(f"{select} article_count = $n and publisher_id = $who", {"who": "b", "n": 2}) == [("b",)]
    some = f"{select} publisher_id in (select unnest($1)) order by publisher_id"
    assert engine.rows(some, [["c", "it's", "z"]]) == [("c",), ("it's",)]
    assert engine.rows(some, [[]]) == []
    assert engine.rows("select article_count from main.publishers where publisher_id = $1 or $1 = 'z'", ["b"]) == [(2,)]


def test_instants_are_in_utc_and_times_without_a_zone_keep_having_none(engine: Engine) -> None:
    there = datetime(2024, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=5)))
    scratch = pa.table({"since": pa.array([there], pa.timestamp("us", "UTC")), "said": [datetime(2024, 3, 1, 0, 30)]})
    engine.create_scratch("times", scratch.append_column("day", pa.array([date(1883, 5, 1)])))
    (found,) = engine.arrow("select since, said, day from work.times").to_pylist()
    assert found["since"] == there == datetime(2024, 2, 29, 19, 30, tzinfo=UTC)
    assert (found["said"], found["day"]) == (datetime(2024, 3, 1, 0, 30), date(1883, 5, 1))
    later = engine.rows("select said from work.times where since >= $at", {"at": there})
    assert later == [(datetime(2024, 3, 1, 0, 30),)]
    schema = engine.arrow("select since, said from work.times").schema
    assert [str(kind) for kind in schema.types] == ["timestamp[us, tz=UTC]", "timestamp[us]"]


def test_counts_are_whole_numbers_of_64_bits_and_shares_are_doubles(engine: Engine) -> None:
    engine.append("main.publishers", publishers("a", "b"))
    rows = engine.arrow("select count(*) as n, avg(article_count) as mean from main.publishers")
    assert rows.to_pylist() == [{"n": 2, "mean": 1.5}]
    assert [str(kind) for kind in rows.schema.types] == ["int64", "double"]


def test_rows_come_in_batches_and_in_order_where_one_is_stated(engine: Engine) -> None:
    numbers = pa.table({"n": pa.array(range(25), pa.int64())})
    engine.create_scratch("numbers", numbers)
    batches = list(engine.batches("select n from work.numbers", rows=10))
    assert sorted(n for batch in batches for n in batch["n"].to_pylist()) == list(range(25))
    assert [batch.num_rows for batch in batches] == [10, 10, 5]
    ordered = engine.batches("select n from work.numbers order by n desc", rows=10)
    engine.append("main.publishers", publishers("a"))  # in between
    assert [n for batch in ordered for n in batch["n"].to_pylist()] == list(range(24, -1, -1))
    assert sum(batch.num_rows for batch in engine.batches("select n from work.numbers where n < 0")) == 0


def test_bodies_are_found_by_hash_once_each(engine: Engine) -> None:
    with engine.loading("work.texts") as load:
        load(texts("a", "b", "c", bodies=["A", "B", None]))
    wanted = {"place": pa.array([1, 2, 3, 4], pa.int32()), "text_hash": ["b", "a", "zz", "b"]}
    engine.create_scratch("wanted", pa.table(wanted))
    found = [row for batch in engine.bodies("work.wanted") for row in batch.to_pylist()]
    assert sorted((row["place"], row["body"]) for row in found) == [(1, "B"), (2, "A"), (4, "B")]


def test_a_model_replaces_its_table_or_the_rows_in_scope(engine: Engine) -> None:
    engine.replace("work.run", pa.table({"run_id": ["run-2"], "started_at": [STARTED], "is_full": [False]}))
    aliases = {"kind": ["cluster"], "new_id": ["c2"], "run_id": ["r"], "changed_at": [STARTED]}
    engine.append("main.id_aliases", pa.table({"old_id": ["c1"], **aliases}))
    engine.create_scratch("retired_article_ids", pa.table({"old_id": ["a0"], "new_id": pa.array([None], pa.string())}))
    assert engine.build("main.id_aliases") == 1
    assert engine.rows("select kind, old_id, changed_at from main.id_aliases") == [("article", "a0", STARTED)]
    engine.create_scratch("scope_stories", pa.table({"story_id": ["s1"]}))
    stories = {"story_id": ["s1", "s2"], "representative_article_id": ["a", "a"], "first_article_id": [None, None]}
    counts = {name: pa.array([1, 1], pa.int32()) for name in ("cluster_count", "article_count", "publisher_count")}
    engine.append("main.stories", pa.table({**stories, **counts}).drop_columns(["first_article_id"]))
    assert engine.build("main.stories") == 0  # nothing is left of s1; s2 is out of scope
    assert ids(engine, "main.stories", "story_id") == ["s2"]
    assert engine.build("main.publishers") == 0


def test_every_table_of_the_catalog_is_there_and_so_is_the_version_before(engine: Engine) -> None:
    for name, table in catalog.tables().items():
        if not table.is_view:
            assert engine.exists(name)
            assert engine.arrow(f"select * from {name} limit 0").schema.names == list(table.column_names)
    assert engine.rows("select article_id from previous.articles") == []


LEDGER = pa.schema([("k", pa.string()), ("n", pa.int32()), ("text_hash", pa.string())])


def double(rows: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """A publisher for each row, and for each of those with an even number an alias."""
    chosen = rows.filter(pa.array([n % 2 == 0 for n in rows["n"].to_pylist()], pa.bool_()))
    return (
        pa.record_batch({"k": rows["k"], "n": rows["n"]}),
        pa.record_batch({"k": chosen["k"], "size": pa.array([len(body or "") for body in bodies(chosen)], pa.int64())}),
    )


def bodies(rows: pa.RecordBatch) -> list[str | None]:
    found: list[str | None] = rows["body"].to_pylist() if "body" in rows.schema.names else [None] * len(rows)
    return found


def count_sides(rows: pa.RecordBatch, others: pa.RecordBatch | None = None) -> tuple[pa.RecordBatch]:
    """The key, and how many rows there are on either side."""
    side = rows if len(rows) or others is None else others
    counts = (len(rows), 0 if others is None else len(others))
    columns = {name: pa.array([count], pa.int64()) for name, count in zip(("rows", "others"), counts, strict=True)}
    return (pa.record_batch({"k": side["k"].slice(0, 1), **columns}),)


def give(engine: Engine, name: str, *rows: tuple[str | None, int, str | None]) -> None:
    named = [dict(zip(LEDGER.names, row, strict=True)) for row in rows]
    engine.create_scratch(name, pa.Table.from_pylist(named, schema=LEDGER))


def test_rows_flow_through_a_function_into_tables(engine: Engine) -> None:
    give(engine, "given", ("a", 1, "t1"), ("b", 2, "t2"), (None, 4, None))
    give(engine, "numbers")
    engine.create_scratch("numbers", pa.table({"k": pa.array([], pa.string()), "n": pa.array([], pa.int32())}))
    engine.create_scratch("sizes", pa.table({"k": pa.array([], pa.string()), "size": pa.array([], pa.int64())}))
    engine.append("work.texts", texts("t2", bodies=["four"]))
    count = engine.flow("select * from work.given", double, ("work.numbers", "work.sizes"), WITH_BODIES)
    assert count == 3
    assert engine.rows("select * from work.numbers order by n") == [("a", 1), ("b", 2), (None, 4)]
    assert engine.rows("select * from work.sizes order by size") == [(None, 0), ("b", 4)]
    assert engine.flow("select * from work.given where n > 9", double, ("work.numbers", "work.sizes")) == 0


def test_rows_of_a_key_flow_together_and_beside_others(engine: Engine) -> None:
    give(engine, "given", ("a", 1, None), (None, 2, None), ("a", 3, None), (None, 4, None), ("b", 5, None))
    give(engine, "others", ("a", 7, None), ("c", 8, None), (None, 9, None))
    counted = pa.schema([("k", pa.string()), ("rows", pa.int64()), ("others", pa.int64())])
    for beside, expected in (
        (None, [("a", 2, 0), ("b", 1, 0), (None, 2, 0)]),
        ("select * from work.others", [("a", 2, 1), ("b", 1, 0), ("c", 0, 1), (None, 2, 1)]),
    ):
        engine.create_scratch("counted", counted.empty_table())
        assert engine.flow(
            "select * from work.given", count_sides, ("work.counted",), FlowOptions(by=("k",), beside=beside)
        ) == len(expected)
        assert engine.rows("select * from work.counted order by k nulls last") == expected


def count_up(rows: pa.RecordBatch) -> Iterator[tuple[pa.RecordBatch, ...]]:
    """Each number up to that of a row by itself, and beside the last one how many they were."""
    for key, most in zip(rows["k"].to_pylist(), rows["n"].to_pylist(), strict=True):
        for n in range(most):
            numbers = pa.record_batch({"k": [key], "n": pa.array([n], pa.int32())})
            sizes = pa.record_batch({"k": [key], "size": pa.array([most], pa.int64())})
            yield numbers, sizes.slice(0, int(n == most - 1))


@pytest.mark.parametrize("tasks", [0, 1, 2, 50])
def test_rows_may_come_part_by_part_and_be_spread_over_tasks(engine: Engine, tasks: int) -> None:
    given = {"a": 3, "b": 1, "c": 0, "d": 2}
    give(engine, "given", *((key, n, None) for key, n in given.items()))
    engine.create_scratch("numbers", pa.table({"k": pa.array([], pa.string()), "n": pa.array([], pa.int32())}))
    engine.create_scratch("sizes", pa.table({"k": pa.array([], pa.string()), "size": pa.array([], pa.int64())}))
    into = ("work.numbers", "work.sizes")
    assert engine.flow("select k, n from work.given", count_up, into, FlowOptions(tasks=tasks)) == 6
    assert engine.rows("select * from work.numbers order by k, n") == [(k, n) for k in given for n in range(given[k])]
    assert engine.rows("select * from work.sizes order by k") == [("a", 3), ("b", 1), ("d", 2)]
    assert engine.flow("select k, n from work.given where n = 0", count_up, into, FlowOptions(tasks=tasks)) == 0


def fail(rows: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    raise ArithmeticError(f"{len(rows)} rows are too many")


def test_a_function_that_fails_changes_nothing(engine: Engine) -> None:
    engine.append("main.publishers", publishers("a"))
    with pytest.raises(Exception, match="are too many"):
        engine.flow("select * from main.publishers", fail, ("main.publishers",))
    assert ids(engine) == ["a"]
