"""Where on a page an element stands: with the article, or in a comment, a caption, a list of other articles.

Belongs here: judging by an element's ancestors. Does not: reading dates.
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

MAX_DEPTH = 14
"""Ancestors looked at."""

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

BY_NAME = (
    ("comment", COMMENT),
    ("caption", CAPTION),
    ("related item", RELATED),
    ("sidebar", SIDEBAR),
    ("footer", FOOTER),
)

ARTICLE = re.compile(r"article|post\b|entry|story|news", re.I)

BY_TAG = {"figcaption": "caption", "aside": "sidebar", "nav": "navigation", "footer": "footer"}


def elsewhere(node: LexborNode, trunk: frozenset[int]) -> str | None:
    """Why a date in this element is not the page's own (`comment`, `related item`, `caption`, `sidebar`,
    `footer`, `navigation`), None if nothing speaks against it.

    trunk: memory ids of the elements that hold the headline; the walk up ends there.
    """
    current: LexborNode | None = node
    for _ in range(MAX_DEPTH):
        if current is None or current.mem_id in trunk or current.tag in ("body", "html", "main"):
            return None
        reason = _reason(current)
        if reason and not (reason == "footer" and _of_article(current.parent)):
            return reason
        current = current.parent
    return None


def _of_article(node: LexborNode | None) -> bool:
    """Whether an element is the article's own container: its footer is not the page's."""
    if node is None:
        return False
    return node.tag == "article" or bool(ARTICLE.search(node.attributes.get("class") or ""))


def _reason(node: LexborNode) -> str | None:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
    return reason_of_names(names) or BY_TAG.get(node.tag or "")


@lru_cache(maxsize=8192)
def reason_of_names(names: str) -> str | None:
    """What class and id of an element say it is, if that is not the article.

    >>> reason_of_names("comment-list"), reason_of_names("entry-meta")
    ('comment', None)
    """
    return next((reason for reason, pattern in BY_NAME if pattern.search(names)), None)
