"""RSS, Atom and RDF feeds as a stream of entries, through feedparser.

Belongs here: entries and what their feed states for all of them. Does not: sitemaps, XML safety (markup).

The document is cut at its entries and parsed some at a time: feedparser alone holds all of a feed, and lets one bad
entry spoil what follows. It gets bytes in memory only, never an address or a name, which it would fetch or open.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import feedparser

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.markup import deepest_element, without_doctype
from pipelines.core.readers.rows import draft_of_row, json_safe
from pipelines.core.readers.streams import Damage, Stream, whole
from pipelines.core.readers.wide import as_utf8

ENTRY_TAG: Final = re.compile(r"<(/?)((?:[A-Za-z][\w.\-]{0,30}:)?(?:item|entry))(?=[\s>/])|<!\[CDATA\[|<!--", re.I)

ENCODING: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")

BATCH_CHARACTERS: Final = 1 << 19

ERRORS: Final = (
    ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, LookupError, OSError,
)  # fmt: skip
"""What feedparser raises on hostile feeds (found by fuzzing): it catches only what its XML parser raises."""

SKIPPED: Final = frozenset(("id", "guidislink", "link", "links", "title", "title_detail", "summary", "summary_detail",
    "content", "authors", "author", "author_detail", "published", "updated", "language", "source", "base"))  # fmt: skip
"""Keys of an entry that become fields, or repeat them."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed cut at its entries: what stands before the first, the entries, what stands behind the last."""

    head: str
    entries: tuple[str, ...]
    foot: str
    is_open: bool


def read_feed(stream: Stream, limits: Limits) -> Iterator[Draft | Fault]:
    """The entries of a feed.

    Raises Damage: file_too_large, unsafe_xml, too_deep, no_entries, truncated.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> feed = b"<rss><channel><title>P</title><item><title>T</title><link>https://a.example/</link></item></channel></rss>"
    >>> dict(next(read_feed(stream_of(io.BytesIO(feed), Limits()), Limits())).fields)
    {'url': 'https://a.example/', 'title': 'T', 'publisher': 'P'}
    """
    data = whole(as_utf8(stream), limits.document_bytes, "file_too_large")
    text = without_doctype(ENCODING.sub("", decode(data, declared_in_markup(data))[0]))
    if deepest_element(text) > limits.value_depth:
        raise Damage("too_deep", f"elements nested more than {limits.value_depth} levels")
    feed = cut(text)
    if not feed.entries:
        raise Damage("no_entries", "no item or entry element")
    for batch in _batches(feed):
        yield from _drafts(feed, batch)
    if feed.is_open:
        raise Damage("truncated", "the last entry is cut")


def cut(text: str) -> Cut:
    """Cut a feed at its entries; an entry without end tag ends where the next begins, and is dropped if it is the last.

    >>> cut("<rss><item>a</item> <item>b</item></rss>").entries
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
            start = -1
        if not found[1]:
            start = found.start()
            if text[at : (end := _end_of_tag(text, at))].rstrip(">").endswith("/"):
                spans.append((start, end))
                start = -1
    if not spans:
        return Cut(text[: max(start, 0)], (), "", start >= 0)
    foot = text[spans[-1][1] :] if start < 0 else ""
    return Cut(text[: spans[0][0]], tuple(text[begin:end] for begin, end in spans), foot, start >= 0)


def _end_of_tag(text: str, at: int) -> int:
    end = text.find(">", at)
    return len(text) if end < 0 else end + 1


def _batches(feed: Cut) -> Iterator[list[str]]:
    """Entries by about half a million characters; with a large head more, so that the head is not parsed too often."""
    most = max(BATCH_CHARACTERS, 4 * (len(feed.head) + len(feed.foot)))
    batch: list[str] = []
    size = 0
    for entry in feed.entries:
        batch.append(entry)
        size += len(entry)
        if size > most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _drafts(feed: Cut, batch: list[str]) -> Iterator[Draft | Fault]:
    """The drafts of some entries; one by one when they don't come out as many as they went in."""
    parsed = _parsed(feed, batch)
    if parsed and len(parsed["entries"]) == len(batch):
        for entry, raw in zip(parsed["entries"], batch, strict=True):
            yield _drafted(entry, parsed["feed"], raw)
    elif len(batch) > 1:
        middle = len(batch) // 2
        yield from _drafts(feed, batch[:middle])
        yield from _drafts(feed, batch[middle:])
    else:
        yield Fault("bad_feed", "the entry can't be parsed", batch[0])


def _parsed(feed: Cut, batch: list[str]) -> Mapping[str, Any] | None:
    document = '<?xml version="1.0" encoding="utf-8"?>' + feed.head + "".join(batch) + feed.foot
    source = io.BytesIO(document.encode("utf-8", "replace"))
    try:
        parsed: Mapping[str, Any] = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=True)
    except ERRORS:
        return None
    return parsed


def _drafted(entry: Any, feed: Any, raw: str) -> Draft | Fault:
    stated = dict(entry.items())
    row = {"id": stated.get("id"), "url": stated.get("link"), "title": stated.get("title"), **_texts(stated)}
    row["published_at"], row["modified_at"] = stated.get("published"), stated.get("updated")
    names = [each.get("name") for each in stated.get("authors", []) if each.get("name")]
    row["authors"] = names or stated.get("author")
    row["publisher"] = (stated.get("source") or {}).get("title") or feed.get("title")
    row["language"] = _language(stated) or feed.get("language")
    draft = draft_of_row({name: value for name, value in row.items() if value}, origin="feed", form="entry")
    if isinstance(draft, Fault):
        return Fault(draft.reason, draft.detail, raw, draft.record_id)
    rest = {key: value for key, value in stated.items() if key not in SKIPPED and not key.endswith("_parsed")}
    extra = {**json_safe(rest), **json_safe({"feed_link": feed.get("link"), "feed_title": feed.get("title")})}
    return Draft(draft.form, draft.fields, draft.origin, extra, draft.record_id)


def _texts(stated: Mapping[str, Any]) -> dict[str, Any]:
    """`html` or `text` from the longest content, `teaser` from the summary unless it only repeats that."""
    contents = [each for each in stated.get("content", []) if isinstance(each.get("value"), str)]
    longest = max(contents, key=lambda each: len(each["value"]), default=None)
    found: dict[str, Any] = {}
    if longest:
        found["text" if longest.get("type") == "text/plain" else "html"] = longest["value"]
    summary = stated.get("summary")
    if summary and (not longest or summary != longest["value"]):
        found["teaser"] = summary
    return found


def _language(stated: Mapping[str, Any]) -> str | None:
    details = [*stated.get("content", []), stated.get("title_detail") or {}, stated.get("summary_detail") or {}]
    return stated.get("language") or next((each["language"] for each in details if each.get("language")), None)
