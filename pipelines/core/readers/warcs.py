"""WARC and WET files as a stream of pages and texts.

Belongs here: where records begin and end, which of them are articles' pages. Does not: HTTP (captures), old ARC (arcs).

The framing is our own: the libraries take a cut record for a whole one and end at the first wrong length, where this
reader loses one record and finds the next. Within a record fastwarc reads HTTP.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.captures import capture_draft, whole_response
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.instants import fetch_instant
from pipelines.core.readers.streams import CHUNK, Damage, Stream

HEADER_BYTES: Final = 1 << 16
"""The header block of a record; real ones have about a kilobyte."""

VERSION: Final = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")

NEXT_RECORD: Final = re.compile(rb"\n(?=WARC/[01]\.\d{1,2}\r?\n)")
"""Where the next record begins, when a length was wrong: a version line at the beginning of a line."""

HEADER_END: Final = re.compile(rb"\r?\n\r?\n")

MOST_WRONG_LENGTHS: Final = 1_000
"""After each, bytes are looked through again that were taken for its body: a hostile file could make that endless."""

PAGE_TYPES: Final = ("response", "resource", "conversion")
"""The types that may hold a page; warcinfo, request, metadata and revisit never do, and are not counted."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: named fields in lower case, its body, and what is wrong with its frame (a reason, or None)."""

    named: Mapping[str, str]
    body: bytes
    fault: str | None = None
    detail: str = ""


def read_warc(stream: Stream, limits: Limits) -> Iterator[Draft | Fault]:
    """The pages of a WARC file and the texts of a WET file.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> head = b"WARC/1.0\\r\\nWARC-Type: conversion\\r\\nWARC-Target-URI: https://a.example/\\r\\n"
    >>> source = io.BytesIO(head + b"Content-Length: 5\\r\\n\\r\\nWords\\r\\n\\r\\n")
    >>> [draft.fields for draft in read_warc(stream_of(source, Limits()), Limits())]
    [{'url': 'https://a.example/', 'text': 'Words'}]
    """
    for record in frames(stream, limits):
        drafted = _drafted(record, limits)
        if drafted is not None:
            yield drafted


def frames(stream: Stream, limits: Limits) -> Iterator[WarcRecord]:
    """Every record of the file, those that hold no page included. Raises Damage when too many lengths are wrong."""
    wrong = 0
    while _skip_to_version(stream):
        if wrong > MOST_WRONG_LENGTHS:
            raise Damage("damaged", f"more than {MOST_WRONG_LENGTHS} records with a wrong length")
        header = _header(stream)
        if header is None:
            yield WarcRecord({}, stream.read(1000), "bad_archive_record", "the header of the record does not end")
            _resync(stream)
            continue
        named = _named(header)
        length = named.get("content-length", "")
        if not re.fullmatch(r"\d{1,15}", length):
            yield WarcRecord(named, header, "bad_archive_record", f"Content-Length: {length[:40]}")
            _resync(stream)
            continue
        record = _framed(stream, named, int(length), limits)
        wrong += record.fault == "bad_archive_record"
        yield record


def _framed(stream: Stream, named: Mapping[str, str], length: int, limits: Limits) -> WarcRecord:
    """The record of a header with a usable length; the stream stands behind it."""
    body = stream.read_exactly(min(length, limits.record_bytes))
    skipped = _skip(stream, length - len(body)) if len(body) == limits.record_bytes else 0
    if len(body) + skipped < length:
        return _cut(stream, named, body, length)
    if not _is_followed_well(stream):
        stream.unread(body[1:] if not skipped else b"")
        _resync(stream)
        return WarcRecord(named, body, "bad_archive_record", f"Content-Length {length} does not fit the record")
    if skipped:
        return WarcRecord(named, body, "record_too_large", f"{length} bytes, limit {limits.record_bytes}")
    return WarcRecord(named, body)


def _cut(stream: Stream, named: Mapping[str, str], body: bytes, length: int) -> WarcRecord:
    """A record that runs into the end of the file: cut, or its length is wrong and it has swallowed others."""
    following = NEXT_RECORD.search(body)
    if following:
        stream.unread(body[following.end() :])
        return WarcRecord(named, body, "bad_archive_record", f"Content-Length {length} reaches beyond the next record")
    return WarcRecord(named, body, "truncated", f"{len(body)} of {length} bytes")


def _skip_to_version(stream: Stream) -> bool:
    """Stand before the next version line; False at the end. Raises Damage when there is something else."""
    while (head := stream.peek(64)).startswith((b"\r", b"\n", b"\0")):
        stream.read(len(head) - len(head.lstrip(b"\r\n\0")))
    if not head:
        return False
    if not VERSION.match(head):
        raise Damage("damaged", "no WARC record where one should begin")
    return True


def _header(stream: Stream) -> bytes | None:
    """The header block, with the stream behind it; None when it has no end."""
    found = HEADER_END.search(stream.peek(HEADER_BYTES))
    return stream.read_exactly(found.end()) if found else None


def _named(header: bytes) -> dict[str, str]:
    """Named fields in lower case; the first statement of a name holds."""
    named: dict[str, str] = {}
    for line in header.split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            named.setdefault(name.strip().lower().decode("latin-1"), decode(value.strip())[0])
    return named


def _is_followed_well(stream: Stream) -> bool:
    """Whether behind the body stands the end of the file, or empty lines and a version line."""
    following = stream.peek(64).lstrip(b"\r\n\0")
    return not following or VERSION.match(following) is not None


def _skip(stream: Stream, size: int) -> int:
    """Pass over bytes; how many there were."""
    passed = 0
    while passed < size and (data := stream.read(min(CHUNK, size - passed))):
        passed += len(data)
    return passed


def _resync(stream: Stream) -> None:
    """Stand before the next version line, or at the end."""
    kept = b""
    while data := stream.read(CHUNK):
        window = kept + data
        found = NEXT_RECORD.search(window)
        if found:
            stream.unread(window[found.end() :])
            return
        kept = window[-64:]


def _drafted(record: WarcRecord, limits: Limits) -> Draft | Fault | None:
    """The draft of a record; None when it is of a kind that holds no page."""
    kind = record.named.get("warc-type", "").lower()
    rescued = whole_response(record.body) if record.fault and kind == "response" else None
    if record.fault and not rescued and (kind in PAGE_TYPES or record.fault in ("truncated", "bad_archive_record")):
        return Fault(record.fault, record.detail, record.body[:2000], _record_id(record))
    if kind == "conversion":
        return _text_draft(record)
    if kind not in PAGE_TYPES:
        return None
    block = rescued or record.body
    return capture_draft(block, record.named.get("content-type", ""), _stated(record), _record_id(record), limits)


def _stated(record: WarcRecord) -> dict[str, str]:
    url = record.named.get("warc-target-uri", "").strip("<> ")
    return {"url": url, "fetched_at": record.named.get("warc-date", "")}


def _text_draft(record: WarcRecord) -> Draft | Fault:
    text, _ = decode(record.body)
    named = record.named
    if not text.strip():
        return Fault("no_content", "an empty conversion record", text, _record_id(record))
    fields = {**_stated(record), "text": text}
    languages = named.get("warc-identified-content-language")
    extra = {"identified_languages": languages} if languages else {}
    return Draft(
        "text", {name: value for name, value in fields.items() if value}, "warc", extra, _record_id(record),
        fetch_instant(named.get("warc-date")),
    )  # fmt: skip


def _record_id(record: WarcRecord) -> str | None:
    return record.named.get("warc-record-id", "").strip("<> ") or None
