"""A chunk of records normalised, each within its time: what a worker does, or the process of a run without any.

Belongs here: the time a record may take, what becomes of one that takes longer or meets a defect. Does not: processes
(workers), normalising itself (core). Takes a second to import, which a run with workers doesn't spend.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipelines.core.normalization.normal_record import NormalRecord, to_arrow
from pipelines.core.normalization.normalize import PartialRecord, complete, normalize_partially
from pipelines.core.records import RawRecord, Rejection
from pipelines.steps import processor_time
from pipelines.steps.processor_time import TooSlow
from pipelines.steps.workers import Chunk, Landed, Normalizer, refused

Result = TypeVar("Result")
Normal = NormalRecord | Rejection


def normalize_chunk(chunk: Chunk, record_seconds: float, normal: Normalizer | None = None) -> Landed:
    """Normalise records; what can't be used, or takes longer than `record_seconds`, comes back as a rejection."""
    normal = normal or normalize_partially
    tried = [(_tried(record, record_seconds, normal, record, sha256), record, sha256) for record, sha256 in chunk]
    drafts = [(found, record) for found, record, _ in tried if isinstance(found, PartialRecord)]
    done = iter(_finished(drafts, record_seconds))
    results = [(next(done) if isinstance(found, PartialRecord) else found, sha256) for found, _, sha256 in tried]
    articles, evidence = to_arrow([r for r, _ in results if isinstance(r, NormalRecord)])
    return Landed((articles,), (evidence,), tuple((r, sha256) for r, sha256 in results if isinstance(r, Rejection)))


def _finished(drafts: Sequence[tuple[PartialRecord, RawRecord]], record_seconds: float) -> Sequence[Normal]:
    """The drafts finished together, for that costs a fraction; if that fails, each by itself."""
    try:
        with processor_time.limited(record_seconds):
            return complete([each for each, _ in drafts])
    except (TooSlow, Exception):  # noqa: BLE001
        return [_tried(record, record_seconds, _finished_alone, each) for each, record in drafts]


def _finished_alone(partial: PartialRecord) -> NormalRecord:
    return complete([partial])[0]


def _tried(record: RawRecord, seconds: float, work: Callable[..., Result], *given: object) -> Result | Rejection:
    """What the work gives; a defect of ours costs one record, which a retry takes up again, never the run (CONTRACT,
    guarantee 6)."""
    try:
        with processor_time.limited(seconds):
            return work(*given)
    except TooSlow:
        return refused(record, "too_slow", f"more than {seconds:g} seconds of processor time")
    except Exception as error:  # noqa: BLE001
        return refused(record, "failed", f"{type(error).__name__}: {error}")
