"""Articles that a page splits into several containers, with advertisements or a paywall between them.

Belongs here: merging them. Does not: extraction, which takes the first container for the whole article.
"""

import re
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization.html_page import enclosing

NAMES = (
    "articleBody", "article-body", "article__body", "article_body", "article-content", "entry-content", "post-content",
    "story-body", "articleText", "article-text",
)  # fmt: skip
"""Class names of the container of an article's text."""

CONTAINERS = ", ".join(f"{tag}[class*='{name}']" for tag in ("div", "section") for name in NAMES)
NAMED = re.compile("|".join(NAMES))
CLASS = re.compile(r"""\s(?:class|id|itemprop)=(?:"[^"]{0,2000}"|'[^']{0,2000}')""")

MIN_PART_CHARS = 200
"""Characters below which a part is a caption or a box."""

MAX_ANCESTORS = 20
"""Ancestors that are searched for a container of the same name."""


def merge_parts(tree: LexborHTMLParser) -> str | None:
    """The HTML of an article in several containers of one name, None for any other page.

    Containers with their own headline are other articles; repeated texts count once. The names are removed, because
    the extractor would choose the first container again.

    >>> part = "<div class='article-body'><p>" + "The pier is shut until Friday. " * 10 + "{}</p></div>"
    >>> page = merge_parts(LexborHTMLParser(part.format(1) + "<div>Advertisement</div>" + part.format(2)))
    >>> page.count("<p>"), "Advertisement" in page, "article-body" in page
    (2, False, False)
    """
    groups: dict[str, dict[str, LexborNode]] = defaultdict(dict)
    for node in tree.css(CONTAINERS):
        text, name = (node.text() or "").strip(), _name(node)
        if name and len(text) >= MIN_PART_CHARS and not node.css_first("h1") and not _is_within(node, name):
            groups[name].setdefault(text, node)
    best = max(groups.values(), key=lambda group: sum(map(len, group)), default={})
    if len(best) < 2:
        return None
    parts = "".join(node.html or "" for node in best.values())
    unnamed = CLASS.sub(lambda attribute: NAMED.sub("part", attribute[0]), parts)
    return f"<html><body><article>{unnamed}</article></body></html>"


def _name(node: LexborNode) -> str | None:
    """The first token of a node's class that holds one of NAMES."""
    return next((token for token in (node.attributes.get("class") or "").split() if NAMED.search(token)), None)


def _is_within(node: LexborNode, name: str) -> bool:
    """Whether a container is within another of the same name."""
    return any(_name(above) == name for above in enclosing(node.parent, MAX_ANCESTORS))
