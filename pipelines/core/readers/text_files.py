"""Plain text files as records: usually one article, many if the file is an export of a news database.

Belongs here: one text, one record. Does not: recognising exports (database_exports), cleaning texts
(pipelines.core.normalization.texts).
"""

from collections.abc import Iterator

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import REPLACEMENT, decode
from pipelines.core.readers.database_exports import split_export
from pipelines.core.readers.html_files import with_sidecar
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.streams import Stream, read_all


def read_text(stream: Stream, limits: Limits, sidecar: bytes | None) -> Iterator[RecordContent | BadRecord]:
    """The record of a text file, or the records of an export.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> next(read_text(open_stream(io.BytesIO(b"A title\\n\\nA text."), Limits()), Limits(), None)).fields
    {'text': 'A title\\n\\nA text.'}
    """
    text, encoding = decode(read_all(stream, limits.record_bytes))
    if not text.strip():
        yield BadRecord("empty", "only white space")
        return
    if _is_binary(text):
        yield BadRecord("binary_content", f"decoded as {encoding}", text)
        return
    sections = split_export(text)
    if sections is None:
        yield BadRecord("bundle", "looks like several articles in one file", text)
    elif not sections:
        yield with_sidecar(RecordContent("text", {"text": text}, "text"), sidecar, limits)
    for section in sections or ():
        yield RecordContent("text", {**section.fields, "text": section.text}, "text")


def _is_binary(text: str) -> bool:
    """Whether more than one character in twenty was replaced: no encoding fits (a wrong guess replaces far fewer)."""
    return text.count(REPLACEMENT) * 20 > len(text)
