"""An engine that counts which rows a step collects, as a whole or batch by batch.

Belongs here: counting. Does not: what may be collected (test_collected).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from warehouse import catalog
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import Params

Statement = tuple[str, str]
"""The step, and the model or the select."""


class CountingEngine:
    """Another engine, and the rows of each statement that came back; `step` is to be set to the one that is running."""

    def __init__(self, engine: DuckDBEngine) -> None:
        self.inner = engine
        self.step = ""
        self.collected: Counter[Statement] = Counter()
        self.streamed: Counter[Statement] = Counter()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        found = self.inner.rows(sql, params)
        self.collected[self.step, sql] += len(found)
        return found

    def arrow(self, sql: str, params: Params | None = None) -> pa.Table:
        found = self.inner.arrow(sql, params)
        self.collected[self.step, sql] += len(found)
        return found

    def read(self, model: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        found = self.inner.arrow(catalog.models()[model].sql, params)
        self.collected[self.step, model] += len(found)
        return found

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        for batch in self.inner.batches(sql, rows):
            self.streamed[self.step, sql] += len(batch)
            yield batch

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        for batch in self.inner.bodies(wanted):
            self.streamed[self.step, f"bodies {wanted}"] += len(batch)
            yield batch
