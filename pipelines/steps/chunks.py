"""Normalizes a chunk of records, each within its CPU time, in a worker or in the process of the run.

Belongs here: the CPU limit of a record, rejecting one that exceeds it or meets a bug. Does not: processes (workers),
normalization itself (core). Takes a second to import, so a run with workers does not import it.
"""

from collections.abc import Sequence

from pipelines.core.normalization.normal_record import NormalRecord, to_arrow
from pipelines.core.normalization.normalize import normalize_together
from pipelines.core.records import RawRecord, Rejection
from pipelines.steps.cpu_limit import TooSlow, cpu_limit
from pipelines.steps.workers import Chunk, Landed, Normalizer, reject


def normalize_chunk(
    chunk: Chunk, record_seconds: float, normalizer: Normalizer | None = None, kill: bool = False
) -> Landed:
    """Normalize records; those that can't be used, or exceed `record_seconds`, become rejections.

    All together, which is faster; one by one if that fails or takes longer than one record may.
    kill: let the operating system end the process if no exception can (see cpu_limit); for worker processes
    """
    work = normalizer or normalize_together
    results: Sequence[NormalRecord | Rejection]
    try:
        with cpu_limit(record_seconds, kill):
            results = work(chunk)
    except (TooSlow, Exception):  # noqa: BLE001
        results = [_normalize_alone(*one, record_seconds, work, kill) for one in chunk]
    articles, evidence = to_arrow([each for each in results if isinstance(each, NormalRecord)])
    hashed = zip(results, (sha256 for _, sha256 in chunk), strict=True)
    return Landed((articles,), (evidence,), tuple((r, sha256) for r, sha256 in hashed if isinstance(r, Rejection)))


def _normalize_alone(
    record: RawRecord, sha256: str, seconds: float, work: Normalizer, kill: bool
) -> NormalRecord | Rejection:
    """The record normalized, or a rejection: a bug costs one record, which a retry reads again, never the run."""
    try:
        with cpu_limit(seconds, kill):
            return work([(record, sha256)])[0]
    except TooSlow:
        return reject(record, "too_slow", f"more than {seconds:g} seconds of CPU time")
    except Exception as error:  # noqa: BLE001
        return reject(record, "failed", f"{type(error).__name__}: {error}")
