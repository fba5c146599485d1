"""Which reader reads which format: decompress, detect, then descend into an archive or number the records of a file.

Belongs here: the table of readers. Does not: any format.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.archives import Member, locate_member
from pipelines.core.readers.document_files import read_html, read_text
from pipelines.core.readers.format_detection import HEAD_BYTES, describe_unknown, format_of, quote
from pipelines.core.readers.input_files import InputFile, UnpackedFile, check_depth, unpack
from pipelines.core.readers.numbering import BadRecord, RecordContent, make_rejection, number_records
from pipelines.core.readers.streams import ReadError, Stream, open_stream, read_all
from pipelines.core.readers.tar_files import read_tar
from pipelines.core.readers.zip_files import read_zip
from pipelines.core.records import RawRecord, Rejection

Reader = Callable[[Stream, Limits], Iterator[RecordContent | BadRecord]]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file whose format is known: one that format_of names, `unknown` if it can't be decompressed.

    layout: how a table is written, for the ledger; None for other formats
    """

    format: str
    records: Iterator[RawRecord | Rejection]
    layout: str | None = None


def read_file(file: InputFile) -> ReadFile:
    """The format and the records of a file or an archive member, the records of nested members included."""
    try:
        unpacked = unpack(file)
        kind = format_of(unpacked.stream.peek(HEAD_BYTES), unpacked.name)
        layout = _load("csv_files.describe_layout")(unpacked.stream, file.services) if kind == "csv" else None
    except ReadError as error:
        return ReadFile("unknown", iter([make_rejection(file.record_path, None, error.reason, error.detail)]))
    return ReadFile(kind, _records(kind, unpacked, file), layout)


def _records(kind: str, unpacked: UnpackedFile, file: InputFile) -> Iterator[RawRecord | Rejection]:
    if kind not in ("zip", "tar"):
        yield from number_records(_contents(kind, unpacked, file), file.record_path)
        return
    depth = unpacked.depth + 1
    try:
        check_depth(depth, file.limits)
        for member in _members(kind, unpacked, file):
            located = locate_member(member, file, depth)
            yield from [located] if isinstance(located, Rejection) else read_file(located).records
    except ReadError as error:
        yield make_rejection(file.record_path, None, error.reason, error.detail)


def _seekable(unpacked: UnpackedFile, file: InputFile) -> BinaryIO:
    """A seekable view of the content: the source itself if it is not compressed and can seek, else a copy in memory.

    Raises ReadError `file_too_large` if the copy would need more than limits.spool_bytes.
    """
    if unpacked.depth == file.depth and unpacked.source.seekable():
        return file.reopen()
    return io.BytesIO(read_all(unpacked.stream, file.limits.spool_bytes, "file_too_large"))


def _members(kind: str, unpacked: UnpackedFile, file: InputFile) -> Iterator[Member]:
    """The members of an archive. A tar is read twice: from its source, or from a copy in memory if that can't seek."""
    limits = file.limits
    if kind == "zip":
        return read_zip(_seekable(unpacked, file), limits)
    if unpacked.source.seekable():
        return read_tar(lambda: unpack(file).stream, limits)
    copy = read_all(unpacked.stream, limits.spool_bytes, "file_too_large")
    return read_tar(lambda: open_stream(io.BytesIO(copy), limits), limits)


def _contents(kind: str, unpacked: UnpackedFile, file: InputFile) -> Iterator[RecordContent | BadRecord]:
    """The records of a file that is not an archive. Raises ReadError `empty` or `unknown_format` if no reader fits."""
    if kind in ("text", "html"):
        read_document = read_html if kind == "html" else read_text
        yield from read_document(unpacked.stream, file.limits, file.sidecar)
    elif kind == "empty":
        raise ReadError("empty", "no content")
    elif kind == "parquet":
        yield from _load("parquet_files.read_parquet")(_seekable(unpacked, file), file.limits, file.services)
    elif kind in ROW_FORMATS:
        yield from _load(READERS[kind])(unpacked.stream, file.limits, file.services)
    elif kind in READERS:
        reader: Reader = _load(READERS[kind])
        yield from reader(unpacked.stream, file.limits)
    else:
        head = unpacked.stream.peek(HEAD_BYTES)
        raise ReadError("unknown_format", describe_unknown(head, unpacked.name), quote(head))


READERS: Final = {
    "mbox": "mail_boxes.read_mbox", "ris": "citations.read_ris", "enw": "citations.read_enw",
    "bibtex": "citations.read_bibtex",
    "sgml": "sgml_files.read_sgml",
    "json": "json_files.read_json", "jsonl": "json_files.read_json", "csv": "csv_files.read_csv",
    "rss": "feeds.read_feed", "atom": "feeds.read_feed", "rdf": "feeds.read_feed",
    "sitemap": "sitemaps.read_sitemap", "nitf": "wire_documents.read_nitf", "newsml": "wire_documents.read_newsml",
    "mail": "mail_files.read_mail", "markdown": "markdown_files.read_markdown", "warc": "warc_files.read_warc",
    "wet": "warc_files.read_warc", "arc": "arc_files.read_arc",
}  # fmt: skip
"""Format → module and function of its reader; imported on first use, as their libraries are slow to import."""

ROW_FORMATS: Final = ("json", "jsonl", "csv")
"""Formats whose reader also gets the services that rows are compared with."""


def _load(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(import_module(f"pipelines.core.readers.{module}"), function)
