"""One HTTP response, as stored in web archives, → a page.

Belongs here: status, headers, transfer and content encodings, whether the payload is a page. Does not: framing
(warc_files, arc_files). The only module that imports fastwarc, which gets one record at a time, from memory, because an
error ends its iteration.
"""

import io
import re
from collections.abc import Mapping
from typing import Final

from fastwarc.warc import ArchiveIterator

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode, replace_controls
from pipelines.core.readers.fetch_times import parse_fetch_time
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent

PAGE_MEDIA: Final = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")

LOOKS_LIKE_PAGE: Final = re.compile(
    rb"\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype html|html|head|body)[\s>]", re.I | re.S
)
"""For responses without a media type, or with application/octet-stream."""

ENVELOPE: Final = (
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n"
)

HEAD_BYTES: Final = 1 << 16
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
CONTENT_LENGTH: Final = re.compile(rb"\ncontent-length:[ \t]{0,20}(\d{1,12})[ \t]{0,20}\r?\n", re.I)

ERRORS: Final = (OSError, ValueError, TypeError, AttributeError, EOFError, OverflowError, StopIteration, MemoryError)

STORED_HEADERS: Final = ("last-modified", "content-language", "date")
"""HTTP headers about the article, stored in `extra`."""


def parse_response(
    block: bytes, block_type: str, metadata: Mapping[str, str], record_id: str | None, limits: Limits
) -> RecordContent | BadRecord | None:
    """The page in the block of a response or resource record; None if it is no page (image, redirect …).

    metadata: url and fetched_at from the archive
    """
    if not block_type.lower().startswith("application/http") and not block.startswith(b"HTTP/"):
        is_page = _is_page(block_type, block)
        return _page(block, None, metadata, record_id, {}) if is_page else None
    try:
        status, headers, payload = _parse_http(block, limits)
    except ERRORS as error:
        return BadRecord("bad_archive_record", f"HTTP: {str(error)[:200]}", block[:2000], record_id)
    media = headers.get("content-type", "")
    if not _is_page(media, payload) or (status is not None and 300 <= status < 400):
        return None
    if len(payload) > limits.record_bytes:
        detail = f"payload of more than {limits.record_bytes} bytes"
        return BadRecord("record_too_large", detail, payload[:2000], record_id)
    if status is None or not 200 <= status < 300:
        return BadRecord("http_error", f"status {status}", payload[:2000], record_id)
    stored = [name for name in STORED_HEADERS if name in headers]
    extra: dict[str, JsonValue] = {f"http_{name.replace('-', '_')}": replace_controls(headers[name]) for name in stored}
    return _page(payload, _charset(media), metadata, record_id, extra)


def trim_to_content_length(block: bytes) -> bytes | None:
    """The response at the beginning of a block, if it has a Content-Length and is complete; else None.

    For records to which the archive gives a wrong length.

    >>> trim_to_content_length(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab\\r\\nmore")
    b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab'
    """
    head = HEAD_END.search(block[:HEAD_BYTES]) if block.startswith(b"HTTP/") else None
    length = CONTENT_LENGTH.search(block[: head.end()]) if head else None
    end = head.end() + int(length[1]) if head and length else 0
    return block[:end] if 0 < end <= len(block) else None


def _parse_http(block: bytes, limits: Limits) -> tuple[int | None, dict[str, str], bytes]:
    """(status, headers in lower case, decoded payload); raises the ERRORS of fastwarc."""
    block = _with_crlf(block)
    warc = io.BytesIO(ENVELOPE.format(len(block)).encode("ascii") + block)
    record = next(iter(ArchiveIterator(warc, stream_detect=False, auto_decode="all")))
    http = record.http_headers
    headers = {name.lower(): value for name, value in reversed(http.to_tuples())} if http else {}
    return (http.status_code if http else None), headers, record.reader.read(limits.record_bytes + 1)


def _with_crlf(block: bytes) -> bytes:
    """The response with CRLF after each header, as fastwarc requires, even if a tool has rewritten the line ends."""
    end = HEAD_END.search(block[:HEAD_BYTES])
    if not end or b"\r\n" in block[: end.end()]:
        return block
    return block[: end.end()].replace(b"\n", b"\r\n") + block[end.end() :]


def _is_page(media: str, payload: bytes) -> bool:
    kind = media.partition(";")[0].strip().lower()
    if kind in PAGE_MEDIA:
        return bool(payload.strip()) or not payload
    return kind in ("", "application/octet-stream", "unknown", "no-type") and LOOKS_LIKE_PAGE.match(payload) is not None


def _charset(media: str) -> str | None:
    match = re.search(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:\-]{2,40})", media, re.I)
    return match[1] if match else None


def _page(
    payload: bytes,
    charset: str | None,
    metadata: Mapping[str, str],
    record_id: str | None,
    extra: Mapping[str, JsonValue],
) -> RecordContent | BadRecord:
    if not payload.strip():
        return BadRecord("no_content", "empty page", None, record_id)
    html, _ = decode(payload, charset or declared_in_markup(payload))
    fields = {**{name: value for name, value in metadata.items() if value}, "html": html}
    return RecordContent("page", fields, "warc", extra, record_id, parse_fetch_time(metadata.get("fetched_at")))
