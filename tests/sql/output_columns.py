"""The columns that a model's select yields."""

from functools import cache

from sqlglot import exp

from warehouse import catalog


@cache
def output_columns(table: str) -> tuple[str, ...]:
    """The names of the columns, in order."""
    tree = catalog.parse(catalog.models()[table].sql)
    assert isinstance(tree, exp.Query), f"the model of {table} is no select"
    return tuple(str(name) for name in tree.named_selects)
