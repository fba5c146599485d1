"""The engine on DuckDB: one connection to a private build, with `work` and `previous` attached.

Belongs here: carrying out the engine protocol. Does not: where files are and how they are published (builds).
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from warehouse import bodies, catalog, changes, memory
from warehouse.catalog import Model
from warehouse.engine import Arrow, RunStamp

GIVEN, TOLD = "given_rows", "told_rows"
"""Names under which Arrow data is registered while a statement reads it: a caller's, and what a statement told of rows
it wrote or deleted."""

TEXT_COLUMN = "body"

BATCH_BYTES = 16 << 20
"""A batch of 2,000 ordinary articles has 6 MB; one of 2,000 books would have a gigabyte."""


class DuckDBEngine:
    """See the protocol in warehouse.engine."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: RunStamp) -> None:
        self.connection = connection
        self.run = run
        self._released_at = time.monotonic()
        self._notes_changes = False
        self._database = str(self.rows("select current_database()")[0][0])

    def rows(self, sql: str, params: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()

    def arrow(self, sql: str, params: Sequence[Any] | None = None) -> pa.Table:
        table: pa.Table = self.connection.sql(sql, params=params or []).to_arrow_table()
        return table

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        # a cursor of its own: a commit on the connection would drop its open result
        with self._cursor() as cursor:
            for batch in cursor.sql(sql).to_arrow_reader(rows):
                yield from _portions(batch)

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        number = catalog.tables()[wanted].column_names[0]
        with self._cursor() as cursor:
            bodies.want(cursor, _known(wanted), number)
            for source in bodies.SOURCES:
                yield from bodies.read(cursor, source, number)

    def note_changes(self) -> None:
        """From now on note the keys of all rows that are written or deleted (warehouse.changes)."""
        changes.prepare(self.connection, self._database)
        self._notes_changes = True

    def narrowed(self, keys: Iterable[str], tables: Collection[str]) -> Mapping[str, str]:
        """Of these keys, the database whose tables have the rows that share a value touched in one of these tables.

        None where nothing is noted, or so much that all rows are better asked about.
        """
        if self._notes_changes and changes.are_many(self.connection):
            changes.forget(self.connection)
            self._notes_changes = False
        if not self._notes_changes:
            return {}
        for key in keys:
            changes.settle(self.connection, self._database, key, tables)
        return {key: changes.database(key) for key in keys}

    def append(self, table: str, data: Arrow) -> int:
        with self._given(data):
            self.connection.execute(f"insert into {_known(table)} by name select * from {GIVEN}")
            self._note(table, GIVEN, data.schema.names)
        return int(data.num_rows)

    @contextmanager
    def loading(self, table: str) -> Iterator[Callable[[Arrow], None]]:
        # one transaction on a cursor of its own; a registered table would be kept in memory until it ends
        columns = catalog.tables()[table].column_names
        with self._cursor() as cursor:
            cursor.execute("begin")
            yield lambda data: cursor.from_arrow(data.select(columns)).insert_into(table)
            cursor.execute("commit")

    def replace(self, table: str, data: Arrow) -> int:
        self._clear(table)
        return self.append(table, data)

    def delete_matching(self, table: str, keys: Arrow) -> int:
        with self._given(keys):
            return self._delete(table, GIVEN, tuple(keys.schema.names))

    def build(self, table: str) -> int:
        with self._texts_streamed(table):
            return self._build(catalog.models()[table])

    def count(self, table: str) -> int:
        return int(self.rows(f"select count(*) from {_known(table)}")[0][0])

    def exists(self, table: str) -> bool:
        try:
            self.connection.execute(f"select 1 from {_known(table)} limit 0")
        except duckdb.CatalogException:
            return False
        return True

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.connection.cursor() as cursor:
            cursor.execute(f'use "{self._database}"')  # a cursor begins where the connection began
            yield cursor

    @contextmanager
    def _texts_streamed(self, table: str) -> Iterator[None]:
        """Join as written what writes texts: DuckDB takes them for as small as any string, and would hold them all."""
        if not _has_texts(table):
            yield
            return
        self.connection.execute("set disabled_optimizers = 'build_side_probe_side'")
        try:
            yield
        finally:
            self.connection.execute("set disabled_optimizers = ''")

    def _build(self, model: Model) -> int:
        if model.scope is None and not model.is_append:
            self._clear(model.table)
            return self._insert_select(model.table, model.sql, _known(model.table))
        if model.scope is None or catalog.reads_itself(model.table):
            return self._merge(model)
        key = catalog.tables()[model.scope].column_names
        self._delete(model.table, model.scope, key)
        return self._insert_select(model.table, model.sql, _matching(model.table, model.scope, key))

    def _merge(self, model: Model) -> int:
        """Materialise first: the select may read the table it changes."""
        self.connection.execute(f"create or replace temp table model_rows as {model.sql}")
        if model.scope is not None and not model.is_append:
            key = catalog.tables()[model.scope].column_names
            self._delete(model.table, model.scope, key)
        count = self._insert_select(model.table, "select * from model_rows", "model_rows")
        self.connection.execute("drop table model_rows")
        return count

    def _insert_select(self, table: str, select: str, written: str) -> int:
        """Write what is selected; `written` has these rows afterwards."""
        count = self._noted(table, f"insert into {_known(table)} by name {select}")
        if _has_texts(table):
            self._note(table, written, self._noted_columns(table))
        return count

    def _delete(self, table: str, keys: str, columns: Sequence[str]) -> int:
        if _has_texts(table):
            self._note(table, _matching(table, keys, columns), self._noted_columns(table))
        gone = f"(select distinct * from {keys}) as gone"
        return self._noted(table, f"delete from {_known(table)} as kept using {gone} where {_match(columns)}")

    def _noted(self, table: str, statement: str) -> int:
        """How many rows a statement writes or deletes, whose keys are noted; not where these have texts: to tell their
        keys the engine holds whole rows.
        """
        names = self._noted_columns(table)
        if not names or _has_texts(table):
            return self._count(statement)
        rows = self.connection.sql(f"{statement} returning {', '.join(names)}").to_arrow_table()
        with self._given(rows, TOLD):
            self._note(table, TOLD, names)
        return int(rows.num_rows)

    def _clear(self, table: str) -> None:
        self._note(table, _known(table), self._noted_columns(table))
        self.connection.execute(f"delete from {_known(table)}")

    def _count(self, statement: str) -> int:
        row = self.connection.execute(statement).fetchone()
        return int(row[0]) if row else 0

    def _noted_columns(self, table: str) -> tuple[str, ...]:
        return changes.key_columns(table) if self._notes_changes else ()

    def _note(self, table: str, rows: str, columns: Sequence[str]) -> None:
        if self._notes_changes:
            changes.note(self.connection, table, rows, columns)

    @contextmanager
    def _given(self, data: Arrow, name: str = GIVEN) -> Iterator[None]:
        table = data if isinstance(data, pa.Table) else pa.Table.from_batches([data])
        self.connection.register(name, table)
        try:
            yield
        finally:
            self.connection.unregister(name)
            self._release_unused()

    def _release_unused(self) -> None:
        """Called after rows were written, when the data they came from has been freed."""
        if time.monotonic() - self._released_at > memory.RELEASE_SECONDS:
            memory.release_unused()
            self._released_at = time.monotonic()


def _portions(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in parts of about BATCH_BYTES: what callers make of a text is many times its size."""
    parts = max(1, min(batch.num_rows, batch.nbytes // BATCH_BYTES))
    rows = -(-batch.num_rows // parts)
    yield from (batch.slice(at, rows) for at in range(0, batch.num_rows, max(1, rows)))


def _has_texts(table: str) -> bool:
    return TEXT_COLUMN in catalog.tables()[table].column_names


def _match(columns: Sequence[str]) -> str:
    """The condition on which a row of `kept` agrees with one of `gone`."""
    return " and ".join(f"kept.{column} = gone.{column}" for column in columns)


def _matching(table: str, keys: str, columns: Sequence[str]) -> str:
    """The rows of a table that agree with a row of `keys` in these columns, with the keys they hang together by."""
    selected = ", ".join(f"kept.{name}" for name in changes.key_columns(table)) or "1"
    gone = f"(select distinct * from {keys}) as gone"
    return f"(select {selected} from {_known(table)} as kept inner join {gone} on {_match(columns)})"


def _known(table: str) -> str:
    """The name itself, if the catalog has it: identifiers come from a fixed list, never from data."""
    if table not in catalog.tables():
        raise KeyError(f"{table} is in no DDL file of warehouse/ddl")
    return table
