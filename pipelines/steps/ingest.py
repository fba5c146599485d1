"""Ingest: raw files that are new or changed become normalized records or rejections; none is lost.

Belongs here: the loop over the files to read, and the outcome of each. Does not: what changed (ledger), how a file is
read or a record normalized (core), writing (landing).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

import pyarrow as pa

from pipelines.core.readers import HEAD_BYTES, detect, read
from pipelines.core.records import RawRecord, Rejection
from pipelines.settings import Settings
from pipelines.steps import Counts, raw_folder
from pipelines.steps.landing import TEXT_TABLE, Landing, Tally, worker_count
from pipelines.steps.ledger import Entry, Ledger, compare, signature
from pipelines.steps.overrides import update_overrides
from pipelines.steps.raw_folder import Listed, RawInput, is_below
from pipelines.steps.workers import Workers
from warehouse import space
from warehouse.engine import Engine

RECORDS = "select record_path, record_index from main.article_records where file_sha256 = ?"


def ingest(
    engine: Engine, settings: Settings, listing: Iterable[Listed] | None = None, has_server: bool = False
) -> Counts:
    """Read what is new in the raw folder into the tables of records; returns files, records and rejections.

    listing: the raw folder as the caller listed it · has_server: the fork server of the workers was started ahead
    """
    if listing is None:
        listing = raw_folder.list_inputs(settings.raw, settings.limits)
    listed = {each.record_path: each for each in listing}
    changes = compare(engine, listed.values())
    new = changes.new + (changes.rejecting if settings.retry else [])
    new = [path for path in new if is_below(path, settings.only)]
    vanished = [path for path in changes.vanished if is_below(path, settings.only)]
    ledger = Ledger(engine, [*new, *vanished])
    for path in vanished:
        ledger.supersede(path)
    files = [listed[path] for path in new]
    refuse_small_disk(settings, files)
    size = sum(each.size for each in files if isinstance(each, RawInput))
    workers = Workers(worker_count(settings, size, has_server), settings.limits.record_seconds)
    intake = Intake(engine, settings, ledger)
    intake.take(files, workers)
    ledger.save()
    update_overrides(engine, settings)
    return intake.counts


def refuse_small_disk(settings: Settings, files: Iterable[Listed]) -> None:
    """Raise NoSpace, before anything is read, if loading these files may fill the disk."""
    needed = sum(space.for_input(each.record_path, each.size) for each in files if isinstance(each, RawInput))
    space.refuse_small_disk(settings.warehouse.parent, needed)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, before all its records have landed."""

    file: RawInput
    sha256: str
    format: str
    whole_rejections: int


class Intake:
    """Takes files one by one: decides by content, reads, and notes the outcome of each in the ledger."""

    def __init__(self, engine: Engine, settings: Settings, ledger: Ledger) -> None:
        self.engine = engine
        self.settings = settings
        self.ledger = ledger
        self.limits = settings.limits
        self.counts: dict[str, int] = {}
        self._read: list[ReadFile] = []

    def take(self, files: list[Listed], workers: Workers) -> None:
        """Take all files in order; their records have landed when this returns."""
        with self.engine.loading(TEXT_TABLE) as load_texts, Landing(self.engine, workers, load_texts) as landing:
            for each in files:
                if isinstance(each, Rejection):
                    self._reject(each, each, landing)
                else:
                    self._take_one(each, landing)
        for keys in landing.withdrawn:
            self.engine.delete_matching(TEXT_TABLE, keys)
        for each_read in self._read:
            self._note(each_read, landing)
        self.counts = {
            "files": len(files),
            "records": sum(tally.records for tally in landing.tallies.values()),
            **{f"rejected: {reason}": count for reason, count in sorted(landing.reasons.items())},
        }

    def _take_one(self, file: RawInput, landing: Landing) -> None:
        try:
            if not raw_folder.is_complete(self.settings.raw, file, self.limits, self.ledger.has_waited(file)):
                self._leave_waiting(file)
                return
            sha256 = raw_folder.sha256_of(self.settings.raw, file)
            if not self._is_loaded(file, sha256):
                self._land(file, sha256, landing)
        except OSError as error:
            detail = error.strerror or str(error)
            self._reject(file, Rejection(file.record_path, None, "unreadable", detail), landing)

    def _reject(self, file: Listed, rejection: Rejection, landing: Landing) -> None:
        landing.reject(rejection, None)
        self.ledger.supersede(file.record_path)
        self.ledger.put(self._entry(file, None, None, "failed"))

    def _leave_waiting(self, file: RawInput) -> None:
        """Leave a file that is still growing to the next run; its former content is superseded only then."""
        self.ledger.put(self._entry(file, None, None, "waiting"))

    def _is_loaded(self, file: RawInput, sha256: str) -> bool:
        """Whether these bytes are loaded already, under this name or another; if so, notes it in the ledger."""
        path = file.record_path
        entry = self.ledger.find(path, sha256)
        if entry is not None and entry.record_count > 0:
            if self.settings.retry and entry.rejected_count:
                return False
            self.ledger.supersede(path)
            self.ledger.put(replace(entry, stat_signature=signature(file), status=_status_of(entry)))
            return True
        if self.ledger.is_loaded(sha256):
            self.ledger.supersede(path)
            self.ledger.put(self._entry(file, sha256, None, "repeated"))
            return True
        return False

    def _land(self, file: RawInput, sha256: str, landing: Landing) -> None:
        """Read a file to its end; if it changes while it is read, none of it counts and it waits."""
        self.ledger.mark_loaded(sha256)
        known = self._records_of_retried(file, sha256)
        whole_rejections = 0
        sidecar = raw_folder.read_sidecar(self.settings.raw, file, self.limits)
        with raw_folder.open_input(self.settings.raw, file) as opened:
            file_format, records = self._read_records(opened, file, sidecar)
            for each in records:
                if isinstance(each, Rejection):
                    landing.reject(each, sha256)
                    whole_rejections += each.record_index is None
                elif (each.record_path, each.record_index) in known:
                    landing.skip(sha256)
                else:
                    landing.add(each, sha256)
        if raw_folder.is_unchanged(self.settings.raw, file):
            self._read.append(ReadFile(file, sha256, file_format, whole_rejections))
        else:
            landing.withdraw(sha256)
            self._leave_waiting(file)

    def _read_records(
        self, opened: BinaryIO, file: RawInput, sidecar: bytes | None
    ) -> tuple[str, Iterator[RawRecord | Rejection]]:
        """The format of an open file and its records."""
        file_format = detect(opened.read(HEAD_BYTES), file.record_path)
        opened.seek(0)
        return file_format, read(opened, file.record_path, self.limits, sidecar)

    def _records_of_retried(self, file: RawInput, sha256: str) -> set[tuple[str, int]]:
        """In a retry: the records of this content that are loaded already; its old rejections are deleted."""
        if self.ledger.find(file.record_path, sha256) is None:
            return set()
        self.engine.delete_matching("main.rejections", pa.table({"file_sha256": [sha256]}))
        return {(path, index) for path, index in self.engine.rows(RECORDS, [sha256])}

    def _note(self, done: ReadFile, landing: Landing) -> None:
        """Write the outcome of a file into the ledger; its former content is superseded."""
        tally = landing.tallies.get(done.sha256, Tally())
        entry = self._entry(done.file, done.sha256, done.format, "loaded")
        entry = replace(entry, record_count=tally.records, rejected_count=tally.rejected)
        self.ledger.supersede(done.file.record_path)
        self.ledger.put(replace(entry, status=_status_of(entry, done.whole_rejections)))

    def _entry(self, file: Listed, sha256: str | None, file_format: str | None, status: str) -> Entry:
        run = self.engine.run
        return Entry(
            record_path=file.record_path,
            bytes=file.size if isinstance(file, RawInput) else 0,
            stat_signature=signature(file),
            sha256=sha256,
            format=file_format,
            status=status,
            record_count=0,
            rejected_count=0,
            run_id=run.run_id,
            ingested_at=run.started_at,
        )


def _status_of(entry: Entry, whole_rejections: int = 0) -> str:
    """`loaded` if nothing was rejected, `failed` if nothing landed, else `partial`."""
    if not entry.rejected_count + whole_rejections:
        return "loaded"
    return "partial" if entry.record_count > entry.rejected_count else "failed"
