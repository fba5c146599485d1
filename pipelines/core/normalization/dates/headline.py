"""Where the article's headline stands: the node, the containers around it, and its place in the source text.

Belongs here: finding the headline for the sake of the dates around it. Does not: the title of the article (titles).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.folding import fold
from pipelines.core.normalization.html_page import Page

WORDS = re.compile(r"\w{3,}")

MAX_HEADLINES = 6
"""First-level headings compared with the page's title."""


@dataclass(frozen=True, slots=True)
class Headline:
    """node: the h1, None if there is none; ordinal: which h1 of the page it is, from 0; trunk: memory ids of the
    elements that hold it: what stands in one of them and in nothing else beside it belongs to the article"""

    node: LexborNode | None
    ordinal: int
    trunk: frozenset[int]


NONE = Headline(None, -1, frozenset())


def headline_of(page: Page) -> Headline:
    """The h1 that shares most words with the page's title, the first of equals."""
    nodes = page.tree.css("h1")[:MAX_HEADLINES]
    if not nodes:
        return NONE
    titles = [tag.content for tag in page.metas("og:title", "twitter:title")]
    title = page.tree.css_first("title")
    wanted = _words(" ".join([*titles, title.text()[:300] if title else ""]))
    shared = [len(wanted & _words(node.text(deep=True)[:300])) for node in nodes]
    ordinal = shared.index(max(shared))
    return Headline(nodes[ordinal], ordinal, _trunk(nodes[ordinal]))


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(WORDS.findall(fold(text)))


def _trunk(node: LexborNode) -> frozenset[int]:
    held: set[int] = set()
    parent = node.parent
    while parent is not None and len(held) < 100:
        held.add(parent.mem_id)
        parent = parent.parent
    return frozenset(held)
