"""The body that a page states in its JSON-LD, `articleBody`.

Belongs here: finding the one that is this page's article, as paragraphs. Does not: choosing between it and what the
page shows (page_body): it often lacks paragraphs, subheadings and the end.
"""

from collections.abc import Iterable, Iterator

from pipelines.core.normalization.bodies.fragments import from_row
from pipelines.core.normalization.html_page import Page

MIN_BODY_CHARS = 300
"""Characters below which an articleBody is a teaser."""

METHOD = "jsonld.articleBody"


def article_body(page: Page, titles: Iterable[str]) -> str | None:
    """The page's own articleBody, None if it has none, or several of which none is known to be its own.

    >>> text = "The pier is shut until Friday. " * 20
    >>> page = Page('<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "%s"}</script>' % text)
    >>> article_body(page, [])[:19]
    'The pier is shut un'
    """
    stated = list(_stated(page))
    bodies = {text for text, _ in stated}
    if len(bodies) > 1:
        names = {title.casefold().strip() for title in titles}
        bodies = {text for text, name in stated if name.casefold().strip() in names}
    return from_row(bodies.pop(), METHOD).body if len(bodies) == 1 else None


def _stated(page: Page) -> Iterator[tuple[str, str]]:
    """(articleBody, headline) of each node that is an article or a posting, except parts of live blogs."""
    for node in page.jsonld:
        text, name = node.get("articleBody"), node.get("headline") or node.get("name")
        if isinstance(text, str) and len(text) >= MIN_BODY_CHARS and "LiveBlog" not in str(node.get("@type")):
            yield text, name if isinstance(name, str) else ""
