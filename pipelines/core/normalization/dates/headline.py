"""The headline of the article on a page: its element, the elements around it, and its position in the source.

Belongs here: finding the headline, as dates near it are the article's. Does not: the title of the article (titles).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.html_page import Page, enclosing

WORD = re.compile(r"\w{3,}")

MAX_HEADLINES = 6
"""First-level headings compared with the page's title."""

MAX_TITLE_CHARS = 300
MAX_ANCESTORS = 100


@dataclass(frozen=True, slots=True)
class Headline:
    """node: the h1, None if there is none · ordinal: its number among the h1 of the page, from 0 · ancestors: memory
    ids of the elements around it, whose other text belongs to the article · above: those around its article element,
    none if it is in none · title_words: folded words of the page's title"""

    node: LexborNode | None
    ordinal: int
    ancestors: frozenset[int]
    above: frozenset[int] = frozenset()
    title_words: frozenset[str] = frozenset()

    @property
    def is_in_article(self) -> bool:
        return bool(self.above)


NO_HEADLINE = Headline(None, -1, frozenset())


def find_headline(page: Page) -> Headline:
    """The h1 that shares most words with the page's title; of several, the first."""
    nodes = page.elements("h1")[:MAX_HEADLINES]
    if not nodes:
        return NO_HEADLINE
    titles = [tag.content for tag in page.metas("og:title", "twitter:title")]
    title = next(iter(page.elements("title")), None)
    title_words = words_of(" ".join([*titles, title.text()[:MAX_TITLE_CHARS] if title else ""]))
    shared = [len(title_words & words_of(node.text(deep=True)[:MAX_TITLE_CHARS])) for node in nodes]
    ordinal = shared.index(max(shared))
    around = list(enclosing(nodes[ordinal].parent, MAX_ANCESTORS))
    article = next((place for place, element in enumerate(around) if element.tag == "article"), len(around))
    ids = [element.mem_id for element in around]
    return Headline(nodes[ordinal], ordinal, frozenset(ids), frozenset(ids[article + 1 :]), title_words)


@lru_cache(maxsize=64)
def words_of(text: str) -> frozenset[str]:
    """The folded words of a text that have three letters or more."""
    return frozenset(WORD.findall(fold(text)))
