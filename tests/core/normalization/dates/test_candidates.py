"""Candidates of pages, rows and URLs, and those that are refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.core.normalization.dates import choose, page_candidates, row_candidates, url_candidates
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

FETCHED = datetime(2024, 3, 20, 12, tzinfo=UTC)


def candidates(html: str, url: str = "https://news.example/a") -> list[Candidate]:
    return page_candidates(Page(html, url), fetched_at=FETCHED)


def values(html: str, field: str = "published_at") -> list[str]:
    return [c.value for c in candidates(html) if c.field == field and c.confidence > 0]


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-14T17:04:00Z"}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":["Report"],"datePublished":'
        '"2024-03-14T17:04:00Z"}]}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle" "datePublished":"2024-03-14T17:04:00Z"}</script>',
        '<meta property="article:published_time" content="2024-03-14T17:04:00Z">',
        '<meta name="parsely-pub-date" content="2024-03-14T17:04:00Z">',
        '<span itemprop="datePublished" content="2024-03-14T17:04:00Z">last week</span>',
        '<span property="dc:date" content="2024-03-14T17:04:00Z">last week</span>',
        '<time datetime="2024-03-14T17:04:00Z">last week</time>',
        '<script>window.state = {"publishedAt":"2024-03-14T17:04:00Z"}</script>',
    ],
)
def test_dates_stated_for_machines(html: str) -> None:
    assert "2024-03-14T17:04:00Z" in values(f"<html><body><h1>Title</h1>{html}</body></html>")


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Title</h1><p class=byline>By A. Writer, 14 March 2024</p>",
        "<h1>Title</h1><div>14 March 2024</div><p>Text</p>",
        "<div>Veröffentlicht am 14. März 2024</div><h1>Title</h1>",
        "<h1>Title</h1><p>Text</p><div class=post-footer>Posted on <b>March 14, 2024</b></div>",
        "<h1>Title</h1><p>۲۴ اسفند ۱۴۰۲</p>",
    ],
)
def test_dates_shown_to_readers(html: str) -> None:
    assert "2024-03-14" in values(html)


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<article><h1>T</h1></article><div class=comments-list><time datetime=2024-03-15>x</time></div>", "comment"),
        ("<article><h1>T</h1></article><aside><time datetime=2024-03-15>x</time></aside>", "sidebar"),
        ("<article><h1>T</h1></article><div class=related-posts><time datetime=2024-03-15>x</time></div>", "related"),
        ("<article><h1>T</h1><figcaption><time datetime=2024-03-01>x</time></figcaption></article>", "caption"),
        ("<h1>T</h1><p><span class=related-when>14 March 2024</span></p>", "related"),
        ("<h1>T</h1><time datetime=2024-05-01>x</time>", "after the fetch"),
        ('<h1>T</h1><meta name="pubdate" content="1970-01-01">', "placeholder"),
        ('<h1>T</h1><meta name="pubdate" content="02/01/2024">', "not read"),
    ],
)
def test_refused_candidates_are_listed_with_a_note(html: str, word: str) -> None:
    refused = [c.note or "" for c in candidates(html) if c.confidence == 0]
    assert any(word in note for note in refused)
    assert values(html) == []


def test_published_and_modified_in_one_element() -> None:
    html = "<h1>T</h1><p class=date>Published 14 March 2024, updated 15 March 2024 at 10:00</p>"
    assert "2024-03-14" in values(html) and "2024-03-15T10:00:00" in values(html, "modified_at")


def test_of_several_articles_the_pages_own_is_read() -> None:
    html = (
        '<script type="application/ld+json">[{"@type":"NewsArticle","url":"https://news.example/b","datePublished":'
        '"2024-03-01"},{"@type":"NewsArticle","url":"https://news.example/a","datePublished":"2024-03-14"}]</script>'
    )
    assert values(html) == ["2024-03-14"]


def test_another_date_of_the_page_decides_day_and_month() -> None:
    html = '<h1>T</h1><meta name="pubdate" content="03/04/2024"><p class=date>4 March 2024</p>'
    assert {c.value for c in candidates(html) if c.method == "meta.pubdate"} == {"2024-03-04"}


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/2024/03/14/title", "2024-03-14"),
        ("https://a.example/news/2024-03-14-title.html", "2024-03-14"),
        ("https://a.example/news/20240314-title", "2024-03-14"),
        ("https://a.example/2024/mar/14/title", "2024-03-14"),
        ("https://a.example/14-03-2024/title", "2024-03-14"),
        ("https://a.example/2024/03/240314-title", "2024-03-14"),
        ("https://a.example/2024/03/title", "2024-03"),
    ],
)
def test_dates_in_urls(url: str, value: str) -> None:
    assert [c.value for c in url_candidates(url)] == [value]


@pytest.mark.parametrize(
    "url", [None, "", "https://a.example/1234567890123", "https://a.example/2024/13/45/x", "http://[", "/v1.2024"]
)
def test_urls_without_dates(url: str | None) -> None:
    assert url_candidates(url) == []


def test_a_bare_date_of_a_row_is_weak() -> None:
    page = Candidate("published_at", "2024-03-14", "visible.headline", 0.7)
    row = row_candidates({"date": "2024-03-18"}, "row")
    assert str(choose([*row, page]).published_date) == "2024-03-14"
    assert str(choose(row).published_date) == "2024-03-18"


def test_rows_of_every_type() -> None:
    moment = datetime(2024, 3, 14, 5, tzinfo=UTC)
    given: list[Any] = [14.0, True, None, [], {}, "2024-03-14", moment, ["2024-03-14"], 1710453840]
    found = [row_candidates({"published_at": value}, "row") for value in given]
    assert [c[0].value if c and c[0].confidence else None for c in found] == [
        None, None, None, None, None, "2024-03-14", "2024-03-14T05:00:00Z", "2024-03-14", "2024-03-14T22:04:00Z",
    ]  # fmt: skip


def test_the_dates_of_a_web_archive_are_those_of_its_fetches() -> None:
    assert row_candidates({"published_at": "2024-03-14"}, "warc") == []
