"""DuckDB as SQLAlchemy sees it: just what Great Expectations asks of a database.

Belongs here: the DB-API face of a duckdb connection and the dialect over it, reading only.
Does not: what is asked (suites), or the answer (judgement).

Why not one of the published dialects: with DuckDB 2 they hand Great Expectations empty results without an error.
A commit or the next statement on a connection drops its open result there, and Great Expectations reads rows after
it gave the connection back. So a cursor here reads its whole result at once (counts, and at most a handful of
examples), and commit and rollback do nothing: nobody writes through this dialect.
"""

import re
from collections.abc import Sequence
from typing import Any

import duckdb
from sqlalchemy import Connection, types
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGIdentifierPreparer, PGTypeCompiler
from sqlalchemy.engine import URL
from sqlalchemy.engine.default import DefaultDialect

URL_TEXT = "duckdb:///shared"
"""The address to name where the `creator` of the caller gives the connection."""

_IN_SCHEMA = "(database_name, schema_name) in ((current_database(), ?), (?, 'main'))"
"""A schema may be a database attached under that name, as `work` is."""


_DECIMAL = re.compile(r"DECIMAL\((\d{1,2}),(\d{1,2})\)\Z")
_TYPES: dict[str, type[types.TypeEngine[Any]]] = {
    "BOOLEAN": types.BOOLEAN,
    "TINYINT": types.SMALLINT,
    "SMALLINT": types.SMALLINT,
    "INTEGER": types.INTEGER,
    "BIGINT": types.BIGINT,
    "HUGEINT": types.BIGINT,
    "UTINYINT": types.SMALLINT,
    "USMALLINT": types.INTEGER,
    "UINTEGER": types.BIGINT,
    "UBIGINT": types.BIGINT,
    "FLOAT": types.FLOAT,
    "DOUBLE": types.DOUBLE,
    "VARCHAR": types.VARCHAR,
    "BLOB": types.BLOB,
    "DATE": types.DATE,
    "TIME": types.TIME,
    "TIMESTAMP": types.TIMESTAMP,
    "TIMESTAMP WITH TIME ZONE": types.TIMESTAMP,
    "UUID": types.UUID,
    "JSON": types.JSON,
}


def column_type(name: str) -> types.TypeEngine[Any]:
    """Return the SQLAlchemy type for a DuckDB type name; one unknown to us becomes NullType.

    >>> column_type("VARCHAR[]"), column_type("DECIMAL(9,2)"), column_type("UNION(a INTEGER)")
    (ARRAY(VARCHAR()), NUMERIC(precision=9, scale=2), NullType())
    """
    if name.endswith("[]"):
        return types.ARRAY(column_type(name.rstrip("[]")))
    decimal = _DECIMAL.match(name)
    if decimal:
        return types.NUMERIC(int(decimal[1]), int(decimal[2]))
    return _TYPES.get(name, types.NullType)()


class Cursor:
    """A DB-API cursor that holds its whole result (see the module for why)."""

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
        """Return up to `size` rows more."""
        return [self._rows.pop() for _ in range(min(size, len(self._rows)))]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows that are left."""
        rows, self._rows = self._rows[::-1], []
        return rows

    def close(self) -> None:
        """Forget the result."""
        self._rows = []


class SharedConnection:
    """A DB-API connection over a cursor of the caller's duckdb connection, in the same process.

    database: the one to look at of those attached; none: the caller's
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, database: str | None = None) -> None:
        opened = database or connection.execute("select current_database()").fetchall()[0][0]
        self._connection = connection.cursor()
        self._connection.execute(f'use "{opened}"')  # a cursor begins where the connection began

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


class DuckDBModule:
    """What SQLAlchemy takes for the DB-API module of the driver."""

    apilevel = "2.0"
    paramstyle = "qmark"
    threadsafety = 1
    Error = duckdb.Error
    Warning = Warning
    DatabaseError = duckdb.DatabaseError
    DataError = duckdb.DataError
    IntegrityError = duckdb.IntegrityError
    InterfaceError = duckdb.Error
    InternalError = duckdb.InternalError
    NotSupportedError = duckdb.NotSupportedError
    OperationalError = duckdb.OperationalError
    ProgrammingError = duckdb.ProgrammingError

    @staticmethod
    def connect(*_: object, **__: object) -> SharedConnection:
        """Refuse: a connection is always the caller's, through `creator`."""
        raise duckdb.NotSupportedError("the duckdb dialect needs a creator that shares a connection")


class DuckDBDialect(DefaultDialect):
    """Reads tables, columns and rows; PostgreSQL's compiler, whose SQL DuckDB understands."""

    name = "duckdb"
    driver = "duckdb"
    default_schema_name = "main"
    supports_statement_cache = True
    supports_native_boolean = True
    statement_compiler = PGCompiler
    type_compiler_cls = PGTypeCompiler
    preparer = PGIdentifierPreparer
    _backslash_escapes = False  # PGCompiler asks; DuckDB takes a backslash as it stands

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return what stands for the driver module."""
        return DuckDBModule

    def create_connect_args(self, url: URL) -> tuple[list[str], dict[str, Any]]:
        """Return no arguments: the creator knows."""
        return [], {}

    def initialize(self, connection: Connection) -> None:
        """Ask the server nothing: all that matters stands above."""

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Say that an in-process database is there."""
        return True

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
        """Return name, type and nullability of the columns, in order; nothing for a table that isn't there."""
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


registry.register("duckdb", __name__, "DuckDBDialect")
registry.register("duckdb.duckdb", __name__, "DuckDBDialect")
