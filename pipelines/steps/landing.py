"""Landing: normalizes records, in several processes if there are enough, and writes them to their tables in batches.

Belongs here: chunks, splitting a normalized batch over tables, counts per file.
Does not: which files are read (ingest), processes (workers), normalization (core.normalization).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipelines.core.records import RawRecord, Rejection
from pipelines.settings import Settings
from pipelines.steps import fork_server
from pipelines.steps.removed_passages import blank_quoting, read_passages
from pipelines.steps.workers import Landed, Workers, text_size
from warehouse import catalog
from warehouse.engine import Arrow, Engine

CHUNK_RECORDS = 500
CHUNK_CHARACTERS = 1_000_000
"""A chunk is submitted when it reaches either limit. This bounds memory, and the time for which one worker is busy with
the last chunk while the others are idle: a third of a second for pages."""

FLUSH_ROWS = 20_000
FLUSH_BYTES = 32 << 20
"""Landed rows are written when they reach either."""

RECORD_TABLES = ("main.article_records", "staging.articles")
TEXT_TABLE = "work.texts"
EVIDENCE_TABLE = "staging.field_evidence"
CLAIM_TABLE = "staging.url_claims"


class Landing:
    """Takes records in the order in which they are read, and writes them in that order.

    load_texts: adds rows to TEXT_TABLE, which become visible when everything has landed
    records, rejected: how many of each file, by its hash · reasons: how many rejections
    withdrawn: keys of rows that must be deleted from TEXT_TABLE when everything has landed
    """

    def __init__(self, engine: Engine, workers: Workers, load_texts: Callable[[Arrow], None]) -> None:
        self.engine = engine
        self.records: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.withdrawn: list[pa.Table] = []
        self._workers = workers
        self._load_texts = load_texts
        self._removed_passages = read_passages(engine)
        self._chunk: list[tuple[RawRecord, str]] = []
        self._characters = 0
        self._landed: list[Landed] = []
        self._rejections: list[tuple[Rejection, str | None]] = []

    def add(self, record: RawRecord, sha256: str) -> None:
        """Take one record of the file with this hash."""
        self.records[sha256] += 1
        self._chunk.append((record, sha256))
        self._characters += text_size(record)
        if len(self._chunk) >= CHUNK_RECORDS or self._characters >= CHUNK_CHARACTERS:
            self._send()

    def skip(self, sha256: str) -> None:
        """Count a record of this file that is loaded already."""
        self.records[sha256] += 1

    def reject(self, rejection: Rejection, sha256: str | None) -> None:
        """Take a rejection: of a record (it counts as one) or of a whole file."""
        if sha256 is not None and rejection.record_index is not None:
            self.records[sha256] += 1
        self._note(rejection, sha256)

    def withdraw(self, sha256: str) -> None:
        """Delete everything that landed from this file, because it changed while it was read."""
        self.flush()
        del self.records[sha256], self.rejected[sha256]
        keys = self.engine.arrow("select record_key from main.article_records where file_sha256 = ?", [sha256])
        for table in (*RECORD_TABLES, EVIDENCE_TABLE, CLAIM_TABLE):
            self.engine.delete_matching(table, keys)
        self.withdrawn.append(keys)
        self.engine.delete_matching("main.rejections", pa.table({"file_sha256": [sha256]}))

    def flush(self) -> None:
        """Write every record taken so far."""
        self._send()
        while len(self._workers):
            self._land(self._workers.take())
        self._write()

    def _note(self, rejection: Rejection, sha256: str | None) -> None:
        if sha256 is not None and rejection.record_index is not None:
            self.rejected[sha256] += 1
        self.reasons[rejection.reason] += 1
        self._rejections.append((rejection, sha256))

    def _send(self) -> None:
        chunk, self._chunk, self._characters = self._chunk, [], 0
        if chunk:
            self._workers.submit(chunk)
        while self._workers.is_full:
            self._land(self._workers.take())

    def _land(self, landed: Landed) -> None:
        self._landed.append(landed)
        for rejection, sha256 in landed.rejections:
            self._note(rejection, sha256)
        batches = [batch for each in self._landed for batch in each.articles]
        rows = sum(batch.num_rows for batch in batches) + len(self._rejections)
        if rows >= FLUSH_ROWS or sum(batch.nbytes for batch in batches) >= FLUSH_BYTES:
            self._write()

    def _write(self) -> None:
        landed, self._landed = self._landed, []
        rejections, self._rejections = self._rejections, []
        run = self.engine.run
        if batches := [batch for each in landed for batch in each.articles]:
            stamp = {"run_id": run.run_id, "ingested_at": run.started_at, "is_current": True}
            articles = _stamped(pa.Table.from_batches(batches), stamp)
            for table in RECORD_TABLES:
                columns = catalog.tables()[table].column_names
                self.engine.append(table, articles.select([c for c in columns if c in articles.schema.names]))
            self.engine.append(CLAIM_TABLE, _claims_of(articles))
            self._load_texts(articles)
            evidence = pa.Table.from_batches([batch for each in landed for batch in each.evidence])
            self.engine.append(EVIDENCE_TABLE, evidence)
        if rejections:
            shown = blank_quoting([rejection for rejection, _ in rejections], self._removed_passages)
            hashed = zip(shown, (sha256 for _, sha256 in rejections), strict=True)
            self.engine.append("main.rejections", rejection_rows(hashed, run.run_id, run.started_at))


@contextmanager
def landing(engine: Engine, workers: Workers) -> Iterator[Landing]:
    """A landing whose records are written when the block ends without an error; the workers are always closed."""
    with engine.loading(TEXT_TABLE) as load_texts:
        land = Landing(engine, workers, load_texts)
        try:
            yield land
            land.flush()
        finally:
            workers.close()
    for keys in land.withdrawn:
        engine.delete_matching(TEXT_TABLE, keys)


def worker_count(settings: Settings, input_bytes: int, has_server: bool) -> int:
    """All workers for large input; for small input one if the fork server was started ahead, else none."""
    return settings.workers if input_bytes >= fork_server.MIN_BYTES_FOR_WORKERS else int(has_server)


def _stamped(table: pa.Table, stamp: dict[str, Any]) -> pa.Table:
    for name, value in stamp.items():
        table = table.append_column(name, pa.repeat(pa.scalar(value), table.num_rows))
    return table


def _claims_of(articles: pa.Table) -> pa.Table:
    """The records that declare a URL, as if each were the only one that does."""
    claiming = articles.filter(articles["own_article_id"].is_valid())
    names = ("article_id", "canonical_url", "canonical_url_method", "canonical_url_confidence")
    renamed = {name: f"declared_{name.removeprefix('canonical_')}" for name in names}
    claims = claiming.rename_columns([renamed.get(name, name) for name in claiming.schema.names])
    claims = _stamped(claims, {"address_count": pa.scalar(1, pa.int32())})
    return claims.select([c for c in catalog.tables()[CLAIM_TABLE].column_names if c != "refusal"])


def rejection_rows(rejections: Iterable[tuple[Rejection, str | None]], run_id: str, rejected_at: datetime) -> pa.Table:
    """Rows of main.rejections from rejections with the hash of their file, None if it could not be read."""
    stamp = {"run_id": run_id, "rejected_at": rejected_at}
    rows = [asdict(rejection) | {"file_sha256": sha256} | stamp for rejection, sha256 in rejections]
    return pa.Table.from_pylist(rows, schema=catalog.arrow_schema("main.rejections"))
