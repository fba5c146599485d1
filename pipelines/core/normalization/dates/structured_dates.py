"""Dates that a page states for machines: JSON-LD, meta tags, microdata, RDFa, time elements, script state.

Belongs here: finding them, with what speaks against each. Does not: visible text (visible), choosing.
"""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.build_candidate import candidate
from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.metatags import DATED_KEYS, MODIFIED_KEYS, PUBLISHED_KEYS
from pipelines.core.normalization.dates.page_regions import elsewhere
from pipelines.core.normalization.dates.types import Hints
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

PUBLISHED, MODIFIED = "published_at", "modified_at"

ARTICLE_TYPE = re.compile(r"article|posting|report|liveblog|review|recipe|newsitem|socialmedia|podcastep", re.I)
PAGE_TYPE = re.compile(r"page|creativework$|book|course|howto|dataset|podcast|episode|scholarly|tvepisode", re.I)

ASIDE_KEYS = frozenset({
    "about", "associatedMedia", "author", "breadcrumb", "citation", "comment", "comments", "hasPart", "image",
    "interactionStatistic", "isPartOf", "isRelatedTo", "itemListElement", "liveBlogUpdate", "mentions",
    "potentialAction", "primaryImageOfPage", "publisher", "relatedLink", "review", "reviews", "subjectOf", "video",
    "workExample",
})  # fmt: skip
"""Under these keys stand other things with dates of their own."""

JSONLD_KEYS = {"datePublished": PUBLISHED, "dateCreated": PUBLISHED, "uploadDate": PUBLISHED, "dateModified": MODIFIED}

BROKEN = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,60})"')

SCRIPT_KEYS = re.compile(
    r'\\?"(datePublished|publishedAt|published_at|publishedDate|published_date|publishDate|publish_date|datePublish|'
    r"publicationDate|publication_date|firstPublished|firstPublishedAt|first_published_at|pubDate|pubdate|"
    r'articlePublishDate|page_publish_date|postDate|releaseDate|publicationTime)\\?"\s*:\s*\\?"?([^"\\,}]{8,40})'
)
"""State that scripts carry; the value is a string or a number."""

MAX_SCRIPT = 1_000_000
"""Characters of a page searched for script state."""


def structured_candidates(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    """Every date stated for machines, the refused ones with a note."""
    found = [*_jsonld(page, hints), *_meta(page, hints), *_marked_up(page, hints, headline)]
    return found


def _jsonld(page: Page, hints: Hints) -> Iterator[Candidate]:
    nodes = [node for block in page.jsonld_blocks for node in _own_nodes(block, 0)]
    rival = _rivals(nodes, page)
    for node in nodes:
        kind = _kind(node)
        for key, field in JSONLD_KEYS.items():
            raw = _text(node.get(key))
            if raw and kind:
                note = "refused: another article" if id(node) in rival else None
                yield _noted(candidate(field, raw, f"jsonld.{kind}.{key}", _JSONLD[kind], hints), note)
    for text in page.broken_jsonld:
        for match in list(BROKEN.finditer(text[:100_000]))[:4]:
            field = JSONLD_KEYS[match[1]]
            yield candidate(field, match[2], f"jsonld.broken.{match[1]}", 0.8, hints)


_JSONLD = {"article": 0.95, "page": 0.85, "other": 0.5}


def _own_nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for child in value[:50]:
            yield from _own_nodes(child, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, child in value.items():
            if isinstance(child, dict | list) and key not in ASIDE_KEYS:
                yield from _own_nodes(child, depth + 1)


def _kind(node: dict[str, Any]) -> str | None:
    types = node.get("@type")
    name = " ".join(t for t in types if isinstance(t, str)) if isinstance(types, list) else str(types or "")
    if ARTICLE_TYPE.search(name):
        return "article"
    if PAGE_TYPE.search(name):
        return "page"
    return None if "Image" in name or "Event" in name or "Comment" in name else "other"


def _rivals(nodes: list[dict[str, Any]], page: Page) -> set[int]:
    """Ids of article nodes that stand beside the page's own: of several with dates, the one of the page's URL, else
    the first, is its own."""
    articles = [node for node in nodes if _kind(node) == "article" and node.get("datePublished")]
    if len({_text(node.get("datePublished")) for node in articles}) < 2:
        return set()
    addresses = _addresses(page)
    own = next((node for node in articles if _addresses_of(node) & addresses), articles[0])
    return {id(node) for node in articles if node is not own}


def _addresses(page: Page) -> set[str]:
    declared = [href for rel, href in page.links if rel == "canonical"]
    return {_bare(url) for url in [page.url or "", *declared] if url}


def _addresses_of(node: dict[str, Any]) -> set[str]:
    main = node.get("mainEntityOfPage")
    stated = [node.get("url"), node.get("@id"), main, main.get("@id") if isinstance(main, dict) else None]
    return {_bare(url) for url in stated if isinstance(url, str)}


def _bare(url: str) -> str:
    return url.split("#")[0].split("?")[0].split("://")[-1].removeprefix("www.").rstrip("/")


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list) and value:
        value = value[0]
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _noted(found: Candidate, refusal: str | None) -> Candidate:
    if refusal is None or not found.confidence:
        return found
    return Candidate(found.field, found.value, found.method, 0.0, refusal)


def _meta(page: Page, hints: Hints) -> Iterator[Candidate]:
    for tag in page.meta:
        if tag.key in PUBLISHED_KEYS:
            yield candidate(PUBLISHED, tag.content, f"meta.{tag.key}", 0.9, hints)
        elif tag.key in DATED_KEYS:
            yield candidate(PUBLISHED, tag.content, f"meta.{tag.key}", 0.7, hints)
        elif tag.key in MODIFIED_KEYS:
            yield candidate(MODIFIED, tag.content, f"meta.{tag.key}", 0.7, hints)


MARKED_UP = {
    "datepublished": PUBLISHED, "published-date": PUBLISHED, "dateposted": PUBLISHED, "datecreated": PUBLISHED,
    "uploaddate": PUBLISHED, "dc:date": PUBLISHED, "dc:created": PUBLISHED, "dcterms:created": PUBLISHED,
    "dc:issued": PUBLISHED, "datemodified": MODIFIED,
}  # fmt: skip
"""What microdata and RDFa call dates, the prefixes of their vocabularies left out."""


def _marked_up(page: Page, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    """Microdata and RDFa outside meta tags' own list."""
    for node in page.tree.css("[itemprop*=date i],[property*=date i],[property*=created i]")[:40]:
        attributes = node.attributes
        names = (attributes.get("itemprop") or attributes.get("property") or "").lower().split()
        for name in names:
            field = MARKED_UP.get(name.removeprefix("schema:").removeprefix("sioc:"))
            if not field or (node.tag == "meta" and name in PUBLISHED_KEYS and not attributes.get("itemprop")):
                continue
            raw = _element_value(node)
            if raw:
                family = "microdata" if attributes.get("itemprop") else "rdfa"
                yield _placed(candidate(field, raw, f"{family}.{name}", 0.85, hints), node, headline)


def _element_value(node: LexborNode) -> str:
    attributes = node.attributes
    for key in ("content", "datetime", "title"):
        value = (attributes.get(key) or "").strip()
        if value and any(c.isdigit() for c in value):
            return value
    return node.text(deep=True, separator=" ")[:120].strip()


def _placed(found: Candidate, node: LexborNode, headline: Headline) -> Candidate:
    if not found.confidence:
        return found
    where = elsewhere(node, headline.trunk)
    return _noted(found, f"refused: in a {where}" if where else None)


def script_candidates(page: Page, hints: Hints) -> Iterator[Candidate]:
    """Publication dates in the state that scripts carry."""
    for match in list(SCRIPT_KEYS.finditer(page.html[:MAX_SCRIPT]))[:5]:
        yield candidate(PUBLISHED, match[2], f"script.{match[1]}", 0.6, hints)
