"""Records made to take for ever, or to bring a library down, are normalised or refused in little time."""

import time

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord

SIZE = 300_000

WORDS = "The harbour authority said on Thursday that the bridge would stay closed until May. "


def page(unit: str, before: str = "<html><body>") -> RawRecord:
    return RawRecord("a.html", 0, "page", {"html": before + unit * (SIZE // len(unit))})


def text(unit: str, before: str = "") -> RawRecord:
    return RawRecord("a.txt", 0, "text", {"text": before + unit * (SIZE // len(unit))})


def row(name: str, unit: str, before: str = "") -> RawRecord:
    value = before + unit * (SIZE // len(unit))
    return RawRecord("a.jsonl", 0, "row", {"title": "Bridge closed", "text": WORDS * 3, name: value})


HOSTILE = {
    "page-deep": (page("<div>"), "too_deep"),
    "page-formatting-never-closed": (page("<p><b><i><u>"), "too_deep"),
    "page-tables-in-tables": (page("<table><tr><td>"), "too_deep"),
    "page-paragraphs-never-closed": (page(f"<p>{WORDS}"), "ok"),
    "page-open-brackets": (page("<"), "no_text"),
    "page-metas": (page("<meta property='og:title' content='A'>"), "not_an_article"),
    "text-spaces": (text(" ", WORDS), "ok"),
    "text-blank-lines": (text("\n \t", WORDS), "ok"),
    "text-bylines": (text("By Ida Thorne\n", WORDS), "ok"),
    "text-brackets": (text("("), "ok"),
    "text-one-word": (text("a"), "ok"),
    "text-joiners": (text("\u200d"), "no_text"),
    "text-accents": (text("\u0301", "a"), "ok"),
    "text-markup": (text("<div>"), "too_deep"),
    "url-of-urls": (row("url", "https://a.example/?u="), "ok"),
    "url-of-steps": (row("url", "a/../", "https://a.example/"), "ok"),
    "url-of-parameters": (row("url", "a=b&", "https://a.example/?"), "ok"),
    "host-of-dots": (row("url", "a.", "https://"), "ok"),
    "date": (row("published_at", "2024-03-01 "), "ok"),
    "date-of-digits": (row("published_at", "1"), "ok"),
    "authors": (row("authors", "Ida Thorne and "), "ok"),
    "publisher": (row("publisher", "The Corran Courier "), "ok"),
    "language": (row("language", "en-"), "ok"),
}


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What is loaded at first use does not count."""
    normalize(RawRecord("a.html", 0, "page", {"html": f"<html><body><p>{WORDS * 9}"}), "0f")


@pytest.mark.parametrize("case", HOSTILE)
def test_little_time(case: str) -> None:
    record, expected = HOSTILE[case]
    began = time.process_time()
    found = normalize(record, "0f")
    assert time.process_time() - began < 5
    assert ("ok" if isinstance(found, NormalRecord) else found.reason) == expected
