"""What a table is called and how it is described in Dagster.

Belongs here: keys, groups, owners, descriptions and columns, all read from the catalog. Does not: what a run observes.
"""

from collections.abc import Iterable
from functools import cache

import dagster as dg

from warehouse import catalog, lineage
from warehouse.catalog import Table

OWNERS = ("team:newsfold",)

GROUPS = {"work": "scratch", "staging": "staging", "dedup": "duplicates", "main": "published"}
"""Schema → the group its tables are drawn in: the layers that data passes."""


def key(table: str) -> dg.AssetKey:
    """The key of a table's asset.

    >>> key("main.articles").to_user_string()
    'main/articles'
    """
    return dg.AssetKey(table.split("."))


def table_of(asset: dg.AssetKey) -> str:
    """The table of an asset's key."""
    return ".".join(asset.path)


def op_name(prefix: str, table: str) -> str:
    """A name Dagster accepts for what works on a table.

    >>> op_name("audit", "main.articles")
    'audit_main_articles'
    """
    return f"{prefix}_{table.replace('.', '_')}"


def spec(name: str, deps: Iterable[str], kinds: set[str]) -> dg.AssetSpec:
    """The asset of a table as its contract describes it; `deps` are the tables it is made from."""
    table = catalog.tables()[name]
    return dg.AssetSpec(
        key=key(name),
        deps=[key(dep) for dep in deps if dep != name],
        description=table.comment,
        group_name=GROUPS[table.schema],
        owners=OWNERS,
        kinds={"duckdb", "view" if table.is_view else "table", *kinds},
        metadata={"dagster/column_schema": _columns(table), "dagster/table_name": name},
    )


def _columns(table: Table) -> dg.TableSchema:
    stated = [
        dg.TableColumn(
            name=column.name,
            type=column.type or "derived",
            description=column.comment,
            constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
        )
        for column in table.columns
    ]
    return dg.TableSchema(columns=stated)


@cache
def column_lineage(table: str) -> dg.TableColumnLineage:
    """Which columns the columns of a SQL model are made from; takes a moment, so nothing asks before a run does."""
    sources = lineage.column_sources(table)
    return dg.TableColumnLineage(
        {name: [dg.TableColumnDep(key(t), c) for t, c in pairs] for name, pairs in sources.items() if pairs}
    )
