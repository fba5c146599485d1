"""The canonical URL of an article, and the identity key that its twins (AMP, mobile, print) share.

Belongs here: the order of the rules. Does not: the rules (parts, wrappers, domains, paths, parameters).
"""

import re
from functools import lru_cache

from pipelines.core.normalization.urls import parameters, paths
from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import MAX_URL_CHARS, WEB_PORTS, UrlParts, parse
from pipelines.core.normalization.urls.wrappers import unwrap

TWIN_HOST_LABEL = re.compile(r"(?:www?[0-9]{0,3}|m|mobile|mobil|amp|amphtml|touch|wap|edition)\.")
"""First host labels of the same site: numbered web servers, mobile, AMP and touch editions."""

ROUTE = re.compile(r"!|/")
"""A fragment that begins so is a route of a single-page application: it names the page."""


def canonicalize(url: str) -> str | None:
    """The URL to show: parsed by the WHATWG standard, without caches, redirectors, tracking and session parameters.

    Scheme, host (www, m, amp), path and the order of parameters stay as declared. None if it isn't an http(s) URL of a
    public host, or is longer than MAX_URL_CHARS. Idempotent.

    >>> canonicalize("http://M.Veldt.example:80/story/comet.html?fbclid=AbC123#top")
    'http://m.veldt.example/story/comet.html'
    >>> canonicalize("https://veldt.example/?p=12&utm_source=feed"), canonicalize("data:text/html,x")
    ('https://veldt.example/?p=12', None)
    """
    parts = _canonical_parts(url)
    return parts.text() if parts else None


@lru_cache(maxsize=4096)
def identity_key(url: str) -> str | None:
    """The key that all twins of an article share: an https URL that is its own key. None where canonicalize gives None.

    >>> identity_key("http://m.veldt.example/story/comet.html?amp=1&b=2&a=1")
    'https://veldt.example/story/comet?a=1&b=2'
    >>> identity_key("https://www.veldt.example/story/comet/amp/?a=1&b=2")
    'https://veldt.example/story/comet?a=1&b=2'
    """
    parts = _canonical_parts(url)
    return _twin(parts).text() if parts else None


@lru_cache(maxsize=2048)
def _canonical_parts(url: str) -> UrlParts | None:
    parts = parse(url)
    if parts is None:
        return None
    previous = None
    while previous != parts:
        previous, parts = parts, _clean(unwrap(parts))
    return parts if len(parts.text()) <= MAX_URL_CHARS else None


def _clean(parts: UrlParts) -> UrlParts:
    query = parts.query
    if query:
        query = parameters.join([pair for pair in parameters.split(query) if not parameters.is_tracking(*pair)])
    fragment = parts.fragment if ROUTE.match(parts.fragment) else ""
    return UrlParts(parts.scheme, parts.host, parts.port, paths.clean(parts.path), query, fragment)


def _twin(parts: UrlParts) -> UrlParts:
    path = paths.twin_key(parts.path)
    port = "" if parts.port in WEB_PORTS else parts.port
    return UrlParts("https", _site(parts.host), port, path, _identifying_query(parts.query, path), parts.fragment)


def _site(host: str) -> str:
    """The host without twin labels, as long as the rest has a registrable domain."""
    while (label := TWIN_HOST_LABEL.match(host)) and registrable(host[label.end() :]):
        host = host[label.end() :]
    return host


def _identifying_query(query: str, path: str) -> str:
    """The parameters that identify the article, sorted; fewer if the path identifies it already."""
    if not query:
        return ""
    pairs = [pair for pair in parameters.split(query) if not parameters.is_view(*pair)]
    if paths.identifies_article(path):
        pairs = [pair for pair in pairs if not parameters.is_secondary(*pair)]
    return parameters.join(sorted(set(pairs)))
