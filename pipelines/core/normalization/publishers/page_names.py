"""The names that a page gives its outlet, as stated: JSON-LD, meta tags, the end of its title.

Belongs here: finding them. Does not: cleaning them (names), their confidence (candidates), choosing (choose).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.core.normalization.html_page import Page, types_of
from pipelines.core.normalization.word_lists import words

META_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "copyright")
ARTICLES = words(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle blogposting liveblogposting socialmediaposting report webpage"
)
ORGANIZATIONS = frozenset({"newsmediaorganization", "organization", "newspaper", "periodical"})
"""schema.org types, in lower case: ARTICLES have the outlet as publisher, ORGANIZATIONS are the outlet."""

MAX_NODES = 200
TITLE_BREAK = re.compile(r"\s[|–—•·:-]\s|\|")
MAX_TITLE_CHARS = 500
MIN_HEADLINE_WORDS = 4


def title_of(page: Page) -> str:
    """The text of the title element, truncated.

    >>> title_of(Page("<title> Comet splits | The Veldt Courier </title>"))
    'Comet splits | The Veldt Courier'
    """
    node = page.tree.css_first("title")
    return node.text()[:MAX_TITLE_CHARS].strip() if node is not None else ""


def is_headline(name: str, title: str) -> bool:
    """Whether a name is the article's headline: long, and the beginning of the page's title.

    >>> is_headline("Comet splits over Veldt", "Comet splits over Veldt | Courier"), is_headline("Courier", "Courier")
    (True, False)
    """
    return len(name.split()) >= MIN_HEADLINE_WORDS and title.startswith(name[:40])


def page_names(page: Page, title: str) -> Iterator[tuple[str, str]]:
    """(method, name as stated) of all places where the page names its outlet.

    >>> list(page_names(Page('<meta name="application-name" content="Courier">'), "Comet | The Veldt Courier"))
    [('meta.application-name', 'Courier'), ('title.suffix', 'The Veldt Courier')]
    """
    yield from _jsonld_names(page)
    for key in META_KEYS:
        yield from ((f"meta.{key}", tag.content) for tag in page.metas(key))
    yield from (("title.suffix", piece) for piece in _title_suffix(title))


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


def _title_suffix(title: str) -> list[str]:
    pieces = TITLE_BREAK.split(title)
    return [pieces[-1].strip()] if len(pieces) > 1 and 1 < len(pieces[-1].strip()) <= 40 else []
