"""Ingest: new and changed raw files become normalized records or rejections; no record is lost.

Belongs here: which files to read, and the outcome of each. Does not: comparing files with the ledger (ledger), reading
and normalizing (core), writing (landing).
"""

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa

from pipelines.core.readers import read
from pipelines.core.readers.services import make_services, with_own
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import Counts, raw_folder
from pipelines.steps.landing import Landing, landing, worker_count
from pipelines.steps.ledger import Entry, Ledger, compare, signature
from pipelines.steps.overrides import update_overrides
from pipelines.steps.publisher_groups import update_publisher_groups
from pipelines.steps.raw_folder import Listed, RawInput, is_below
from pipelines.steps.record_moves import move_records
from pipelines.steps.removal import read_tombstones, remove
from pipelines.steps.removed_paths import RemovedPaths
from pipelines.steps.shared_titles import decide_titles
from pipelines.steps.tally import Tally
from pipelines.steps.url_claims import decide_claims
from pipelines.steps.workers import Workers
from warehouse import space
from warehouse.engine import Engine

RECORDS = "select record_path, record_index from main.article_records where file_sha256 = ?"


def ingest(
    engine: Engine,
    settings: Settings,
    listing: Iterable[Listed] | None = None,
    has_server: bool = False,
    tally: Tally | None = None,
) -> Counts:
    """Read what is new in the raw folder into the tables of records; returns files, those waiting, records, rejections.

    listing: a listing of the raw folder, if the caller has one · has_server: the fork server was started ahead
    tally: told how far reading has come
    """
    tally = tally or Tally()
    if listing is None:
        listing = raw_folder.list_inputs(settings.raw, settings.limits)
    tombstones = read_tombstones(engine, settings)
    ledger, files = _open_ledger(engine, settings, RemovedPaths(tombstones).keep(listing))
    inputs = [each for each in files if isinstance(each, RawInput)]
    needed = sum(space.for_input(each.record_path, each.size) for each in inputs)
    space.refuse_small_disk(settings.warehouse.parent, needed)
    size = sum(each.size for each in inputs)
    tally.begin(len(files), size, needed)
    count = worker_count(settings, size, has_server)
    with landing(engine, Workers(count, settings.limits.record_seconds)) as land:
        intake = Intake(engine, settings, ledger, land, tally)
        for each in files:
            intake.take(each)
            tally.finish_file(each.size if isinstance(each, RawInput) else 0)
    intake.note_read_files()
    ledger.save()
    decide_claims(engine)
    removed = remove(engine, tombstones)
    decide_titles(engine)
    move_records(engine)
    update_overrides(engine, settings)
    update_publisher_groups(engine, settings)
    reasons = {f"rejected: {reason}": count for reason, count in sorted(land.reasons.items())}
    counts = {"files": len(files) - intake.waiting, "waiting": intake.waiting, "records": land.records.total()}
    return {**counts, "removed": removed, **reasons}


def _open_ledger(engine: Engine, settings: Settings, listing: Iterable[Listed]) -> tuple[Ledger, list[Listed]]:
    """The ledger, vanished files superseded in it, and the listed files to read."""
    listed = {each.record_path: each for each in listing}
    changes = compare(engine, listed.values())
    new = [*changes["new"], *(changes["rejecting"] if settings.retry else [])]
    new, vanished = ([path for path in paths if is_below(path, settings.only)] for paths in (new, changes["vanished"]))
    ledger = Ledger(engine, [*new, *vanished])
    for path in vanished:
        ledger.supersede(path)
    return ledger, [listed[path] for path in new]


class Intake:
    """Takes files one by one: decides by content whether to read, and notes the outcome in the ledger.

    waiting: files left to the next run, because they may still grow
    """

    def __init__(self, engine: Engine, settings: Settings, ledger: Ledger, land: Landing, tally: Tally) -> None:
        self.engine = engine
        self.settings = settings
        self.ledger = ledger
        self.land = land
        self.tally = tally
        self._services = with_own(make_services(settings.services))
        self.waiting = 0
        self._read: list[tuple[Entry, int]] = []

    def take(self, file: Listed) -> None:
        """Take one file; its records are written by the end of the landing."""
        if isinstance(file, Rejection):
            self._reject(file, file)
            return
        try:
            self._take(file)
        except OSError as error:
            detail = error.strerror or str(error)
            self._reject(file, Rejection(file.record_path, None, "unreadable", detail))

    def note_read_files(self) -> None:
        """Write the outcome of each file that was read into the ledger; its former content is superseded."""
        for entry, whole_rejections in self._read:
            records, rejected = (counts[str(entry.sha256)] for counts in (self.land.records, self.land.rejected))
            counted = replace(entry, record_count=records, rejected_count=rejected)
            self._supersede(replace(counted, status=_status_of(counted, whole_rejections)))

    def _take(self, file: RawInput) -> None:
        is_settled = raw_folder.is_settled(file, self.engine.run.started_at) or self.ledger.has_waited(file)
        if not raw_folder.is_complete(self.settings.raw, file, self.settings.limits, is_settled):
            self._leave_waiting(file)
            return
        sha256 = raw_folder.sha256_of(self.settings.raw, file)
        entry = self.ledger.find(file.record_path, sha256)
        is_retried = self.settings.retry and entry is not None and entry.rejected_count > 0
        if entry is not None and entry.record_count > 0 and not is_retried:
            self._supersede(replace(entry, stat_signature=signature(file), status=_status_of(entry)))
        elif self.ledger.is_loaded(sha256) and not is_retried:
            self._supersede(self._entry(file, sha256, None, "repeated"))
        else:
            self._land(file, sha256)

    def _land(self, file: RawInput, sha256: str) -> None:
        """Read a file to its end; if it changes meanwhile, withdraw its records and leave it waiting."""
        self.ledger.mark_loaded(sha256)
        known = self._records_of_retried(file, sha256)
        whole_rejections = 0
        sidecar = raw_folder.read_sidecar(self.settings.raw, file, self.settings.limits)
        with raw_folder.open_input(self.settings.raw, file) as opened:
            content = read(opened, file.record_path, self.settings.limits, sidecar, self._services)
            for each in content.records:
                if each.record_index is not None:
                    self.tally.note_record(opened)
                if isinstance(each, Rejection):
                    self.land.reject(each, sha256)
                    whole_rejections += each.record_index is None
                elif (each.record_path, each.record_index) in known:
                    self.land.skip(sha256)
                else:
                    self.land.add(each, sha256)
        if raw_folder.is_unchanged(self.settings.raw, file):
            entry = self._entry(file, sha256, content.format, "loaded")
            self._read.append((replace(entry, layout=content.layout), whole_rejections))
        else:
            self.land.withdraw(sha256)
            self._leave_waiting(file)

    def _records_of_retried(self, file: RawInput, sha256: str) -> set[tuple[str, int]]:
        """In a retry, delete the old rejections of this content; returns its records that are loaded already."""
        if self.ledger.find(file.record_path, sha256) is None:
            return set()
        self.engine.delete_matching("main.rejections", pa.table({"file_sha256": [sha256]}))
        return {(path, index) for path, index in self.engine.rows(RECORDS, [sha256])}

    def _reject(self, file: Listed, rejection: Rejection) -> None:
        self.land.reject(rejection, None)
        self._supersede(self._entry(file, None, None, "failed"))

    def _leave_waiting(self, file: RawInput) -> None:
        """Leave a growing file to the next run, which will supersede its former content."""
        self.waiting += 1
        self.ledger.put(self._entry(file, None, None, "waiting"))

    def _supersede(self, entry: Entry) -> None:
        self.ledger.supersede(entry.record_path)
        self.ledger.put(entry)

    def _entry(self, file: Listed, sha256: str | None, file_format: str | None, status: str) -> Entry:
        size, run = file.size if isinstance(file, RawInput) else 0, self.engine.run
        stamp = (run.run_id, run.started_at)
        return Entry(file.record_path, size, signature(file), sha256, file_format, status, 0, 0, *stamp)


def _status_of(entry: Entry, whole_rejections: int = 0) -> str:
    """`loaded` if nothing was rejected, `failed` if nothing landed, else `partial`."""
    if not entry.rejected_count + whole_rejections:
        return "loaded"
    return "partial" if entry.record_count > entry.rejected_count else "failed"
