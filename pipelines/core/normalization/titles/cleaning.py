"""Cleaning a headline: entities, markup, invisible characters, white space, and the site's name at its ends.

Belongs here: operations on one headline. Does not: finding headlines (candidates), choosing one (choose).
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipelines.core.normalization.texts import line_text

MAX_TITLE_CHARS = 1000
"""Characters of a stated title that are read. Headlines have fewer than 300, but a title field may hold a body."""

MAX_SITE_WORDS = 5
MAX_SITE_CHARS = 50
"""Length of a part that may be the site's name with an addition ("Metro News", "Mirror Online")."""

MIN_SITE_CHARS = 4
"""Characters of a site's name that is searched for within such a part: shorter names occur in many words."""

HIDDEN = re.compile(
    r"<(?:script|style|object|iframe)\b[^<>]{0,300}>[^<]{0,2000}</(?:script|style|object|iframe)\s*>", re.I
)
INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|sup|sub|mark|wbr|small|font|abbr|cite|q)(?:\s[^<>]{0,300})?/?>", re.I
)
BLOCK_TAG = re.compile(
    r"</?(?:br|p|div|h[1-6]|ul|ol|li|img|object|param|embed|iframe|script|style|svg|button|center|blockquote|figure|hr"
    r"|td|tr|table)(?:\s[^<>]{0,300})?/?>",
    re.I,
)
"""Markup in JSON-LD, feed and meta titles; any other name in angle brackets is text."""

SEPARATOR = re.compile(r"\s+(?:[|¦·•»›«‹:]{1,2}|[-–—―~])\s+|\s*[|｜¦]\s*|\s*(?:--|_)\s*(?=\S{1,40}$)")
"""Separates a headline from the name of the site."""

NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """The text for comparison: NFKC, case-folded, one space for each run of other characters than letters and digits.

    >>> squash("  ‘Tight’ but—honest: Budget ")
    'tight but honest budget'
    """
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def clean(text: str) -> str:
    r"""The headline on one line, with entities decoded once, without markup and invisible characters.

    >>> clean(" R&uuml;ckbau <em>of</em>\n the\u00ad\u00a0pier&nbsp;")
    'Rückbau of the pier'
    """
    decoded = html.unescape(text[:MAX_TITLE_CHARS]) if "&" in text else text[:MAX_TITLE_CHARS]
    if "<" in decoded:
        decoded = BLOCK_TAG.sub(" ", INLINE_TAG.sub("", HIDDEN.sub(" ", decoded)))
    return line_text(decoded)


def without_site(title: str, site_names: Collection[str]) -> str:
    """The title without leading or trailing parts that only name the site; site_names: squashed.

    A title that is only the site's name stays.

    >>> without_site("Pier reopens - Local | The Ellery Herald", {"the ellery herald"})
    'Pier reopens - Local'
    >>> without_site("Ellery Herald: Pier reopens", {"ellery herald"})
    'Pier reopens'
    """
    for _ in range(3):
        shorter = next((part for part, rest in _splits(title) if part and _names_site(rest, site_names)), None)
        if shorter is None:
            return title
        title = shorter
    return title


def splits(title: str, colon: bool = False) -> Iterator[tuple[str, str]]:
    """(headline, rest) for each separator, the longest headline first.

    colon: whether a colon separates too; headlines hold colons, so only if one part is known to be the site's name

    >>> list(splits("Pier reopens - Local | Herald"))
    [('Pier reopens - Local', 'Herald'), ('Pier reopens', 'Local | Herald')]
    """
    marks = [*SEPARATOR.finditer(title), *(COLON.finditer(title) if colon else ())]
    for found in sorted(marks, key=lambda mark: -mark.start()):
        yield title[: found.start()].strip(), title[found.end() :].strip()


COLON = re.compile(r":\s+")

LEADING_NAME = re.compile(r"\s*(?:[|｜¦»›:]{1,2}|\s[-–—]\s)\s*")
"""Separates a leading site name from the headline."""


def _splits(title: str) -> Iterator[tuple[str, str]]:
    yield from splits(title, colon=True)
    first = LEADING_NAME.search(title, 1)
    if first and not SEPARATOR.search(title, first.end()):
        yield title[first.end() :].strip(), title[: first.start()].strip()


def _names_site(part: str, site_names: Collection[str]) -> bool:
    """Whether a part is the site's name, also without blanks as in a domain, or with a few words around it."""
    name = squash(part)
    if not name or name in site_names:
        return bool(name)
    joined = name.replace(" ", "")
    is_short = len(name.split()) <= MAX_SITE_WORDS and len(name) <= MAX_SITE_CHARS
    sites = ((site.replace(" ", ""), is_short and len(site) >= MIN_SITE_CHARS) for site in site_names)
    return any(joined == site or (may_be_within and site in joined) for site, may_be_within in sites)
