"""Parsing a byline into the people it names.

Belongs here: splitting and cleaning a byline, names beside roles. Does not: finding bylines (candidates,
visible_bylines), recognizing names (names).
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import dropwhile, zip_longest
from typing import NamedTuple

from pipelines.core.normalization.authors.names import is_person, is_role, may_be_surname
from pipelines.core.normalization.authors.vocabulary import (
    AFTER_NAME,
    AMBIGUOUS_SEPARATOR,
    INTRODUCTION,
    LABELS,
    LEADING_SEPARATOR,
    PARTICLES,
    PERSON_IN_SCRIPT,
    PHOTO,
    SEPARATOR,
    TEAMS,
)
from pipelines.core.normalization.titles.cleaning import clean, squash

MAX_BYLINE_CHARS = 800
"""Characters of a byline that are read."""

MAX_AUTHORS = 25
"""People taken from one byline; longer lists are contributor pages."""

EDGE_CHARS = "¹²³⁰⁴⁵⁶⁷⁸⁹† \t\n,.;:·•・|/-–—*\"'“”„«»"

WEB_ADDRESS = re.compile(r"www\.|https?:|\.(?:com|org|net|de)\)", re.I)
"""A name with a web address is an outlet's."""

EMAIL_AUTHOR = re.compile(r"(?<!\S)[^\s@()]{1,64}@[^\s@()]{1,100}\s\(([^()@]{2,60})\)")
"""`ada@veldt.example (Ada Holm)`: an author in RSS 2.0."""

FAMILY_NAME_FIRST = re.compile(r"^([^,]{2,40}),\s*([^,]{1,40})$")
"""`Orsk, Nadia`, as libraries write it."""

MAX_ROLE_WORDS = 12
"""Words of a name beside a role; more are prose."""

LIST_BREAK = re.compile(r"\s*[;\n]\s*|\s+(?:and|und|et|y|og|och|en|e|&)\s+")
"""Separates names of a list that may be written with the family name first."""

LABEL = re.compile(r"^[^\S\n]*([^:：,|\n]{2,40})[:：]\s*(?=\S)", re.M)
"""What may be a role or a word for `by` with a colon, before a name: `Business editor: Nadia Orsk`."""

BY = "By: "
"""What such a label is read as."""


class Piece(NamedTuple):
    """A part of a byline. is_joined: a word for `and` stands before it; is_stated: a word for `by` stands somewhere
    before it, or a role and a colon right before it."""

    text: str
    is_joined: bool = False
    is_stated: bool = False


def people_in(text: str, not_names: Collection[str] = (), single: bool = False) -> list[str]:
    """The distinct people that a byline names, in order, without roles, outlets, agencies, places and dates.

    not_names: squashed texts that are not people (the title, the outlet); single: whether the source states names as
    such, so that a single word may be one, and a role the family name

    >>> people_in("By Nadia Orsk and Tomas Wrede, Herald Staff | March 14, 2024")
    ['Nadia Orsk', 'Tomas Wrede']
    >>> people_in("Von Lidia Marchetti, Frankfurt"), people_in("José Ortega y Gasset"), people_in("Staff")
    (['Lidia Marchetti'], ['José Ortega y Gasset'], [])
    >>> people_in("By Dana Press"), people_in("Senior Editor Ada Holm"), people_in("Holm, Ada", single=True)
    (['Dana Press'], ['Ada Holm'], ['Ada Holm'])
    """
    pieces = _pieces_of(text[: MAX_BYLINE_CHARS + 1], single)
    has_full_name = any(is_person(piece.text, not_names) for piece in pieces)
    # next to a full name, or to something that is no name, a single word is a place, initials or part of the outlet
    alone = single and not has_full_name and all(is_person(piece.text, not_names, single=True) for piece in pieces)
    named: dict[str, str] = {}
    is_after_name = False
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=Piece("")):
        roles = squash(following.text).split()
        if roles and all(map(is_role, roles)):  # who has a role is a person: `Anna Gast, Redakteurin`
            piece = piece._replace(is_stated=True)
        if is_person(piece.text, not_names, alone):
            name: str | None = piece.text
            is_after_name = True
        else:
            name = _beside_role(piece, not_names, single, is_after_name and not piece.is_joined)
        if name:
            named.setdefault(_key(name), name)
    return list(named.values())[:MAX_AUTHORS]


def _key(name: str) -> str:
    """What spellings of one name share: its words without middle initials."""
    words = squash(name).split()
    return " ".join([*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]])


def given_name_first(text: str) -> str:
    """`Family, Given` as `Given Family`; any other text unchanged.

    >>> given_name_first("Orsk, Nadia"), given_name_first("Nadia Orsk")
    ('Nadia Orsk', 'Nadia Orsk')
    """
    found = FAMILY_NAME_FIRST.match(text.strip())
    return f"{found[2].strip()} {found[1].strip()}" if found else text


def _beside_role(piece: Piece, not_names: Collection[str], single: bool, is_after_name: bool) -> str | None:
    """The name in a piece that holds words of roles: before or after them, or with one as its family name.

    A role after a name and a mark is a role (`Nadia Orsk, Climate Fellow`).
    """
    words = piece.text.split()
    keys = [squash(word) for word in words]
    roles = [at for at, key in enumerate(keys) if is_role(key)]
    if not roles or len(words) > MAX_ROLE_WORDS:
        return None
    is_stated = (single or piece.is_stated) and not is_after_name
    if is_stated and (single or len(words) == 2) and may_be_surname(piece.text, not_names):
        return piece.text
    after = words[roles[-1] + 1 :] if keys[roles[-1]] not in TEAMS else []
    after = list(dropwhile(str.islower, after)) if len(after) > 2 and not PARTICLES.intersection(after[:1]) else after
    before = words[: roles[0]] if roles[-1] == len(words) - 1 and TEAMS.isdisjoint(keys) else []
    for named in (after, before):
        if sum(word not in PARTICLES for word in named) > 1 and is_person(" ".join(named), not_names):
            return " ".join(named)
    return None


@lru_cache(maxsize=1 << 13)
def _pieces_of(text: str, single: bool) -> tuple[Piece, ...]:
    byline = EMAIL_AUTHOR.sub(r"\1", text[:MAX_BYLINE_CHARS]).replace("\r", "\n").replace("\t", " ")
    lines = "\n".join(filter(None, map(clean, byline.split("\n"))))
    if single:
        lines = _unflipped(lines)
    pieces = tuple(piece for piece in _pieces(lines) if piece.text)
    return pieces[:-1] if len(text) > MAX_BYLINE_CHARS else pieces  # the last name may be cut


def _unflipped(text: str) -> str:
    """A list of names with the given name first, if each is a family name, a comma and a given name."""
    names = LIST_BREAK.split(text)
    if "," not in text or not all(_is_flipped(name) or is_person(name) for name in names):
        return text
    return "; ".join(given_name_first(name) if _is_flipped(name) else name for name in names)


def _is_flipped(name: str) -> bool:
    """Whether a text is a family name of one word, a comma and a given name, with an initial or without."""
    found = FAMILY_NAME_FIRST.match(name.strip())
    if not found:
        return False
    family, given = found[1].strip(), found[2].strip().split()
    is_short = len(given) == 1 or (len(given) == 2 and len(given[1].strip(".")) == 1)
    is_short = is_short and sum(word not in PARTICLES for word in family.split()) == 1
    return is_short and is_person(f"{given[0]} {family}") and is_person(family, single=True)


def _pieces(text: str) -> Iterator[Piece]:
    text = LABEL.sub(_read_label, text)
    start, is_joined, is_stated = 0, False, False
    for found in (*SEPARATOR.finditer(text), None):
        piece = text[start : found.start() if found else len(text)]
        for part in _parts(piece):
            is_stated = is_stated or part.is_stated
            yield part._replace(is_joined=is_joined or part.is_joined, is_stated=is_stated)
        if found:
            start, is_joined = found.end(), any(map(str.isalpha, found[0])) or "&" in found[0]


def _parts(piece: str) -> Iterator[Piece]:
    """The names in what stands between two separators."""
    if WEB_ADDRESS.search(piece) or PHOTO.match(piece):
        return
    bare = _bare(piece)
    is_stated = len(bare) < len(piece.strip(EDGE_CHARS))
    names = [part for part in AMBIGUOUS_SEPARATOR.split(bare) if part]
    if len(names) > 1 and all(len(name.split()) > 1 for name in names):
        yield from (Piece(name, True, is_stated) for name in names)
    else:
        name = AFTER_NAME.sub("", bare).strip(EDGE_CHARS)
        yield Piece(PERSON_IN_SCRIPT.sub("", name), False, is_stated)


def _read_label(found: re.Match[str]) -> str:
    """BY for a label of authors, otherwise the label as it stands."""
    label = squash(found[1])
    is_label = label in LABELS or any(map(is_role, label.split())) or not PERSON_IN_SCRIPT.sub("", label)
    return BY if is_label and not PHOTO.match(found[1]) else found[0]


def _bare(piece: str) -> str:
    """A piece without what introduces the name, or separates it from others."""
    for _ in range(2):
        piece = INTRODUCTION.sub("", LEADING_SEPARATOR.sub("", piece.strip(EDGE_CHARS)) + " ").strip(EDGE_CHARS)
    return piece
