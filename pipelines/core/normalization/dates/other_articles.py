"""Whether an element belongs to another article of the page, by structure: links, cards, lists, article elements.

Belongs here: what the elements around a date show, whatever they are called. Does not: names of classes (page_regions).
"""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.headline import Headline, words_of

MIN_LETTERS = 9
"""Letters beside the date of a link that leads to another article; a permalink has the date and a label at most."""

MIN_TITLE_WORDS, MIN_TITLE_LETTERS = 3, 8
"""Words of a link that may be a headline, and letters of all: names of authors and sections have less."""

MAX_CARD_CHARS, MAX_CHILDREN = 1000, 12
"""Characters of a card's source text, and children of a list that are compared."""

HEADINGS = "h1,h2,h3,h4,h5,h6"
CARD_TAGS = frozenset({"li", "div", "article", "section", "td", "tr", "dd"})
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]{2,}")


def is_of_another(element: LexborNode, node: LexborNode, headline: Headline) -> bool:
    """Whether an element around `node`, but not around the headline, is a link, card or article of another article."""
    tag = element.tag
    if tag == "a":
        return "href" in element.attributes and _leads_elsewhere(element, node, headline)
    if headline.node is None or tag not in CARD_TAGS:
        return False
    if tag == "article" and headline.is_in_article:
        return True
    return _is_card(element, headline) or _is_listed(element, headline)


def is_apart(block: LexborNode, headline: Headline) -> bool:
    """Whether a block outside the headline's article element is headed by another heading."""
    heading = block.css_first(HEADINGS)
    return heading is not None and not _is_own(_text(heading), headline)


def _leads_elsewhere(link: LexborNode, node: LexborNode, headline: Headline) -> bool:
    beside = len(LETTER.findall(_text(link))) - len(LETTER.findall(_text(node)))
    return beside >= MIN_LETTERS and not _is_own(_text(link), headline)


def _is_card(element: LexborNode, headline: Headline) -> bool:
    """Whether an element has little but a heading that is a link, not to this article."""
    heading = element.css_first(HEADINGS)
    if heading is None or len(element.text(deep=True)) > MAX_CARD_CHARS:
        return False
    is_link = heading.css_first("a[href]") is not None or (heading.parent is not None and heading.parent.tag == "a")
    return is_link and not _is_own(_text(heading), headline)


def _is_listed(element: LexborNode, headline: Headline) -> bool:
    """Whether an element and a sibling of its tag and class each have a link that reads like a headline."""
    parent = element.parent
    if parent is None or not _headline_links(element):
        return False
    kind = element.tag, element.attributes.get("class")
    alike = (child for child in parent.iter() if (child.tag, child.attributes.get("class")) == kind)
    others = (child for child in islice(alike, MAX_CHILDREN) if child.mem_id != element.mem_id)
    return any(not _is_own(text, headline) for child in others for text in _headline_links(child))


def _headline_links(element: LexborNode) -> list[str]:
    """The texts of the links of a short element that read like headlines."""
    links = element.css("a[href]:not([rel])")[:3]
    if not links or len(element.text(deep=True)) > MAX_CARD_CHARS:
        return []
    return [text for text in map(_text, links) if _is_headline_like(text)]


def _is_headline_like(text: str) -> bool:
    """Whether a text has the words of a headline; scripts without case are often written without blanks."""
    words = WORD.findall(text)
    is_long = len(words) >= MIN_TITLE_WORDS or any(
        w.lower() == w.upper() and len(w) >= MIN_TITLE_LETTERS for w in words
    )
    return is_long and sum(map(len, words)) >= MIN_TITLE_LETTERS


def _is_own(text: str, headline: Headline) -> bool:
    """Whether all words of a text are in the page's title: titles of one series differ in a word."""
    words = words_of(text)
    return bool(words) and words <= headline.title_words


def _text(node: LexborNode) -> str:
    return node.text(deep=True, separator=" ")[:300]
