"""News sitemaps as a stream of entries, through lxml.

Belongs here: url elements and their news. Does not: feeds, fetching what a sitemap index points to (never done).
"""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.markup import without_doctype
from pipelines.core.readers.rows import draft_of_row
from pipelines.core.readers.streams import CHUNK, Damage, Stream

PROLOG_BYTES: Final = 1 << 17

NEWS_FIELDS: Final = {
    "loc": "url", "title": "title", "publication_date": "published_at", "name": "publisher", "language": "language",
}  # fmt: skip
"""Local element name → field (sitemaps.org protocol; Google's news extension 0.9)."""


def read_sitemap(stream: Stream, limits: Limits) -> Iterator[Draft | Fault]:
    """The url entries of a sitemap; an index of sitemaps holds none.

    Raises Damage: unsafe_xml, damaged, truncated, no_entries.
    """
    without_doctype(decode(stream.peek(PROLOG_BYTES))[0])
    parser = etree.XMLPullParser(
        events=("end",), tag=("{*}url", "url"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    count = 0
    for element in _elements(stream, parser):
        count += 1
        yield _drafted(element)
    if not count:
        raise Damage("no_entries", "no url element")


def _elements(stream: Stream, parser: Any) -> Iterator[Any]:
    """Each complete url element, removed from the tree once it was used."""
    try:
        while data := stream.read(CHUNK):
            parser.feed(data)
            yield from _ended(parser)
        parser.close()
    except etree.XMLSyntaxError as error:
        yield from _ended(parser)
        said = str(error)
        is_cut = any(sign in said for sign in ("Premature end", "EndTag: '</' not found", "Couldn't find end"))
        raise Damage("truncated" if is_cut else "damaged", f"xml: {said[:200]}") from error


def _ended(parser: Any) -> Iterator[Any]:
    for _, element in parser.read_events():
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _drafted(element: Any) -> Draft | Fault:
    row: dict[str, Any] = {}
    for child in element.iter():
        if not isinstance(child.tag, str):
            continue  # a comment
        local, text = etree.QName(child).localname, "".join(child.itertext(with_tail=False)).strip()
        if len(child) == 0 and text and local not in row:
            row[local] = text
    known = {field: row.pop(local) for local, field in NEWS_FIELDS.items() if local in row}
    modified = row.pop("lastmod", None)
    fields = {**known, **({"modified_at": modified} if modified else {})}
    draft = draft_of_row(fields, origin="sitemap", form="entry")
    if isinstance(draft, Fault):
        return Fault(draft.reason, draft.detail, etree.tostring(element)[:2000])
    return Draft(draft.form, draft.fields, draft.origin, row)
