"""What two texts have in common, character by character, as a handful of numbers between 0 and about 1.

Belongs here: the character features of a pair. Does not: what they weigh (score).

A character is covered where a 6-gram over it occurs anywhere in the other text. So a misread letter leaves a hole of
one character, another word a hole of its length, another paragraph a long one: the covered share and the widest hole
tell damage, editing and different texts apart. Runs below RUN characters are chance and don't count as `solid`.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import (
    F32,
    I32,
    U32,
    U64,
    Int,
    Pairs,
    find_slot,
    inlined,
    kernel,
    longest,
    slots_for,
    uncounted,
)
from pipelines.core.matching.pairs.char_grams import SIZE, Characters
from pipelines.core.matching.pairs.coverage import EVERY, cover, drop_short_runs, first_run, gaps, share, words_of

LEAD = 120
"""Characters of the lead: about its first sentence. Copies keep it, updates write a new one."""

LAST_WORD, WORD_SHIFT, BIT_SHIFT = np.uint32(2047), np.uint32(16), np.uint32(27)
"""A prefilter of 65,536 bits, which fits into the L1 cache: it rejects most grams that the text does not have."""

NO_DIGITS = -1.0

FEATURES = (
    "covered_shorter", "covered_longer", "solid_shorter", "solid_longer", "lead_shorter", "lead_longer", "lead_both",
    "late_start", "widest_gap", "digits_lost_shorter", "digits_lost_longer", "log_length", "log_ratio",
)  # fmt: skip
"""Names of the columns of `measure`.

covered_, solid_: share of the shorter (longer) text's characters that are covered, in runs of RUN or more
lead_: the same for its first LEAD characters; lead_both: the smaller of the two
late_start: where the first solid run begins, mean of both texts, in units of 300 characters, at most 1
widest_gap: the longest run of the shorter text that is not solid, as a share of it
digits_lost_: share of its digits that are not solid, of three more than it has: one lost digit proves little; NO_DIGITS
in a text without any, which proves nothing
log_length: ln(1 + characters of the shorter) / 10; log_ratio: ln(longer / shorter), at most 5, / 5
"""


class GramPositions(NamedTuple):
    """The grams of one text and where they occur.

    slots: hash table of the first position of each gram
    prefilter: bits of the grams
    repeats: positions of grams that occur elsewhere too, ascending
    repeat_ids: numbers from 0 of these grams
    repeats_before: repeats before each position, and before the end
    """

    slots: I32
    prefilter: U32
    repeats: I32
    repeat_ids: I32
    repeats_before: I32


@inlined
def prefilter_bit(gram: np.uint32) -> tuple[np.uint32, np.uint32]:
    """(word, shift within it) of the bit of a gram."""
    return (gram >> WORD_SHIFT) & LAST_WORD, gram >> BIT_SHIFT


@inlined
def index_positions(grams: U32, room: GramPositions, first_repeat: I32) -> GramPositions:
    """Index the grams of a text. room: arrays large enough; first_repeat: scratch, a number per position."""
    slots = room.slots[: slots_for(len(grams))]
    slots[:] = -1
    room.prefilter[:] = 0
    repeated = 0
    for p in range(len(grams)):
        first_repeat[p] = -1
        if grams[p]:
            slot = find_slot(grams[p], np.uint64(grams[p]), grams, slots)
            first = slots[slot]
            if first >= 0:
                if first_repeat[first] < 0:
                    first_repeat[first], repeated = repeated, repeated + 1
                first_repeat[p] = first_repeat[first]
            else:
                slots[slot] = p
                word, shift = prefilter_bit(grams[p])
                room.prefilter[word] |= np.uint32(1) << shift
    count = 0
    for p in range(len(grams)):
        room.repeats_before[p], room.repeats[count], room.repeat_ids[count] = count, p, first_repeat[p]
        count += first_repeat[p] >= 0
    room.repeats_before[len(grams)] = count
    return GramPositions(slots, room.prefilter, room.repeats, room.repeat_ids, room.repeats_before)


@inlined
def common_run(mine: U32, p: Int, other: U32, q: Int) -> int:
    """How many grams from mine[p] and other[q] are equal, which these two are; equal grams SIZE apart imply those
    between.
    """
    n, room = 1, min(len(mine) - p, len(other) - q)
    while n - 1 + SIZE < room and other[q + n - 1 + SIZE] == mine[p + n - 1 + SIZE] and mine[p + n - 1 + SIZE] != 0:
        n += SIZE
    while n < room and other[q + n] == mine[p + n] and mine[p + n] != 0:
        n += 1
    return n


@inlined
def cover_both(
    stamp: Int, mine: U32, index: GramPositions, stamps: I32, other: U32, covered: U64, covered_other: U64
) -> None:
    """Set the characters that each text has of the other: those of a gram that occurs anywhere in both.

    Where a gram of the other text is found, both are followed while they agree. This covers what looking up every gram
    would, provided that grams which occur more than once are stamped, and then covered wherever they occur.

    stamp: number of the pair; stamps: by repeat_ids, the last pair that had the gram
    index: of mine
    """
    covered[: words_of(len(mine))] = 0
    covered_other[: words_of(len(other))] = 0
    q, stamped = 0, 0
    while q < len(other):
        gram = other[q]
        word, shift = prefilter_bit(gram)
        if not (index.prefilter[word] >> shift) & np.uint32(1) or gram == 0:
            q += 1
            continue
        p = np.int64(index.slots[find_slot(gram, np.uint64(gram), mine, index.slots)])
        if p < 0:
            q += 1
            continue
        n = common_run(mine, p, other, q)
        cover(covered, p, p + n + SIZE - 1)
        cover(covered_other, q, q + n + SIZE - 1)
        for t in range(index.repeats_before[p], index.repeats_before[p + n]):
            stamps[index.repeat_ids[t]] = stamp
        stamped += index.repeats_before[p + n] - index.repeats_before[p]
        q += n
    for i in range(words_of(len(mine)) if stamped else 0):
        left, at = ~covered[i], np.int64(i) << 6
        while left:
            low, run = first_run(left)
            end = min(at + low + run, len(mine))
            start = min(max(at + low - SIZE + 1, 0), end)
            for t in range(index.repeats_before[start], index.repeats_before[end]):
                if stamps[index.repeat_ids[t]] == stamp:
                    cover(covered, index.repeats[t], index.repeats[t] + SIZE)
            left = left & (EVERY << np.uint64(low + run)) if low + run < 64 else np.uint64(0)


@inlined
def digits_lost(digits: I32, covered: U64) -> float:
    """Digits, given by their positions, that are not covered, as a share of three more than there are; NO_DIGITS."""
    lost = np.int64(0)
    for p in digits:
        lost += 1 - np.int64(covered[p >> 6] >> np.uint64(p & 63) & np.uint64(1))
    return lost / (len(digits) + 3) if len(digits) else NO_DIGITS


@inlined
def describe(short: U64, long: U64, n_short: Int, n_long: Int, digits_short: I32, digits_long: I32, row: F32) -> None:
    """Fill one row of FEATURES from the covered characters of both texts; overwrites short and long."""
    row[0], row[1] = share(short, n_short), share(long, n_long)
    drop_short_runs(short, n_short)
    drop_short_runs(long, n_long)
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


class Scratch(NamedTuple):
    """Scratch of `measure`. first_repeat: a number per position; stamps: by repeat_ids, the last pair that had the
    gram; mine, theirs: bits for the characters of a text
    """

    first_repeat: I32
    stamps: I32
    mine: U64
    theirs: U64


@uncounted
def measure_pairs(
    left: Characters, right: Characters, pairs: Pairs, room: GramPositions, scratch: Scratch, out: F32
) -> None:  # fmt: skip
    """Fill the rows of `measure`; room, scratch: for the longest texts."""
    held, index = np.int64(-1), room
    for row in range(len(pairs)):
        a, b = pairs[row, 0], pairs[row, 1]
        grams_a = left.grams[left.bounds[a] : left.bounds[a + 1]]
        grams_b = right.grams[right.bounds[b] : right.bounds[b + 1]]
        if a != held:
            index = index_positions(grams_a, room, scratch.first_repeat)
            held = a
        cover_both(row, grams_a, index, scratch.stamps, grams_b, scratch.mine, scratch.theirs)
        digits_a = left.digits[left.digit_bounds[a] : left.digit_bounds[a + 1]]
        digits_b = right.digits[right.digit_bounds[b] : right.digit_bounds[b + 1]]
        if len(grams_a) <= len(grams_b):
            describe(scratch.mine, scratch.theirs, len(grams_a), len(grams_b), digits_a, digits_b, out[row])
        else:
            describe(scratch.theirs, scratch.mine, len(grams_b), len(grams_a), digits_b, digits_a, out[row])


@kernel
def measure(left: Characters, right: Characters, pairs: Pairs) -> F32:
    """Features of each pair, a row each; pairs are rows (text of `left`, text of `right`), best sorted by the first:
    the index of a left text serves all its pairs that follow each other.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.pairs.char_grams import characters
    >>> texts = characters(pa.array(["The ferry ran aground.", "the ferry ran aground", "Something else."]))
    >>> rows = measure(texts, texts, np.array([[0, 1], [0, 2]]))
    >>> rows[:, FEATURES.index("covered_shorter")].tolist()
    [1.0, 0.0]
    """
    out = np.zeros((len(pairs), len(FEATURES)), np.float32)
    most = max(longest(left.bounds), longest(right.bounds))
    room = GramPositions(
        np.empty(slots_for(most), np.int32), np.zeros(LAST_WORD + 1, np.uint32), np.empty(most + 1, np.int32),
        np.empty(most + 1, np.int32), np.empty(most + 1, np.int32),
    )  # fmt: skip
    words = words_of(most + SIZE) + 2
    scratch = Scratch(
        np.empty(most, np.int32), np.full(most + 1, -1, np.int32), np.zeros(words, np.uint64),
        np.zeros(words, np.uint64),
    )  # fmt: skip
    measure_pairs(left, right, pairs, room, scratch, out)
    return out
