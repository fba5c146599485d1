"""Whether bytes end as their format requires, which tells a complete file from a half-copied one.

Belongs here: the last bytes of each format. Does not: detecting the format (dispatch), waiting for more (steps).
"""

import os
import re
from collections.abc import Mapping
from typing import BinaryIO, Final

import orjson

from pipelines.core.limits import Limits
from pipelines.core.readers.compression import compression_of, decompress
from pipelines.core.readers.format_detection import HEAD_BYTES
from pipelines.core.readers.streams import ReadError, open_stream
from pipelines.core.readers.wide_encodings import marked_encoding

TAIL_BYTES: Final = 1 << 17
"""A zip may end with a comment of 65,535 bytes after its directory."""

MAX_DECOMPRESSED_SIZE: Final = 64 << 20
"""Compressed files up to this size are decompressed to check their end; larger ones count as complete."""

END_MARKERS: Final[Mapping[str, re.Pattern[bytes]]] = {
    "zip": re.compile(rb"PK\x05\x06"),
    "parquet": re.compile(rb"PAR1$"),
    "tar": re.compile(rb"\0{1024}$"),
    **dict.fromkeys(("warc", "wet"), re.compile(rb"\r?\n\r?\n$")),
    **dict.fromkeys(("rss", "atom", "rdf", "sitemap", "nitf", "newsml"), re.compile(rb">\s*\0*$")),
}
"""Format → pattern of its last bytes. Text, HTML and CSV have no end marker."""


def has_valid_end(source: BinaryIO, kind: str, limits: Limits) -> bool:
    """Whether a seekable file ends as its format `kind` requires (ReadFile.format); True if that can't be known.

    >>> import io
    >>> has_valid_end(io.BytesIO(b'[{"a": 1}, {'), "json", Limits()), has_valid_end(io.BytesIO(b"A"), "text", Limits())
    (False, True)
    """
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    head = source.read(HEAD_BYTES)
    compression = compression_of(head)
    if compression:
        return size > MAX_DECOMPRESSED_SIZE or _decompresses_fully(source, compression, limits)
    source.seek(max(0, size - TAIL_BYTES))
    tail = source.read(TAIL_BYTES)
    if marked_encoding(head) not in (None, "utf-8"):  # UTF-16 and UTF-32 spell the signs that end a format with zeros
        head, tail = head.replace(b"\0", b"").lstrip(b"\xff\xfe"), tail.replace(b"\0", b"")
    if kind == "json":
        return tail.rstrip(b"\0 \r\n\t").endswith(b"]" if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"[" else b"}")
    if kind == "jsonl":
        return tail.endswith(b"\n") or _is_value(tail)
    return kind not in END_MARKERS or END_MARKERS[kind].search(tail) is not None


def _is_value(tail: bytes) -> bool:
    """Whether the last line is a complete JSON value; a line longer than the tail is judged by its last byte."""
    last = tail.rpartition(b"\n")[2]
    if len(last) == TAIL_BYTES:
        return last.rstrip().endswith(b"}")
    try:
        orjson.loads(last)
    except orjson.JSONDecodeError:
        return last.rstrip(b"\0 \r").endswith(b"}")
    return True


def _decompresses_fully(source: BinaryIO, kind: str, limits: Limits) -> bool:
    """Whether compressed data are not truncated; other damage does not count, as waiting would not repair it."""
    source.seek(0)
    stream = decompress(open_stream(source, limits), kind, limits)
    try:
        while stream.read(1 << 18):
            pass
    except ReadError as error:
        return error.reason != "truncated"
    return True
