"""The database of a version whose rows are in Parquet files: a view for each table, with the comments of its contract.

Belongs here: these views, reading such a version into a database and the other way. Does not: which files there are
(manifests), the views and macros of the catalog (contracts).

Readers open it as any other version. Who forbids DuckDB all access to files must allow it the folder of the manifest.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from warehouse import catalog, connections, contracts, manifests, migrations
from warehouse.data_folder import DataFolder
from warehouse.manifests import DataFile, Manifest
from warehouse.migrations import OtherSchema


def create(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Create the views of all tables, then the views and macros of the catalog."""
    connection.execute("begin transaction")
    contracts.create_schemas(connection)
    show(connection, manifest, (name for name, table in catalog.lasting_tables().items() if not table.is_view))
    contracts.renew_views(connection, row_key="article_id")
    connection.execute("commit")


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment on the views of tables as their contract does: a view that is replaced loses its comments."""
    connection.execute("begin transaction")
    for table in catalog.lasting_tables().values():
        if not table.is_view:
            connection.execute(_comments(table.ddl))
    connection.execute("commit")


def show(connection: duckdb.DuckDBPyConnection, manifest: Manifest, tables: Iterable[str]) -> None:
    """Let the views of these tables have the rows of their files."""
    for name in tables:
        connection.execute(f"create or replace view {name} as {select_of(name, manifest.paths(name))}")


def show_database(connection: duckdb.DuckDBPyConnection, database: str, manifest: Manifest) -> None:
    """Attach `work` or `previous` in memory, with a view for each of its tables."""
    connection.execute(f"attach ':memory:' as {database}")
    schema = catalog.SCRATCH if database == catalog.SCRATCH else "main"
    for name, table in catalog.tables().items():
        if table.schema == schema and not table.is_view:
            view = f"{database}.main.{name.split('.')[1]}"
            connection.execute(f"create view {view} as {select_of(name, manifest.paths(name))}")


def select_of(table: str, paths: list[str]) -> str:
    """The rows of a table from its files, in the types of its contract."""
    columns = catalog.tables()[table].columns
    if not paths:
        return f"select {', '.join(f'cast(null as {c.type}) as {c.name}' for c in columns)} where false"
    listed = ", ".join(_quoted(path) for path in paths)
    return (
        f"select {', '.join(f'cast({c.name} as {c.type}) as {c.name}' for c in columns)} from read_parquet([{listed}])"
    )


def export(source: Path, folder: DataFolder, **limits: Any) -> Manifest:
    """Write the rows of a version that holds them itself into Parquet files; limits: as for connections.open_for_audit.

    Raises OtherSchema.
    """
    refuse_other_schema(source)
    manifest = Manifest(folder)
    connection = connections.open_for_audit(source, **limits)
    try:
        folder.show_to(connection)
        for name, table in catalog.lasting_tables().items():
            if not table.is_view:
                manifest.replace(name, _export_table(connection, name, folder))
    finally:
        connection.close()
    return manifest


def refuse_other_schema(version: Path) -> None:
    """Raise OtherSchema for a version with the tables of another release."""
    with connections.open_to_read(version) as connection:
        found = migrations.stored_version(connection)
    if found != migrations.SCHEMA_VERSION:
        raise OtherSchema(
            f"{version} has schema version {found}, and only version {migrations.SCHEMA_VERSION} moves between the"
            " engines duckdb and spark: run the release that wrote it with the other engine first, or name a new"
            " warehouse"
        )


def _export_table(connection: duckdb.DuckDBPyConnection, table: str, folder: DataFolder) -> tuple[DataFile, ...]:
    place = manifests.new_place(folder, table)
    folder.prepare(place)
    file = folder.path(f"{place}/part-0.parquet")
    options = f"format parquet, compression {manifests.COMPRESSION}, row_group_size {connections.GROUP_ROWS}"
    columns = catalog.tables()[table].columns
    stored = ", ".join(f"cast({c.name} as varchar) as {c.name}" if c.type == "json" else c.name for c in columns)
    connection.execute(f"copy (select {stored} from {table}) to {_quoted(file)} ({options})")
    return manifests.stored(folder, place)


def _comments(ddl: str) -> str:
    """The statements of a DDL file that comment on the table and its columns, for a view of its name."""
    _, _, comments = ddl.partition("\ncomment on ")
    return f"comment on {comments}".replace("comment on table", "comment on view", 1)


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"
