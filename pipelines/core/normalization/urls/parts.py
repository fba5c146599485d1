"""The lossless step: a URL as a standards-true parser reads it, in parts.

Belongs here: what every browser would treat as the same request (punycode, dot segments, default ports, percent
case, stray control characters). Does not: rules about which pages are the same article (see paths, parameters, hosts).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import ada_url

MAX_INPUT_CHARS = 8192
"""Longer input is not read: no news link is, and tracking tails of 4 kB have been seen."""

MAX_URL_CHARS = 2083
"""The longest URL that old browsers and most crawlers' indexes accept; a longer one is nobody's canonical URL."""

NORMAL_URL = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@]*@)?(?P<host>\[[^\]]*\]|[^/?#:@]+)(?P<port>:[0-9]+)?"
    r"(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
"""A serialised http(s) URL (WHATWG): what ada writes, so the parts can be cut without asking it for each."""

HAS_SCHEME = re.compile(r"\s*(?:https?:/{0,2}|//)", re.IGNORECASE)
BARE_HOST = re.compile(r"\s*(?:[\w-]{1,63}\.){1,8}[a-zA-Z]{2,24}(?:[/?#:]|\s*$)")
"""`outlet.example/news/1`: people leave the scheme out; a word with a dot and nothing after counts too."""

PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class UrlParts:
    """An http(s) URL without credentials. host: lower case, punycode; port: with its colon or empty; path: from `/`;
    query and fragment: without `?` and `#`, empty if none; percent codes in upper case, none for unreserved letters."""

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
    """Parts of an absolute http(s) URL, or of one relative to `base`; None for anything else, and hosts without a dot.

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
    return UrlParts(found["scheme"], host, port, percent(found["path"]), percent(query), percent(fragment))


def percent(text: str) -> str:
    """Percent codes in upper case, those of unreserved letters undone, a stray % coded (RFC 3986, 6.2.2).

    >>> percent("a%7eb%c3%bc100%")
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
    """What ada makes of it; a lone surrogate or an invalid host is no URL."""
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
