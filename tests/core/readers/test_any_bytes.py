"""Any bytes under any name give records or rejections, numbered, without exceptions and without long waits."""

import bz2
import gzip
import io
import json
import sys
import tarfile
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.readers import Limits, read
from pipelines.core.readers.charsets import FORBIDDEN, decode, replace_controls
from pipelines.core.readers.database_exports import split_export
from pipelines.core.readers.dispatch import READERS
from pipelines.core.readers.numbering import RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.safe_names import escape_name
from pipelines.core.reasons import REASONS
from pipelines.core.records import FIELD_NAMES, RawRecord

NAMES = st.sampled_from(
    [
        "a",
        "a.txt",
        "a.html",
        "a.json",
        "a.jsonl",
        "a.csv",
        "a.tsv",
        "a.xml",
        "a.rss",
        "a.parquet",
        "a.warc",
        "a.warc.gz",
        "a.arc",
        "a.zip",
        "a.tar",
        "a.gz",
        "a.zst",
        "a.xz",
        "a.bz2",
        "a.jsonl.gz",
        "../a.html",
        "a!b.zip",
    ]
)

BEGINNINGS = st.sampled_from(
    [
        b"",
        b"\x1f\x8b\x08\x00",
        b"BZh91AY&SY",
        b"\xfd7zXZ\x00",
        b"\x28\xb5\x2f\xfd",
        b"PK\x03\x04",
        b"PAR1",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 ",
        b"filedesc://a 1.1.1.1 20240101000000 t/p 3\n",
        b"<?xml version='1.0'?><rss><channel><item>",
        b"<feed><entry><title>",
        b"<urlset><url><loc>",
        b"<html><meta charset=",
        b"[",
        b"{",
        b'[{"text": "',
        b'{"text": "a", "x": ',
        b"title,text\n",
        b'title;text\n"',
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"Document 1 of 2\n",
        b"**** *paper_a\nWords.\n**** *paper_b\n",
        b"From a@b.example Fri Feb 23 07:00:00 2024\nSubject: a\nTo: b\n\n",
        b"TY  - NEWS\nTI  - ",
        b"%0 Newspaper Article\n%T a\n%A b\n",
        b"@article{a, title = {",
        b"<DOC><TEXT>",
        b"<article><h1>a</h1><article><p>",
        b"<p>1 of 2</p><p>2 of 2</p>",
        b"title\x01text\n",
        b"\x1b$B;3",
        b"~{;3;3;3;3~}",
        b"\0" * 257 + b"ustar",
    ]
)

PIECES = st.sampled_from(
    [
        b'"',
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"<item>",
        b"</item>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<!ENTITY x 'y'>",
        b"<",
        b">",
        b"&",
        b"&#xD800;",
        b"\xe2\x80\xa8",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"NaN",
        b"1e999",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"Content-Encoding: gzip\r\n",
        b"WARC/1.0\r\n",
        b"Content-Length: 5\r\n",
        b"text",
        b'"text": ',
        b"title",
        b"https://a.example/",
        b"Document 2 of 2\n",
        b"_" * 30,
        b"PK\x05\x06",
        b"PAR1",
    ]
)

BYTES = st.one_of(
    st.binary(max_size=600),
    st.builds(
        lambda first, rest: first + b"".join(rest),
        BEGINNINGS,
        st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=25),
    ),
)

SMALL = Limits(record_bytes=1 << 12, document_bytes=1 << 14, spool_bytes=1 << 16, members=20, ratio_floor_bytes=1 << 14)


FORMATS = set(READERS) | {"text", "html", "parquet", "zip", "tar", "empty", "unknown"}


def check(data: bytes, name: str) -> None:
    indices: dict[str, list[int]] = {}
    file = read(io.BytesIO(data), name, SMALL)
    assert file.format in FORMATS
    for each in file.records:
        json.dumps([each.record_path, each.record_id]).encode()
        if isinstance(each, RawRecord):
            assert set(each.fields) <= set(FIELD_NAMES)
            json.dumps([dict(each.fields), dict(each.extra)], ensure_ascii=False, allow_nan=False).encode("utf-8")
            assert "\0" not in str(each.fields)
        else:
            assert each.reason in REASONS
            (each.detail + (each.raw_excerpt or "")).encode("utf-8")
        if each.record_index is not None:
            indices.setdefault(each.record_path, []).append(each.record_index)
    assert all(numbers == list(range(len(numbers))) for numbers in indices.values())


@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(BYTES, NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    check(data, name)


@settings(max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(BYTES, NAMES, st.integers(0, 3), st.integers(0, 10_000), st.binary(max_size=3))
def test_any_bytes_compressed_and_then_damaged(data: bytes, name: str, method: int, at: int, patch: bytes) -> None:
    held = io.BytesIO()
    if method == 0:
        held.write(gzip.compress(data, 1, mtime=0))
    elif method == 1:
        held.write(bz2.compress(data, 1))
    elif method == 2:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(name), data)
            archive.writestr(zipfile.ZipInfo(name + ".meta.json"), b'{"url": 3}')
    else:
        with tarfile.open(fileobj=held, mode="w") as tar:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    packed = held.getvalue()
    at %= len(packed)
    check(packed[:at] + patch + packed[at + len(patch) :], "a.packed")
    check(packed[:at], "a.packed")


@settings(max_examples=300, deadline=1000)
@given(
    st.binary(max_size=300),
    st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["utf-8", "cp932", "utf-16", "hz", "x"])),
)
def test_decode_accepts_any_bytes(data: bytes, declared: str | None) -> None:
    text, encoding = decode(data, declared)
    text.encode("utf-8")
    assert encoding and replace_controls(text) == text


@given(st.text(max_size=300))
def test_valid_utf8_wins_over_any_declaration(text: str) -> None:
    if not text.startswith("\ufeff") and "\0" not in text:
        assert decode(text.encode("utf-8"), "koi8-r") == (replace_controls(text), "utf-8")


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.one_of(st.text(max_size=8), st.sampled_from([n for ns in FIELD_NAMES.values() for n in ns])), VALUES
    )
)
def test_parse_row_accepts_any_row(row: dict[str, object]) -> None:
    record = parse_row(row)
    if hasattr(record, "fields"):
        json.dumps([dict(record.fields), dict(record.extra)], allow_nan=False, ensure_ascii=False).encode("utf-8")
        assert all(
            isinstance(record.fields[name], str) for name in ("text", "html", "title", "url") if name in record.fields
        )


@given(st.lists(st.binary(min_size=1, max_size=12), min_size=2, max_size=2, unique=True))
def test_escaped_names_stay_distinct(names: list[bytes]) -> None:
    first, second = map(escape_name, names)
    assert first != second
    first.encode("utf-8")


@given(st.lists(st.sampled_from(["a!b", "a", "!", "b", "\\", "\\!", "b!"]), min_size=1, max_size=3), st.data())
def test_joined_names_stay_distinct(parts: list[str], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(["a!b", "a", "!", "b", "\\", "\\!", "b!"]), min_size=1, max_size=3))
    if parts != others:
        assert "!".join(map(escape_name, parts)) != "!".join(map(escape_name, others))


@settings(max_examples=100)
@given(st.text(alphabet="Document 12of=_-\n Title:abc", max_size=400))
def test_split_export_accepts_any_text(text: str) -> None:
    split_export(text)


def test_no_printable_character_is_forbidden() -> None:
    assert not [char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable() and FORBIDDEN.search(char)]


ROW_NAMES = ["id", "guid", "Headline", "title", "body", "text", "x", *(f"y{n}" for n in range(40))]


@given(st.permutations(ROW_NAMES), st.booleans())
def test_names_are_ranked_independently_of_their_order_and_number(names: list[str], is_short: bool) -> None:
    kept = [name for name in names if not (is_short and name.startswith("y"))]
    record = parse_row({name: name for name in kept})
    assert isinstance(record, RecordContent)
    assert dict(record.fields) == {"record_id": "id", "title": "title", "text": "text"}
    assert set(list(record.extra)[:3]) == {"Headline", "body", "guid"}
    assert list(record.extra)[3:] == [name for name in kept if name[0] in "xy"]
