"""Whether a place in a page's source is in a comment or another article, by the tags between it and the headline.

Belongs here: the walk back over the source, for text that has no element found in the tree. Does not: elements of the
tree (page_regions, other_articles).
"""

import re

from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.page_regions import region_by_names
from pipelines.core.normalization.dates.page_source import NAMES, TAG

CONTAINER = re.compile(r"<(/?)(a|article|aside|div|figure|figcaption|li|nav|ol|section|ul)\b([^<>]{0,1000})>", re.I)
HEADING_OR_ITEM = re.compile(r"<(?:h[1-6]|li)\b", re.I)
HEADLINE = re.compile(r"<h1\b", re.I)
LETTER = re.compile(r"[^\W\d_]")

MAX_CHARS, MAX_LINK_CHARS = 3000, 1500
"""Characters walked back from a place, and of a link."""

MIN_LETTERS = 40
"""Letters of a link that is a card; a permalink has a date and a label at most."""

OTHERS = frozenset({"comment", "related item", "caption"})
"""Regions in which a date is never the article's, whatever its label says."""


def region_in_source(source: str, offset: int, headline_offset: int, headline: Headline) -> str | None:
    """The region outside the article that contains a place of the source: comment, related item or caption."""
    is_after = offset > headline_offset
    opened = _open_elements(source, offset, max(headline_offset if is_after else 0, offset - MAX_CHARS))
    for tag, attributes, start in reversed(opened):
        if HEADLINE.search(source, start, offset):
            break
        region = region_by_names(" ".join(NAMES.findall(attributes))) if headline.node and is_after else None
        if region in OTHERS:
            return region
        if tag == "a" and "href" in attributes.lower() and _is_card(source, start):
            return "related item"
    if headline.is_in_article and is_after:
        return _outside_article(source[headline_offset:offset])
    return None


def _open_elements(source: str, offset: int, begin: int) -> list[tuple[str, str, int]]:
    """(tag, attributes, offset) of the elements opened since `begin` and still open at `offset`."""
    opened: list[tuple[str, str, int]] = []
    for match in CONTAINER.finditer(source, begin, offset):
        tag = match[2].lower()
        if not match[1]:
            opened.append((tag, match[3], match.start()))
            continue
        place = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == tag), None)
        if place is not None:
            del opened[place:]
    return opened


def _is_card(source: str, start: int) -> bool:
    """Whether the link that begins at `start` has more text than a permalink."""
    end = source.find("</a", start, start + MAX_LINK_CHARS)
    return end > 0 and len(LETTER.findall(TAG.sub(" ", source[start:end]))) >= MIN_LETTERS


def _outside_article(between: str) -> str | None:
    """`related item` if another article element is open at the end of a source that begins with the headline, or if the
    headline's is closed and a heading or an item of a list follows it."""
    lower = between.lower()
    opened, closed = lower.count("<article"), lower.count("</article")
    if opened > closed:
        return "related item"
    is_after = closed > opened and HEADING_OR_ITEM.search(between, lower.rfind("</article"))
    return "related item" if is_after else None
