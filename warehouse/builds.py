"""A build: the private version that a run works on, from acquiring the lock to publishing or discarding it.

Belongs here: beginning and ending a build. Does not: deriving tables in it (steps, sql), the audit (expectations).
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from warehouse import duckdb_store, leftovers, purge, seals, space, tombstones, versions
from warehouse.engine import Engine, RunStamp
from warehouse.history import History
from warehouse.lock import RunLock
from warehouse.seals import Base, Seal
from warehouse.stores import Opening, OpenStore, Stamps, Store

__all__ = ["Build", "Stamps", "begin", "build_path"]

COPYING, PUBLISHING = "copy of the version before", "publication"
"""Names of the build's own entries in step_seconds."""

MAX_REASON_CHARS = 1000
"""Limits the reason of a run that failed."""


@dataclass
class Build:
    """A run's private build, begun by `begin` and ended once by `publish`, `audit_failed` or `failed`."""

    warehouse: Path
    store: Store
    lock: RunLock
    history: History
    stamps: Stamps
    base: Base
    known_seals: Mapping[str, Seal]
    versions_kept: int
    is_removal: bool
    counts: dict[str, Any] = field(default_factory=dict)
    validation_results: list[dict[str, Any]] = field(default_factory=list)
    step_seconds: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)
    is_open: bool = True
    killed: tuple[str, ...] = ()
    """Runs that this one found dead."""
    status: str | None = None
    """How it ended, None before."""
    warnings: list[str] = field(default_factory=list)
    """What went wrong beside it and stopped nothing, in one line each."""
    error: str | None = None
    """The first thing that went wrong, in one line."""

    @property
    def engine(self) -> Engine:
        """What steps and models work with."""
        return self.store.engine

    @property
    def auditor(self) -> Engine:
        """What expectations read: all that was written so far."""
        return self.store.auditor()

    @property
    def copied_by(self) -> str:
        """How the version before was copied."""
        return self.store.copied_by

    @property
    def file(self) -> Path:
        return build_path(self.warehouse, self.engine.run.run_id)

    @property
    def adds_to_previous(self) -> bool:
        """Whether rows that this run leaves unchanged were written and audited by the same version of the product."""
        before = self.engine.rows("select * from previous.warehouse_version")
        return not self.engine.run.is_full and before == self.engine.rows("select * from main.warehouse_version")

    def record(self, results: list[dict[str, Any]]) -> None:
        """Add validation results (rows of quality_results without run_id) for the history and the published file."""
        self.validation_results += [{"run_id": self.engine.run.run_id, **result} for result in results]

    def note_error(self, place: str, error: BaseException) -> None:
        """Note what went wrong where, for the history; only the first error is the cause."""
        described = " ".join(f"{place}: {type(error).__name__}: {error}".split())
        self.error = self.error or described[:MAX_REASON_CHARS]

    @property
    def reason(self) -> str | None:
        """Why it did not publish, in one line, or on what else than the version before it was built."""
        if self.status in (None, "published"):
            return self.error or self.base.reason
        results = self.validation_results
        broken = [
            f"{r['table_name']}: {r['expectation']}" for r in results if r["severity"] == "critical" and not r["passed"]
        ]
        if self.status == "audit_failed":
            return f"failed checks: {', '.join(broken)}"[:MAX_REASON_CHARS]
        return self.error or "it was interrupted"

    def run_row(self, status: str) -> dict[str, Any]:
        """The row of `runs` so far."""
        return {
            "run_id": self.engine.run.run_id,
            "status": status,
            "started_at": self.engine.run.started_at,
            "finished_at": self.engine.run.now(),
            "product_version": self.stamps.product_version,
            "rules_version": self.stamps.rules_version,
            "settings_hash": self.stamps.settings_hash,
            "seconds": round(time.monotonic() - self.began, 3),
            "step_seconds": self.step_seconds,
            "input_hash": "",
            "reason": self.base.reason,
            **self.counts,
        }

    def publish(self, describe: Callable[[Path, Seal], None] | None = None) -> Path:
        """Checkpoint, seal, make read-only and switch the link; returns the published file.

        describe: called with the file and its seal once it is published and recorded, before the lock is released
        """
        engine, began = self.engine, time.monotonic()
        articles, has_removed = engine.count("main.articles"), bool(engine.count("work.removed_records"))
        self.store.finish(has_removed=has_removed or self.is_removal)
        self.is_open = False
        seal = self._seal(articles)
        published = versions.adopt(self.file, self.warehouse, engine.run.run_id)
        versions.publish(published, self.warehouse)
        times = seals.published_times(self.known_seals)
        versions.drop_old(self.warehouse, self.versions_kept, times)
        if self.is_removal:
            self._purge()
        self.step_seconds[PUBLISHING] = round(time.monotonic() - began, 3)
        self._end("published", seal, partial(describe, published, seal) if describe else None)
        return published

    def _purge(self) -> None:
        """Delete what else holds what was taken out."""
        purge.drop_others(self.warehouse)
        purge.drop_snapshots(self.warehouse, tombstones.read(self.warehouse).tombstones, self.engine.run.now())

    def _seal(self, articles: int) -> Seal:
        """The seal of the finished file."""
        sha256, published_at, base = seals.hash_and_flush(self.file), self.engine.run.now(), self.base.file
        os.utime(self.file, (published_at.timestamp(),) * 2)  # the order of versions, should the seal get lost
        found = self.file.stat()
        return Seal(
            run_id=self.engine.run.run_id,
            published_at=published_at,
            built_on=versions.label_of(base, self.warehouse) if base else None,
            articles=articles,
            bytes=found.st_size,
            modified_ns=found.st_mtime_ns,
            sha256=sha256,
        )

    def audit_failed(self) -> Path:
        """Set the build aside for inspection, in place of an earlier one; the link is unchanged."""
        self._close()
        kept = self.warehouse.with_name(f"failed-{self.engine.run.run_id}{self.warehouse.suffix}")
        versions.move(self.file, kept)
        for older in set(self.warehouse.parent.glob(f"failed-*{self.warehouse.suffix}")) - {kept}:
            versions.delete(older, self.warehouse)
        self._end("audit_failed")
        return kept

    def failed(self) -> None:
        """Discard the build after an error; the link is unchanged."""
        self._close()
        versions.delete(self.file, self.warehouse)
        if versions.shown_label(self.warehouse) != self.engine.run.run_id:  # the error may have come before the switch
            versions.delete(versions.version_path(self.warehouse, self.engine.run.run_id), self.warehouse)
        self._end("failed")

    def _close(self) -> None:
        self.is_open = False
        self.store.close()

    def _end(self, status: str, seal: Seal | None = None, afterwards: Callable[[], None] | None = None) -> None:
        self.status = status
        leftovers.remove_scratch(self.warehouse)
        self.history.end(self.run_row(status) | {"reason": self.reason}, self.validation_results, seal)
        if self.is_removal and status == "published":
            self.history.purge(self.engine.run.run_id)
        try:
            if afterwards:
                afterwards()
        finally:
            self.lock.release()


def begin(
    warehouse: Path,
    run: RunStamp,
    stamps: Stamps,
    *,
    memory_limit: str,
    threads: int,
    lock_wait_seconds: float = 0.0,
    versions_kept: int = versions.OLDER_VERSIONS_KEPT,
    is_removal: bool = False,
    open_store: OpenStore = duckdb_store.open_store,
) -> Build:
    """Take the lock, remove leftovers, and open a store on the version to build on.

    is_removal: once it has published, no other version, snapshot or failed build with what was taken out stays

    Raises WarehouseLocked, NotALink, NotAsPublished, NewerWarehouse or NoSpace, and then changes nothing.
    """
    lock = RunLock(warehouse.parent)
    lock.acquire(f"run {run.run_id}, started {run.started_at:%Y-%m-%d %H:%M:%S} UTC", lock_wait_seconds)
    try:
        history = History(warehouse)
        known = leftovers.clean_up(warehouse, history)
        base = seals.choose_base(warehouse, known.seals)
        current = base.file
        space.refuse_small_disk(warehouse.parent, space.for_build(current))
        store = open_store(
            Opening(warehouse, build_path(warehouse, run.run_id), run, stamps, current, memory_limit, threads)
        )
    except BaseException:
        lock.release()
        raise
    seconds = {f"{COPYING}, by {store.copied_by}": round(store.copy_seconds, 3)} if current else {}
    build = Build(
        warehouse, store, lock, history, stamps, base, known.seals, versions_kept, is_removal, step_seconds=seconds
    )
    if build.adds_to_previous:
        store.track_changes()
    started = build.run_row("running") | {"finished_at": None, "seconds": None}
    build.killed = tuple(history.begin(started, versions.shown_label(warehouse)))
    return build


def build_path(warehouse: Path, run_id: str) -> Path:
    """The path of a file that is not finished; what dies here is removed by the next run."""
    return warehouse.with_name(f".build-{run_id}{warehouse.suffix}")
