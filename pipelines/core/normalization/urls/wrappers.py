"""URLs that contain another URL: AMP caches, web archives, redirectors.

Belongs here: which services wrap URLs, and how to unwrap them. Does not: aggregators with URLs of their own
(pipelines.core.normalization.publishers.domains).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote

from pipelines.core.normalization.urls.parts import UrlParts, parse
from pipelines.core.normalization.word_lists import read_lists

ARCHIVE_PATH = re.compile(r"/(?:web|wayback|archive)/[0-9]{1,14}(?:[a-z]{2}_)?/(https?:/.+)", re.DOTALL)
_HOSTS = read_lists(__package__, "hosts.txt")
ARCHIVES = _HOSTS["archives"]
"""Web archives that keep the original URL in the path."""

AMP_CACHE_PATH = re.compile(r"/(?:c|v|wp|r|mc|amp)/(s/)?([^/?]+\.[^/?]+/?.*)", re.DOTALL)
AMP_CACHE_HOSTS = (".cdn.ampproject.org", ".cdn.ampproject.net", ".bing-amp.com", ".amp.cloudflare.com")
AMP_VIEWER = re.compile(r"(?:www\.)?(?:google\.[a-z.]{2,6}|bing\.com|yandex\.[a-z.]{2,6})")
"""AMP caches, which prefix the page's host to their own, and viewers of search engines: `/amp/s/HOST/PATH`."""

REDIRECTS: tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"(?:www|news)\.google\.[a-z.]{2,6}"), re.compile(r"/(?:url|imgres)"), ("url", "q")),
    (re.compile(r"(?:l|lm|m|www)\.facebook\.com"), re.compile(r"/(?:l|sharer(?:/sharer)?)(?:\.php)?"), ("u",)),
    (re.compile(r"l\.instagram\.com"), re.compile(r"/"), ("u",)),
    (re.compile(r"out\.reddit\.com"), re.compile(r"/.*"), ("url",)),
    (re.compile(r"(?:www\.)?youtube\.com"), re.compile(r"/redirect"), ("q",)),
    (re.compile(r"vk\.com"), re.compile(r"/away\.php"), ("to",)),
    (re.compile(r"getpocket\.com"), re.compile(r"/redirect"), ("url",)),
    (re.compile(r"slack-redir\.net"), re.compile(r"/link"), ("url",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), re.compile(r"/(?:redir/redirect|safety/go)"), ("url",)),
)
REDIRECT_HOST = re.compile("|".join(host.pattern for host, _, _ in REDIRECTS))
"""Redirectors: host, path and the parameters that may hold the target, of which the first URL is used."""

SHORTENERS = _HOSTS["shorteners"]
FEED_REDIRECT = re.compile(r"/~r/[^/]+/")
"""URLs that only redirect: link shorteners and feed proxies (FeedBurner's `/~r/`)."""


def is_redirect(parts: UrlParts) -> bool:
    """Whether a URL only redirects, so that it is never an article's own.

    >>> from pipelines.core.normalization.urls.parts import parse
    >>> is_redirect(parse("https://bit.ly/3abc")), is_redirect(parse("https://veldt.example/3abc"))
    (True, False)
    """
    return parts.host in SHORTENERS or bool(FEED_REDIRECT.match(parts.path))


def unwrap(parts: UrlParts) -> UrlParts:
    """The page behind AMP caches and redirectors, however deep; `parts` itself if nothing wraps it.

    >>> from pipelines.core.normalization.urls.parts import parse
    >>> unwrap(parse("https://www.google.com/amp/s/www.veldt.example/amp/comet")).text()
    'https://www.veldt.example/amp/comet'
    """
    return _repeat(parts, _cached_or_redirected)


def outlet_page(parts: UrlParts) -> UrlParts:
    """The outlet's page: as `unwrap`, and also behind a web archive's capture. A capture is a separate article, but its
    publisher is the original's.

    >>> from pipelines.core.normalization.urls.parts import parse
    >>> outlet_page(parse("https://web.archive.org/web/20230102030405/http:/veldt.example/?p=7")).text()
    'http://veldt.example/?p=7'
    """
    return _repeat(parts, _inner)


@lru_cache(maxsize=1 << 16)
def _may_wrap(host: str) -> bool:
    """Whether a host's URLs may contain others; cached, because most hosts are those of outlets, which do not."""
    wraps = host in ARCHIVES or host.endswith(AMP_CACHE_HOSTS)
    return wraps or bool(AMP_VIEWER.fullmatch(host) or REDIRECT_HOST.fullmatch(host))


def _repeat(parts: UrlParts, step: Callable[[UrlParts], UrlParts | None]) -> UrlParts:
    if not _may_wrap(parts.host):
        return parts
    inner = step(parts)
    while inner is not None and len(inner.text()) < len(parts.text()):
        parts, inner = inner, step(inner)
    return parts


def _inner(parts: UrlParts) -> UrlParts | None:
    if parts.host not in ARCHIVES:
        return _cached_or_redirected(parts)
    found = ARCHIVE_PATH.fullmatch(parts.path)
    return parse(f"{found[1]}?{parts.query}") if found else None


def _cached_or_redirected(parts: UrlParts) -> UrlParts | None:
    if parts.host.endswith(AMP_CACHE_HOSTS) or AMP_VIEWER.fullmatch(parts.host):
        cached = AMP_CACHE_PATH.fullmatch(parts.path)
        if cached:
            return parse(f"http{'s' if cached[1] else ''}://{cached[2]}?{parts.query}")
    return _redirected(parts)


def _redirected(parts: UrlParts) -> UrlParts | None:
    if not parts.query or not REDIRECT_HOST.fullmatch(parts.host):
        return None
    for host, path, keys in REDIRECTS:
        if host.fullmatch(parts.host) and path.fullmatch(parts.path):
            return _target(parts.query, keys)
    return None


def _target(query: str, keys: tuple[str, ...]) -> UrlParts | None:
    values = dict(pair.partition("=")[::2] for pair in reversed(query.split("&")))
    targets = (unquote(values[key]) for key in keys if key in values)
    return next((parsed for text in targets if text.startswith("http") and (parsed := parse(text))), None)


def cached_host(host: str) -> str | None:
    """The outlet's host that an AMP cache encodes in its own (`www-veldt-example.cdn.ampproject.org`), or None.

    >>> cached_host("www-port--ellery-example.cdn.ampproject.org")
    'www.port-ellery.example'
    """
    suffix = next((s for s in AMP_CACHE_HOSTS if host.endswith(s)), None)
    if suffix is None:
        return None
    encoded = host.removesuffix(suffix)
    decoded = encoded.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return decoded if "." in decoded else None
