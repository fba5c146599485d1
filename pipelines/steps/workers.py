"""Normalizes chunks of records in worker processes or in this one, so that no record can block or end a run.

Belongs here: processes, and records that kill one. Does not: writing the results (landing), normalizing a chunk
(chunks). Light on imports: a run with workers imports nothing else of normalization.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.core.records import RawRecord, Rejection
from pipelines.steps import fork_server
from pipelines.steps.cpu_limit import kill_seconds

if TYPE_CHECKING:
    from pipelines.core.normalization.normal_record import NormalRecord

Chunk = Sequence[tuple[RawRecord, str]]
"""Records, each with the hash of its file."""

RISKY_CHARACTERS = 500_000
"""Larger records are normalized only in workers, which can be stopped from outside if a library hangs or crashes. About
one real page or row in a thousand is as large."""

MAX_PENDING_CHARACTERS = 16_000_000
"""Limits the text that all workers hold at once, so that memory does not grow with their number."""

PENDING_PER_WORKER = 4
"""Chunks per worker in the queue: enough to keep it busy while the run writes what has landed."""


MAX_UNCOLLECTED = 100_000
"""Objects that have outlived the chunks since the last collection of garbage: those of caches, and of cycles, which are
rare. A collection after every chunk took a tenth of a worker's time and found nothing."""


@dataclass(frozen=True, slots=True)
class Landed:
    """The result of a chunk: Arrow batches of articles and evidence, and rejections with the hash of their file."""

    articles: tuple[pa.RecordBatch, ...] = ()
    evidence: tuple[pa.RecordBatch, ...] = ()
    rejections: tuple[tuple[Rejection, str], ...] = ()


Normalizer = Callable[[Chunk], Sequence["NormalRecord | Rejection"]]


def normalize(chunk: Chunk, record_seconds: float, normalizer: Normalizer | None, kill: bool) -> Landed:
    """The result of a chunk; runs in this process or in a worker (`kill`: see cpu_limit)."""
    from pipelines.steps import chunks  # takes a second to import: where there are workers, only they do

    landed = chunks.normalize_chunk(chunk, record_seconds, normalizer, kill)
    if not gc.isenabled() and gc.get_count()[0] > MAX_UNCOLLECTED:
        gc.collect()
    return landed


def reject(record: RawRecord, reason: str, detail: str) -> Rejection:
    """The rejection of a record that was read."""
    return Rejection(record.record_path, record.record_index, reason, detail[:300], record_id=record.record_id)


def text_size(record: RawRecord) -> int:
    """Characters of text in a record."""
    return sum(len(value) for value in record.fields.values() if isinstance(value, str))


class Workers:
    """A queue of chunks: results come back in the order the chunks were submitted; `count` 0 is this process alone.

    If a record kills its worker (a crash in a library, too little memory, a loop that no signal ends), only that record
    is lost: its chunk is repeated record by record.
    is_server_shared: other threads take their workers from the same server, which goes with this process then
    """

    def __init__(
        self, count: int, record_seconds: float, normalizer: Normalizer | None = None, is_server_shared: bool = False
    ) -> None:
        self._count = count
        self._record_seconds = record_seconds
        self._normalizer = normalizer
        self._is_server_shared = is_server_shared
        self._pool: ProcessPoolExecutor | None = None
        self._server: Future[int] | None = None
        self._pending: deque[tuple[Chunk, int, Future[Landed]]] = deque()

    def __len__(self) -> int:
        return len(self._pending)

    def submit(self, chunk: Chunk) -> None:
        """Add a chunk to the queue."""
        sizes = [text_size(record) for record, _ in chunk]
        self._pending.append((chunk, sum(sizes), self._start(chunk, max(sizes, default=0))))

    @property
    def is_full(self) -> bool:
        """Whether the oldest result should be taken before another chunk is submitted."""
        pending = sum(size for _, size, _ in self._pending)
        return len(self) > PENDING_PER_WORKER * self._count or (len(self) > 1 and pending > MAX_PENDING_CHARACTERS)

    def take(self) -> Landed:
        """Wait for the result of the oldest chunk and take it off the queue."""
        chunk, _, future = self._pending.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            landed = self._normalize_one_by_one(chunk)
            self._restart()
            return landed

    def close(self) -> None:
        """End the worker processes, and the server they came from if it is not shared; drop unfinished chunks."""
        self._end_pool()
        if self._is_server_shared:
            return
        if self._server and self._server.done() and not self._server.cancelled() and not self._server.exception():
            fork_server.end(self._server.result())
        self._server = None

    def _start(self, chunk: Chunk, largest: int) -> Future[Landed]:
        future: Future[Landed] = Future()
        is_main = threading.current_thread() is threading.main_thread()  # the only one a signal can interrupt
        if not self._count and is_main and largest < RISKY_CHARACTERS:
            future.set_result(normalize(chunk, self._record_seconds, self._normalizer, False))
            return future
        if not self._pool:
            self._pool = _new_pool(self._count or 1)
            self._server = self._pool.submit(os.getppid)
        try:
            return self._submit(self._pool, chunk)
        except BrokenExecutor as error:
            future.set_exception(error)  # handled when it is the oldest
            return future

    def _submit(self, pool: ProcessPoolExecutor, chunk: Chunk) -> Future[Landed]:
        return pool.submit(normalize, chunk, self._record_seconds, self._normalizer, True)

    def _end_pool(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _restart(self) -> None:
        """Submit the unfinished chunks to new processes."""
        self._end_pool()
        pending = list(self._pending)
        self._pending.clear()
        for chunk, size, future in pending:
            is_done = future.done() and not future.cancelled() and future.exception() is None
            self._pending.append((chunk, size, future if is_done else self._start(chunk, RISKY_CHARACTERS)))

    def _normalize_one_by_one(self, chunk: Chunk) -> Landed:
        """Normalize each record alone in a process; reject those that kill it.

        Raises BrokenExecutor if no process can be started, in which case no record is to blame.
        """
        results: list[Landed] = []
        pool: ProcessPoolExecutor | None = None
        for one in chunk:
            if not pool:
                pool = _new_pool(1)
                self._submit(pool, ()).result()  # raises if no process works
            try:
                results.append(self._submit(pool, [one]).result())
            except BrokenExecutor:
                pool.shutdown()
                pool = None
                results.append(self._reject_killer(*one))
        if pool:
            pool.shutdown()
        return _merge(results)

    def _reject_killer(self, record: RawRecord, sha256: str) -> Landed:
        seconds = kill_seconds(self._record_seconds)
        detail = f"its process crashed, ran out of memory, or was ended after {seconds:g} seconds"
        return Landed(rejections=((reject(record, "failed", detail), sha256),))


def _new_pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=fork_server.context(), initializer=_begin_worker)


def _begin_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal: the run ends its workers
    threading.Thread(target=_end_with_run, daemon=True).start()
    _collect_by_chunk()


def _end_with_run() -> None:
    """End this worker when the run's process is gone, however it died: the pipe between them is closed then."""
    if run := multiprocessing.parent_process():
        wait_for([run.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)


def _collect_by_chunk() -> None:
    """Collect garbage between chunks only: within one, thousands of results live, which a collection would visit.

    Frozen: a collection would write to the memory that workers share with the server, and so copy it.
    """
    gc.freeze()
    gc.disable()


def _merge(results: Sequence[Landed]) -> Landed:
    return Landed(
        tuple(batch for each in results for batch in each.articles),
        tuple(batch for each in results for batch in each.evidence),
        tuple(one for each in results for one in each.rejections),
    )
