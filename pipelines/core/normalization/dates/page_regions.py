"""The region of a page an element belongs to: the article, or comments, captions, lists of other articles, a footer.

Belongs here: classifying an element by its ancestors and their names. Does not: reading dates, what tells a card or a
list of other articles (other_articles).
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.other_articles import is_apart, is_of_another
from pipelines.core.normalization.html_page import enclosing
from pipelines.core.normalization.word_lists import read_sections

MAX_DEPTH = 14
"""Elements examined: the element and those around it."""

REGION_NAMES = [
    (title.replace("_", " "), re.compile("|".join(lines), re.I))
    for title, lines in read_sections(__package__, "page_regions.txt").items()
]
"""Region → class and id names of its elements."""

REGION_TAGS = {"figcaption": "caption", "aside": "sidebar", "nav": "navigation", "footer": "footer"}

REGIONS = tuple(dict.fromkeys([*(region for region, _ in REGION_NAMES), *REGION_TAGS.values()]))
"""The regions outside the article."""

ARTICLE = re.compile(r"article|post\b|entry|story|news", re.I)


def region_of(node: LexborNode, headline: Headline) -> str | None:
    """The region outside the article that contains an element; None if the element belongs to the article.

    One of: comment, related item, caption, sidebar, footer, navigation. The walk up ends at the first element that is
    also around the headline.
    """
    block = None
    for current in enclosing(node, MAX_DEPTH):
        if current.mem_id in headline.ancestors or current.tag in ("body", "html", "main"):
            is_outside = block is not None and current.mem_id in headline.above
            return "related item" if is_outside and block is not None and is_apart(block, headline) else None
        region = _own_region(current)
        if region and not (region == "footer" and _is_article(current.parent)):
            return region
        if is_of_another(current, node, headline):
            return "related item"
        block = current
    return None


def _is_article(node: LexborNode | None) -> bool:
    """Whether an element is the container of an article: a footer in it is not the page's."""
    if node is None:
        return False
    return node.tag == "article" or bool(ARTICLE.search(node.attributes.get("class") or ""))


def _own_region(node: LexborNode) -> str | None:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
    return region_by_names(names) or REGION_TAGS.get(node.tag or "")


@lru_cache(maxsize=8192)
def region_by_names(names: str) -> str | None:
    """The region that class and id of an element name; None if they name none.

    >>> region_by_names("comment-list"), region_by_names("entry-meta")
    ('comment', None)
    """
    return next((region for region, pattern in REGION_NAMES if pattern.search(names)), None)
