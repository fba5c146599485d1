"""UTF-16 and UTF-32 as UTF-8, so that readers of lines and markup meet one kind of text.

Belongs here: transcoding a stream. Does not: encodings of one byte, which are found record by record (charsets).
"""

import codecs
from collections.abc import Callable

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import bom_of, wide_encoding
from pipelines.core.readers.streams import CHUNK, Stream

MOST = Limits().file_bytes * 2
"""Transcoded Chinese takes three bytes for two: the source keeps its own limit, this one must not hit first."""


def as_utf8(stream: Stream) -> Stream:
    """The stream itself, or its transcoding when it is wide; a byte order mark is dropped.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> as_utf8(stream_of(io.BytesIO("Łódź".encode("utf-16")), Limits())).read().decode()
    'Łódź'
    """
    head = stream.peek(4096)
    encoding = wide_encoding(head)
    mark = bom_of(head)
    if mark:
        stream.read_exactly(len(mark[0]))
    return Stream(_transcoder(stream, encoding), MOST) if encoding else stream


def _transcoder(stream: Stream, encoding: str) -> Callable[[int], bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")

    def pull(size: int) -> bytes:
        out = b""
        while not out:
            data = stream.read(max(4, min(size, CHUNK) // 3))
            out = decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        return out

    return pull
