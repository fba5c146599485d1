"""What two texts have in common, character by character, as a handful of numbers between 0 and about 1.

Belongs here: the features of a pair. Does not: what they weigh (score).

A character is covered where a 6-gram over it stands anywhere in the other text. So a misread letter leaves a hole of
one
character, another word a hole of its length, another paragraph a long one: covered share and widest hole tell damage,
editing and different texts apart. Runs below RUN characters are chance and don't count as `solid`.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.pairs.char_grams import SIZE, Characters
from pipelines.core.matching.pairs.coverage import EVERY, cover, drop_short_runs, first_run, gaps, share, words_of

LEAD = 120
"""Characters of a beginning: the lead sentence. Copies keep it, updates write a new one."""

FIELD, FIELD_SHIFT, WORD_SHIFT = np.uint32(2047), np.uint32(16), np.uint32(27)
"""A field of 65,536 bits that fits into the fastest memory: most grams that are not there are told by it."""

FEATURES = (
    "covered_shorter", "covered_longer", "solid_shorter", "solid_longer", "lead_shorter", "lead_longer", "lead_both",
    "late_start", "widest_gap", "digits_lost_shorter", "digits_lost_longer", "log_length", "log_ratio",
)  # fmt: skip
"""Names of the columns of `measure`.

covered_, solid_: share of the shorter (longer) text's characters that are covered, in runs of RUN or more
lead_: the same for its first LEAD characters; lead_both: the smaller of the two
late_start: where the first solid run begins, mean of both texts, in units of 300 characters, at most 1
widest_gap: the longest run of the shorter text that is not solid, as a share of it
digits_lost_: share of its digits that are not solid (of three more than there are, so that one lost digit proves
little)
log_length: ln(1 + characters of the shorter) / 10; log_ratio: ln(longer / shorter), at most 5, / 5
"""


def measure(left: Characters, right: Characters, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Features of each pair, a row each; pairs are rows (text of `left`, text of `right`), best sorted by the first.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.pairs.char_grams import characters
    >>> texts = characters(pa.array(["The ferry ran aground.", "the ferry ran aground", "Something else."]))
    >>> rows = measure(texts, texts, np.array([[0, 1], [0, 2]]))
    >>> rows[:, FEATURES.index("covered_shorter")].tolist()
    [1.0, 0.0]
    """
    out = np.zeros((len(pairs), len(FEATURES)), np.float32)
    longest = int(max(np.diff(left.bounds).max(initial=0), np.diff(right.bounds).max(initial=0)))
    sides = [(text.grams, text.bounds, text.digits, text.digit_bounds) for text in (left, right)]
    compare_all(np.ascontiguousarray(pairs, np.int64), sides[0], sides[1], longest, out)
    return out


@njit(inline="always")
def fill_table(grams, keys, places, twin, twins, twin_grams, following, bits):  # type: ignore[no-untyped-def]
    """Put grams into an open-addressed table with the place where each stands first, and into a field of bits.

    twins: the places whose gram stands elsewhere too, ascending; twin_grams: these grams, numbered from 0; following:
    how many twins are before each place, and after the last; twin: scratch. Returns the mask.
    """
    size = 16
    while size < 2 * len(grams):
        size <<= 1
    mask = size - 1
    keys[:size] = 0
    bits[:] = 0
    several = 0
    for p in range(len(grams)):
        twin[p] = -1
        if grams[p]:
            z = np.int64(grams[p]) & mask
            while keys[z] != 0 and keys[z] != grams[p]:
                z = (z + 1) & mask
            if keys[z]:
                first = places[z]
                if twin[first] < 0:
                    twin[first], several = several, several + 1
                twin[p] = twin[first]
            else:
                keys[z], places[z] = grams[p], p
                bits[(grams[p] >> FIELD_SHIFT) & FIELD] |= np.uint32(1) << (grams[p] >> WORD_SHIFT)
    count = 0
    for p in range(len(grams)):
        following[p], twins[count], twin_grams[count] = count, p, twin[p]
        count += twin[p] >= 0
    following[len(grams)] = count
    return mask


@njit(inline="always")
def agree(mine, p, other, q):  # type: ignore[no-untyped-def]
    """How many grams in a row are the same from these two on, which are: equal grams SIZE apart hold those between."""
    n, room = 1, min(len(mine) - p, len(other) - q)
    while n - 1 + SIZE < room and other[q + n - 1 + SIZE] == mine[p + n - 1 + SIZE] and mine[p + n - 1 + SIZE] != 0:
        n += SIZE
    while n < room and other[q + n] == mine[p + n] and mine[p + n] != 0:
        n += 1
    return n


@njit(inline="always")
def cover_both(stamp, mine, table, twins, twin_grams, following, stamps, other, covered, covered_other):  # type: ignore[no-untyped-def]
    """Mark the characters that each text has of the other: those of a gram that stands anywhere in both.

    Where a gram of the other text is found, both texts are followed as far as they agree. That covers the characters
    that looking up each gram would, once grams that stand more than once are stamped, and covered at the end where
    something is left to cover.
    table: keys, places, bits and mask of `mine`
    """
    keys, places, bits, mask = table
    covered[: words_of(len(mine))] = 0
    covered_other[: words_of(len(other))] = 0
    q, stamped = 0, 0
    while q < len(other):
        gram = other[q]
        if not (bits[(gram >> FIELD_SHIFT) & FIELD] >> (gram >> WORD_SHIFT)) & np.uint32(1) or gram == 0:
            q += 1
            continue
        z = np.int64(gram) & mask
        while keys[z] != 0 and keys[z] != gram:
            z = (z + 1) & mask
        if keys[z] == 0:
            q += 1
            continue
        p = np.int64(places[z])
        n = agree(mine, p, other, q)
        cover(covered, p, p + n + SIZE - 1)
        cover(covered_other, q, q + n + SIZE - 1)
        for t in range(following[p], following[p + n]):
            stamps[twin_grams[t]] = stamp
        stamped += following[p + n] - following[p]
        q += n
    for i in range(words_of(len(mine)) if stamped else 0):
        left, at = ~covered[i], np.int64(i) << 6
        while left:
            low, run = first_run(left)
            end = min(at + low + run, len(mine))
            for t in range(following[min(max(at + low - SIZE + 1, 0), end)], following[end]):
                if stamps[twin_grams[t]] == stamp:
                    cover(covered, twins[t], twins[t] + SIZE)
            left = left & (EVERY << np.uint64(low + run)) if low + run < 64 else np.uint64(0)


@njit(inline="always")
def digits_lost(digits, covered):  # type: ignore[no-untyped-def]
    """Share of digits, given by their places, that are not covered, of three more than there are."""
    lost = np.int64(0)
    for p in digits:
        lost += 1 - np.int64(covered[p >> 6] >> np.uint64(p & 63) & np.uint64(1))
    return lost / (len(digits) + 3)


@njit(inline="always")
def describe(short, long, n_short, n_long, digits_short, digits_long, spare, row):  # type: ignore[no-untyped-def]
    """Fill one row of FEATURES from the covered characters of both texts; short and long are spoilt."""
    row[0], row[1] = share(short, n_short), share(long, n_long)
    drop_short_runs(short, n_short, spare)
    drop_short_runs(long, n_long, spare)
    start_short, widest = gaps(short, n_short)
    start_long, _ = gaps(long, n_long)
    row[2], row[3] = share(short, n_short), share(long, n_long)
    row[4], row[5] = share(short, min(LEAD, n_short)), share(long, min(LEAD, n_long))
    row[6] = min(row[4], row[5])
    row[7] = (min(start_short, 300) + min(start_long, 300)) / 600
    row[8] = widest / max(n_short, 1)
    row[9], row[10] = digits_lost(digits_short, short), digits_lost(digits_long, long)
    row[11] = np.log(1.0 + n_short) / 10
    row[12] = min(np.log((1.0 + n_long) / (1.0 + n_short)), 5.0) / 5


@njit(nogil=True, cache=True)
def compare_all(pairs, texts, others, longest, out):  # type: ignore[no-untyped-def]
    """Fill a row of FEATURES for each pair; the table of a left text serves all its pairs that follow each other.

    texts, others: grams, bounds, digits and digit bounds of Characters
    """
    grams, bounds, digits, digit_bounds = texts
    other_grams, other_bounds, other_digits, other_digit_bounds = others
    keys, stamps = np.zeros(4 * longest + 16, np.uint32), np.full(4 * longest + 16, -1, np.int32)
    places, bits = np.empty(4 * longest + 16, np.int32), np.zeros(FIELD + 1, np.uint32)
    twin, following = np.empty(longest, np.int32), np.empty(longest + 1, np.int32)
    twins, twin_grams = np.empty(longest + 1, np.int32), np.empty(longest + 1, np.int32)
    room = words_of(longest + SIZE) + 2
    mine, theirs, spare = np.zeros(room, np.uint64), np.zeros(room, np.uint64), np.zeros(room, np.uint64)
    held, mask = np.int64(-1), 0
    for row in range(len(pairs)):
        a, b = pairs[row]
        grams_a, grams_b = grams[bounds[a] : bounds[a + 1]], other_grams[other_bounds[b] : other_bounds[b + 1]]
        if a != held:
            mask = fill_table(grams_a, keys, places, twin, twins, twin_grams, following, bits)
            held = a
        table = (keys, places, bits, mask)
        cover_both(row, grams_a, table, twins, twin_grams, following, stamps, grams_b, mine, theirs)
        digits_a = digits[digit_bounds[a] : digit_bounds[a + 1]]
        digits_b = other_digits[other_digit_bounds[b] : other_digit_bounds[b + 1]]
        if len(grams_a) <= len(grams_b):
            describe(mine, theirs, len(grams_a), len(grams_b), digits_a, digits_b, spare, out[row])
        else:
            describe(theirs, mine, len(grams_b), len(grams_a), digits_b, digits_a, spare, out[row])
