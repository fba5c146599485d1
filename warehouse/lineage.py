"""Which columns a model's columns come from, followed through its select by sqlglot.

Belongs here: lineage of columns and the order of tables. Does not: what Dagster makes of it.
"""

from collections.abc import Mapping
from functools import cache

from sqlglot import exp
from sqlglot.lineage import Node, lineage

from warehouse import catalog


@cache
def column_sources(table: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each column of a model: the (table, column) pairs it is made from, sorted; constants give none."""
    model = catalog.models()[table]
    tree = catalog.parse(model.sql)
    schema = _nested_schema()
    return {
        column: _leaves(lineage(column, tree.copy(), schema=schema, dialect="duckdb"), model.reads)
        for column in output_columns(table)
    }


@cache
def output_columns(table: str) -> tuple[str, ...]:
    """The column names a model's select yields, in order."""
    tree = catalog.parse(catalog.models()[table].sql)
    if not isinstance(tree, exp.Query):
        raise TypeError(f"the model of {table} is no select")
    return tuple(str(name) for name in tree.named_selects)


def _leaves(root: Node, reads: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = {
        (f"{node.source.db}.{node.source.name}", node.name.split(".")[-1].strip('"'))
        for node in root.walk()
        if not node.downstream and isinstance(node.source, exp.Table)
    }
    return tuple(sorted(pair for pair in found if pair[0] in reads))


@cache
def _nested_schema() -> dict[str, dict[str, dict[str, str]]]:
    """schema → table → column → type, as sqlglot wants it; `previous` looks like `main`."""
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for table in catalog.tables().values():
        columns = {column.name: column.type or "varchar" for column in table.columns}
        nested.setdefault(table.schema, {})[table.name.split(".")[1]] = columns
    nested[catalog.PREVIOUS] = nested["main"]
    return nested
