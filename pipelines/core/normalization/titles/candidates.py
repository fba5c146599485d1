"""Where a page or a row states its title: h1, Open Graph, JSON-LD, Twitter, microdata, the title element, row fields.

Belongs here: finding and cleaning candidates. Does not: choosing among them (choosing), string work (cleaning).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.titles.cleaning import MAX_TITLE, clean, splits, squash, without_site
from pipelines.core.normalization.urls.domains import registrable

ARTICLE_TYPES = ("article", "blogposting", "reportage", "review", "posting")
"""What the @type of a node that tells an article ends in, in lower case (schema.org Article and its kinds)."""

MAX_HEADINGS = 60
"""h1 elements looked at: pages that set every teaser as h1 have dozens."""

HOST = re.compile(r"^\s*(?:https?:)?//(?:[^/?#@\s]{0,200}@)?([^/?#:\s]{1,253})", re.I)

ALONE: Mapping[str, float] = {
    "html.h1": 0.84,
    "meta.og:title": 0.78,
    "jsonld.headline": 0.82,
    "microdata.headline": 0.80,
    "meta.twitter:title": 0.75,
    "html.title": 0.65,
    "html.heading": 0.50,
    "jsonld.name": 0.60,
    "meta.title": 0.75,
}
"""How often a claim of the source alone is the title, word for word, on labelled pages of many outlets (rounded)."""


SITE_NAME_WORDS, SITE_NAME_CHARACTERS = 6, 60
"""The longest names of outlets on labelled pages ("Westdeutsche Allgemeine Zeitung", "Lithuanian National Radio …")."""

STRANGE_HEADING = 0.05
"""Below the weight of any other source."""


def page_candidates(page: Page) -> list[Candidate]:
    """Each distinct statement of the title that the page makes, cleaned, in the order of trust.

    >>> html = '<title>Pier opens | Herald</title><meta property="og:site_name" content="Herald"><h1>Pier opens</h1>'
    >>> [(c.method, c.value) for c in page_candidates(Page(html))]
    [('html.h1', 'Pier opens'), ('html.title', 'Pier opens')]
    """
    sites = site_names(page) | _beside_title(page)
    head = _reference_words(page, sites)
    stated = ((method, without_site(clean(value), sites)) for method, value in _stated(page, head))
    return [
        _candidate(method, title, head)
        for method, title in dict.fromkeys(stated)
        if squash(title) and squash(title) not in sites
    ]


def _candidate(method: str, title: str, head: frozenset[str]) -> Candidate:
    """A heading that shares no word with the head of the page is more often the site's logo than the title."""
    if method == "html.h1" and head and not overlap(title, head):
        return Candidate("title", title, method, STRANGE_HEADING, "shares no word with the title element or og:title")
    return Candidate("title", title, method, ALONE[method])


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The title that a row, an entry or a sidecar states for itself.

    >>> row_candidates({"title": "Pier&nbsp;reopens "}, "row")
    [Candidate(field='title', value='Pier reopens', method='row.title', confidence=0.9, note=None)]
    """
    value = fields.get("title")
    title = clean(value) if isinstance(value, str) else ""
    return [Candidate("title", title, f"{origin}.title", 0.9)] if squash(title) else []


def residue_candidates(stated: str | None) -> list[Candidate]:
    """The title that a plain text's residue shows, as residue.strip finds it: above a byline, "The post T appeared".

    >>> residue_candidates("Comet splits in two")[0].method, residue_candidates(None)
    ('residue.title', [])
    """
    title = clean(stated) if stated else ""
    return [Candidate("title", title, "residue.title", 0.9)] if squash(title) else []


def site_names(page: Page) -> frozenset[str]:
    """Squashed names that the page gives its site: og:site_name and its kin, publishers in JSON-LD, the host's labels.

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
    # some pages put the article's title into application-name
    names = {name for name in names if len(name.split()) <= SITE_NAME_WORDS and len(name) <= SITE_NAME_CHARACTERS}
    names |= {name.removeprefix("the ") for name in names}
    if page.url:
        names |= _host_names(page.url)
    return frozenset(name for name in names if name)


def _host_names(url: str) -> set[str]:
    found = HOST.match(url)
    host = found[1].lower() if found else ""
    domain = registrable(host)
    return {squash(name) for name in (host, domain, domain.split(".")[0])} if domain else set()


def _beside_title(page: Page) -> frozenset[str]:
    """What the title element has beside the text of og:title, squashed: the site, or a section of it."""
    shared = {squash(clean(tag.content)) for tag in page.metas("og:title", "twitter:title")}
    cut = (pair for text in _headings(page, "title")[:1] for pair in splits(clean(text), colon=True))
    found = {
        b if a in shared else a for a, b in ((squash(a), squash(b)) for a, b in cut) if (a in shared) != (b in shared)
    }
    return frozenset(name for name in found if name)


def _stated(page: Page, reference: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(method, text) of every place, uncleaned."""
    yield from (("html.h1", text) for text in _best(_headings(page, "h1"), reference))
    yield from (("meta.og:title", tag.content) for tag in _first(page.metas("og:title")))
    yield from (("jsonld.headline", text) for text in _best(_jsonld(page, "headline"), reference))
    yield from (("microdata.headline", text) for text in _best(_headings(page, "[itemprop=headline]"), reference))
    yield from (("meta.twitter:title", tag.content) for tag in _first(page.metas("twitter:title")))
    yield from (
        ("meta.title", tag.content)
        for tag in _first(page.metas("dc.title", "dcterms.title", "title", "sailthru.title"))
    )
    yield from (("html.title", text) for text in _headings(page, "title")[:1])
    yield from (("jsonld.name", text) for text in _best(_jsonld(page, "name"), reference))
    if not _headings(page, "h1"):
        yield from (("html.heading", text) for text in _best(_headings(page, "h2"), reference, needed=0.5))


def _first(found: Iterable[Any]) -> list[Any]:
    return list(found)[:1]


def _headings(page: Page, selector: str) -> list[str]:
    nodes = page.tree.css(selector)[:MAX_HEADINGS]
    texts = ((node.attributes.get("content") or node.text(deep=True, separator=" "))[:MAX_TITLE] for node in nodes)
    return [text for text in texts if text.strip()]


def _jsonld(page: Page, key: str) -> list[str]:
    return [
        node[key] for node in page.jsonld if isinstance(node.get(key), str) and node[key].strip() and is_article(node)
    ]


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether a JSON-LD node is of a schema.org Article kind.

    >>> is_article({"@type": ["NewsArticle"]}), is_article({"@type": "WebPage"})
    (True, False)
    """
    types = node.get("@type")
    stated = [t.lower() for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]
    return any(t.endswith(ARTICLE_TYPES) and t != "claimreview" for t in stated)


def _reference_words(page: Page, sites: Collection[str]) -> frozenset[str]:
    """The words of what the page calls itself in its head: what tells the article's heading from the others."""
    heads = [tag.content for tag in page.metas("og:title", "twitter:title")] + _headings(page, "title")[:1]
    return frozenset(word for text in heads for word in squash(without_site(clean(text), sites)).split())


def _best(texts: list[str], reference: frozenset[str], needed: float = 0.0) -> list[str]:
    """The text most of whose words the page's head has too, the first of equals; none if below `needed`."""
    scored = [(overlap(text, reference), -place, text) for place, text in enumerate(texts)]
    best = max(scored, default=None)
    return [best[2]] if best and best[0] >= needed else []


def overlap(text: str, reference: frozenset[str]) -> float:
    """F1 of the words of `text` and of `reference`, 0 to 1."""
    words = set(squash(text).split())
    common = len(words & reference)
    return 2 * common / (len(words) + len(reference)) if common else 0.0
