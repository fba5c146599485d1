"""Asset specs: a table's name and description in Dagster.

Belongs here: keys, groups, owners, columns, read from the catalog. Does not: what a run observes (metadata).
"""

from collections.abc import Iterable
from functools import cache

import dagster as dg

from warehouse import catalog, lineage
from warehouse.catalog import Table

OWNERS = ("team:newsfold",)

GROUPS = {
    "ingest": (
        "main.source_files", "main.article_records", "main.rejections", "main.overrides", "main.publisher_groups",
        "main.removals",
        "staging.articles", "staging.field_evidence", "staging.removed_passages",
    ),
    "staging": ("staging.",),
    "gram_index": (
        "dedup.texts", "dedup.article_texts", "dedup.fingerprints", "dedup.cut_grams", "dedup.family_pairs",
    ),
    "stories": ("dedup.story_", "main.stories", "main.story_links"),
    "copies": ("dedup.", "main.duplicate_"),
    "search": ("search.",),
    "outlet_views": (
        "main.copied_articles", "main.copy_flows", "main.coverage_gaps", "main.original_articles",
        "main.publisher_overlap", "main.publisher_scorecard", "main.story_gaps", "main.story_publishers",
    ),
    "run": ("main.alarms", "main.runs", "main.quality_", "main.warehouse_"),
}  # fmt: skip
"""Group → how the names of its tables begin; the first match counts. Each group reads on one screen."""


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


def group_of(table: str) -> str:
    """The group of a table; views and tables that no beginning matches have groups of their own.

    >>> group_of("staging.articles"), group_of("dedup.article_pairs"), group_of("main.articles")
    ('ingest', 'copies', 'articles')
    """
    found = next((group for group, beginnings in GROUPS.items() if table.startswith(beginnings)), "articles")
    return "views" if found == "articles" and catalog.tables()[table].is_view else found


def spec(name: str, deps: Iterable[str], kinds: set[str]) -> dg.AssetSpec:
    """The asset of a table, described by its DDL; `deps` are the tables it is made from."""
    table = catalog.tables()[name]
    return dg.AssetSpec(
        key=key(name),
        deps=[key(dep) for dep in deps if dep != name],
        description=table.comment,
        group_name=group_of(name),
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
