"""How lines of residue begin. Most lines of prose begin differently and need not be matched.

Belongs here: deriving beginnings from fragments of regular expressions. Does not: the fragments (wordings, captions).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

MAX_CHARS = 4
"""Characters of an opening. With four, one line of prose in twenty passes; with three, one in five."""

QUOTES = "\"'“”„«»‘’"

CHARACTER = r"(?:[^\\()\[\]{}?*+.^$|]|\\[s+])"
LITERAL = re.compile(rf"(?:{CHARACTER}(?![?*{{]))*")
"""The literal characters of a fragment before its first choice."""

CHOICE = re.compile(
    rf"((?:{CHARACTER}(?![?*{{])){{0,{MAX_CHARS - 1}}})"
    rf"(?:\(\?:([^()]*)\)|\[([^\]\\^-]*)\]|({CHARACTER})(?=\?))(?![*{{+])(\?)?"
)
"""A literal and what follows it within an opening: a group of alternatives, a set, or an optional character."""


def openings(fragments: Iterable[str]) -> frozenset[str]:
    r"""The first characters, in lower case, of the lines that begin with a letter and match one of the fragments.

    A shorter opening than MAX_CHARS allows every line that begins with it.

    >>> sorted(openings([r"(?:read|see)\smore", r"tweets?", r"\d+\scomments"]))
    ['read', 'see ', 'twee']
    """
    return frozenset(_opening(each) for each in _expand(fragments) if not each.startswith(r"\d"))


def may_open(line: str, allowed: frozenset[str]) -> bool:
    """Whether a line in stored form may have one of these openings; always if it doesn't begin with an ASCII letter.

    >>> may_open("Read more", openings(["read"])), may_open("The pier", openings(["read"]))
    (True, False)
    """
    return _may_open((line.lstrip(QUOTES) if line[:1] in QUOTES else line)[:MAX_CHARS], allowed)


@lru_cache(maxsize=1 << 16)
def _may_open(opening: str, allowed: frozenset[str]) -> bool:
    """Cached, because most lines begin with one of a few thousand openings."""
    start = opening.lower()
    if not start.isascii() or not start[:1].isalpha():
        return True
    return start in allowed or start[:3] in allowed or start[:2] in allowed or start[:1] in allowed


def _expand(fragments: Iterable[str]) -> Iterator[str]:
    """The fragments; one with a CHOICE becomes one for each of its alternatives."""
    for fragment in fragments:
        found = CHOICE.match(fragment)
        if not found:
            yield fragment
            continue
        before, group, characters, optional, may_lack = found.groups()
        alternatives = group.split("|") if group is not None else [*(characters or (optional,))]
        rest = fragment[found.end() :]
        yield from _expand(before + each + rest for each in (*alternatives, *([""] if may_lack else [])))


def _opening(fragment: str) -> str:
    literal = LITERAL.match(fragment)
    if not literal or not literal[0][:1].isalpha():
        raise ValueError(f"no opening is stated by {fragment!r}")
    # to upper case first: without regard to case, the dotless i matches I, the long s matches S
    return literal[0].replace(r"\s", " ").replace("\\", "")[:MAX_CHARS].upper().lower()[:MAX_CHARS]
