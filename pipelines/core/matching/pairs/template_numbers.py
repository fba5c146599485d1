"""Numbers that differ where two texts say the same: the mark of templates, filled in with other figures each day.

Belongs here: the numbers of a text with the words around them, and counting those that agree and differ between two
texts. Does not: likeness of letters (overlap), the learned score (score).

Months and days of the week are numbers too. The context of a number is the two words before it, or the two after it, or
one of each, and how many numbers are in between; a context that a text has twice with different numbers is ignored. Two
texts of one day agree in these even when scanned badly; two days of one column differ in most.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import F64, GOLDEN, I32, I64, U64, Bools, Pairs, inlined, kernel, longest, mix
from pipelines.core.matching.tokens import DIGIT, LETTER, Words, split
from pipelines.core.vocabulary.months import month_words
from pipelines.core.vocabulary.words import word_list

MIN_DIFFERENT, MIN_SHARE, EXPLAINED_BY_DAMAGE, MAX_WORDS_PER_NUMBER = 3, 0.25, 0.8, 40
"""Two texts fill one template if at least MIN_DIFFERENT numbers differ, if these are a larger share of the compared
ones than MIN_SHARE and what damage explains (this part of the share of letters that differ), and if there is one for
every MAX_WORDS_PER_NUMBER words of the shorter text.
"""

CONTEXTS = 3
"""Kinds of context: before, after, around."""

MIN_NAME_LETTERS = 4
"""Letters of the shortest name of a month or day that counts: shorter ones are other words too often."""


class Numbers(NamedTuple):
    """The numbers of each text; text i has those at bounds[i]:bounds[i + 1], in text order.

    values: hashes; is_plain: of digits alone, or a name; contexts: shape (CONTEXTS, numbers), hashes, ascending within
    a text; owners: the same shape, the number that each context belongs to, counted within its text (-1: ignored)
    """

    values: U64
    is_plain: Bools
    contexts: U64
    owners: I32
    bounds: I64


@cache
def calendar() -> tuple[U64, Bools]:
    """(hashes of the names of months and weekdays, ascending, which first 16 bits they have): the bits rule out most
    other words.

    >>> len(calendar()[0]) > 500
    True
    """
    words = month_words().union(word_list("weekdays", "numbers"))
    names = np.unique(split(pa.array([name for name in sorted(words) if len(name) >= MIN_NAME_LETTERS])).hashes)
    is_prefix = np.zeros(1 << 16, np.bool_)
    is_prefix[names >> np.uint64(48)] = True
    return names, is_prefix


def numbers(words: Words) -> Numbers:
    """The numbers of each text.

    >>> found = numbers(split(pa.array(["a high of 12 degrees, a low of 3 on Sunday", "rain"])))
    >>> found.bounds.tolist(), found.is_plain.tolist()
    ([0, 3, 3], [True, True, True])
    """
    is_number, bounds = find_numbers(words, *calendar())
    return collect(words, is_number, bounds)


def is_same_template(compared: I64, unlike: F64, shorter_words: I64) -> Bools:
    """Whether the texts of each pair are two fillings of one template, whatever else they share.

    compared: of `compare`; unlike: share of the letters that differ, of the text with more; shorter_words: words of
    the shorter text

    >>> compared = np.array([[2, 5], [9, 1], [2, 5]])
    >>> is_same_template(compared, np.array([0.1, 0.1, 0.1]), np.array([80, 80, 600])).tolist()
    [True, False, False]
    """
    agree, differ = compared[:, 0], compared[:, 1]
    share = differ / (differ + agree + 1)
    is_same: Bools = (
        (differ >= MIN_DIFFERENT)
        & (share > MIN_SHARE + EXPLAINED_BY_DAMAGE * unlike)
        & (differ * MAX_WORDS_PER_NUMBER >= shorter_words)
    )
    return is_same


@kernel
def find_numbers(words: Words, names: U64, is_prefix: Bools) -> tuple[Bools, I64]:
    """(which words are numbers, bounds of each text's numbers); names, is_prefix: of `calendar`."""
    is_number, bounds = np.empty(len(words.hashes), np.bool_), np.zeros(len(words.bounds), np.int64)
    k = 0
    for text in range(len(words.bounds) - 1):
        for p in range(words.bounds[text], words.bounds[text + 1]):
            is_number[p] = words.kinds[p] & DIGIT != 0
            if not is_number[p] and is_prefix[words.hashes[p] >> np.uint64(48)]:
                at = np.searchsorted(names, words.hashes[p])
                is_number[p] = at < len(names) and names[at] == words.hashes[p]
            k += is_number[p]
        bounds[text + 1] = k
    return is_number, bounds


@inlined
def sort_contexts(contexts: U64, owners: I32, values: U64) -> None:
    """Sort one text's contexts of one kind; of equal ones the first counts, and none if their numbers differ."""
    order = np.argsort(contexts, kind="mergesort")
    contexts[:] = contexts[order]
    i = 0
    while i < len(contexts):
        j, is_one = i, True
        while j < len(contexts) and contexts[j] == contexts[i]:
            is_one &= values[order[j]] == values[order[i]]
            owners[j] = -1
            j += 1
        if is_one:
            owners[i] = order[i]
        i = j


@kernel
def collect(words: Words, is_number: Bools, bounds: I64) -> Numbers:
    """The numbers of each text; is_number, bounds: of `find_numbers`."""
    count = bounds[-1]
    contexts, owners = np.empty((CONTEXTS, count), np.uint64), np.empty((CONTEXTS, count), np.int32)
    hashes, values, is_plain = words.hashes, np.empty(count, np.uint64), np.empty(count, np.bool_)
    for text in range(len(words.bounds) - 1):
        start, end = bounds[text], bounds[text + 1]
        k, before, last, since = start, np.uint64(0), np.uint64(0), np.uint64(0)
        for p in range(words.bounds[text], words.bounds[text + 1]):
            if is_number[p]:
                since += np.uint64(1)
                values[k], is_plain[k] = hashes[p], words.kinds[p] & (DIGIT | LETTER) != DIGIT | LETTER
                contexts[0, k], contexts[2, k] = mix((last * GOLDEN + before) * GOLDEN + since), before * GOLDEN + since
                k += 1
            else:
                before, last, since = hashes[p], before, np.uint64(0)
        after, later, until = np.uint64(0), np.uint64(0), np.uint64(0)
        for p in range(words.bounds[text + 1] - 1, words.bounds[text] - 1, -1):
            if is_number[p]:
                k -= 1
                until += np.uint64(1)
                contexts[1, k] = mix((later * GOLDEN + after) * GOLDEN + until)
                contexts[2, k] = mix(contexts[2, k] * GOLDEN + after)
            else:
                after, later, until = hashes[p], after, np.uint64(0)
        for kind in range(CONTEXTS):
            sort_contexts(contexts[kind, start:end], owners[kind, start:end], values[start:end])
    return Numbers(values, is_plain, contexts, owners, bounds)


@kernel
def compare(left: Numbers, right: Numbers, pairs: Pairs) -> I64:
    """A row (numbers that agree, numbers that differ) for each pair (text of `left`, text of `right`); a number is
    compared once, by the first kind of context both have.

    >>> two = numbers(split(pa.array(["a high of 12, wind at 5 knots", "a high of 12, wind at 7 knots"])))
    >>> compare(two, two, np.array([[0, 1]])).tolist()
    [[1, 1]]
    """
    out = np.zeros((len(pairs), 2), np.int64)
    met_left, met_right = np.full(longest(left.bounds), -1, np.int64), np.full(longest(right.bounds), -1, np.int64)
    for row in range(len(pairs)):
        i_from, i_end = left.bounds[pairs[row, 0]], left.bounds[pairs[row, 0] + 1]
        j_from, j_end = right.bounds[pairs[row, 1]], right.bounds[pairs[row, 1] + 1]
        for kind in range(CONTEXTS):
            i, j = i_from, j_from
            while i < i_end and j < j_end:
                if left.contexts[kind, i] < right.contexts[kind, j]:
                    i += 1
                elif left.contexts[kind, i] > right.contexts[kind, j]:
                    j += 1
                else:
                    a, b = left.owners[kind, i], right.owners[kind, j]
                    if a >= 0 and b >= 0 and met_left[a] != row and met_right[b] != row:
                        met_left[a] = met_right[b] = row
                        if left.values[i_from + a] == right.values[j_from + b]:
                            out[row, 0] += 1
                        elif left.is_plain[i_from + a] == right.is_plain[j_from + b]:  # else one is misread
                            out[row, 1] += 1
                    i, j = i + 1, j + 1
    return out
