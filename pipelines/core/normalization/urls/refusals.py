"""Objections to a declared URL: why it is not the article's own, as notes for the evidence.

Belongs here: comparing a declared URL with the one that was requested, and with the page's headline. Does not: finding
declarations (candidates), weighing them against each other (choose).
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from pipelines.core.normalization.urls import parameters, paths
from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import WEB_PORTS, UrlParts, parse
from pipelines.core.normalization.urls.wrappers import ARCHIVES, is_redirect, unwrap
from pipelines.core.normalization.word_lists import words

HOME = "home page"
OTHER_SITE = "another site: syndicated from or to there"
OTHER_ARTICLE = "names another article"
FOLDER = "a folder above the page"
UNFILLED = "what a template left unfilled"
NO_URL = "not an http(s) URL of a public host"
REDIRECT = "a redirecting address"
PLACEHOLDER = "a placeholder"
NESTED = "holds another URL"
AMP = "the AMP twin"
NO_PAGE = "a feed or a file that is no page"
OTHER_PORT = "a port of the server, not of the site"
"""The notes."""

HOME_PATH = re.compile(r"(?i)/?|/[a-z]{2}(?:[-_][a-z]{2})?|/(?:home|news|index|start|startseite|portada|accueil)")
"""A site's front page, or that of one language; matched against the twin key."""

MAX_HOME_CHARS = 40
PLACEHOLDER_HOSTS = words("schema.org www.schema.org ogp.me www.w3.org example.com www.example.com google.com")
"""Hosts copied from documentation."""

NESTED_URL = re.compile(r"(?i)/https?(?::|%3a)|https?(?::|%3a)(?:/|%2f)")
"""A URL within a path: a template prefixed the site's URL to a complete one."""

LEFTOVER = re.compile(
    r"(?i)\{\{|\}\}|\{%|%\}|<[%?#]|[%?]>|[$#@]\{|\$\(|\[object[ +]|\[\[|\]\]|\[%|%\]|\(null\)|\{[a-z_][a-z_.]*\}"
)
MISSING = "undefined|null|nan|nil|none|false"
EMPTY_VALUE = re.compile(
    rf"(?i)(?:^|/)(?:{MISSING}|:[a-z_]+|\$[a-z_]+|%[ds]|__[a-z_]+__|%%[a-z_]+%%|[<\[{{]\.{{0,3}}[\w.]+[>\]}}])(?=[/?#]|\.html?$|$)"
    r"|/(?:[^\w/]|_)+/?$|/\.html?$|(?:0000/00/00|1970/0?1/0?1)/?$"
)
EMPTY_QUERY = re.compile(rf"(?i)[a-z_]{{1,12}}=?(?:{MISSING})?(?:&[a-z_]{{1,12}}=?(?:{MISSING})?)*")
"""Marks of templates, and what they write for a value that is missing: as a segment of the path, or as the value of
every parameter. A last segment without letter or digit and the first day of all clocks are such values too."""

NO_PAGE_FILE = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|svg|webp|ico|css|js|json|xml|rss|atom|mp[34])$|/(?:feed|rss|atom)/?$"
)
"""Paths of images, scripts and feeds."""

SCRIPT = re.compile(r"(?i)\.(?:php[3-7]?|aspx?|cgi|jsp|do|pl|cfm)$")
"""A script that shows each article by a parameter."""

WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"[0-9]{4,}")
MIN_WORDS = 3
"""Words (WORD) that both URLs need to be compared."""

TOKEN = re.compile(r"[^\W_]+")
CODE = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
"""Tokens of a slug or headline, and capitals within one, which words don't have."""

MIN_HEADLINE_WORDS = 2
"""Words of the headline from which a URL is the article's: one with fewer may be a section's."""

MIN_SHARED_CHARS = 4
"""Characters of a word of the headline that is looked for in a URL."""


def objection_to(declared: str, base: str | None, headline: str = "") -> str | None:
    """Why `declared`, an absolute URL, can't be that of the page requested at `base`; None if it may be.

    headline: texts that name the article (h1, title element), empty if unknown

    >>> objection_to("https://veldt.example/", "https://veldt.example/news/comet-splits-in-two")
    'home page'
    >>> objection_to("https://other.example/news/comet-splits-in-two", "https://veldt.example/news/comet-splits-in-two")
    'another site: syndicated from or to there'
    >>> objection_to("https://veldt.example/news/comet-splits", "https://m.veldt.example/news/comet-splits?x=1") is None
    True
    >>> objection_to("https://veldt.example/pier", "https://veldt.example/comet-splits", "A comet splits in two")
    'names another article'
    """
    parts = parse(declared)
    if parts is None:
        return NO_URL
    parts = unwrap(parts)
    if objection := _objection_alone(parts):
        return objection
    requested = parse(base) if base else None
    requested = unwrap(requested) if requested else None
    if requested is None or is_redirect(requested):
        return HOME if is_home(parts) else _leftover(parts, None)
    if is_home(parts) and not is_home(requested):
        return HOME
    if _site(parts) != _site(requested):
        return OTHER_SITE
    if parts.port not in (requested.port, *WEB_PORTS, ""):
        return OTHER_PORT
    return _leftover(parts, requested) or _objection_beside(parts, requested, _words(headline))


def _objection_beside(parts: UrlParts, requested: UrlParts, headline: frozenset[str]) -> str | None:
    """The objection to a URL of the site, compared with the one requested."""
    if _is_above(parts, requested, headline):
        return FOLDER
    if _are_different_articles(parts, requested) or _is_another_headline(parts, requested, headline):
        return OTHER_ARTICLE
    return None


def _leftover(parts: UrlParts, requested: UrlParts | None) -> str | None:
    """The objection to a URL in which a template left its marks, or to no page, unless the page was requested there."""
    query = unquote(parts.query)
    is_unfilled = bool(_is_empty(parts.query) or LEFTOVER.search(query))
    if requested and requested.path == parts.path:
        return UNFILLED if is_unfilled and requested.query not in ("", parts.query) else None
    if NO_PAGE_FILE.search(parts.path):
        return NO_PAGE
    path = unquote(parts.path)
    return UNFILLED if is_unfilled or LEFTOVER.search(path) or EMPTY_VALUE.search(path) else None


def _is_empty(query: str) -> bool:
    """Whether there are parameters, and none has a value; one that chooses a view needs none."""
    pairs = parameters.split(query)
    return bool(EMPTY_QUERY.fullmatch(query)) and not any(parameters.is_view(key, value) for key, value in pairs)


def _is_above(parts: UrlParts, requested: UrlParts, headline: frozenset[str]) -> bool:
    """Whether a URL is a folder of the one requested, or its script without the parameters, and names no article."""
    if parts.query or parts.fragment or paths.identifies_article(parts.path):
        return False
    above, below = (paths.twin_key(each.path).lower().rstrip("/") + "/" for each in (parts, requested))
    if above == below:
        return bool(requested.query and SCRIPT.search(parts.path))
    return below.startswith(above) and len(headline & _slug_words(above)) < MIN_HEADLINE_WORDS


def _is_another_headline(parts: UrlParts, requested: UrlParts, headline: frozenset[str]) -> bool:
    """Whether the slug requested is the headline's, and the declared one, in words too, has none of the words, nor the
    number or code, of either."""
    declared, asked = _slug_words(parts.path), _slug_words(requested.path)
    if not (headline and declared) or len(asked & headline) < min(MIN_HEADLINE_WORDS, len(headline)):
        return False
    if set(NUMBER.findall(parts.path)) & set(NUMBER.findall(requested.path)) or declared & (headline | asked):
        return False
    return parts.path.rstrip("/").rpartition("/")[2] not in requested.path.split("/")


def _slug_words(path: str) -> frozenset[str]:
    """The words of the last segment of a path; codes (`dRwWqB`, `ncna1085406`) and numbers are none."""
    last = unquote(paths.twin_key(path).rstrip("/").rpartition("/")[2])
    return _words(" ".join(token for token in TOKEN.findall(last) if token.isalpha() and not CODE.search(token)))


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    """The words of a headline or slug, without diacritics, in lower case."""
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = TOKEN.findall("".join(letters).casefold())
    return frozenset(word for word in words if len(word) >= MIN_SHARED_CHARS)


def _site(parts: UrlParts) -> str:
    return registrable(parts.host) or parts.host


def _objection_alone(parts: UrlParts) -> str | None:
    """The objection to a URL, whatever page declares it."""
    if is_redirect(parts):
        return REDIRECT
    if parts.host in PLACEHOLDER_HOSTS:
        return PLACEHOLDER
    return NESTED if parts.host not in ARCHIVES and NESTED_URL.search(parts.path) else None


def is_home(parts: UrlParts) -> bool:
    """Whether the URL is a site's front page."""
    if parts.query or parts.fragment or len(parts.path) > MAX_HOME_CHARS:
        return False
    return bool(HOME_PATH.fullmatch(paths.twin_key(parts.path)))


def _are_different_articles(one: UrlParts, other: UrlParts) -> bool:
    """Whether both slugs have enough words, and share neither a word nor a number."""
    left, right = _slug(one), _slug(other)
    left_words, right_words = set(WORD.findall(left)), set(WORD.findall(right))
    if min(len(left_words), len(right_words)) < MIN_WORDS:
        return False
    return not left_words & right_words and not set(NUMBER.findall(left)) & set(NUMBER.findall(right))


def _slug(parts: UrlParts) -> str:
    """The longer of the last two path segments."""
    segments = [segment for segment in paths.twin_key(parts.path).lower().split("/") if segment]
    return max(segments[-2:], key=len, default="")
