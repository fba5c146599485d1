"""RSS, Atom and RDF feeds as a stream of entries, through feedparser.

Belongs here: entries, and the title and language of their feed. Does not: sitemaps, checks of the XML (xml_safety).

The document is split at its entries and parsed in batches, as feedparser holds a whole feed in memory and lets one bad
entry corrupt the following ones. It only gets bytes in memory, never an address or a name, which it would open.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import feedparser

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode, replace_controls
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_records import parse_row, to_json_value
from pipelines.core.readers.streams import ReadError, Stream, read_all
from pipelines.core.readers.transcoding import as_utf8
from pipelines.core.readers.xml_safety import element_depth, strip_doctype

ENTRY_TAG: Final = re.compile(r"<(/?)((?:[A-Za-z][\w.\-]{0,30}:)?(?:item|entry))(?=[\s>/])|<!\[CDATA\[|<!--", re.I)

ENCODING: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")

BATCH_CHARACTERS: Final = 1 << 19

ERRORS: Final = (
    ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, LookupError, OSError,
)  # fmt: skip
"""Exceptions of feedparser on hostile feeds (found by fuzzing): it catches only those of its XML parser."""

SKIPPED: Final = frozenset(("id", "guidislink", "link", "links", "title", "title_detail", "summary", "summary_detail",
    "content", "authors", "author", "author_detail", "published", "updated", "language", "source", "base"))  # fmt: skip
"""Keys of an entry that become fields, or repeat them."""


@dataclass(frozen=True, slots=True)
class SplitFeed:
    """A feed split at its entries: the text before the first, the entries, the text after the last.

    is_truncated: the last entry has no end and was dropped
    """

    head: str
    entries: tuple[str, ...]
    foot: str
    is_truncated: bool


def read_feed(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The entries of a feed.

    Raises ReadError: file_too_large, unsafe_xml, too_deep, no_entries, truncated.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> feed = b"<rss><channel><title>P</title><item><title>T</title><link>https://a.example/</link></item></channel></rss>"
    >>> dict(next(read_feed(open_stream(io.BytesIO(feed), Limits()), Limits())).fields)
    {'url': 'https://a.example/', 'title': 'T', 'publisher': 'P'}
    """
    data = read_all(as_utf8(stream), limits.document_bytes, "file_too_large")
    text = strip_doctype(ENCODING.sub("", decode(data, declared_in_markup(data))[0]))
    if element_depth(text) > limits.value_depth:
        raise ReadError("too_deep", f"elements nested more than {limits.value_depth} levels")
    feed = split_feed(text)
    if not feed.entries:
        raise ReadError("no_entries", "no item or entry element")
    for batch in _batches(feed):
        yield from _contents(feed, batch)
    if feed.is_truncated:
        raise ReadError("truncated", "the last entry is incomplete")


def split_feed(text: str) -> SplitFeed:
    """Split a feed at its entries. An entry without end tag ends where the next begins; the last one is dropped.

    >>> split_feed("<rss><item>a</item> <item>b</item></rss>").entries
    ('<item>a</item>', '<item>b</item>')
    """
    spans: list[tuple[int, int]] = []
    start = -1
    at = 0
    while found := ENTRY_TAG.search(text, at):
        at = found.end()
        if not found[2]:
            end = text.find("]]>" if found[0].endswith("[") else "-->", at)
            at = len(text) if end < 0 else end + 3
            continue
        if start >= 0:
            spans.append((start, _end_of_tag(text, at) if found[1] else found.start()))
        start = -1 if found[1] else found.start()
        if start >= 0 and text[at : (end := _end_of_tag(text, at))].rstrip(">").endswith("/"):
            spans.append((start, end))
            start = -1
    head = text[: spans[0][0]] if spans else ""
    foot = text[spans[-1][1] :] if spans and start < 0 else ""
    return SplitFeed(head, tuple(text[begin:end] for begin, end in spans), foot, start >= 0)


def _end_of_tag(text: str, at: int) -> int:
    end = text.find(">", at)
    return len(text) if end < 0 else end + 1


def _batches(feed: SplitFeed) -> Iterator[list[str]]:
    """Batches of BATCH_CHARACTERS; larger ones if the head is large, so that it is not parsed too often."""
    enough = max(BATCH_CHARACTERS, 4 * (len(feed.head) + len(feed.foot)))
    batch: list[str] = []
    size = 0
    for entry in feed.entries:
        batch.append(entry)
        size += len(entry)
        if size > enough:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _contents(feed: SplitFeed, batch: list[str]) -> Iterator[RecordContent | BadRecord]:
    """The records of a batch; if feedparser returns fewer or more entries, the batch is halved to find the bad one."""
    document = '<?xml version="1.0" encoding="utf-8"?>' + feed.head + "".join(batch) + feed.foot
    source = io.BytesIO(document.encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=True)
    except ERRORS:
        parsed = {"entries": []}
    if len(parsed["entries"]) == len(batch):
        for entry, raw in zip(parsed["entries"], batch, strict=True):
            yield _content(dict(entry.items()), parsed["feed"], raw)
    elif len(batch) > 1:
        middle = len(batch) // 2
        yield from _contents(feed, batch[:middle])
        yield from _contents(feed, batch[middle:])
    else:
        yield BadRecord("bad_feed", "the entry can't be parsed", batch[0])


def _content(entry: Mapping[str, Any], feed: Mapping[str, Any], raw: str) -> RecordContent | BadRecord:
    row = {"id": entry.get("id"), "url": entry.get("link"), "title": entry.get("title"), **_texts(entry)}
    row["published_at"], row["modified_at"] = entry.get("published"), entry.get("updated")
    names = [each.get("name") for each in entry.get("authors", []) if each.get("name")]
    row["authors"] = names or entry.get("author")
    row["publisher"] = (entry.get("source") or {}).get("title") or feed.get("title")
    row["language"] = _language(entry) or feed.get("language")
    content = parse_row({name: value for name, value in row.items() if value}, origin="feed", form="entry")
    if isinstance(content, BadRecord):
        return BadRecord(content.reason, content.detail, raw, content.record_id)
    rest = {key: value for key, value in entry.items() if key not in SKIPPED and not key.endswith("_parsed")}
    rest |= {"feed_link": feed.get("link"), "feed_title": feed.get("title")}
    extra = {replace_controls(key): to_json_value(value, 1) for key, value in rest.items()}
    return RecordContent(content.form, content.fields, content.origin, extra, content.record_id)


def _texts(entry: Mapping[str, Any]) -> dict[str, Any]:
    """`html` or `text` from the longest content, `teaser` from the summary if that differs."""
    contents = [each for each in entry.get("content", []) if isinstance(each.get("value"), str)]
    longest = max(contents, key=lambda each: len(each["value"]), default=None)
    texts: dict[str, Any] = {}
    if longest:
        texts["text" if longest.get("type") == "text/plain" else "html"] = longest["value"]
    summary = entry.get("summary")
    if summary and (not longest or summary != longest["value"]):
        texts["teaser"] = summary
    return texts


def _language(entry: Mapping[str, Any]) -> str | None:
    details = [*entry.get("content", []), entry.get("title_detail") or {}, entry.get("summary_detail") or {}]
    return entry.get("language") or next((each["language"] for each in details if each.get("language")), None)
