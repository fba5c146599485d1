"""A read-only SQLAlchemy dialect for DuckDB, limited to what Great Expectations needs.

Belongs here: a DB-API connection over a duckdb connection, the dialect, an engine of both. Does not: the queries
(suites), their results (validation).

Published dialects don't work: with DuckDB 2 they give Great Expectations empty results without an error. A commit or
the next statement on a connection drops its open result, and Great Expectations reads rows after returning the
connection. So a cursor here reads its complete result at once (counts, and at most a few examples), and commit and
rollback do nothing, because nothing is written through this dialect.
"""

import re
from collections.abc import Sequence
from typing import Any

import duckdb
from sqlalchemy import Connection, Engine, QueuePool, make_url, types
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGIdentifierPreparer, PGTypeCompiler
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import SQLCompiler

_IN_SCHEMA = "(database_name, schema_name) in ((current_database(), ?), (?, 'main'))"
"""A schema may be a database attached under that name, as `work` is."""

_DECIMAL = re.compile(r"DECIMAL\((\d{1,2}),(\d{1,2})\)\Z")
_OTHER_NAMES = {
    "TINYINT": "SMALLINT", "UTINYINT": "SMALLINT", "USMALLINT": "INTEGER", "HUGEINT": "BIGINT", "UINTEGER": "BIGINT",
    "UBIGINT": "BIGINT", "TIMESTAMP WITH TIME ZONE": "TIMESTAMP",
}  # fmt: skip
"""Types that SQLAlchemy has under another name; it has the others under the same name or not at all."""


def column_type(name: str) -> types.TypeEngine[Any]:
    """Return the SQLAlchemy type for a DuckDB type name, NullType for an unknown one.

    >>> column_type("VARCHAR[]"), column_type("DECIMAL(9,2)"), column_type("UNION(a INTEGER)")
    (ARRAY(VARCHAR()), NUMERIC(precision=9, scale=2), NullType())
    """
    if name.endswith("[]"):
        return types.ARRAY(column_type(name.rstrip("[]")))
    decimal = _DECIMAL.match(name)
    if decimal:
        return types.NUMERIC(int(decimal[1]), int(decimal[2]))
    found: type[types.TypeEngine[Any]] = getattr(types, _OTHER_NAMES.get(name, name), types.NullType)
    return found()


class Cursor:
    """A DB-API cursor that holds its complete result, for the reason given above."""

    arraysize = 1
    rowcount = -1

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: Sequence[Any] | None = None

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> "Cursor":
        """Run one statement and read all of its result."""
        result = self._connection.execute(sql, list(parameters) if parameters else None)
        self.description = result.description or None
        self._rows = result.fetchall()[::-1] if self.description else []
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        return self._rows.pop() if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        """Return up to `size` further rows."""
        return [self._rows.pop() for _ in range(min(size, len(self._rows)))]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all remaining rows."""
        rows, self._rows = self._rows[::-1], []
        return rows

    def close(self) -> None:
        """Drop the result."""
        self._rows = []


class SharedConnection:
    """A DB-API connection over a cursor of the caller's duckdb connection, in the same process.

    database: the attached database to read; None: the current one
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, database: str | None = None) -> None:
        name = database or connection.execute("select current_database()").fetchall()[0][0]
        self._connection = connection.cursor()
        self._connection.execute(f'use "{name}"')  # a new cursor starts in the connection's first database

    def cursor(self) -> Cursor:
        """Return a cursor on the one underlying connection."""
        return Cursor(self._connection)

    def commit(self) -> None:
        """Do nothing: nothing is written here."""

    def rollback(self) -> None:
        """Do nothing: nothing is written here."""

    def close(self) -> None:
        """Close the cursor of the caller's connection, never that connection itself."""
        self._connection.close()


class DuckDBCompiler(PGCompiler):
    """PostgreSQL's compiler, whose SQL DuckDB understands; a backslash in a literal needs no second one."""

    def render_literal_value(self, value: Any, type_: types.TypeEngine[Any]) -> str:
        """Quote a literal as standard SQL does."""
        return SQLCompiler.render_literal_value(self, value, type_)


class DuckDBDialect(DefaultDialect):
    """Reads tables, columns and rows."""

    name = "duckdb"
    driver = "duckdb"
    default_schema_name = "main"
    supports_statement_cache = True
    supports_native_boolean = True
    statement_compiler = DuckDBCompiler
    type_compiler_cls = PGTypeCompiler
    preparer = PGIdentifierPreparer

    def has_table(self, connection: Connection, table_name: str, schema: str | None = None, **_: Any) -> bool:
        """Return whether the table or view exists."""
        return bool(self.get_columns(connection, table_name, schema))

    def get_schema_names(self, connection: Connection, **_: Any) -> list[str]:
        """Return the schemas of the database."""
        found = connection.exec_driver_sql("select distinct schema_name from information_schema.schemata order by all")
        return [row[0] for row in found]

    def get_table_names(self, connection: Connection, schema: str | None = None, **_: Any) -> list[str]:
        """Return the tables of a schema."""
        sql = f"select table_name from duckdb_tables() where {_IN_SCHEMA} order by all"
        return [row[0] for row in connection.exec_driver_sql(sql, (schema or "main",) * 2)]

    def get_view_names(self, connection: Connection, schema: str | None = None, **_: Any) -> list[str]:
        """Return the views of a schema, DuckDB's own left out."""
        sql = f"select view_name from duckdb_views() where not internal and {_IN_SCHEMA} order by all"
        return [row[0] for row in connection.exec_driver_sql(sql, (schema or "main",) * 2)]

    def get_columns(self, connection: Connection, table_name: str, schema: str | None = None, **_: Any) -> list[Any]:
        """Return name, type and nullability of the columns, in order; none for a missing table."""
        sql = (
            "select column_name, data_type, is_nullable from duckdb_columns()"
            f" where table_name = ? and {_IN_SCHEMA} order by column_index"
        )
        found = connection.exec_driver_sql(sql, (table_name, *(schema or "main",) * 2))
        return [{"name": n, "type": column_type(t), "nullable": bool(null), "default": None} for n, t, null in found]

    def get_pk_constraint(self, *_: Any, **__: Any) -> Any:
        """Return none: keys are checked, not declared."""
        return {"constrained_columns": [], "name": None}

    def get_foreign_keys(self, *_: Any, **__: Any) -> list[Any]:
        """Return none: references are checked, not declared."""
        return []

    def get_indexes(self, *_: Any, **__: Any) -> list[Any]:
        """Return none."""
        return []


def engine_on(connection: duckdb.DuckDBPyConnection, database: str | None = None) -> Engine:
    """Return an engine that reads through the caller's connection; `database` as in SharedConnection."""
    dialect = DuckDBDialect(dbapi=duckdb)  # type: ignore[arg-type]  # its errors are the standard ones
    pool = QueuePool(lambda: SharedConnection(connection, database), dialect=dialect)  # type: ignore[arg-type]
    return Engine(pool, dialect, make_url("duckdb://"))
