"""One HTTP response, as stored in web archives, → a page.

Belongs here: status, headers, transfer and content encodings, whether the payload is a page. Does not: framing
(warc_files, arc_files). The only module that imports fastwarc, which gets one record at a time, from memory, because an
error ends its iteration.
"""

import io
import re
from collections.abc import Mapping
from typing import Final, Literal

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
LINE_END: Final = re.compile(rb"\r?\n")
CONTENT_LENGTH: Final = re.compile(rb"\ncontent-length:[ \t]{0,20}(\d{1,12})[ \t]{0,20}\r?\n", re.I)

STATUS_LINE: Final = re.compile(
    rb"\A\s{0,8}(?:HTTP|ICY|SPDY)(?:/\d{1,2}(?:\.\d{1,2})?)?[ \t]{1,8}(\d{3})(?!\d)[^\r\n]{0,500}\r?\n", re.I
)
"""A status line as servers and crawlers write it: HTTP/2 has no reason, some write lower case (RFC 9112, 4)."""

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
    if not block_type.lower().startswith("application/http") and not STATUS_LINE.match(block):
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
        return BadRecord("http_error", f"status {status} at {metadata.get('url', '')}", payload[:2000], record_id)
    return _page(payload, headers, metadata, record_id)


def trim_to_content_length(block: bytes) -> bytes | None:
    """The response at the beginning of a block, if it has a Content-Length and is complete; else None.

    For records to which the archive gives a wrong length.

    >>> trim_to_content_length(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab\\r\\nmore")
    b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab'
    """
    head = HEAD_END.search(block[:HEAD_BYTES]) if STATUS_LINE.match(block) else None
    length = CONTENT_LENGTH.search(block[: head.end()]) if head else None
    end = head.end() + int(length[1]) if head and length else 0
    return block[:end] if 0 < end <= len(block) else None


def _parse_http(block: bytes, limits: Limits) -> tuple[int | None, dict[str, str], bytes]:
    """(status, headers in lower case, decoded payload); raises the ERRORS of fastwarc.

    A crawler may have stored the page decoded under headers that say it is not: then the payload is taken as it is.
    """
    end = HEAD_END.search(block[:HEAD_BYTES])
    head, payload = (block[: end.end()], block[end.end() :]) if end else (block, b"")
    # fastwarc reads status lines and line ends only as RFC 9112 prescribes them
    head = STATUS_LINE.sub(rb"HTTP/1.1 \1 -\r\n", LINE_END.sub(b"\r\n", head), count=1)
    try:
        return _decode_http(head + payload, "all", limits)
    except ERRORS:
        if not LOOKS_LIKE_PAGE.match(payload):
            raise
        return _decode_http(head + payload, "none", limits)


def _decode_http(
    block: bytes, decoding: Literal["all", "none"], limits: Limits
) -> tuple[int | None, dict[str, str], bytes]:
    warc = io.BytesIO(ENVELOPE.format(len(block)).encode("ascii") + block)
    record = next(iter(ArchiveIterator(warc, stream_detect=False, auto_decode=decoding)))
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
