"""One HTTP response, as web archives keep it, → a page.

Belongs here: status, headers, transfer and content encodings, whether the payload is a page. Does not: framing.
The only module that knows fastwarc; it gets one record at a time, from memory, as its errors end a whole iteration.
"""

import io
import re
from collections.abc import Mapping
from typing import Any, Final

from fastwarc.warc import ArchiveIterator

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode, visible
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.instants import fetch_instant

PAGE_MEDIA: Final = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")

LOOKS_LIKE_PAGE: Final = re.compile(
    rb"\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype html|html|head|body)[\s>]", re.I | re.S
)
"""For responses that state no media type (or a wrong one: application/octet-stream)."""

ENVELOPE: Final = (
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n"
)

HEAD_BYTES: Final = 1 << 16
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
CONTENT_LENGTH: Final = re.compile(rb"\ncontent-length:[ \t]{0,20}(\d{1,12})[ \t]{0,20}\r?\n", re.I)

ERRORS: Final = (OSError, ValueError, TypeError, AttributeError, EOFError, OverflowError, StopIteration, MemoryError)

KEPT_HEADERS: Final = ("last-modified", "content-language", "date")
"""HTTP headers that say something about the article: kept in `extra`."""


def capture_draft(
    block: bytes, block_type: str, stated: Mapping[str, str], record_id: str | None, limits: Limits
) -> Draft | Fault | None:
    """The page in the block of a response or resource record; None when it holds no page (picture, redirect …).

    stated: url and fetched_at as the archive gives them
    """
    if not block_type.lower().startswith("application/http") and not block.startswith(b"HTTP/"):
        is_page = _is_page(block_type, block)
        return _page(block, None, stated, record_id, {}) if is_page else None
    try:
        status, headers, payload = _http(block, limits)
    except ERRORS as error:
        return Fault("bad_archive_record", f"HTTP: {str(error)[:200]}", block[:2000], record_id)
    media = headers.get("content-type", "")
    if not _is_page(media, payload) or (status is not None and 300 <= status < 400):
        return None
    if len(payload) > limits.record_bytes:
        return Fault("record_too_large", f"a payload of over {limits.record_bytes} bytes", payload[:2000], record_id)
    if status is None or not 200 <= status < 300:
        return Fault("http_error", f"status {status}", payload[:2000], record_id)
    kept = {f"http_{name.replace('-', '_')}": visible(headers[name]) for name in KEPT_HEADERS if name in headers}
    return _page(payload, _charset(media), stated, record_id, kept)


def whole_response(block: bytes) -> bytes | None:
    """The response at the beginning of a block, if it states its length and is all there; else None.

    For records whose archive states a wrong length.

    >>> whole_response(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab\\r\\nmore")
    b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab'
    """
    head = HEAD_END.search(block[:HEAD_BYTES]) if block.startswith(b"HTTP/") else None
    stated = CONTENT_LENGTH.search(block[: head.end()]) if head else None
    end = head.end() + int(stated[1]) if head and stated else 0
    return block[:end] if 0 < end <= len(block) else None


def _http(block: bytes, limits: Limits) -> tuple[int | None, dict[str, str], bytes]:
    """(status, headers in lower case, decoded payload); raises what fastwarc raises."""
    block = _with_crlf(block)
    whole = io.BytesIO(ENVELOPE.format(len(block)).encode("ascii") + block)
    record = next(iter(ArchiveIterator(whole, stream_detect=False, auto_decode="all")))
    http = record.http_headers
    headers = {name.lower(): value for name, value in reversed(http.to_tuples())} if http else {}
    return (http.status_code if http else None), headers, record.reader.read(limits.record_bytes + 1)


def _with_crlf(block: bytes) -> bytes:
    """The response with CRLF behind each header, where a tool has rewritten line ends: fastwarc insists on them."""
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
    found = re.search(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:\-]{2,40})", media, re.I)
    return found[1] if found else None


def _page(
    payload: bytes, charset: str | None, stated: Mapping[str, str], record_id: str | None, extra: Mapping[str, Any]
) -> Draft | Fault:
    if not payload.strip():
        return Fault("no_content", "an empty page", None, record_id)
    html, _ = decode(payload, charset or declared_in_markup(payload))
    fields = {name: value for name, value in stated.items() if value}
    return Draft("page", {**fields, "html": html}, "warc", extra, record_id, fetch_instant(stated.get("fetched_at")))
