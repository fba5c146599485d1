"""Hostile input takes time in proportion to its size."""

import io
import time

import pytest

from pipelines.core.readers import Limits, read

HOSTILE = {
    "brackets": (b"", b"[", "a.json"),
    "braces": (b"", b"{\n", "a.jsonl"),
    "quotes": (b"", b'{"', "a.jsonl"),
    "backslashes": (b'["', b"\\", "a.json"),
    "items": (b"<rss>", b"<item>", "a.xml"),
    "cdata": (b"<rss>", b"<![CDATA[", "a.xml"),
    "comments": (b"<rss>", b"<!--", "a.xml"),
    "doctypes": (b"", b"<!DOCTYPE ", "a.xml"),
    "empty-entries": (b"<feed>", b"<entry/>", "a.xml"),
    "numbered": (b"", b"Document 1 of 2\n", "a.txt"),
    "separators": (b"", b"____________________\n", "a.txt"),
    "latin": (b"", b"\xe9a", "a.txt"),
    "records-too-long": (b"", b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n", "a.warc"),
    "records-without-length": (b"", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "a.warc"),
    "arc-headers": (b"filedesc://x 1.1.1.1 20200101000000 t/p 3\nabc\n", b"a:b 20200101 x\n", "a.arc"),
    "csv-quotes": (b"title,text\n", b'"\n', "a.csv"),
    "csv-quotes-apart": (b"title,text\n", b'"x\ny\n', "a.csv"),
    "metas": (b"<html>", b"<meta charset ", "a.html"),
}


ATTEMPTS = 3
"""The best counts: others may pay for a collection of what earlier tests left."""


def seconds(first: bytes, unit: bytes, name: str, size: int) -> float:
    data = first + unit * (size // len(unit))
    started = time.process_time()
    for _ in read(io.BytesIO(data), name, Limits()).records:
        pass
    return time.process_time() - started


def is_linear(case: str) -> bool:
    short, long = (seconds(*HOSTILE[case], size) for size in (100_000, 800_000))
    return long < 0.5 or long < 20 * short


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_time_is_linear_in_size(case: str) -> None:
    assert any(is_linear(case) for _ in range(ATTEMPTS)), "eight times the size takes more than twenty times the time"
