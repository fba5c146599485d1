"""A URL in parts, parsed by the WHATWG standard.

Belongs here: normalization under which every browser sends the same request (punycode, dot segments, default ports,
percent-encoding, control characters). Does not: which pages are the same article (identity, paths, parameters).
"""

import re
from functools import lru_cache
from typing import NamedTuple

import ada_url

MAX_INPUT_CHARS = 8192
"""Longer input is not a URL. Links with 4 kB of tracking parameters exist."""

MAX_URL_CHARS = 2083
"""The longest URL that old browsers and most crawl indexes accept."""

NORMAL_URL = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@]*@)?(?P<host>\[[^\]]*\]|[^/?#:@]+)(?P<port>:[0-9]+)?"
    r"(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
"""A serialized http(s) URL, as ada writes it; one match is cheaper than asking ada for each part."""

HAS_SCHEME = re.compile(r"\s*(?:https?:/{0,2}|//)", re.IGNORECASE)
BARE_HOST = re.compile(r"\s*(?:[\w-]{1,63}\.){1,8}[a-zA-Z]{2,24}(?:[/?#:]|\s*$)")
"""A URL without its scheme: `outlet.example/news/1`, `outlet.example`."""

WEB_PORTS = (":80", ":443")
"""Default ports of http and https. The key's scheme is always https, so neither distinguishes articles."""

PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class UrlParts(NamedTuple):
    """An http(s) URL without credentials. host: lower case, punycode; port: with its colon, or empty; path: from `/`;
    query, fragment: without `?` and `#`, or empty. Percent-encoding is normalized (normalize_percent)."""

    scheme: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    def text(self) -> str:
        """The URL as text."""
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{self.host}{self.port}{self.path}{query}{fragment}"


@lru_cache(maxsize=2048)
def parse(text: str, base: str | None = None) -> UrlParts | None:
    """The parts of an absolute http(s) URL, or of one relative to `base`; None for all others, and hosts without a dot.

    >>> parse("HTTP://User:pw@WWW.Veldt.example:80/a/../b%7e?x=%c3%a4#top").text()
    'http://www.veldt.example/b~?x=%C3%A4#top'
    >>> parse("javascript:void(0)"), parse("http://localhost/x"), parse("mailto:a@b.example")
    (None, None, None)
    """
    if not text or len(text) > MAX_INPUT_CHARS:
        return None
    href = _href(text, base)
    found = NORMAL_URL.fullmatch(href) if href else None
    if not found or not _is_public(found["host"]):
        return None
    port, query, fragment = found["port"] or "", found["query"] or "", found["fragment"] or ""
    host = found["host"].rstrip(".")
    return UrlParts(found["scheme"], host, port, *map(normalize_percent, (found["path"], query, fragment)))


def normalize_percent(text: str) -> str:
    """Percent-encoding in upper case, unreserved characters decoded, a stray % encoded (RFC 3986, 6.2.2).

    >>> normalize_percent("a%7eb%c3%bc100%")
    'a~b%C3%BC100%25'
    """
    return PERCENT.sub(_percent, text) if "%" in text else text


def _percent(found: re.Match[str]) -> str:
    digits = found[1]
    if digits is None:
        return "%25"
    letter = chr(int(digits, 16))
    return letter if letter in UNRESERVED else f"%{digits.upper()}"


def _href(text: str, base: str | None) -> str | None:
    """The URL as ada serializes it; None for an invalid host or a lone surrogate."""
    try:
        if base is not None:
            return str(ada_url.join_url(base, text))
        if HAS_SCHEME.match(text):
            bare = text.lstrip()
            return str(ada_url.normalize_url(f"https:{bare}" if bare.startswith("//") else bare))
        return str(ada_url.normalize_url(f"https://{text.strip()}")) if BARE_HOST.match(text) else None
    except (ValueError, UnicodeError):
        return None


def _is_public(host: str) -> bool:
    bare = host.removesuffix(".")
    return bare.startswith("[") or ("." in bare and all(bare.split(".")))
