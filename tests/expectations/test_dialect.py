"""The dialect reads DuckDB, shares the caller's connection, and loses neither rows nor errors."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from sqlalchemy import Engine, inspect, literal, select, text, types
from sqlalchemy.exc import DBAPIError, ProgrammingError

from expectations.dialect import Cursor, column_type, engine_on


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("create table main.t (a integer not null, b varchar, c decimal(9, 2), d varchar[])")
        opened.execute("insert into t select i, 'b' || i, i, ['x'] from range(5000) as r (i)")
        opened.execute("create view main.v as select a from t")
        opened.execute("attach ':memory:' as work")
        opened.execute("create table work.scratch (only_here integer)")
        yield opened


@pytest.fixture
def engine(connection: duckdb.DuckDBPyConnection) -> Iterator[Engine]:
    made = engine_on(connection)
    yield made
    made.dispose()


def test_rows_can_be_read_after_the_connection_was_returned(engine: Engine) -> None:
    with engine.connect() as given:
        result = given.execute(text("select a from t order by a"))
        given.rollback()
    assert [row[0] for row in result.fetchall()] == list(range(5000))


def test_a_result_survives_the_next_statement(engine: Engine) -> None:
    with engine.connect() as given:
        first, second = given.execute(text("select a from t order by a")), given.execute(text("select 'x'"))
        assert first.fetchone() == (0,)
        assert first.fetchmany(2) == [(1,), (2,)]
        assert second.scalar() == "x"
        assert len(first.fetchall()) == 4997


def test_the_callers_connection_stays_open_and_its_transaction_stays_its_own(
    connection: duckdb.DuckDBPyConnection, engine: Engine
) -> None:
    connection.execute("begin")
    connection.execute("insert into t (a) values (-1)")
    with engine.connect() as given:
        assert given.execute(text("select count(*) from t where a = -1")).scalar() == 0
        given.commit()
    engine.dispose()
    connection.execute("rollback")
    assert connection.execute("select count(*) from t").fetchall() == [(5000,)]


@pytest.mark.parametrize("value", ["it's", "back\\slash", "100 %", "a:b", '"quoted"', "ü\n✓", ""])
def test_values_arrive_as_they_are(engine: Engine, value: str) -> None:
    with engine.connect() as given:
        assert given.execute(text("select :value"), {"value": value}).scalar() == value
        inlined = select(literal(value)).compile(engine, compile_kwargs={"literal_binds": True})
        assert given.exec_driver_sql(str(inlined)).scalar() == value


def test_tables_views_and_columns_of_the_database_and_of_attached_ones_are_found(engine: Engine) -> None:
    found = inspect(engine)
    assert found.get_table_names("main") == ["t"]
    assert found.get_view_names("main") == ["v"]
    assert "main" in found.get_schema_names()
    assert [(c["name"], c["nullable"]) for c in found.get_columns("t", "main")] == [
        ("a", False),
        ("b", True),
        ("c", True),
        ("d", True),
    ]
    assert [c["name"] for c in found.get_columns("scratch", "work")] == ["only_here"]
    assert found.has_table("scratch", "work")
    assert not found.has_table("scratch", "main")
    assert not found.has_table("gone")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("VARCHAR", types.VARCHAR),
        ("BIGINT", types.BIGINT),
        ("TIMESTAMP WITH TIME ZONE", types.TIMESTAMP),
        ("INTEGER[][]", types.ARRAY),
        ("DECIMAL(18,3)", types.NUMERIC),
        ("STRUCT(a INTEGER)", types.NullType),
        ("", types.NullType),
    ],
)
def test_types_have_counterparts_and_unknown_ones_become_null_type(name: str, kind: type[Any]) -> None:
    assert isinstance(column_type(name), kind)


def test_errors_are_raised_and_never_an_empty_result(engine: Engine) -> None:
    with engine.connect() as given, pytest.raises(ProgrammingError, match="does not exist"):
        given.execute(text("select * from main.gone"))
    with engine.connect() as given, pytest.raises(DBAPIError, match="Could not convert"):
        given.execute(text("select cast(b as integer) from t"))


def test_a_closed_cursor_has_no_rows(connection: duckdb.DuckDBPyConnection) -> None:
    cursor = Cursor(connection).execute("select 1")
    cursor.close()
    assert cursor.fetchone() is None
    assert Cursor(connection).fetchall() == []
