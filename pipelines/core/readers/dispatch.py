"""Which reader reads what: compressions are peeled, archives descended into, everything else numbered.

Belongs here: the table of formats. Does not: any format.
"""

import io
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.detection import HEAD_BYTES, format_of
from pipelines.core.readers.drafts import Draft, Fault, numbered, rejection
from pipelines.core.readers.opening import Opening, Peeled, check_depth, peeled
from pipelines.core.readers.pages import read_page
from pipelines.core.readers.streams import Damage, Stream, whole
from pipelines.core.readers.tars import read_tar
from pipelines.core.readers.texts import read_text
from pipelines.core.readers.zips import read_zip
from pipelines.core.records import RawRecord, Rejection


def records(opening: Opening) -> Iterator[RawRecord | Rejection]:
    """All records and rejections of an opening, those of its members included."""
    try:
        inner = peeled(opening)
        kind = format_of(inner.stream.peek(HEAD_BYTES), inner.name)
        if kind in ("zip", "tar"):
            check_depth(inner.depth + 1, opening.limits)
            yield from _members(kind, inner, opening)
            return
    except Damage as damage:
        yield rejection(opening.record_path, None, damage.reason, damage.detail)
        return
    yield from numbered(_drafts(kind, inner, opening), opening.record_path)


def _members(kind: str, inner: Peeled, opening: Opening) -> Iterator[RawRecord | Rejection]:
    if kind == "zip":
        yield from read_zip(seekable(inner, opening), opening, inner.depth + 1, records)
    else:
        yield from read_tar(_reopener(inner, opening), opening, inner.depth + 1, records)


def seekable(inner: Peeled, opening: Opening) -> BinaryIO:
    """A seekable view of what an opening holds: the source itself when nothing lies between, else a copy in memory.

    Raises Damage `file_too_large` when the copy would need more than limits.spool_bytes.
    """
    if not inner.is_packed and inner.source.seekable():
        return opening.reopen()
    return io.BytesIO(whole(inner.stream, opening.limits.spool_bytes, "file_too_large"))


def _reopener(inner: Peeled, opening: Opening) -> Callable[[], Stream]:
    """How to read a tar from its start twice: by opening it again, or from a copy in memory where it can't be."""
    if inner.source.seekable():
        return lambda: peeled(opening).stream
    held = whole(inner.stream, opening.limits.spool_bytes, "file_too_large")
    return lambda: Stream(io.BytesIO(held).read, opening.limits.file_bytes)


def _drafts(kind: str, inner: Peeled, opening: Opening) -> Iterator[Draft | Fault]:
    """The drafts of a file that is no archive. Raises Damage `empty` or `unknown_format` for what has no reader."""
    if kind in ("text", "html"):
        yield from _documents(kind)(inner.stream, opening.limits, opening.sidecar)
    elif kind == "parquet":
        yield from _columnar()(seekable(inner, opening), opening.limits)
    elif kind in STREAMED:
        yield from _streamed(kind)(inner.stream, opening.limits)
    else:
        raise Damage("empty" if kind == "empty" else "unknown_format", "nothing to read" if kind == "empty" else "")


STREAMED: Final = {
    "json": "jsonrows.read_json", "jsonl": "jsonrows.read_json", "csv": "delimited.read_delimited",
    "rss": "feeds.read_feed", "atom": "feeds.read_feed", "rdf": "feeds.read_feed",
    "sitemap": "sitemaps.read_sitemap", "warc": "warcs.read_warc", "wet": "warcs.read_warc", "arc": "arcs.read_arc",
}  # fmt: skip
"""Format → module and function of its reader; loaded when first met, for their libraries are slow to import."""


def _loaded(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(import_module(f"pipelines.core.readers.{module}"), function)


def _streamed(kind: str) -> Callable[[Stream, Limits], Iterator[Draft | Fault]]:
    reader: Callable[[Stream, Limits], Iterator[Draft | Fault]] = _loaded(STREAMED[kind])
    return reader


def _columnar() -> Callable[[BinaryIO, Limits], Iterator[Draft | Fault]]:
    reader: Callable[[BinaryIO, Limits], Iterator[Draft | Fault]] = _loaded("columnar.read_parquet")
    return reader


def _documents(kind: str) -> Callable[[Stream, Limits, bytes | None], Iterator[Draft | Fault]]:
    return read_page if kind == "html" else read_text
