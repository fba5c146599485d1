"""Whether a page is an article: error pages, consent walls and pages rendered by scripts are not.

Belongs here: the decision, from what was found on the page. Does not: finding it (fields), whether an article is news.
"""

import re

from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.titles.candidates import is_article
from pipelines.core.normalization.titles.cleaning import squash
from pipelines.core.normalization.word_lists import read_sections

ERROR_TITLE = re.compile(f"^(?:{'|'.join(read_sections(__package__, 'phrases.txt')['error_titles'])})$")
"""Titles of pages from servers and bot protection, squashed (titles.squash)."""

MIN_WORDS = 120
"""Words from which a page with such a title is an article about errors."""


def objection_to(page: Page, title: str | None, words: int, is_dated: bool) -> str | None:
    """Why the page is not an article, None if it may be one; words: in its body.

    >>> objection_to(Page("<title>404 Not Found</title>"), "404 Not Found", 9, False)
    'titled as an error: 404 Not Found'
    >>> objection_to(Page("<div id=app></div>"), "Herald", 0, False)
    'no text, no date, no mark of an article'
    >>> objection_to(Page("<p>…</p>"), "The pier opens", 300, False) is None
    True
    """
    if title and words < MIN_WORDS and not is_dated and ERROR_TITLE.match(squash(title)[:100]):
        return f"titled as an error: {title[:100]}"
    if words or is_dated or _is_marked(page):
        return None
    return "no text, no date, no mark of an article"


def _is_marked(page: Page) -> bool:
    """Whether the page declares itself an article."""
    return any("article" in tag.content.lower() for tag in page.metas("og:type")) or any(map(is_article, page.jsonld))
