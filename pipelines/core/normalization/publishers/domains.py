"""The publisher's domain behind a URL or host, and the normal form of a publisher's name.

Belongs here: which domain, and with it which publisher id, an address stands for. Does not: names (names, mentions).
"""

import re
import unicodedata
from functools import lru_cache

from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import parse
from pipelines.core.normalization.urls.wrappers import cached_host, is_redirect, outlet_page

HOST = re.compile(r"(?i)(?:[a-z0-9_\-\u00a1-\uffff]{1,63}\.){1,8}[a-z\u00a1-\uffff][a-z0-9\-\u00a1-\uffff]{1,62}")
"""A bare host name. Checked before anything is parsed, so a name such as `Dr. No` never becomes a host."""

AGGREGATOR = re.compile(
    r"news\.google\.[a-z.]{2,6}|news\.yahoo\.com|(?:www\.)?(?:msn\.com|flipboard\.com|newsbreak\.com|smartnews\.com|feedly\.com|"
    r"newsnow\.(?:co\.uk|com)|upday\.com|dailyhunt\.in|toutiao\.com|inoreader\.com|headtopics\.com|knewz\.com)|"
    r"(?:m|share|app|original|flip\.it)\.(?:newsbreak|dailyhunt|flipboard)\.(?:com|in)|apple\.news"
)
"""Aggregators that keep the article on their own pages. By hand; the page or row says whose article it is."""

MAX_HOST_CHARS = 253
NOT_WORD = re.compile(r"[\W_]+")


def registrable_domain(url_or_host: str) -> str | None:
    """The registrable domain of the outlet at a URL or bare host: seen through AMP caches, archives and redirectors.

    Private suffixes count (a blog on a shared host is a publisher of its own). None for IP addresses, localhost, link
    shorteners and whatever is neither URL nor host. Punycode, lower case.

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
        return _of_host(text.rstrip("."))
    return _of_url(text)


@lru_cache(maxsize=2048)
def outlet_host(url: str) -> str | None:
    """The host of the outlet's page behind `url`; None if it is no URL, or an address that only redirects.

    >>> outlet_host("https://www.google.com/amp/s/news.veldt.example/a")
    'news.veldt.example'
    """
    parts = parse(url)
    if parts is None:
        return None
    parts = outlet_page(parts)
    return None if is_redirect(parts) else cached_host(parts.host) or parts.host


def is_aggregator(domain_or_host: str) -> bool:
    """Is this a service that shows other outlets' articles under its own address, so that it is no one's publisher?

    >>> is_aggregator("news.google.com"), is_aggregator("www.msn.com"), is_aggregator("veldt.example")
    (True, True, False)
    """
    return bool(AGGREGATOR.fullmatch(domain_or_host))


@lru_cache(maxsize=16_384)
def _of_host(host: str) -> str | None:
    parts = parse(f"https://{host}/")
    return registrable(cached_host(parts.host) or parts.host) if parts else None


def _of_url(url: str) -> str | None:
    host = outlet_host(url)
    return registrable(host) if host else None


def normal_name(name: str) -> str | None:
    """A name's normal form, the id of a publisher that is known by name alone: compatibility-composed, case-folded,
    every run of what is no letter or digit one blank; None if nothing stays.

    >>> normal_name("  The VELDT—Courier! "), normal_name("***")
    ('the veldt courier', None)
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return NOT_WORD.sub(" ", folded).strip() or None
