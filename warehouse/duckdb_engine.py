"""The engine on DuckDB: one connection to a private build, with `work` and `previous` attached.

Belongs here: carrying out the engine protocol. Does not: where files are and how they are published (builds).
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from warehouse import bodies, catalog, changes, contracts, duckdb_memory, flows, memory
from warehouse.catalog import Model
from warehouse.change_tracker import ChangeTracker
from warehouse.engine import BY_BATCH, Arrow, FlowOptions, Params, RowFunction, Rows, RunStamp

GIVEN, RETURNED = "given_rows", "returned_rows"
"""Names under which Arrow data is registered while a statement reads it: a caller's rows, and the keys that an insert
or a delete returned."""

TEXT_COLUMN = "body"

SCRATCH_NAME = re.compile(rf"{catalog.SCRATCH}\.[a-z_]+")

TEXTS_PER_BATCH = 500
"""Limits the rows with texts that a flow reads at a time."""

MAX_BATCH_BYTES = 16 << 20
"""2,000 ordinary articles take 6 MB; 2,000 books would take a gigabyte."""


class DuckDBEngine:
    """See the protocol in warehouse.engine."""

    is_distributed = False
    errors: tuple[type[Exception], ...] = (duckdb.Error,)

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: RunStamp) -> None:
        self.connection = connection
        self.run = run
        self._scratch: dict[str, tuple[str, ...]] = {}
        self._released_at = time.monotonic()
        self._database = str(self.rows("select current_database()")[0][0])
        self.changes = ChangeTracker(connection, self._database)

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()

    def arrow(self, sql: str, params: Params | None = None) -> pa.Table:
        try:
            return self._arrow(sql, params)
        except duckdb.OutOfMemoryException:
            with duckdb_memory.frugal(self.connection, self._database):
                return self._arrow(sql, params)

    def read(self, model: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        return self.arrow(catalog.models()[model].sql, params)

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        # a cursor of its own: a commit on the connection would drop its open result
        with self._cursor() as cursor:
            for batch in cursor.sql(sql).to_arrow_reader(rows):
                yield from split(batch)

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        number = self._columns(wanted)[0]
        with self._cursor() as cursor:
            bodies.want(cursor, wanted, number)
            for source in bodies.SOURCES:
                yield from bodies.read(cursor, source, number)

    def flow(self, select: str, function: RowFunction, into: Sequence[str], options: FlowOptions = BY_BATCH) -> int:
        if by := options.by:
            selects = [each for each in (select, options.beside) if each is not None]
            divided = flows.tasks_of_keys(by, *(self._by_key(each, by) for each in selects))
        elif options.has_bodies:
            divided = flows.tasks_of_batches(self._with_bodies(select))
        else:
            tasks = options.tasks
            divided = flows.tasks_of_batches(self._spread(select, tasks) if tasks else self._in_batches(select))
        threads = int(self.rows("select current_setting('threads')")[0][0])
        count = 0
        with ExitStack() as stack:
            loads = [stack.enter_context(self.loading(table)) for table in into]
            for made in stack.enter_context(closing(flows.results(function, divided, threads))):
                count += len(made[0])
                for load, rows in zip(loads, made, strict=True):
                    load(rows)
        return count

    def append(self, table: str, rows: Rows) -> int:
        with self._given(rows) as columns:
            count = self._count(f"insert into {self._known(table)} by name select * from {GIVEN}")
            self.changes.track(table, GIVEN, columns)
        return count

    @contextmanager
    def loading(self, table: str) -> Iterator[Callable[[Arrow], None]]:
        # one transaction on a cursor of its own; a registered table would be kept in memory until it ends
        columns, names, keys = self._columns(table), list(self.changes.columns(table)), list[pa.Table]()
        with self._cursor() as cursor:

            def load(data: Arrow) -> None:
                cursor.from_arrow(_as_table(data).select(columns)).insert_into(table)
                if names:
                    keys.append(pa.TableGroupBy(_as_table(data).select(names), names).aggregate([]))

            cursor.execute("begin")
            yield load
            cursor.execute("commit")
        if keys:
            with self._registered(pa.concat_tables(keys)):
                self.changes.track(table, GIVEN, names)

    def replace(self, table: str, rows: Rows) -> int:
        with self._given(rows) as columns:
            self._clear(table)
            count = self._count(f"insert into {self._known(table)} by name select * from {GIVEN}")
            self.changes.track(table, GIVEN, columns)
        return count

    def delete_matching(self, table: str, keys: Rows) -> int:
        with self._given(keys) as columns:
            return self._delete(table, GIVEN, columns)

    def create_scratch(self, name: str, rows: Rows) -> int:
        table = f"{catalog.SCRATCH}.{name}"
        if isinstance(rows, str) and table not in rows:
            return self._create_scratch(table, rows)
        with self._given(rows):
            return self._create_scratch(table, f"select * from {GIVEN}")

    def build(self, table: str, params: Mapping[str, Any] | None = None) -> int:
        model = catalog.models()[table]
        if not catalog.is_lasting(table):
            return self._create_scratch(table, model.sql, params)
        with self._streaming_texts(self._columns(table)):
            return self._build(model, params)

    def count(self, table: str) -> int:
        return int(self.rows(f"select count(*) from {self._known(table)}")[0][0])

    def exists(self, table: str) -> bool:
        if not catalog.is_lasting(table):
            return table in self._scratch or table in catalog.tables()
        try:
            self.connection.execute(f"select 1 from {self._known(table)} limit 0")
        except duckdb.CatalogException:
            return False
        return True

    def reduced_memory(self) -> AbstractContextManager[None]:
        return duckdb_memory.reduced(self.connection)

    def _columns(self, table: str) -> tuple[str, ...]:
        """The columns of a known table or scratch."""
        known = self._known(table)
        return self._scratch[known] if known in self._scratch else catalog.tables()[known].column_names

    def _known(self, table: str) -> str:
        """The name itself if it is in the catalog or scratch: identifiers never come from data."""
        if table not in self._scratch and table not in catalog.tables():
            raise KeyError(f"{table} has no DDL file in warehouse/ddl and is no scratch of this run")
        return table

    def _create_scratch(self, table: str, select: str, params: Mapping[str, Any] | None = None) -> int:
        if not SCRATCH_NAME.fullmatch(table):
            raise KeyError(f"{table} is no name of scratch")
        described = self.rows(f"describe {select}", params)
        columns = tuple(str(name) for name, *_ in described)
        with self._streaming_texts(columns):
            if TEXT_COLUMN in columns:
                self.connection.execute(f"create or replace table {contracts.scratch_ddl(table, described)}")
                count = self._count(f"insert into {table} {select}", params)
            else:
                count = self._count(f"create or replace table {table} as {select}", params)
        self._scratch[table] = columns
        return count

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.connection.cursor() as cursor:
            cursor.execute(f'use "{self._database}"')  # a cursor begins where the connection began
            cursor.execute("set timezone = 'UTC'")
            yield cursor

    def _in_batches(self, select: str, order: str = "") -> Iterator[pa.RecordBatch]:
        """The rows of a select, ordered if an order is given; few at a time where they have texts."""
        columns = [str(name) for name, *_ in self.rows(f"describe {select}")]
        rows = TEXTS_PER_BATCH if any(TEXT_COLUMN in name for name in columns) else flows.ROWS_PER_TASK
        return self.batches(f"select * from ({select}) as selected {order}", rows)

    def _spread(self, select: str, tasks: int) -> Iterator[pa.RecordBatch]:
        """The rows of a select in so many batches, or fewer."""
        count = self.rows(f"select count(*) from ({select}) as selected")[0][0]
        return self.batches(select, max(1, -(-count // tasks)))

    def _by_key(self, select: str, by: Sequence[str]) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """(schema, batches) of a select, ordered by these columns, NULL last."""
        order = ", ".join(f"{name} nulls last" for name in by)
        schema = self.arrow(f"select * from ({select}) as selected limit 0").schema
        return schema, self._in_batches(select, f"order by {order}")

    def _with_bodies(self, select: str) -> Iterator[pa.RecordBatch]:
        """The rows of a select with the body of each text_hash, in batches; those without one come last."""
        rows = self.arrow(select)
        numbers: Any = pa.array(np.arange(len(rows), dtype=np.int32))
        self.create_scratch("flow_texts", rows.select(["text_hash"]).add_column(0, "row_no", numbers))
        is_read = np.zeros(len(rows), np.bool_)
        for batch in self.bodies(f"{catalog.SCRATCH}.flow_texts") if len(rows) else ():
            is_read[batch["row_no"].to_numpy()] = True
            yield flows.one_batch(rows.take(batch["row_no"]).append_column("body", batch["body"]))
        rest = rows.filter(pa.array(~is_read))
        yield from rest.append_column("body", pa.nulls(len(rest), pa.string())).to_batches(bodies.SLICE_ROWS)

    @contextmanager
    def _streaming_texts(self, columns: Sequence[str]) -> Iterator[None]:
        """Keep joins in the order written while texts are written: DuckDB's estimates take a text for a short string,
        and it would hold them all on the build side.
        """
        if TEXT_COLUMN not in columns:
            yield
            return
        self.connection.execute("set disabled_optimizers = 'build_side_probe_side'")
        try:
            yield
        finally:
            self.connection.execute("set disabled_optimizers = ''")

    def _build(self, model: Model, params: Mapping[str, Any] | None) -> int:
        if model.scope is None and not model.is_append:
            self._clear(model.table)
            return self._insert_select(model.table, model.sql, model.table, params)
        if model.scope is None or catalog.reads_itself(model.table):
            return self._merge(model, params)
        key = self._columns(model.scope)
        self._delete(model.table, model.scope, key)
        return self._insert_select(model.table, model.sql, self._matching(model.table, model.scope, key), params)

    def _merge(self, model: Model, params: Mapping[str, Any] | None) -> int:
        """Materialise the rows first: the select may read the table it changes."""
        self._count(f"create or replace temp table model_rows as {model.sql}", params)
        if model.scope is not None and not model.is_append:
            self._delete(model.table, model.scope, self._columns(model.scope))
        count = self._insert_select(model.table, "select * from model_rows", "model_rows")
        self.connection.execute("drop table model_rows")
        return count

    def _insert_select(self, table: str, select: str, written: str, params: Mapping[str, Any] | None = None) -> int:
        """Insert the rows of a select; afterwards the relation `written` holds them."""
        count = self._tracked(table, f"insert into {self._known(table)} by name {select}", params)
        if self._has_texts(table):
            self.changes.track(table, written, self.changes.columns(table))
        return count

    def _delete(self, table: str, keys: str, columns: Sequence[str]) -> int:
        if self._has_texts(table):
            self.changes.track(table, self._matching(table, keys, columns), self.changes.columns(table))
        gone = f"(select distinct * from {keys}) as gone"
        return self._tracked(table, f"delete from {self._known(table)} as kept using {gone} where {_match(columns)}")

    def _tracked(self, table: str, statement: str, params: Mapping[str, Any] | None = None) -> int:
        """Run an insert or a delete; returns how many rows, whose keys are tracked. Tables with texts are left to the
        caller: to return the keys of their rows, DuckDB holds whole rows.
        """
        names = self.changes.columns(table)
        if not names or self._has_texts(table):
            return self._count(statement, params)
        rows = self.arrow(f"{statement} returning {', '.join(names)}", params)
        with self._registered(rows, RETURNED):
            self.changes.track(table, RETURNED, names)
        return int(rows.num_rows)

    def _clear(self, table: str) -> None:
        self.changes.track(table, self._known(table), self.changes.columns(table))
        self.connection.execute(f"delete from {table}")

    def _count(self, statement: str, params: Mapping[str, Any] | None = None) -> int:
        try:
            row = self.connection.execute(statement, params).fetchone()
        except duckdb.OutOfMemoryException:
            with duckdb_memory.frugal(self.connection, self._database):
                row = self.connection.execute(statement, params).fetchone()
        return int(row[0]) if row else 0

    def _arrow(self, sql: str, params: Params | None) -> pa.Table:
        table: pa.Table = self.connection.sql(sql, params=params).to_arrow_table()
        return table

    def _has_texts(self, table: str) -> bool:
        return TEXT_COLUMN in self._columns(table)

    def _matching(self, table: str, keys: str, columns: Sequence[str]) -> str:
        """The incremental keys of the rows of a table that agree with a row of `keys` in these columns."""
        selected = ", ".join(f"kept.{name}" for name in changes.key_columns(table)) or "1"
        gone = f"(select distinct * from {keys}) as gone"
        return f"(select {selected} from {self._known(table)} as kept inner join {gone} on {_match(columns)})"

    @contextmanager
    def _given(self, rows: Rows) -> Iterator[Sequence[str]]:
        """Let GIVEN hold these rows in the block, in which it has the columns that are yielded."""
        if not isinstance(rows, str):
            with self._registered(rows):
                yield rows.schema.names
            return
        self._count(f"create or replace temp table {GIVEN} as {rows}")
        try:
            yield [str(name) for name, *_ in self.rows(f"describe {GIVEN}")]
        finally:
            self.connection.execute(f"drop table {GIVEN}")

    @contextmanager
    def _registered(self, data: Arrow, name: str = GIVEN) -> Iterator[None]:
        self.connection.register(name, _as_table(data))
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


def _as_table(data: Arrow) -> pa.Table:
    return data if isinstance(data, pa.Table) else pa.Table.from_batches([data])


def split(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in parts of at most about MAX_BATCH_BYTES: what callers make of a text is many times its size."""
    parts = max(1, min(batch.num_rows, batch.nbytes // MAX_BATCH_BYTES))
    rows = -(-batch.num_rows // parts)
    yield from (batch.slice(at, rows) for at in range(0, batch.num_rows, max(1, rows)))


def _match(columns: Sequence[str]) -> str:
    """The condition on which a row of `kept` agrees with one of `gone`."""
    return " and ".join(f"kept.{column} = gone.{column}" for column in columns)
