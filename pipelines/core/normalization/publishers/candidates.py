"""Candidates for `publisher`: the domains and names that pages, rows and plain text state.

Belongs here: where outlets are named, and the confidence of each candidate alone. Does not: domains from URLs
(from_urls), cleaning names (names), choosing (choose).
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipelines.core.normalization.agencies import agencies_in
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.publishers.domains import registrable_domain
from pipelines.core.normalization.publishers.from_urls import FIELD, page_domains, text_domains, url_candidates
from pipelines.core.normalization.publishers.names import clean_name, is_company, resembles, without_legal_form
from pipelines.core.normalization.publishers.page_names import is_headline, page_names, title_of

PRIORS: Mapping[str, float] = {
    "publisher": 0.8, "source_domain": 0.7, "jsonld.publisher": 0.8, "jsonld.organization": 0.7, "jsonld.website": 0.75,
    "meta.og:site_name": 0.8, "meta.application-name": 0.7, "meta.apple-mobile-web-app-title": 0.65,
    "meta.publisher": 0.6, "meta.dc.publisher": 0.6, "meta.copyright": 0.5,
    "title.suffix": 0.6, "title.home_link": 0.75, "residue.byline": 0.7, "residue.appeared_in": 0.75,
}  # fmt: skip
"""Confidence of a name, by the place that states it."""

DEFAULT_PRIOR = 0.5

DOUBT_FACTOR = 0.5
STATED_COMPANY_FACTOR = 0.7
"""Factors of the confidence of a name that may not be the outlet's."""

COMPANY = "a company's name"
AGENCY = "an agency's name"
SECTION = "may be a section's name"
"""Notes on such names."""

APPEARED = re.compile(
    r"(?im)^[^\S\n]*(?:the post |this (?:article|story|post) )[^\n]{0,400}?\b(?:appeared first|first appeared|"
    r"was first published|originally appeared) (?:on|in|at) (?P<where>[^\n]{2,120}?)[.\s]*$"
)
APPEARED_HINTS = ("appeared", "first published")
"""Every match of APPEARED holds one of these; most texts hold none and skip the search."""

BYLINE = re.compile(
    r"(?im)^[^\S\n]*(?:by|von|par|por|di|door) [^|\n]{2,80}\|[^\S\n]*(?P<where>[^|\n]{2,60}?)[^\S\n]*(?:\||$)"
)
DATE = re.compile(r"[0-9]{1,2}:[0-9]{2}|[12][0-9]{3}|[0-9]{1,2}[./][0-9]{1,2}")
LINK_SITE = re.compile(r"(?:https?://|www\.)\S+|\S+\.[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)
MAX_HEAD_CHARS = 600
MAX_TEXT_CHARS = 1_000_000


def page_candidates(page: Page, url: str | None) -> list[Candidate]:
    """The domain of `url`, and the names that the page gives its outlet.

    >>> page = Page('<title>Comet | The Veldt Courier</title><meta property="og:site_name" content="Veldt.example">')
    >>> [(c.value, c.method) for c in page_candidates(page, "https://veldt.example/comet")]
    [('veldt.example', 'url.host'), ('Veldt', 'meta.og:site_name'), ('The Veldt Courier', 'title.suffix')]
    """
    domain = registrable_domain(url) if url else None
    title = title_of(page)
    names = (c for method, stated in page_names(page, title) for c in _name_candidates(method, stated, domain, method))
    found = [*page_domains(page, url), *(c for c in names if not is_headline(c.value, title, page))]
    return list({(candidate.method, candidate.value): candidate for candidate in found}.values())


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The domain of `url`, and the domains or names in `source_domain` and `publisher`.

    >>> fields = {"publisher": "The Veldt Courier", "url": "https://veldt.example/a"}
    >>> [(c.value, c.method) for c in row_candidates(fields, "row")]
    [('veldt.example', 'url.host'), ('The Veldt Courier', 'row.publisher')]
    """
    url = next((u for u in (fields.get("url"), fields.get("canonical_url")) if isinstance(u, str) and u.strip()), None)
    domain = registrable_domain(url) if url else None
    found = url_candidates(url, "url.host") if url else []
    for field in ("source_domain", "publisher"):
        stated = _text_of(fields.get(field))
        if stated:
            found += _domain_or_name(stated, domain, origin, field)
    return found


def text_candidates(text: str) -> list[Candidate]:
    """The outlet in plain text: "The post … appeared first on www.outlet.example", "By … | The Outlet | …".

    Photo credits and datelines are not read: they name agencies, not publishers.

    >>> [(c.value, c.method) for c in text_candidates("Rain.\\nThe post Rain appeared first on www.veldt.example.")]
    [('veldt.example', 'residue.appeared_on')]
    >>> [(c.value, c.method) for c in text_candidates("Rain\\nBy Ada Orsk | The Veldt Courier | March 14\\n\\nRain.")]
    [('The Veldt Courier', 'residue.byline')]
    """
    read = text[:MAX_TEXT_CHARS]
    found = text_domains(read)
    if any(hint in read for hint in APPEARED_HINTS):
        for match in APPEARED.finditer(read):
            found += _appeared_candidates(match["where"])
    head = text[:MAX_HEAD_CHARS]
    for match in BYLINE.finditer(head) if "|" in head else ():
        if not DATE.search(match["where"]):
            found += _name_candidates("residue.byline", match["where"], None, "residue.byline")
    return found


def _appeared_candidates(where: str) -> Sequence[Candidate]:
    site = LINK_SITE.fullmatch(where.strip())
    address = url_candidates(where.strip().rstrip("/"), "residue.appeared_on") if site else []
    return address or _name_candidates("residue.appeared_in", where, None, "residue.appeared_in")


def _text_of(value: Any) -> str | None:
    """The text of a row's field: a string, or the name, title or domain of an object."""
    if isinstance(value, Mapping):
        keys = ("name", "title", "domain", "uri", "id", "url")
        value = next((value[k] for k in keys if isinstance(value.get(k), str)), None)
    return value.strip()[:400] if isinstance(value, str) and value.strip() else None


def _domain_or_name(stated: str, domain: str | None, origin: str, field: str) -> Sequence[Candidate]:
    key = "source_domain" if field == "source_domain" else "publisher_domain"
    if candidates := url_candidates(stated, f"{origin}.{key}", key):
        return candidates
    names = _name_candidates(f"{origin}.{field}", stated, domain, field)
    if field == "publisher":
        return names
    # a value in a field for domains that isn't a domain ("The Courier") is a name
    return [c if registrable_domain(c.value) == c.value else c._replace(method=f"{c.method}.name") for c in names]


@lru_cache(maxsize=4096)
def _name_candidates(method: str, stated: str, domain: str | None, prior_key: str) -> tuple[Candidate, ...]:
    """Cached, because every article of an outlet states the same name."""
    name = clean_name(stated)
    if name is None:
        return ()
    factor, note = _doubt(name, domain, method)
    value = (without_legal_form(name) or name) if note == COMPANY else name
    return (Candidate(FIELD, value, method, round(PRIORS.get(prior_key, DEFAULT_PRIOR) * factor, 4), note),)


def _doubt(name: str, domain: str | None, method: str) -> tuple[float, str | None]:
    """(factor, note) of a name that may be a company's, an agency's or a section's instead of the outlet's.

    A name that resembles the domain is trusted, and so is an agency in a row that states a publisher but no URL.
    """
    if domain and resembles(name, domain):
        return 1.0, None
    is_stated_alone = domain is None and method.endswith(".publisher") and not method.startswith("jsonld")
    if agencies_in(name) and not is_stated_alone:
        return DOUBT_FACTOR, AGENCY
    if is_company(name):
        return (STATED_COMPANY_FACTOR if is_stated_alone else DOUBT_FACTOR), COMPANY
    return (DOUBT_FACTOR, SECTION) if method == "title.suffix" else (1.0, None)
