"""Parsing a byline into the people it names.

Belongs here: splitting and cleaning a byline. Does not: finding bylines (candidates, visible_bylines), recognizing
names (names).
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipelines.core.normalization.authors.names import is_person
from pipelines.core.normalization.authors.vocabulary import (
    AFTER_NAME,
    AMBIGUOUS_SEPARATOR,
    INTRODUCTION,
    LEADING_SEPARATOR,
    SEPARATOR,
)
from pipelines.core.normalization.titles.cleaning import clean, squash

MAX_BYLINE_CHARS = 800
"""Characters of a byline that are read."""

MAX_AUTHORS = 25
"""People taken from one byline; longer lists are contributor pages."""

EDGE_CHARS = "¹²³⁰⁴⁵⁶⁷⁸⁹† \t\n,.;:·•|/-–—*\"'“”„«»"

WEB_ADDRESS = re.compile(r"www\.|https?:|\.(?:com|org|net|de)\)", re.I)
"""A name with a web address is an outlet's."""

EMAIL_AUTHOR = re.compile(r"(?<!\S)[^\s@()]{1,64}@[^\s@()]{1,100}\s\(([^()@]{2,60})\)")
"""`ada@veldt.example (Ada Holm)`: an author in RSS 2.0."""

FAMILY_NAME_FIRST = re.compile(r"^([^,]{2,40}),\s*([^,]{1,40})$")
"""`Orsk, Nadia`, as libraries write it."""

ALONE_FIRST = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*, ?[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?(?: [^\W\d_]\.)*")
"""One person so written: a word, a comma, a word and perhaps initials."""

LIST_SEPARATOR = re.compile(r"\s*;\s*|\s+(?:and|&)\s+(?=[^,;]{2,40},)")
"""Separates two people whose family names come first: a semicolon, in BibTeX `and`."""


def people_in(text: str, not_names: Collection[str] = (), single: bool = False) -> list[str]:
    """The distinct people that a byline names, in order, without roles, outlets, agencies, places and dates.

    not_names: squashed texts that are not people (the title, the outlet); single: whether a single word may be a name

    >>> people_in("By Nadia Orsk and Tomas Wrede, Herald Staff | March 14, 2024")
    ['Nadia Orsk', 'Tomas Wrede']
    >>> people_in("Von Lidia Marchetti, Frankfurt"), people_in("José Ortega y Gasset"), people_in("Staff")
    (['Lidia Marchetti'], ['José Ortega y Gasset'], [])
    """
    parts = _parts_of(text[: MAX_BYLINE_CHARS + 1])
    has_full_name = any(is_person(part, not_names) for part in parts)
    # next to a full name, or to something that is no name, a single word is a place, initials or part of the outlet
    alone = single and not has_full_name and all(is_person(part, not_names, single=True) for part in parts)
    named = [part for part in parts if is_person(part, not_names, alone)]
    return list({squash(name): name for name in reversed(named)}.values())[::-1][:MAX_AUTHORS]


def given_name_first(text: str) -> str:
    """`Family, Given` as `Given Family`; any other text unchanged.

    >>> given_name_first("Orsk, Nadia"), given_name_first("Nadia Orsk")
    ('Nadia Orsk', 'Nadia Orsk')
    """
    found = FAMILY_NAME_FIRST.match(text.strip())
    return f"{found[2].strip()} {found[1].strip()}" if found else text


def given_names_first(text: str) -> str:
    """A list of `Family, Given` as libraries and databases write it, with the given names first; else unchanged.

    A single `Word, Word` is one person, as two people known by one word each are rarer.

    >>> given_names_first("Orsk, Nadia; van der Kaldor, Ines M."), given_names_first("Orsk, Nadia")
    ('Nadia Orsk; Ines M. van der Kaldor', 'Nadia Orsk')
    >>> given_names_first("Nadia Orsk, Tomas Wrede"), given_names_first("Nadia Orsk, Berlin; Tomas Wrede")
    ('Nadia Orsk, Tomas Wrede', 'Nadia Orsk, Berlin; Tomas Wrede')
    """
    parts = [part.strip() for part in LIST_SEPARATOR.split(text.strip()) if part.strip()]
    pairs = [found for part in parts if (found := FAMILY_NAME_FIRST.match(part))]
    if not parts or len(pairs) != len(parts) or any("," in pair[2] for pair in pairs):
        return text
    if len(parts) == 1 and not ALONE_FIRST.fullmatch(parts[0]):
        return text
    if not all(is_person(pair[part].strip(), single=True) for pair in pairs for part in (1, 2)):
        return text
    return "; ".join(f"{pair[2].strip()} {pair[1].strip()}" for pair in pairs)


@lru_cache(maxsize=1 << 13)
def _parts_of(text: str) -> tuple[str, ...]:
    byline = EMAIL_AUTHOR.sub(r"\1", text[:MAX_BYLINE_CHARS]).replace("\r", "\n").replace("\t", " ")
    lines = "\n".join(filter(None, map(clean, byline.split("\n"))))
    parts = tuple(filter(None, _parts(lines)))
    return parts[:-1] if len(text) > MAX_BYLINE_CHARS else parts  # the last name may be cut


def _parts(text: str) -> Iterator[str]:
    for piece in SEPARATOR.split(text):
        if WEB_ADDRESS.search(piece):
            continue
        bare = _bare(piece)
        names = [part for part in AMBIGUOUS_SEPARATOR.split(bare) if part]
        if len(names) > 1 and all(len(name.split()) > 1 for name in names):
            yield from names
        else:
            yield AFTER_NAME.sub("", bare).strip(EDGE_CHARS)


def _bare(piece: str) -> str:
    """A piece without what introduces the name, or separates it from others."""
    for _ in range(2):
        piece = INTRODUCTION.sub("", LEADING_SEPARATOR.sub("", piece.strip(EDGE_CHARS)) + " ").strip(EDGE_CHARS)
    return piece
