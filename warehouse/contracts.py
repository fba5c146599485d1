"""Contracts made real: the tables, views and macros of the catalog created in a file.

Belongs here: creating what is missing, renewing views. Does not: upgrading what is there (migrations).
"""

from pathlib import Path

import duckdb

from warehouse import catalog

MACROS_FOLDER = Path(__file__).parent / "macros"
ATTACHED = ("work", catalog.PREVIOUS)
"""Names that are databases of their own on DuckDB, schemas elsewhere."""


def create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Create missing tables with their comments, and all views and macros anew."""
    tables = catalog.tables()
    for schema in sorted({t.schema for t in tables.values()} - {"main", *ATTACHED}):
        connection.execute(f"create schema if not exists {schema}")
    there = _existing(connection)
    for name, table in tables.items():
        if not table.is_view and name not in there:
            connection.execute(table.ddl)
    views = {name for name, table in tables.items() if table.is_view}
    for name in (n for n in catalog.in_order(views) if n in views):
        connection.execute(f"create or replace view {name} as {catalog.models()[name].sql}")
        connection.execute(tables[name].ddl)
    for path in sorted(MACROS_FOLDER.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))


def drop_run_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the views that read scratch or the previous version: nobody could read them once published."""
    for name, table in catalog.tables().items():
        if table.is_view and catalog.models()[name].is_of_run:
            connection.execute(f"drop view if exists {name}")


def _existing(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Full names of the tables of the build itself and of `work`."""
    sql = """
        select case when database_name = 'work' then 'work' else schema_name end || '.' || table_name
        from duckdb_tables() where database_name in (current_database(), 'work') and not temporary
    """
    return {row[0] for row in connection.execute(sql).fetchall()}
