"""The intake of raw files: which to read, by their content, and what the ledger notes of each.

Belongs here: every decision about a file, wherever it is looked at and read. Does not: doing so in this process
(worker_intake) or on executors (flow_intake), comparing the folder with the ledger (ledger).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.core.records import Rejection
from pipelines.steps import raw_folder
from pipelines.steps.landing import CLAIM_TABLE, EVIDENCE_TABLE, RECORD_TABLES, REJECTION_TABLE
from pipelines.steps.ledger import Entry, Ledger, signature
from pipelines.steps.raw_folder import Listed, Look, RawInput
from pipelines.steps.reading import Outcome
from warehouse.engine import Engine, RunStamp

WITHDRAWN = "select record_key from work.withdrawn_records"
LANDED = (
    "select record_key from main.article_records inner join work.withdrawn_files using (file_sha256)"
    " where article_records.run_id = withdrawn_files.run_id"
)
REPLACED = (
    "select distinct file_sha256, rejections.run_id from main.rejections inner join work.reread_files"
    " using (file_sha256) where rejections.run_id <> reread_files.run_id"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file to read. is_retried: records of this content may be loaded already"""

    file: RawInput
    sha256: str
    is_retried: bool


class Intake:
    """Takes looks at files and outcomes of reading them, each file's after its look.

    is_retry: whether to read files again that had rejections
    rejections: of whole files that were not read · waiting: files left to the next run, because they may still grow
    records: of all files that were read · retried: the hashes of those that were read again
    """

    def __init__(self, ledger: Ledger, run: RunStamp, is_retry: bool) -> None:
        self.rejections: list[Rejection] = []
        self.waiting = 0
        self.records = 0
        self.retried: list[str] = []
        self._ledger = ledger
        self._run = run
        self._is_retry = is_retry

    def recall(self, select: str) -> None:
        """Learn which content is loaded, before anything is chosen: see Ledger."""
        self._ledger.recall(select)

    def is_settled(self, file: RawInput) -> bool:
        """Whether a file is read as it is, however it ends."""
        return raw_folder.is_settled(file, self._run.started_at) or self._ledger.has_waited(file)

    def choose(self, file: RawInput, look: Look) -> Chosen | None:
        """The file if it is to be read; otherwise its outcome is noted."""
        if look.sha256 is None:
            self._leave(file, look.error)
            return None
        entry = self._ledger.find(file.record_path, look.sha256)
        is_retried = self._is_retry and entry is not None and entry.rejected_count > 0
        if entry is not None and entry.record_count > 0 and not is_retried:
            self._supersede(replace(entry, stat_signature=signature(file), status=_status_of(entry)))
        elif self._ledger.is_loaded(look.sha256) and not is_retried:
            self._supersede(self._entry(file, look.sha256, "repeated"))
        else:
            self._ledger.begin_reading(look.sha256)
            return Chosen(file, look.sha256, entry is not None)
        return None

    def note(self, chosen: Chosen, outcome: Outcome) -> None:
        """Note the outcome of a file, with its counts; its former content is superseded. A void one is left."""
        if outcome.is_void:
            self._ledger.end_reading(chosen.sha256)
            self._leave(chosen.file, outcome.error)
            return
        self.records += outcome.record_count
        self.retried.extend([chosen.sha256] if chosen.is_retried else [])
        status = _status(outcome.record_count, outcome.rejected_count, outcome.whole_rejections)
        entry = self._entry(chosen.file, chosen.sha256, status)
        counted = replace(entry, record_count=outcome.record_count, rejected_count=outcome.rejected_count)
        self._supersede(replace(counted, format=outcome.format, layout=outcome.layout))

    def reject(self, file: Listed, rejection: Rejection) -> None:
        """Note that a file can't be read."""
        self.rejections.append(rejection)
        self._supersede(self._entry(file, None, "failed"))

    def _leave(self, file: RawInput, error: str | None) -> None:
        """Reject a file for an error; without one it grows, and the next run will supersede its former content."""
        if error is not None:
            self.reject(file, Rejection(file.record_path, None, "unreadable", error))
            return
        self.waiting += 1
        self._ledger.put(self._entry(file, None, "waiting"))

    def _supersede(self, entry: Entry) -> None:
        self._ledger.supersede(entry.record_path)
        self._ledger.put(entry)

    def _entry(self, file: Listed, sha256: str | None, status: str) -> Entry:
        size, run = file.size if isinstance(file, RawInput) else 0, self._run
        stamp = (run.run_id, run.started_at)
        return Entry(file.record_path, size, signature(file), sha256, None, status, 0, 0, *stamp)


def withdraw(engine: Engine, hashes: Sequence[str]) -> None:
    """Delete what this run landed of files with these hashes, but for the texts; WITHDRAWN selects their records."""
    files = _of_run(engine, hashes)
    engine.create_scratch("withdrawn_files", files)
    engine.create_scratch("withdrawn_records", LANDED)
    for table in (*RECORD_TABLES, EVIDENCE_TABLE, CLAIM_TABLE):
        engine.delete_matching(table, WITHDRAWN)
    engine.delete_matching(REJECTION_TABLE, files)


def drop_replaced_rejections(engine: Engine, hashes: Iterable[str]) -> None:
    """Delete the rejections that earlier runs have of files with these hashes, which were read again."""
    if found := list(hashes):
        engine.create_scratch("reread_files", _of_run(engine, found))
        engine.delete_matching(REJECTION_TABLE, REPLACED)


def _of_run(engine: Engine, hashes: Sequence[str]) -> pa.Table:
    """Hashes of files, each with the id of this run."""
    return pa.table({"file_sha256": pa.array(hashes, pa.string()), "run_id": [engine.run.run_id] * len(hashes)})


def _status_of(entry: Entry) -> str:
    return _status(entry.record_count, entry.rejected_count, 0)


def _status(records: int, rejected: int, whole_rejections: int) -> str:
    """`loaded` if nothing was rejected, `failed` if nothing landed, else `partial`."""
    if not rejected + whole_rejections:
        return "loaded"
    return "partial" if records > rejected else "failed"
