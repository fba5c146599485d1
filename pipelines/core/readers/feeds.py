"""RSS, Atom and RDF feeds as a stream of entries, through feedparser.

Belongs here: entries, and the title and language of their feed. Does not: which element of an entry is whose
(feed_entries), which entries of a blog's export are articles (blog_exports), sitemaps, checks of the XML (xml_safety).

The document is split at its entries and parsed in batches, as feedparser holds a whole feed in memory and lets one bad
entry corrupt the following ones. It only gets bytes in memory, never an address or a name, which it would open.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import feedparser

from pipelines.core.limits import Limits
from pipelines.core.readers.blog_exports import author_names
from pipelines.core.readers.charsets import declared_in_markup, decode
from pipelines.core.readers.feed_entries import namespaces, parse_entry, read_entry
from pipelines.core.readers.format_detection import quote
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.streams import ReadError, Stream, read_all
from pipelines.core.readers.transcoding import as_utf8
from pipelines.core.readers.xml_safety import element_depth, strip_declaration, strip_doctype

ENTRY_TAG: Final = re.compile(r"<(/?)((?:[A-Za-z][\w.\-]{0,30}:)?(?:item|entry))(?=[\s>/])|<!\[CDATA\[|<!--", re.I)

BATCH_CHARACTERS: Final = 1 << 19

ERRORS: Final = (
    ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, LookupError, OSError,
)  # fmt: skip
"""Exceptions of feedparser on hostile feeds (found by fuzzing): it catches only those of its XML parser."""


@dataclass(frozen=True, slots=True)
class SplitFeed:
    """A feed split at its entries: the text before the first, the entries, the text after the last.

    is_truncated: the last entry has no end and was dropped
    """

    head: str
    entries: tuple[str, ...]
    foot: str
    is_truncated: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What the head of a feed gives to its entries: declared namespaces, and the names of its authors by login."""

    namespaces: str
    names: Mapping[str, str]


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
    text = strip_doctype(strip_declaration(decode(data, declared_in_markup(data))[0]))
    if element_depth(text) > limits.value_depth:
        raise ReadError("too_deep", f"elements nested more than {limits.value_depth} levels")
    feed = split_feed(text)
    if not feed.entries:
        raise ReadError("no_entries", "no item or entry element", quote(text.encode("utf-8", "replace")))
    given = Given(namespaces(feed.head), author_names(feed.head))
    for batch in _batches(feed):
        yield from _contents(feed, batch, given)
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


def _contents(feed: SplitFeed, batch: list[str], given: Given) -> Iterator[RecordContent | BadRecord]:
    """The records of a batch; if feedparser returns fewer or more entries, the batch is halved to find the bad one."""
    document = '<?xml version="1.0" encoding="utf-8"?>' + feed.head + "".join(batch) + feed.foot
    source = io.BytesIO(document.encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=True)
    except ERRORS:
        parsed = {"entries": []}
    if len(parsed["entries"]) == len(batch):
        for entry, raw in zip(parsed["entries"], batch, strict=True):
            yield read_entry(dict(entry.items()), parsed["feed"], parse_entry(raw, given.namespaces), raw, given.names)
    elif len(batch) > 1:
        middle = len(batch) // 2
        yield from _contents(feed, batch[:middle], given)
        yield from _contents(feed, batch[middle:], given)
    else:
        yield BadRecord("bad_feed", "the entry can't be parsed", batch[0])
