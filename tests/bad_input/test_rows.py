"""Bad rows: JSON, JSON Lines, CSV. Each case is read as it is, compressed and inside archives."""

import csv
import json
from collections.abc import Callable

import pytest

from pipelines.core.readers import Limits

GOOD = b'{"text": "Words of a report."}\n'
DEEP = b'{"text": "a", "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}\n"

CASES: dict[str, tuple[str, bytes, str]] = {
    # name: (file name, bytes, outcomes)
    "json-utf8-bom": ("a.jsonl", b"\xef\xbb\xbf" + GOOD, "ok"),
    "json-utf16-with-mark": ("a.jsonl", (GOOD + GOOD).decode().encode("utf-16"), "ok ok"),
    "json-utf16-without-mark": ("a.jsonl", (GOOD + GOOD).decode().encode("utf-16-be"), "ok ok"),
    "json-latin1-line": ("a.jsonl", GOOD + '{"text": "café fermé"}\n'.encode("latin-1") + GOOD, "ok ok ok"),
    "json-encodings-mixed": (
        "a.jsonl",
        '{"text": "été à Genève"}\n'.encode("cp1252") + '{"text": "Город уснул"}\n'.encode("koi8-r") + GOOD,
        "ok ok ok",
    ),
    "json-escaped-nul": ("a.jsonl", b'{"text": "a\\u0000b"}\n', "ok"),
    "json-raw-nul": ("a.jsonl", b'{"text": "a\x00b"}\n' + GOOD, "ok ok"),
    "json-raw-control": ("a.jsonl", b'{"text": "a\x1b[31m\x07b\tc"}\n', "ok"),
    "json-lone-surrogate": ("a.jsonl", b'{"text": "a\\ud83d b"}\n', "ok"),
    "json-u2028-between": ("a.jsonl", '{"text": "a"}\u2028{"text": "b"}'.encode(), "ok ok"),
    "json-cr": ("a.jsonl", GOOD.replace(b"\n", b"\r") * 2, "ok ok"),
    "json-crlf": ("a.jsonl", GOOD.replace(b"\n", b"\r\n") * 2, "ok ok"),
    "json-line-ends-mixed": ("a.jsonl", b'{"text": "a"}\r{"text": "b"}\n{"text": "c"}\r\n{"text": "d"}', "ok ok ok ok"),
    "json-record-separators": ("a.jsonl", b'\x1e{"text": "a"}\n\x1e{"text": "b"}\n', "ok ok"),
    "json-duplicate-key": ("a.jsonl", b'{"text": "a", "text": "b"}\n' + GOOD, "duplicate_key ok"),
    "json-duplicate-key-same-value": ("a.jsonl", b'{"text": "a", "text": "a"}\n', "ok"),
    "json-duplicate-key-unknown": ("a.jsonl", b'{"text": "a", "tag": 1, "tag": 2}\n', "ok"),
    "json-keys-differ-by-case": ("a.jsonl", b'{"Text": "a", "TEXT": "b", "text": "c"}\n', "ok"),
    "json-nan": ("a.jsonl", b'{"text": "a", "score": NaN, "x": [Infinity, -Infinity]}\n', "ok"),
    "json-huge-float": ("a.jsonl", b'{"text": "a", "score": 1e400}\n', "ok"),
    "json-30-digit-id": ("a.jsonl", b'{"id": 123456789012345678901234567890, "text": "a"}\n', "ok"),
    "json-10000-digit-number": ("a.jsonl", b'{"text": "a", "n": ' + b"9" * 10_000 + b"}\n", "ok"),
    "json-20000-deep": ("a.jsonl", GOOD + DEEP + GOOD, "ok too_deep ok"),
    "json-20000-deep-unclosed": ("a.jsonl", b"[" * 20_000 + b"\n", "file:truncated"),
    "json-101-deep": ("a.jsonl", b'{"text": "a", "x": ' + b"[" * 101 + b"]" * 101 + b"}\n", "too_deep"),
    "json-truncated-last-line": ("a.jsonl", GOOD + GOOD[:-8], "ok bad_json"),
    "json-truncated-middle-line": ("a.jsonl", GOOD + GOOD[:-8] + b"\n" + GOOD, "ok bad_json ok"),
    "json-garbage-line": ("a.jsonl", GOOD + b"Traceback (most recent call last):\n" + GOOD, "ok bad_json ok"),
    "json-no-newline-between": ("a.jsonl", GOOD.strip() * 3, "ok ok ok"),
    "json-type-changes-late": (
        "a.jsonl",
        b'{"text": "a", "n": 1}\n' * 500 + b'{"text": "a", "n": {"m": []}}\n',
        "ok*501",
    ),
    "json-blank-lines": ("a.jsonl", b"\n\n" + GOOD + b"\n   \n\t\n" + GOOD + b"\n", "ok ok"),
    "json-array-in-lines": ("a.jsonl", b'[{"text": "a"}, {"text": "b"}]\n{"text": "c"}\n', "ok ok ok"),
    "json-array-later-line": ("a.jsonl", GOOD + b'[{"text": "a"}, {"text": "b"}]\n', "ok ok ok"),
    "json-number-for-text": ("a.jsonl", b'{"title": "t", "text": 17}\n', "wrong_type"),
    "json-object-for-text": ("a.jsonl", b'{"title": "t", "text": {"blocks": 3}}\n', "wrong_type"),
    "json-boolean-for-text": ("a.jsonl", b'{"title": "t", "body": true}\n', "wrong_type"),
    "json-paragraphs-for-text": ("a.jsonl", b'{"text": ["One.", "Two."]}\n', "ok"),
    "json-object-with-rendered": ("a.json", b'{"title": {"rendered": "T"}, "content": {"rendered": "<p>a</p>"}}', "ok"),
    "json-null-for-text": ("a.jsonl", b'{"text": null, "title": "t"}\n', "ok"),
    "json-scalars": ("a.jsonl", b'3\n"text"\nnull\n' + GOOD, "not_an_object not_an_object not_an_object ok"),
    "json-empty-object": ("a.jsonl", b"{}\n" + GOOD, "no_content ok"),
    "json-only-unknown-keys": ("a.jsonl", b'{"foo": 1, "bar": "b"}\n', "no_known_fields"),
    "json-array": ("a.json", b'[\n {"text": "a"},\n {"text": "b"}\n]\n', "ok ok"),
    "json-array-trailing-comma": ("a.json", b'[{"text": "a"},]', "ok"),
    "json-array-broken-element": ("a.json", b'[{"text": "a"}, {text: "b"}, {"text": "c"}]', "ok bad_json ok"),
    "json-array-truncated": ("a.json", b'[{"text": "a"}, {"text": "b', "ok truncated"),
    "json-array-empty": ("a.json", b"[]", ""),
    "json-two-arrays": ("a.json", b'[{"text": "a"}]\n[{"text": "b"}]', "ok ok"),
    "json-printed-objects": ("a.jsonl", b'{\n  "text": "a"\n}\n{\n  "text": "b"\n}\n', "ok ok"),
    "json-printed-object-cut": ("a.jsonl", b'{\n  "text": "a",\n{\n  "text": "b"\n}\n', "bad_json ok"),
    "json-answer-of-a-service": ("a.json", b'{"status": "ok", "articles": [{"title": "a"}, {"title": "b"}]}', "ok ok"),
    "json-answer-without-rows": ("a.json", b'{"status": "ok", "articles": []}', "no_entries"),
    "json-answer-three-levels-down": ("a.json", b'{"a": {"b": {"docs": [{"title": "a", "text": "b"}]}}}', "ok"),
    "json-columns-first": ("a.json", b'{"title": {"0": "a", "1": "b"}, "text": {"0": "c", "1": "d"}}', "ok ok"),
    "json-lists-under-a-header": ("a.json", b'[["title", "text"], ["a", "b"], ["c", "d", "e"]]', "ok ok"),
    "json-lists-without-a-header": ("a.json", b'[["a", "b"], ["c", "d"]]', "no_known_fields no_known_fields"),
    "json-null-in-words": (
        "a.jsonl",
        b'{"title": "NULL", "text": "nan", "url": "undefined"}\n' + GOOD,
        "no_content ok",
    ),
    "json-in-txt": ("a.txt", GOOD * 2, "ok ok"),
    "json-name-without-json": ("a.json", b"no json at all", "bad_json"),
    "json-nul-tail": ("a.jsonl", GOOD + b"\x00" * 4096, "ok"),
    "csv-unclosed-quote": ("a.csv", b'title,text\n"A,one\n"B","two"\nC,three\n', "bad_csv ok ok"),
    "csv-quote-never-closed": ("a.csv", b'title,text\nA,one\n"B,two\nC,three\nD,four\n', "ok bad_csv ok ok"),
    "csv-ragged": ("a.csv", b"title,text\nA,one\nB\nC,three,more\nD,four\n", "ok ragged_row ragged_row ok"),
    "csv-empty-surplus": ("a.csv", b"title,text\nA,one,,\n", "ok"),
    "csv-formula": ("a.csv", b'title,text\n=1+1,"=HYPERLINK(""x"")"\n', "ok"),
    "csv-semicolons": ("a.csv", b"title;text\nA, b;one\n", "ok"),
    "csv-tabs-as-csv": ("a.csv", b"title\ttext\nA, b\tone\n", "ok"),
    "csv-pipes": ("a.csv", b"title|text\nA|one\n", "ok"),
    "csv-excel-sep": ("a.csv", b"sep=;\ntitle;text\nA;one\n", "ok"),
    "csv-no-header": ("a.csv", b"A,one\nB,two\n", "file:no_known_fields"),
    "csv-header-twice": ("a.csv", b"title,text\nA,one\ntitle,text\nB,two\n", "ok repeated_header ok"),
    "csv-line-break-in-field": ("a.csv", b'title,text\nA,"one\n\ntwo\r\nthree"\n', "ok"),
    "csv-two-columns-of-one-name": ("a.csv", b"title,text,text\nA,one,two\n", "ok"),
    "csv-nul": ("a.csv", b"title,text\nA,o\x00ne\n", "ok"),
    "csv-latin1": ("a.csv", "title,text\nÉté,déjà vu à Genève\n".encode("latin-1"), "ok"),
    "csv-one-latin1-line": ("a.csv", "title,text\nÉté,déjà\n".encode() + "Été,déjà\n".encode("latin-1"), "ok ok"),
    "csv-utf16": ("a.csv", "title,text\nÉté,déjà\n".encode("utf-16"), "ok"),
    "csv-only-header": ("a.csv", b"title,text\n", ""),
    "csv-blank-rows": ("a.csv", b"title,text\n\n,\nA,one\n", "ok"),
    "csv-backslash-escapes": (
        "a.csv",
        b'title,text\n"A \\"so\\", b","one, \\"two\\""\nB,"three, \\"four\\""\n',
        "ok ok",
    ),
    "csv-raw-quotes": ("a.tsv", b'title\ttext\n"A" said\tone\n"B\t"two" three\n', "ok ok"),
    "csv-preamble": ("a.csv", b'"Export"\n"Query: ""a"""\n\ntitle,text\nA,one\n', "ok"),
    "csv-decimal-commas": ("a.csv", b"title;price;text\nA;3,50;one\nB;4,00;two, three\n", "ok ok"),
    "csv-escaped-line-ends": ("a.csv", b"title\ttext\nA\tone\\n\\ntwo\nB\tthree\\tfour\n", "ok ok"),
    "csv-ctrl-a": ("a.csv", b"title\x01text\nA\x01one\nB\x01\\N\n", "ok ok"),
    "csv-line-ends-mixed": ("a.csv", b"title,text\r\nA,one\nB,two\rC,three\n", "ok ok ok"),
    "csv-cr-only": ("a.csv", b"title,text\rA,one\rB,two\r", "ok ok"),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, wrapped: Callable[..., tuple[bytes, str]], outcomes: Callable[..., list[str]]) -> None:
    name, data, expected = CASES[case]
    result = outcomes(*wrapped(data, name))
    assert result == _expected(expected)


def _expected(words: str) -> list[str]:
    if "*" in words:
        word, _, times = words.partition("*")
        return [word] * int(times)
    return words.split()


LARGE = {
    "json-line-too-large": (
        "a.jsonl",
        GOOD + b'{"text": "' + b"x" * 3_000_000 + b'"}\n' + GOOD,
        "ok record_too_large ok",
    ),
    "json-element-too-large": (
        "a.json",
        b'[{"text": "' + b"\\\\x" * 900_000 + b'"}, {"text": "a"}]',
        "record_too_large ok",
    ),
    "json-printed-object-too-large": (
        "a.jsonl",
        b'{\n "text": "a",\n' + b' "x": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",\n' * 60_000 + b' "z": 1\n}\n' + GOOD,
        "record_too_large ok",
    ),
    "csv-line-too-large": (
        "a.csv",
        b"title,text\nA,one\nB," + b"x" * 3_000_000 + b"\nC,three\n",
        "ok record_too_large ok",
    ),
    "csv-quoted-field-too-large": ("a.csv", b'title,text\nA,"one' + (b"x" * 60 + b"\n") * 20_000 + b"B,two\n", None),
    "text-too-large": ("a.txt", b"words " * 400_000, "file:record_too_large"),
    "page-too-large": ("a.html", b"<p>" + b"words " * 400_000, "file:record_too_large"),
}


@pytest.mark.parametrize("case", LARGE)
def test_too_large(case: str, outcomes: Callable[..., list[str]]) -> None:
    name, data, expected = LARGE[case]
    result = outcomes(data, name, Limits(record_bytes=1 << 20))
    if expected is None:  # each line of the unclosed field is lost; the rows after it are not
        assert result[0] == "bad_csv" and result[-1] == "ok"
    else:
        assert result == expected.split()


def test_csv_cells_may_be_as_large_as_a_record(found: Callable[..., list]) -> None:
    limit = csv.field_size_limit()
    (record,) = found(b"title,text\nA," + b"x" * 2 * limit + b"\n", "a.csv")
    assert len(record.fields["text"]) == 2 * limit
    assert csv.field_size_limit() == limit, "the limit of the process is restored"


def test_values_are_preserved(found: Callable[..., list]) -> None:
    data = (
        b'{"id": 123456789012345678901234567890, "TITLE": "a\\ud83db\\u0000", "Body": "\xc3\x83\xc2\xa9", '
        b'"n": 98765432109876543210987, "nan": NaN, "tag": 1, "tag": 2, "text": "&amp;amp;"}'
    )
    (record,) = found(data, "a.jsonl")
    assert record.record_id == "123456789012345678901234567890"
    assert record.fields["title"] == "a\ufffdb\ufffd"
    assert record.fields["text"] == "&amp;amp;", "double-encoded entities and mojibake are not repaired"
    assert record.extra == {"Body": "Ã©", "n": "98765432109876543210987", "tag": [1, 2]}


def test_nfc_and_nfd_stay_distinct(found: Callable[..., list]) -> None:
    nfc, nfd = found('{"title": "é"}\n{"title": "e\u0301"}\n'.encode(), "a.jsonl")
    assert nfc.fields["title"] != nfd.fields["title"]


def test_invisible_characters_are_kept(found: Callable[..., list]) -> None:
    title = "\u202eevil\u202c a\u200bb раураl"
    (record,) = found(f'{{"title": "{title}"}}'.encode(), "a.jsonl")
    assert record.fields["title"] == title


@pytest.mark.parametrize(
    "date",
    [
        "0000-00-00",
        "2024-02-30",
        "2024-03-14T24:00:00",
        "14/03/24",
        "0",
        "1710432240000",
        "9999-12-31",
        "2024-03-14 17:04",
    ],
)
def test_dates_are_kept_as_given(date: str, found: Callable[..., list]) -> None:
    (record,) = found(f'{{"title": "a", "published_at": "{date}", "fetched_at": "{date}"}}'.encode(), "a.jsonl")
    assert record.fields["published_at"] == date
    assert record.fields["fetched_at"] == date


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/" + "x" * 10_000,
        "https://user:secret@a.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://аpple.example/",
        "https:\\\\a.example\\b",
        "https://a.example:8080/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
    ],
)
def test_urls_are_kept_as_given(url: str, found: Callable[..., list]) -> None:
    (record,) = found(json.dumps({"title": "a", "url": url}).encode(), "a.jsonl")
    assert record.fields["url"] == url
