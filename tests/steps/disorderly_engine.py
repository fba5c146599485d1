"""An engine in which nothing has an order that was not asked for, and flows run like on many machines.

Belongs here: shuffling what is read and how it is stored, dividing flows. Does not: what must be the same nevertheless.
"""

import pickle
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from sqlglot import exp

from warehouse import catalog
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import BY_BATCH, Arrow, FlowOptions, Params, RowFunction, Rows
from warehouse.flows import one_batch, parts

BODIES = (
    "select given.*, t.body from ({select}) as given left join"
    " (select text_hash, max(body) as body from staging.text_bodies group by text_hash) t using (text_hash)"
)


class DisorderlyEngine:
    """Another engine, whose rows come in random order where a select does not state one, and are stored in one."""

    def __init__(self, engine: DuckDBEngine, seed: int) -> None:
        self.inner = engine
        self.rng = random.Random(seed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        found = self.inner.rows(sql, params)
        return found if is_ordered(sql) else self.rng.sample(found, len(found))

    def arrow(self, sql: str, params: Params | None = None) -> pa.Table:
        found = self.inner.arrow(sql, params)
        return found if is_ordered(sql) else self.shuffled(found)

    def read(self, model: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        return self.arrow(catalog.models()[model].sql, params)

    def batches(self, sql: str, rows: int = 10_000) -> Iterator[pa.RecordBatch]:
        yield from self.cut(self.arrow(sql))

    def bodies(self, wanted: str) -> Iterator[pa.RecordBatch]:
        read = list(self.inner.bodies(wanted))
        yield from self.cut(self.shuffled(pa.Table.from_batches(read))) if read else ()

    def flow(self, select: str, function: RowFunction, into: Sequence[str], options: FlowOptions = BY_BATCH) -> int:
        by, beside = options.by, options.beside
        sides = [self.arrow(BODIES.format(select=select) if options.has_bodies else select)]
        sides += [self.arrow(beside)] if beside is not None else []
        calls = list(self.keyed(sides, by)) if by else [(batch,) for batch in self.cut(sides[0])]
        made = []
        for call in self.rng.sample(calls, len(calls)):
            elsewhere = pickle.loads(pickle.dumps(function))
            list(parts(elsewhere(*call)))  # an attempt that is lost
            made.extend(parts(elsewhere(*call)))
        for table, batches in zip(into, zip(*made, strict=True), strict=True) if made else ():
            self.append(table, pa.Table.from_batches(batches))
        return sum(len(batches[0]) for batches in made)

    def append(self, table: str, rows: Rows) -> int:
        return self.inner.append(table, self.disordered(rows))

    def replace(self, table: str, rows: Rows) -> int:
        return self.inner.replace(table, self.disordered(rows))

    def create_scratch(self, name: str, rows: Rows) -> int:
        return self.inner.create_scratch(name, self.disordered(rows))

    def disordered(self, rows: Rows) -> Any:
        return self.arrow(rows) if isinstance(rows, str) else self.shuffled(rows)

    def build(self, table: str, params: Mapping[str, Any] | None = None) -> int:
        count = self.inner.build(table, params)
        self.shuffle_stored(table)
        return count

    @contextmanager
    def loading(self, table: str) -> Iterator[Callable[[Arrow], None]]:
        with self.inner.loading(table) as load:
            yield load
        self.shuffle_stored(table)

    def shuffle_stored(self, table: str) -> None:
        """Store the rows of a table in another order."""
        order = f"hash(rowid + {self.rng.randrange(1 << 40)})"
        for statement in (
            f"create or replace temp table shuffled as select * from {table} order by {order}",
            f"delete from {table}",
            f"insert into {table} select * from shuffled",
        ):
            self.inner.connection.execute(statement)

    def shuffled(self, data: Arrow) -> Any:
        order: Any = pa.array(self.rng.sample(range(len(data)), len(data)), pa.int64())
        return data.take(order)

    def cut(self, rows: pa.Table) -> Iterator[pa.RecordBatch]:
        """The rows in batches of random sizes."""
        whole, start = one_batch(rows), 0
        while start < len(whole):
            size = self.rng.choice([1, 2, 3, 7, 50])
            yield whole.slice(start, size)
            start += size

    def keyed(self, sides: Sequence[pa.Table], by: Sequence[str]) -> Iterator[tuple[pa.RecordBatch, ...]]:
        """The rows of each key on each side."""
        places: dict[Any, list[list[int]]] = defaultdict(lambda: [[] for _ in sides])
        for side, rows in enumerate(sides):
            for place, key in enumerate(zip(*(rows[name].to_pylist() for name in by), strict=True)):
                places[key][side].append(place)
        for found in places.values():
            yield tuple(one_batch(rows.take(pa.array(at, pa.int64()))) for rows, at in zip(sides, found, strict=True))


def is_ordered(sql: str) -> bool:
    """Whether the outermost select states an order."""
    tree = catalog.parse(sql)
    return isinstance(tree, exp.Query) and tree.args.get("order") is not None
