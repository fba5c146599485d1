"""Which lines can't match an expression, told by their first letters: prose is spared the search for residue.

Belongs here: reading the beginnings that an expression allows from its parse tree. Does not: the expressions.
"""

from collections.abc import Iterable
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LENGTH = 4
"""Letters of an opening: with two, half of all prose would pass, with three a fifth; with four one line in twenty."""

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
OTHER = " "
"""Stands for whatever is no letter of ASCII."""

ANY = LETTERS | {OTHER}

NO_LETTERS = {code: OTHER for code in range(128) if not chr(code).isalpha()}

OF_CATEGORY = {
    "CATEGORY_DIGIT": (False, True), "CATEGORY_NOT_DIGIT": (True, True), "CATEGORY_SPACE": (False, True),
    "CATEGORY_NOT_SPACE": (True, True), "CATEGORY_WORD": (True, True), "CATEGORY_NOT_WORD": (False, True),
}  # fmt: skip
"""What a class holds: letters of ASCII, others."""

KELVIN = 0x212A
"""The last character that is a letter of ASCII when its case is left out of account."""

Strings = frozenset[str]
NOTHING: Strings = frozenset({""})


@cache
def openings(expression: str) -> frozenset[str]:
    """The first LENGTH letters of the texts that an expression can match: small, OTHER for what is no ASCII letter.

    Only those that begin with a letter, but of these never too few: case is left out of account, and what looks ahead
    or behind.

    >>> sorted(openings(r"^(?:reads?|s[ea]en) more"))
    ['read', 'saen', 'seen']
    """
    found = _of_sequence(_parser.parse(expression))
    found = frozenset(opening for opening in found if opening[:1] != OTHER)
    while any(len(opening) < LENGTH for opening in found):
        found = _joined(found, ANY)
    return found


def may_open(line: str, allowed: frozenset[str]) -> bool:
    """Whether a line may match an expression with these openings; one that does not begin with ASCII letters may.

    >>> may_open("Read more", openings("read|seen")), may_open("The pier", openings("read|seen"))
    (True, False)
    """
    opening = line[:LENGTH].lower()
    if not opening.isascii() or not opening[:1].isalpha():
        return True
    return (opening if opening.isalpha() else opening.translate(NO_LETTERS)).ljust(LENGTH) in allowed


def _of_sequence(parts: Iterable[tuple[Any, Any]], length: int = LENGTH) -> Strings:
    """The beginnings, cut to a length, of the texts that parts of an expression match one after another."""
    found = NOTHING
    for operator, argument in parts:
        missing = length - min(len(opening) for opening in found)
        if not missing:
            break
        found = _joined(found, _of_part(str(operator), argument, missing), length)
    return found


def _joined(left: Strings, right: Strings, length: int = LENGTH) -> Strings:
    whole = frozenset(a for a in left if len(a) == length)
    return whole | {(a + b)[:length] for a in left - whole for b in right}


def _of_part(operator: str, argument: Any, length: int) -> Strings:
    if operator == "BRANCH":
        return frozenset().union(*(_of_sequence(branch, length) for branch in argument[1]))
    if operator in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _of_sequence(argument[-1] if operator == "SUBPATTERN" else argument, length)
    if operator.endswith("REPEAT"):
        return _repeated(_of_sequence(argument[2], length), argument[0], argument[1], length)
    if operator in ("AT", "ASSERT", "ASSERT_NOT"):
        return NOTHING
    return _of_character(operator, argument)


def _repeated(once: Strings, least: int, most: int, length: int) -> Strings:
    found, times = NOTHING, NOTHING
    for count in range(1, min(int(most), max(int(least), 1) + length) + 1):
        times = _joined(times, once, length)
        found = times if count <= least else found | times
    return found


def _of_character(operator: str, argument: Any) -> Strings:
    if operator == "LITERAL":
        return _folded(chr(argument))
    if operator == "IN":
        return _of_set(argument)
    return ANY


def _of_set(items: list[tuple[Any, Any]]) -> Strings:
    if str(items[0][0]) == "NEGATE":  # a letter that is left out may be let in as a capital: only classes count
        items = [(operator, argument) for operator, argument in items if str(operator) == "CATEGORY"]
        return ANY - (_of_items(items) & LETTERS)
    return _of_items(items)


def _of_items(items: list[tuple[Any, Any]]) -> Strings:
    return frozenset[str]().union(*(_of_item(str(operator), argument) for operator, argument in items))


def _of_item(operator: str, argument: Any) -> Strings:
    if operator == "LITERAL":
        return _folded(chr(argument))
    if operator == "RANGE":
        return frozenset().union(*(_folded(chr(code)) for code in range(argument[0], min(argument[1], KELVIN) + 1)))
    if operator == "CATEGORY":
        letters, other = OF_CATEGORY[str(argument)]
        return (LETTERS if letters else frozenset()) | ({OTHER} if other else frozenset())
    return frozenset()


def _folded(char: str) -> Strings:
    """The letters that a character stands for whatever the case: the long s, the Kelvin sign, the dotless i, too."""
    return (frozenset({char.lower()[:1], char.upper().lower()[:1]}) & LETTERS) or frozenset(OTHER)
