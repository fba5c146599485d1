"""What must not stand in a model, because another engine would read it without complaint and mean something else.

Belongs here: the rules, one a construct, and the transpilation they make safe. Does not: running SQL.
"""

from collections.abc import Callable, Iterator

from sqlglot import exp

from warehouse import catalog

SAFE_UNKNOWN_FUNCTIONS: frozenset[str] = frozenset()
"""Functions sqlglot does not know although every engine of ours does; each must be proved by a test."""


def problems(sql: str) -> list[str]:
    """What in a model's select means something else on Spark, or is unknown there; empty if nothing.

    Source: measured differences between DuckDB 2.0 and Spark 4 through sqlglot 30.
    """
    tree = catalog.parse(sql)
    return [found for rule in RULES for found in rule(tree)]


def transpile(sql: str, dialect: str) -> str:
    """The select in another dialect, laid out for reading; raises ValueError where it is not portable."""
    found = problems(sql)
    if found:
        raise ValueError("; ".join(found))
    return catalog.parse(sql).sql(dialect, pretty=True) + "\n"


def _unknown_function(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.Anonymous):
        if node.name.lower() not in SAFE_UNKNOWN_FUNCTIONS:
            yield f"unknown function {node.name}()"


def _subscript(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.Bracket):
        if any(not isinstance(e, exp.Literal) for e in node.expressions):
            yield f"subscript that is no literal: {node.sql('duckdb')}"


def _ordered_array(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.ArrayAgg):
        if isinstance(node.this, exp.Order):
            yield "array_agg(… order by …): the order is dropped; sort the list"


def _array_slice(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.ArraySlice):
        bounds = (value for key, value in node.args.items() if key != "this" and value is not None)
        if any(not isinstance(bound, exp.Literal) for bound in bounds):
            yield "array_slice with bounds that are no literals"


def _ordinality(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.Unnest):
        if node.args.get("offset"):
            yield "with ordinality: counts from 0 on Spark"


def _asof_join(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.Join):
        if node.args.get("method") == "ASOF":
            yield "asof join"


def _using_key(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.CTE):
        if node.args.get("key_expressions"):
            yield "recursive using key"


def _star_with_qualify(tree: exp.Expr) -> Iterator[str]:
    for node in tree.find_all(exp.Select):
        if node.args.get("qualify") and node.is_star:
            yield "select * with qualify: leaks a column on Spark"


def _node(kind: type[exp.Expr], message: str) -> Callable[[exp.Expr], Iterator[str]]:
    def rule(tree: exp.Expr) -> Iterator[str]:
        return (message for _ in tree.find_all(kind))

    return rule


RULES: tuple[Callable[[exp.Expr], Iterator[str]], ...] = (
    _unknown_function,
    _subscript,
    _ordered_array,
    _array_slice,
    _ordinality,
    _asof_join,
    _using_key,
    _star_with_qualify,
    _node(exp.Comprehension, "list comprehension"),
    _node(exp.Length, "len() or length(): array_length for lists, char_length is not told from it"),
)
