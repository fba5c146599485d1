"""Normalising on worker processes or in this one, so that no record can hold up a run or end it.

Belongs here: processes, the time a record may take, what becomes of a record that a process died of. Does not: what is
done with the results (landing), normalising itself (core). Light on imports: each worker loads this and core alone.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import pyarrow as pa

from pipelines.core.normalize import Draft, NormalRecord, draft, finished, to_arrow
from pipelines.core.records import RawRecord, Rejection
from pipelines.steps import processor_time, worker_server
from pipelines.steps.processor_time import TooSlow

Chunk = Sequence[tuple[RawRecord, str]]
"""Records, each with the hash of its file."""

RISKY_CHARACTERS = 500_000
"""A record with more is never normalised in the process of the run: should a library hang on it, or crash, only a
worker can be stopped from outside. Of real pages and rows one in some thousands is as large."""

MOST_CHARACTERS_AT_WORK = 16_000_000
"""What may be with the workers at once, so that memory follows it and not the number of workers."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of a chunk: Arrow batches of articles and evidence, and rejections with the hash of their file."""

    articles: tuple[pa.RecordBatch, ...] = ()
    evidence: tuple[pa.RecordBatch, ...] = ()
    rejections: tuple[tuple[Rejection, str], ...] = ()


Result = TypeVar("Result")
Normal = NormalRecord | Rejection
Normalizer = Callable[[RawRecord, str], Draft | Normal]


def normalize_chunk(chunk: Chunk, record_seconds: float, normal: Normalizer = draft) -> Landed:
    """Normalise records; what can't be used, or takes longer than `record_seconds`, comes back as a rejection."""
    tried = [(_tried(record, record_seconds, normal, record, sha256), record, sha256) for record, sha256 in chunk]
    drafts = [(found, record) for found, record, _ in tried if isinstance(found, Draft)]
    done = iter(_finished(drafts, record_seconds))
    results = [(next(done) if isinstance(found, Draft) else found, sha256) for found, _, sha256 in tried]
    articles, evidence = to_arrow([r for r, _ in results if isinstance(r, NormalRecord)])
    return Landed((articles,), (evidence,), tuple((r, sha256) for r, sha256 in results if isinstance(r, Rejection)))


def _finished(drafts: Sequence[tuple[Draft, RawRecord]], record_seconds: float) -> Sequence[Normal]:
    """The drafts finished together, for that costs a fraction; if that fails, each by itself."""
    try:
        with processor_time.limited(record_seconds):
            return finished([each for each, _ in drafts])
    except (TooSlow, Exception):  # noqa: BLE001
        return [_tried(record, record_seconds, _finished_alone, each) for each, record in drafts]


def _finished_alone(drafted: Draft) -> NormalRecord:
    return finished([drafted])[0]


def _tried(record: RawRecord, seconds: float, work: Callable[..., Result], *given: object) -> Result | Rejection:
    """What the work gives; a defect of ours costs one record, which a retry takes up again, never the run (CONTRACT,
    guarantee 6)."""
    try:
        with processor_time.limited(seconds):
            return work(*given)
    except TooSlow:
        return _refused(record, "too_slow", f"more than {seconds:g} seconds of processor time")
    except Exception as error:  # noqa: BLE001
        return _refused(record, "failed", f"{type(error).__name__}: {error}")


def _refused(record: RawRecord, reason: str, detail: str) -> Rejection:
    return Rejection(record.record_path, record.record_index, reason, detail[:300], record_id=record.record_id)


def characters(record: RawRecord) -> int:
    """How much text a record holds."""
    return sum(len(value) for value in record.fields.values() if isinstance(value, str))


class Workers:
    """Takes chunks and gives back what became of each, in the order they were taken; `count` 0 is this process alone.

    A worker that dies of a record (a crash in a library, too little memory, a loop that no signal ends) costs that
    record: its chunk is done again record by record.
    """

    def __init__(self, count: int, record_seconds: float, normal: Normalizer = draft) -> None:
        self._count = count
        self._with = (record_seconds, normal)
        self._pool: ProcessPoolExecutor | None = None
        self._at_work: deque[tuple[Chunk, int, Future[Landed]]] = deque()

    def __len__(self) -> int:
        return len(self._at_work)

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk."""
        sizes = [characters(record) for record, _ in chunk]
        self._at_work.append((chunk, sum(sizes), self._begun(chunk, max(sizes, default=0))))

    @property
    def has_enough(self) -> bool:
        """Whether the oldest chunk should be taken back before another is given."""
        held = sum(size for _, size, _ in self._at_work)
        return len(self) > 2 * self._count or (len(self) > 1 and held > MOST_CHARACTERS_AT_WORK)

    def oldest(self) -> Landed:
        """What became of the oldest chunk; waits for it."""
        chunk, _, future = self._at_work.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            landed = self._one_by_one(chunk)
            self._begin_again()
            return landed

    def close(self) -> None:
        """End the processes; what is not done is dropped."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _begun(self, chunk: Chunk, largest: int) -> Future[Landed]:
        is_main = threading.current_thread() is threading.main_thread()  # where alone a signal can end a record
        if not self._count and is_main and largest < RISKY_CHARACTERS:
            done: Future[Landed] = Future()
            done.set_result(normalize_chunk(chunk, *self._with))
            return done
        self._pool = self._pool or _pool(self._count or 1)
        try:
            return self._pool.submit(normalize_chunk, chunk, *self._with)
        except BrokenExecutor as error:
            broken: Future[Landed] = Future()
            broken.set_exception(error)  # met again when it is the oldest
            return broken

    def _begin_again(self) -> None:
        """New processes for what the old ones left undone."""
        self.close()
        waiting = list(self._at_work)
        self._at_work.clear()
        for chunk, size, future in waiting:
            is_done = future.done() and not future.cancelled() and future.exception() is None
            self._at_work.append((chunk, size, future if is_done else self._begun(chunk, RISKY_CHARACTERS)))

    def _one_by_one(self, chunk: Chunk) -> Landed:
        """Each record alone in a process of its own; the ones it dies of are rejected.

        Raises BrokenExecutor when a process can't even be started: then it is not the record's doing.
        """
        found: list[Landed] = []
        pool: ProcessPoolExecutor | None = None
        for record, sha256 in chunk:
            pool = pool or _started()
            try:
                found.append(pool.submit(normalize_chunk, [(record, sha256)], *self._with).result())
            except BrokenExecutor:
                pool.shutdown()
                pool = None
                found.append(self._died(record, sha256))
        if pool:
            pool.shutdown()
        return _joined(found)

    def _died(self, record: RawRecord, sha256: str) -> Landed:
        hard = processor_time.hard_limit(self._with[0])
        detail = f"its process crashed, was out of memory, or was ended after {hard:g} seconds"
        return Landed(rejections=((_refused(record, "failed", detail), sha256),))


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=worker_server.context(), initializer=processor_time.end_what_hangs)


def _started() -> ProcessPoolExecutor:
    """One process that is known to work."""
    pool = _pool(1)
    pool.submit(normalize_chunk, (), 1.0).result()
    return pool


def _joined(found: Sequence[Landed]) -> Landed:
    return Landed(
        tuple(batch for each in found for batch in each.articles),
        tuple(batch for each in found for batch in each.evidence),
        tuple(one for each in found for one in each.rejections),
    )
