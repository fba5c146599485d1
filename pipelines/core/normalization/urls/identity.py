"""One article, one key: the canonical URL that is shown, and the key that its twins share.

Belongs here: putting the rules of parts, wrappers, hosts, paths and parameters in order. Does not: the rules.
"""

import re
from functools import lru_cache

from pipelines.core.normalization.urls import parameters, paths
from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import MAX_URL_CHARS, UrlParts, parse
from pipelines.core.normalization.urls.wrappers import unwrap

TWIN_LABEL = re.compile(r"(?:www?[0-9]{0,3}|m|mobile|mobil|amp|amphtml|touch|wap|edition)\.")
"""First host labels that show the same site: numbered web servers, mobile, AMP and touch editions."""

ROUTE = re.compile(r"!|/")
"""A fragment that begins so is a route of a site that loads its pages by script: it names the page."""


WEB_PORTS = (":80", ":443")
"""Ports that http and https use unasked; the key's scheme is https, so neither tells two articles apart."""


def canonicalize(url: str) -> str | None:
    """The URL to show: parsed by the standard, seen through caches and redirectors, without tracking and session.

    Host (www, m, amp), path, order of parameters and scheme stay as declared. None when it is no http(s) URL of a
    public host, or longer than MAX_URL_CHARS. canonicalize(canonicalize(u)) == canonicalize(u).

    >>> canonicalize("http://M.Veldt.example:80/story/comet.html?fbclid=AbC123#top")
    'http://m.veldt.example/story/comet.html'
    >>> canonicalize("https://veldt.example/?p=12&utm_source=feed"), canonicalize("data:text/html,x")
    ('https://veldt.example/?p=12', None)
    """
    shown = _shown(url)
    return shown.text() if shown else None


@lru_cache(maxsize=4096)
def identity_key(url: str) -> str | None:
    """The key that all twins of an article share, itself a URL (https) that is its own key; None as canonicalize.

    >>> identity_key("http://m.veldt.example/story/comet.html?amp=1&b=2&a=1")
    'https://veldt.example/story/comet?a=1&b=2'
    >>> identity_key("https://www.veldt.example/story/comet/amp/?a=1&b=2")
    'https://veldt.example/story/comet?a=1&b=2'
    """
    shown = _shown(url)
    return _twin(shown).text() if shown else None


@lru_cache(maxsize=2048)
def _shown(url: str) -> UrlParts | None:
    parts = parse(url)
    if parts is None:
        return None
    before = None
    while before != parts:
        before, parts = parts, _clean(unwrap(parts))
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
    return UrlParts("https", _site(parts.host), port, path, _naming(parts.query, path), parts.fragment)


def _site(host: str) -> str:
    """The host without labels of twins, as long as what stays is a registrable domain or below one."""
    while (label := TWIN_LABEL.match(host)) and registrable(host[label.end() :]):
        host = host[label.end() :]
    return host


def _naming(query: str, path: str) -> str:
    """The parameters that name the article, sorted: no views, nor asides where the path names the article."""
    if not query:
        return ""
    pairs = [pair for pair in parameters.split(query) if not parameters.is_view(*pair)]
    if paths.names_article(path):
        pairs = [pair for pair in pairs if not parameters.is_aside(*pair)]
    return parameters.join(sorted(set(pairs)))
