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


def table_metadata(engine: Engine, table: str, counts: Mapping[str, float] | None = None) -> Metadata:
    """The metadata of a table that was just made, with what its maker counted."""
    metadata: Metadata = dict(counts or {})
    if not catalog.tables()[table].is_view:  # counting a view would run it
        metadata["dagster/row_count"] = engine.count(table)
    if table in catalog.models():
        metadata["dagster/column_lineage"] = column_lineage(table)
    return metadata | (SPECIAL[table](engine) if table in SPECIAL else {})


def publication(stated: Mapping[str, Any]) -> Metadata:
    """The metadata of a publication: what it states, its files as paths that the UI lets people copy."""
    paths = {name: dg.MetadataValue.path(stated[name]) for name in ("file", "report") if name in stated}
    return {**stated, **paths}


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
    rows = [tuple(row.values()) for row in engine.read("work.cluster_sizes").to_pylist()]
    largest = max((row[-1] for row in rows), default=0)
    return {"largest cluster": largest, "sizes": as_table(("size", "clusters", "articles"), [row[:-1] for row in rows])}


def stories(engine: Engine) -> Metadata:
    """The largest stories, in Markdown."""
    rows = engine.read("work.largest_stories", {"stories": MAX_STORIES}).to_pylist()
    lines = ["| articles | publishers | texts | first | story |", "|--:|--:|--:|---|---|"]
    for row in rows:
        *counts, first, title = row.values()
        lines.append(f"| {' | '.join(map(str, counts))} | {first or ''} | {as_code(title)} |")
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
    cells = [[value if isinstance(value, int | float) else str(value) for value in row] for row in rows]
    records = [dg.TableRecord(dict(zip(names, row, strict=True))) for row in cells]
    first = rows[0] if rows else [""] * len(names)
    types = ["int" if isinstance(value, int) else "string" for value in first]
    columns = [dg.TableColumn(name, kind) for name, kind in zip(names, types, strict=True)]
    return dg.MetadataValue.table(records=records, schema=dg.TableSchema(columns))


SPECIAL: Mapping[str, Callable[[Engine], Metadata]] = {
    "main.rejections": rejections,
    "main.source_files": files,
    "main.duplicate_clusters": clusters,
    "main.stories": stories,
}
"""Further metadata of single tables."""
