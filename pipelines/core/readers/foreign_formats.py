"""What a file is that no reader reads: its name in English, by signature, members, root element or file name.

Belongs here: naming what is refused. Does not: the formats that are read (format_detection), refusing (dispatch,
zip_files). The signatures are few and long; libraries that know thousands also match the first words of a text.
"""

import json
import re
from collections.abc import Collection, Mapping
from importlib.resources import files
from typing import Final

_TABLES = json.loads(files(__package__).joinpath("foreign_formats.json").read_text(encoding="utf-8"))

SIGNATURES: Final = [(at, bytes.fromhex(digits), name) for at, digits, name in _TABLES["signatures"]]
"""(offset, bytes, name of the format); of two that match, the first counts."""

PACKAGES: Final[Mapping[str, str]] = _TABLES["packages"]
"""Member that only zip files of one format have → name of the format."""

NAMES: Final[Mapping[str, str]] = _TABLES["names"]
"""File suffix → name of a text format that holds no article, and that its content does not give away."""

ROOTS: Final[Mapping[str, str]] = _TABLES["roots"]
"""Local name of an XML root element in lower case → name of the format."""

MIN_TEXT_SIGNATURE: Final = 5
"""A shorter signature in ASCII may be the first word of a text ("ORC"), one of two bytes its first letters: both count
only before a zero byte."""

HEAD_BYTES: Final = 1024
"""Bytes with a zero in all binary formats; a PDF may begin with as many others."""


def foreign_format(head: bytes) -> str | None:
    """The name of the format that the first bytes give away, None if they are not of a foreign format.

    >>> foreign_format(b"%PDF-1.7"), foreign_format(b"GIF89a\\0"), foreign_format(b"ORC is short for orchestra.")
    ('PDF document', 'GIF image', None)
    """
    has_zero = b"\0" in head[:HEAD_BYTES]
    for at, signature, name in SIGNATURES:
        if head.startswith(signature, at) and (has_zero or not _may_be_text(signature)):
            return str(name)
    return "PDF document" if has_zero and b"%PDF-1." in head[:HEAD_BYTES] else None


def _may_be_text(signature: bytes) -> bool:
    is_printable = signature.isascii() and signature.decode("ascii").isprintable()
    return len(signature) < 3 or (len(signature) < MIN_TEXT_SIGNATURE and is_printable)


def foreign_name(name: str) -> str | None:
    """The name of the text format that a file name in lower case states, None if it may hold an article.

    >>> foreign_name("page_files/main.css"), foreign_name("a.txt")
    ('style sheet', None)
    """
    suffix = re.search(r"\.\w{1,5}$", name)
    return NAMES.get(suffix[0]) if suffix else None


def package_format(names: Collection[str], mimetype: bytes = b"") -> str | None:
    """The name of the document or program that a zip with these members is, None for an archive.

    mimetype: the content of the member of that name (EPUB and OpenDocument)

    >>> package_format(["word/document.xml", "[Content_Types].xml"]), package_format(["a.html"])
    ('Microsoft Office document (docx, xlsx, pptx)', None)
    >>> package_format(["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.text")
    'application/vnd.oasis.opendocument.text'
    """
    if mimetype.startswith(b"application/epub"):
        return "EPUB book"
    if re.fullmatch(rb"application/[\w.+\-]{3,80}\s*", mimetype):
        return mimetype.strip().decode("ascii")
    return next((kind for member, kind in PACKAGES.items() if member in names), None)


def markup_name(root: str) -> str:
    """The name of a document with this root element, as `XML or SGML with root element x` if that is unknown.

    >>> markup_name("opml"), markup_name("Invoice")
    ('OPML list of feeds', 'XML or SGML with root element Invoice')
    """
    return ROOTS.get(root.lower(), f"XML or SGML with root element {root}")
