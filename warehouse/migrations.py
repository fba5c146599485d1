"""Schema versions: refusing newer files, upgrading older ones.

Belongs here: the version numbers and the migrations, one SQL script a step in `migrations/`.
Does not: rules for ids (a change of those writes id_aliases in its migration script).
"""

from pathlib import Path

import duckdb

from warehouse.refusals import Refusal

SCHEMA_VERSION = 11
MIGRATIONS_FOLDER = Path(__file__).parent / "migrations"


class NewerWarehouse(Refusal):
    """The file was written by a newer newsfold."""


class OtherSchema(Refusal):
    """A version whose rows are in Parquet files has the tables of another release."""


def stored_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The schema version stamped in the file; None in an empty one."""
    stamped = "select 1 from information_schema.tables where table_name = 'warehouse_version'"
    if not connection.execute(stamped).fetchone():
        return None
    row = connection.execute("select schema_version from main.warehouse_version").fetchone()
    return int(row[0]) if row else None


def refuse_newer(version: int | None, supported: int = SCHEMA_VERSION) -> None:
    """Raise NewerWarehouse for a file that this version of newsfold can't read."""
    if version is not None and version > supported:
        raise NewerWarehouse(f"the warehouse has schema version {version}, this newsfold knows {supported}: upgrade it")


def migrate(
    connection: duckdb.DuckDBPyConnection, folder: Path = MIGRATIONS_FOLDER, supported: int = SCHEMA_VERSION
) -> list[int]:
    """Run `to_<n>.sql` for each version above the stored one, in order; returns the versions reached.

    Raises NewerWarehouse, or FileNotFoundError if a script is missing.
    """
    version = stored_version(connection)
    refuse_newer(version, supported)
    reached = []
    for step in range((version or supported) + 1, supported + 1):
        connection.execute((folder / f"to_{step}.sql").read_text(encoding="utf-8"))
        connection.execute("update main.warehouse_version set schema_version = ?", [step])
        reached.append(step)
    return reached
