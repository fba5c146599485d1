"""The metadata of a table that a run made, for the UI: counts that plot over time, tables, samples in Markdown.

Belongs here: reading figures from the build and wrapping them as metadata. Does not: static descriptions (specs).

Raw text is untrusted: titles appear as code spans, in which Markdown, HTML and links have no effect.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.defs.specs import column_lineage
from warehouse import catalog
from warehouse.engine import Engine

Metadata = dict[str, Any]

MAX_STORIES = 10
MAX_TITLE_CHARS = 120

CLUSTER_SIZES = """
    select
        case when article_count = 1 then '1' when article_count = 2 then '2' when article_count <= 5 then '3-5'
            when article_count <= 20 then '6-20' else '21+' end as size,
        count(*) as clusters,
        sum(article_count) as articles
    from main.duplicate_clusters
    group by 1
    order by min(article_count)
"""

LARGEST_STORIES = """
    select article_count, publisher_count, cluster_count, first_published_date, title
    from main.stories
    order by article_count desc, story_id
    limit ?
"""


def table_metadata(engine: Engine, table: str, counts: Mapping[str, float] | None = None) -> Metadata:
    """The metadata of a table that was just made, with what its maker counted."""
    metadata: Metadata = dict(counts or {})
    if not catalog.tables()[table].is_view:  # counting a view would run it
        metadata["dagster/row_count"] = engine.count(table)
    if table in catalog.models():
        metadata["dagster/column_lineage"] = column_lineage(table)
    return metadata | (SPECIAL[table](engine) if table in SPECIAL else {})


def rejections(engine: Engine) -> Metadata:
    """Rejections by reason, as a table and as one number per reason, which plots."""
    rows = engine.rows("select reason, count(*) from main.rejections group by reason order by count(*) desc, reason")
    return {f"rejected: {reason}": count for reason, count in rows} | {"by_reason": as_table(("reason", "count"), rows)}


def files(engine: Engine) -> Metadata:
    """Files of the ledger by status and by format."""
    rows = engine.rows("select status, count(*) from main.source_files group by status order by status")
    formats = engine.rows(
        "select coalesce(format, 'unknown'), count(*), sum(record_count) from main.source_files group by 1 order by 1"
    )
    counts = {f"files {status}": count for status, count in rows}
    return counts | {"by_format": as_table(("format", "files", "records"), formats)}


def clusters(engine: Engine) -> Metadata:
    """The sizes of clusters."""
    rows = engine.rows(CLUSTER_SIZES)
    largest = engine.rows("select coalesce(max(article_count), 0) from main.duplicate_clusters")[0][0]
    return {"largest cluster": largest, "sizes": as_table(("size", "clusters", "articles"), rows)}


def stories(engine: Engine) -> Metadata:
    """The largest stories, in Markdown."""
    rows = engine.rows(LARGEST_STORIES, [MAX_STORIES])
    lines = ["| articles | publishers | texts | first | story |", "|--:|--:|--:|---|---|"]
    lines += [f"| {a} | {p} | {c} | {first or ''} | {as_code(title)} |" for a, p, c, first, title in rows]
    return {"largest stories": dg.MetadataValue.md("\n".join(lines))} if rows else {}


def as_code(title: str | None) -> str:
    """Untrusted text as a Markdown code span that fits a table cell: nothing in it is read as markup or a link.

    >>> as_code("*Look* [here](http://x.example) | `now`" + chr(10) + "<b>")
    "`*Look* [here](http://x.example) ¦ 'now' <b>`"
    >>> as_code(None)
    ''
    """
    if not title:
        return ""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in title[:MAX_TITLE_CHARS])
    tame = re.sub(r"\s+", " ", plain.replace("`", "'").replace("|", "¦")).strip()
    return f"`{tame}`" if tame else ""


def as_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dg.TableMetadataValue:
    """Rows as a table in the UI; numbers stay numbers."""
    records = [dg.TableRecord({name: _cell(value) for name, value in zip(names, row, strict=True)}) for row in rows]
    types = [_column_type(row[0] if row else None) for row in zip(*rows, strict=True)] or ["string"] * len(names)
    columns = [dg.TableColumn(name, kind) for name, kind in zip(names, types, strict=True)]
    return dg.MetadataValue.table(records=records, schema=dg.TableSchema(columns))


def _cell(value: Any) -> str | int | float:
    return value if isinstance(value, int | float) else str(value)


def _column_type(value: Any) -> str:
    return "int" if isinstance(value, int) else "string"


SPECIAL: Mapping[str, Callable[[Engine], Metadata]] = {
    "main.rejections": rejections,
    "main.source_files": files,
    "main.duplicate_clusters": clusters,
    "main.stories": stories,
}
"""Further metadata of single tables."""
