"""Landing: normalizes records, in several processes if there are enough, and makes the rows of their tables in batches.

Belongs here: chunks, splitting a normalized batch over tables, counts per file.
Does not: reading files (reading), where the rows go (worker_intake, flow_intake), processes (workers), normalization
(core.normalization).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.core.records import RawRecord, Rejection
from pipelines.settings import Settings
from pipelines.steps import fork_server
from pipelines.steps.removed_passages import blank_quoting
from pipelines.steps.workers import Landed, Workers, text_size
from warehouse import catalog
from warehouse.engine import RunStamp

if TYPE_CHECKING:
    from pipelines.core.matching.kernels import I64

CHUNK_RECORDS = 500
CHUNK_CHARACTERS = 1_000_000
"""A chunk is submitted when it reaches either limit. This bounds memory, and the time for which one worker is busy with
the last chunk while the others are idle: a third of a second for pages."""

FLUSH_ROWS = 20_000
FLUSH_BYTES = 32 << 20
"""Landed rows are handed on when they reach either."""

RECORD_TABLES = ("main.article_records", "staging.articles")
TEXT_TABLE = "work.texts"
EVIDENCE_TABLE = "staging.field_evidence"
CLAIM_TABLE = "staging.url_claims"
REJECTION_TABLE = "main.rejections"


Rows = Mapping[str, pa.Table]
"""Table → its new rows, with all columns, in any order and in the types of normalization."""


class Landing:
    """Takes records in the order in which they are read, and hands on their rows in that order.

    passages: of what was taken out, which rejections must not quote · write: takes rows, up to FLUSH_BYTES or so
    records, rejected: how many of each file, by its hash
    """

    def __init__(self, workers: Workers, run: RunStamp, passages: "I64", write: Callable[[Rows], None]) -> None:
        self.records: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self._workers = workers
        self._run = run
        self._passages = passages
        self._hand_on = write
        self._chunk: list[tuple[RawRecord, str]] = []
        self._characters = 0
        self._landed: list[Landed] = []
        self._rejections: list[tuple[Rejection, str]] = []

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

    def reject(self, rejection: Rejection, sha256: str) -> None:
        """Take a rejection: of a record (it counts as one) or of a whole file."""
        if rejection.record_index is not None:
            self.records[sha256] += 1
        self._note(rejection, sha256)

    def forget(self, sha256: str) -> None:
        """Hand on everything taken so far, and count nothing of this file, whose rows are to be withdrawn."""
        self.flush()
        del self.records[sha256], self.rejected[sha256]

    def flush(self) -> None:
        """Hand on every record taken so far."""
        self._send()
        while len(self._workers):
            self._land(self._workers.take())
        self._write()

    def _note(self, rejection: Rejection, sha256: str) -> None:
        if rejection.record_index is not None:
            self.rejected[sha256] += 1
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
        rows: dict[str, pa.Table] = {}
        if any(each.articles for each in landed):
            rows |= _rows_of(landed, self._run)
        if rejections:
            shown = blank_quoting([rejection for rejection, _ in rejections], self._passages)
            hashed = zip(shown, (sha256 for _, sha256 in rejections), strict=True)
            rows[REJECTION_TABLE] = rejection_rows(hashed, self._run)
        if rows:
            self._hand_on(rows)


def worker_count(settings: Settings, input_bytes: int, has_server: bool) -> int:
    """All workers for large input; for small input one if the fork server was started ahead, else none."""
    return settings.workers if input_bytes >= fork_server.MIN_BYTES_FOR_WORKERS else int(has_server)


def rejection_rows(rejections: Iterable[tuple[Rejection, str | None]], run: RunStamp) -> pa.Table:
    """Rows of main.rejections from rejections with the hash of their file, None if it could not be read."""
    stamp = {"run_id": run.run_id, "rejected_at": run.started_at}
    rows = [asdict(rejection) | {"file_sha256": sha256} | stamp for rejection, sha256 in rejections]
    return pa.Table.from_pylist(rows, schema=catalog.arrow_schema(REJECTION_TABLE))


def _rows_of(landed: Sequence[Landed], run: RunStamp) -> Rows:
    stamp = {"run_id": run.run_id, "ingested_at": run.started_at, "is_current": True}
    articles = _stamped(pa.Table.from_batches([batch for each in landed for batch in each.articles]), stamp)
    evidence = pa.Table.from_batches([batch for each in landed for batch in each.evidence])
    of_articles = {table: articles.select(_columns(table)) for table in (*RECORD_TABLES, TEXT_TABLE)}
    return {**of_articles, CLAIM_TABLE: _claims_of(articles), EVIDENCE_TABLE: evidence}


def _columns(table: str) -> list[str]:
    return list(catalog.tables()[table].column_names)


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
    stamp = {"address_count": pa.scalar(1, pa.int32()), "refusal": pa.scalar(None, pa.string())}
    return _stamped(claims, stamp).select(_columns(CLAIM_TABLE))
