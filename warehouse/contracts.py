"""Creates the tables, views and macros of the catalog in a file.

Belongs here: creating missing tables, replacing views. Does not: upgrading existing tables (migrations).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse import catalog

MACROS_FOLDER = Path(__file__).parent / "macros"
ATTACHED = ("work", catalog.PREVIOUS)
"""Schemas that are attached databases on DuckDB."""

TEXT = re.compile(r"^( +(?:previous_)?body varchar)(?= not null,?$|,?$)", re.MULTILINE)
"""A column of long texts in a DDL statement."""


def create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Create missing tables with their comments (those of `work` have none), and replace all views and macros.

    A transaction writes to one database only, so there are two; without them each of 800 statements waits for the disk.
    `work` comes first, because views read it.
    """
    existing = _existing_tables(connection)
    missing = [t for name, t in catalog.tables().items() if not t.is_view and name not in existing]
    with _transaction(connection):
        for table in missing:
            if table.schema == "work":
                connection.execute(_uncompressed(table.bare_ddl))
    with _transaction(connection):
        create_schemas(connection)
        for table in missing:
            if table.schema != "work":
                connection.execute(table.ddl)
        renew_views(connection)


def create_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the missing schemas of the file itself."""
    for schema in sorted({table.schema for table in catalog.tables().values()} - {"main", *ATTACHED}):
        connection.execute(f"create schema if not exists {schema}")


def create_empty(connection: duckdb.DuckDBPyConnection, database: str) -> None:
    """Attach `work` or `previous` in memory, with empty tables, which have no comments."""
    row = connection.execute("select current_database()").fetchone()
    connection.execute(f"attach ':memory:' as {database}")
    connection.execute(f"use {database}")
    schema = "work" if database == "work" else "main"
    for table in catalog.tables().values():
        if table.schema == schema and not table.is_view:
            connection.execute(table.bare_ddl)
    connection.execute(f'use "{row[0] if row else ""}"')


def _uncompressed(ddl: str) -> str:
    """Leave texts of scratch uncompressed: they are read several times, row by row, and DuckDB decompresses 2,048 rows
    at a time.
    """
    return TEXT.sub(r"\1 using compression uncompressed", ddl)


def scratch_ddl(table: str, described: Iterable[tuple[Any, ...]]) -> str:
    """`table (columns)` for scratch with texts, from the rows that `describe` returns for its select."""
    columns = ",\n".join(f"    {name} {str(kind).lower()}" for name, kind, *_ in described)
    return _uncompressed(f"{table} (\n{columns}\n)")


def renew_views(connection: duckdb.DuckDBPyConnection, row_key: str = "rowid") -> None:
    """Create or replace all views and macros.

    row_key: by which macros find the rows of main.articles, which has no `rowid` where it is a view
    """
    views = {name for name, table in catalog.tables().items() if table.is_view}
    for name in (n for n in catalog.in_order(views) if n in views):
        connection.execute(f"create or replace view {name} as {catalog.models()[name].sql}")
        connection.execute(catalog.tables()[name].ddl)
    for path in sorted(MACROS_FOLDER.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8").replace(".rowid", f".{row_key}"))


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("begin transaction")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def drop_run_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the views that read scratch or the previous version, which are not in the published file."""
    for name, table in catalog.tables().items():
        if table.is_view and catalog.models()[name].is_of_run:
            connection.execute(f"drop view if exists {name}")


def _existing_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Full names of the tables of the build itself and of `work`."""
    sql = """
        select case when database_name = 'work' then 'work' else schema_name end || '.' || table_name
        from duckdb_tables() where database_name in (current_database(), 'work') and not temporary
    """
    return {row[0] for row in connection.execute(sql).fetchall()}
