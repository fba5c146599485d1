"""The publisher's domain behind a URL or host, and the normal form of a publisher's name.

Belongs here: publisher ids. Does not: the public suffix list (pipelines.core.normalization.urls.domains), finding and
cleaning names (candidates, names).
"""

import re
import unicodedata
from functools import lru_cache

from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import parse
from pipelines.core.normalization.urls.wrappers import cached_host, is_redirect, outlet_page

HOST = re.compile(r"(?i)(?:[a-z0-9_\-\u00a1-\uffff]{1,63}\.){1,8}[a-z\u00a1-\uffff][a-z0-9\-\u00a1-\uffff]{1,62}")
"""A bare host name. Matched before parsing, so that a name such as `Dr. No` never becomes a host."""

AGGREGATOR = re.compile(
    r"news\.google\.[a-z.]{2,6}|news\.yahoo\.com|(?:www\.)?(?:msn\.com|flipboard\.com|newsbreak\.com|smartnews\.com|feedly\.com|"
    r"newsnow\.(?:co\.uk|com)|upday\.com|dailyhunt\.in|toutiao\.com|inoreader\.com|headtopics\.com|knewz\.com)|"
    r"(?:m|share|app|original|flip\.it)\.(?:newsbreak|dailyhunt|flipboard)\.(?:com|in)|apple\.news"
)
"""Aggregators that show articles on their own pages."""

MAX_HOST_CHARS = 253
NOT_WORD = re.compile(r"[\W_]+")


def registrable_domain(url_or_host: str) -> str | None:
    """The registrable domain of the outlet at a URL or bare host, behind AMP caches, archives and redirectors.

    Private suffixes count: a blog on a shared host is its own publisher. None for IP addresses, localhost, link
    shorteners and anything that is neither URL nor host. In punycode and lower case.

    >>> registrable_domain("http://m.elleryherald.com:80/story/x.html"), registrable_domain("ada.blogspot.com")
    ('elleryherald.com', 'ada.blogspot.com')
    >>> registrable_domain("https://www-veldt-example.cdn.ampproject.org/c/s/www.veldt.example/a")
    'veldt.example'
    >>> registrable_domain("http://10.0.0.1/a"), registrable_domain("Reuters"), registrable_domain("https://t.co/x")
    (None, None, None)
    """
    text = url_or_host.strip()
    if "/" not in text and ":" not in text:
        if len(text) > MAX_HOST_CHARS or not HOST.fullmatch(text.rstrip(".")):
            return None
        return _domain_of_host(text.rstrip("."))
    host = outlet_host(text)
    return registrable(host) if host else None


@lru_cache(maxsize=2048)
def outlet_host(url: str) -> str | None:
    """The host of the outlet's page behind `url`; None if that isn't a URL, or only redirects.

    >>> outlet_host("https://www.google.com/amp/s/news.veldt.example/a")
    'news.veldt.example'
    """
    parts = parse(url)
    if parts is None:
        return None
    parts = outlet_page(parts)
    return None if is_redirect(parts) else cached_host(parts.host) or parts.host


def is_aggregator(domain_or_host: str) -> bool:
    """Whether a domain or host shows other outlets' articles under its own URLs, so that it is not the publisher.

    >>> is_aggregator("news.google.com"), is_aggregator("www.msn.com"), is_aggregator("veldt.example")
    (True, True, False)
    """
    return bool(AGGREGATOR.fullmatch(domain_or_host))


@lru_cache(maxsize=16_384)
def _domain_of_host(host: str) -> str | None:
    parts = parse(f"https://{host}/")
    return registrable(cached_host(parts.host) or parts.host) if parts else None


def normal_name(name: str) -> str | None:
    """The normal form of a name, which is the id of a publisher without a domain: NFKC, case-folded, one blank for each
    run of other characters than letters and digits; None if nothing is left.

    >>> normal_name("  The VELDT—Courier! "), normal_name("***")
    ('the veldt courier', None)
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return NOT_WORD.sub(" ", folded).strip() or None
