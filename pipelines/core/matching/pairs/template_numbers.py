"""Numbers that differ where two texts say the same: the mark of templates, one skeleton with other figures each day.

Belongs here: the numbers of a text with the words around them, and counting those that agree and differ between two.
Does not: the likeness of letters (overlap), the learned score (score).

Months and days of the week are numbers too. A number's place is the two words before it, or the two behind it, or one
of each, and how many numbers stand between; a place that a text has twice with different numbers tells nothing. Two
texts of one day agree in these places even when scanned badly; two days of one column differ in most.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from numba import njit

from pipelines.core.matching.tokens import DIGIT, I64, LETTER, ODD, U64, Words, mix, split
from pipelines.core.vocabulary.months import month_words
from pipelines.core.vocabulary.words import word_list

LEAST, SHARE, UNLIKE, WORDS_EACH = 3, 0.25, 0.8, 40
"""Two texts are two fillings of one template where at least so many numbers differ, where these are a larger share of
those compared than this and what damage explains (so much of the letters' share that differs), and where there is one
for so many words of the shorter text. Of 60,000 made template articles that leaves no wrong pair in clusters, and
takes 2 of 9,000 copies; of the copies of wire texts it takes six pairs in a thousand (scans that spoil numbers).
"""

SIDES = 3
"""Kinds of places: before, behind, around."""

SHORTEST = 4
"""Letters of the shortest name of a month or day that counts: shorter ones are other words too often."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of each text; text i has those at bounds[i]:bounds[i + 1], in text order.

    values: hashes; is_plain: of digits alone, or a name; places: for each kind of place a row of hashes, ascending
    within a text; owners: the number that each place is of, counted within its text (-1: the place tells nothing)
    """

    values: U64
    is_plain: npt.NDArray[np.bool_]
    places: U64
    owners: npt.NDArray[np.int32]
    bounds: I64


@cache
def calendar() -> U64:
    """Hashes of the names of months and weekdays, ascending.

    >>> len(calendar()) > 500
    True
    """
    names = [name for name in sorted(month_words().union(word_list("weekdays", "numbers"))) if len(name) >= SHORTEST]
    return np.unique(split(pa.array(names)).hashes)


def numbers(words: Words) -> Numbers:
    """The numbers of each text.

    >>> found = numbers(split(pa.array(["a high of 12 degrees, a low of 3 on Sunday", "rain"])))
    >>> found.bounds.tolist(), found.is_plain.tolist()
    ([0, 3, 3], [True, True, True])
    """
    names = calendar()
    is_number, bounds = np.empty(len(words.hashes), np.bool_), np.zeros(len(words.bounds), np.int64)
    count = find(words.hashes, words.kinds, words.bounds, names, name_field(names), is_number, bounds)
    values, is_plain = np.empty(count, np.uint64), np.empty(count, np.bool_)
    places, owners = np.empty((SIDES, count), np.uint64), np.empty((SIDES, count), np.int32)
    collect(words.hashes, words.kinds, words.bounds, is_number, bounds, values, is_plain, places, owners)
    return Numbers(values, is_plain, places, owners, bounds)


def compare(left: Numbers, right: Numbers, pairs: Counts) -> Counts:
    """A row (numbers that agree, numbers that differ) for each pair (text of `left`, text of `right`).

    >>> two = numbers(split(pa.array(["a high of 12, wind at 5 knots", "a high of 12, wind at 7 knots"])))
    >>> compare(two, two, np.array([[0, 1]])).tolist()
    [[1, 1]]
    """
    out = np.zeros((len(pairs), 2), np.int64)
    given = [(each.values, each.is_plain, each.places, each.owners, each.bounds) for each in (left, right)]
    most = [int(np.diff(each.bounds).max(initial=0)) for each in (left, right)]
    compare_all(np.ascontiguousarray(pairs, np.int64), given[0], given[1], most[0], most[1], out)
    return out


def are_other_fillings(
    compared: Counts, unlike: npt.NDArray[np.float64], shorter_words: Counts
) -> npt.NDArray[np.bool_]:
    """Whether the texts of each pair are two fillings of one template, whatever else they share.

    compared: from `compare`; unlike: share of the letters that differ, of the text with more; shorter_words: words of
    the shorter text

    >>> compared = np.array([[2, 5], [9, 1], [2, 5]])
    >>> are_other_fillings(compared, np.array([0.1, 0.1, 0.1]), np.array([80, 80, 600])).tolist()
    [True, False, False]
    """
    agree, differ = compared[:, 0], compared[:, 1]
    share = differ / (differ + agree + 1)
    is_much = (differ >= LEAST) & (share > SHARE + UNLIKE * unlike)
    found: npt.NDArray[np.bool_] = is_much & (differ * WORDS_EACH >= shorter_words)
    return found


@cache
def _field(names: bytes) -> npt.NDArray[np.bool_]:
    field = np.zeros(1 << 16, np.bool_)
    field[np.frombuffer(names, np.uint64) >> np.uint64(48)] = True
    return field


def name_field(names: U64) -> npt.NDArray[np.bool_]:
    """Which first 16 bits the hashes have: most words that are no name are told by it."""
    return _field(names.tobytes())


@njit(nogil=True, cache=True)
def find(hashes, kinds, bounds, names, field, is_number, out_bounds):  # type: ignore[no-untyped-def]
    """Fill which words are numbers, and the bounds of each text's; returns how many."""
    k = 0
    for text in range(len(bounds) - 1):
        for p in range(bounds[text], bounds[text + 1]):
            found = kinds[p] & DIGIT != 0
            if not found and field[hashes[p] >> np.uint64(48)]:
                at = np.searchsorted(names, hashes[p])
                found = at < len(names) and names[at] == hashes[p]
            is_number[p] = found
            k += found
        out_bounds[text + 1] = k
    return k


@njit(inline="always")
def settle(places, owners, values):  # type: ignore[no-untyped-def]
    """Sort one text's places of one kind; places with different numbers tell nothing, of equal ones the first does."""
    order = np.argsort(places, kind="mergesort")
    places[:] = places[order]
    i = 0
    while i < len(places):
        j, is_one = i, True
        while j < len(places) and places[j] == places[i]:
            is_one &= values[order[j]] == values[order[i]]
            owners[j] = -1
            j += 1
        if is_one:
            owners[i] = order[i]
        i = j


@njit(nogil=True, cache=True)
def collect(hashes, kinds, bounds, is_number, out_bounds, values, is_plain, places, owners):  # type: ignore[no-untyped-def]
    """Fill values, places and owners text by text."""
    for text in range(len(bounds) - 1):
        start, end = out_bounds[text], out_bounds[text + 1]
        k, before, last, since = start, np.uint64(0), np.uint64(0), np.uint64(0)
        for p in range(bounds[text], bounds[text + 1]):
            if is_number[p]:
                since += np.uint64(1)
                values[k], is_plain[k] = hashes[p], kinds[p] & (DIGIT | LETTER) != DIGIT | LETTER
                places[0, k], places[2, k] = mix((last * ODD + before) * ODD + since), before * ODD + since
                k += 1
            else:
                before, last, since = hashes[p], before, np.uint64(0)
        after, later, until = np.uint64(0), np.uint64(0), np.uint64(0)
        for p in range(bounds[text + 1] - 1, bounds[text] - 1, -1):
            if is_number[p]:
                k -= 1
                until += np.uint64(1)
                places[1, k], places[2, k] = mix((later * ODD + after) * ODD + until), mix(places[2, k] * ODD + after)
            else:
                after, later, until = hashes[p], after, np.uint64(0)
        for side in range(SIDES):
            settle(places[side, start:end], owners[side, start:end], values[start:end])


@njit(nogil=True, cache=True)
def compare_all(pairs, left, right, most_left, most_right, out):  # type: ignore[no-untyped-def]
    """Fill a row (agree, differ) for each pair; a number is compared once, by the first kind of place both have."""
    met, met_too = np.full(most_left, -1, np.int64), np.full(most_right, -1, np.int64)
    for row in range(len(pairs)):
        i_from, i_end = left[4][pairs[row, 0]], left[4][pairs[row, 0] + 1]
        j_from, j_end = right[4][pairs[row, 1]], right[4][pairs[row, 1] + 1]
        for side in range(SIDES):
            i, j = i_from, j_from
            while i < i_end and j < j_end:
                if left[2][side, i] < right[2][side, j]:
                    i += 1
                elif left[2][side, i] > right[2][side, j]:
                    j += 1
                else:
                    a, b = left[3][side, i], right[3][side, j]
                    if a >= 0 and b >= 0 and met[a] != row and met_too[b] != row:
                        met[a] = met_too[b] = row
                        if left[0][i_from + a] == right[0][j_from + b]:
                            out[row, 0] += 1
                        elif left[1][i_from + a] == right[1][j_from + b]:  # else one is misread
                            out[row, 1] += 1
                    i, j = i + 1, j + 1
