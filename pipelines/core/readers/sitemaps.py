"""News sitemaps as a stream of entries, through lxml.

Belongs here: url elements and their news. Does not: feeds, fetching what a sitemap index points to (never done).
"""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.format_detection import quote
from pipelines.core.readers.markup_formats import root_name
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.streams import CHUNK, ReadError, Stream
from pipelines.core.readers.xml_safety import strip_doctype
from pipelines.core.readers.xml_trees import add_values, children, iterate, local, text_of

PROLOG_BYTES: Final = 1 << 17

FIELDS: Final = {
    "loc": "url", "lastmod": "modified_at", "news:title": "title", "news:publication_date": "published_at",
    "news:name": "publisher", "news:language": "language",
}  # fmt: skip
"""Element → field (sitemaps.org protocol; Google's news extension 0.9). The title of a picture or film is no field."""

OWN_NAMESPACES: Final = ("sitemaps.org/schemas/sitemap", "google.com/schemas/sitemap/")
"""Parts of the namespaces of the elements without prefix in FIELDS."""

TRUNCATION_MESSAGES: Final = ("Premature end", "EndTag: '</' not found", "Couldn't find end")
"""Parts of libxml2's messages about a document that ends too early."""


def read_sitemap(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The url entries of a sitemap; a sitemap index has none.

    Raises ReadError: unsafe_xml, damaged, truncated, no_entries.
    """
    prolog = strip_doctype(decode(stream.peek(PROLOG_BYTES))[0])
    head = quote(prolog.encode("utf-8", "replace"))
    is_index = root_name(prolog.lstrip("\ufeff")) == "sitemapindex"
    parser = etree.XMLPullParser(
        events=("end",), tag=("{*}url", "url"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    element = None
    for element in _elements(stream, parser):
        yield _content(element)
    if element is None:
        raise ReadError("no_entries", "a list of other sitemaps" if is_index else "no url element", head)


def _elements(stream: Stream, parser: Any) -> Iterator[Any]:
    """Each complete url element, removed from the tree after use."""
    try:
        while data := stream.read(CHUNK):
            parser.feed(data)
            yield from _complete_elements(parser)
        parser.close()
    except etree.XMLSyntaxError as error:
        yield from _complete_elements(parser)
        message = str(error)
        is_truncated = any(part in message for part in TRUNCATION_MESSAGES)
        raise ReadError("truncated" if is_truncated else "damaged", f"xml: {message[:200]}") from error


def _complete_elements(parser: Any) -> Iterator[Any]:
    for _, element in parser.read_events():
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _content(element: Any) -> RecordContent | BadRecord:
    row: dict[str, str] = {}
    news = [(f"news:{local(each)}", each) for box in iterate(element, "news") for each in box.iter() if _is_news(each)]
    for name, each in [*((_name(each), each) for each in children(element)), *news]:
        field, text = FIELDS.get(name), text_of(each)
        if field and text and field not in row:
            row[field] = text
    content = parse_row(row, origin="sitemap", form="entry")
    if isinstance(content, BadRecord):
        return BadRecord(content.reason, content.detail, etree.tostring(element)[:2000])
    extra: dict[str, JsonValue] = {}
    add_values(extra, [each for each in children(element) if _name(each) not in FIELDS])
    return RecordContent(content.form, content.fields, content.origin, extra)


def _is_news(element: Any) -> bool:
    return isinstance(element.tag, str) and ("}" not in element.tag or "sitemap-news" in element.tag)


def _name(element: Any) -> str:
    """The name of an element as in FIELDS."""
    namespace = str(element.tag).rpartition("}")[0].lower()
    is_own = not namespace or any(part in namespace for part in OWN_NAMESPACES)
    return local(element) if is_own else f"other:{local(element)}"
