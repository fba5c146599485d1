"""Whether bytes end as their format says: what tells a finished file from a half-copied one.

Belongs here: the closing bytes of each format. Does not: files, waiting (steps, ledger).
"""

import re
from collections.abc import Mapping
from typing import BinaryIO, Final

import orjson

from pipelines.core.limits import Limits
from pipelines.core.readers.compression import compression_of, unpacked
from pipelines.core.readers.detection import HEAD_BYTES, format_of
from pipelines.core.readers.streams import Damage, stream_of

TAIL_BYTES: Final = 1 << 17
"""A zip may end with a comment of 65,535 bytes behind its directory."""

UNPACK_AT_MOST: Final = 64 << 20
"""Packed files up to this size are unpacked to their end to find out; larger ones are taken as they are."""

MARKUP_END: Final = re.compile(rb">\s*\0*$")

CLOSED: Final[Mapping[str, re.Pattern[bytes]]] = {
    "zip": re.compile(rb"PK\x05\x06"),
    "parquet": re.compile(rb"PAR1$"),
    "tar": re.compile(rb"\0{1024}$"),
    "warc": re.compile(rb"\r?\n\r?\n$"),
    "wet": re.compile(rb"\r?\n\r?\n$"),
    "rss": MARKUP_END,
    "atom": MARKUP_END,
    "rdf": MARKUP_END,
    "sitemap": MARKUP_END,
}
"""Format → what its last bytes match. Text, pages and CSV have no closing bytes: they end where they end."""


def is_closed(source: BinaryIO, size: int, name: str, limits: Limits) -> bool:
    """Whether a seekable stream of `size` bytes ends as its format says; True where that can't be told.

    >>> import io
    >>> is_closed(io.BytesIO(b'[{"a": 1}, {'), 12, "a.json", Limits())
    False
    >>> is_closed(io.BytesIO(b"Words"), 5, "a.txt", Limits())
    True
    """
    source.seek(0)
    head = source.read(HEAD_BYTES)
    kind = compression_of(head)
    if kind:
        return size > UNPACK_AT_MOST or _unpacks(source, kind, limits)
    found = format_of(head, name.lower())
    source.seek(max(0, size - TAIL_BYTES))
    tail = source.read(TAIL_BYTES)
    if found == "json":
        return tail.rstrip(b"\0 \r\n\t").endswith(b"]" if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"[" else b"}")
    if found == "jsonl":
        return tail.endswith(b"\n") or _is_value(tail)
    return found not in CLOSED or CLOSED[found].search(tail) is not None


def _is_value(tail: bytes) -> bool:
    """Whether the last line is a whole value; one that is longer than the tail is judged by its last byte."""
    last = tail.rpartition(b"\n")[2]
    if len(last) == TAIL_BYTES:
        return last.rstrip().endswith(b"}")
    try:
        orjson.loads(last)
    except orjson.JSONDecodeError:
        return last.rstrip(b"\0 \r").endswith(b"}")
    return True


def _unpacks(source: BinaryIO, kind: str, limits: Limits) -> bool:
    """Whether packed data reach their end; only running short counts, other damage will not heal by waiting."""
    source.seek(0)
    stream = unpacked(stream_of(source, limits), kind, limits)
    try:
        while stream.read(1 << 18):
            pass
    except Damage as damage:
        return damage.reason != "truncated"
    return True
