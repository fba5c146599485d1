"""Is a declared URL the article's own? What speaks against it, in words that go into the evidence.

Belongs here: comparing a declared URL with the one the page was asked for. Does not: finding declarations
(candidates), weighing them against each other (choice).
"""

import re

from pipelines.core.normalization.urls import paths
from pipelines.core.normalization.urls.domains import registrable
from pipelines.core.normalization.urls.parts import UrlParts, parse
from pipelines.core.normalization.urls.word_lists import words
from pipelines.core.normalization.urls.wrappers import ARCHIVES, is_redirect, unwrap

HOME = "home page"
OTHER_SITE = "another site: syndicated from or to there"
OTHER_ARTICLE = "names another article"
NO_URL = "not an http(s) URL of a public host"
REDIRECT = "a redirecting address"
PLACEHOLDER = "a placeholder"
NESTED = "holds another URL"
"""The notes."""

HOME_PATH = re.compile(r"(?i)/?|/[a-z]{2}(?:[-_][a-z]{2})?|/(?:home|news|index|start|startseite|portada|accueil)")
"""A site's front page, also of one language. Compared with the twin key, so without index pages and final slash."""

MAX_HOME_CHARS = 40
PLACEHOLDER_HOSTS = words("schema.org www.schema.org ogp.me www.w3.org example.com www.example.com google.com")
"""What people copy from a vocabulary's documentation."""

NESTED_URL = re.compile(r"(?i)/https?(?::|%3a)")
"""A path that holds a URL: a template that joined the site's address to a whole one."""

WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"[0-9]{4,}")
MIN_WORDS = 3
"""Fewer words of four letters say too little to tell two articles apart."""


def against(declared: str, base: str | None) -> str | None:
    """Why `declared` (absolute) can't be the URL of the page asked for at `base`; None if nothing speaks against it.

    >>> against("https://veldt.example/", "https://veldt.example/news/comet-splits-in-two")
    'home page'
    >>> against("https://other.example/news/comet-splits-in-two", "https://veldt.example/news/comet-splits-in-two")
    'another site: syndicated from or to there'
    >>> against("https://veldt.example/news/comet-splits", "https://m.veldt.example/news/comet-splits?x=1") is None
    True
    """
    parts = parse(declared)
    if parts is None:
        return NO_URL
    parts = unwrap(parts)
    plain = _plainly(parts)
    if plain:
        return plain
    asked = parse(base) if base else None
    asked = unwrap(asked) if asked else None
    if asked is None or is_redirect(asked):
        return HOME if is_home(parts) else None
    if is_home(parts) and not is_home(asked):
        return HOME
    if _site(parts) != _site(asked):
        return OTHER_SITE
    return OTHER_ARTICLE if _other_article(parts, asked) else None


def _site(parts: UrlParts) -> str:
    return registrable(parts.host) or parts.host


def _plainly(parts: UrlParts) -> str | None:
    """What speaks against a URL wherever it is declared."""
    if is_redirect(parts):
        return REDIRECT
    if parts.host in PLACEHOLDER_HOSTS:
        return PLACEHOLDER
    return NESTED if parts.host not in ARCHIVES and NESTED_URL.search(parts.path) else None


def is_home(parts: UrlParts) -> bool:
    """Is it a site's front page?"""
    if parts.query or parts.fragment or len(parts.path) > MAX_HOME_CHARS:
        return False
    return bool(HOME_PATH.fullmatch(paths.twin_key(parts.path)))


def _other_article(one: UrlParts, other: UrlParts) -> bool:
    """Both say in words what they are about, and share neither a word of the last parts nor a number."""
    left, right = _last_parts(one), _last_parts(other)
    said = set(WORD.findall(left)), set(WORD.findall(right))
    if min(map(len, said)) < MIN_WORDS:
        return False
    return not said[0] & said[1] and not set(NUMBER.findall(left)) & set(NUMBER.findall(right))


def _last_parts(parts: UrlParts) -> str:
    kept = [part for part in paths.twin_key(parts.path).lower().split("/") if part]
    return max(kept[-2:], key=len, default="")
