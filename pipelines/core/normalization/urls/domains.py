"""Registrable domains of host names, offline.

Belongs here: the public suffix list, and hosts beyond it. Does not: URLs (parts), outlets (publishers).
"""

import re
from functools import lru_cache

import tldextract

from pipelines.core.normalization.word_lists import read_lists, words

BLOG_HOSTS = read_lists(__package__, "hosts.txt")["blogs"]
"""Hosts that give each author a subdomain, but are missing from the private part of the public suffix list."""

HOST_SITES = words("blog en m mobile news support www")
"""Subdomains of a blog host that are its own pages, not an author's."""

IPV4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")

_extract = tldextract.TLDExtract(
    cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True, include_psl_private_domains=True
)
"""Uses the bundled list only: nothing is fetched or written."""


@lru_cache(maxsize=65_536)
def registrable(host: str) -> str | None:
    """The registrable domain of a host (lower case, punycode); None for an IP address, a bare suffix, or without a dot.

    Private suffixes and blog hosts count as suffixes, an unknown top-level domain as a suffix of one label.

    >>> registrable("news.outlet.co.uk"), registrable("ada.wordpress.com"), registrable("www.veldt.example")
    ('outlet.co.uk', 'ada.wordpress.com', 'veldt.example')
    >>> registrable("co.uk"), registrable("localhost"), registrable("127.0.0.1")
    (None, None, None)
    """
    host = host.rstrip(".")
    labels = host.split(".")
    if len(labels) < 2 or not all(labels) or ":" in host or IPV4.fullmatch(host):
        return None
    found = _extract.extract_str(host)
    if not found.suffix:
        return ".".join(labels[-2:])
    if not found.domain:
        return None
    domain = f"{found.domain}.{found.suffix}"
    return _blog_domain(labels, domain) if domain in BLOG_HOSTS else domain


def _blog_domain(labels: list[str], host_domain: str) -> str:
    """The author's subdomain of a blog host, or the host itself for its own pages."""
    depth = host_domain.count(".") + 2
    author = labels[-depth] if len(labels) >= depth else "www"
    return host_domain if author in HOST_SITES else f"{author}.{host_domain}"
