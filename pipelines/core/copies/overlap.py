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

from pipelines.core.copies.characters import SIZE, Characters

RUN = 12
"""Covered characters in a row that are unlikely by chance: about two words."""

LEAD = 120
"""Characters of a beginning: the lead sentence. Copies keep it, updates write a new one."""

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
    >>> from pipelines.core.copies.characters import characters
    >>> texts = characters(pa.array(["The ferry ran aground.", "the ferry ran aground", "Something else."]))
    >>> rows = measure(texts, texts, np.array([[0, 1], [0, 2]]))
    >>> rows[:, FEATURES.index("covered_shorter")].tolist()
    [1.0, 0.0]
    """
    out = np.zeros((len(pairs), len(FEATURES)), np.float32)
    longest = int(max(np.diff(left.bounds).max(initial=0), np.diff(right.bounds).max(initial=0)))
    compare_all(
        np.ascontiguousarray(pairs, np.int64), left.grams, left.digits, left.bounds, right.grams, right.digits,
        right.bounds, longest, out,
    )  # fmt: skip
    return out


@njit(inline="always")
def fill_table(grams, keys, slots):  # type: ignore[no-untyped-def]
    """Put grams into an open-addressed table; slots remembers where each went (-1: no gram). Returns the mask."""
    size = 16
    while size < 2 * len(grams):
        size <<= 1
    mask = size - 1
    keys[:size] = 0
    for p in range(len(grams)):
        slots[p] = -1
        if grams[p]:
            z = np.int64(grams[p]) & mask
            while keys[z] != 0 and keys[z] != grams[p]:
                z = (z + 1) & mask
            keys[z], slots[p] = grams[p], z
    return mask


@njit(inline="always")
def cover(at, covered_to, covered):  # type: ignore[no-untyped-def]
    """Mark the characters of the gram at this place that are not marked yet; returns up to where all is settled."""
    for q in range(max(at, covered_to), at + SIZE):
        covered[q] = 1
    return at + SIZE


@njit(inline="always")
def cover_both(stamp, keys, mask, slots, stamps, other, covered, covered_other):  # type: ignore[no-untyped-def]
    """Mark the characters that each text has of the other; slots are the one text's grams, other the second's."""
    covered[: len(slots)] = 0
    covered_other[: len(other)] = 0
    covered_to = 0
    for q in range(len(other)):
        if other[q] == 0:
            continue
        z = np.int64(other[q]) & mask
        while keys[z] != 0 and keys[z] != other[q]:
            z = (z + 1) & mask
        if keys[z]:
            covered_to = cover(q, covered_to, covered_other)
            stamps[z] = stamp
    covered_to = 0
    for p in range(len(slots)):
        if slots[p] >= 0 and stamps[slots[p]] == stamp:
            covered_to = cover(p, covered_to, covered)


@njit(inline="always")
def share(covered, count):  # type: ignore[no-untyped-def]
    """Covered share of the first `count` characters."""
    total = 0
    for p in range(count):
        total += covered[p]
    return total / count if count else 0.0


@njit(inline="always")
def drop_short_runs(covered, count):  # type: ignore[no-untyped-def]
    """Uncover runs below RUN; returns (where the first run left begins, the longest uncovered stretch then)."""
    start, gap_from, widest, p = -1, 0, 0, 0
    while p < count:
        if not covered[p]:
            p += 1
            continue
        q = p
        while q < count and covered[q]:
            q += 1
        if q - p < RUN:
            covered[p:q] = 0
        else:
            start = p if start < 0 else start
            widest, gap_from = max(widest, p - gap_from), q
        p = q
    return (start if start >= 0 else count), max(widest, count - gap_from)


@njit(inline="always")
def digits_lost(digits, covered, count):  # type: ignore[no-untyped-def]
    """Share of digits that are not covered, of three more than there are."""
    there, lost = 3, 0
    for p in range(count):
        if digits[p]:
            there += 1
            lost += 1 - covered[p]
    return lost / there


@njit(inline="always")
def describe(short, long, digits_short, digits_long, row):  # type: ignore[no-untyped-def]
    """Fill one row of FEATURES from the covered characters of both texts; short and long are spoilt."""
    row[0], row[1] = share(short, len(short)), share(long, len(long))
    start_short, widest = drop_short_runs(short, len(short))
    start_long, _ = drop_short_runs(long, len(long))
    row[2], row[3] = share(short, len(short)), share(long, len(long))
    row[4], row[5] = share(short, min(LEAD, len(short))), share(long, min(LEAD, len(long)))
    row[6] = min(row[4], row[5])
    row[7] = (min(start_short, 300) + min(start_long, 300)) / 600
    row[8] = widest / max(len(short), 1)
    row[9], row[10] = digits_lost(digits_short, short, len(short)), digits_lost(digits_long, long, len(long))
    row[11] = np.log(1.0 + len(short)) / 10
    row[12] = min(np.log((1.0 + len(long)) / (1.0 + len(short))), 5.0) / 5


@njit(nogil=True, cache=True)
def compare_all(  # type: ignore[no-untyped-def]
    pairs, grams, digits, bounds, other_grams, other_digits, other_bounds, longest, out
):
    """Fill a row of FEATURES for each pair; the table of a left text serves all its pairs that follow each other."""
    keys, stamps = np.zeros(4 * longest + 16, np.uint32), np.full(4 * longest + 16, -1, np.int32)
    slots = np.empty(longest, np.int32)
    mine, theirs = np.zeros(longest + SIZE, np.uint8), np.zeros(longest + SIZE, np.uint8)
    held, mask = np.int64(-1), 0
    for row in range(len(pairs)):
        a, b = pairs[row]
        la, lb = bounds[a + 1] - bounds[a], other_bounds[b + 1] - other_bounds[b]
        if a != held:
            mask, held = fill_table(grams[bounds[a] : bounds[a + 1]], keys, slots), a
        cover_both(
            row, keys, mask, slots[:la], stamps, other_grams[other_bounds[b] : other_bounds[b + 1]], mine, theirs
        )
        digits_a, digits_b = digits[bounds[a] : bounds[a + 1]], other_digits[other_bounds[b] : other_bounds[b + 1]]
        if la <= lb:
            describe(mine[:la], theirs[:lb], digits_a, digits_b, out[row])
        else:
            describe(theirs[:lb], mine[:la], digits_b, digits_a, out[row])
