"""The region of a page an element belongs to: the article, or comments, captions, lists of other articles, a footer.

Belongs here: classifying an element by the names of its ancestors. Does not: reading dates.
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.html_page import enclosing

MAX_DEPTH = 14
"""Elements examined: the element and those around it."""

COMMENT = re.compile(
    r"\bcomments?[-_ ]?(?:list|item|body|meta|content|date|author|\d|$)|\bcomment\b|\breply|disqus|user-comment", re.I
)
RELATED = re.compile(
    r"related|recommend|recirc|more[-_ ]?(?:from|news|stories|articles|posts)|read[-_ ]?(?:next|also)|"
    r"also[-_ ]?(?:read|like)|most[-_ ]?(?:read|popular|viewed|recent)|popular|trending|"
    r"latest|recent[-_ ]?(?:posts?|news|articles|stories)|"
    r"promo\b|carousel|newsletter|similar|verwandt|mehr-?zum|ticker|outbrain|taboola|teaser|"
    r"(?:next|prev(?:ious)?)[-_ ]?(?:post|article)|post-?nav|nav-?(?:previous|next|links)|archive-?list|calendar|"
    r"upcoming",
    re.I,
)
SIDEBAR = re.compile(r"sidebar|side-bar", re.I)
CAPTION = re.compile(r"caption|photo-?credit|bildunterschrift|slideshow", re.I)
FOOTER = re.compile(
    r"(?:site|page|main|global|body)[-_]?footer|^footer|\bid-footer|copyright|colophon|masthead|top-?bar|"
    r"current[-_]?(?:date|time)|today|site-?header|weather",
    re.I,
)

REGION_NAMES = (
    ("comment", COMMENT),
    ("caption", CAPTION),
    ("related item", RELATED),
    ("sidebar", SIDEBAR),
    ("footer", FOOTER),
)
"""Region → class and id names of its elements."""

REGION_TAGS = {"figcaption": "caption", "aside": "sidebar", "nav": "navigation", "footer": "footer"}

ARTICLE = re.compile(r"article|post\b|entry|story|news", re.I)


def region_of(node: LexborNode, headline_ancestors: frozenset[int]) -> str | None:
    """The region outside the article that contains an element; None if the element belongs to the article.

    One of: comment, related item, caption, sidebar, footer, navigation.

    headline_ancestors: memory ids of the elements around the headline; the walk up ends there
    """
    for current in enclosing(node, MAX_DEPTH):
        if current.mem_id in headline_ancestors or current.tag in ("body", "html", "main"):
            return None
        region = _own_region(current)
        if region and not (region == "footer" and _is_article(current.parent)):
            return region
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
