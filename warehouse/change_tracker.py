"""What an audit asks of a build: the databases that hold only changed rows, or one part of all rows.

Belongs here: when keys are tracked, and when narrowing pays. Does not: the databases themselves (changes), queries on
them (expectations).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import duckdb

from warehouse import changes, duckdb_memory


class ChangeTracker:
    """The changes of one build. It tracks nothing until it is started."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, database: str) -> None:
        self._connection, self._database = connection, database
        self._is_on = False
        self._is_prepared = False
        self._made: changes.Made = set()

    def start(self) -> None:
        """From now on track the keys of all rows that are written or deleted."""
        self._prepare()
        self._is_on = True

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table whose values are tracked now."""
        return changes.key_columns(table) if self._is_on else ()

    def track(self, table: str, rows: str, columns: Collection[str]) -> None:
        """Track the keys in the relation `rows`, which has these columns of rows of a table."""
        if self._is_on:
            changes.track(self._connection, table, rows, columns)

    def changed(self, keys: Iterable[str], tables: Collection[str]) -> Mapping[str, str]:
        """Incremental key → the database whose tables hold only rows that share a changed value of that key.

        tables: where a change counts. Empty where nothing is tracked, or where too much changed to narrow anything.
        """
        if self._is_on and changes.are_many(self._connection):
            changes.forget(self._connection)
            self._is_on = False
        if not self._is_on:
            return {}
        for key in keys:
            changes.refresh(self._connection, self._database, key, tables, self._made)
        return {key: changes.database(key) for key in keys}

    def parts(self, keys: Collection[str], tables: Collection[str], count: int) -> Iterator[Mapping[str, str]]:
        """The same for parts of all rows, one after the other, in as little memory as DuckDB can do with: rows that
        share a value of a key are in one part.
        """
        self._prepare()
        with duckdb_memory.frugal(self._connection, self._database):
            for part in range(count):
                for key in keys:
                    changes.refresh_part(self._connection, self._database, key, tables, self._made, part, count)
                yield {key: changes.database(key) for key in keys}

    def _prepare(self) -> None:
        if not self._is_prepared:
            changes.prepare(self._connection)
            self._is_prepared = True
