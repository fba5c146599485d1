"""The ledger's decisions: which raw files are new, changed, gone, or repeat bytes already loaded.

Belongs here: comparing the folder with `source_files` and keeping that table. Does not: reading records (ingest).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa

from pipelines.core.records import Rejection
from pipelines.steps.raw_folder import RawInput
from warehouse import catalog
from warehouse.engine import Engine

HELD = "select distinct sha256 from main.source_files where sha256 is not null and record_count > rejected_count"
"""Hashes of the files whose records stand in the warehouse, whether or not the files are still there."""

TOUCHED = (
    "select {names} from main.source_files semi join work.file_changes using (record_path) order by ingested_at, sha256"
)

ROWS_AT_ONCE = 50_000
"""Entries written at a time: a first run may have a million."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger: a raw file under one content. Columns as in main.source_files."""

    record_path: str
    bytes: int
    stat_signature: str
    sha256: str | None
    format: str | None
    status: str
    record_count: int
    rejected_count: int
    run_id: str
    ingested_at: datetime


Listed = RawInput | Rejection
"""What the raw folder lists under a path: a file, or the reason why it can't be one."""


def signature(listed: Listed) -> str:
    """What a file looks like without being read: as long as this stays, it counts as unchanged."""
    if isinstance(listed, Rejection):
        return f"refused: {listed.reason}"
    return f"{listed.size}-{listed.mtime_ns}-{listed.inode}"


def listing_rows(listed: Iterable[Listed]) -> pa.Table:
    """The rows of work.listing."""
    rows = [(each.record_path, signature(each)) for each in listed]
    paths, signatures = zip(*rows, strict=True) if rows else ((), ())
    columns = {"record_path": pa.array(paths, pa.string()), "stat_signature": pa.array(signatures, pa.string())}
    return pa.table(columns)


def file_changes(engine: Engine) -> dict[str, list[str]]:
    """Paths by how they differ from the ledger: `new`, `vanished`, `rejecting`; each list sorted."""
    engine.build("work.file_changes")
    found: dict[str, list[str]] = {"new": [], "vanished": [], "rejecting": []}
    for path, change in engine.rows("select record_path, change from work.file_changes order by record_path"):
        found[change].append(path)
    return found


class Ledger:
    """The entries of the files a run touches, in memory, and the bytes already loaded; written back by `save`."""

    def __init__(self, engine: Engine, paths: Sequence[str]) -> None:
        self.engine = engine
        self.entries: dict[str, list[Entry]] = {path: [] for path in paths}
        for row in engine.rows(TOUCHED.format(names=", ".join(Entry.__slots__))):
            if row[0] in self.entries:
                self.entries[row[0]].append(Entry(*row))
        self._held: set[str] = {row[0] for row in engine.rows(HELD)}

    def is_held(self, sha256: str) -> bool:
        """Whether records of these bytes stand in the warehouse, under whatever name."""
        return sha256 in self._held

    def hold(self, sha256: str) -> None:
        """Note that these bytes are being read in this run."""
        self._held.add(sha256)

    def known(self, path: str, sha256: str) -> Entry | None:
        """The entry of this file under this content, whatever its status."""
        return next((e for e in self.entries[path] if e.sha256 == sha256), None)

    def has_waited(self, file: RawInput) -> bool:
        """Whether the file was left waiting by an earlier run and has not changed since."""
        waiting = (e for e in self.entries[file.record_path] if e.status == "waiting")
        return any(e.stat_signature == signature(file) for e in waiting)

    def supersede(self, path: str) -> None:
        """Note that the file no longer holds what it held: it changed or vanished."""
        self.entries[path] = [replace(e, status="superseded") for e in self.entries[path] if e.sha256]

    def put(self, entry: Entry) -> None:
        """Note what the file holds now, in place of an entry with the same content."""
        kept = [e for e in self.entries[entry.record_path] if e.sha256 not in (None, entry.sha256)]
        self.entries[entry.record_path] = [*kept, entry]

    def save(self) -> None:
        """Write the entries of the touched files back and mark which records are current."""
        keys = pa.table({"record_path": pa.array(self.entries, pa.string())})
        self.engine.delete_matching("main.source_files", keys)
        entries = (entry for found in self.entries.values() for entry in found)
        while rows := list(islice(entries, ROWS_AT_ONCE)):
            self.engine.append("main.source_files", _table(rows))
        _mark_current(self.engine)


def _table(entries: Iterable[Entry]) -> pa.Table:
    rows: list[Mapping[str, Any]] = [{name: getattr(e, name) for name in Entry.__slots__} for e in entries]
    return pa.Table.from_pylist(rows, schema=pa.schema(COLUMNS))


COLUMNS: dict[str, pa.DataType] = {
    "record_path": pa.string(),
    "bytes": pa.int64(),
    "stat_signature": pa.string(),
    "sha256": pa.string(),
    "format": pa.string(),
    "status": pa.string(),
    "record_count": pa.int64(),
    "rejected_count": pa.int64(),
    "run_id": pa.string(),
    "ingested_at": pa.timestamp("us", "UTC"),
}


def _mark_current(engine: Engine) -> None:
    """Set is_current of the records whose file came or went; a file's bytes may stand under several names."""
    engine.build("work.changed_files")
    names = ", ".join(
        f"changed_files.{c}" if c == "is_current" else f"article_records.{c}"
        for c in catalog.tables()["main.article_records"].column_names
    )
    join = "inner join work.changed_files on article_records.file_sha256 = changed_files.file_sha256"
    changed = engine.arrow(f"select {names} from main.article_records {join}")
    if changed.num_rows:
        engine.delete_matching("main.article_records", changed.select(["record_key"]))
        engine.append("main.article_records", changed)
