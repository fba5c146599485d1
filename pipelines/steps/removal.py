"""Removal: deletes what tombstones name from the tables of records, before anything is derived from them.

Belongs here: records, rejections, rows of the ledger, and main.removals. Does not: what a name means
(removal_requests), whether a path is named (removed_paths), rejections that quote it (removed_passages), earlier
versions and freed blocks (warehouse.purge).

What is derived follows as for records that moved to another article: sql/work/moved_articles.sql.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.identity import state_key
from pipelines.settings import Settings
from pipelines.steps.removed_passages import blank_stored, note_passages
from pipelines.steps.removed_paths import RemovedPaths
from pipelines.steps.url_claims import decide_claims
from warehouse import catalog, tombstones
from warehouse.engine import Engine
from warehouse.tombstones import BYTES, PATH, RECORD, STATE, Tombstone

REMOVED = ["record_key", "article_id"]
"""Columns of work.removed_records."""

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
REJECTED_KEYS = (
    "select removed_paths.kind, key from work.removed_paths"
    " inner join work.removed_rejections using (record_path, record_index, kind)"
)
SPENT = "select record_path, stat_signature from work.removed_files where not is_by_path"
ARTICLES = ("stored_article_id", "own_article_id", "declared_article_id")
"""Columns of work.new_removals: the articles that a record was of before this run, and may be of by its URLs."""


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
    removed = RemovedPaths(found)
    named: list[dict[str, Any]] = []
    for (path,) in engine.rows(PATHS) if removed else ():
        if key := removed.key_of(path):
            named.append({"record_path": path, "record_index": None, "kind": PATH, "key": key})
        for index, key in removed.indexes_of(path):
            named.append({"record_path": path, "record_index": index, "kind": RECORD, "key": key})
    engine.replace("work.removed_paths", _table("work.removed_paths", named))


def _remove_records(engine: Engine) -> Counter[tuple[str, str]]:
    """Delete the records that are named now; counts by tombstone."""
    if not engine.build("work.new_removals"):
        return Counter()
    note_passages(engine)
    gone = engine.arrow("select * from work.new_removals")
    articles = pa.concat_tables(gone.select(["record_key", name]).rename_columns(REMOVED) for name in ARTICLES)
    distinct = pa.TableGroupBy(articles.filter(articles["article_id"].is_valid()), REMOVED).aggregate([])
    engine.append("work.removed_records", distinct)
    for table in RECORD_TABLES:
        engine.delete_matching(table, gone.select(["record_key"]))
    _count_in_files(engine, Counter(gone["file_sha256"].to_pylist()))
    return Counter((row["kind"], row["key"]) for row in gone.select(["kind", "key"]).to_pylist())


def _remove_rejections(engine: Engine) -> Counter[tuple[str, str]]:
    """Delete the rejections of named files and records; counts by tombstone those of records that one names."""
    if not engine.build("work.removed_rejections"):
        return Counter()
    gone = engine.arrow("select record_path, record_index, file_sha256, kind from work.removed_rejections")
    named = {kind: gone.filter(pc.field("kind") == kind) for kind in (PATH, RECORD, BYTES)}
    engine.delete_matching("main.rejections", named[PATH].select(["record_path"]))
    engine.delete_matching("main.rejections", named[RECORD].select(["record_path", "record_index"]))
    engine.delete_matching("main.rejections", named[BYTES].select(["file_sha256"]))
    records = named[RECORD]
    _count_in_files(engine, Counter(records["file_sha256"].to_pylist()), are_rejected=True)
    return Counter(engine.rows(REJECTED_KEYS))


def _count_in_files(engine: Engine, gone: Counter[str | None], are_rejected: bool = False) -> None:
    """Count records that are taken out in the ledger, by the hash of their file."""
    rows = engine.arrow("select * from main.source_files where sha256 in (select unnest($1))", [_known(gone)])
    entries = rows.to_pylist()
    for entry in entries:
        if entry["record_count"]:  # not the entry of a file that repeats another
            entry["removed_count"] += gone[entry["sha256"]]
            entry["rejected_count"] -= gone[entry["sha256"]] if are_rejected else 0
    engine.delete_matching("main.source_files", rows.select(["sha256"]))
    engine.append("main.source_files", _table("main.source_files", entries))


def _known(hashes: Iterable[str | None]) -> list[str]:
    return sorted(each for each in hashes if each is not None)


def _remove_files(engine: Engine) -> None:
    """Delete the rows of files that were taken out, by path or because nothing of them is left."""
    engine.build("work.removed_files")
    gone = engine.arrow("select record_path, sha256, is_by_path from work.removed_files")
    engine.delete_matching("main.source_files", gone.select(["record_path", "sha256"]))
    engine.delete_matching("main.source_files", gone.filter(pc.field("is_by_path")).select(["record_path"]))
    engine.delete_matching("main.rejections", gone.select(["sha256"]).rename_columns(["file_sha256"]))


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
