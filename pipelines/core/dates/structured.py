"""Dates that a page states for machines: JSON-LD, meta tags, microdata, RDFa, time elements, script state.

Belongs here: finding them, with what speaks against each. Does not: visible text (visible), choosing.
"""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from pipelines.core.dates.headline import Headline
from pipelines.core.dates.shapes import Hints
from pipelines.core.dates.stating import candidate
from pipelines.core.dates.surroundings import elsewhere
from pipelines.core.evidence import Candidate
from pipelines.core.pages import Page

PUBLISHED, MODIFIED = "published_at", "modified_at"

ARTICLE_TYPE = re.compile(r"article|blogposting|report|liveblog|review|recipe|posting|newsitem|socialmedia|podcastep", re.I)
PAGE_TYPE = re.compile(r"page|creativework$|book|course|howto|dataset|podcast|episode|scholarly|tvepisode", re.I)

ASIDE_KEYS = frozenset(
    "comment comments review reviews itemListElement hasPart mentions isRelatedTo citation relatedLink about image "
    "video associatedMedia author publisher breadcrumb isPartOf potentialAction primaryImageOfPage workExample "
    "interactionStatistic liveBlogUpdate subjectOf".split()
)
"""Under these keys stand other things with dates of their own."""

JSONLD_KEYS = {"datePublished": PUBLISHED, "dateCreated": PUBLISHED, "uploadDate": PUBLISHED, "dateModified": MODIFIED}

BROKEN = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,60})"')

META_PUBLISHED = {
    key: strength
    for strength, keys in (
        (
            0.9,
            "article:published_time og:article:published_time og:published_time og:article:published article:published "
            "article.published datepublished parsely-pub-date sailthru.date pubdate publishdate publish-date publish_date "
            "published_at published-date publication_date publicationdate publication-date date_published article:published_date "
            "article_date_original originalpublicationdate rnews:datepublished citation_publication_date citation_online_date "
            "shareaholic:article_published_time cxenseparse:recs:publishtime cxenseparse:publishtime "
            "cxenseparse:recs:articlepublishtime bt:pubdate dcsext.articlefirstpublished vr:published_time "
            "dc.date.issued dcterms.issued dc.issued article:publicationdate og:pubdate og:publish_date displaydate "
            "ptime releasedate release_date video:release_date book:release_date date.release iso-8601-publish-date "
            "mediator_published_time meta:published_time article:post_date article-published-date "
            "article:publish_date news:publication_date published_time publishtime firstpublished published "
            "blog:published_time".split(),
        ),
        (
            0.7,
            "date dc.date dc:date dcterms.date dcterms.created dc.date.created dc.created created date.created "
            "creation_date article:created article.created content_create_date datecreated timestamp datetime "
            "createdate lw.date contentdate articledate dateline og:date last-published pub_date pub-date "
            "article_date citation_date search.date eomportal-lastupdate".split(),
        ),
    )
    for key in keys
}
META_MODIFIED = frozenset(
    "article:modified_time og:updated_time og:article:modified_time datemodified dcterms.modified dc.date.modified "
    "dc.modified last-modified lastmod modified article:modified updated_time revised article.updated lastmodified "
    "article:updated modificationdate utime article:modified_date date.modified last_updated".split()
)

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
        if tag.key in META_PUBLISHED:
            yield candidate(PUBLISHED, tag.content, f"meta.{tag.key}", META_PUBLISHED[tag.key], hints)
        elif tag.key in META_MODIFIED:
            yield candidate(MODIFIED, tag.content, f"meta.{tag.key}", 0.7, hints)


MARKED_UP = {"datepublished": PUBLISHED, "datecreated": PUBLISHED, "datemodified": MODIFIED, "published-date": PUBLISHED, "dateposted": PUBLISHED,
             "dc:date": PUBLISHED, "dc:created": PUBLISHED, "dcterms:created": PUBLISHED, "dc:issued": PUBLISHED}  # fmt: skip


def _marked_up(page: Page, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    """Microdata and RDFa outside meta tags' own list."""
    for node in page.tree.css("[itemprop*=date i],[property*=date i],[property*=created i]")[:40]:
        attributes = node.attributes
        names = (attributes.get("itemprop") or attributes.get("property") or "").lower().split()
        for name in names:
            field = MARKED_UP.get(name.removeprefix("schema:").removeprefix("sioc:"))
            if not field or (node.tag == "meta" and name in META_PUBLISHED and not attributes.get("itemprop")):
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
