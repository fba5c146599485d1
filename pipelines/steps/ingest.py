"""Ingest: raw files that are new or changed become normalised records or rejections; none is lost.

Belongs here: the walk over the files to read, and what each of them comes to. Does not: what changed (ledger), how a
file is read or a record normalised (core), the writing itself (landing).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.core.readers import read
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import Counts, raw_folder
from pipelines.steps.landing import TEXT_TABLE, Landing, Tally
from pipelines.steps.ledger import Entry, Ledger, Listed, file_changes, listing_rows, signature
from pipelines.steps.overrides import take_overrides
from pipelines.steps.raw_folder import RawInput
from warehouse import space
from warehouse.engine import Engine


def ingest(engine: Engine, settings: Settings) -> Counts:
    """Read what is new in the raw folder into the tables of records; returns files, records and rejections."""
    listed = {each.record_path: each for each in raw_folder.list_inputs(settings.raw, settings.limits)}
    engine.replace("work.listing", listing_rows(listed.values()))
    changes = file_changes(engine)
    wanted = changes["new"] + (changes["rejecting"] if settings.retry else [])
    wanted = [path for path in wanted if _is_below(path, settings.only)]
    vanished = [path for path in changes["vanished"] if _is_below(path, settings.only)]
    ledger = Ledger(engine, [*wanted, *vanished])
    for path in vanished:
        ledger.supersede(path)
    inputs = [listed[path] for path in wanted]
    refuse_small_disk(settings, inputs)
    intake = Intake(engine, settings, ledger)
    intake.take(inputs)
    ledger.save()
    take_overrides(engine, settings)
    return intake.counts


def refuse_small_disk(settings: Settings, inputs: Iterable[Listed]) -> None:
    """Raise NoSpace, before anything is read, if taking these files in may fill the disk."""
    needed = sum(space.for_input(each.record_path, each.size) for each in inputs if isinstance(each, RawInput))
    space.refuse_small_disk(settings.warehouse.parent, needed)


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was read, before all its records have landed."""

    file: RawInput
    sha256: str
    format: str
    whole_rejections: int


class Intake:
    """Takes files one by one: decides by content, reads, and notes in the ledger what each came to."""

    def __init__(self, engine: Engine, settings: Settings, ledger: Ledger) -> None:
        self.engine = engine
        self.settings = settings
        self.ledger = ledger
        self.limits = settings.limits
        self.counts: dict[str, int] = {}
        self._read: list[Pending] = []

    def take(self, files: list[Listed]) -> None:
        """Take all files, in their order; their records have landed when this returns."""
        size = sum(each.size for each in files if isinstance(each, RawInput))
        with (
            self.engine.loading(TEXT_TABLE) as load_texts,
            Landing(self.engine, self.settings, size, load_texts) as landing,
        ):
            for each in files:
                if isinstance(each, Rejection):
                    self._refuse(each, each, landing)
                else:
                    self._take_one(each, landing)
        for keys in landing.withdrawn:
            self.engine.delete_matching(TEXT_TABLE, keys)
        for pending in self._read:
            self._note(pending, landing)
        tallies = landing.tallies.values()
        self.counts = {
            "files": len(files),
            "records": sum(tally.records for tally in tallies),
            **{f"rejected: {reason}": count for reason, count in sorted(landing.reasons.items())},
        }

    def _take_one(self, file: RawInput, landing: Landing) -> None:
        try:
            if not raw_folder.is_complete(self.settings.raw, file, self.limits, self.ledger.has_waited(file)):
                self._wait(file)
                return
            sha256 = raw_folder.sha256_of(self.settings.raw, file)
            if not self._is_known(file, sha256):
                self._land(file, sha256, landing)
        except OSError as error:
            detail = error.strerror or str(error)
            self._refuse(file, Rejection(file.record_path, None, "unreadable", detail), landing)

    def _refuse(self, file: Listed, rejection: Rejection, landing: Landing) -> None:
        landing.reject(rejection, None)
        self.ledger.supersede(file.record_path)
        self.ledger.put(self._entry(file, None, None, "failed"))

    def _wait(self, file: RawInput) -> None:
        """Leave a file that still grows to the next run; what it held before is superseded only then."""
        self.ledger.put(self._entry(file, None, None, "waiting"))

    def _is_known(self, file: RawInput, sha256: str) -> bool:
        """Whether these bytes are loaded already, under this name or another; notes it in the ledger then."""
        path = file.record_path
        known = self.ledger.known(path, sha256)
        if known is not None and known.record_count > 0:
            if self.settings.retry and known.rejected_count:
                return False
            self.ledger.supersede(path)
            self.ledger.put(replace(known, stat_signature=signature(file), status=_status_of(known)))
            return True
        if self.ledger.is_held(sha256):
            self.ledger.supersede(path)
            self.ledger.put(self._entry(file, sha256, None, "repeated"))
            return True
        return False

    def _land(self, file: RawInput, sha256: str, landing: Landing) -> None:
        """Read a file to its end; if it changed meanwhile, none of it counts and it waits."""
        self.ledger.hold(sha256)
        known = self._loaded_before(file, sha256)
        sidecar = raw_folder.read_sidecar(self.settings.raw, file, self.limits)
        whole_rejections = 0
        with raw_folder.open_input(self.settings.raw, file) as opened:
            content = read(opened, file.record_path, self.limits, sidecar)
            for each in content.records:
                if isinstance(each, Rejection):
                    landing.reject(each, sha256)
                    whole_rejections += each.record_index is None
                elif (each.record_path, each.record_index) in known:
                    landing.pass_over(sha256)
                else:
                    landing.add(each, sha256)
        if raw_folder.is_unchanged(self.settings.raw, file):
            self._read.append(Pending(file, sha256, content.format, whole_rejections))
        else:
            landing.withdraw(sha256)
            self._wait(file)

    def _loaded_before(self, file: RawInput, sha256: str) -> set[tuple[str, int]]:
        """In a retry: the records of this content that stand already; its old rejections are taken back."""
        if self.ledger.known(file.record_path, sha256) is None:
            return set()
        self.engine.delete_matching("main.rejections", pa.table({"file_sha256": [sha256]}))
        sql = "select record_path, record_index from main.article_records where file_sha256 = ?"
        return {(path, index) for path, index in self.engine.rows(sql, [sha256])}

    def _note(self, pending: Pending, landing: Landing) -> None:
        """Write what a file came to into the ledger, its former content superseded."""
        tally = landing.tallies.get(pending.sha256, Tally())
        entry = self._entry(pending.file, pending.sha256, pending.format, "loaded")
        entry = replace(entry, record_count=tally.records, rejected_count=tally.rejected)
        self.ledger.supersede(pending.file.record_path)
        self.ledger.put(replace(entry, status=_status_of(entry, pending.whole_rejections)))

    def _entry(self, file: Listed, sha256: str | None, format_found: str | None, status: str) -> Entry:
        run = self.engine.run
        return Entry(
            record_path=file.record_path,
            bytes=file.size if isinstance(file, RawInput) else 0,
            stat_signature=signature(file),
            sha256=sha256,
            format=format_found,
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


def _is_below(path: str, only: str | None) -> bool:
    return only is None or path == only or path.startswith(f"{only.rstrip('/')}/")
