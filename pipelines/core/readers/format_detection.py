"""The format of some bytes, by their content; the file name only decides what the content leaves open.

Belongs here: magic numbers and heuristics on the first bytes. Does not: reading, telling HTML from XML
(markup_formats), naming what no reader reads (foreign_formats).
"""

import re
from typing import Final

import orjson

from pipelines.core.readers.charsets import decode
from pipelines.core.readers.foreign_formats import foreign_format, foreign_name, markup_name
from pipelines.core.readers.markup_formats import markup_format, root_name
from pipelines.core.readers.row_records import known_fields
from pipelines.core.readers.wide_encodings import find_bom, marked_encoding
from pipelines.core.records import MAX_EXCERPT_CHARS

HEAD_BYTES: Final = 1 << 16
"""Decompressed bytes that detection looks at."""

JSON_NAMES: Final = (".json", ".geojson")
JSONL_NAMES: Final = (".jsonl", ".ndjson")
CSV_NAMES: Final = (".csv", ".tsv")
MARKDOWN_NAMES: Final = (".md", ".markdown", ".mdown", ".mdx", ".qmd", ".rmd")
MAIL_NAMES: Final = (".eml", ".mht", ".mhtml")

MAIL_HEADERS: Final = re.compile(
    r"(?:[A-Za-z][\w\-]{0,60}:[^\n]{0,2000}\n(?:[ \t]+\S[^\n]{0,2000}\n){0,500}){2,300}(?=\r?\n|\Z)"
)
"""The header lines of a message, with their continuations (RFC 5322), up to an empty line."""

WRITTEN_BY_PROGRAMS: Final = frozenset(
    ("mime-version", "message-id", "received", "return-path", "snapshot-content-location")
)
WRITTEN_BY_PEOPLE: Final = frozenset(("from", "to", "subject", "date"))
"""Header names that only mail programs write, and those that a plain text may begin with, too."""

FROM_LINE: Final = re.compile(rb"From (?:\S+|-) .{0,80}\d{1,2}:\d\d(?::\d\d)?.{0,20}\b(?:19|20)\d\d\b.{0,20}\r?\n?$")
"""The line before each message of a mailbox: sender and time, as the C library prints it."""

RIS: Final = re.compile(r"^TY  - [A-Z]{2,12}[ \t]*\r?\n[A-Z][A-Z0-9]  - ", re.M)
"""The first two tags of a citation; the name of its provider may stand above."""

BIBTEX: Final = re.compile(
    r"(?:[ \t]*(?:%[^\n]*)?\n){0,50}[ \t]*@[A-Za-z]{2,30}[ \t]*\{[^,{}\n]{0,100},\s{0,50}[\w\-]{1,60}[ \t]*="
)
"""The first entry of a BibTeX file, after comments."""

FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\r?\n(?:#[^\n]*\n|[ \t]*\r?\n){0,20}[\w\"'][^\n:]{0,80}:(?:\s.{0,50000}?|\r?)\n"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    r"|\+\+\+[ \t]*\r?\n.{0,50000}?\n\+\+\+[ \t]*(?:\r?\n|\Z)",
    re.S,
)
"""Metadata in YAML or TOML between delimiters at the beginning of a text in Markdown."""

CONTROLS: Final = re.compile(rb"[\x00\x02-\x06\x0e-\x1a\x1c\x1d]")
"""Bytes that are rare in text, even as delimiters of tables. Of random bytes they are one in ten; one in twenty counts
as binary."""

TAG: Final = re.compile(r"<[^<>]{0,2000}>")

PACKED_SUFFIX: Final = re.compile(r"\.(?:gz|gzip|zst|zstd|bz2|xz)$")


def format_of(head: bytes, name: str) -> str:
    """The format of a file by its first decompressed bytes (at most HEAD_BYTES) and its name in lower case.

    text | markdown | html | mail | mbox | ris | enw | bibtex | sgml | jsonl | json | csv | parquet | rss | atom | rdf |
    sitemap | nitf | newsml | warc | wet | arc | zip | tar, or empty | unknown

    >>> rows = b'{"title": "a"}\\n{"title": "b"}\\n'
    >>> format_of(rows, "x.txt"), format_of(b"<html><p>a", "x"), format_of(b"Words.", "x.txt")
    ('jsonl', 'html', 'text')
    """
    return _by_signature(head) or _text_format(head, PACKED_SUFFIX.sub("", name))


def _by_signature(head: bytes) -> str | None:
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "wet" if re.search(rb"^WARC-Type: ?conversion", head, re.M | re.I) else "warc"
    if head.startswith(b"filedesc://"):
        return "arc"
    if head[257:262] == b"ustar" or _is_old_tar(head):
        return "tar"
    return "unknown" if foreign_format(head) else None


def _is_old_tar(head: bytes) -> bool:
    """Whether this is a tar header from before 1988, which has a checksum but no magic number."""
    if len(head) < 512 or not re.fullmatch(rb"[0-7 ]{1,7}[\0 ]{1,7}", head[148:156]):
        return False
    stated = int(head[148:156].strip(b"\0 ") or b"0", 8)
    return stated == sum(head[:148]) + sum(head[156:512]) + 8 * 32


def describe_unknown(head: bytes, name: str) -> str:
    """What a file is whose format is unknown, for the one who reads the rejection.

    >>> describe_unknown(b"%PDF-1.7", "a.txt"), describe_unknown(b"<?xml version='1.0'?><invoice/>", "a.xml")
    ('PDF document', 'XML or SGML with root element invoice')
    """
    if foreign := foreign_format(head):
        return foreign
    text = _decode_roughly(head)
    if text is None:
        return "binary data"
    root = root_name(text.lstrip("\ufeff \t\r\n\f"))
    return markup_name(root) if root else foreign_name(name) or "text with markup"


def quote(head: bytes) -> str | None:
    """The text of a file's first bytes without its tags, to quote in a rejection; None if it is binary.

    >>> quote(b"<invoice><to>Ida</to></invoice>"), quote(b"\\0\\1\\2\\3\\4\\5")
    ('Ida', None)
    """
    if foreign_format(head) or _decode_roughly(head) is None:
        return None
    text, _ = decode(head)
    return " ".join(TAG.sub(" ", text).split()) or text[:MAX_EXCERPT_CHARS]


def _text_format(head: bytes, name: str) -> str:
    text = _decode_roughly(head)
    if text is None:
        return "unknown"
    text = text.lstrip("\ufeff \t\r\n\f")
    if not text:
        return "empty" if len(head) < HEAD_BYTES else "text"  # more may follow
    ways = (markup_format, _mbox_format, _citation_format, _mail_format, _markdown_format, _json_format, _csv_format)
    return next((kind for way in ways if (kind := way(text, name))), "unknown" if foreign_name(name) else "text")


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


def _mbox_format(text: str, _name: str) -> str | None:
    """mbox if the text begins with the line that stands before each message."""
    first, _, rest = text.partition("\n")
    return "mbox" if FROM_LINE.match(first.encode("latin-1", "replace")) and MAIL_HEADERS.match(rest) else None


def _citation_format(text: str, _name: str) -> str | None:
    """ris if a citation begins near the top, enw or bibtex if the text begins with an entry, perhaps after comments."""
    if RIS.search(text[:4096]):
        return "ris"
    if re.match(r"%0 [A-Z][A-Za-z ]{2,40}\r?\n(?:%[0-9A-Z@] .*\n){2}", text):
        return "enw"
    return "bibtex" if BIBTEX.match(text) else None


def _mail_format(text: str, name: str) -> str | None:
    """mail if the text begins with a block of header lines, one of which only mail programs write."""
    block = MAIL_HEADERS.match(text)
    names = {found.lower() for found in re.findall(r"^([\w\-]{1,60}):", block[0], re.M)} if block else set()
    is_mail = names & WRITTEN_BY_PROGRAMS or (name.endswith(MAIL_NAMES) and names & WRITTEN_BY_PEOPLE)
    return "mail" if is_mail and len(names) >= 2 else None


def _markdown_format(text: str, name: str) -> str | None:
    return "markdown" if FRONT_MATTER.match(text) or name.endswith(MARKDOWN_NAMES) else None


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
