"""The names that a page gives its outlet, as stated: JSON-LD, meta tags, the end of its title.

Belongs here: finding them. Does not: cleaning them (names), their confidence (candidates), choosing (choose).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.core.normalization.html_page import Page, types_of
from pipelines.core.normalization.titles.cleaning import squash
from pipelines.core.normalization.titles.site_names import home_names
from pipelines.core.normalization.word_lists import words

META_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "copyright")
ARTICLES = words(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle blogposting liveblogposting socialmediaposting report webpage"
)
ORGANIZATIONS = frozenset({"newsmediaorganization", "organization", "newspaper", "periodical"})
"""schema.org types, in lower case: ARTICLES have the outlet as publisher, ORGANIZATIONS are the outlet."""

MAX_NODES = 200
TITLE_BREAK = re.compile(r"\s[|–—•·:«»›‹>/-]\s|\||:\s")
MAX_TITLE_CHARS = 500
MIN_HEADLINE_WORDS = 4
MAX_END_CHARS = 40
"""Length of the part of a title that may name the outlet."""


def title_of(page: Page) -> str:
    """The text of the title element, truncated.

    >>> title_of(Page("<title> Comet splits | The Veldt Courier </title>"))
    'Comet splits | The Veldt Courier'
    """
    return next((node.text()[:MAX_TITLE_CHARS].strip() for node in page.elements("title")), "")


def is_headline(name: str, title: str, page: Page) -> bool:
    """Whether a name is the article's headline: long, and the beginning of the page's title; but not if links to the
    front page say it.

    >>> page = Page("<a href='/'>Voice of the Veldt</a>")
    >>> [is_headline(name, name + " | Courier", page) for name in ("Comet splits over Veldt", "Voice of the Veldt")]
    [True, False]
    """
    begins = len(name.split()) >= MIN_HEADLINE_WORDS and title.startswith(name[:40])
    return begins and squash(name) not in home_names(page)


def page_names(page: Page, title: str) -> Iterator[tuple[str, str]]:
    """(method, name as stated) of all places where the page names its outlet.

    >>> list(page_names(Page('<meta name="application-name" content="Courier">'), "Comet | The Veldt Courier"))
    [('meta.application-name', 'Courier'), ('title.suffix', 'The Veldt Courier')]
    >>> list(page_names(Page("<a href='/'>Veldt Courier</a><h1>Comet splits</h1>"), "Veldt Courier: Comet splits"))
    [('title.home_link', 'Veldt Courier')]
    """
    yield from _jsonld_names(page)
    for key in META_KEYS:
        yield from ((f"meta.{key}", tag.content) for tag in page.metas(key))
    yield from _title_ends(page, title)


def _jsonld_names(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.jsonld[:MAX_NODES]:
        types = {type_.rpartition("/")[2] for type_ in types_of(node)}
        if types & ARTICLES:
            yield from (("jsonld.publisher", name) for name in _names_of(node.get("publisher"), page))
        if types & {"website"}:
            yield from (("jsonld.website", name) for name in _names_of(node, page))
        if types & ORGANIZATIONS:
            yield from (("jsonld.organization", name) for name in _names_of(node, page))


def _names_of(value: Any, page: Page) -> Iterator[str]:
    """The name of an organization given as text, object, list, or reference to another node of the page."""
    if isinstance(value, list):
        for member in value[:3]:
            yield from _names_of(member, page)
    elif isinstance(value, str) and not value.startswith(("http", "#", "/")):
        yield value
    elif isinstance(value, Mapping):
        name = value.get("name")
        if isinstance(name, str) and name.strip():
            yield name
        elif isinstance(value.get("@id"), str):
            named = (n.get("name") for n in page.jsonld[:MAX_NODES] if n.get("@id") == value["@id"])
            yield from (name for name in named if isinstance(name, str))


def _title_ends(page: Page, title: str) -> Iterator[tuple[str, str]]:
    """The end of the title that links to the front page say too, at either side; otherwise the last part, unless it is
    a heading of the page."""
    pieces = [piece.strip() for piece in TITLE_BREAK.split(title) if piece.strip()]
    # a longer trail begins with a word for the front page
    ends = pieces[-1:] + pieces[: len(pieces) == 2] if len(pieces) > 1 else []
    ends = [piece for piece in ends if 1 < len(piece) <= MAX_END_CHARS]
    if not ends:
        return
    named = home_names(page)
    linked = next((piece for piece in ends if squash(piece) in named), None)
    if linked:
        yield "title.home_link", linked
    elif ends[0] == pieces[-1] and squash(ends[0]) not in _headings(page):
        yield "title.suffix", ends[0]


def _headings(page: Page) -> set[str]:
    return {squash(node.text()) for node in page.elements("h1", "h2", "h3")[:MAX_NODES]}
