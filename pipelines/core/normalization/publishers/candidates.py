"""Candidates for `publisher`: the domains and names that pages, rows and plain text mention.

Belongs here: where mentions stand and what each is worth alone. Does not: cleaning names (names), choice (choice).
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipelines.core.normalization.agencies import agencies_in
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.publishers.domains import registrable_domain
from pipelines.core.normalization.publishers.from_urls import FIELD, of_address, of_page, of_text
from pipelines.core.normalization.publishers.names import akin, clean_name, is_house, without_legal_form
from pipelines.core.normalization.publishers.page_names import is_headline, page_names, title_of

WORTH: Mapping[str, float] = {
    "publisher": 0.8, "source_domain": 0.7, "jsonld.publisher": 0.8, "jsonld.organization": 0.7, "jsonld.website": 0.75,
    "meta.og:site_name": 0.8, "meta.application-name": 0.7, "meta.apple-mobile-web-app-title": 0.65,
    "meta.publisher": 0.6, "meta.dc.publisher": 0.6, "meta.copyright": 0.5,
    "title.suffix": 0.6, "residue.byline": 0.7, "residue.appeared_in": 0.75,
}  # fmt: skip
"""Worth of a name as stated, by the place that states it."""

DOUBTED = 0.5
HALF_DOUBTED = 0.7
COMPANY = "a company's name"
AGENCY = "an agency's name"
"""Factors and notes for names that are none of the outlet's, unless its domain speaks of them."""

APPEARED = re.compile(
    r"(?im)^[^\S\n]*(?:the post |this (?:article|story|post) )[^\n]{0,400}?\b(?:appeared first|first appeared|"
    r"was first published|originally appeared) (?:on|in|at) (?P<where>[^\n]{2,120}?)[.\s]*$"
)
APPEARED_HINTS = ("appeared", "first published")
"""What every such line holds: most texts hold none, and are spared the search."""

BYLINE = re.compile(
    r"(?im)^[^\S\n]*(?:by|von|par|por|di|door) [^|\n]{2,80}\|[^\S\n]*(?P<where>[^|\n]{2,60}?)[^\S\n]*(?:\||$)"
)
LINK_SITE = re.compile(r"(?:https?://|www\.)\S+|\S+\.[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)
MAX_HEAD_CHARS = 600
MAX_TEXT_CHARS = 1_000_000


def page_candidates(page: Page, url: str | None) -> list[Candidate]:
    """The domain of `url` and the names the page gives its outlet.

    >>> page = Page('<title>Comet | The Veldt Courier</title><meta property="og:site_name" content="Veldt.example">')
    >>> [(c.value, c.method) for c in page_candidates(page, "https://veldt.example/comet")]
    [('veldt.example', 'url.host'), ('Veldt', 'meta.og:site_name'), ('The Veldt Courier', 'title.suffix')]
    """
    domain = registrable_domain(url) if url else None
    title = title_of(page)
    names = (c for method, stated in page_names(page, title) for c in _named(method, stated, domain, method))
    found = [*of_page(page, url), *(c for c in names if not is_headline(c.value, title))]
    return list({(candidate.method, candidate.value): candidate for candidate in found}.values())


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The domain of `url`, and what `source_domain` and `publisher` state, as domain or name.

    >>> fields = {"publisher": "The Veldt Courier", "url": "https://veldt.example/a"}
    >>> [(c.value, c.method) for c in row_candidates(fields, "row")]
    [('veldt.example', 'url.host'), ('The Veldt Courier', 'row.publisher')]
    """
    url = next((u for u in (fields.get("url"), fields.get("canonical_url")) if isinstance(u, str) and u.strip()), None)
    domain = registrable_domain(url) if url else None
    found = of_address(url, "url.host") if url else []
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
    read = text[:MAX_TEXT_CHARS]
    found = of_text(read)
    if any(hint in read for hint in APPEARED_HINTS):
        for match in APPEARED.finditer(read):
            found += _appeared(match["where"])
    head = text[:MAX_HEAD_CHARS]
    for match in BYLINE.finditer(head) if "|" in head else ():
        if not _is_date(match["where"]):
            found += _named("residue.byline", match["where"], None, "residue.byline")
    return found


def _appeared(where: str) -> Sequence[Candidate]:
    site = LINK_SITE.fullmatch(where.strip())
    address = of_address(where.strip().rstrip("/"), "residue.appeared_on") if site else []
    return address or _named("residue.appeared_in", where, None, "residue.appeared_in")


def _is_date(text: str) -> bool:
    return bool(re.search(r"[0-9]{1,2}:[0-9]{2}|[12][0-9]{3}|[0-9]{1,2}[./][0-9]{1,2}", text))


def _stated(value: Any) -> str | None:
    """The text of a row's field: the text itself, or the name, title or domain of an object."""
    if isinstance(value, Mapping):
        keys = ("name", "title", "domain", "uri", "id", "url")
        value = next((value[k] for k in keys if isinstance(value.get(k), str)), None)
    return value.strip()[:400] if isinstance(value, str) and value.strip() else None


def _domain_or_name(stated: str, domain: str | None, origin: str, field: str) -> Sequence[Candidate]:
    key = "source_domain" if field == "source_domain" else "publisher_domain"
    address = of_address(stated, f"{origin}.{key}", key)
    if address:
        return address
    return _named(f"{origin}.{field}", stated, domain, field if field in WORTH else "publisher")


@lru_cache(maxsize=4096)
def _named(method: str, stated: str, domain: str | None, worth_key: str) -> tuple[Candidate, ...]:
    """Kept, for an outlet's name comes with each of its articles."""
    name = clean_name(stated, domain)
    if name is None:
        return ()
    factor, note = _doubt(name, domain, method)
    value = (without_legal_form(name) or name) if note == COMPANY else name
    return (Candidate(FIELD, value, method, round(WORTH.get(worth_key, 0.5) * factor, 4), note),)


def _doubt(name: str, domain: str | None, method: str) -> tuple[float, str | None]:
    """What is left of a name's worth, and why: companies and agencies stand where outlets should, sections too.

    A row that names its publisher and no address is believed.
    """
    if domain and akin(name, domain):
        return 1.0, None
    stated_alone = domain is None and method.endswith(".publisher") and not method.startswith("jsonld")
    if agencies_in(name) and not stated_alone:
        return DOUBTED, AGENCY
    if is_house(name):
        return (HALF_DOUBTED if stated_alone else DOUBTED), COMPANY
    return (DOUBTED, "may be a section's name") if method == "title.suffix" else (1.0, None)
