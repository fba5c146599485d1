"""Purging: what was taken out must not stay in freed blocks, in older versions, in snapshots or in the history.

Belongs here: rewriting the finished file of a run, deleting files that hold what was taken out. Does not: which rows go
(pipelines.steps.removal), ordinary retention (versions).

DuckDB marks the blocks of deleted rows as free and leaves their bytes. So a file from which rows were deleted is
written anew, table by table.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import catalog, connections, contracts, versions
from warehouse.kept import MANIFEST, PART, SNAPSHOTS
from warehouse.tombstones import ARTICLE, BYTES, CONTENT, RECORD, Tombstone

HELD = (
    "select 1 from staging.articles where article_id in (select unnest($1)) or content_hash in (select unnest($2))"
    " or file_sha256 in (select unnest($3)) union all"
    " select 1 from main.rejections where file_sha256 in (select unnest($3)) limit 1"
)


def rewrite(file: Path, source: Path | None = None, **limits: Any) -> None:
    """Write a finished file anew, with the rows it has and nothing else; limits: as for connections.open_for_work.

    source: whose rows it gets, if not its own
    """
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    connection = connections.open_for_work(fresh, **limits)
    try:
        for database in (catalog.SCRATCH, catalog.PREVIOUS):
            contracts.create_empty(connection, database)
        contracts.create_all(connection)
        connections.attach_to_read(connection, source or file, "source", file.with_name(f"{file.name}.copy"))
        for name, table in catalog.lasting_tables().items():
            if not table.is_view:
                connection.execute(f"insert into {name} by name select * from source.{name}")
        contracts.drop_run_views(connection)
        connection.execute("detach source")
        connection.execute("checkpoint")
    finally:
        connection.close()
    fresh.replace(file)


def drop_others(link: Path) -> None:
    """Delete all versions but the current one, failed builds, and logs of failures, which may quote a value."""
    versions.drop_old(link, kept=0)
    for pattern in (f"failed-*{link.suffix}", f"failed-*{link.suffix}?*", "failed-*.log"):
        for failed in link.parent.glob(pattern):
            versions.delete(failed, link)


def drop_snapshots(link: Path, found: Iterable[Tombstone], now: datetime) -> None:
    """Delete files and reports of snapshots that hold what was taken out; their manifests stay, and say so and when."""
    keys: dict[str, list[str]] = {}
    for each in found:
        keys.setdefault(each.kind, []).append(each.key)
    for unfinished in (link.parent / SNAPSHOTS).glob(f".*{PART}"):
        shutil.rmtree(unfinished)
    for file in sorted((link.parent / SNAPSHOTS).glob(f"*/{link.name}")):
        if holds(file, keys):
            _note(file.with_name(MANIFEST), now)
            versions.report_of(file, link).unlink(missing_ok=True)
            versions.delete(file, link)


def holds(file: Path, keys: Mapping[str, list[str]]) -> bool:
    """Whether a file has a record that is named; True if that can't be told."""
    if keys.get(RECORD):
        return True
    try:
        with connections.open_to_read(file) as connection:
            named = [keys.get(kind, []) for kind in (ARTICLE, CONTENT, BYTES)]
            return bool(connection.execute(HELD, named).fetchall())
    except (duckdb.Error, connections.Unreadable):
        return True


def _note(manifest: Path, now: datetime) -> None:
    """State in the manifest of a snapshot that its file is gone."""
    stated = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    stated["removed_at"] = now.isoformat()
    stated["removed_because"] = "it held articles that were taken out by request"
    fresh = manifest.with_name(f".{manifest.name}.next")
    fresh.write_text(json.dumps(stated, indent=2) + "\n", encoding="utf-8")
    fresh.replace(manifest)
