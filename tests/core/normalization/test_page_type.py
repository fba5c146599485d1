"""Pages that are no articles, and articles that only look like it."""

import pytest

from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.page_type import objection_to

EMPTY = Page("<div id=app></div><script>start()</script>")


@pytest.mark.parametrize(
    "title",
    ["404 Not Found", "Error 404", "403 Forbidden", "Access Denied", "Just a moment...", "Page not found", "Not Found",
     "Attention Required! | Cloudflare", "502 Bad Gateway", "Seite nicht gefunden", "Before you continue to Veldt"],
)  # fmt: skip
def test_error_pages(title: str) -> None:
    assert objection_to(EMPTY, title, 20, False)


@pytest.mark.parametrize("title", ["404 pupils pass", "Access denied to harbour records", "Forbidden fruit", None])
def test_headlines_with_the_same_words(title: str | None) -> None:
    assert objection_to(EMPTY, title, 20, False) is None


def test_a_long_or_dated_text_about_errors_is_an_article() -> None:
    assert objection_to(EMPTY, "404 Not Found", 400, False) is None
    assert objection_to(EMPTY, "404 Not Found", 40, True) is None


def test_nothing_at_all_is_none() -> None:
    assert objection_to(EMPTY, "Veldt Courier", 0, False)
    assert objection_to(Page('<meta property="og:type" content="article">'), "Pier opens", 0, False) is None
    assert objection_to(EMPTY, "Pier opens", 0, True) is None
