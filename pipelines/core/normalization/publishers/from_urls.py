"""Candidates for `publisher` from addresses: the domain, and the name the reference list has for the host.

Belongs here: which addresses speak of the outlet, and what each is worth. Does not: names as stated (mentions).
"""

from collections.abc import Mapping

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.publishers.domains import is_aggregator, outlet_host, registrable_domain
from pipelines.core.normalization.publishers.outlets import name_of
from pipelines.core.normalization.urls.candidates import text_urls
from pipelines.core.normalization.urls.word_lists import words

FIELD = "publisher"
REFERENCE = "reference.outlets"

DOMAIN_SOURCES = words("host canonical_host source_host source_domain publisher_domain appeared_on")
"""Last parts of the methods whose value is a domain; any other states a name."""

WORTH: Mapping[str, float] = {
    "url.host": 0.99, "link.canonical_host": 0.85, "residue.source_host": 0.85, "residue.appeared_on": 0.9,
    "source_domain": 0.9, "publisher_domain": 0.8, REFERENCE: 0.95,
}  # fmt: skip
AGGREGATED = 0.5
"""Worth of an aggregator's own domain: taken only if nothing says whose article it is."""


def is_domain(candidate: Candidate) -> bool:
    """Is the candidate's value a domain, not a name?

    >>> is_domain(Candidate("publisher", "veldt.example", "url.host", 0.99))
    True
    """
    return candidate.method.rpartition(".")[2] in DOMAIN_SOURCES


def of_address(address: str, method: str, worth_key: str | None = None) -> list[Candidate]:
    """The domain of a URL or host, and the outlet's name if the reference list knows its host; empty if it has none.

    >>> [(c.value, c.method) for c in of_address("https://www.reuters.com/a", "url.host")]
    [('reuters.com', 'url.host'), ('Reuters', 'reference.outlets')]
    >>> of_address("https://news.google.com/rss/articles/CBM", "url.host")[0].note
    'an aggregator'
    """
    domain = registrable_domain(address)
    if domain is None:
        return []
    host = outlet_host(address) or domain
    if is_aggregator(host):
        return [Candidate(FIELD, domain, method, AGGREGATED, "an aggregator")]
    name = name_of(host)
    reference = [Candidate(FIELD, name, REFERENCE, WORTH[REFERENCE], f"listed for {domain}")] if name else []
    return [Candidate(FIELD, domain, method, WORTH[worth_key or method]), *reference]


def of_page(page: Page, url: str | None) -> list[Candidate]:
    """The domain of `url`; without one, or on an aggregator's page, that of the page's canonical address as well.

    >>> page = Page('<link rel="canonical" href="https://veldt.example/comet">')
    >>> [(c.value, c.method) for c in of_page(page, None)]
    [('veldt.example', 'link.canonical_host')]
    """
    asked = of_address(url, "url.host") if url else []
    if asked and asked[0].confidence != AGGREGATED:
        return asked
    links = [href for rel, href in page.links if rel == "canonical"] + [tag.content for tag in page.metas("og:url")]
    declared = (of_address(href, "link.canonical_host") for href in links if "//" in href)
    own = asked[0].value if asked else None
    return asked + next((found for found in declared if found and found[0].value != own), [])


def of_text(text: str) -> list[Candidate]:
    """The domains of the lines of plain text that state its URL.

    >>> [c.value for c in of_text("Rain.\\nSource: https://m.veldt.example/a")]
    ['veldt.example']
    """
    return [found for line in text_urls(text) for found in of_address(line.url, "residue.source_host")]
