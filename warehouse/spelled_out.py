"""Spells out what is short in DuckDB's dialect and is missing, or reads otherwise, in engines that speak Spark's.

Belongs here: a rewriting for each construct, of the syntax tree. Does not: refusing what can't be rewritten, names of
tables, parameters (portability).
"""

import re
from collections.abc import Iterable

from sqlglot import exp

from warehouse import catalog


def spell_out(tree: exp.Expr) -> None:
    """Rewrite a parsed statement in place; tables still have their names of DuckDB."""
    for select in list(tree.find_all(exp.Select)):
        _spell_star(select)
        _spell_using(select)
        _spell_grouping(select)
    _name_apart(tree)
    for split in list(tree.find_all(exp.Split)):
        if isinstance(split.expression, exp.Literal):
            pattern = exp.Literal.string(re.escape(split.expression.name))
            split.replace(exp.RegexpSplit(this=split.this, expression=pattern))
    for match in list(tree.find_all(exp.RegexpFullMatch)):
        if isinstance(match.expression, exp.Literal):
            whole = exp.Literal.string(rf"\A(?:{match.expression.name})\z")
            match.replace(exp.RegexpLike(this=match.this, expression=whole))


def _name_apart(tree: exp.Expr) -> None:
    """Give each `with` of nested selects a name of its own: for Spark all of them are written before the statement."""
    known: set[str] = set()
    for with_ in list(tree.find_all(exp.With)):
        for stated in with_.expressions:
            name = stated.alias
            if name in known:
                own = f"{name}_{len(known)}"
                for table in with_.parent.find_all(exp.Table) if with_.parent else ():
                    if table.name == name and not table.db:
                        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.alias or name)))
                        table.set("this", exp.to_identifier(own))
                stated.args["alias"].set("this", exp.to_identifier(own))
            known.add(stated.alias)


def _spell_using(select: exp.Select) -> None:
    """`join … using (c)` as `on`: after it Sail knows no `t.c`. The column without a table is that of the first."""
    source = select.args.get("from_")
    first = source.this.alias_or_name if source else ""
    for number, join in enumerate(select.args.get("joins") or ()):
        names = [column.name for column in join.args.get("using") or ()]
        if not names:
            continue
        if not join.this.alias_or_name:
            join.this.set("alias", exp.TableAlias(this=exp.to_identifier(f"joined_{number}")))
        join.set("using", None)
        join.set("on", exp.and_(*(_equal(name, first, join.this.alias_or_name) for name in names)))
        _qualify(select, names, first)


def _equal(name: str, left: str, right: str) -> exp.EQ:
    return exp.EQ(this=exp.column(name, left), expression=exp.column(name, right))


def _qualify(select: exp.Select, names: Iterable[str], table: str) -> None:
    """Name the table of these columns where the select itself does not."""
    for column in select.find_all(exp.Column):
        if not column.table and column.name in names and column.find_ancestor(exp.Select) is select:
            column.set("table", exp.to_identifier(table))


def _spell_grouping(select: exp.Select) -> None:
    """`group by all` as the columns that are no aggregates."""
    group = select.args.get("group")
    if group and group.args.get("all"):
        columns = [each.unalias().copy() for each in select.expressions if not each.find(exp.AggFunc)]
        select.set("group", exp.Group(expressions=columns))


def _spell_star(select: exp.Select) -> None:
    """`* exclude (c)` as the other columns of the table, which must be one of the catalog."""
    source = select.args.get("from_")
    stars = [each for each in select.expressions if isinstance(each, exp.Star)]
    for star in stars:
        left_out = {column.name for column in star.args.get("except_") or ()}
        if left_out and source:
            names = catalog.tables()[f"{source.this.db}.{source.this.name}"].column_names
            columns = [exp.column(name) for name in names if name not in left_out]
            at = select.expressions.index(star)
            select.set("expressions", [*select.expressions[:at], *columns, *select.expressions[at + 1 :]])
