"""From the text of a byline to the people in it.

Belongs here: cutting, splitting and cleaning a byline. Does not: where bylines stand (sources), what a name is (names).
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipelines.core.normalization.authors.names import is_person
from pipelines.core.normalization.authors.vocabulary import AFTER_NAME, INTRODUCTION, JOIN_FIRST, JOINED, JOINED_WEAKLY
from pipelines.core.normalization.titles.cleaning import clean, squash

MAX_BYLINE = 800
"""Characters of a byline that are read: a longer text is no byline."""

MAX_AUTHORS = 25
"""People taken from one byline; longer lists are contributors' pages."""

EDGES = "¹²³⁰⁴⁵⁶⁷⁸⁹† \t\n,.;:·•|/-–—*\"'“”„«»"

ADDRESS = re.compile(r"www\.|https?:|\.(?:com|org|net|de)\)", re.I)
"""A web address beside a name makes it an outlet's."""

MAIL_FIRST = re.compile(r"(?<!\S)[^\s@()]{1,64}@[^\s@()]{1,100}\s\(([^()@]{2,60})\)")
"""`ada@veldt.example (Ada Holm)`: how RSS 2.0 writes its authors."""

COMMA_ORDER = re.compile(r"^([^,]{2,40}),\s*([^,]{1,40})$")
"""Family name first, as libraries write it."""


def from_byline(text: str, not_names: Collection[str] = (), single: bool = False) -> list[str]:
    """The people a byline names, in its order, each once; roles, outlets, agencies, places and dates are dropped.

    not_names: squashed texts that are no people here (the title, the outlet); single: whether one word may be a name

    >>> from_byline("By Nadia Orsk and Tomas Wrede, Herald Staff | March 14, 2024")
    ['Nadia Orsk', 'Tomas Wrede']
    >>> from_byline("Von Lidia Marchetti, Frankfurt"), from_byline("José Ortega y Gasset"), from_byline("Staff")
    (['Lidia Marchetti'], ['José Ortega y Gasset'], [])
    """
    parts = _parts_of(text[: MAX_BYLINE + 1])
    whole = any(is_person(part, not_names) for part in parts)
    # beside a whole name, or beside what is none, a single word is a place, a shorthand or a part of the outlet
    alone = single and not whole and all(is_person(part, not_names, single=True) for part in parts)
    named = [part for part in parts if is_person(part, not_names, alone)]
    return list({squash(name): name for name in reversed(named)}.values())[::-1][:MAX_AUTHORS]


def flipped(text: str) -> str:
    """ "Family, Given" as "Given Family"; anything else as it is.

    >>> flipped("Orsk, Nadia"), flipped("Nadia Orsk")
    ('Nadia Orsk', 'Nadia Orsk')
    """
    found = COMMA_ORDER.match(text.strip())
    return f"{found[2].strip()} {found[1].strip()}" if found else text


@lru_cache(maxsize=1 << 13)
def _parts_of(text: str) -> tuple[str, ...]:
    parts = tuple(part for part in _parts(_lines(text)) if part)
    return parts[:-1] if len(text) > MAX_BYLINE else parts  # the last name may be cut


def _lines(text: str) -> str:
    """Each line cleaned, lines kept apart."""
    text = MAIL_FIRST.sub(r"\1", text[:MAX_BYLINE])
    lines = (clean(line) for line in text[:MAX_BYLINE].replace("\r", "\n").replace("\t", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _parts(text: str) -> Iterator[str]:
    for piece in JOINED.split(text):
        if ADDRESS.search(piece):
            continue
        bare = _bare(piece)
        weak = [part for part in JOINED_WEAKLY.split(bare) if part]
        if len(weak) > 1 and all(len(part.split()) > 1 for part in weak):
            yield from weak
        else:
            yield AFTER_NAME.sub("", bare).strip(EDGES)


def _bare(piece: str) -> str:
    """One piece without what introduces or follows the name."""
    for _ in range(2):
        piece = INTRODUCTION.sub("", JOIN_FIRST.sub("", piece.strip(EDGES)) + " ").strip(EDGES)
    return piece
