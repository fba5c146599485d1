"""The format of some bytes, by their content; the file name only decides what the content leaves open.

Belongs here: magic numbers and heuristics on the first bytes. Does not: reading.
"""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

import orjson

from pipelines.core.readers.row_records import known_fields
from pipelines.core.readers.wide_encodings import find_bom, marked_encoding

HEAD_BYTES: Final = 1 << 16
"""Decompressed bytes that detection looks at."""

FOREIGN_MAGIC: Final = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"7z\xbc\xaf\x27\x1c", b"Rar!",
    b"\x7fELF", b"MZ\x90", b"SQLite format 3", b"OggS", b"ID3", b"RIFF", b"\x00\x00\x01\x00", b"wOFF", b"wOF2",
    b"ORC", b"Obj\x01", b"ARROW1", b"\x93NUMPY", b"\x80\x04\x95", b"!<arch>", b"\x04\x22\x4d\x18",
)  # fmt: skip
"""Signatures of formats that are not read: images, office files, programs, other tables."""

OFFICE_MEMBERS: Final = (
    b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/MANIFEST.MF", b"AndroidManifest.xml",
)  # fmt: skip
"""First members of zip files that are documents or programs."""

ROOT_FORMATS: Final[Mapping[str, str]] = {
    element: kind
    for kind, elements in json.loads(files(__package__).joinpath("root_elements.json").read_text("utf-8")).items()
    for element in elements
}
"""Local name of the first element, in lower case → format. Fragments of HTML may begin with any of its elements."""

ROOT_ELEMENT: Final = re.compile(r"<(?:[A-Za-z_][\w.\-]{0,40}:)?([A-Za-z_][\w.\-]{0,60})(?=[\s>/])")

PROLOG: Final = re.compile(
    r"\s+|<\?[^>]{0,2000}>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,20000}?\]\s{0,50})?>", re.S | re.I
)
"""White space, declarations, comments and DOCTYPE before the root element."""

JSON_NAMES: Final = (".json", ".geojson")
JSONL_NAMES: Final = (".jsonl", ".ndjson")
CSV_NAMES: Final = (".csv", ".tsv")
HTML_NAMES: Final = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php")

CONTROLS: Final = re.compile(rb"[\x00\x02-\x06\x0e-\x1a\x1c\x1d]")
"""Bytes that are rare in text, even as delimiters of tables. Of random bytes they are one in ten; one in twenty counts
as binary."""

PACKED_SUFFIX: Final = re.compile(r"\.(?:gz|gzip|zst|zstd|bz2|xz)$")


def format_of(head: bytes, name: str) -> str:
    """The format of a file by its first decompressed bytes (at most HEAD_BYTES) and its name in lower case.

    text | html | jsonl | json | csv | parquet | rss | atom | rdf | sitemap | warc | wet | arc | zip | tar, or
    empty | unknown

    >>> rows = b'{"title": "a"}\\n{"title": "b"}\\n'
    >>> format_of(rows, "x.txt"), format_of(b"<html><p>a", "x"), format_of(b"Words.", "x.txt")
    ('jsonl', 'html', 'text')
    """
    return _by_signature(head) or _text_format(head, PACKED_SUFFIX.sub("", name))


def _by_signature(head: bytes) -> str | None:
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "unknown" if any(mark in head[:200] for mark in OFFICE_MEMBERS) else "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "wet" if re.search(rb"^WARC-Type: ?conversion", head, re.M | re.I) else "warc"
    if head.startswith(b"filedesc://"):
        return "arc"
    if head[257:262] == b"ustar" or _is_old_tar(head):
        return "tar"
    return "unknown" if head.startswith(FOREIGN_MAGIC) else None


def _is_old_tar(head: bytes) -> bool:
    """Whether this is a tar header from before 1988, which has a checksum but no magic number."""
    if len(head) < 512 or not re.fullmatch(rb"[0-7 ]{1,7}[\0 ]{1,7}", head[148:156]):
        return False
    stated = int(head[148:156].strip(b"\0 ") or b"0", 8)
    return stated == sum(head[:148]) + sum(head[156:512]) + 8 * 32


def _text_format(head: bytes, name: str) -> str:
    text = _decode_roughly(head)
    if text is None:
        return "unknown"
    text = text.lstrip("\ufeff \t\r\n\f")
    if not text:
        return "empty" if len(head) < HEAD_BYTES else "text"  # more may follow
    return _markup_format(text, name) or _json_format(text, name) or _csv_format(text, name) or "text"


def _decode_roughly(head: bytes) -> str | None:
    """The head as text, with any 8-bit encoding read as Latin-1; None if it is binary."""
    encoding = marked_encoding(head)
    if encoding and encoding != "utf-8":
        return head.decode(encoding, "replace")
    mark = find_bom(head)
    head = head[len(mark[0]) :] if mark else head
    head = head.rstrip(b"\0")  # preallocated by a file system
    controls = len(CONTROLS.findall(head))
    return None if controls > 4 and controls * 20 > len(head) else head.decode("latin-1")


def _markup_format(text: str, name: str) -> str | None:
    if not text.startswith("<"):
        return "html" if name.endswith(HTML_NAMES) and re.search(r"<[a-zA-Z!/][^<>]{0,300}>", text) else None
    if re.match(r"<!DOCTYPE\s+html", text, re.I):
        return "html"
    root = ROOT_ELEMENT.match(_skip_prolog(text))
    local = root[1].lower() if root else ""
    if local in ROOT_FORMATS:
        return ROOT_FORMATS[local]
    if name.endswith(HTML_NAMES) or re.search(r"<(?:html|body|p|div)[\s>]", text, re.I):
        return "html"
    return "unknown" if text.startswith("<?xml") or name.endswith((".xml", ".rss", ".atom")) else None


def _skip_prolog(text: str) -> str:
    at = 0
    while (match := PROLOG.match(text, at)) and match.end() > at:
        at = match.end()
    return text[at:]


def _json_format(text: str, name: str) -> str | None:
    """jsonl if the name says so, or the first line is a complete value and more lines follow; else json, or None."""
    if name.endswith(JSONL_NAMES):
        return "jsonl"
    if not re.match(r'\{\s*["}]|\[\s*(?:[{\[\]]|")', text):
        return "json" if name.endswith(JSON_NAMES) else None
    first, _, rest = text.partition("\n")
    try:
        orjson.loads(first)
    except orjson.JSONDecodeError:
        return "json"
    return "jsonl" if rest.strip() else "json"


def _csv_format(text: str, name: str) -> str | None:
    if name.endswith(CSV_NAMES):
        return "csv"
    first = text.partition("\n")[0].strip()
    for delimiter in ",\t;|":
        cells = [cell.strip(' "') for cell in first.split(delimiter)]
        known = known_fields(cells)
        if len(cells) >= 3 and len(known) >= 3 and all(len(cell) <= 40 for cell in cells):
            return "csv"
    return None
