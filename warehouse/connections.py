"""Connections to DuckDB files: no extensions loaded, no files outside reachable, limits set.

Belongs here: opening for work and for reading, even if a client holds a write lock. Does not: publishing (versions).
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import manifests
from warehouse.manifests import Manifest
from warehouse.refusals import Refusal


class Unreadable(Refusal):
    """The file is no DuckDB file, or damaged, or of a newer DuckDB."""


STORAGE_VERSION = "v1.2.0"
"""The oldest version with compression for long texts; DuckDB 1.2 and newer open such files."""

OPENED = "opened"
"""Name of the database within its connection."""

COMPRESSED_CHARACTERS = 24
"""Mean length from which zstd may compress strings, which ids don't reach. DuckDB's own choice, 4,096, leaves news
uncompressed: a few longer texts rule out its other methods. Reading them back takes no longer: less is read."""

GROUP_ROWS = 2048
"""Rows of a row group, the smallest DuckDB allows. It holds a group in memory until it is full, and rewrites a partial
one at each checkpoint: 122,880 texts of 100 kB are 12 GB. Small groups need a sixth more space for numbers."""

CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""No extension is ever fetched or loaded."""


def open_for_work(path: Path, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """A writing connection with bounded memory, in UTC; a new file gets STORAGE_VERSION."""
    settings = {**CLOSED, "memory_limit": memory_limit, "threads": str(threads), "temp_directory": str(spill)}
    settings["fsync_mode"] = "NONE"  # a system crash discards the build; publishing syncs the file
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
    connection.execute(f"set zstd_min_string_length = {COMPRESSED_CHARACTERS}")
    connection.execute("set write_buffer_row_group_count = 1")  # otherwise five row groups wait in memory
    connection.execute("set allocator_background_threads = true")  # otherwise freed memory stays with the process
    return connection


def open_for_audit(path: Path, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection with bounded memory that reads the file and can't write it."""
    settings = {**CLOSED, "memory_limit": memory_limit, "threads": str(threads), "temp_directory": str(spill)}
    connection = duckdb.connect(config=settings)
    try:
        connection.execute(f"attach '{_quoted(path)}' as {OPENED} (read_only)")
    except duckdb.Error:
        connection.close()
        raise
    connection.execute(f"use {OPENED}")
    connection.execute("set timezone = 'UTC'")
    return connection


@contextmanager
def open_to_read(
    path: Path, memory_limit: str | None = None, threads: int | None = None, **more: str
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection from which nothing outside the file can be reached.

    memory_limit: for what DuckDB holds of the file and of a query, the rest of which goes to disk (default: most of the
    machine's memory); threads: default: those of the machine; more: settings of DuckDB besides
    Where a client holds the file in DuckDB's writing mode, a private copy is read instead.
    """
    with _readable(path) as file, tempfile.TemporaryDirectory(prefix="newsfold-") as spill:
        limits = {"memory_limit": memory_limit, "threads": threads and str(threads)}
        bounds = {"temp_directory": spill} | {name: value for name, value in limits.items() if value}
        connection = duckdb.connect(str(file), read_only=True, config={**CLOSED, **bounds, **more})
        try:
            connection.execute("set timezone = 'UTC'")
            forbid_files(connection, path)
            connection.execute("set lock_configuration = true")
            yield connection
        finally:
            connection.close()


def forbid_files(connection: duckdb.DuckDBPyConnection, version: Path) -> None:
    """Let a connection reach no file outside, but the Parquet files that a version names as its rows."""
    if manifest := show_files(connection, version):
        connection.execute(f"set allowed_directories = ['{_quoted(manifest.folder.address)}']")
    connection.execute("set enable_external_access = false")


def show_files(connection: duckdb.DuckDBPyConnection, version: Path) -> Manifest | None:
    """Let a connection reach the Parquet files that a version names, if it names any. Raises Unreadable."""
    manifest = manifests.read(version.resolve())
    if manifest:
        if obstacle := manifest.folder.find_obstacle():
            raise Unreadable(f"the tables of {version} can't be read: {obstacle}")
        manifest.folder.show_to(connection)
    return manifest


def attach_to_read(connection: duckdb.DuckDBPyConnection, path: Path, name: str, private_copy: Path) -> None:
    """Attach a file read-only; where a client holds it in writing mode, a private copy of it."""
    show_files(connection, path)
    try:
        connection.execute(f"attach '{_quoted(path)}' as {name} (read_only)")
    except duckdb.IOException:
        shutil.copyfile(path, private_copy)
        connection.execute(f"attach '{_quoted(private_copy)}' as {name} (read_only)")


@contextmanager
def _readable(path: Path) -> Iterator[Path]:
    try:
        duckdb.connect(str(path), read_only=True, config=CLOSED).close()
    except duckdb.Error as error:
        if "lock" not in str(error).lower():
            said = " ".join(str(error).split())
            raise Unreadable(
                f"{path} can't be read: {said[:300]}; `newsfold rollback` shows the version before"
            ) from None
    else:
        yield path
        return
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".read-") as folder:
        yield Path(shutil.copyfile(path, Path(folder) / path.name))


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
