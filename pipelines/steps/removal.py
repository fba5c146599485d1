"""Removal: deletes what tombstones name from the tables of records, before anything is derived from them.

Belongs here: records, rejections, rows of the ledger, and main.removals. Does not: what a name means
(removal_requests), whether a path is named (removed_paths), rejections that quote it (removed_passages), earlier
versions and freed blocks (warehouse.purge).

What is derived follows as for records that moved to another article: sql/work/moved_articles.sql.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import pyarrow as pa

from pipelines.core.identity import state_key
from pipelines.settings import Settings
from pipelines.steps.removed_passages import blank_stored, note_passages
from pipelines.steps.removed_paths import RemovedPaths
from pipelines.steps.url_claims import decide_claims
from warehouse import catalog, tombstones
from warehouse.engine import Engine
from warehouse.tombstones import BYTES, PATH, RECORD, STATE, Tombstone

STORED = "select kind, key, request_id, requested_at, record_count from main.removals"
RECORD_TABLES = (
    "main.article_records",
    "staging.articles",
    "staging.field_evidence",
    "staging.url_claims",
    "staging.replaced_titles",
    "work.texts",
)
PATHS = (
    "select record_path from main.source_files union select record_path from main.article_records"
    " union select record_path from main.rejections"
)
REMOVED = (
    "select * from (select distinct record_key, article_id from work.new_removals cross join unnest"
    "([stored_article_id, own_article_id, declared_article_id]) as a (article_id)) as a where article_id is not null"
)
"""The articles that a record was of before this run, and may be of by its URLs."""

REMOVED_KEYS = "select kind, key, count(*) from work.new_removals group by kind, key"
REJECTED_KEYS = (
    "select removed_paths.kind, key, count(*) from work.removed_paths inner join work.removed_rejections"
    " using (record_path, record_index, kind) group by removed_paths.kind, key"
)
REJECTED = "select {columns} from work.removed_rejections where kind = '{kind}'"
REJECTION_KEYS = {PATH: "record_path", RECORD: "record_path, record_index", BYTES: "file_sha256"}
"""By which columns rejections go that a tombstone of each kind names."""

SPENT = "select record_path, stat_signature from work.removed_files where not is_by_path"


def read_tombstones(engine: Engine, settings: Settings) -> list[Tombstone]:
    """All tombstones: of the warehouse before this run, and of requests since."""
    stored = [Tombstone(*row[:4]) for row in engine.rows(STORED)]
    known = {(each.kind, each.key) for each in stored}
    return stored + [t for t in tombstones.read(settings.warehouse).tombstones if (t.kind, t.key) not in known]


def remove(engine: Engine, found: Sequence[Tombstone]) -> int:
    """Delete what tombstones name; returns how many records. Once they are gone, other pages may be believed to be at
    their URLs, and so be articles that a tombstone names.
    """
    if not found:
        return 0
    _store_keys(engine, found)
    counts: Counter[tuple[str, str]] = Counter()
    while new := _remove_records(engine):
        counts += new
        decide_claims(engine)
    if counts:
        blank_stored(engine)
    counts += _remove_rejections(engine)
    _remove_files(engine)
    _store_tombstones(engine, found, counts)
    return counts.total()


def _store_keys(engine: Engine, found: Iterable[Tombstone]) -> None:
    """Make work.tombstones, and work.removed_paths: the paths in the warehouse that they name."""
    keys = [{"kind": kind, "key": key} for kind, key in sorted({(each.kind, each.key) for each in found})]
    engine.replace("work.tombstones", _table("work.tombstones", keys))
    engine.replace("work.removed_paths", _table("work.removed_paths", []))
    if removed := RemovedPaths(found):
        engine.flow(PATHS, partial(find_removed, removed), ("work.removed_paths",))


def find_removed(removed: RemovedPaths, paths: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.removed_paths for those paths that tombstones name."""
    rows: list[dict[str, Any]] = []
    listed: list[Any] = paths["record_path"].to_pylist()
    for path in listed:
        if key := removed.key_of(path):
            rows.append({"record_path": path, "record_index": None, "kind": PATH, "key": key})
        for index, key in removed.indexes_of(path):
            rows.append({"record_path": path, "record_index": index, "kind": RECORD, "key": key})
    return (pa.RecordBatch.from_pylist(rows, catalog.arrow_schema("work.removed_paths")),)


def _remove_records(engine: Engine) -> Counter[tuple[str, str]]:
    """Delete the records that are named now; counts by tombstone."""
    if not engine.build("work.new_removals"):
        return Counter()
    note_passages(engine)
    engine.append("work.removed_records", REMOVED)
    for table in RECORD_TABLES:
        engine.delete_matching(table, "select record_key from work.new_removals")
    _count_in_files(engine, "select file_sha256 from work.new_removals", are_rejected=False)
    return Counter({(kind, key): count for kind, key, count in engine.rows(REMOVED_KEYS)})


def _remove_rejections(engine: Engine) -> Counter[tuple[str, str]]:
    """Delete the rejections of named files and records; counts by tombstone those of records that one names."""
    if not engine.build("work.removed_rejections"):
        return Counter()
    for kind, columns in REJECTION_KEYS.items():
        engine.delete_matching("main.rejections", REJECTED.format(columns=columns, kind=kind))
    _count_in_files(engine, REJECTED.format(columns="file_sha256", kind=RECORD), are_rejected=True)
    return Counter({(kind, key): count for kind, key, count in engine.rows(REJECTED_KEYS)})


def _count_in_files(engine: Engine, gone: str, are_rejected: bool) -> None:
    """Count records that are taken out in the ledger. gone: a select of the hash of the file of each"""
    engine.create_scratch("uncounted_records", gone)
    if engine.build("work.recounted_files", {"are_rejected": are_rejected}):
        engine.delete_matching("main.source_files", "select sha256 from work.recounted_files")
        engine.append("main.source_files", "select * from work.recounted_files")


def _remove_files(engine: Engine) -> None:
    """Delete the rows of files that were taken out, by path or because nothing of them is left."""
    engine.build("work.removed_files")
    engine.delete_matching("main.source_files", "select record_path, sha256 from work.removed_files")
    engine.delete_matching("main.source_files", "select record_path from work.removed_files where is_by_path")
    engine.delete_matching("main.rejections", "select sha256 as file_sha256 from work.removed_files")


def _store_tombstones(engine: Engine, found: Iterable[Tombstone], counts: Mapping[tuple[str, str], int]) -> None:
    """Bring main.removals up to date: new tombstones, states of files of which nothing is left, and counts."""
    before = {row[:2]: row[4] for row in engine.rows(STORED)}
    spent = [state_key(path, signature) for path, signature in engine.rows(SPENT)]
    run = engine.run
    states = [Tombstone(STATE, key, run.run_id, run.started_at) for key in spent]
    stones = {(t.kind, t.key): t for t in [*states, *sorted(found, key=lambda t: t.requested_at, reverse=True)]}
    rows = [asdict(stone) | {"record_count": before.get(key, 0) + counts.get(key, 0)} for key, stone in stones.items()]
    engine.replace("main.removals", _table("main.removals", rows))


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=catalog.arrow_schema(name))
