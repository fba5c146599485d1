"""News sitemaps as a stream of entries, through lxml.

Belongs here: url elements and their news. Does not: feeds, fetching what a sitemap index points to (never done).
"""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.streams import CHUNK, ReadError, Stream
from pipelines.core.readers.xml_safety import strip_doctype

PROLOG_BYTES: Final = 1 << 17

FIELDS: Final = {
    "loc": "url", "title": "title", "publication_date": "published_at", "name": "publisher", "language": "language",
    "lastmod": "modified_at",
}  # fmt: skip
"""Local element name → field (sitemaps.org protocol; Google's news extension 0.9)."""

TRUNCATION_MESSAGES: Final = ("Premature end", "EndTag: '</' not found", "Couldn't find end")
"""Parts of libxml2's messages about a document that ends too early."""


def read_sitemap(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The url entries of a sitemap; a sitemap index has none.

    Raises ReadError: unsafe_xml, damaged, truncated, no_entries.
    """
    strip_doctype(decode(stream.peek(PROLOG_BYTES))[0])
    parser = etree.XMLPullParser(
        events=("end",), tag=("{*}url", "url"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    element = None
    for element in _elements(stream, parser):
        yield _content(element)
    if element is None:
        raise ReadError("no_entries", "no url element")


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
    row: dict[str, JsonValue] = {}
    for child in element.iter():
        if not isinstance(child.tag, str):
            continue  # a comment
        local, text = etree.QName(child).localname, "".join(child.itertext(with_tail=False)).strip()
        if len(child) == 0 and text and local not in row:
            row[local] = text
    known = {field: row.pop(local) for local, field in FIELDS.items() if local in row}
    content = parse_row(known, origin="sitemap", form="entry")
    if isinstance(content, BadRecord):
        return BadRecord(content.reason, content.detail, etree.tostring(element)[:2000])
    return RecordContent(content.form, content.fields, content.origin, row)
