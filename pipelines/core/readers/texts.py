"""Plain text files as records: one article as a rule, many when the file is an export of a news database.

Belongs here: one text, one draft. Does not: telling exports from articles (bundles), cleaning residue (core.texts).
"""

from collections.abc import Iterator

from pipelines.core.limits import Limits
from pipelines.core.readers.bundles import Section, sections_of
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.pages import with_sidecar
from pipelines.core.readers.streams import Stream, whole


def read_text(stream: Stream, limits: Limits, sidecar: bytes | None) -> Iterator[Draft | Fault]:
    """The record of a text file, or those of an export.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> next(read_text(stream_of(io.BytesIO(b"A title\\n\\nA text."), Limits()), Limits(), None)).fields
    {'text': 'A title\\n\\nA text.'}
    """
    text, encoding = decode(whole(stream, limits.record_bytes))
    if not text.strip():
        yield Fault("empty", "nothing but white space")
        return
    if _is_binary(text):
        yield Fault("binary_content", f"read as {encoding}", text)
        return
    sections = sections_of(text)
    if sections is None:
        yield Fault("bundle", "looks like many articles in one file", text)
    elif not sections:
        yield with_sidecar(Draft("text", {"text": text}, "text"), sidecar, limits)
    else:
        yield from map(_drafted, sections)


def _drafted(section: Section) -> Draft:
    return Draft("text", {**section.fields, "text": section.text}, "text")


def _is_binary(text: str) -> bool:
    """More than one replaced character in twenty: no encoding fits (a wrong guess leaves far fewer)."""
    return text.count("\ufffd") * 20 > len(text)
