"""Cleaning a headline: entities, markup, invisible characters, white space, and the site's name at its ends.

Belongs here: operations on one headline. Does not: finding headlines (candidates), choosing one (choose).
"""

import html
import re
import unicodedata
from collections.abc import Collection, Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.core.normalization.texts import line_text

MAX_TITLE_CHARS = 1000
"""Characters of a stated title that are read. Headlines have fewer than 300, but a title field may hold a body."""

MAX_SITE_WORDS = 5
MAX_SITE_CHARS = 50
"""Length of a part that may be the site's name with an addition ("Metro News", "Mirror Online")."""

MIN_SITE_CHARS = 4
"""Characters of a site's name that is searched for within such a part: shorter ones are words of many names."""

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

SEPARATOR = re.compile(r"\s+(?:[|¦·•»›«‹:]{1,2}|[-–—―~>/])\s+|\s*[|｜¦]\s*|\s*(?:--|_)\s*(?=\S{1,40}$)")
"""Separates a headline from the name of the site."""

SEPARATOR_SIGN = re.compile(r"[|¦·•»›«‹:\-–—―~>/｜_]")
"""One of these is in every match of SEPARATOR, and in one title of ten."""

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


def without_site(
    title: str, site_names: Collection[str], wholes: Collection[str] = (), sections: Container[str] = ()
) -> str:
    """The title without leading or trailing parts that only name the site or a section of it; both squashed.

    A title that is only the site's name stays, and so does what an independent source states; wholes: such titles,
    squashed.

    >>> without_site("Pier reopens - Local | The Ellery Herald", {"the ellery herald"})
    'Pier reopens - Local'
    >>> without_site("Ellery Herald: Pier reopens", {"ellery herald"}), without_site("Herald: a tale", {"herald"})
    ('Pier reopens', 'Herald: a tale')
    >>> without_site("Who reads the Herald? | Herald", {"herald"}, {"who reads the herald herald"})
    'Who reads the Herald? | Herald'
    """
    for _ in range(4):
        if not title or squash(title) in wholes:
            return title
        cut = (each for each in _site_splits(title) if _names_site(each, site_names) or _names_section(each, sections))
        shorter = next((split.stays for split in cut), None)
        if not shorter:
            return title
        title = shorter
    return title


class Split(NamedTuple):
    """A title split at a separator: what stays, what goes, the separator, and whether the beginning goes."""

    stays: str
    goes: str
    mark: str
    is_lead: bool


def splits(title: str, colon: bool = False) -> Iterator[tuple[str, str]]:
    """(headline, rest) for each separator, the longest headline first.

    colon: whether a colon separates too; headlines hold colons, so only if one part is known to be the site's name

    >>> list(splits("Pier reopens - Local | Herald"))
    [('Pier reopens - Local', 'Herald'), ('Pier reopens', 'Local | Herald')]
    """
    for found in _marks(title, colon):
        yield title[: found.start()].strip(), title[found.end() :].strip()


def spans(title: str) -> Iterator[str]:
    """The title and its beginnings and ends at separators, colons among them.

    >>> list(spans("Pier: it reopens | Herald"))
    ['Pier: it reopens | Herald', 'Pier: it reopens', 'Herald', 'Pier', 'it reopens | Herald', 'it reopens']
    """
    yield title
    marks = _marks(title, colon=True)
    for found in marks:
        yield title[: found.start()].strip()
        yield title[found.end() :].strip()
    for i, last in enumerate(marks):
        yield from (title[first.end() : last.start()].strip() for first in marks[i + 1 :])


def _marks(title: str, colon: bool) -> list[re.Match[str]]:
    if not SEPARATOR_SIGN.search(title):
        return []
    marks = [*SEPARATOR.finditer(title), *(COLON.finditer(title) if colon else ())]
    return sorted(marks, key=lambda mark: -mark.start())[:MAX_MARKS]


COLON = re.compile(r":\s+")

MAX_MARKS = 12
"""Separators of one title that are looked at, the last ones."""

LEADING_NAME = re.compile(r"\s*(?:[|｜¦»›:]{1,2}|\s[-–—>/]\s)\s*")
"""Separates a leading site name from the headline."""


def _site_splits(title: str) -> Iterator[Split]:
    for found in _marks(title, colon=True):
        yield Split(title[: found.start()].strip(), title[found.end() :].strip(), found[0].strip(), False)
    first = LEADING_NAME.search(title, 1)
    if first:
        yield Split(title[first.end() :].strip(), title[: first.start()].strip(), first[0].strip(), True)


def _names_site(split: Split, site_names: Collection[str]) -> bool:
    """Whether what goes is the site's name, also without blanks as in a domain, or with a few words around it.

    One word before a colon is rather a topic: a harbour called as the paper is.
    """
    name = squash(split.goes)
    if not name or not split.stays:
        return False
    if split.is_lead and split.mark == ":" and " " not in name:
        return False
    joined = name.replace(" ", "")
    if name in site_names or any(joined == site.replace(" ", "") for site in site_names):
        return True
    may_have_words = split.mark[:1] not in ":-–—>/" or split.mark == "::" if split.is_lead else split.mark != ":"
    return may_have_words and _is_site_with_words(split.goes, site_names)


def _names_section(split: Split, sections: Container[str]) -> bool:
    """Whether what goes is a section's name; before a colon it is rather a topic."""
    return bool(split.stays) and split.mark != ":" and squash(split.goes) in sections


def _is_site_with_words(part: str, site_names: Collection[str]) -> bool:
    """Whether a part is a site's name and a few words more, written as a name: `Mirror Online`, not `Mirror makers`."""
    words = squash(part).split()
    if len(words) > MAX_SITE_WORDS or len(part) > MAX_SITE_CHARS or any(map(str.islower, part.split())):
        return False
    ends = range(1, len(words) + 1)
    held = {"".join(words[start:end]) for end in ends for start in range(end)}
    return any(len(site) >= MIN_SITE_CHARS and site.replace(" ", "") in held for site in site_names)
