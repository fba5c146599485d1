"""Removal: deletes what tombstones name from the tables of records, before anything is derived from them.

Belongs here: records, rejections, rows of the ledger, and main.removals. Does not: what a name means
(removal_requests), whether a path is named (removed_paths), earlier versions and freed blocks (warehouse.purge).

What is derived follows as for records that moved to another article: sql/work/moved_articles.sql.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.identity import state_key
from pipelines.core.matching.quotations import Excerpts
from pipelines.settings import Settings
from pipelines.steps.record_moves import find_bodies
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
BLANKED = "blanked: it quoted what a person had taken out"
REJECTED_KEYS = (
    "select removed_paths.kind, key from work.removed_paths"
    " inner join work.removed_rejections using (record_path, record_index, kind)"
)
SPENT = "select record_path, stat_signature from work.removed_files where not is_by_path"
QUOTED = ("raw_excerpt", "detail", "record_id")
"""Columns of a rejection that may quote what was in its file."""
BATCH_TEXTS = 500


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
    """Delete the records that are named now, and the rejections' excerpts that quote them; counts by tombstone."""
    if not engine.build("work.new_removals"):
        return Counter()
    _blank_quotations(engine)
    gone = engine.arrow("select record_key, article_id, file_sha256, kind, key from work.new_removals")
    engine.append("work.removed_records", gone.select(["record_key", "article_id"]))
    for table in RECORD_TABLES:
        engine.delete_matching(table, gone.select(["record_key"]))
    _count_in_files(engine, Counter(gone["file_sha256"].to_pylist()))
    return Counter((row["kind"], row["key"]) for row in gone.select(["kind", "key"]).to_pylist())


def _blank_quotations(engine: Engine) -> None:
    """Blank what rejections show of texts that are taken out: a truncated line may hold half an article."""
    rows = engine.arrow("select * from main.rejections")
    if not rows.num_rows:
        return
    shown = zip(*(rows[name].to_pylist() for name in QUOTED), strict=True)
    excerpts = Excerpts([" ".join(filter(None, each)) for each in shown])
    quoting = sorted(set().union(*(_quoted_in(excerpts, text) for text in _removed_texts(engine))))
    if not quoting:
        return
    is_quoting = pc.is_in(pa.array(range(rows.num_rows)), pa.array(quoting))
    for name, instead in zip(QUOTED, (None, BLANKED, None), strict=True):
        blank = pc.if_else(is_quoting, pa.scalar(instead, pa.string()), rows[name].cast(pa.string()))
        rows = rows.set_column(rows.schema.get_field_index(name), name, blank)
    engine.replace("main.rejections", rows)


def _quoted_in(excerpts: Excerpts, text: Mapping[str, Any]) -> set[int]:
    of_page = excerpts.quoting(text["title"], text["body"], text["url"])
    return of_page | excerpts.quoting(None, text["teaser"], text["canonical_url"])


def _removed_texts(engine: Engine) -> Iterator[Mapping[str, Any]]:
    find_bodies(engine, "staging.articles semi join work.new_removals using (record_key)")
    engine.build("work.removed_texts")
    for batch in engine.batches("select * from work.removed_texts", rows=BATCH_TEXTS):
        yield from batch.to_pylist()


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
