"""What a run touched: by the keys that rows hang together by, and the warehouse narrowed to the rows of those.

Belongs here: noting the keys of rows that are written or deleted, views of the rows that share one with them. Does not:
what is asked of them (the suites that say `by`), writing itself (duckdb_engine).

For each key there is a database `touched_<key>` that has every table under its own name: narrowed to the rows of
touched values where the table has that key, whole where it doesn't. So the query about all is the query about what a
run touched. A table whose rows join two values (`left_…`, `right_…`) reaches the one where the other is touched.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

import duckdb

from warehouse import catalog

KEYS = ("article_id", "record_key", "text_no", "cluster_id", "story_id", "publisher_id", "hash", "file_sha256")

NOTED = "main.noted"
"""Where a database of a key keeps the values in rows that were written or deleted, as often as they were."""

TOUCHED = "main.touched"
"""The values that count, once each: those noted, and those that FOLLOWED adds."""

REACHED = "main.reached"
"""And those that a row joins with one of these."""

FOLLOWED: Mapping[str, tuple[str, str, str]] = {
    "article_id": ("article_id", "dedup.article_texts", "text_no"),
    "text_no": ("text_no", "dedup.article_texts", "article_id"),
    "story_id": ("story_id", "dedup.story_members", "cluster_id"),
}
"""Key → where its values are touched too: (column, table, key that is touched in the same row)."""


def database(key: str) -> str:
    """The database that is narrowed to touched values of a key."""
    return f"touched_{key}"


@cache
def keyed_columns(table: str) -> Mapping[str, tuple[str, ...]]:
    """Key → the columns of a table that hold it: one, or two where a row joins two values; none of scratch.

    >>> keyed_columns("dedup.family_pairs")
    {'text_no': ('left_text_no', 'right_text_no')}
    """
    names = catalog.tables()[table].column_names if not table.startswith("work.") else ()
    found = {key: tuple(c for c in (key, f"left_{key}", f"right_{key}") if c in names) for key in KEYS}
    return {key: columns for key, columns in found.items() if columns}


@cache
def key_columns(table: str) -> tuple[str, ...]:
    """All columns of a table that hold a key."""
    return tuple(column for columns in keyed_columns(table).values() for column in columns)


def note(connection: duckdb.DuckDBPyConnection, table: str, rows: str, columns: Collection[str]) -> set[str]:
    """Note the keys in `rows`, which has these columns of rows of a table; returns the keys that are to be settled."""
    noted = [(key, c) for key, held in keyed_columns(table).items() for c in held if c in columns]
    for key, column in noted:
        connection.execute(f"insert into {database(key)}.{NOTED} select {column} from {rows}")
    keys = {key for key, _ in noted}
    return keys | {key for key, (_, _, other) in FOLLOWED.items() if other in keys}


def attach(connection: duckdb.DuckDBPyConnection) -> None:
    """Attach a database for each key: empty, for nothing can be attached later."""
    for key in KEYS:
        connection.execute(f"attach ':memory:' as {database(key)}")


def prepare(connection: duckdb.DuckDBPyConnection, opened: str) -> None:
    """Fill these databases with the views of a build, whose own name is `opened`; nothing is noted yet."""
    for key in KEYS:
        connection.execute(f"use {database(key)}")
        for table in (NOTED, TOUCHED, REACHED):
            connection.execute(f"create table {table} (value {_type_of(key)})")
        _create_views(connection, key, opened)
    connection.execute(f"use {opened}")


def settle(connection: duckdb.DuckDBPyConnection, opened: str, key: str) -> None:
    """Let the views of a key show what is noted up to now."""
    for table, values in ((TOUCHED, _touched(key, opened)), (REACHED, _reached(key, opened))):
        connection.execute(f"create or replace table {database(key)}.{table} as {' union '.join(values)}")


def _type_of(key: str) -> str:
    tables = (catalog.tables()[name] for name in _kept())
    return next(c.type for table in tables for c in table.columns if c.name == key and c.type)


def _kept() -> list[str]:
    """Tables and views of the build that last longer than a run."""
    return [name for name, table in catalog.tables().items() if table.schema != "work"]


def _create_views(connection: duckdb.DuckDBPyConnection, key: str, opened: str) -> None:
    kept = _kept()
    for schema in sorted({catalog.tables()[name].schema for name in kept} - {"main"}):
        connection.execute(f"create schema {schema}")
    for name in (name for name in catalog.in_order(kept) if name in kept):
        connection.execute(f"create view {name} as {_narrowed(name, key, opened)}")


def _touched(key: str, opened: str) -> Iterator[str]:
    """Selects of values noted, and of those that hang on noted values of another key."""
    yield f"select value from {database(key)}.{NOTED}"
    if key in FOLLOWED:
        column, table, other = FOLLOWED[key]
        noted = f"select value from {database(other)}.{NOTED}"
        yield f"select {column} from {opened}.{table} where {other} in ({noted})"


def _reached(key: str, opened: str) -> Iterator[str]:
    """Selects of touched values and of those that a row joins with one."""
    touched = f"select value from {database(key)}.{TOUCHED}"
    yield touched
    for name, table in catalog.tables().items():
        columns = keyed_columns(name).get(key, ())
        if len(columns) == 2 and not table.is_view:
            for one, other in (columns, columns[::-1]):
                yield f"select {other} from {opened}.{name} where {one} in ({touched})"


def _narrowed(name: str, key: str, opened: str) -> str:
    """The select of a table's rows of touched values; of a view as it stands, over what is narrowed."""
    if catalog.tables()[name].is_view:
        return catalog.models()[name].sql
    columns = keyed_columns(name).get(key, ())
    values = f"{database(key)}.{REACHED if len(columns) == 1 else TOUCHED}"
    wanted = " or ".join(f"{column} in (select value from {values})" for column in columns)
    return f"select * from {opened}.{name}" + (f" where {wanted}" if wanted else "")
