"""The heading of the article among the headings of its page: not the logo's, a section's or another article's.

Belongs here: choosing a heading element by what the page's head states. Does not: other statements of the title
(candidates), choosing the title (choose).
"""

from collections.abc import Collection, Container, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.page_elements import is_front_page
from pipelines.core.normalization.titles.cleaning import MAX_TITLE_CHARS, clean, squash

MAX_HEADINGS = 60
"""Headings of one level that are read: pages with every teaser in an h1 have dozens."""

MIN_HEADING_OVERLAP = 0.5
"""Overlap (F1) from which an h2 may be the title of a page without h1."""

UNRELATED = "shares no word with the title element or og:title"
LOGO = "links to the front page"
SECTION = "a section's name"
OTHER = "the head of the page states another heading"
"""Why a heading is hardly the title."""


class Heading(NamedTuple):
    """A heading: its cleaned text, whether it links to the front page, or to any."""

    text: str
    is_home: bool
    is_link: bool
    node: LexborNode

    @property
    def parts(self) -> Iterator[str]:
        """The text without its first or last elements, such as a kicker or a subtitle."""
        return _parts(self.node)


class Headings:
    """The headings of a page with a text, each level read on first use.

    >>> page = Page("<h1><a href='/'>Herald</a></h1><h2>Pier opens</h2><h3> </h3>")
    >>> [[each.text for each in level] for level in (Headings(page).first, Headings(page).lower)]
    [['Herald'], ['Pier opens']]
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def first(self) -> Sequence[Heading]:
        """Those of the first level."""
        return _read_all(self._page.elements("h1"))

    @cached_property
    def lower(self) -> Sequence[Heading]:
        """Those of the second and third."""
        return _read_all(self._page.elements("h2", "h3"))


class Found(NamedTuple):
    """A heading as a title. method: of its candidate; objection: why it is hardly the title; stated: its whole text."""

    method: str
    text: str
    objection: str | None = None
    stated: str | None = None


class Head(NamedTuple):
    """What the head of a page states, squashed. titles: without the site; parts: also their beginnings and ends;
    spans: also those at colons, and what stands between separators; words: of titles; sections: names of sections."""

    titles: Collection[str]
    parts: Collection[str]
    spans: Collection[str]
    words: frozenset[str]
    sections: Container[str] = ()


def article_heading(headings: Headings, head: Head) -> list[Found]:
    """The h1 that is the article's, or in its place the lower heading that the head states; empty if there is neither.

    >>> page = Page("<h1><a href='/'>Herald</a></h1><h2>Pier opens</h2>")
    >>> stated = {"pier opens", "herald"}
    >>> [found.text for found in article_heading(Headings(page), Head(stated, stated, stated, frozenset({"pier"})))]
    ['Herald', 'Pier opens']
    """
    first = headings.first
    own = [each for each in first if not each.is_home]
    found = _stated_heading("html.h1", own, head)
    if found and squash(found.text) in head.titles:
        return [found]
    lower = [each for each in headings.lower if not each.is_home]
    below = _stated_heading("html.heading", lower, head)
    if below and (not found or len(below.text) > len(found.text)):
        return [*(_objected(each, head, OTHER) for each in _best(own or first, head)), below]
    if found:
        return [found]
    if own or not lower:
        return [_objected(each, head) for each in _best(own or first, head)]
    unlinked = [each for each in lower if not each.is_link]
    near = [each for each in _best(unlinked, head) if overlap(each.text, head.words) >= MIN_HEADING_OVERLAP]
    return [*(_objected(each, head) for each in _best(first, head)), *(Found("html.heading", h.text) for h in near)]


def _read_all(nodes: Sequence[LexborNode]) -> list[Heading]:
    read = (_read(node) for node in nodes[:MAX_HEADINGS])
    return [heading for heading in read if squash(heading.text)]


def overlap(text: str, words: frozenset[str]) -> float:
    """F1 of the words of a text and those of the page's head, 0 to 1."""
    own = set(squash(text).split())
    common = len(own & words)
    return 2 * common / (len(own) + len(words)) if common else 0.0


def _read(node: LexborNode) -> Heading:
    text = node.attributes.get("content") or node.text(deep=True, separator=" ")
    links = [link for link in (node.parent, *node.css("a[href]")[:1]) if link is not None and link.tag == "a"]
    return Heading(
        clean(text[:MAX_TITLE_CHARS]),
        any(is_front_page(link.attributes.get("href")) for link in links),
        bool(links),
        node,
    )


def _parts(node: LexborNode) -> Iterator[str]:
    """The text of a heading without its first children, or without its last ones."""
    texts = [child.text(deep=True, separator=" ") or "" for child in node.iter(include_text=True)]
    while len(texts) == 1 and (inner := node.child) is not None:  # a link or span around all of it
        node = inner
        texts = [child.text(deep=True, separator=" ") or "" for child in node.iter(include_text=True)]
    texts = [text for text in texts if text.strip()][:8]
    for at in range(1, len(texts)):
        yield clean(" ".join(texts[at:]))
        yield clean(" ".join(texts[:at]))


def _stated_heading(method: str, headings: Sequence[Heading], head: Head) -> Found | None:
    """The longest heading that the head of the page states and that is no section's name, or part of one."""
    whole = ((each.text, each) for each in headings if squash(each.text) in head.spans)
    parts = ((part, each) for each in headings for part in each.parts if squash(part) in head.parts)
    for found in (whole, parts):
        named = [(text, heading) for text, heading in found if squash(text) not in head.sections]
        if named:
            text, heading = max(named, key=lambda pair: len(pair[0]))
            return Found(method, text, None, heading.text if text != heading.text else None)
    return None


def _objected(heading: Heading, head: Head, objection: str | None = None) -> Found:
    near = overlap(heading.text, head.words)
    if heading.is_home:
        objection = LOGO
    elif near < MIN_HEADING_OVERLAP and squash(heading.text) in head.sections:
        objection = SECTION
    elif head.words and not near and len(squash(heading.text)) <= max(map(len, head.titles), default=0):
        objection = UNRELATED  # a heading longer than all that the head states is no logo: the head names the brand
    return Found("html.h1", heading.text, objection)


def _best(headings: Sequence[Heading], head: Head) -> list[Heading]:
    """The heading with the largest overlap with the page's head, the first of equals."""
    return sorted(headings, key=lambda heading: -overlap(heading.text, head.words))[:1]
