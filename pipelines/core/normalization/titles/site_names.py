"""What a page calls its site and the sections of it: in meta tags, structured data, its host, its menus.

Belongs here: names that are not the article's title. Does not: cutting them from titles (cleaning), the outlet that
published the article (publishers).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.titles.cleaning import clean, squash
from pipelines.core.normalization.urls.domains import registrable

HOST = re.compile(r"^\s*(?:https?:)?//(?:[^/?#@\s]{0,200}@)?([^/?#:\s]{1,253})", re.I)

ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|los|il|lo|o|de|het|den|det|l) (?=\S{3})")
"""The article before a name, squashed, which titles leave out."""

MAX_SITE_NAME_WORDS, MAX_SITE_NAME_CHARS = 6, 60
"""Longer values are not names of outlets."""

STATED_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title")

OWNER_KEYS = ("author", "publisher", "dc.publisher", "copyright", "twitter:site", "twitter:creator")
"""Keys whose value may be the site's name; it is, if something else is called so that names no article."""

ORGANIZATIONS = ("organization", "newspaper", "periodical", "website")
"""Ends of the @type of a site or its owner, in lower case."""

SECTION_LINKS = "nav a, header a, ul a, ol a, [class*=crumb i] a, [class*=menu i] a, [class*=nav i] a"

MAX_LINKS = 150
"""Links in which names of sections are sought: menus come first."""

MAX_SECTION_WORDS, MAX_SECTION_CHARS = 4, 32
"""Length of a section's name; longer links are headlines. An ideograph, a kana or a Hangul syllable counts as three
letters: headlines of eleven are common, and have no blanks."""


def site_names(page: Page) -> frozenset[str]:
    """The page's names for its site, squashed: og:site_name and similar tags, publishers in JSON-LD, the host.

    >>> sorted(site_names(Page("<meta property='og:site_name' content='The Herald'>", "https://www.elleryherald.com/a")))
    ['elleryherald', 'elleryherald com', 'herald', 'the herald', 'www elleryherald com']
    """
    names = {squash(tag.content) for tag in page.metas(*STATED_KEYS)} | set(_jsonld_names(page))
    # some pages put the title of the article into application-name
    names = {name for name in names if len(name.split()) <= MAX_SITE_NAME_WORDS and len(name) <= MAX_SITE_NAME_CHARS}
    names |= {ARTICLE.sub("", name) for name in names}
    for url in (page.url, *(href for rel, href in page.links if rel == "canonical")):
        names |= _host_names(url) if url else set()
    return frozenset(name for name in names if name)


@lru_cache(maxsize=4096)
def name_keys(names: tuple[str, ...]) -> frozenset[str]:
    """Names, squashed, with and without a leading article.

    >>> sorted(name_keys(("The Herald", "herald.example", "Der Bote")))
    ['bote', 'der bote', 'herald', 'herald example', 'the herald']
    """
    return frozenset(key for name in names for key in (squash(name), ARTICLE.sub("", squash(name))) if key)


def owner_names(page: Page) -> frozenset[str]:
    """What the page names as author, publisher or holder of rights, squashed, with and without blanks.

    >>> sorted(owner_names(Page('<meta name="author" content="Tide Works"><meta name="twitter:site" content="@tide">')))
    ['tide', 'tide works']
    """
    return frozenset(filter(None, (squash(tag.content) for tag in page.metas(*OWNER_KEYS))))


def home_names(page: Page) -> frozenset[str]:
    """What links to the front page say, squashed: the logo's text, its alternative text.

    >>> sorted(home_names(Page('<a href="/" title="Reed &amp; Co"><img alt="The Reed"></a> <a href="/pier">Pier</a>')))
    ['reed co', 'the reed']
    """
    return frozenset(squash(text) for node in page.home_links for text in _texts(node) if squash(text))


class SectionNames:
    """What links in menus, lists and breadcrumbs say, squashed, if they are short: the site's sections.

    They are read only when a text is asked for that is as short as they are.

    >>> page = Page('<nav><a href="/n">News</a> <a href="/p">Pier opens again at last</a></nav>')
    >>> ["news" in SectionNames(page), "pier opens again at last" in SectionNames(page)]
    [True, False]
    >>> page = Page('<nav><a href="/n">ニュース</a> <a href="/p">北の桟橋が修理を終えて再開</a></nav>')
    >>> ["ニュース" in SectionNames(page), "北の桟橋が修理を終えて再開" in SectionNames(page)]
    [True, False]
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and _is_short(text) and text in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        here = _path(self._page.url or "")
        links = self._page.tree.css(SECTION_LINKS)[:MAX_LINKS]
        return frozenset(
            squash(node.text()) for node in links if _path(node.attributes.get("href") or "") not in ("", here)
        )


def _is_short(text: str) -> bool:
    if not 0 < len(text) <= MAX_SECTION_CHARS or len(text.split()) > MAX_SECTION_WORDS:
        return False
    return text.isascii() or len(text) + 2 * sum(map(_is_wide, text)) <= MAX_SECTION_CHARS


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _path(address: str) -> str:
    """What tells an address from others of its site."""
    bare = address.strip().partition("#")[0]
    return (bare.partition("//")[2].partition("/")[2] if "//" in bare else bare).strip("/")


def _texts(node: LexborNode) -> Iterator[str]:
    yield clean(node.text(deep=True, separator=" "))
    yield from (clean(node.attributes.get(name) or "") for name in ("title", "aria-label"))
    yield from (clean(image.attributes.get("alt") or "") for image in node.css("img[alt]"))


def _jsonld_names(page: Page) -> Iterator[str]:
    for node in page.jsonld:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            yield squash(publisher["name"])


def _host_names(url: str) -> set[str]:
    found = HOST.match(url)
    host = found[1].lower() if found else ""
    domain = registrable(host)
    return {squash(name) for name in (host, domain, domain.split(".")[0])} if domain else set()
