"""The ledger of raw files: which are new, changed, gone, or repeat loaded content.

Belongs here: comparing the folder with `source_files` and keeping that table. Does not: reading records (ingest).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from itertools import islice

import pyarrow as pa

from pipelines.core.records import Rejection
from pipelines.steps.raw_folder import Listed, RawInput
from warehouse import catalog
from warehouse.engine import Engine

LOADED = "select distinct sha256 from main.source_files where sha256 is not null and record_count > 0"
"""Hashes of files whose records are in the warehouse, rejected ones too, even if the files are gone."""

TOUCHED = (
    "select {names} from main.source_files semi join work.file_changes using (record_path) order by ingested_at, sha256"
)

OUTDATED = (
    "select {values} from main.article_records inner join work.changed_files using (file_sha256)"
    " where article_records.is_current <> changed_files.is_current"
)
"""Records whose is_current is wrong."""

BATCH_ENTRIES = 50_000
"""Limits the entries written at a time; a first run may have a million."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger: a raw file with one content. Columns as in main.source_files."""

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
    layout: str | None = None
    removed_count: int = 0


def signature(listed: Listed) -> str:
    """Identifies the state of a file without reading it; while it is equal, the file counts as unchanged."""
    if isinstance(listed, Rejection):
        return f"refused: {listed.reason}"
    return f"{listed.size}-{listed.mtime_ns}-{listed.inode}"


def compare(engine: Engine, listed: Iterable[Listed]) -> Mapping[str, list[str]]:
    """Sorted paths that differ from the ledger: `new`, `vanished`, and `rejecting` (unchanged, but with rejections)."""
    rows = {each.record_path: signature(each) for each in listed}
    columns = {"record_path": list(rows), "stat_signature": list(rows.values())}
    engine.replace("work.listing", pa.Table.from_pydict(columns, schema=catalog.arrow_schema("work.listing")))
    engine.build("work.file_changes")
    changes: dict[str, list[str]] = {"new": [], "vanished": [], "rejecting": []}
    for path, change in engine.rows("select record_path, change from work.file_changes order by record_path"):
        changes[change].append(path)
    return changes


class Ledger:
    """The entries of the files that a run touches, in memory; `save` writes them. `recall` what is loaded first."""

    def __init__(self, engine: Engine, paths: Sequence[str]) -> None:
        self.engine = engine
        self.entries: dict[str, list[Entry]] = {path: [] for path in paths}
        for row in engine.rows(TOUCHED.format(names=", ".join(field.name for field in fields(Entry)))):
            if row[0] in self.entries:
                self.entries[row[0]].append(Entry(*row))
        self._loaded: set[str] = set()
        self._read: set[str] = set()

    def recall(self, select: str) -> None:
        """Learn which hashes are loaded: LOADED, or of these what a run may ask for."""
        self._loaded.update(row[0] for row in self.engine.rows(select))

    def is_loaded(self, sha256: str) -> bool:
        """Whether records of this content are in the warehouse, or read in this run, under any name."""
        return sha256 in self._loaded or sha256 in self._read

    def begin_reading(self, sha256: str) -> None:
        """Record that this content is read in this run."""
        self._read.add(sha256)

    def end_reading(self, sha256: str) -> None:
        """Record that it was not read after all."""
        self._read.discard(sha256)

    def find(self, path: str, sha256: str) -> Entry | None:
        """The entry of this file with this content, whatever its status."""
        return next((e for e in self.entries[path] if e.sha256 == sha256), None)

    def has_waited(self, file: RawInput) -> bool:
        """Whether an earlier run left the file waiting and it has not changed since."""
        waiting = (e for e in self.entries[file.record_path] if e.status == "waiting")
        return any(e.stat_signature == signature(file) for e in waiting)

    def supersede(self, path: str) -> None:
        """Record that the file changed or vanished."""
        self.entries[path] = [replace(e, status="superseded") for e in self.entries[path] if e.sha256]

    def put(self, entry: Entry) -> None:
        """Add an entry in place of one with the same content."""
        others = [e for e in self.entries[entry.record_path] if e.sha256 not in (None, entry.sha256)]
        self.entries[entry.record_path] = [*others, entry]

    def save(self) -> None:
        """Write the entries of the touched files and update which records are current."""
        keys = pa.table({"record_path": pa.array(self.entries, pa.string())})
        self.engine.delete_matching("main.source_files", keys)
        entries = (asdict(entry) for each in self.entries.values() for entry in each)
        schema = catalog.arrow_schema("main.source_files")
        while rows := list(islice(entries, BATCH_ENTRIES)):
            self.engine.append("main.source_files", pa.Table.from_pylist(rows, schema=schema))
        self._update_currency()

    def _update_currency(self) -> None:
        """Update is_current of records whose file came or went; the same content may exist under several names."""
        self.engine.build("work.changed_files")
        names = catalog.tables()["main.article_records"].column_names
        values = (f"{'changed_files' if name == 'is_current' else 'article_records'}.{name}" for name in names)
        if self.engine.create_scratch("turned_records", OUTDATED.format(values=", ".join(values))):
            self.engine.delete_matching("main.article_records", "select record_key from work.turned_records")
            self.engine.append("main.article_records", "select * from work.turned_records")
