"""Normalising on worker processes or in this one, so that no record can hold up a run or end it.

Belongs here: processes, what becomes of a record that one died of. Does not: what is done with the results (landing),
what is done with a record (chunks). Light on imports: the process of a run with workers loads this alone.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.core.records import RawRecord, Rejection
from pipelines.steps import meanwhile, processor_time, worker_server

if TYPE_CHECKING:
    from pipelines.core.normalization.normal_record import NormalRecord
    from pipelines.core.normalization.normalize import PartialRecord

Chunk = Sequence[tuple[RawRecord, str]]
"""Records, each with the hash of its file."""

RISKY_CHARACTERS = 500_000
"""A record with more is never normalised in the process of the run: should a library hang on it, or crash, only a
worker can be stopped from outside. Of real pages and rows one in some thousands is as large."""

MOST_CHARACTERS_AT_WORK = 16_000_000
"""What may be with the workers at once, so that memory follows it and not the number of workers."""

AT_WORK = 4
"""Chunks of rows with the workers at once, for each: what they do while the run writes what has landed."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of a chunk: Arrow batches of articles and evidence, and rejections with the hash of their file."""

    articles: tuple[pa.RecordBatch, ...] = ()
    evidence: tuple[pa.RecordBatch, ...] = ()
    rejections: tuple[tuple[Rejection, str], ...] = ()


Normalizer = Callable[[RawRecord, str], "PartialRecord | NormalRecord | Rejection"]


def load() -> None:
    """Import what normalising needs, for a run that does it in its own process."""
    from pipelines.steps import chunks  # noqa: F401


def normalized(chunk: Chunk, record_seconds: float, normal: Normalizer | None = None) -> Landed:
    """What becomes of a chunk, here or in a worker."""
    from pipelines.steps import chunks  # takes a second to import: where there are workers, only they do

    return chunks.normalize_chunk(chunk, record_seconds, normal)


def refused(record: RawRecord, reason: str, detail: str) -> Rejection:
    """The rejection of a record that was read."""
    return Rejection(record.record_path, record.record_index, reason, detail[:300], record_id=record.record_id)


def characters(record: RawRecord) -> int:
    """How much text a record holds."""
    return sum(len(value) for value in record.fields.values() if isinstance(value, str))


class Workers:
    """Takes chunks and gives back what became of each, in the order they were taken; `count` 0 is this process alone.

    A worker that dies of a record (a crash in a library, too little memory, a loop that no signal ends) costs that
    record: its chunk is done again record by record.
    """

    def __init__(self, count: int, record_seconds: float, normal: Normalizer | None = None) -> None:
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
        return len(self) > AT_WORK * self._count or (len(self) > 1 and held > MOST_CHARACTERS_AT_WORK)

    def oldest(self) -> Landed:
        """What became of the oldest chunk; waits for it, and loads meanwhile what is needed later."""
        chunk, _, future = self._at_work.popleft()
        meanwhile.load_until(future.done)
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
            done.set_result(normalized(chunk, *self._with))
            return done
        self._pool = self._pool or _pool(self._count or 1)
        try:
            return self._pool.submit(normalized, chunk, *self._with)
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
                found.append(pool.submit(normalized, [(record, sha256)], *self._with).result())
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
        return Landed(rejections=((refused(record, "failed", detail), sha256),))


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=worker_server.context(), initializer=processor_time.end_what_hangs)


def _started() -> ProcessPoolExecutor:
    """One process that is known to work."""
    pool = _pool(1)
    pool.submit(normalized, (), 1.0).result()
    return pool


def _joined(found: Sequence[Landed]) -> Landed:
    return Landed(
        tuple(batch for each in found for batch in each.articles),
        tuple(batch for each in found for batch in each.evidence),
        tuple(one for each in found for one in each.rejections),
    )
