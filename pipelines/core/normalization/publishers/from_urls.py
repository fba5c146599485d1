"""Candidates for `publisher` from URLs: the domain, and the host's name in the reference list.

Belongs here: which URLs belong to the outlet, the list of outlets (outlets.csv). Does not: stated names (candidates).
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.publishers.domains import is_aggregator, outlet_host, registrable_domain
from pipelines.core.normalization.urls.candidates import text_urls
from pipelines.core.normalization.word_lists import words

FIELD = "publisher"
REFERENCE = "reference.outlets"

DOMAIN_METHODS = words("host canonical_host source_host source_domain publisher_domain appeared_on")
"""Last parts of the methods whose value is a domain; the value of any other is a name."""

PRIORS: Mapping[str, float] = {
    "url.host": 0.99, "link.canonical_host": 0.85, "residue.source_host": 0.85, "residue.appeared_on": 0.9,
    "source_domain": 0.9, "publisher_domain": 0.8, REFERENCE: 0.95,
}  # fmt: skip
AGGREGATOR_CONFIDENCE = 0.5
"""Confidence of an aggregator's own domain: it is chosen only if nothing names the outlet."""


def is_domain(candidate: Candidate) -> bool:
    """Whether the candidate's value is a domain, not a name.

    >>> is_domain(Candidate("publisher", "veldt.example", "url.host", 0.99))
    True
    """
    return candidate.method.rpartition(".")[2] in DOMAIN_METHODS


def url_candidates(url: str, method: str, prior_key: str | None = None) -> list[Candidate]:
    """The domain of a URL or host, and its name in the reference list, if any; empty without a domain.

    >>> [(c.value, c.method) for c in url_candidates("https://www.reuters.com/a", "url.host")]
    [('reuters.com', 'url.host'), ('Reuters', 'reference.outlets')]
    >>> url_candidates("https://news.google.com/rss/articles/CBM", "url.host")[0].note
    'an aggregator'
    """
    domain = registrable_domain(url)
    if domain is None:
        return []
    host = outlet_host(url) or domain
    if is_aggregator(host):
        return [Candidate(FIELD, domain, method, AGGREGATOR_CONFIDENCE, "an aggregator")]
    name = listed_name(host)
    reference = [Candidate(FIELD, name, REFERENCE, PRIORS[REFERENCE], f"listed for {domain}")] if name else []
    return [Candidate(FIELD, domain, method, PRIORS[prior_key or method]), *reference]


def listed_name(host: str) -> str | None:
    """The name of the outlet at `host` (lower case), by its nearest listed domain.

    >>> listed_name("www.reuters.com"), listed_name("economictimes.indiatimes.com"), listed_name("veldt.example")
    ('Reuters', 'The Economic Times', None)
    """
    names = _outlet_names()
    while "." in host:
        if host in names:
            return names[host]
        host = host.partition(".")[2]
    return None


@lru_cache(maxsize=1)
def _outlet_names() -> dict[str, str]:
    text = files(__package__).joinpath("outlets.csv").read_text(encoding="utf-8")
    rows = (line.partition(",")[::2] for line in text.splitlines() if line and not line.startswith("#"))
    return {host: name for host, name in rows if name}


def page_domains(page: Page, url: str | None) -> list[Candidate]:
    """The domain of `url`; without a URL, or on an aggregator's page, also that of the page's canonical URL.

    >>> page = Page('<link rel="canonical" href="https://veldt.example/comet">')
    >>> [(c.value, c.method) for c in page_domains(page, None)]
    [('veldt.example', 'link.canonical_host')]
    """
    requested = url_candidates(url, "url.host") if url else []
    if requested and requested[0].confidence != AGGREGATOR_CONFIDENCE:
        return requested
    links = [href for rel, href in page.links if rel == "canonical"] + [tag.content for tag in page.metas("og:url")]
    declared = (url_candidates(href, "link.canonical_host") for href in links if "//" in href)
    own = requested[0].value if requested else None
    return requested + next((found for found in declared if found and found[0].value != own), [])


def text_domains(text: str) -> list[Candidate]:
    """The domains of the URLs that lines of plain text state as its own.

    >>> [c.value for c in text_domains("Rain.\\nSource: https://m.veldt.example/a")]
    ['veldt.example']
    """
    return [found for _, url in text_urls(text) for found in url_candidates(url, "residue.source_host")]
