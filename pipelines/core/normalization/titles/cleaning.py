"""Text of a headline put in order: entities, invisible characters, white space, and the site's name at its ends.

Belongs here: pure string work on one headline. Does not: where headlines are found, or which one is right.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipelines.core.normalization.texts import line_text

MAX_TITLE = 1000
"""Characters of a stated title that are looked at: real headlines stay below 300, a body in a title field does not."""

SITE_WORDS = 5
"""Words of the longest part that is taken for the site with something added ("Metro News", "Mirror Online")."""

LABEL = 4
"""Letters from which a site's name is looked for inside such a part: shorter ones stand in many words."""

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
"""Markup inside JSON-LD, feed and meta titles; a name in angle brackets that is none of these is text."""

SEPARATOR = re.compile(r"\s+(?:[|¦·•»›«‹:]{1,2}|[-–—―~])\s+|\s*[|｜¦]\s*|\s*(?:--|_)\s*(?=\S{1,40}$)")
"""What stands between a headline and the name of the site."""

NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """The text as compared: NFKC, case-folded, runs of anything but letters and digits as one space.

    >>> squash("  ‘Tight’ but—honest: Budget ")
    'tight but honest budget'
    """
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def clean(text: str) -> str:
    r"""The headline with entities decoded once, inline tags and invisible characters gone, white space single.

    >>> clean(" R&uuml;ckbau <em>of</em>\n the\u00ad\u00a0pier&nbsp;")
    'Rückbau of the pier'
    """
    decoded = html.unescape(text[:MAX_TITLE]) if "&" in text else text[:MAX_TITLE]
    if "<" in decoded:
        decoded = BLOCK_TAG.sub(" ", INLINE_TAG.sub("", HIDDEN.sub(" ", decoded)))
    return line_text(decoded)


def without_site(title: str, site_names: Collection[str]) -> str:
    """The title without leading or trailing parts that only name the site; `site_names` are squashed.

    Never leaves nothing: a title that is only the site's name stays.

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
    """(what stays, what goes) for each separator, cut from the end first, longest headline first.

    colon: whether one separates too; headlines hold many, so only where a part is known to be the site's

    >>> list(splits("Pier reopens - Local | Herald"))
    [('Pier reopens - Local', 'Herald'), ('Pier reopens', 'Local | Herald')]
    """
    marks = [*SEPARATOR.finditer(title), *(COLON.finditer(title) if colon else ())]
    for found in sorted(marks, key=lambda mark: -mark.start()):
        yield title[: found.start()].strip(), title[found.end() :].strip()


COLON = re.compile(r":\s+")

LEADING_NAME = re.compile(r"\s*(?:[|｜¦»›:]{1,2}|\s[-–—]\s)\s*")
"""What stands between a site's name and the headline after it."""


def _splits(title: str) -> Iterator[tuple[str, str]]:
    yield from splits(title, colon=True)
    first = LEADING_NAME.search(title, 1)
    if first and not SEPARATOR.search(title, first.end()):
        yield title[first.end() :].strip(), title[: first.start()].strip()


def _names_site(part: str, site_names: Collection[str]) -> bool:
    """Whether the part is the site's name, run together as in a domain, or a few words around it."""
    name = squash(part)
    if not name or name in site_names:
        return bool(name)
    together = name.replace(" ", "")
    few = len(name.split()) <= SITE_WORDS and len(name) <= 50
    return any(
        together == site.replace(" ", "") or (few and len(site) >= LABEL and site.replace(" ", "") in together)
        for site in site_names
    )
