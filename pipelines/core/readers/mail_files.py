"""Mails and pages saved as MHTML, through the standard library's email: a record for each message.

Belongs here: which part of a message is its text, what its headers say. Does not: many messages in one file, what a
page says (pipelines.core.normalization).

A message repeats its text as plain text and as HTML. The plain one is the record's text unless it is only a stub; the
page still gives metadata, and the part that is not the text is kept in `extra`. Attached messages and texts are records
of their own, other attachments are named in `extra`.
"""

import email
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from itertools import islice
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode, replace_controls
from pipelines.core.readers.fetch_times import parse_fetch_time
from pipelines.core.readers.numbering import BadRecord, FieldValue, JsonValue, RecordContent
from pipelines.core.readers.streams import ReadError, Stream, read_all

MAX_PARTS: Final = 20_000
"""Parts of one message, those of attached messages included; each takes a kilobyte of memory."""

MAX_CONTAINERS: Final = 200
"""Parts that hold others: the parser passes each line through all that are around it."""

BOUNDARY: Final = re.compile(rb"boundary\s{0,9}=\s{0,9}\"?([^\"\r\n;]{1,200})", re.I)
DELIMITER: Final = re.compile(rb"^--([^\r\n]{1,200}?)(?:--)?[ \t]{0,9}\r?$", re.M)
CONTAINER: Final = re.compile(rb"^content-type:\s{0,9}(?:multipart|message)/", re.M | re.I)

STUB_SHARE: Final = 0.5
"""Share of the words of the HTML below which the plain text only says that there is HTML."""

ERRORS: Final = (ValueError, TypeError, LookupError, AttributeError, IndexError, AssertionError, RecursionError)
"""Exceptions of the standard library's parsers of headers on hostile messages (found by fuzzing)."""

DISPLAY_NAME: Final = re.compile(r"""\s*"?([^"<>@]{1,199}?[^"<>@\s])"?\s*<[^<>]*>\s*""")

HIDING: Final = re.compile(r"<(/?)(script|style|head|title)\b[^<>]{0,2000}>", re.I)
TAG: Final = re.compile(r"<[^<>]{0,2000}>")

BODY_PART: Final = ("text/plain", "text/html", "application/xhtml+xml")


@dataclass
class Parts:
    """The parts of one message.

    plain, pages: texts of its parts, and (address, HTML) · attached: messages and texts to read as records of their own
    named: what is kept by name only
    """

    plain: list[JsonValue] = field(default_factory=list)
    pages: list[tuple[str | None, str]] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)
    named: list[JsonValue] = field(default_factory=list)


def read_mail(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The message of a file, and those attached to it. Raises ReadError record_too_large, damaged.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = io.BytesIO(b"From: The Herald <a@b.example>\\nSubject: Pier opens\\n\\nIt did.\\n")
    >>> dict(next(read_mail(open_stream(source, Limits()), Limits())).fields)
    {'title': 'Pier opens', 'publisher': 'The Herald', 'text': 'It did.\\n'}
    """
    yield from read_message(read_all(stream, limits.record_bytes))


def read_message(data: bytes) -> Iterator[RecordContent | BadRecord]:
    """The records of one message in the form of RFC 5322."""
    boundaries = {found[1].strip() for found in islice(BOUNDARY.finditer(data), MAX_PARTS)}
    parts = sum(found[1].strip() in boundaries for found in DELIMITER.finditer(data))
    containers = sum(1 for _ in CONTAINER.finditer(data))
    if parts > MAX_PARTS or containers > MAX_CONTAINERS:
        raise ReadError("too_deep", f"a message of {parts} parts, of which {containers} hold others")
    try:
        message = email.message_from_bytes(data)
        contents = list(_contents(message))
    except ERRORS as error:
        raise ReadError("damaged", f"mail: {type(error).__name__} {str(error)[:200]}") from error
    yield from contents


def _contents(message: Message) -> Iterator[RecordContent | BadRecord]:
    parts = Parts()
    _sort(message, parts, is_root=True)
    yield _saved_page(message, parts) if _is_saved_page(message, parts) else _mail(message, parts)
    for each in parts.attached:
        if each.get_content_type() == "message/rfc822":
            yield from (content for inner in _inner(each) for content in _contents(inner))
        else:
            yield _attached_text(each)


def _sort(part: Message, parts: Parts, is_root: bool = False) -> None:
    kind, name = part.get_content_type(), part.get_filename()
    if kind == "message/rfc822":
        parts.attached.append(part)
    elif part.is_multipart():
        for inner in _inner(part):
            _sort(inner, parts)
    elif kind in BODY_PART and not (name and not is_root and part.get_content_disposition() == "attachment"):
        _add_text(part, kind, parts)
    elif kind in BODY_PART:
        parts.attached.append(part)
    else:
        location = _header(part, "Content-Location") or name
        parts.named.append({"type": kind, "name": location and replace_controls(location)})


def _add_text(part: Message, kind: str, parts: Parts) -> None:
    text = _text(part)
    if kind == "text/plain":
        parts.plain.append(text)
    else:
        parts.pages.append((_header(part, "Content-Location"), text))


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _text(part: Message) -> str:
    """The text of a part, by its charset, else by what its markup declares."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, part.get_content_charset() or declared_in_markup(data))[0]


def _header(part: Message, name: str) -> str | None:
    """A header without encoded words and control characters; None if it is missing or blank."""
    raw = next((value for key, value in part.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    stated = decode(str(raw).encode("utf-8", "surrogateescape"))[0]
    try:
        words = decode_header(stated)
        stated = "".join(text if isinstance(text, str) else decode(text, charset)[0] for text, charset in words)
    except (*ERRORS, HeaderParseError):
        pass  # no encoded words, though it looks like it
    return re.sub(r"\s+", " ", replace_controls(stated)).strip() or None


def _is_saved_page(message: Message, parts: Parts) -> bool:
    """Whether a browser wrote the message: it holds a page with an address, and nobody it was sent to."""
    if _header(message, "Snapshot-Content-Location"):
        return True
    is_sent = any(_header(message, name) for name in ("To", "Received", "Message-ID", "Delivered-To"))
    return bool(parts.pages) and not is_sent and message.get_content_type() in ("multipart/related", "text/html")


def _saved_page(message: Message, parts: Parts) -> RecordContent | BadRecord:
    if not parts.pages:
        return BadRecord("no_content", "a saved page without HTML", message.as_bytes()[:2000])
    wanted = _header(message, "Snapshot-Content-Location")
    root = next((i for i, (address, _) in enumerate(parts.pages) if wanted and address == wanted), 0)
    address, page = parts.pages[root]
    frames: list[JsonValue] = [{"url": a, "html": h} for i, (a, h) in enumerate(parts.pages) if i != root]
    saved = _header(message, "Date")
    extra = _present(saved_title=_header(message, "Subject"), frames=frames, parts=parts.named, plain=parts.plain)
    fields: dict[str, FieldValue] = {"html": page}
    url = wanted or address
    if url and re.match(r"https?://", url):
        fields["url"] = url
    if saved:
        fields["fetched_at"] = saved
    return RecordContent("page", fields, "warc", extra, None, parse_fetch_time(saved))


def _mail(message: Message, parts: Parts) -> RecordContent | BadRecord:
    plain, page = "\n\n".join(map(str, parts.plain)), "\n".join(text for _, text in parts.pages)
    is_stub = len(plain.split()) < STUB_SHARE * _shown_words(page)
    stated = {
        "record_id": (_header(message, "Message-ID") or "").strip("<>"), "title": _header(message, "Subject"),
        "publisher": _sender(message), "published_at": _header(message, "Date"),
        "language": _header(message, "Content-Language"), "html": page.strip() and page,
        "text": None if is_stub else plain.strip() and plain,
    }  # fmt: skip
    fields: dict[str, FieldValue] = {name: value for name, value in stated.items() if value}
    if fields.keys().isdisjoint(("title", "html", "text")):
        return BadRecord("no_content", "a message without subject and text", message.as_bytes()[:2000])
    unread = plain if is_stub else ""
    sent = {name: _header(message, name) for name in ("From", "To", "Cc", "List-Id", "Reply-To", "X-Mailer")}
    extra = _present(headers={k: v for k, v in sent.items() if v}, plain=unread.strip(), attachments=parts.named)
    if "text" in fields and "html" in fields:
        extra["html"] = page
    return RecordContent("row", fields, "sidecar", extra, stated["record_id"] or None)


def _shown_words(page: str) -> int:
    """The number of words that a page shows."""
    shown: list[str] = []
    hidden, at = "", 0
    for tag in HIDING.finditer(page):
        if not hidden:
            shown.append(page[at : tag.start()])
        is_end, name = bool(tag[1]), tag[2].lower()
        hidden = "" if is_end and name == hidden else hidden or ("" if is_end else name)
        at = tag.end()
    shown += [] if hidden else [page[at:]]
    return len(html.unescape(TAG.sub(" ", " ".join(shown))).split())


def _attached_text(part: Message) -> RecordContent | BadRecord:
    text, name = _text(part), part.get_filename()
    extra = _present(attachment=name and replace_controls(name))
    if not text.strip():
        return BadRecord("empty", f"attachment {name}")
    if part.get_content_type() == "text/plain":
        return RecordContent("text", {"text": text}, "text", extra)
    return RecordContent("page", {"html": text}, "sidecar", extra)


def _sender(message: Message) -> str | None:
    """The name of the sender: that of the outlet for a newsletter."""
    found = DISPLAY_NAME.fullmatch(_header(message, "From") or "")
    return found[1] if found else None


def _present(**values: JsonValue) -> dict[str, JsonValue]:
    return {name: value for name, value in values.items() if value}
