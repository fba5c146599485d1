"""Candidates for `publisher`: the domains and names that pages, rows and plain text mention.

Belongs here: where mentions stand and what each is worth alone. Does not: cleaning names (names), choice (choice).
A candidate whose method is in DOMAIN_METHODS has a domain as its value, any other a name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.core.agencies import agencies_in
from pipelines.core.evidence import Candidate
from pipelines.core.pages import Page
from pipelines.core.publishers.domains import registrable_domain
from pipelines.core.publishers.names import akin, clean_name, is_house, without_legal_form
from pipelines.core.urls.vocabulary import words

FIELD = "publisher"
DOMAIN_METHODS = frozenset(
    {
        "url.host", "row.source_domain", "feed.source_domain", "sidecar.source_domain", "warc.source_domain",
        "sitemap.source_domain", "row.publisher_domain", "residue.appeared_on",
    }
)  # fmt: skip

WORTH: Mapping[str, float] = {
    "url.host": 0.99, "source_domain": 0.9, "publisher_domain": 0.8, "residue.appeared_on": 0.9, "publisher": 0.8,
    "jsonld.publisher": 0.8, "jsonld.isPartOf": 0.75, "jsonld.organization": 0.7, "jsonld.website": 0.75,
    "meta.og:site_name": 0.8, "meta.application-name": 0.7, "meta.apple-mobile-web-app-title": 0.65,
    "meta.publisher": 0.6, "meta.dc.publisher": 0.6, "meta.copyright": 0.5, "meta.twitter:site": 0.4,
    "title.suffix": 0.6, "residue.byline": 0.7, "residue.appeared_in": 0.75,
}  # fmt: skip
DOUBTED = 0.5
COMPANY = "a company's name"
AGENCY = "an agency's name"
"""Factor and notes for names that are none of the outlet's, unless its domain speaks of them."""

MAX_NODES = 200
APPEARED = re.compile(
    r"(?im)^[^\S\n]*(?:the post |this (?:article|story|post) )[^\n]{0,400}?\b(?:appeared first|first appeared|"
    r"was first published|originally appeared) (?:on|in|at) (?P<where>[^\n]{2,120}?)[.\s]*$"
)
BYLINE = re.compile(
    r"(?im)^[^\S\n]*(?:by|von|par|por|di|door) [^|\n]{2,80}\|[^\S\n]*(?P<where>[^|\n]{2,60}?)[^\S\n]*(?:\||$)"
)
LINK_SITE = re.compile(r"(?:https?://|www\.)\S+|\S+\.[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)
TITLE_BREAK = re.compile(r"\s[|–—•·:-]\s|\|")
MAX_TITLE_CHARS = 500
MIN_HEADLINE_WORDS = 4
MAX_HEAD_CHARS = 600
MAX_TEXT_CHARS = 1_000_000


def page_candidates(page: Page, url: str | None) -> list[Candidate]:
    """The domain of `url` and the names the page gives its outlet.

    >>> page = Page('<title>Comet | The Veldt Courier</title><meta property="og:site_name" content="Veldt.example">')
    >>> [(c.value, c.method) for c in page_candidates(page, "https://veldt.example/comet")]
    [('veldt.example', 'url.host'), ('Veldt', 'meta.og:site_name'), ('The Veldt Courier', 'title.suffix')]
    """
    domain = registrable_domain(url) if url else None
    found: dict[tuple[str, str], Candidate] = {}
    if domain:
        found["url.host", domain] = Candidate(FIELD, domain, "url.host", WORTH["url.host"])
    title = _title(page)
    for method, stated in _page_names(page, title):
        for candidate in _named(method, stated, domain, method):
            if not _is_headline(candidate.value, title):
                found.setdefault((candidate.method, candidate.value), candidate)
    return list(found.values())


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The domain of `url`, and what `source_domain` and `publisher` state, as domain or name.

    >>> fields = {"publisher": "The Veldt Courier", "url": "https://veldt.example/a"}
    >>> [(c.value, c.method) for c in row_candidates(fields, "row")]
    [('veldt.example', 'url.host'), ('The Veldt Courier', 'row.publisher')]
    """
    url = next((u for u in (fields.get("url"), fields.get("canonical_url")) if isinstance(u, str) and u.strip()), None)
    domain = registrable_domain(url) if url else None
    found = [Candidate(FIELD, domain, "url.host", WORTH["url.host"])] if domain else []
    for field in ("source_domain", "publisher"):
        stated = _stated(fields.get(field))
        if stated:
            found += _domain_or_name(stated, domain, origin, field)
    return found


def text_candidates(text: str) -> list[Candidate]:
    """What plain text says of its outlet: "The post … appeared first on www.outlet.example", "By … | The Outlet | …".

    Photo credits and datelines name agencies, not publishers, and are not read here.

    >>> [(c.value, c.method) for c in text_candidates("Rain.\\nThe post Rain appeared first on www.veldt.example.")]
    [('veldt.example', 'residue.appeared_on')]
    >>> [(c.value, c.method) for c in text_candidates("Rain\\nBy Ada Orsk | The Veldt Courier | March 14\\n\\nRain.")]
    [('The Veldt Courier', 'residue.byline')]
    """
    found = []
    for match in APPEARED.finditer(text[:MAX_TEXT_CHARS]):
        found += _appeared(match["where"])
    for match in BYLINE.finditer(text[:MAX_HEAD_CHARS]):
        if not _is_date(match["where"]):
            found += _named("residue.byline", match["where"], None, "residue.byline")
    return found


def _appeared(where: str) -> list[Candidate]:
    site = LINK_SITE.fullmatch(where.strip())
    domain = registrable_domain(where.strip().rstrip("/")) if site else None
    if domain:
        return [Candidate(FIELD, domain, "residue.appeared_on", WORTH["residue.appeared_on"])]
    return _named("residue.appeared_in", where, None, "residue.appeared_in")


def _is_date(text: str) -> bool:
    return bool(re.search(r"[0-9]{1,2}:[0-9]{2}|[12][0-9]{3}|[0-9]{1,2}[./][0-9]{1,2}", text))


def _stated(value: Any) -> str | None:
    """The text of a row's field: the text itself, or the name, title or domain of an object."""
    if isinstance(value, Mapping):
        keys = ("name", "title", "domain", "uri", "id", "url")
        value = next((value[k] for k in keys if isinstance(value.get(k), str)), None)
    return value.strip()[:400] if isinstance(value, str) and value.strip() else None


def _domain_or_name(stated: str, domain: str | None, origin: str, field: str) -> list[Candidate]:
    own = registrable_domain(stated)
    if own:
        key = "source_domain" if field == "source_domain" else "publisher_domain"
        return [Candidate(FIELD, own, f"row.{key}" if origin == "row" else f"{origin}.source_domain", WORTH[key])]
    return _named(f"{origin}.{field}", stated, domain, field if field in WORTH else "publisher")


def _named(method: str, stated: str, domain: str | None, worth_key: str) -> list[Candidate]:
    name = clean_name(stated, domain)
    if name is None:
        return []
    factor, note = _doubt(name, domain, method)
    value = (without_legal_form(name) or name) if note == COMPANY else name
    return [Candidate(FIELD, value, method, round(WORTH.get(worth_key, 0.5) * factor, 4), note)]


def _doubt(name: str, domain: str | None, method: str) -> tuple[float, str | None]:
    """What is left of a name's worth, and why: companies and agencies stand where outlets should, sections too."""
    if domain and akin(name, domain):
        return 1.0, None
    if agencies_in(name):
        return DOUBTED, AGENCY
    if is_house(name):
        return DOUBTED, COMPANY
    return (DOUBTED, "may be a section's name") if method == "title.suffix" else (1.0, None)


def _title(page: Page) -> str:
    node = page.tree.css_first("title")
    return node.text()[:MAX_TITLE_CHARS].strip() if node is not None else ""


def _is_headline(name: str, title: str) -> bool:
    """Content systems put the article's title where the site's name belongs: long, and the page's title begins so."""
    return len(name.split()) >= MIN_HEADLINE_WORDS and title.startswith(name[:40])


def _page_names(page: Page, title: str) -> Iterator[tuple[str, str]]:
    yield from _jsonld_names(page)
    for key in META_KEYS:
        yield from ((f"meta.{key}", tag.content) for tag in page.metas(key))
    yield from (("title.suffix", piece) for piece in _title_suffix(title))


def _jsonld_names(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.jsonld[:MAX_NODES]:
        types = _types(node)
        if types & ARTICLES:
            yield from (("jsonld.publisher", name) for name in _names_of(node.get("publisher"), page))
        if types & {"website"}:
            yield from (("jsonld.website", name) for name in _names_of(node, page))
        if types & ORGANIZATIONS:
            yield from (("jsonld.organization", name) for name in _names_of(node, page))


META_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "copyright")
ARTICLES = words(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle
    reviewnewsarticle blogposting liveblogposting socialmediaposting report webpage
    """
)
ORGANIZATIONS = frozenset({"newsmediaorganization", "organization", "newspaper", "periodical"})


def _types(node: Mapping[str, Any]) -> set[str]:
    types = node.get("@type")
    stated = types if isinstance(types, list) else [types]
    return {t.lower().rpartition("/")[2] for t in stated if isinstance(t, str)}


def _names_of(value: Any, page: Page) -> Iterator[str]:
    """The name of an organisation given as text, object, list, or reference to another node of the page."""
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
