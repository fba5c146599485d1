"""Normalizes a chunk of records, each within its CPU time, in a worker or in the process of the run.

Belongs here: the CPU limit of a record, rejecting one that exceeds it or meets a bug. Does not: processes (workers),
normalization itself (core). Takes a second to import, so a run with workers does not import it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipelines.core.normalization.normal_record import NormalRecord, to_arrow
from pipelines.core.normalization.normalize import PartialRecord, complete, normalize_partially
from pipelines.core.records import RawRecord, Rejection
from pipelines.steps.cpu_limit import TooSlow, cpu_limit
from pipelines.steps.workers import Chunk, Landed, Normalizer, reject

Result = TypeVar("Result")


def normalize_chunk(
    chunk: Chunk, record_seconds: float, normalizer: Normalizer | None = None, kill: bool = False
) -> Landed:
    """Normalize records; those that can't be used, or exceed `record_seconds`, become rejections.

    kill: let the operating system end the process if no exception can (see cpu_limit); for worker processes
    """
    limit = Limit(record_seconds, kill)
    tried = [limit.attempt(record, normalizer or normalize_partially, record, sha256) for record, sha256 in chunk]
    partial = [
        (each, record) for each, (record, _) in zip(tried, chunk, strict=True) if isinstance(each, PartialRecord)
    ]
    done = iter(limit.complete(partial))
    results = [next(done) if isinstance(each, PartialRecord) else each for each in tried]
    articles, evidence = to_arrow([each for each in results if isinstance(each, NormalRecord)])
    hashed = zip(results, (sha256 for _, sha256 in chunk), strict=True)
    return Landed((articles,), (evidence,), tuple((r, sha256) for r, sha256 in hashed if isinstance(r, Rejection)))


@dataclass(frozen=True, slots=True)
class Limit:
    """The CPU time a record may take, and whether exceeding it by far kills the process."""

    seconds: float
    kill: bool

    def attempt(self, record: RawRecord, work: Callable[..., Result], *given: object) -> Result | Rejection:
        """The result of the work, or a rejection: a bug costs one record, which a retry reads again, never the run."""
        try:
            with cpu_limit(self.seconds, self.kill):
                return work(*given)
        except TooSlow:
            return reject(record, "too_slow", f"more than {self.seconds:g} seconds of CPU time")
        except Exception as error:  # noqa: BLE001
            return reject(record, "failed", f"{type(error).__name__}: {error}")

    def complete(self, partial: Sequence[tuple[PartialRecord, RawRecord]]) -> Sequence[NormalRecord | Rejection]:
        """Complete the records together, which is much faster; one by one if that fails."""
        try:
            with cpu_limit(self.seconds, self.kill):
                return complete([each for each, _ in partial])
        except (TooSlow, Exception):  # noqa: BLE001
            return [self.attempt(record, lambda one: complete([one])[0], each) for each, record in partial]
