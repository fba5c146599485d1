"""Raw bytes in any format → raw records and rejections: nothing lost, nothing raised, memory bounded.

Belongs here: the way from a file's bytes to the reader of its format, through compressions and archives.
Does not: opening files (steps), field meanings (the field modules). A reader never raises on any bytes: what can't be
read becomes a Rejection with a reason of pipelines.core.reasons.
"""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pipelines.core.limits import Limits
from pipelines.core.readers.detection import HEAD_BYTES, detect
from pipelines.core.readers.dispatch import records
from pipelines.core.readers.opening import Opening
from pipelines.core.readers.streams import stream_of
from pipelines.core.records import RawRecord, Rejection

__all__ = ["HEAD_BYTES", "Limits", "detect", "read"]


def read(
    source: BinaryIO, record_path: str, limits: Limits, sidecar: bytes | None = None
) -> Iterator[RawRecord | Rejection]:
    """All records and rejections of an open file, numbered from 0 within each record path; members as `a.zip!b.html`.

    source: a binary stream that can seek (another is held in memory, up to limits.spool_bytes); stays open
    sidecar: the bytes of `NAME.meta.json`, for a page or a text
    A Rejection without index means that the whole record path can't be read; with one, that this record can't, or (the
    last of its path) that the file breaks off there. Reads lazily: what is not asked for is not read.

    >>> [each.fields["text"] for each in read(io.BytesIO(b'{"text": "a"}\\n{"text": "b"}'), "a.jsonl", Limits())]
    ['a', 'b']
    >>> [each.reason for each in read(io.BytesIO(b""), "a.html", Limits())]
    ['empty']
    """
    yield from records(Opening(_reopener(source, limits), record_path, limits, sidecar))


def _reopener(source: BinaryIO, limits: Limits) -> Callable[[], BinaryIO]:
    if not source.seekable():
        source = io.BytesIO(stream_of(source, limits).read_exactly(limits.spool_bytes + 1))
    start = source.tell()

    def reopen() -> BinaryIO:
        source.seek(start)
        return source

    return reopen
