"""Landing: records are normalized, by several processes if there are enough, and written to their tables in batches.

Belongs here: chunks, how a normalized batch is split over tables, the counts of each file.
Does not: which files are read (ingest), processes (workers), normalization (core.normalization).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any

import pyarrow as pa

from pipelines.core.records import RawRecord, Rejection
from pipelines.settings import Settings
from pipelines.steps import fork_server
from pipelines.steps.workers import Landed, Workers, text_size
from warehouse import catalog
from warehouse.engine import Arrow, Engine

CHUNK_RECORDS = 500
CHUNK_CHARACTERS = 1_000_000
"""A chunk goes to a worker when it reaches either. This limits memory, and the time that one worker needs for the last
chunk while the others are idle: a third of a second for pages."""

FLUSH_ROWS = 20_000
FLUSH_BYTES = 32 << 20
"""Landed rows are written when they reach either."""

RECORD_TABLES = ("main.article_records", "staging.articles")
TEXT_TABLE = "work.texts"
EVIDENCE_TABLE = "staging.field_evidence"


@dataclass
class Tally:
    """Records of one file: all, and those that were rejected."""

    records: int = 0
    rejected: int = 0


class Landing:
    """Takes records in the order they are read and writes them in that order; as a context manager closes `workers`.

    load_texts: adds rows to TEXT_TABLE, which become visible when everything has landed · withdrawn: keys of the rows
    that must then be deleted from it
    """

    def __init__(self, engine: Engine, workers: Workers, load_texts: Callable[[Arrow], None]) -> None:
        self.engine = engine
        self.tallies: dict[str, Tally] = {}
        self.reasons: Counter[str] = Counter()
        self._workers = workers
        self._chunk: list[tuple[RawRecord, str]] = []
        self._characters = 0
        self._landed = _Buffer()
        self._load_texts = load_texts
        self.withdrawn: list[pa.Table] = []

    def __enter__(self) -> "Landing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.flush()
        finally:
            self._workers.close()

    def add(self, record: RawRecord, sha256: str) -> None:
        """Take one record of the file with this hash."""
        self._tally(sha256).records += 1
        self._chunk.append((record, sha256))
        self._characters += text_size(record)
        if len(self._chunk) >= CHUNK_RECORDS or self._characters >= CHUNK_CHARACTERS:
            self._send()

    def reject(self, rejection: Rejection, sha256: str | None) -> None:
        """Take a rejection: of a record (it counts as one) or of a whole file."""
        if sha256 is not None and rejection.record_index is not None:
            self._tally(sha256).records += 1
        self._note(rejection, sha256)

    def skip(self, sha256: str) -> None:
        """Count a record of this file that is loaded already."""
        self._tally(sha256).records += 1

    def withdraw(self, sha256: str) -> None:
        """Delete everything that landed from this file: it changed while it was read."""
        self.flush()
        del self.tallies[sha256]
        file = pa.table({"file_sha256": [sha256]})
        keys = self.engine.arrow("select record_key from main.article_records where file_sha256 = ?", [sha256])
        for table in (*RECORD_TABLES, EVIDENCE_TABLE):
            self.engine.delete_matching(table, keys)
        self.withdrawn.append(keys)
        self.engine.delete_matching("main.rejections", file)

    def flush(self) -> None:
        """Write every record taken so far."""
        self._send()
        while len(self._workers):
            self._land(self._workers.take())
        self._write()

    def _tally(self, sha256: str) -> Tally:
        return self.tallies.setdefault(sha256, Tally())

    def _note(self, rejection: Rejection, sha256: str | None) -> None:
        if sha256 is not None and rejection.record_index is not None:
            self._tally(sha256).rejected += 1
        self.reasons[rejection.reason] += 1
        self._landed.rejections.append((rejection, sha256))

    def _send(self) -> None:
        chunk, self._chunk, self._characters = self._chunk, [], 0
        if chunk:
            self._workers.submit(chunk)
        while self._workers.is_full:
            self._land(self._workers.take())

    def _land(self, landed: Landed) -> None:
        self._landed.take(landed)
        for rejection, sha256 in landed.rejections:
            self._note(rejection, sha256)
        if self._landed.is_full():
            self._write()

    def _write(self) -> None:
        landed, self._landed = self._landed, _Buffer()
        run = self.engine.run
        if landed.articles:
            stamp = {"run_id": run.run_id, "ingested_at": run.started_at, "is_current": True}
            articles = _stamped(pa.Table.from_batches(landed.articles), stamp)
            for table in RECORD_TABLES:
                columns = catalog.tables()[table].column_names
                self.engine.append(table, articles.select([c for c in columns if c in articles.schema.names]))
            self._load_texts(articles)
            self.engine.append(EVIDENCE_TABLE, pa.Table.from_batches(landed.evidence))
        if landed.rejections:
            self.engine.append("main.rejections", rejection_rows(landed.rejections, run.run_id, run.started_at))


def worker_count(settings: Settings, input_bytes: int, has_server: bool) -> int:
    """All workers for large input; for small input one if the fork server was started ahead, else none."""
    return settings.workers if input_bytes >= fork_server.MIN_BYTES_FOR_WORKERS else int(has_server)


@dataclass
class _Buffer:
    """Results that are not yet written."""

    articles: list[pa.RecordBatch] = field(default_factory=list)
    evidence: list[pa.RecordBatch] = field(default_factory=list)
    rejections: list[tuple[Rejection, str | None]] = field(default_factory=list)
    rows: int = 0
    bytes: int = 0

    def take(self, landed: Landed) -> None:
        """Add the articles and evidence of a chunk."""
        self.articles.extend(landed.articles)
        self.evidence.extend(landed.evidence)
        self.rows += sum(batch.num_rows for batch in landed.articles)
        self.bytes += sum(batch.nbytes for batch in landed.articles)

    def is_full(self) -> bool:
        return self.rows + len(self.rejections) >= FLUSH_ROWS or self.bytes >= FLUSH_BYTES


def _stamped(table: pa.Table, stamp: dict[str, Any]) -> pa.Table:
    for name, value in stamp.items():
        table = table.append_column(name, pa.repeat(pa.scalar(value), table.num_rows))
    return table


def rejection_rows(rejections: Iterable[tuple[Rejection, str | None]], run_id: str, rejected_at: datetime) -> pa.Table:
    """Rows of main.rejections, each rejection with the hash of its file, NULL if that could not be read."""
    stamp = {"run_id": run_id, "rejected_at": rejected_at}
    rows = [asdict(rejection) | {"file_sha256": sha256} | stamp for rejection, sha256 in rejections]
    return pa.Table.from_pylist(rows, schema=catalog.arrow_schema("main.rejections"))
