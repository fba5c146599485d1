"""The body that a page states in its JSON-LD, `articleBody`.

Belongs here: finding the one that is this page's article, as paragraphs. Does not: choosing between it and what the
page shows (page_body): it often lacks paragraphs, subheadings and the end.
"""

from collections.abc import Iterable, Iterator
from typing import Any

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
    stated = dict.fromkeys((text, name) for text, name in _stated(page))
    if len({text for text, _ in stated}) > 1:
        names = {title.casefold().strip() for title in titles}
        stated = dict.fromkeys((text, name) for text, name in stated if name.casefold().strip() in names)
    bodies = list(dict.fromkeys(text for text, _ in stated))
    return from_row(bodies[0], METHOD).body if len(bodies) == 1 else None


def _stated(page: Page) -> Iterator[tuple[str, str]]:
    """(articleBody, headline) of each node that is an article or a posting, except parts of live blogs."""
    for node in page.jsonld:
        text, name = node.get("articleBody"), node.get("headline") or node.get("name")
        if isinstance(text, str) and len(text) >= MIN_BODY_CHARS and "LiveBlog" not in _type(node):
            yield text, name if isinstance(name, str) else ""


def _type(node: dict[str, Any]) -> str:
    return str(node.get("@type"))
