"""Mailboxes (mbox): many messages in one file, each after a line `From sender date`.

Belongs here: where a message begins and ends. Does not: reading one (mail_files).
"""

import re
from collections.abc import Iterator
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.format_detection import FROM_LINE
from pipelines.core.readers.mail_files import read_message
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.streams import Oversize, ReadError, Stream, split_lines

HEADER_LINE: Final = re.compile(rb">?[!-9;-~]{1,80}:")
QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.M)


def read_mbox(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The messages of a mailbox.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> mail = b"From a@b.example Fri Feb 23 07:00:00 2024\\nSubject: Pier %d\\n\\nIt opened.\\n\\n"
    >>> source = open_stream(io.BytesIO(mail % 1 + mail % 2), Limits())
    >>> [each.fields["title"] for each in read_mbox(source, Limits())]
    ['Pier 1', 'Pier 2']
    """
    for message in split_mbox(stream, limits.record_bytes):
        if isinstance(message, BadRecord):
            yield message
            continue
        try:
            yield from read_message(message)
        except ReadError as error:  # of this message alone
            yield BadRecord(error.reason, error.detail, message[:2000])


def split_mbox(stream: Stream, limit: int) -> Iterator[bytes | BadRecord]:
    """The messages, without the lines between them and with their own lines that begin with `From ` restored."""
    held: list[bytes] = []
    size, is_blank = 0, True
    lines = split_lines(stream, limit)
    line = next(lines, None)
    while line is not None:
        following = next(lines, None)
        is_start = is_blank and _is_start(line, following)
        if is_start and size:
            yield _message(held, size, limit)
        if is_start:
            held, size = [], 0
        else:
            size += line.size if isinstance(line, Oversize) else len(line)
            if size <= limit or not held:
                held.append(line.head if isinstance(line, Oversize) else line)
        is_blank = not isinstance(line, Oversize) and not line.strip()
        line = following
    if size:
        yield _message(held, size, limit)


def _is_start(line: bytes | Oversize, following: bytes | Oversize | None) -> bool:
    """Whether a line after an empty one separates messages: a header line follows."""
    if isinstance(line, Oversize) or not FROM_LINE.match(line):
        return False
    return isinstance(following, bytes) and HEADER_LINE.match(following) is not None


def _message(lines: list[bytes], size: int, limit: int) -> bytes | BadRecord:
    message = QUOTED_FROM.sub(rb"\1", b"".join(lines))
    return message if size <= limit else BadRecord("record_too_large", f"message of {size} bytes", message[:2000])
