"""The engine protocol: what steps may ask of the place where tables live, whatever runs behind it.

Belongs here: the protocol and the stamp of a run. Does not: any engine itself (duckdb_engine).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import pyarrow as pa

Arrow = pa.Table | pa.RecordBatch
Params = Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunStamp:
    """The run under way: its id (Dagster's), when it started (UTC), and whether all is derived anew."""

    run_id: str
    started_at: datetime
    is_full: bool = False


class Engine(Protocol):
    """Tables by full name (`schema.table`); SQL in the portable subset of DuckDB's dialect.

    Schema `work` holds scratch: tables of one run, gone when it ends.
    """

    run: RunStamp

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        """All rows of a select, as Python values: for small results."""

    def arrow(self, sql: str, params: Params | None = None) -> pa.Table:
        """All rows of a select as one Arrow table."""

    def read(self, model: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """The rows that `sql/<schema>/<name>.sql` selects, without storing them; `params` by name (`$name`)."""

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        """The rows of a select, batch by batch, fewer in each where they are large; other calls may be made between."""

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        """The texts that a table asks for, some megabytes at a time: its first column, a number, and `body`.

        The other column is text_hash. Each number comes once, in no order, unless its text is nowhere.
        """

    def append(self, table: str, data: Arrow) -> int:
        """Add rows, columns matched by name, columns the data lacks NULL; returns how many."""

    def loading(self, table: str) -> AbstractContextManager[Callable[[Arrow], None]]:
        """Gives a function that adds rows with all columns: there when the block ends well, none of them before.

        For large rows: appended part by part they would be written again each time.
        """

    def replace(self, table: str, data: Arrow) -> int:
        """Make these rows the whole content of the table; returns how many."""

    def delete_matching(self, table: str, keys: Arrow) -> int:
        """Delete the rows that agree with a row of `keys` in all its columns (NULL agrees with none)."""

    def create_scratch(self, name: str, rows: Arrow) -> int:
        """Make `work.<name>` hold exactly these rows until the run ends; returns how many.

        Its columns are those of the rows. All other methods take its name as that of a table.
        """

    def build(self, table: str, params: Mapping[str, Any] | None = None) -> int:
        """Run `sql/<schema>/<table>.sql` into its table; returns how many rows the select gave.

        The rows replace the table; or, where the select reads a `work.scope_…` table, the table's rows of those keys;
        or, where it reads its own table, they are added. `work.…` without a DDL file becomes scratch.
        """

    def count(self, table: str) -> int:
        """Rows in the table."""

    def exists(self, table: str) -> bool:
        """Whether the table or view is there."""
