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
from pipelines.core.readers.numbering import BadRecord, RecordContent

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

CHARSET: Final = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:\-]{2,40})", re.I)

STORED: Final = ("last-modified", "content-language", "date")
"""HTTP headers about the article, stored in `extra`."""


def parse_response(
    block: bytes, block_type: str, metadata: Mapping[str, str], record_id: str | None, limits: Limits
) -> RecordContent | BadRecord | None:
    """The page in the block of a response or resource record; None if it is not a page (image, redirect …).

    metadata: url and fetched_at, as far as the archive has them
    """
    if not block_type.lower().startswith("application/http") and not block.startswith(b"HTTP/"):
        return _page(block, {}, metadata, record_id) if _is_page(block_type, block) else None
    try:
        status, headers, payload = _parse_http(block, limits)
    except ERRORS as error:
        return BadRecord("bad_archive_record", f"HTTP: {str(error)[:200]}", block[:2000], record_id)
    if not _is_page(headers.get("content-type", ""), payload) or (status is not None and 300 <= status < 400):
        return None
    if len(payload) > limits.record_bytes:
        detail = f"payload of more than {limits.record_bytes} bytes"
        return BadRecord("record_too_large", detail, payload[:2000], record_id)
    if status is None or not 200 <= status < 300:
        return BadRecord("http_error", f"status {status}", payload[:2000], record_id)
    return _page(payload, headers, metadata, record_id)


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
    end = HEAD_END.search(block[:HEAD_BYTES])
    if end and b"\r\n" not in block[: end.end()]:  # fastwarc requires CRLF, which some tools rewrite
        block = block[: end.end()].replace(b"\n", b"\r\n") + block[end.end() :]
    warc = io.BytesIO(ENVELOPE.format(len(block)).encode("ascii") + block)
    record = next(iter(ArchiveIterator(warc, stream_detect=False, auto_decode="all")))
    http = record.http_headers
    headers = {name.lower(): value for name, value in reversed(http.to_tuples())} if http else {}
    return (http.status_code if http else None), headers, record.reader.read(limits.record_bytes + 1)


def _is_page(media: str, payload: bytes) -> bool:
    kind = media.partition(";")[0].strip().lower()
    if kind in PAGE_MEDIA:
        return bool(payload.strip()) or not payload
    return kind in ("", "application/octet-stream", "unknown", "no-type") and LOOKS_LIKE_PAGE.match(payload) is not None


def _page(
    payload: bytes, headers: Mapping[str, str], metadata: Mapping[str, str], record_id: str | None
) -> RecordContent | BadRecord:
    if not payload.strip():
        return BadRecord("no_content", "empty page", None, record_id)
    charset = CHARSET.search(headers.get("content-type", ""))
    html, _ = decode(payload, charset[1] if charset else declared_in_markup(payload))
    extra = {f"http_{name.replace('-', '_')}": replace_controls(headers[name]) for name in STORED if name in headers}
    fetched_at = parse_fetch_time(metadata.get("fetched_at"))
    return RecordContent("page", {**metadata, "html": html}, "warc", extra, record_id, fetched_at)
