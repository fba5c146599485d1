"""`newsfold versions`: the kept versions and snapshots, one per line.

Belongs here: fetching and printing them. Does not: finding or checking them (warehouse.kept, warehouse.seals).
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines import settings as setting
from pipelines.commands.tables import aligned
from warehouse import kept
from warehouse.connections import Unreadable, open_to_read
from warehouse.history import History
from warehouse.kept import Kept

INTACT, CHANGED, UNSEALED = "as published", "not as published", "no seal"
COLUMNS = ("version", "published (UTC)", "articles", "bytes", "")


def main(options: argparse.Namespace) -> int:
    """Print the versions, newest first, then the snapshots."""
    warehouse = setting.load({"raw": options.raw, "warehouse": options.warehouse}, reads_raw=False).warehouse
    everything = kept.list_all(warehouse, History(warehouse).read().seals)
    rows = [_describe(each, everything) for each in everything]
    if options.json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    elif rows:
        print("\n".join(aligned(COLUMNS, [_cells(row) for row in rows])))
    else:
        print("nothing published yet: run `newsfold run`")
    return 0


def _describe(version: Kept, everything: Sequence[Kept]) -> dict[str, Any]:
    """What is printed of a version, in JSON types."""
    published_at, articles = version.published_at, version.seal.articles if version.seal else None
    if version.seal is None:
        published_at, articles = _stated(version) or (published_at, articles)
    state = UNSEALED if version.seal is None else CHANGED if version.find_difference() else INTACT
    snapshots = [each.name for each in everything if each.is_snapshot and each.run_id == version.run_id]
    return {
        "version": version.name,
        "run_id": version.run_id,
        "published_at": published_at.isoformat(timespec="seconds"),
        "articles": articles,
        "bytes": version.file.stat().st_size,
        "is_current": version.is_current,
        "is_snapshot": version.is_snapshot,
        "snapshots": [] if version.is_snapshot else snapshots,
        "state": state,
        "file": str(version.file),
    }


def _stated(version: Kept) -> tuple[Any, int] | None:
    """When a version without a seal was published and how many articles it has, by its own tables."""
    try:
        with open_to_read(version.file) as connection:
            sql = "select max(finished_at), (select count(*) from main.articles) from main.runs where run_id = ?"
            rows = connection.execute(sql, [version.run_id]).fetchall()
    except Unreadable:
        return None
    return (rows[0][0], rows[0][1]) if rows[0][0] else None


def _cells(row: Mapping[str, Any]) -> list[str]:
    articles = "?" if row["articles"] is None else f"{row['articles']:,}"
    when = row["published_at"][:19].replace("T", " ")
    return [row["version"], when, articles, f"{row['bytes']:,}", ", ".join(_marks(row))]


def _marks(row: Mapping[str, Any]) -> Iterator[str]:
    if row["is_current"]:
        yield "current"
    if row["is_snapshot"]:
        yield f"snapshot of {row['run_id']}"
    yield from (f"snapshot {name}" for name in row["snapshots"])
    if row["state"] != INTACT:
        yield row["state"]
