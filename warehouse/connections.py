"""Connections to DuckDB files, as the product opens them: with nothing loaded from elsewhere, within its limits.

Belongs here: opening for work, for reading, read-only in spite of a client that holds a lock. Does not: publishing.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.refusals import Refusal


class Unreadable(Refusal):
    """The file is no DuckDB file, or damaged, or of a newer DuckDB."""


STORAGE_VERSION = "v1.2.0"
"""The lowest that has compression for long texts; files open with DuckDB 1.2 and newer."""

OPENED = "opened"
"""The file's name within its connection."""

GROUP_ROWS = 2048
"""Rows of a row group, the least there is. DuckDB holds a group in memory until it is full, and writes one that is not
full anew at each checkpoint: 122,880 texts of 100 kB are 12 GB. Small groups cost a sixth more space for numbers."""

CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""No extension is ever fetched or loaded."""


def open_for_work(path: Path, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """A writing connection, made with our storage version if the file is new, bounded in memory, in UTC."""
    settings = {**CLOSED, "memory_limit": memory_limit, "threads": str(threads), "temp_directory": str(spill)}
    settings["fsync_mode"] = "NONE"  # a crash of the system throws a build away; what is shown is synced then
    connection = duckdb.connect(config=settings)
    made = "" if path.exists() else f", storage_version '{STORAGE_VERSION}'"
    try:
        connection.execute(f"attach '{_quoted(path)}' as {OPENED} (row_group_size {GROUP_ROWS}{made})")
    except duckdb.Error:
        connection.close()
        raise
    connection.execute(f"use {OPENED}")
    connection.execute("set timezone = 'UTC'")
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set write_buffer_row_group_count = 1")  # else five groups of rows, however long, wait in memory
    connection.execute("set allocator_background_threads = true")  # else what was freed stays with the process
    return connection


@contextmanager
def open_to_read(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection from which nothing outside the file can be reached.

    Where a client holds the file in DuckDB's writing mode, a private copy is read instead.
    """
    with _readable(path) as file:
        connection = duckdb.connect(str(file), read_only=True, config=CLOSED)
        try:
            connection.execute("set timezone = 'UTC'")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            yield connection
        finally:
            connection.close()


def attach_to_read(connection: duckdb.DuckDBPyConnection, path: Path, name: str, private_copy: Path) -> None:
    """Attach a file read-only; where a client holds it in writing mode, a private copy of it."""
    try:
        connection.execute(f"attach '{_quoted(path)}' as {name} (read_only)")
    except duckdb.IOException:
        shutil.copyfile(path, private_copy)
        connection.execute(f"attach '{_quoted(private_copy)}' as {name} (read_only)")


@contextmanager
def _readable(path: Path) -> Iterator[Path]:
    try:
        duckdb.connect(str(path), read_only=True, config=CLOSED).close()
        yield path
        return
    except duckdb.Error as error:
        if "lock" not in str(error).lower():
            said = " ".join(str(error).split())
            raise Unreadable(f"{path} can't be read: {said[:300]}; the versions beside it are the way back") from None
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".read-") as folder:
        yield Path(shutil.copyfile(path, Path(folder) / path.name))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
