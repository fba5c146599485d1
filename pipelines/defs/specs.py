"""Asset specs: a table's name and description in Dagster.

Belongs here: keys, groups, owners, columns, read from the catalog. Does not: what a run observes (metadata).
"""

from collections.abc import Iterable
from functools import cache

import dagster as dg

from warehouse import catalog, lineage
from warehouse.catalog import Table

OWNERS = ("team:newsfold",)

STEP_GROUPS = {
    "main.source_files": "ingest",
    "staging.version_changes": "staging",
    "dedup.text_pairs": "copies",
    "dedup.story_members": "stories",
}
"""Python step → the group of all its tables."""

PREFIX_GROUPS = (
    ("main.stories", "stories"), ("main.story_links", "stories"),
    ("dedup.", "copies"), ("main.duplicate_", "copies"),
    ("staging.", "staging"),
    ("main.runs", "run"), ("main.quality_", "run"), ("main.warehouse_", "run"),
)  # fmt: skip
"""Prefix → group, for all other tables; the first match counts. Groups follow the data flow."""


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
    """The name of an op that works on a table.

    >>> op_name("audit", "main.articles")
    'audit_main_articles'
    """
    return f"{prefix}_{table.replace('.', '_')}"


def group_of(table: str, step: str | None = None) -> str:
    """The group of a table; `step` is the Python step that makes it.

    >>> group_of("staging.articles", "main.source_files"), group_of("dedup.article_pairs"), group_of("main.articles")
    ('ingest', 'copies', 'articles')
    """
    if step in STEP_GROUPS:
        return STEP_GROUPS[step]
    found = next((group for prefix, group in PREFIX_GROUPS if table.startswith(prefix)), "articles")
    return "views" if found == "articles" and catalog.tables()[table].is_view else found


def spec(name: str, deps: Iterable[str], kinds: set[str], step: str | None = None) -> dg.AssetSpec:
    """The asset of a table, described by its DDL; `deps` are the tables it is made from."""
    table = catalog.tables()[name]
    return dg.AssetSpec(
        key=key(name),
        deps=[key(dep) for dep in deps if dep != name],
        description=table.comment,
        group_name=group_of(name, step),
        owners=OWNERS,
        kinds={"duckdb", "view" if table.is_view else "table", *kinds},
        metadata={"dagster/column_schema": _columns(table), "dagster/table_name": name},
    )


def _columns(table: Table) -> dg.TableSchema:
    columns = [
        dg.TableColumn(
            name=column.name,
            type=column.type or "derived",
            description=column.comment,
            constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
        )
        for column in table.columns
    ]
    return dg.TableSchema(columns=columns)


@cache
def column_lineage(table: str) -> dg.TableColumnLineage:
    """The source columns of each column of a SQL model; slow, so it is computed only during a run."""
    sources = lineage.column_sources(table)
    return dg.TableColumnLineage(
        {name: [dg.TableColumnDep(key(t), c) for t, c in pairs] for name, pairs in sources.items() if pairs}
    )
