"""Making DuckDB hold less memory for a while.

Belongs here: settings that are lowered and set back. Does not: the limit of a build (memory), what needs the room.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from warehouse import catalog, memory

REDUCED_LIMIT = "256MB"
"""Memory that is left to DuckDB while it is not used; what it holds beyond that is read again, or spilled."""


@contextmanager
def frugal(connection: duckdb.DuckDBPyConnection, database: str) -> Iterator[None]:
    """As little memory as DuckDB can do with.

    A checkpoint, before which what was written can't be evicted; and one thread, since each holds its own buffers.
    """
    threads = _setting(connection, "threads")
    for name in (database, catalog.SCRATCH):
        with suppress(duckdb.TransactionException):  # a cursor is still open
            connection.execute(f'checkpoint "{name}"')
    memory.release_unused()
    connection.execute("set threads = 1")
    try:
        yield
    finally:
        connection.execute(f"set threads = {threads}")


@contextmanager
def reduced(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A low limit, for a block that does not use the connection."""
    limit = _setting(connection, "memory_limit")
    with suppress(duckdb.OutOfMemoryException):  # what is in use stays
        connection.execute(f"set memory_limit = '{REDUCED_LIMIT}'")
    memory.release_unused()
    try:
        yield
    finally:
        connection.execute(f"set memory_limit = '{limit}'")


def _setting(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    return str(connection.execute(f"select current_setting('{name}')").fetchall()[0][0])
