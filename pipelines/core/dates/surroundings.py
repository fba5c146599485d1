"""Where on a page an element stands: in the article's head, or in a comment, a caption, a list of other articles.

Belongs here: judging by an element's ancestors. Does not: reading dates.
"""

import re

from selectolax.lexbor import LexborNode

MAX_DEPTH = 14
"""Ancestors looked at."""

COMMENT = re.compile(r"comment(?!ary)|\breply|replies|disqus|discussion|kommentar|comentario|commentaire", re.I)
RELATED = re.compile(
    r"related|recommend|more-?(?:from|news|stories|articles)|read-?(?:more|next|also)|also-?(?:read|like)|most-?(?:read|popular|viewed)|"
    r"popular|trending|latest|recent|teaser|sidebar|side-bar|aside|widget|promo|carousel|newsletter|playlist|rail\b|"
    r"similar|verwandt|mehr-?zum|ticker|outbrain|taboola|next-?(?:post|article)|prev(?:ious)?-?(?:post|article)|"
    r"post-?nav|nav-?(?:previous|next|links)|archive-?list|calendar|upcoming|event-list",
    re.I,
)
CAPTION = re.compile(r"caption|credit|figure|gallery|slideshow|bildunterschrift", re.I)
FOOTER = re.compile(r"footer(?!-?meta)|copyright|colophon|masthead|top-?bar|current-?(?:date|time)|today|site-?header|weather", re.I)

BY_TAG = {"figcaption": "caption", "aside": "related item", "footer": "footer", "nav": "navigation"}


def elsewhere(node: LexborNode) -> str | None:
    """Why a date in this element is not the page's own (`comment`, `related item`, `caption`, `footer`,
    `navigation`), None if nothing speaks against it."""
    current: LexborNode | None = node
    inside_article = False
    for depth in range(MAX_DEPTH):
        if current is None or current.tag in ("body", "html", "main"):
            return None
        reason = _reason(current, depth)
        if reason and not (inside_article and reason in ("footer", "related item")):
            return reason
        inside_article = inside_article or current.tag == "header"
        current = current.parent
    return None


def _reason(node: LexborNode, depth: int) -> str | None:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
    if COMMENT.search(names):
        return "comment"
    if CAPTION.search(names):
        return "caption"
    if RELATED.search(names):
        return "related item"
    if FOOTER.search(names):
        return "footer"
    tag = node.tag or ""
    return BY_TAG.get(tag)
