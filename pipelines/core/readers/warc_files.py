"""WARC and WET files as a stream of pages and texts.

Belongs here: where records begin and end, which of them hold pages. Does not: HTTP (http_responses), ARC (arc_files).

The framing is our own: WARC libraries accept a truncated record as complete and stop at the first wrong length, where
this reader loses one record and finds the next.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.fetch_times import parse_fetch_time
from pipelines.core.readers.http_responses import parse_response, trim_to_content_length
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.streams import ReadError, Stream, skip_to

HEADER_BYTES: Final = 1 << 16
"""Limit for the header block of a record; real ones have about a kilobyte."""

VERSION: Final = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")

NEXT_RECORD: Final = re.compile(rb"\n(?=WARC/[01]\.\d{1,2}\r?\n)")
"""The beginning of the next record after a wrong length: a version line."""

HEADER_END: Final = re.compile(rb"\r?\n\r?\n")

MAX_WRONG_LENGTHS: Final = 1_000
"""After each, the supposed body is scanned again; a hostile file could make that take forever."""

PAGE_TYPES: Final = ("response", "resource", "conversion")
"""Record types that may hold a page; warcinfo, request, metadata and revisit records never do, and are not counted."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its headers with lower-case names, its body, and what is wrong with its framing, if anything."""

    headers: Mapping[str, str]
    body: bytes
    reason: str | None = None
    detail: str = ""


def read_warc(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The pages of a WARC file and the texts of a WET file.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> head = b"WARC/1.0\\r\\nWARC-Type: conversion\\r\\nWARC-Target-URI: https://a.example/\\r\\n"
    >>> source = io.BytesIO(head + b"Content-Length: 5\\r\\n\\r\\nWords\\r\\n\\r\\n")
    >>> [record.fields for record in read_warc(open_stream(source, Limits()), Limits())]
    [{'url': 'https://a.example/', 'text': 'Words'}]
    """
    for record in read_records(stream, limits):
        content = _content(record, limits)
        if content is not None:
            yield content


def read_records(stream: Stream, limits: Limits) -> Iterator[WarcRecord]:
    """Every record of the file, with or without a page. Raises ReadError if too many lengths are wrong."""
    wrong_lengths = 0
    while stream.skip_leading(b"\r\n\0"):
        if not VERSION.match(stream.peek(64)):
            raise ReadError("damaged", "expected a WARC record")
        if wrong_lengths > MAX_WRONG_LENGTHS:
            raise ReadError("damaged", f"more than {MAX_WRONG_LENGTHS} records with a wrong length")
        end = HEADER_END.search(stream.peek(HEADER_BYTES))
        block = stream.read(end.end() if end else 1000)
        headers = _parse_headers(block) if end else {}
        length = headers.get("content-length", "")
        if re.fullmatch(r"\d{1,15}", length):
            record = _read_body(stream, headers, int(length), limits)
            wrong_lengths += record.reason == "bad_archive_record"
            yield record
        else:
            detail = f"Content-Length: {length[:40]}" if end else "unterminated record header"
            yield WarcRecord(headers, block, "bad_archive_record", detail)
            skip_to(stream, NEXT_RECORD, 64)


def _read_body(stream: Stream, headers: Mapping[str, str], length: int, limits: Limits) -> WarcRecord:
    """The record with these headers, whose length is a number; leaves the stream after it."""
    body = stream.read_exactly(min(length, limits.record_bytes))
    skipped = stream.skip(length - len(body)) if len(body) == limits.record_bytes else 0
    if len(body) + skipped < length:
        return _truncated_record(stream, headers, body, length)
    if not _is_at_boundary(stream):
        stream.unread(body[1:] if not skipped else b"")
        skip_to(stream, NEXT_RECORD, 64)
        return WarcRecord(headers, body, "bad_archive_record", f"wrong Content-Length {length}")
    if skipped:
        return WarcRecord(headers, body, "record_too_large", f"{length} bytes, limit {limits.record_bytes}")
    return WarcRecord(headers, body)


def _truncated_record(stream: Stream, headers: Mapping[str, str], body: bytes, length: int) -> WarcRecord:
    """A record that ends with the file: truncated, or its length is wrong and its body contains other records."""
    following = NEXT_RECORD.search(body)
    if following:
        stream.unread(body[following.end() :])
        return WarcRecord(headers, body, "bad_archive_record", f"Content-Length {length} exceeds the record")
    return WarcRecord(headers, body, "truncated", f"{len(body)} of {length} bytes")


def _parse_headers(block: bytes) -> dict[str, str]:
    """Headers with lower-case names; the first of a name wins."""
    headers: dict[str, str] = {}
    for line in block.split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(name.strip().lower().decode("latin-1"), decode(value.strip())[0])
    return headers


def _is_at_boundary(stream: Stream) -> bool:
    """Whether the end of the file follows, or empty lines and a version line."""
    following = stream.peek(64).lstrip(b"\r\n\0")
    return not following or VERSION.match(following) is not None


def _content(record: WarcRecord, limits: Limits) -> RecordContent | BadRecord | None:
    """The page or text of a record; None if records of its type hold none."""
    kind = record.headers.get("warc-type", "").lower()
    record_id = record.headers.get("warc-record-id", "").strip("<> ") or None
    response = trim_to_content_length(record.body) if record.reason and kind == "response" else None
    if record.reason and not response and (kind in PAGE_TYPES or record.reason in ("truncated", "bad_archive_record")):
        return BadRecord(record.reason, record.detail, record.body[:2000], record_id)
    if kind == "conversion":
        return _text(record, record_id)
    if kind not in PAGE_TYPES:
        return None
    block_type = record.headers.get("content-type", "")
    return parse_response(response or record.body, block_type, _metadata(record), record_id, limits)


def _metadata(record: WarcRecord) -> dict[str, str]:
    url, date = record.headers.get("warc-target-uri", "").strip("<> "), record.headers.get("warc-date", "")
    return {name: value for name, value in (("url", url), ("fetched_at", date)) if value}


def _text(record: WarcRecord, record_id: str | None) -> RecordContent | BadRecord:
    text, _ = decode(record.body)
    if not text.strip():
        return BadRecord("no_content", "empty conversion record", text, record_id)
    languages = record.headers.get("warc-identified-content-language")
    fetched_at = parse_fetch_time(record.headers.get("warc-date"))
    extra: dict[str, JsonValue] = {"identified_languages": languages} if languages else {}
    return RecordContent("text", {**_metadata(record), "text": text}, "warc", extra, record_id, fetched_at)
