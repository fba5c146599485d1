"""Candidates for `title`: h1, Open Graph, JSON-LD, Twitter, microdata, the title element, row fields.

Belongs here: where titles are stated. Does not: choosing among them (choose), cleaning one (cleaning).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page, types_of
from pipelines.core.normalization.titles.cleaning import MAX_TITLE_CHARS, clean, splits, squash, without_site
from pipelines.core.normalization.urls.domains import registrable

ARTICLE_TYPES = ("article", "blogposting", "reportage", "review", "posting")
"""Ends of the @type of an article, in lower case (schema.org Article and its subtypes)."""

MAX_HEADINGS = 60
"""h1 elements that are read: pages with every teaser in an h1 have dozens."""

HOST = re.compile(r"^\s*(?:https?:)?//(?:[^/?#@\s]{0,200}@)?([^/?#:\s]{1,253})", re.I)

PRIORS: Mapping[str, float] = {
    "html.h1": 0.84, "meta.og:title": 0.78, "jsonld.headline": 0.82, "microdata.headline": 0.80,
    "meta.twitter:title": 0.75, "html.title": 0.65, "html.heading": 0.50, "jsonld.name": 0.60, "meta.title": 0.75,
}  # fmt: skip
"""Share of statements by one source alone that are the title, word for word, on labelled pages."""

GIVEN_CONFIDENCE = 0.9
"""Confidence of the title of a row or a text."""

MAX_SITE_NAME_WORDS, MAX_SITE_NAME_CHARS = 6, 60
"""Longer values are not names of outlets."""

MIN_HEADING_OVERLAP = 0.5
"""Overlap (F1) from which an h2 may be the title of a page without h1."""

UNRELATED_CONFIDENCE = 0.05
"""Confidence of an h1 that shares no word with the page's head, below that of any other source."""

UNRELATED = "shares no word with the title element or og:title"
"""The note on such an h1."""


def page_candidates(page: Page) -> list[Candidate]:
    """The distinct titles that a page states, cleaned, the most trusted source first.

    >>> html = '<title>Pier opens | Herald</title><meta property="og:site_name" content="Herald"><h1>Pier opens</h1>'
    >>> [(c.method, c.value) for c in page_candidates(Page(html))]
    [('html.h1', 'Pier opens'), ('html.title', 'Pier opens')]
    """
    sites = site_names(page) | _title_affixes(page)
    head = _head_words(page, sites)
    stated = ((method, without_site(clean(value), sites)) for method, value in _stated(page, head))
    return [
        _candidate(method, title, head)
        for method, title in dict.fromkeys(stated)
        if squash(title) and squash(title) not in sites
    ]


def _candidate(method: str, title: str, head: frozenset[str]) -> Candidate:
    """The candidate; an h1 that shares no word with the page's head is more often the site's logo than the title."""
    if method == "html.h1" and head and not overlap(title, head):
        return Candidate("title", title, method, UNRELATED_CONFIDENCE, UNRELATED)
    return Candidate("title", title, method, PRIORS[method])


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The title that a row, an entry or a sidecar states.

    >>> row_candidates({"title": "Pier&nbsp;reopens "}, "row")
    [Candidate(field='title', value='Pier reopens', method='row.title', confidence=0.9, note=None)]
    """
    value = fields.get("title")
    title = clean(value) if isinstance(value, str) else ""
    return [Candidate("title", title, f"{origin}.title", GIVEN_CONFIDENCE)] if squash(title) else []


def residue_candidates(stated: str | None) -> list[Candidate]:
    """The title in a plain text's residue: above its byline, or in "The post T appeared first on …".

    >>> residue_candidates("Comet splits in two")[0].method, residue_candidates(None)
    ('residue.title', [])
    """
    title = clean(stated) if stated else ""
    return [Candidate("title", title, "residue.title", GIVEN_CONFIDENCE)] if squash(title) else []


def site_names(page: Page) -> frozenset[str]:
    """The page's names for its site, squashed: og:site_name and similar tags, publishers in JSON-LD, the host.

    >>> sorted(site_names(Page("<meta property='og:site_name' content='The Herald'>", "https://www.elleryherald.com/a")))
    ['elleryherald', 'elleryherald com', 'herald', 'the herald', 'www elleryherald com']
    """
    names = {
        squash(tag.content) for tag in page.metas("og:site_name", "application-name", "apple-mobile-web-app-title")
    }
    for node in page.jsonld:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            names.add(squash(publisher["name"]))
    # some pages put the title of the article into application-name
    names = {name for name in names if len(name.split()) <= MAX_SITE_NAME_WORDS and len(name) <= MAX_SITE_NAME_CHARS}
    names |= {name.removeprefix("the ") for name in names}
    if page.url:
        names |= _host_names(page.url)
    return frozenset(name for name in names if name)


def _host_names(url: str) -> set[str]:
    found = HOST.match(url)
    host = found[1].lower() if found else ""
    domain = registrable(host)
    return {squash(name) for name in (host, domain, domain.split(".")[0])} if domain else set()


def _title_affixes(page: Page) -> frozenset[str]:
    """What the title element adds to og:title, squashed: the site or one of its sections."""
    shared = {squash(clean(tag.content)) for tag in page.metas("og:title", "twitter:title")}
    cut = (pair for text in _headings(page, "title")[:1] for pair in splits(clean(text), colon=True))
    found = {
        b if a in shared else a for a, b in ((squash(a), squash(b)) for a, b in cut) if (a in shared) != (b in shared)
    }
    return frozenset(name for name in found if name)


def _stated(page: Page, head: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(method, text as stated) of all places."""
    yield from (("html.h1", text) for text in _best(_headings(page, "h1"), head))
    yield from (("meta.og:title", tag.content) for tag in _first(page.metas("og:title")))
    yield from (("jsonld.headline", text) for text in _best(_jsonld(page, "headline"), head))
    yield from (("microdata.headline", text) for text in _best(_headings(page, "[itemprop=headline]"), head))
    yield from (("meta.twitter:title", tag.content) for tag in _first(page.metas("twitter:title")))
    yield from (
        ("meta.title", tag.content)
        for tag in _first(page.metas("dc.title", "dcterms.title", "title", "sailthru.title"))
    )
    yield from (("html.title", text) for text in _headings(page, "title")[:1])
    yield from (("jsonld.name", text) for text in _best(_jsonld(page, "name"), head))
    if not _headings(page, "h1"):
        yield from (("html.heading", text) for text in _best(_headings(page, "h2"), head, MIN_HEADING_OVERLAP))


def _first(found: Iterable[Any]) -> list[Any]:
    return list(found)[:1]


def _headings(page: Page, selector: str) -> list[str]:
    nodes = page.tree.css(selector)[:MAX_HEADINGS]
    texts = (node.attributes.get("content") or node.text(deep=True, separator=" ") for node in nodes)
    return [text[:MAX_TITLE_CHARS] for text in texts if text[:MAX_TITLE_CHARS].strip()]


def _jsonld(page: Page, key: str) -> list[str]:
    return [
        node[key] for node in page.jsonld if isinstance(node.get(key), str) and node[key].strip() and is_article(node)
    ]


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether the @type of a JSON-LD node is a schema.org Article or a subtype.

    >>> is_article({"@type": ["NewsArticle"]}), is_article({"@type": "WebPage"})
    (True, False)
    """
    return any(type_.endswith(ARTICLE_TYPES) and type_ != "claimreview" for type_ in types_of(node))


def _head_words(page: Page, sites: Collection[str]) -> frozenset[str]:
    """The words of the titles in the page's head, which tell the article's heading from others."""
    heads = [tag.content for tag in page.metas("og:title", "twitter:title")] + _headings(page, "title")[:1]
    return frozenset(word for text in heads for word in squash(without_site(clean(text), sites)).split())


def _best(texts: list[str], head: frozenset[str], min_overlap: float = 0.0) -> list[str]:
    """The text with the largest overlap with the page's head, the first of equals; none below min_overlap."""
    scored = [(overlap(text, head), -place, text) for place, text in enumerate(texts)]
    best = max(scored, default=None)
    return [best[2]] if best and best[0] >= min_overlap else []


def overlap(text: str, head: frozenset[str]) -> float:
    """F1 of the words of a text and those of the page's head, 0 to 1."""
    words = set(squash(text).split())
    common = len(words & head)
    return 2 * common / (len(words) + len(head)) if common else 0.0
