"""Candidates for `title`: h1, Open Graph, JSON-LD, Twitter, microdata, the title element, row fields.

Belongs here: where titles are stated. Does not: headings (headings), names of the site (site_names), choosing among
titles (choose), cleaning one (cleaning).
"""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page, types_of
from pipelines.core.normalization.titles.cleaning import MAX_TITLE_CHARS, clean, spans, splits, squash, without_site
from pipelines.core.normalization.titles.headings import Found, Head, Headings, article_heading, overlap
from pipelines.core.normalization.titles.site_names import (
    SectionNames,
    home_names,
    name_keys,
    owner_names,
    site_names,
)
from pipelines.core.normalization.titles.statements import without_sites

ARTICLE_TYPES = ("article", "blogposting", "reportage", "review", "posting")
"""Ends of the @type of an article, in lower case (schema.org Article and its subtypes)."""

PRIORS: Mapping[str, float] = {
    "html.h1": 0.84, "meta.og:title": 0.78, "jsonld.headline": 0.82, "microdata.headline": 0.80,
    "meta.twitter:title": 0.75, "html.title": 0.65, "html.heading": 0.50, "jsonld.name": 0.60, "meta.title": 0.75,
}  # fmt: skip
"""Share of statements by one source alone that are the title, word for word, on labelled pages."""

GIVEN_CONFIDENCE = 0.9
"""Confidence of the title of a row or a text."""

DOUBTED_CONFIDENCE = 0.05
"""Confidence of a heading that is hardly the title, below that of any other source."""

MAX_BRAND_WORDS = 3
"""Words of an og:title that may name a brand."""

STRANGER = "shares no word with the heading and the title element"
"""The note on an og:title that does."""

SITE = "the site's name"
"""The note on a title that is the brand's."""

MAX_MICRODATA = 60
"""Elements with itemprop=headline that are read."""

Statements = Sequence[tuple[str, str]]
"""(method, cleaned text)."""


def page_candidates(page: Page, publisher_names: Sequence[str] = ()) -> list[Candidate]:
    """The distinct titles that a page states, cleaned, the most trusted source first; the site's name is refused.

    publisher_names: what the outlet is called by other fields of the record

    >>> html = '<title>Pier opens | Herald</title><meta property="og:site_name" content="Herald"><h1>Pier opens</h1>'
    >>> [(c.method, c.value, c.note) for c in page_candidates(Page(html))]
    [('html.h1', 'Pier opens', None), ('html.title', 'Pier opens', 'stated as: Pier opens | Herald')]
    """
    stated = _head_statements(page)
    read = Headings(page)
    names, sections = _names(page, read, stated, name_keys(tuple(publisher_names)))
    words = _head_words(stated, names)
    head = Head(
        spans=frozenset(squash(span) for _, text in stated for span in spans(text)) - names,
        parts=frozenset(squash(part) for _, text in stated for part in chain([text], *splits(text))) - names,
        titles=frozenset(squash(without_site(text, names)) for _, text in stated) - names,
        words=words,
        sections=sections,
    )
    headings = article_heading(read, head)
    places = [*((found.method, found.text) for found in headings if not found.objection), *stated]
    places += [("microdata.headline", text) for text in _best(_microdata(page), words)]
    cut = without_sites(places, names, sections)
    notes = {found.text: found.stated for found in headings if found.stated}
    found = [_candidate(m, title, notes.get(text, text), names) for (m, text), title in zip(places, cut, strict=True)]
    found = _without_strangers(found)
    found += [_doubted(each) for each in headings if each.objection]
    order = list(PRIORS)
    return sorted(dict.fromkeys(found), key=lambda candidate: order.index(candidate.method))


def _candidate(method: str, title: str, stated: str, names: Collection[str]) -> Candidate:
    if squash(title) in names:
        return Candidate("title", title, method, 0.0, SITE)
    return Candidate("title", title, method, PRIORS[method], f"stated as: {stated}" if stated != title else None)


def _without_strangers(found: list[Candidate]) -> list[Candidate]:
    """The candidates; a short og:title without a word of the heading that the title element repeats is doubted: it is a
    brand or a greeting, while editors who write their own write a headline."""
    by_method = {candidate.method: candidate for candidate in found if candidate.confidence}
    heading, element, social = (by_method.get(m) for m in ("html.h1", "html.title", "meta.og:title"))
    if not (heading and element and social) or squash(heading.value) != squash(element.value):
        return found
    is_short = len(social.value) < len(heading.value) and len(social.value.split()) <= MAX_BRAND_WORDS
    has_words = " " in heading.value  # elsewhere, other words of one thing share none
    if not (is_short and has_words) or overlap(social.value, frozenset(squash(heading.value).split())):
        return found
    doubted = social._replace(confidence=DOUBTED_CONFIDENCE, note=STRANGER)
    return [doubted if candidate is social else candidate for candidate in found]


def _doubted(found: Found) -> Candidate:
    """The candidate of a heading that is more often a logo or a section than the title."""
    return Candidate("title", found.text, found.method, DOUBTED_CONFIDENCE, found.objection)


def _head_statements(page: Page) -> Statements:
    """What the head of the page and its structured data state, without what is empty."""
    title = [text for node in page.elements("title")[:1] if (text := node.text())]
    words = frozenset(squash(" ".join([*title, *_contents(page, "og:title", "twitter:title")])).split())
    stated = [
        *(("meta.og:title", text) for text in _contents(page, "og:title")[:1]),
        *(("jsonld.headline", text) for text in _best(_jsonld(page, "headline"), words)),
        *(("meta.twitter:title", text) for text in _contents(page, "twitter:title")[:1]),
        *(("meta.title", text) for text in _contents(page, "dc.title", "dcterms.title", "title", "sailthru.title")[:1]),
        *(("html.title", text) for text in title),
        *(("jsonld.name", text) for text in _best(_jsonld(page, "name"), words)),
    ]
    cleaned = ((method, clean(text)) for method, text in stated)
    return [(method, text) for method, text in cleaned if squash(text)]


def _names(
    page: Page, read: Headings, stated: Statements, outlet: frozenset[str]
) -> tuple[frozenset[str], Container[str]]:
    """The names of the site and of its sections, squashed.

    Links are read for them only if no h1 is what the head states; most pages need no such help.
    """
    headings = {squash(heading.text) for heading in read.first if not heading.is_home}
    headlines = headings | {squash(text) for method, text in stated if method == "jsonld.headline"}
    element = next((squash(text) for method, text in stated if method == "html.title"), "")
    known = site_names(page) | outlet
    names = frozenset(name for name in known if not _is_headline(name, element, headlines))
    social = {squash(text) for method, text in stated if method.startswith("meta.")}
    editors = {squash(text) for method, text in stated if method == "meta.og:title"}
    if headings & (editors or {squash(without_site(text, names)) for _, text in stated}):
        return names | _affixes(stated, headlines - names), frozenset()
    linked = home_names(page) | (owner_names(page) & social)
    names |= {name for name in linked if not _is_headline(name, element, headlines)}
    lower = {squash(h.text) for h in read.lower} - names
    return names | _affixes(stated, (headlines | lower) - names), SectionNames(page)


def _is_headline(name: str, element: str, headlines: Collection[str]) -> bool:
    """Whether what a page calls its site is its headline, as templates fill tags: a heading or JSON-LD states it, and
    the title element begins with it and has less besides."""
    is_most = element.startswith(name) and 2 * len(name) > len(element)
    return name in headlines and is_most and (element != name or " " in name)


def _affixes(stated: Statements, headlines: Collection[str]) -> frozenset[str]:
    """What the title element adds to og:title, squashed: the site or one of its sections. If what it adds is a heading,
    og:title is the brand."""
    shared = {squash(text) for method, text in stated if method in ("meta.og:title", "meta.twitter:title")}
    found = set()
    for text in (text for method, text in stated if method == "html.title"):
        for one, two in ((squash(a), squash(b)) for a, b in splits(text, colon=True)):
            if (one in shared) != (two in shared):
                known, added = (one, two) if one in shared else (two, one)
                is_brand = added in headlines and known not in headlines and len(known) < len(added)
                found.add(known if is_brand else added)
    return frozenset(filter(None, found))


def _head_words(stated: Statements, names: Collection[str]) -> frozenset[str]:
    """The words of the titles in the page's head, which tell the article's heading from others."""
    heads = ("meta.og:title", "meta.twitter:title", "html.title")
    texts = (without_site(text, names) for method, text in stated if method in heads)
    return frozenset(word for text in texts if squash(text) not in names for word in squash(text).split())


def _contents(page: Page, *keys: str) -> list[str]:
    return [tag.content for tag in page.metas(*keys)]


def _microdata(page: Page) -> list[str]:
    nodes = [node for _, attributes, node in page.marked_up if attributes.get("itemprop") == "headline"]
    texts = (node.attributes.get("content") or node.text(deep=True, separator=" ") for node in nodes[:MAX_MICRODATA])
    return [text for text in (clean(text[:MAX_TITLE_CHARS]) for text in texts) if squash(text)]


def _best(texts: Iterable[str], head: frozenset[str]) -> list[str]:
    """The text with the largest overlap with the page's head, the first of equals."""
    return sorted(texts, key=lambda text: -overlap(text, head))[:1]


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
