"""What counts as input: every format and compression, with what a record of it is, for docs/formats.md.

Belongs here: the lists. Does not: telling formats apart (format_detection), reading one (dispatch names the readers),
what no reader reads (foreign_formats).
"""

from collections.abc import Mapping
from typing import Final

FORMATS: Final[Mapping[str, str]] = {
    "text": "the file, with whatever extraction left in it. A database export that numbers or separates its documents"
    " is split, and so is a corpus for Alceste; one that cannot be split safely is rejected as `bundle`",
    "html": "the page. A database export, or a list of whole articles without an address of its own, is split too. One"
    " that SingleFile, a browser, monolith or HTTrack saved states its URL and fetch time",
    "markdown": "the file: metadata from the YAML or TOML front matter, the text without it. Drafts are rejected",
    "json": "a row: an element of the array, or the object. Rows may also be some levels down, see"
    " [services.md](services.md)",
    "jsonl": "a row, one per line",
    "csv": "a row. The dialect is found by the content: separator, quotes, character set",
    "parquet": "a row",
    "rss": "an entry. Of a WordPress export only published posts are articles",
    "atom": "an entry. Of a Blogger export only published posts are articles",
    "rdf": "an entry of an RSS 1.0 feed",
    "sitemap": "an entry of a news sitemap",
    "nitf": "a text item; withdrawn items are rejected",
    "newsml": "a text item of NewsML 1 or NewsML-G2; pictures, packages and withdrawn items are rejected",
    "mail": "the message (EML), one text from its alternatives; attached messages and texts are records, too. A page"
    " saved as MHTML is the page alone",
    "mbox": "a message, as of `mail`",
    "ris": "a citation",
    "enw": "a citation of EndNote",
    "bibtex": "a citation",
    "sgml": "a document of a collection: Reuters-21578, TREC",
    "warc": "a response that holds a page; WACZ is a zip that holds such files",
    "wet": "a conversion record: the text of a page",
    "arc": "a response that holds a page",
    "zip": "whatever its members hold",
    "tar": "whatever its members hold",
    "empty": "nothing: the file holds only white space, and is rejected as `empty`",
    "unknown": "nothing: PDF, office documents, EPUB, images, other XML, programs … The file is one rejection"
    " `unknown_format` whose detail names what it is",
}
"""Format, as `source_files.format` names it → what a record of it is."""

COMPRESSIONS: Final[Mapping[str, str]] = {
    "gz": "gzip, several members too",
    "zst": "Zstandard, also with a dictionary in the file",
    "bz2": "bzip2",
    "xz": "xz",
}
"""Compression, as the end of a name has it → what it is; any format may be in it, and archives in archives."""
