"""Collections in SGML: many documents in one file, each in an element of its own (Reuters-21578, TREC, LDC).

Belongs here: where a document begins, and which of its elements is what. Does not: XML with one root (wire_documents).
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode, replace_controls
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.streams import ReadError, Stream, read_all

DOCUMENT: Final = re.compile(r"<(REUTERS|DOC)\b([^<>]{0,2000})>(.*?)(?=</\1\s*>|<\1\b|\Z)", re.S | re.I)
"""A document up to its end tag, or to the next document if that is missing."""

ELEMENT: Final = re.compile(r"<([A-Z][\w\-]{0,30})\b[^<>]{0,500}>(.*?)</\1\s*>", re.S | re.I)
ATTRIBUTE: Final = re.compile(r"""([\w\-]{1,30})\s*=\s*(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'>]{1,500}))""")

ELEMENT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("newid", "docno", "docid", "id"),
    "url": ("url",),
    "title": ("title", "headline", "head", "hl", "ti"),
    "published_at": ("date", "date_time", "datetime", "pubdate"),
    "authors": ("author", "byline", "by"),
    "publisher": ("source", "so", "publication"),
    "language": ("language",),
}
"""Field name of rows → elements and attributes in order of preference."""

TEXT_ELEMENTS: Final = ("body", "text", "content")


def read_sgml(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The documents of a collection. Raises ReadError file_too_large, no_entries.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = b"<DOC><DOCNO>1</DOCNO><HEADLINE>Pier opens</HEADLINE><TEXT><P>It did.</P></TEXT></DOC>"
    >>> dict(next(read_sgml(open_stream(io.BytesIO(source), Limits()), Limits())).fields)
    {'title': 'Pier opens', 'record_id': '1', 'text': 'It did.'}
    """
    data = read_all(stream, limits.document_bytes, "file_too_large")
    text, _ = decode(data, declared_in_markup(data))
    if not DOCUMENT.search(text):
        raise ReadError("no_entries", "no element of a document is complete")
    yield from (_document(document[2], document[3]) for document in DOCUMENT.finditer(text))


def _document(attributes: str, content: str) -> RecordContent | BadRecord:
    values = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(attributes)}
    body, rest = _body(content)
    for element in ELEMENT.finditer(rest):
        if text := _plain(element[2]):
            name = element[1].lower()
            values[name] = f"{values[name]}\n{text}" if name in values else text
    row: dict[str, object] = {}
    for field, names in ELEMENT_FIELDS.items():
        name = next((name for name in names if values.get(name)), None)
        if name:
            row[field] = values.pop(name)
    return parse_row({**row, "text": body, **{name: value for name, value in values.items() if name not in row}})


def _body(content: str) -> tuple[str, str]:
    """The text of a document, with its dateline, and the elements beside it."""
    searches = (re.search(rf"<{name}\b[^<>]*>(.*?)(?:</{name}\s*>|\Z)", content, re.S | re.I) for name in TEXT_ELEMENTS)
    element = next((found for found in searches if found), None)
    if not element:
        return ("", content) if ELEMENT.search(content) else (_plain(content), "")
    rest = re.sub(r"</?TEXT\b[^<>]*>", " ", content[: element.start()] + " " + content[element.end() :], flags=re.I)
    dateline = re.search(r"<DATELINE>(.*?)</DATELINE>", rest, re.S | re.I)
    text = _plain(element[1])
    if dateline and _plain(dateline[1]) not in text[:300]:
        text, rest = f"{_plain(dateline[1])} {text}", rest.replace(dateline[0], " ")
    return text, rest


def _plain(markup: str) -> str:
    """The text of an element: paragraphs apart, indented lines as paragraphs, no tags, no control characters."""
    text = re.sub(r"</?(?:P|BR|PARAGRAPH)\b[^<>]*>", "\n\n", markup, flags=re.I)
    text = html.unescape(re.sub(r"<[^<>]{0,500}>", " ", text))
    text = replace_controls(text).replace("\ufffd", " ")
    text = re.sub(r"\n[ \t]{2,}(?=\S)", "\n\n", text)
    return "\n\n".join(" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip())
