"""Citation files: RIS, EndNote and BibTeX, as Zotero, ProQuest and libraries export them; a record for each citation.

Belongs here: the formats, and what their tags mean. Does not: field names of rows (row_records).

The tags of a citation become the field names of rows; all others keep their own names and go to `extra`.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.streams import Stream, read_all

_TABLES = json.loads(files(__package__).joinpath("citation_tags.json").read_text(encoding="utf-8"))

RIS_FIELDS: Final[Mapping[str, list[str]]] = _TABLES["ris"]
ENW_FIELDS: Final[Mapping[str, list[str]]] = _TABLES["enw"]
BIBTEX_FIELDS: Final[Mapping[str, list[str]]] = _TABLES["bibtex"]
"""Field name of rows → tags in order of preference; the first one with a value is taken."""

RIS_LINE: Final = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
ENW_LINE: Final = re.compile(r"^%([0-9A-Z@!#$&()*+<>?\[\]^~]) (.*)$")
BIBTEX_ENTRY: Final = re.compile(r"^[ \t]*@([A-Za-z]+)[ \t]*\{[ \t]*([^,\s{}]*)[ \t]*,", re.M)
BIBTEX_FIELD: Final = re.compile(r"[\s,]*([\w:.+\-]{1,60})\s*=\s*")
ACCENT: Final = re.compile(r"\\([`'^\"~=.uvHcrk])\s?\{?\\?([A-Za-z])\}?")
COMMANDS: Final[Mapping[str, str]] = _TABLES["commands"]
MARKS: Final[Mapping[str, str]] = _TABLES["marks"]
"""TeX's commands for letters, and its accents as combining characters."""


def read_ris(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The citations of a RIS file: each ends with the tag ER.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = b"TY  - NEWS\\nAU  - Orsk, Ida\\nTI  - Pier opens\\nT2  - Post\\nER  - \\n"
    >>> dict(next(read_ris(open_stream(io.BytesIO(source), Limits()), Limits())).fields)
    {'title': 'Pier opens', 'publisher': 'Post', 'authors': ['Ida Orsk']}
    """
    return _read_tagged(stream, limits, RIS_LINE, ("TY", "ER"), RIS_FIELDS)


def read_enw(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The citations of a file in EndNote's tagged form: each begins with the tag %0.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = b"%0 Newspaper Article\\n%A Orsk, Ida\\n%T Pier opens\\n%J Post\\n"
    >>> dict(next(read_enw(open_stream(io.BytesIO(source), Limits()), Limits())).fields)
    {'title': 'Pier opens', 'publisher': 'Post', 'authors': ['Ida Orsk']}
    """
    return _read_tagged(stream, limits, ENW_LINE, ("0", ""), ENW_FIELDS)


def _read_tagged(
    stream: Stream, limits: Limits, tagged: re.Pattern[str], ends: tuple[str, str], names: Mapping[str, list[str]]
) -> Iterator[RecordContent | BadRecord]:
    """The citations of a file of tagged lines. ends: the tag that begins one and the tag that ends one."""
    text, _ = decode(read_all(stream, limits.document_bytes, "file_too_large"))
    tags: dict[str, list[str]] = {}
    last = ""
    for line in text.splitlines():
        match = tagged.match(line)
        tag = match[1] if match else ""
        if tags.keys() - {"above"} and tag and tag in ends:
            yield _citation(tags, names)
            tags = {}
        if match and tag != ends[1]:
            last = tag
            tags.setdefault(last, []).append(match[2].strip())
        elif last in tags and line.strip():  # a value goes on
            tags[last][-1] += f"\n{line.strip()}"
        elif line.strip() and not match:
            tags.setdefault("above", []).append(line.strip())
    if tags:
        yield _citation(tags, names)


def read_bibtex(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The entries of a BibTeX file.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = b'@article{k1, title = {{Pier} opens}, author = "Orsk, Ida and Bo Lund", journal = {Post}}'
    >>> dict(next(read_bibtex(open_stream(io.BytesIO(source), Limits()), Limits())).fields)
    {'title': 'Pier opens', 'publisher': 'Post', 'authors': ['Ida Orsk', 'Bo Lund'], 'record_id': 'k1'}
    """
    text, _ = decode(read_all(stream, limits.document_bytes, "file_too_large"))
    starts = [
        entry for entry in BIBTEX_ENTRY.finditer(text) if entry[1].lower() not in ("string", "preamble", "comment")
    ]
    ends = [entry.start() for entry in starts[1:]] + [len(text)]
    for entry, end in zip(starts, ends, strict=True):
        tags = {name: [value] for name, value in _bibtex_fields(text[entry.end() : end])}
        if "author" in tags:
            tags["author"] = re.split(r"\s+and\s+", tags["author"][0])
        if "date" not in tags and "month" in tags:
            tags["date"] = [_date(*("".join(tags.get(name, [])) for name in ("year", "month", "day")))]
        yield _citation({"key": [entry[2]], "type": [entry[1]], **tags}, BIBTEX_FIELDS)


def _citation(tags: Mapping[str, list[str]], names: Mapping[str, list[str]]) -> RecordContent | BadRecord:
    """The record of a citation: values by the names of fields, and every tag that was not used by its own name."""
    chosen = {field: next((tag for tag in these if any(tags.get(tag, []))), None) for field, these in names.items()}
    row: dict[str, object] = {}
    for field, tag in chosen.items():
        values = [value for value in tags.get(tag or "", []) if value]
        if values:
            row[field] = [_name(value) for value in values] if field == "authors" else "\n\n".join(values).rstrip("/")
    unused = {tag: values for tag, values in tags.items() if tag not in chosen.values() and any(values)}
    record = parse_row(row)
    if isinstance(record, BadRecord):
        return BadRecord(record.reason, record.detail, json.dumps(tags, ensure_ascii=False)[:2000], record.record_id)
    extra: dict[str, JsonValue] = {tag: values[0] if len(values) == 1 else [*values] for tag, values in unused.items()}
    return replace(record, extra={**record.extra, **extra})


def _name(name: str) -> str:
    """`Family, Given` as people say it; both formats define the comma so."""
    parts = [part.strip() for part in name.split(",")]
    return " ".join([parts[1], parts[0], *parts[2:]]) if len(parts) in (2, 3) and all(parts) else name


def _date(year: str, month: str, day: str) -> str:
    """A date of its parts; the month is a number or a name.

    >>> _date("2024", "feb", "3"), _date("2024", "2", "")
    ('3 feb 2024', '2024-02')
    """
    if month.isdecimal():
        return "-".join(part.zfill(2) for part in (year, month, day) if part)
    return " ".join(part for part in (day, month, year) if part)


def _bibtex_fields(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while match := BIBTEX_FIELD.match(text, at):
        value, at = _bibtex_value(text, match.end())
        yield match[1].lower(), value


def _bibtex_value(text: str, at: int) -> tuple[str, int]:
    """A value in braces, in quotes or bare, without TeX, and where it ends."""
    opened = text[at : at + 1]
    if opened not in ("{", '"'):
        bare = re.compile(r"[^,}\n]*").match(text, at)
        return (bare[0].strip(), bare.end()) if bare else ("", len(text))
    depth, start = 0, at + 1
    for mark in re.compile(r'\\.|[{}"]', re.S).finditer(text, start):
        if mark[0] == "{":
            depth += 1
        elif depth == 0 and mark[0] == ("}" if opened == "{" else '"'):
            return _plain(text[start : mark.start()]), mark.end()
        elif mark[0] == "}":
            depth -= 1
    return _plain(text[start:]), len(text)


def _plain(value: str) -> str:
    """A value of BibTeX as text: accents composed, braces and line ends of its source removed."""
    value = ACCENT.sub(lambda match: unicodedata.normalize("NFC", match[2] + MARKS[match[1]]), value)
    value = re.sub(r"\{?\\([A-Za-z]+)\}?(?:\s|\{\})?", lambda match: COMMANDS.get(match[1], match[0]), value)
    value = re.sub(r"(?<!\\)[{}]", "", value)
    value = re.sub(r"\\([&%$#_{}~])", r"\1", value).replace("---", "—").replace("--", "–")
    return re.sub(r"[ \t]*\n(?!\s*\n)[ \t]*", " ", value).strip()
