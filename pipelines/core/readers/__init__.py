"""Raw bytes in any format → raw records and rejections: nothing lost, nothing raised, memory bounded.

Belongs here: the entry point; formats, compressions and archives have a module each. Does not: opening files (steps),
what a field means (normalization). A reader raises on no input: bytes that can't be read become a Rejection with a
reason of pipelines.core.reasons.
"""

import io
from typing import BinaryIO

from pipelines.core.limits import Limits
from pipelines.core.readers.dispatch import ReadFile, read_file
from pipelines.core.readers.input_files import InputFile
from pipelines.core.readers.services import Services
from pipelines.core.readers.streams import open_stream

__all__ = ["Limits", "ReadFile", "read"]


def read(
    source: BinaryIO,
    record_path: str,
    limits: Limits,
    sidecar: bytes | None = None,
    services: Services | None = None,
) -> ReadFile:
    """The format of an open file, and its records and rejections, numbered from 0 within each record path.

    source: a binary stream; if it can't seek, it is copied into memory, up to limits.spool_bytes. It is not closed
    sidecar: the bytes of `NAME.meta.json`, for an HTML or a text file
    services: those that rows are compared with, else the registry
    The format is detected at once, the records are read as they are iterated. Archive members have the record path
    `a.zip!b.html`. A Rejection without index means that the whole record path can't be read; with an index, that one
    record can't, or (the last of its path) that the file breaks off there.

    >>> file = read(io.BytesIO(b'{"text": "a"}\\n{"text": "b"}'), "a.jsonl", Limits())
    >>> file.format, [each.fields["text"] for each in file.records]
    ('jsonl', ['a', 'b'])
    >>> [each.reason for each in read(io.BytesIO(b""), "a.html", Limits()).records]
    ['empty']
    """
    if not source.seekable():
        source = io.BytesIO(open_stream(source, limits).read_exactly(limits.spool_bytes + 1))
    start = source.tell()

    def reopen() -> BinaryIO:
        source.seek(start)
        return source

    return read_file(InputFile(reopen, record_path, limits, sidecar, services=services))
