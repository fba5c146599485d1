"""Which words of two texts stand for each other: runs of equal words, in the same order in both.

Belongs here: the longest common subsequence of words, and which of its runs are chance. Does not: what stands between
the runs (slots), passages wherever they stand (passages).

The subsequence is found 64 words at a time (Hyyrö 2004, bit-parallel LCS); its rows are kept, and the way back through
them gives the words. Beginnings and ends that are equal need no row.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import I32, I64, ONE, U8, U64, Int, find_slot, inlined, slots_for
from pipelines.core.matching.pairs.coverage import EVERY
from pipelines.core.matching.pairs.facts import NUMBER

MAX_WORDS = 4_096
"""Words of a text that are aligned, from its beginning: time grows with the product of both lengths."""

FAR, NEAR = 60, 25
"""Bytes of a gap beyond which its size makes no difference, and up to which a short word beside it may count."""

LETTERS = 4
"""Bytes of a run that is no chance between near gaps, whatever its words."""


class Side(NamedTuple):
    """One text. words: hashes; starts, ends: of their bytes; facts: their kinds (facts)."""

    words: U64
    starts: I32
    ends: I32
    facts: U8


class Room(NamedTuple):
    """Scratch for texts of some length. slots: table of the left words, by place; ids: number of the word at each left
    place, by first occurrence; masks: by id, its places as bits; rows: the steps of the search; row_of: the row behind
    each right word; right_ids: number of each right word, -1 where the left text lacks it; match: by left place, the
    right place or -1
    """

    slots: I64
    ids: I64
    masks: U64
    rows: U64
    row_of: I64
    right_ids: I64
    match: I64


class Runs(NamedTuple):
    """Runs of equal words: first place in the left and in the right text, and words."""

    left: I64
    right: I64
    words: I64


@inlined
def room_for(left: Int, right: Int) -> Room:
    """Room for texts of up to so many words."""
    width = (left + 63) >> 6
    return Room(
        np.empty(slots_for(left), np.int64), np.empty(left, np.int64), np.empty(left * width, np.uint64),
        np.empty((right + 1) * width, np.uint64), np.zeros(right + 1, np.int64), np.empty(right, np.int64),
        np.empty(left, np.int64),
    )  # fmt: skip


@inlined
def index_words(words: U64, room: Room) -> I64:
    """Fill ids and masks of a left text; returns its table."""
    slots, width, count = room.slots[: slots_for(len(words))], (len(words) + 63) >> 6, 0
    slots[:] = -1
    for p in range(len(words)):
        slot = find_slot(words[p], words[p], words, slots)
        if slots[slot] < 0:
            slots[slot], room.ids[p] = p, count
            room.masks[count * width : (count + 1) * width] = np.uint64(0)
            count += 1
        else:
            room.ids[p] = room.ids[slots[slot]]
        room.masks[room.ids[p] * width + (p >> 6)] |= ONE << np.uint64(p & 63)
    return slots


@inlined
def fill_rows(low: Int, high: Int, from_right: Int, to_right: Int, width: Int, room: Room) -> None:
    """The search over left[low:high] and right[from_right:to_right]: a bit is 0 where the subsequence grows by one."""
    first, last, made = low >> 6, (high - 1) >> 6, 0
    until = EVERY >> np.uint64(63 - ((high - 1) & 63))
    for k in range(first, last + 1):
        room.rows[k] = EVERY
    room.rows[first] &= EVERY << np.uint64(low & 63)
    room.rows[last] &= until
    room.row_of[from_right] = 0
    for q in range(from_right, to_right):
        word = room.right_ids[q]
        if word >= 0:
            before, after, carry = made * width, (made + 1) * width, np.uint64(0)
            for k in range(first, last + 1):
                row, mask = room.rows[before + k], room.masks[word * width + k]
                part = row + (row & mask)
                whole = part + carry
                carry = np.uint64((part < row) | (whole < part))
                room.rows[after + k] = whole | (row & ~mask)
            room.rows[after + last] &= until
            made += 1
        room.row_of[q + 1] = made


@inlined
def align(left: U64, right: U64, slots: I64, room: Room) -> None:
    """Fill right_ids and match; slots, room: of `index_words` of the left text."""
    width, low, ends = (len(left) + 63) >> 6, 0, 0
    for q in range(len(right)):
        place = slots[find_slot(right[q], right[q], left, slots)]
        room.right_ids[q] = room.ids[place] if place >= 0 else np.int64(-1)
    while low < min(len(left), len(right)) and left[low] == right[low]:
        room.match[low] = low
        low += 1
    shorter = min(len(left), len(right)) - low
    while ends < shorter and left[len(left) - 1 - ends] == right[len(right) - 1 - ends]:
        ends += 1
        room.match[len(left) - ends] = len(right) - ends
    high, q = len(left) - ends, len(right) - ends
    room.match[low:high] = -1
    if low in (high, q):
        return
    fill_rows(low, high, low, q, width, room)
    p = high - 1
    while p >= low and q > low:
        bit = np.uint64(p & 63)
        if (room.rows[room.row_of[q] * width + (p >> 6)] >> bit) & ONE:
            p -= 1
        elif not (room.rows[room.row_of[q - 1] * width + (p >> 6)] >> bit) & ONE:
            q -= 1
        else:
            room.match[p] = q - 1
            p, q = p - 1, q - 1


@inlined
def find_runs(left: Side, right: Side, match: I64, runs: Runs) -> int:
    """Fill `runs` with those that are no chance; returns how many. Two texts about nothing in common still have a
    third of their words in one order: short ones, with gaps around them.
    """
    count, p = 0, 0
    while p < len(left.words):
        start = p
        p += 1
        if match[start] >= 0:
            while p < len(left.words) and match[p] == match[p - 1] + 1:
                p += 1
            runs.left[count], runs.right[count], runs.words[count] = start, match[start], p - start
            count += 1
    for _ in range(3):  # a run that is dropped widens the gaps of its neighbours
        kept = 0
        for r in range(count):
            begin, other, words = runs.left[r], runs.right[r], runs.words[r]
            left_from = runs.left[kept - 1] + runs.words[kept - 1] if kept else 0
            right_from = runs.right[kept - 1] + runs.words[kept - 1] if kept else 0
            left_to = runs.left[r + 1] if r + 1 < count else len(left.words)
            right_to = runs.right[r + 1] if r + 1 < count else len(right.words)
            before = gap(left, right, left_from, begin, right_from, other, kept == 0)
            behind = gap(left, right, begin + words, left_to, other + words, right_to, r + 1 == count)
            length = size(left, begin, begin + words)
            is_solid = length * 20 >= (2 * length + before + behind) * 3
            if before and behind and is_all_numbers(left.facts, begin, begin + words):
                continue  # a part of two other numbers: 4.6 and 6.9
            if is_solid and (length >= LETTERS or words > 1 or (before <= NEAR and behind <= NEAR)):
                runs.left[kept], runs.right[kept], runs.words[kept] = begin, other, words
                kept += 1
        if kept == count:
            break
        count = kept
    return count


@inlined
def is_all_numbers(facts: U8, first: Int, end: Int) -> bool:
    """Whether the words from first to before end are numbers."""
    others = 0
    for p in range(first, end):
        others += facts[p] != NUMBER
    return others == 0


@inlined
def gap(left: Side, right: Side, first: Int, end: Int, from_right: Int, to_right: Int, is_outer: bool) -> Int:
    """Bytes of the longer side of a gap, up to FAR. Outside all runs there is none if a text begins or ends there: what
    the other one has before or behind is a notice or a rest, and no other words for the same.
    """
    one, other = size(left, first, end), size(right, from_right, to_right)
    return np.int64(0) if is_outer and min(one, other) == 0 else min(max(one, other), np.int64(FAR))


@inlined
def size(side: Side, first: Int, end: Int) -> Int:
    """Bytes of the words from first to before end."""
    return np.int64(side.ends[end - 1] - side.starts[first]) if end > first else np.int64(0)
