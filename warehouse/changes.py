"""What a run touched: by the keys that rows hang together by, and the warehouse narrowed to the rows of those.

Belongs here: noting the keys of rows that are written or deleted, views of the rows that share one with them. Does not:
what is asked of them (the suites that say `by`), writing itself (duckdb_engine).

For each key there is a database `touched_<key>` that has every table under its own name: narrowed to the rows of
touched values where the table has that key, whole where it doesn't. So the query about all is the query about what a
run touched. A table whose rows join two values (`left_…`, `right_…`) reaches the one where the other is touched; it is
copied there, for to look for either takes long; each time anew, for what is deleted in memory is not freed.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

import duckdb

from warehouse import catalog

KEYS = ("article_id", "record_key", "text_no", "cluster_id", "story_id", "file_sha256")
"""Those by which suites ask."""

NOTED = "main.noted"
"""Where a database of a key keeps the values in rows that were written or deleted, and the table they stood in."""

TOUCHED = "main.touched"
"""The values that count, once each: those noted, and those that FOLLOWED adds."""

REACHED = "main.reached"
"""And those that a row joins with one of these."""

MANY = 20_000
"""Touched articles beyond which all are asked about: narrowed, the audit of 100,000 that came to a million once ended
in want of memory; asked of all, it holds."""

FOLLOWED: Mapping[str, tuple[str, str, str]] = {
    "article_id": ("article_id", "dedup.article_texts", "text_no"),
    "text_no": ("text_no", "dedup.article_texts", "article_id"),
    "story_id": ("story_id", "dedup.story_members", "cluster_id"),
}
"""Key → where its values are touched too: (column, table, key that is touched in the same row)."""


FOUND: Mapping[tuple[str, str], tuple[str, str]] = {
    ("text_no", "main.articles"): ("article_id", "dedup.article_texts"),
    ("text_no", "staging.current_articles"): ("article_id", "dedup.article_texts"),
}
"""(key, table without it) → the column by which its rows are found in a table that has it."""


def database(key: str) -> str:
    """The database that is narrowed to touched values of a key."""
    return f"touched_{key}"


@cache
def keyed_columns(table: str) -> Mapping[str, tuple[str, ...]]:
    """Key → the columns of a table that hold it: one, or two that its rows are told apart by; none of scratch.

    >>> keyed_columns("dedup.family_pairs")
    {'text_no': ('left_text_no', 'right_text_no')}
    """
    stated = catalog.tables()[table]
    if stated.schema == "work":
        return {}
    found = {key: (key,) for key in KEYS if key in stated.column_names}
    sides = {key: (f"left_{key}", f"right_{key}") for key in KEYS}
    return found | {key: pair for key, pair in sides.items() if set(pair) <= set(stated.key)}


@cache
def key_columns(table: str) -> tuple[str, ...]:
    """All columns of a table that hold a key."""
    return tuple(column for columns in keyed_columns(table).values() for column in columns)


def note(connection: duckdb.DuckDBPyConnection, table: str, rows: str, columns: Collection[str]) -> None:
    """Note the keys in `rows`, which has these columns of rows of a table."""
    for key, column in ((key, c) for key, held in keyed_columns(table).items() for c in held if c in columns):
        connection.execute(f"insert into {database(key)}.{NOTED} select distinct {column}, '{table}' from {rows}")


def attach(connection: duckdb.DuckDBPyConnection) -> None:
    """Attach a database for each key: empty, for nothing can be attached later."""
    for key in KEYS:
        connection.execute(f"attach ':memory:' as {database(key)}")


def prepare(connection: duckdb.DuckDBPyConnection, opened: str) -> None:
    """Fill these databases with the views of a build, whose own name is `opened`; nothing is noted yet."""
    for key in KEYS:
        connection.execute(f"use {database(key)}")
        connection.execute(f"create table {NOTED} (value {_type_of(key)}, source varchar)")
        for table in (TOUCHED, REACHED):
            connection.execute(f"create table {table} (value {_type_of(key)})")
        _show_all(connection, key, opened)
    connection.execute(f"use {opened}")


def are_many(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether so many articles were touched that all rows are better asked about."""
    rows = connection.execute(f"select count(distinct value) from {database('article_id')}.{NOTED}").fetchall()
    return bool(rows[0][0] > MANY)


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Free what notes take: nothing more is asked of them."""
    for key in KEYS:
        connection.execute(f"create or replace table {database(key)}.{NOTED} (value {_type_of(key)}, source varchar)")


def settle(connection: duckdb.DuckDBPyConnection, opened: str, key: str, tables: Collection[str]) -> None:
    """Let what a key's database has of these tables show what this run touched in any of them up to now."""
    read = _read_by(tables)
    place, values = database(key), " union ".join(_touched(key, opened, read))
    connection.execute(f"create or replace table {place}.{TOUCHED} as {values}")
    ends = [f"select value from {place}.{TOUCHED}"]
    for table in read:
        columns = keyed_columns(table).get(key, ())
        if len(columns) == 2:
            connection.execute(f"create or replace table {place}.{table} as {_narrowed(table, key, opened)}")
            ends += [f"select {column} from {place}.{table}" for column in columns]
    connection.execute(f"create or replace table {place}.{REACHED} as {' union '.join(ends)}")


def _type_of(key: str) -> str:
    columns = (c for name in _kept() for c in catalog.tables()[name].columns)
    return next(c.type for c in columns if c.name == key and c.type)


def _kept() -> list[str]:
    """Tables and views of the build that last longer than a run."""
    return [name for name, table in catalog.tables().items() if table.schema != "work"]


def _read_by(tables: Collection[str]) -> list[str]:
    """These tables, with what stands behind those that are views; views left out."""
    waiting, found = set(tables), set[str]()
    while waiting:
        table = waiting.pop()
        if catalog.tables()[table].is_view:
            waiting |= set(catalog.models()[table].reads) - found
        found.add(table)
    return sorted(table for table in found if not catalog.tables()[table].is_view)


def _show_all(connection: duckdb.DuckDBPyConnection, key: str, opened: str) -> None:
    """Every table in the current database, the one of this key."""
    kept = _kept()
    for schema in sorted({catalog.tables()[name].schema for name in kept} - {"main"}):
        connection.execute(f"create schema {schema}")
    for name in (name for name in catalog.in_order(kept) if name in kept):
        kind = "table" if len(keyed_columns(name).get(key, ())) == 2 else "view"
        connection.execute(f"create {kind} {name} as {_narrowed(name, key, opened)}")


def _touched(key: str, opened: str, tables: Collection[str]) -> Iterator[str]:
    """Selects of values noted in these tables, and of those that hang on values of another key noted there."""
    sources = ", ".join(f"'{table}'" for table in tables)
    yield f"select value from {database(key)}.{NOTED} where source in ({sources})"
    if key in FOLLOWED:
        column, table, other = FOLLOWED[key]
        noted = f"select value from {database(other)}.{NOTED} where source in ({sources})"
        yield f"select {column} from {opened}.{table} where {other} in ({noted})"


def _narrowed(name: str, key: str, opened: str) -> str:
    """The select of a table's rows of touched values; of a view as it stands, over what is narrowed."""
    if catalog.tables()[name].is_view:
        return catalog.models()[name].sql
    columns = keyed_columns(name).get(key, ())
    values = f"select value from {database(key)}.{REACHED if len(columns) == 1 else TOUCHED}"
    if (key, name) in FOUND:
        column, table = FOUND[key, name]
        columns, values = (column,), f"select {column} from {database(key)}.{table}"
    wanted = " or ".join(f"{column} in ({values})" for column in columns)
    return f"select * from {opened}.{name}" + (f" where {wanted}" if wanted else "")
