"""Column lineage: the source columns of each column of a model, traced by sqlglot.

Belongs here: tracing. Does not: the order of tables (catalog), showing lineage in Dagster.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from warehouse import catalog
from warehouse.parse_cache import cached

if TYPE_CHECKING:
    from sqlglot.lineage import Node  # imported only when the cache has no entry
    from sqlglot.schema import MappingSchema


@cache
def column_sources(table: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each column of a model, the sorted (table, column) pairs it is derived from; none for constants."""
    stated = "\n".join([catalog.models()[table].sql, *(each.ddl for each in catalog.tables().values())])
    found = cached(f"lineage {table}", stated, lambda: _trace(table))
    return {column: tuple(sorted(_through_scratch(pairs))) for column, pairs in found.items()}


def _through_scratch(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Resolve scratch models to columns of lasting tables; columns of scratch that a step writes are dropped."""
    found: set[tuple[str, str]] = set()
    for table, column in pairs:
        if catalog.is_lasting(table):
            found.add((table, column))
        elif table in catalog.models():
            found |= set(column_sources(table).get(column, ()))
    return found


def _trace(table: str) -> dict[str, list[tuple[str, str]]]:
    from sqlglot.lineage import Node, lineage

    model = catalog.models()[table]
    nodes = lineage(None, catalog.parse(model.sql), schema=_schema(), dialect="duckdb", copy=False, trim_selects=False)
    if isinstance(nodes, Node):
        raise TypeError(f"the model of {table} yields a single node")
    return {column: _leaves(node, model.reads) for column, node in nodes.items()}


def _leaves(root: "Node", reads: tuple[str, ...]) -> list[tuple[str, str]]:
    from sqlglot import exp

    found = {
        (f"{node.source.db}.{node.source.name}", node.name.split(".")[-1].strip('"'))
        for node in root.walk()
        if not node.downstream and isinstance(node.source, exp.Table)
    }
    return sorted(pair for pair in found if pair[0] in reads)


@cache
def _schema() -> "MappingSchema":
    """All tables with their columns, as sqlglot expects them; `previous` has the tables of `main`."""
    from sqlglot.schema import MappingSchema

    nested: dict[str, Any] = {}
    for table in catalog.tables().values():
        columns = {column.name: column.type or "varchar" for column in table.columns}
        nested.setdefault(table.schema, {})[table.name.split(".")[1]] = columns
    nested[catalog.PREVIOUS] = nested["main"]
    return MappingSchema(nested, dialect="duckdb")
