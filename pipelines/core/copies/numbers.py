"""Numbers that differ where two texts say the same: the mark of templates, one skeleton with other figures each day.

Belongs here: the numbers of a text with the words before them, and counting those that agree and differ between two.
Does not: the likeness of letters (overlap), the learned score (score).

A number's place is the two words before it, and how many numbers stand between; places that a text has twice with
different numbers tell nothing and are left out. Two texts of one day agree in these places even when scanned badly; two
days of one column differ in most.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.words import DIGIT, I64, ODD, U64, Words, mix

LEAST, SHARE, WORDS_EACH = 3, 0.25, 30
"""Two texts are two fillings of one template where at least so many numbers differ, where these are a larger share of
those compared than this and what damage explains, and where there is one for so many words of the shorter text. Of
20,000 made template articles that leaves 15 wrong pairs in clusters instead of 105, and takes no copy of 3,287; of the
copies of wire texts it takes .3 % as pairs (scans that spoil numbers), hardly any of which leaves its cluster.
"""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Places and values of each text's numbers as hashes; text i has those at bounds[i]:bounds[i + 1], by place."""

    places: U64
    values: U64
    bounds: I64


def numbers(words: Words) -> Numbers:
    """The numbers of each text.

    >>> import pyarrow as pa
    >>> from pipelines.core.words import split
    >>> numbers(split(pa.array(["a high of 12 degrees, a low of 3", "rain"]))).bounds.tolist()
    [0, 2, 2]
    """
    most = int(np.count_nonzero(words.kinds & DIGIT))
    places, values = np.empty(most, np.uint64), np.empty(most, np.uint64)
    bounds = np.zeros(len(words.bounds), np.int64)
    count = collect(words.hashes, words.kinds, words.bounds, places, values, bounds)
    return Numbers(places[:count], values[:count], bounds)


def compare(left: Numbers, right: Numbers, pairs: Counts) -> Counts:
    """A row (numbers that agree, numbers that differ) for each pair (text of `left`, text of `right`).

    >>> import pyarrow as pa
    >>> from pipelines.core.words import split
    >>> two = numbers(split(pa.array(["a high of 12, wind at 5 knots", "a high of 12, wind at 7 knots"])))
    >>> compare(two, two, np.array([[0, 1]])).tolist()
    [[1, 1]]
    """
    out = np.zeros((len(pairs), 2), np.int64)
    given = (left.places, left.values, left.bounds), (right.places, right.values, right.bounds)
    compare_all(np.ascontiguousarray(pairs, np.int64), *given, out)
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
    found: npt.NDArray[np.bool_] = (differ >= LEAST) & (share > SHARE + unlike) & (differ * WORDS_EACH >= shorter_words)
    return found


@njit(inline="always")
def settle(places, values, start, end):  # type: ignore[no-untyped-def]
    """Sort one text's numbers by place and drop places with different numbers; returns the new end."""
    order = np.argsort(places[start:end], kind="mergesort")
    place, value = places[start:end][order], values[start:end][order]
    k, i = start, 0
    while i < len(place):
        j, is_one = i, True
        while j < len(place) and place[j] == place[i]:
            is_one &= value[j] == value[i]
            j += 1
        if is_one:
            places[k], values[k] = place[i], value[i]
            k += 1
        i = j
    return k


@njit(nogil=True, cache=True)
def collect(hashes, kinds, bounds, places, values, out_bounds):  # type: ignore[no-untyped-def]
    """Fill places, values and their bounds text by text; returns how many numbers were kept."""
    k = 0
    for text in range(len(bounds) - 1):
        start, before, last, since = k, np.uint64(0), np.uint64(0), np.uint64(0)
        for p in range(bounds[text], bounds[text + 1]):
            if kinds[p] & DIGIT:
                since += np.uint64(1)
                places[k], values[k] = mix((last * ODD + before) * ODD + since), hashes[p]
                k += 1
            else:
                before, last, since = last, hashes[p], np.uint64(0)
        k = settle(places, values, start, k)
        out_bounds[text + 1] = k
    return k


@njit(nogil=True, cache=True)
def compare_all(pairs, left, right, out):  # type: ignore[no-untyped-def]
    """Fill a row (agree, differ) for each pair."""
    for row in range(len(pairs)):
        i, i_end = left[2][pairs[row, 0]], left[2][pairs[row, 0] + 1]
        j, j_end = right[2][pairs[row, 1]], right[2][pairs[row, 1] + 1]
        while i < i_end and j < j_end:
            if left[0][i] == right[0][j]:
                out[row, np.int64(left[1][i] != right[1][j])] += 1
                i, j = i + 1, j + 1
            elif left[0][i] < right[0][j]:
                i += 1
            else:
                j += 1
