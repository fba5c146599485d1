"""Encodings of more than one byte a character as UTF-8, so that readers of lines and markup see one kind of text.

Belongs here: transcoding a stream. Does not: telling the encoding (wide_encodings, charsets), encodings of one byte,
which are detected record by record.
"""

import codecs
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.streams import CHUNK, Stream
from pipelines.core.readers.wide_encodings import find_bom, marked_encoding

EAST_ASIAN: Final = frozenset(
    ("cp932", "shift_jis_2004", "gb18030", "big5hkscs", "cp949", "euc_kr", "euc_jp", "euc_jis_2004", "johab")
)
"""Encodings whose second bytes may be brackets, backslashes or delimiters."""

MAX_BYTES: Final = Limits().file_bytes * 2
"""UTF-8 needs up to three bytes where UTF-16 needs two; the source stream has its own limit, which must apply first."""

HEAD_BYTES: Final = 1 << 14
"""Bytes in which the signs of an encoding are looked for; a seven-bit text may begin with a page of ASCII."""


def as_utf8(stream: Stream) -> Stream:
    """The stream, transcoded if it does not extend ASCII, without its byte order mark.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> as_utf8(open_stream(io.BytesIO("Łódź".encode("utf-16")), Limits())).read().decode()
    'Łódź'
    """
    head = stream.peek(HEAD_BYTES)
    encoding = marked_encoding(head) or _east_asian(head)
    mark = find_bom(head)
    if mark:
        stream.read_exactly(len(mark[0]))
    if encoding is None or encoding == "utf-8":
        return stream
    decoder = codecs.getincrementaldecoder(encoding)("replace")

    def pull(size: int) -> bytes:
        out = b""
        while not out:
            data = stream.read(max(4, min(size, CHUNK) // 3))
            out = decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        return out

    return Stream(pull, MAX_BYTES)


def _east_asian(head: bytes) -> str | None:
    """The encoding of a head that is in one of EAST_ASIAN, as far as can be told without a declaration."""
    if head.isascii():
        return None
    encoding = decode(head)[1].rstrip("?")
    return encoding if encoding in EAST_ASIAN else None
