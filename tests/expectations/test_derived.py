"""Every expectation that follows from a DDL is broken once, and the failed result says which one it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from expectations import ValidationResult, suites, validate
from warehouse import catalog, contracts
from warehouse.catalog import Table

SUITES = suites(catalog.lasting_tables())
TABLES = [table for table in catalog.lasting_tables().values() if not table.is_view]
DERIVED = ("columns_as_stated", "required_values_are_known", "key_is_unique")
TIME = datetime(2024, 5, 6, tzinfo=UTC)
VALUES: dict[str, Any] = {"boolean": True, "timestamptz": TIME, "timestamp": TIME, "date": TIME, "json": "{}"}
"""Values that '01', as text or number, can't be cast to."""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        contracts.create_schemas(opened)
        yield opened


def value(kind: str) -> Any:
    """A value of a type; a list of one for a list."""
    return [value(kind.removesuffix("[]"))] if kind.endswith("[]") else VALUES.get(kind, "01")


def create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create the table with one row in which everything is known, and without constraints; a view as a table."""
    columns = ", ".join(f"{column.name} {column.type or 'varchar'}" for column in table.columns)
    connection.execute(f"create or replace table {table.name} ({columns})")
    row = [value(column.type) for column in table.columns]
    connection.execute(f"insert into {table.name} values ({', '.join('?' for _ in row)})", row)


def failures(connection: duckdb.DuckDBPyConnection, table: Table, *only: str) -> list[ValidationResult]:
    return [result for result in validate(connection, SUITES[table.name], only) if not result.passed]


def test_every_derived_expectation_is_broken_here() -> None:
    derived = {(s.table, e.name) for s in SUITES.values() for e in s.expectations if e.name in DERIVED}
    assert derived == {
        *((name, "columns_as_stated") for name in catalog.lasting_tables()),
        *((table.name, "required_values_are_known") for table in TABLES),
        *((table.name, "key_is_unique") for table in TABLES),
    }


@pytest.mark.parametrize("table", catalog.lasting_tables().values(), ids=lambda table: table.name)
def test_a_column_too_many_or_too_few_is_found(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    create(connection, table)
    assert failures(connection, table, *DERIVED) == []
    connection.execute(f"alter table {table.name} add column surplus integer")
    (extra,) = failures(connection, table, *DERIVED)
    assert (extra.table_name, extra.expectation, extra.blocks) == (table.name, "columns_as_stated", True)
    assert extra.observed == "unexpected: surplus"
    for column in table.column_names[:-1]:
        create(connection, table)
        connection.execute(f"alter table {table.name} drop column {column}")
        (missing,) = failures(connection, table, "columns_as_stated")
        assert missing.observed == f"missing: {column}"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_null_in_any_required_column_is_found(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    assert table.required
    for column in table.required:
        create(connection, table)
        connection.execute(f"update {table.name} set {column} = null")
        (null,) = failures(connection, table, *DERIVED)
        assert (null.table_name, null.expectation, null.blocks) == (table.name, "required_values_are_known", True)
        assert (null.unexpected_count, null.exception) == (1, None)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_repeated_key_is_found(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    create(connection, table)
    connection.execute(f"insert into {table.name} from {table.name}")
    (repeated,) = failures(connection, table, *DERIVED)
    assert (repeated.table_name, repeated.expectation, repeated.blocks) == (table.name, "key_is_unique", True)
    assert (repeated.unexpected_count, repeated.exception) == (1, None)
