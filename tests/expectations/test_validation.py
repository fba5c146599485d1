"""Results are right, whatever goes wrong is a failed result, and no row leaves the database."""

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest

from expectations import Suite, ValidationResult, validate
from expectations.suites import parse_expectation


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("create table main.t (a integer, b varchar)")
        opened.execute("insert into t values (1, 'x'), (1, null), (3, 'z')")
        yield opened


def no_rows(name: str, *lines: str, severity: str = "critical") -> Mapping[str, Any]:
    arguments = {"unexpected_rows_query": list(lines)}
    return {"type": "expect_no_rows", "severity": severity, "meta": {"name": name}, "kwargs": arguments}


def column(kind: str, name: str, severity: str = "critical", **arguments: Any) -> Mapping[str, Any]:
    return {
        "type": f"expect_column_values_to_{kind}",
        "severity": severity,
        "kwargs": {"column": name, **arguments},
    }


def suite(*stated: Mapping[str, Any], table: str = "main.t") -> Suite:
    return Suite(table, tuple(parse_expectation(each) for each in stated))


def test_each_kind_passes_what_holds_and_fails_what_does_not(connection: duckdb.DuckDBPyConnection) -> None:
    columns = {
        "type": "expect_table_columns_to_match_set",
        "meta": {"name": "columns_as_stated"},
        "kwargs": {"exact_match": True, "column_set": ["a", "c"]},
    }
    results = validate(
        connection,
        suite(
            columns,
            column("not_be_null", "a"),
            column("not_be_null", "b", severity="warning", mostly=0.6),
            column("be_in_set", "b", value_set=["x"]),
            column("be_between", "a", min_value=0, max_value=2),
            no_rows("key_is_unique", "select a from main.t", "group by a having count(*) > 1"),
            no_rows("none_is_long", "select 1 from main.t where regexp_matches(b, '^[a-z]{2,}$')"),
        ),
    )
    assert [(v.expectation, v.passed, v.unexpected_count) for v in results] == [
        ("columns_as_stated", False, None),
        ("a_is_known", True, 0),
        ("b_is_known", True, 1),
        ("b_in_vocabulary", False, 1),
        ("a_in_range", False, 1),
        ("key_is_unique", False, 1),
        ("none_is_long", True, 0),
    ]
    assert results[0].observed == "missing: c; unexpected: b"
    assert results[2].observed == "66.67 % of 3 rows hold"
    assert [v.blocks for v in results] == [True, False, False, True, True, True, False]


def test_a_query_that_fails_is_a_failed_result_that_says_so(connection: duckdb.DuckDBPyConnection) -> None:
    broken, whole = validate(
        connection, suite(no_rows("broken", "select gone from main.t"), column("not_be_null", "a"))
    )
    assert not broken.passed
    assert broken.exception is not None
    assert 'column "gone" not found' in broken.exception
    assert str(broken.observed).startswith("could not be validated: ")
    assert whole.passed


def test_a_missing_column_or_table_fails_every_expectation_about_it(connection: duckdb.DuckDBPyConnection) -> None:
    (missing_column,) = validate(connection, suite(column("not_be_null", "gone")))
    about_it = suite(column("not_be_null", "a"), no_rows("n", "select 1 from main.gone"), table="main.gone")
    missing_table = validate(connection, about_it)
    assert [v.passed for v in (missing_column, *missing_table)] == [False, False, False]
    assert all(v.exception for v in (missing_column, *missing_table))


def test_only_the_wanted_are_validated(connection: duckdb.DuckDBPyConnection) -> None:
    both = suite(column("not_be_null", "a"), column("not_be_null", "b"))
    assert [v.expectation for v in validate(connection, both, only=["b_is_known"])] == ["b_is_known"]


def test_tables_of_attached_databases_are_validated_too(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("attach ':memory:' as work")
    connection.execute("create table work.scratch as select 1 as a")
    columns = {"type": "expect_table_columns_to_match_set", "kwargs": {"exact_match": True, "column_set": ["a"]}}
    results = validate(connection, suite(columns, column("not_be_null", "a"), table="work.scratch"))
    assert [v.passed for v in results] == [True, True]


class Watched:
    """A connection that keeps what is fetched through it and through its cursors."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, fetched: list[Any]) -> None:
        self._connection, self._fetched = connection, fetched

    def cursor(self) -> "Watched":
        return Watched(self._connection.cursor(), self._fetched)

    def execute(self, sql: str) -> "Watched":
        self._connection.execute(sql)
        return self

    def sql(self, sql: str) -> Any:
        found = self._connection.sql(sql)
        self._fetched += found.fetchall()
        return found

    def fetchall(self) -> list[Any]:
        rows = self._connection.fetchall()
        self._fetched += rows
        return rows

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def test_no_rows_of_the_table_are_fetched(connection: duckdb.DuckDBPyConnection) -> None:
    fetched: list[Any] = []
    connection.execute("insert into t select 7, 'secret' from range(3000)")
    bad = suite(column("be_in_set", "b", value_set=["x"]), no_rows("n", "select b from main.t"))
    watched: Any = Watched(connection, fetched)
    assert [v.unexpected_count for v in validate(watched, bad)] == [3001, 3003]
    assert fetched and not [row for row in fetched if "secret" in row]
    assert len(fetched) < 10


def test_braces_and_quotes_reach_the_query_as_they_are(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into t values (5, 'it''s {1}')")
    (quoted,) = validate(connection, suite(column("be_in_set", "b", value_set=["x", "z", "it's {1}"])))
    (braced,) = validate(connection, suite(no_rows("n", "select 1 from main.t where regexp_matches(b, '[{]1')")))
    assert (quoted.passed, braced.unexpected_count) == (True, 1)


@pytest.mark.parametrize("rows", ["", "insert into t values (null, null)"])
def test_without_values_every_expectation_of_values_holds(connection: duckdb.DuckDBPyConnection, rows: str) -> None:
    connection.execute("delete from t;" + rows)
    results = validate(
        connection, suite(column("be_in_set", "b", value_set=["x"]), column("be_between", "a", min_value=9))
    )
    assert [(v.passed, v.unexpected_count) for v in results] == [(True, 0)] * 2


def test_a_warning_does_not_block() -> None:
    warned = ValidationResult("main.t", "n", None, "warning", passed=False)
    assert not warned.blocks
