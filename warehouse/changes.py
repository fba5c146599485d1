"""Tracks which keys a run changed, so that audits can be limited to them.

Belongs here: tracking the keys of rows that are written or deleted, views of the rows that share one. Does not: queries
on these views (expectations), writing the rows (duckdb_engine).

Each incremental key has a database `touched_<key>` with every table under its own name, made when it is first asked
for: limited to the rows of changed values if it has that key, otherwise complete. So one query serves for all rows and
for changed rows. A table whose rows join two values (`left_…`, `right_…`) is limited to rows with a changed value on
either side; it is copied, since searching both sides is slow, and replaced on each refresh, since DuckDB does not free
deleted rows in memory.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

import duckdb

from warehouse import catalog

KEYS = ("article_id", "record_key", "text_no", "cluster_id", "story_id", "file_sha256")
"""The incremental keys that expectations name."""

TRACKED = "main.tracked"
"""In the database of a key: its values in rows that were written or deleted, and the table of the row."""

CHANGED = "main.changed"
"""Distinct changed values: those tracked, and those added by IMPLIED."""

REACHED = "main.reached"
"""CHANGED, and the values that share a row with one of them."""

MAX_ARTICLES = 20_000
"""With more changed articles, audits check all rows."""

IMPLIED: Mapping[str, Mapping[str, str]] = {
    "article_id": {"text_no": "dedup.article_texts", "record_key": "staging.article_versions"},
    "text_no": {"article_id": "dedup.article_texts"},
    "story_id": {"cluster_id": "dedup.story_members"},
}
"""Key → other keys whose changed values change it too, each with the table that has both."""

FOUND_BY: Mapping[tuple[str, str], tuple[str, str]] = {
    ("text_no", "main.articles"): ("article_id", "dedup.article_texts"),
    ("text_no", "staging.current_articles"): ("article_id", "dedup.article_texts"),
}
"""(key, table without it) → the column that finds its rows in a table that has the key."""

Made = set[tuple[str, str]]
"""(key, table): the views that the databases have so far. Making all of them takes as long as a small audit."""


def database(key: str) -> str:
    """The database that is limited to changed values of a key."""
    return f"touched_{key}"


@cache
def keyed_columns(table: str) -> Mapping[str, tuple[str, ...]]:
    """Incremental key → the columns of a table that hold it: one, or a left and a right one. Scratch has none.

    >>> keyed_columns("dedup.family_pairs")
    {'text_no': ('left_text_no', 'right_text_no')}
    """
    if not catalog.is_lasting(table):
        return {}
    stated = catalog.tables()[table]
    found = {key: (key,) for key in KEYS if key in stated.column_names}
    sides = {key: (f"left_{key}", f"right_{key}") for key in KEYS}
    return found | {key: pair for key, pair in sides.items() if set(pair) <= set(stated.key)}


@cache
def key_columns(table: str) -> tuple[str, ...]:
    """All columns of a table that hold an incremental key."""
    return tuple(column for columns in keyed_columns(table).values() for column in columns)


def track(connection: duckdb.DuckDBPyConnection, table: str, rows: str, columns: Collection[str]) -> None:
    """Track the keys in the relation `rows`, which has these columns of rows of a table."""
    for key, column in ((key, c) for key, held in keyed_columns(table).items() for c in held if c in columns):
        connection.execute(f"insert into {database(key)}.{TRACKED} select distinct {column}, '{table}' from {rows}")


def attach(connection: duckdb.DuckDBPyConnection) -> None:
    """Attach an empty database for each key, while external access is still on."""
    for key in KEYS:
        connection.execute(f"attach ':memory:' as {database(key)}")


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Get these databases ready: nothing is tracked yet, no table is limited."""
    for key in KEYS:
        place = database(key)
        connection.execute(f"create table {place}.{TRACKED} (value {_type_of(key)}, source varchar)")
        for schema in _schemas():
            connection.execute(f"create schema {place}.{schema}")


def are_many(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether more than MAX_ARTICLES articles changed."""
    rows = connection.execute(f"select count(distinct value) from {database('article_id')}.{TRACKED}").fetchall()
    return bool(rows[0][0] > MAX_ARTICLES)


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Free the tracked values, which are no longer needed."""
    for key in KEYS:
        connection.execute(f"create or replace table {database(key)}.{TRACKED} (value {_type_of(key)}, source varchar)")


def refresh(connection: duckdb.DuckDBPyConnection, build: str, key: str, tables: Collection[str], made: Made) -> None:
    """Limit the database of a key to the values that this run has changed so far in any of these tables.

    build: the name of its database; made: to be extended
    """
    values = " union ".join(_changed_values(key, build, _tables_behind(tables)))
    _limit(connection, build, key, tables, values, made)


def refresh_part(
    connection: duckdb.DuckDBPyConnection,
    build: str,
    key: str,
    tables: Collection[str],
    made: Made,
    part: int,
    parts: int,
) -> None:
    """Limit the database of a key to one of several parts of all its values in these tables."""
    read = _tables_behind(tables)
    sources = {*read, *(FOUND_BY[key, name][1] for name in read if (key, name) in FOUND_BY)}
    columns = [(name, column) for name in sorted(sources) for column in keyed_columns(name).get(key, ())]
    values = " union ".join(f"select {column} as value from {build}.{name}" for name, column in columns)
    _limit(connection, build, key, tables, f"select value from ({values}) where hash(value) % {parts} = {part}", made)


def _limit(
    connection: duckdb.DuckDBPyConnection, build: str, key: str, tables: Collection[str], values: str, made: Made
) -> None:
    """Limit the database of a key to the values of a select, for queries of these tables."""
    place, needed = database(key), {name for name in _all_behind(tables) if catalog.is_lasting(name)}
    needed |= {FOUND_BY[key, name][1] for name in needed if (key, name) in FOUND_BY}
    connection.execute(f"create or replace table {place}.{CHANGED} as {values}")
    ends = [f"select value from {place}.{CHANGED}"]
    for table in sorted(name for name in needed if _is_copied(name, key)):
        connection.execute(f"create or replace table {place}.{table} as {_limited(table, key, build)}")
        ends += [f"select {column} from {place}.{table}" for column in keyed_columns(table)[key]]
    connection.execute(f"create or replace table {place}.{REACHED} as {' union '.join(ends)}")
    missing = {name for name in needed if not _is_copied(name, key) and (key, name) not in made}
    if missing:
        _create_views(connection, key, build, missing)
        made.update((key, name) for name in missing)


def _type_of(key: str) -> str:
    columns = (c for name in catalog.lasting_tables() for c in catalog.tables()[name].columns)
    return next(c.type for c in columns if c.name == key and c.type)


def _tables_behind(names: Collection[str]) -> list[str]:
    """These tables, with each view replaced by the tables it reads."""
    return sorted(name for name in _all_behind(names) if not catalog.tables()[name].is_view)


def _all_behind(names: Collection[str]) -> set[str]:
    """These tables and views, and those that the views read."""
    waiting, found = set(names), set[str]()
    while waiting:
        name = waiting.pop()
        if catalog.tables()[name].is_view:
            waiting |= set(catalog.models()[name].reads) - found
        found.add(name)
    return found


def _is_copied(table: str, key: str) -> bool:
    """Whether the rows of a table join two values of a key."""
    return len(keyed_columns(table).get(key, ())) == 2


def _create_views(connection: duckdb.DuckDBPyConnection, key: str, build: str, names: Collection[str]) -> None:
    """Create limited tables in the database of a key, each after those that it reads."""
    connection.execute(f"use {database(key)}")
    for name in (name for name in catalog.in_order(names) if name in names):
        connection.execute(f"create view {name} as {_limited(name, key, build)}")
    connection.execute(f"use {build}")


@cache
def _schemas() -> Iterable[str]:
    """The schemas of lasting tables beside `main`."""
    return sorted({table.schema for table in catalog.lasting_tables().values()} - {"main"})


def _changed_values(key: str, build: str, tables: Collection[str]) -> Iterator[str]:
    """Selects of the values tracked in these tables, and of those that values of another key tracked there imply."""
    sources = ", ".join(f"'{table}'" for table in tables)
    yield f"select value from {database(key)}.{TRACKED} where source in ({sources})"
    for other, table in IMPLIED.get(key, {}).items():
        tracked = f"select value from {database(other)}.{TRACKED} where source in ({sources})"
        yield f"select {key} from {build}.{table} where {other} in ({tracked})"


def _limited(name: str, key: str, build: str) -> str:
    """The select of a table's rows of changed values; of a view its own select, over limited tables."""
    if catalog.tables()[name].is_view:
        return catalog.models()[name].sql
    columns = keyed_columns(name).get(key, ())
    values = f"select value from {database(key)}.{REACHED if len(columns) == 1 else CHANGED}"
    if (key, name) in FOUND_BY:
        column, table = FOUND_BY[key, name]
        columns, values = (column,), f"select {column} from {database(key)}.{table}"
    wanted = " or ".join(f"{column} in ({values})" for column in columns)
    return f"select * from {build}.{name}" + (f" where {wanted}" if wanted else "")
