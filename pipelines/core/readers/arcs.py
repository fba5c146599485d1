"""ARC files, the web archives of before WARC, as a stream of pages.

Belongs here: where records begin and end. Does not: HTTP (captures). No library in use reads them but warcio.
"""

import re
from collections.abc import Iterator
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.captures import capture_draft, whole_response
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.streams import CHUNK, Stream

HEADER: Final = re.compile(
    rb"([A-Za-z][A-Za-z0-9+.\-]{0,30}:.{0,8000}?) ([0-9A-Fa-f.:]{3,45}|-) (\d{4,20}) (\S{1,200})"
    rb"((?: \S{1,200}){0,5}?) (-?\w{1,15})\r?\n"
)
"""`URL IP date type [result checksum location offset name] length` (ARC 1 and 2); URLs may hold spaces."""

NEXT_RECORD: Final = re.compile(
    rb"\n(?=[A-Za-z][A-Za-z0-9+.\-]{0,30}:[^\n]{1,2000} \d{8,20} [^\n ]{1,200}(?: [^\n ]{1,200}){0,5} -?\w{1,15}\r?\n)"
)

HEADER_BYTES: Final = 1 << 14


def read_arc(stream: Stream, limits: Limits) -> Iterator[Draft | Fault]:
    """The pages of an ARC file; its own description (filedesc:) is no record."""
    while _skip_blank(stream):
        head = stream.peek(HEADER_BYTES)
        header = HEADER.match(head)
        if not header or not header[6].isdigit():
            line = stream.read_exactly(head.find(b"\n") + 1 or len(head))
            if not line.startswith((b"filedesc:", b"dns:")):
                yield Fault("bad_archive_record", "no ARC record where one should begin", line)
            _resync(stream)
            continue
        stream.read_exactly(header.end())
        drafted = _drafted(stream, header, limits)
        if drafted is not None:
            yield drafted


def _drafted(stream: Stream, header: re.Match[bytes], limits: Limits) -> Draft | Fault | None:
    length = int(header[6])
    block = stream.read_exactly(min(length, limits.record_bytes))
    missing = length - len(block)
    while missing and (data := stream.read(min(CHUNK, missing))):
        missing -= len(data)
    if header[1].startswith((b"filedesc:", b"dns:")):
        return None
    fault = _frame_fault(stream, length, missing, limits)
    whole = whole_response(block) if fault else block
    if fault and whole is None:
        return Fault(fault, f"length {length}, of which {missing} bytes are missing", block[:2000])
    stated = {"url": decode(header[1])[0], "fetched_at": header[3].decode("ascii")}
    return capture_draft(whole or b"", header[4].decode("latin-1"), stated, None, limits)


def _frame_fault(stream: Stream, length: int, missing: int, limits: Limits) -> str | None:
    """The reason why the frame of a record is wrong, or None; after a wrong length, stand before the next record."""
    if missing:
        return "truncated"
    if length > limits.record_bytes:
        return "record_too_large"
    if stream.peek(1) in (b"", b"\n", b"\r"):
        return None
    _resync(stream)
    return "bad_archive_record"


def _skip_blank(stream: Stream) -> bool:
    while (head := stream.peek(64)) and head[:1] in b"\r\n\0":
        stream.read(len(head) - len(head.lstrip(b"\r\n\0")))
    return bool(head)


def _resync(stream: Stream) -> None:
    """Stand before the next line that looks like a header, or at the end."""
    kept = b"\n"
    while data := stream.read(CHUNK):
        window = kept + data
        found = NEXT_RECORD.search(window)
        if found:
            stream.unread(window[found.end() :])
            return
        kept = window[-HEADER_BYTES:]
