"""The engine protocol: how steps and models read and write tables, independent of the database.

Belongs here: the protocol and the stamp of a run. Does not: an implementation (duckdb_engine, spark_engine).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import pyarrow as pa

Arrow = pa.Table | pa.RecordBatch
Rows = Arrow | str
"""Rows that this process has, or the select that gives them."""

Params = Sequence[Any] | Mapping[str, Any]

RowFunction = Callable[..., Sequence[pa.RecordBatch] | Iterable[Sequence[pa.RecordBatch]]]
"""Rows, as one batch or two, to rows of one table or more: a tuple or list with a batch for each, or an iterator of
such where all of them are too many to hold."""


@dataclass(frozen=True, slots=True)
class FlowOptions:
    """Which rows a call of the function of a flow gets. Raises ValueError for options that don't go together.

    has_bodies: rows also have the `body` of their `text_hash`, NULL where no such text is stored; not with `by`
    by: it gets all rows that agree in these columns, in one batch; NULL agrees with NULL
    beside: its second argument are the rows of another select with that key; one of the two may be empty
    tasks: over how many tasks the rows are spread, by their first column if not one by one, where few rows are much
    work; 0 leaves that to the engine; not with `by` or `has_bodies`
    """

    has_bodies: bool = False
    by: Sequence[str] = ()
    beside: str | None = None
    tasks: int = 0

    def __post_init__(self) -> None:
        if (self.has_bodies and self.by) or (self.beside is not None and not self.by):
            raise ValueError("a flow by key has no bodies of its own, and only such a one has rows beside")
        if self.tasks and (self.has_bodies or self.by):
            raise ValueError("a flow by key or with bodies divides its rows itself")


BY_BATCH = FlowOptions()
"""A call for each of the batches that the rows come in."""

WITH_BODIES = FlowOptions(has_bodies=True)


@dataclass(frozen=True, slots=True)
class RunStamp:
    """The current run: its id (Dagster's), when it started (UTC), and whether it derives all tables again.

    It is told the time once, so that all it notes is of one clock, and never before its start.
    """

    run_id: str
    started_at: datetime
    is_full: bool = False
    began: float = field(default_factory=time.monotonic, compare=False, repr=False)

    def now(self) -> datetime:
        """The instant (UTC): when the run started, and what has passed since."""
        return self.started_at + timedelta(seconds=time.monotonic() - self.began)


class Engine(Protocol):
    """Tables by full name (`schema.table`); SQL in the portable subset of DuckDB's dialect.

    A select that is written to the table it reads sees it as it was before.

    Schema `work` holds scratch: tables of one run, gone when it ends.
    is_distributed: flows run on other machines, which see the raw folder under the same path
    errors: what a statement raises that can't be carried out
    """

    run: RunStamp
    is_distributed: bool
    errors: tuple[type[Exception], ...]

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        """All rows of a select, as Python values: for small results."""

    def arrow(self, sql: str, params: Params | None = None) -> pa.Table:
        """All rows of a select as one Arrow table."""

    def read(self, model: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """The rows that `sql/<schema>/<name>.sql` selects, without storing them; `params` by name (`$name`)."""

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        """The rows of a select in batches, smaller ones for large rows; other calls may be made in between."""

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        """The texts for a table of numbers (its first column) and text hashes (`text_hash`), a few megabytes at a time.

        Yields the number and `body`; each number at most once, in any order; hashes without a stored text are skipped.
        """

    def flow(self, select: str, function: RowFunction, into: Sequence[str], options: FlowOptions = BY_BATCH) -> int:
        """Add what a function makes of the rows of a select to tables; returns how many rows the first table got.

        function: a batch of rows → a batch for each table, with all its columns. A function of a module, or a partial
        of one: it may run in any process, in several at once and more than once, and sees nothing but its rows. How
        these are divided into batches, and their order, must make no difference.
        If the function fails, no table has changed.
        """

    def append(self, table: str, rows: Rows) -> int:
        """Add rows, matching columns by name; missing columns become NULL. Returns how many."""

    def loading(self, table: str) -> AbstractContextManager[Callable[[Arrow], None]]:
        """Yield a function that adds rows with all columns; they become visible when the block ends without an error.

        For many or large rows, which separate appends would write again each time.
        """

    def replace(self, table: str, rows: Rows) -> int:
        """Replace all rows of the table by these; returns how many."""

    def delete_matching(self, table: str, keys: Rows) -> int:
        """Delete the rows that equal a row of `keys` in all its columns; NULL equals nothing."""

    def create_scratch(self, name: str, rows: Rows) -> int:
        """Make `work.<name>` hold exactly these rows until the run ends; returns how many.

        Its columns are those of the rows. All other methods accept its name as a table.
        """

    def build(self, table: str, params: Mapping[str, Any] | None = None) -> int:
        """Run `sql/<schema>/<table>.sql` into its table; returns how many rows were selected.

        The rows replace the table; if the select reads a `work.scope_…` table, they replace the rows of those keys; if
        it reads its own table, they are added. `work.…` without a DDL file becomes scratch.
        """

    def reduced_memory(self) -> AbstractContextManager[None]:
        """Hold as little memory as possible in the block, for a computation that does not use the engine."""

    def count(self, table: str) -> int:
        """Rows in the table."""

    def exists(self, table: str) -> bool:
        """Whether the table or view exists."""
