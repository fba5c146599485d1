"""Refuses SQL that another engine would accept and read differently, or whose rows depend on the order of arrival.

Belongs here: a rule for each construct, and the transpilation they make safe. Does not: running SQL.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

from sqlglot import exp

from warehouse import catalog
from warehouse.spelled_out import spell_out

Params = Sequence[Any] | Mapping[str, Any]

SAFE_UNKNOWN_FUNCTIONS: frozenset[str] = frozenset()
"""Functions sqlglot does not know although every engine of ours does; each must be proved by a test."""


def problems(sql: str) -> list[str]:
    """What in a model's select means something else on Spark, or is unknown there; empty if nothing.

    Source: measured differences between DuckDB 2.0 and Spark 4 through sqlglot 30.
    """
    tree = catalog.parse(sql)
    return [
        message.format(name=node.name, sql=node.sql("duckdb"))
        for kind, is_unportable, message in RULES
        for node in tree.find_all(kind)
        if is_unportable(node)
    ]


def transpile(sql: str, dialect: str) -> str:
    """The select in another dialect, laid out for reading; raises ValueError where it is not portable."""
    found = problems(sql)
    if found:
        raise ValueError("; ".join(found))
    return catalog.parse(sql).sql(dialect, pretty=True) + "\n"


def _has_other_than_literals(values: Iterable[object]) -> bool:
    return any(not isinstance(value, exp.Literal) for value in values)


def _slice_bounds(node: exp.Expr) -> Iterator[object]:
    return (value for key, value in node.args.items() if key != "this" and value is not None)


NUMBERING = (
    exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile, exp.Lag, exp.Lead,
    exp.FirstValue, exp.LastValue, exp.NthValue,
)  # fmt: skip
"""Functions of a window that depend on the order of its rows."""

ANY_OF_SEVERAL = (exp.AnyValue, exp.First, exp.Last, exp.ArgMin, exp.ArgMax, exp.Mode)
"""Aggregates that may return the value of any of several rows."""


def _has_no_order(node: exp.Window) -> bool:
    """Whether a window that depends on the order of its rows states none."""
    select = node.find_ancestor(exp.Select)
    named = (select.args.get("windows") or ()) if select else ()
    stated = [node, *(window for window in named if window.name == node.alias)]
    is_ordering = bool(node.this.find(*NUMBERING)) or any(window.args.get("spec") for window in stated)
    return is_ordering and not any(window.args.get("order") for window in stated)


def _is_unsorted(node: exp.Expr) -> bool:
    """Whether a list has the order of arrival: it states none, and is neither sorted nor counted at once."""
    user = node.find_ancestor(exp.ArraySort, exp.ArraySize, exp.Select)
    return not isinstance(node.this, exp.Order) and not isinstance(user, exp.ArraySort | exp.ArraySize)


def _keeps_any_rows(node: exp.Limit) -> bool:
    """Whether a limit keeps some of the rows; whether there is one at all, or the columns, may be asked."""
    select = node.parent
    if not isinstance(select, exp.Query) or select.args.get("order") or node.expression.name == "0":
        return False
    return not all(isinstance(each, exp.Literal) for each in select.selects)


def _joins_unnested(node: exp.Select) -> bool:
    """Whether a table is joined after a list was unnested, which on Spark comes last."""
    is_unnested = [isinstance(join.this, exp.Unnest) for join in node.args.get("joins") or ()]
    return any(first and not second for first, second in pairwise(is_unnested))


WEEKDAYS = frozenset({"dow", "isodow", "dayofweek", "dayofweekiso", "weekday"})
"""Parts of a date that engines count differently."""

RULES: tuple[tuple[type[exp.Expr], Callable[[Any], bool], str], ...] = (
    (exp.Anonymous, lambda n: n.name.lower() not in SAFE_UNKNOWN_FUNCTIONS, "unknown function {name}()"),
    (exp.Bracket, lambda n: _has_other_than_literals(n.expressions), "subscript that is no literal: {sql}"),
    (
        exp.ArrayAgg,
        lambda n: isinstance(n.this, exp.Order),
        "array_agg(… order by …): the order is dropped; sort the list",
    ),
    (
        exp.ArraySlice,
        lambda n: _has_other_than_literals(_slice_bounds(n)),
        "array_slice with bounds that are no literals",
    ),
    (exp.Unnest, lambda n: bool(n.args.get("offset")), "with ordinality: counts from 0 on Spark"),
    (
        exp.Select,
        _joins_unnested,
        "join after unnest: without its columns on Spark; unnest in a select below",
    ),
    (exp.Join, lambda n: n.args.get("method") == "ASOF", "asof join"),
    (exp.CTE, lambda n: bool(n.args.get("key_expressions")), "recursive using key"),
    (exp.Select, lambda n: n.args.get("qualify") and n.is_star, "select * with qualify: leaks a column on Spark"),
    (exp.Comprehension, lambda n: True, "list comprehension"),
    (
        exp.Extract,
        lambda n: n.name.lower() in WEEKDAYS,
        "{sql}: Spark has none; date_diff('day', date '0001-01-01', …) % 7",
    ),
    (exp.DayOfWeek, lambda n: True, "{sql}: counts from 1 on Spark; date_diff('day', date '0001-01-01', …) % 7"),
    (exp.DayOfWeekIso, lambda n: True, "{sql}: counts from 3 on a Monday; date_diff('day', date '0001-01-01', …) % 7"),
    (
        exp.Div,
        lambda n: isinstance(n.expression, exp.Literal) and not n.expression.is_int,
        "{sql}: decimal on Spark; cast the divisor to double",
    ),
    (exp.Window, _has_no_order, "window without an order: {sql}"),
    *((kind, lambda n: True, "{sql}: of several rows any; use min or max, or number them") for kind in ANY_OF_SEVERAL),
    *(
        (kind, _is_unsorted, "{sql}: in the order of arrival; sort the list")
        for kind in (exp.ArrayAgg, exp.GroupConcat)
    ),
    (exp.Distinct, lambda n: bool(n.args.get("on")), "distinct on: of several rows any; number them"),
    (exp.TableSample, lambda n: True, "sample: other rows each time"),
    (exp.Limit, _keeps_any_rows, "limit without an order"),
    (exp.Length, lambda n: True, "len() or length(): array_length for lists, char_length is not told from it"),
)
"""A kind of node, which nodes of that kind are not portable, and the problem."""


def spark_select(sql: str, params: Params | None = None) -> str:
    """The select for a Spark session in which each table is a view: `main.articles` is `main__articles`.

    params: by name (`$name`), by number (`$1`) or in order (`?`)
    Raises ValueError where it is not portable, KeyError or IndexError for a parameter without a value.

    >>> spark_select("select title from main.articles where word_count > $words", {"words": 9})
    'SELECT title FROM main__articles AS articles WHERE word_count > 9'
    >>> spark_select("select title from main.articles where article_id in (select unnest($1))", [["aa", "bb"]])
    "SELECT title FROM main__articles AS articles WHERE article_id IN (SELECT EXPLODE(ARRAY('aa', 'bb')))"
    """
    if found := problems(sql):
        raise ValueError("; ".join(found))
    tree = catalog.parse(sql).copy()
    spell_out(tree)
    for table in list(tree.find_all(exp.Table)):
        if table.db:
            view = exp.to_table(view_name(f"{table.db}.{table.name}"))
            table.replace(exp.alias_(view, table.alias or table.name, table=True))
    for column in tree.find_all(exp.Column):
        column.set("db", None)  # the view has the name of the table for an alias
    fill_in(tree, params or ())
    return tree.sql("spark")


@cache
def views_read(sql: str) -> tuple[str, ...]:
    """The views of the catalog that a select reads, directly or through others, each after those it reads itself."""
    found: dict[str, None] = {}
    for table in catalog.tables_read(sql):
        if table in catalog.tables() and catalog.tables()[table].is_view:
            found |= dict.fromkeys([*views_read(catalog.models()[table].sql), table])
    return tuple(found)


@cache
def is_ordered(sql: str) -> bool:
    """Whether a select states the order of its rows."""
    return catalog.parse(sql).args.get("order") is not None


def view_name(table: str) -> str:
    """The name of a table's view in a Spark session.

    >>> view_name("previous.articles")
    'previous__articles'
    """
    return table.replace(".", "__")


def fill_in(tree: exp.Expr, params: Params) -> None:
    """Replace the parameters of a statement by literals."""
    in_order = iter(() if isinstance(params, Mapping) else params)
    for node in list(tree.find_all(exp.Parameter, exp.Placeholder)):
        if isinstance(params, Mapping):
            value = params[node.name]
        else:
            value = params[int(node.name) - 1] if node.name.isdecimal() else next(in_order)
        node.replace(_literal(value))


def _literal(value: object) -> exp.Expr:
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.isoformat(sep=" ")), "timestamptz")
    if isinstance(value, list | tuple):
        listed = exp.Array(expressions=[_literal(each) for each in value])
        return listed if value else exp.cast(listed, "text[]", dialect="duckdb")
    return exp.convert(value)
