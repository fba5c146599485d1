"""ARC files, the predecessors of WARC, as a stream of pages.

Belongs here: where records begin and end. Does not: HTTP (http_responses).
"""

import re
from collections.abc import Iterator
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.http_responses import parse_response, trim_to_content_length
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.streams import Stream, skip_to

HEADER: Final = re.compile(
    rb"([A-Za-z][A-Za-z0-9+.\-]{0,30}:.{0,8000}?) ([0-9A-Fa-f.:]{3,45}|-) (\d{4,20}) (\S{1,200})"
    rb"((?: \S{1,200}){0,5}?) (-?\w{1,15})\r?\n"
)
"""`URL IP date type [result checksum location offset name] length` (ARC 1 and 2); URLs may contain spaces."""

NEXT_RECORD: Final = re.compile(
    rb"\n(?=[A-Za-z][A-Za-z0-9+.\-]{0,30}:[^\n]{1,2000} \d{8,20} [^\n ]{1,200}(?: [^\n ]{1,200}){0,5} -?\w{1,15}\r?\n)"
)

HEADER_BYTES: Final = 1 << 14


def read_arc(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The pages of an ARC file; its description (filedesc:) is not a record."""
    while stream.skip_leading(b"\r\n\0"):
        head = stream.peek(HEADER_BYTES)
        header = HEADER.match(head)
        if not header or not header[6].isdigit():
            line = stream.read_exactly(head.find(b"\n") + 1 or len(head))
            if not line.startswith((b"filedesc:", b"dns:")):
                yield BadRecord("bad_archive_record", "expected an ARC record", line)
            skip_to(stream, NEXT_RECORD, HEADER_BYTES, b"\n")
            continue
        stream.read_exactly(header.end())
        content = _content(stream, header, limits)
        if content is not None:
            yield content


def _content(stream: Stream, header: re.Match[bytes], limits: Limits) -> RecordContent | BadRecord | None:
    length = int(header[6])
    block = stream.read_exactly(min(length, limits.record_bytes))
    missing = length - len(block) - stream.skip(length - len(block))
    if header[1].startswith((b"filedesc:", b"dns:")):
        return None
    reason = _check_length(stream, length, missing, limits)
    response = trim_to_content_length(block) if reason else block
    if reason and response is None:
        return BadRecord(reason, f"length {length}, {missing} bytes missing", block[:2000])
    metadata = {"url": decode(header[1])[0], "fetched_at": header[3].decode("ascii")}
    return parse_response(response or b"", header[4].decode("latin-1"), metadata, None, limits)


def _check_length(stream: Stream, length: int, missing: int, limits: Limits) -> str | None:
    """The reason if the length of a record is wrong, else None; skips to the next record after a wrong length."""
    if missing:
        return "truncated"
    if length > limits.record_bytes:
        return "record_too_large"
    if stream.peek(1) in (b"", b"\n", b"\r"):
        return None
    skip_to(stream, NEXT_RECORD, HEADER_BYTES, b"\n")
    return "bad_archive_record"
