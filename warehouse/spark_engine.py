"""The engine on Spark: SQL is transpiled and run through Spark Connect, tables are lists of Parquet files.

Belongs here: carrying out the engine protocol. Does not: the session (spark_session), which files a version has
(manifests), how a build is begun and published (spark_store).

Only DataFrames and SQL are used, so that any Connect server will do. Rows that a step hands over are written by this
process; rows that a select makes are written by Spark, in the types of the contract.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from warehouse import catalog, manifests, portability, spark_flows
from warehouse.duckdb_engine import GIVEN, SCRATCH_NAME, split
from warehouse.engine import BY_BATCH, Arrow, FlowOptions, Params, RowFunction, Rows, RunStamp
from warehouse.manifests import DataFile, Manifest
from warehouse.portability import view_name
from warehouse.spark_session import session_errors
from warehouse.spark_types import plain, plain_schema, schema_text, spark_type

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

BODIES = (
    "select w.{number}, min(t.body) as body from {wanted} as w"
    " inner join staging.text_bodies as t on w.text_hash = t.text_hash group by w.{number}"
)
FLOWING = "flowing_rows"
JOINED_BODIES = (
    f"select f.*, t.body from {FLOWING} as f left join (select text_hash, min(body) as body from staging.text_bodies"
    " group by text_hash) as t on f.text_hash = t.text_hash"
)
BATCH_TEXTS = 2_000
FILES: Mapping[str, Any] = {"compression": manifests.COMPRESSION, "parquet.block.size": 32 << 20}
"""How files are written: each writer holds one block of rows, a fourth of what would be Spark's choice."""


class SparkEngine:
    """See the protocol in warehouse.engine.

    manifest: the files of the build, scratch included, kept up to date · previous: those of the version before
    """

    is_distributed = True

    def __init__(self, session: "SparkSession", manifest: Manifest, run: RunStamp, previous: Manifest | None) -> None:
        self.session = session
        self.manifest = manifest
        self.run = run
        self.errors = session_errors()
        self._scratch: dict[str, pa.Schema] = {}
        for name, table in catalog.tables().items():
            if not table.is_view:
                self._show(name)
            if table.schema == "main" and not table.is_view:
                paths = previous.paths(name) if previous else []
                self._show_files(name.replace("main", catalog.PREVIOUS, 1), catalog.arrow_schema(name), paths)

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        columns = [column.to_pylist() for column in self.arrow(sql, params).columns]
        return list(zip(*columns, strict=True))

    def arrow(self, sql: str, params: Params | None = None) -> pa.Table:
        return plain(self._select(sql, params).toArrow())

    def read(self, model: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        return self.arrow(catalog.models()[model].sql, params)

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        if portability.is_ordered(sql):  # files need not follow each other in the order of a select
            for batch in self.arrow(sql).combine_chunks().to_batches(rows):
                yield from split(batch)
            return
        frame = self._select(sql)
        yield from self._stream(frame, plain_schema(spark_flows.schema_of(frame)), rows)

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        number = self._schema(wanted).names[0]
        yield from self.batches(BODIES.format(number=number, wanted=self._known(wanted)), BATCH_TEXTS)

    def flow(self, select: str, function: RowFunction, into: Sequence[str], options: FlowOptions = BY_BATCH) -> int:
        sides = [self._select(each) for each in (select, options.beside) if each is not None]
        if options.has_bodies:
            sides = [self._with_bodies(sides[0])]
        if options.tasks:  # a number that is stated stays: Spark would take a few small rows for one task
            sides = [sides[0].repartition(options.tasks, sides[0].columns[0])]
        schemas = [self._schema(table) for table in into]
        files = self._write(
            f"{catalog.SCRATCH}.flow.{into[0]}", spark_flows.stream(function, schemas, options.by, sides)
        )
        made = self.session.read.parquet(*(self.manifest.folder.path(each.path) for each in files)) if files else None
        written = [self._store(table, _rows_of(made, number)) if made else () for number, table in enumerate(into)]
        counts = [self.manifest.append(table, each) for table, each in zip(into, written, strict=True)]
        for table in into:
            self._show(table)
        return counts[0]

    def append(self, table: str, rows: Rows) -> int:
        added = self.manifest.append(self._known(table), self._files_of(table, rows))
        self._show(table)
        return added

    @contextmanager
    def loading(self, table: str) -> Iterator[Callable[[Arrow], None]]:
        written: list[DataFile] = []
        columns = self._schema(table).names
        yield lambda data: written.extend(self._written(table, data.select(columns)))
        self.manifest.append(table, written)
        self._show(table)

    def replace(self, table: str, rows: Rows) -> int:
        written = self.manifest.replace(self._known(table), self._files_of(table, rows))
        self._show(table)
        return written

    def delete_matching(self, table: str, keys: Rows) -> int:
        return self._delete(table, GIVEN, self._show_given(keys).names) if self.count(table) else 0

    def create_scratch(self, name: str, rows: Rows) -> int:
        schema = spark_flows.schema_of(self._select(rows)) if isinstance(rows, str) else rows.schema
        return self.replace(self._new_scratch(f"{catalog.SCRATCH}.{name}", plain_schema(schema)), rows)

    def build(self, table: str, params: Mapping[str, Any] | None = None) -> int:
        model = catalog.models()[table]
        frame = self._select(model.sql, params)
        if not catalog.is_lasting(table):
            self._new_scratch(table, plain_schema(spark_flows.schema_of(frame)))
        written = self._store(table, frame)
        if model.scope is not None and not model.is_append:
            self._delete(table, view_name(model.scope), self._schema(model.scope).names)
        is_added = model.scope is not None or model.is_append
        count = (self.manifest.append if is_added else self.manifest.replace)(table, written)
        self._show(table)
        return count

    def reduced_memory(self) -> AbstractContextManager[None]:
        return nullcontext()

    def count(self, table: str) -> int:
        stated = catalog.tables().get(table)
        if stated and stated.is_view:
            return int(self.rows(f"select count(*) from {table}")[0][0])
        return self.manifest.rows(self._known(table))

    def exists(self, table: str) -> bool:
        return table in self._scratch or table in catalog.tables()

    def _with_bodies(self, frame: "DataFrame") -> "DataFrame":
        """Rows with the body of their text_hash, NULL where no such text is stored."""
        frame.createOrReplaceTempView(FLOWING)
        return self._select(JOINED_BODIES)

    def _known(self, table: str) -> str:
        """The name itself if it is in the catalog or scratch: identifiers never come from data."""
        if table not in self._scratch and table not in catalog.tables():
            raise KeyError(f"{table} has no DDL file in warehouse/ddl and is no scratch of this run")
        return table

    def _schema(self, table: str) -> pa.Schema:
        return self._scratch[table] if table in self._scratch else catalog.arrow_schema(self._known(table))

    def _new_scratch(self, table: str, schema: pa.Schema) -> str:
        if not SCRATCH_NAME.fullmatch(table):
            raise KeyError(f"{table} is no name of scratch")
        self._scratch[table] = schema
        return table

    def _select(self, sql: str, params: Params | None = None) -> "DataFrame":
        """A select, not yet run. Views that it reads are declared anew, for they hold on to what their tables were."""
        for view in portability.views_read(sql):
            select = portability.spark_select(catalog.models()[view].sql)
            self.session.sql(select).createOrReplaceTempView(view_name(view))
        return self.session.sql(portability.spark_select(sql, params))

    def _written(self, table: str, data: Arrow) -> tuple[DataFile, ...]:
        """The file of these rows, with all columns of the table. Raises ValueError for rows that don't fit it."""
        schema, given = self._schema(table), _table(data)
        if unknown := set(given.schema.names) - set(schema.names):
            raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
        given_names = set(given.schema.names)
        columns = [
            given[field.name].cast(field.type) if field.name in given_names else pa.nulls(given.num_rows, field.type)
            for field in schema
        ]
        rows = pa.table(columns, schema=schema)
        required = catalog.tables()[table].required if table in catalog.tables() else ()
        if empty := [name for name in required if rows[name].null_count]:
            raise ValueError(f"{table}: {', '.join(empty)} must not be NULL")
        return manifests.store(self.manifest.folder, table, rows)

    def _files_of(self, table: str, rows: Rows) -> tuple[DataFile, ...]:
        return self._store(table, self._select(rows)) if isinstance(rows, str) else self._written(table, rows)

    def _store(self, table: str, frame: "DataFrame") -> tuple[DataFile, ...]:
        """The files of the rows of a select, in the types of the table; a column that it lacks is NULL."""
        schema, names = self._schema(table), set(frame.columns)
        if unknown := names - set(schema.names):
            raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
        return self._write(table, _cast_frame(frame, schema))

    def _show_given(self, rows: Rows) -> pa.Schema:
        """Let the view GIVEN have these rows; returns its columns."""
        scratch = f"{catalog.SCRATCH}.{GIVEN}"
        if isinstance(rows, str):
            frame = self._select(rows)
            schema = plain_schema(spark_flows.schema_of(frame))
            files = self._write(scratch, _cast_frame(frame, schema))
        else:
            schema = plain_schema(rows.schema)
            files = manifests.store(self.manifest.folder, scratch, _table(rows).cast(schema))
        self._show_files(GIVEN, schema, [self.manifest.folder.path(file.path) for file in files])
        return schema

    def _write(self, table: str, frame: "DataFrame") -> tuple[DataFile, ...]:
        place = manifests.new_place(self.manifest.folder, table)
        frame.write.options(**FILES).parquet(self.manifest.folder.path(place))
        return manifests.stored(self.manifest.folder, place)

    def _delete(self, table: str, keys: str, columns: list[str]) -> int:
        """Let the table have the rows that agree with no row of the view `keys`; returns how many are gone."""
        condition = " and ".join(f"kept.{name} = gone.{name}" for name in columns)
        select = f"select kept.* from {view_name(table)} as kept left {{}} join {keys} as gone on {condition}"
        before = self.manifest.rows(table)
        if not before or not self.session.sql(select.format("semi")).limit(1).toArrow().num_rows:
            return 0
        stay = self.manifest.replace(table, self._store(table, self.session.sql(select.format("anti"))))
        self._show(table)
        return before - stay

    def _stream(self, frame: "DataFrame", schema: pa.Schema, rows: int) -> Iterator[pa.RecordBatch]:
        """The rows of a select through files, so that this process holds a batch at a time."""
        waiting: list[pa.RecordBatch] = []
        for file in self._write(f"{catalog.SCRATCH}.streamed", _cast_frame(frame, schema)):
            with self.manifest.folder.open(file.path) as opened:
                for batch in opened.iter_batches(rows):
                    waiting.append(pa.RecordBatch.from_arrays(_cast(batch, schema), schema=schema))
                    if sum(each.num_rows for each in waiting) >= rows:
                        *whole, rest = _whole_batches(waiting, rows)
                        waiting = [rest]
                        yield from (part for each in whole for part in split(each))
        yield from (part for each in _whole_batches(waiting, rows) if each.num_rows for part in split(each))

    def _show(self, table: str) -> None:
        """Let selects see the files that the table has now."""
        self._show_files(table, self._schema(table), self.manifest.paths(table))

    def _show_files(self, name: str, schema: pa.Schema, paths: list[str]) -> None:
        if paths:
            frame = self.session.read.schema(schema_text(schema)).parquet(*paths)
        else:
            columns = (f"cast(null as {spark_type(field.type)}) as {field.name}" for field in schema)
            frame = self.session.sql(f"select {', '.join(columns)} where false")
        frame.createOrReplaceTempView(view_name(name))


def _rows_of(stream: "DataFrame", table_no: int) -> "DataFrame":
    """The rows of one table in the stream of a flow."""
    return stream.where(f"{spark_flows.TABLE} = {table_no}").select(f"{spark_flows.column(table_no)}.*")


def _cast_frame(frame: "DataFrame", schema: pa.Schema) -> "DataFrame":
    """The rows with these columns, in these types; a column that they lack is NULL."""
    names = set(frame.columns)
    values = [f"`{field.name}`" if field.name in names else "null" for field in schema]
    return frame.selectExpr(
        *(
            f"cast({value} as {spark_type(field.type)}) as {field.name}"
            for value, field in zip(values, schema, strict=True)
        )
    )


def _whole_batches(batches: list[pa.RecordBatch], rows: int) -> list[pa.RecordBatch]:
    """The same rows in batches of `rows`, the last of which has fewer, perhaps none."""
    if not batches:
        return []
    joined = pa.concat_batches(batches)  # type: ignore[attr-defined]  # the stubs lack it
    return [joined.slice(start, rows) for start in range(0, joined.num_rows + 1, rows)]


def _cast(batch: pa.RecordBatch, schema: pa.Schema) -> list[Any]:
    return [batch[field.name].cast(field.type) for field in schema]


def _table(data: Arrow) -> pa.Table:
    return data if isinstance(data, pa.Table) else pa.Table.from_batches([data])
