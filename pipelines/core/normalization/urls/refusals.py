"""Objections to a declared URL: why it is not the article's own, as notes for the evidence.

Belongs here: comparing a declared URL with the one that was requested. Does not: finding declarations (candidates),
weighing them against each other (choose).
"""

import re

from pipelines.core.normalization.urls import paths
from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import UrlParts, parse
from pipelines.core.normalization.urls.wrappers import ARCHIVES, is_redirect, unwrap
from pipelines.core.normalization.word_lists import words

HOME = "home page"
OTHER_SITE = "another site: syndicated from or to there"
OTHER_ARTICLE = "names another article"
NO_URL = "not an http(s) URL of a public host"
REDIRECT = "a redirecting address"
PLACEHOLDER = "a placeholder"
NESTED = "holds another URL"
"""The notes."""

HOME_PATH = re.compile(r"(?i)/?|/[a-z]{2}(?:[-_][a-z]{2})?|/(?:home|news|index|start|startseite|portada|accueil)")
"""A site's front page, or that of one language; matched against the twin key."""

MAX_HOME_CHARS = 40
PLACEHOLDER_HOSTS = words("schema.org www.schema.org ogp.me www.w3.org example.com www.example.com google.com")
"""Hosts copied from documentation."""

NESTED_URL = re.compile(r"(?i)/https?(?::|%3a)")
"""A URL within a path: a template prefixed the site's URL to a complete one."""

WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"[0-9]{4,}")
MIN_WORDS = 3
"""Words (WORD) that both URLs need to be compared."""


def objection_to(declared: str, base: str | None) -> str | None:
    """Why `declared`, an absolute URL, can't be that of the page requested at `base`; None if it may be.

    >>> objection_to("https://veldt.example/", "https://veldt.example/news/comet-splits-in-two")
    'home page'
    >>> objection_to("https://other.example/news/comet-splits-in-two", "https://veldt.example/news/comet-splits-in-two")
    'another site: syndicated from or to there'
    >>> objection_to("https://veldt.example/news/comet-splits", "https://m.veldt.example/news/comet-splits?x=1") is None
    True
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
        return HOME if is_home(parts) else None
    if is_home(parts) and not is_home(requested):
        return HOME
    if _site(parts) != _site(requested):
        return OTHER_SITE
    return OTHER_ARTICLE if _are_different_articles(parts, requested) else None


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
