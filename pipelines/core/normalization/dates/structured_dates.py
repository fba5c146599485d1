"""Dates that a page states for machines: JSON-LD, meta tags, microdata, RDFa, the state of scripts.

Belongs here: finding them, and refusing those of other articles. Does not: visible text (visible_dates), choosing.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.build_candidate import OTHER_ARTICLE, candidate_of_text, refuse
from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.page_regions import region_of
from pipelines.core.normalization.dates.types import Hints
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.word_lists import read_lists

PUBLISHED, MODIFIED = "published_at", "modified_at"

KEYS = read_lists(__package__, "keys.txt")
"""Keys of meta tags by their kind of date (published, dated, modified), and those of marked-up elements and JSON-LD."""

META_KINDS = (("published", PUBLISHED, 0.9), ("dated", PUBLISHED, 0.7), ("modified", MODIFIED, 0.7))
"""What each kind is a candidate for, and the prior."""

ARTICLE_TYPE = re.compile(r"article|posting|report|liveblog|review|recipe|newsitem|socialmedia|podcastep", re.I)
PAGE_TYPE = re.compile(r"page|creativework$|book|course|howto|dataset|podcast|episode|scholarly|tvepisode", re.I)

JSONLD_KEYS = {"datePublished": PUBLISHED, "dateCreated": PUBLISHED, "uploadDate": PUBLISHED, "dateModified": MODIFIED}
JSONLD_PRIORS = {"article": 0.95, "page": 0.85, "other": 0.5}

BROKEN_JSONLD = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,60})"')

SCRIPT_KEYS = re.compile(
    r'\\?"(datePublished|publishedAt|published_at|publishedDate|published_date|publishDate|publish_date|datePublish|'
    r"publicationDate|publication_date|firstPublished|firstPublishedAt|first_published_at|pubDate|pubdate|"
    r'articlePublishDate|page_publish_date|postDate|releaseDate|publicationTime)\\?"\s*:\s*\\?"?([^"\\,}]{8,40})'
)
"""Dates in the state of scripts; the value is a string or a number."""

MAX_SCRIPT_CHARS = 1_000_000
"""Characters of a page searched for the state of scripts."""

MAX_BROKEN_CHARS = 100_000
MAX_BROKEN_DATES, MAX_SCRIPT_DATES = 4, 5
MAX_JSONLD_DEPTH, MAX_JSONLD_LIST = 6, 50
MAX_MARKED_UP = 40

MARKED_UP_NAMES = {**dict.fromkeys(KEYS["marked_up"], PUBLISHED), "datemodified": MODIFIED}
"""Names of dates in microdata and RDFa, without the prefixes of their vocabularies."""


def structured_candidates(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    """Every date stated for machines; refused ones with a note."""
    return [*_jsonld(page, hints), *_meta(page, hints), *_marked_up(page, hints, headline)]


def _jsonld(page: Page, hints: Hints) -> Iterator[Candidate]:
    nodes = [node for block in page.jsonld_blocks for node in _own_nodes(block, 0)]
    others = _other_articles(nodes, page)
    for node in nodes:
        kind = _kind(node)
        for key, field in JSONLD_KEYS.items():
            raw = _text(node.get(key))
            if raw and kind:
                found = candidate_of_text(field, raw, f"jsonld.{kind}.{key}", JSONLD_PRIORS[kind], hints)
                yield refuse(found, OTHER_ARTICLE if id(node) in others else None)
    for text in page.broken_jsonld:
        for match in list(BROKEN_JSONLD.finditer(text[:MAX_BROKEN_CHARS]))[:MAX_BROKEN_DATES]:
            yield candidate_of_text(JSONLD_KEYS[match[1]], match[2], f"jsonld.broken.{match[1]}", 0.8, hints)


def _own_nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_JSONLD_DEPTH:
        return
    if isinstance(value, list):
        for child in value[:MAX_JSONLD_LIST]:
            yield from _own_nodes(child, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, child in value.items():
            if isinstance(child, dict | list) and key not in KEYS["other_things"]:
                yield from _own_nodes(child, depth + 1)


def _kind(node: dict[str, Any]) -> str | None:
    types = node.get("@type")
    name = " ".join(t for t in types if isinstance(t, str)) if isinstance(types, list) else str(types or "")
    if ARTICLE_TYPE.search(name):
        return "article"
    if PAGE_TYPE.search(name):
        return "page"
    return None if "Image" in name or "Event" in name or "Comment" in name else "other"


def _other_articles(nodes: list[dict[str, Any]], page: Page) -> set[int]:
    """Ids of the nodes of other articles: of several dated ones, the page's own has its URL, else comes first."""
    articles = [node for node in nodes if _kind(node) == "article" and node.get("datePublished")]
    if len({_text(node.get("datePublished")) for node in articles}) < 2:
        return set()
    canonical = [href for rel, href in page.links if rel == "canonical"]
    urls = {_bare_url(url) for url in [page.url or "", *canonical] if url}
    own = next((node for node in articles if _node_urls(node) & urls), articles[0])
    return {id(node) for node in articles if node is not own}


def _node_urls(node: dict[str, Any]) -> set[str]:
    main = node.get("mainEntityOfPage")
    urls = [node.get("url"), node.get("@id"), main, main.get("@id") if isinstance(main, dict) else None]
    return {_bare_url(url) for url in urls if isinstance(url, str)}


def _bare_url(url: str) -> str:
    return url.split("#")[0].split("?")[0].split("://")[-1].removeprefix("www.").rstrip("/")


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list) and value:
        value = value[0]
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _meta(page: Page, hints: Hints) -> Iterator[Candidate]:
    for tag in page.meta:
        for kind, field, prior in META_KINDS:
            if tag.key in KEYS[kind]:
                yield candidate_of_text(field, tag.content, f"meta.{tag.key}", prior, hints)


def _marked_up(page: Page, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    """Dates of microdata and RDFa, without the meta tags that `_meta` reads."""
    for attributes, node in islice(_named_for_dates(page), MAX_MARKED_UP):
        names = (attributes.get("itemprop") or attributes.get("property") or "").lower().split()
        for name in names:
            field = MARKED_UP_NAMES.get(name.removeprefix("schema:").removeprefix("sioc:"))
            if not field or (node.tag == "meta" and name in KEYS["published"] and not attributes.get("itemprop")):
                continue
            raw = _element_value(node)
            if raw:
                family = "microdata" if attributes.get("itemprop") else "rdfa"
                found = candidate_of_text(field, raw, f"{family}.{name}", 0.85, hints)
                region = region_of(node, headline) if found.confidence else None
                yield refuse(found, f"in a {region}" if region else None)


def _named_for_dates(page: Page) -> Iterator[tuple[Mapping[str, str | None], LexborNode]]:
    for _, attributes, node in page.marked_up:
        itemprop, stated = (attributes.get("itemprop") or "").lower(), (attributes.get("property") or "").lower()
        if "date" in itemprop or "date" in stated or "created" in stated:
            yield attributes, node


def _element_value(node: LexborNode) -> str:
    attributes = node.attributes
    for key in ("content", "datetime", "title"):
        value = (attributes.get(key) or "").strip()
        if value and any(c.isdigit() for c in value):
            return value
    return node.text(deep=True, separator=" ")[:120].strip()


def script_candidates(page: Page, hints: Hints) -> Iterator[Candidate]:
    """Dates of publication in the state of scripts."""
    for match in list(SCRIPT_KEYS.finditer(page.html[:MAX_SCRIPT_CHARS]))[:MAX_SCRIPT_DATES]:
        yield candidate_of_text(PUBLISHED, match[2], f"script.{match[1]}", 0.6, hints)
