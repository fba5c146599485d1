"""Which words of two texts stand for each other: runs of equal words, in the same order in both.

Belongs here: the longest common subsequence of words, and which of its runs are chance. Does not: what stands between
the runs (slots), passages wherever they stand (passages).

Long runs are found first: around words that the left text has once both texts are followed while they agree, and the
heaviest chain of such anchors in the order of both is kept, as in patience diff (Cohen). Between anchors the
subsequence is found 64 words at a time (Hyyrö 2004, bit-parallel LCS); its rows are kept, and the way back through them
gives the words.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import I32, I64, ONE, U8, U64, Bools, Int, inlined, slots_for
from pipelines.core.matching.pairs.coverage import EVERY
from pipelines.core.matching.pairs.facts import NUMBER

MAX_WORDS = 4_096
"""Words of a text that are aligned, from its beginning: time grows with the product of both lengths."""

FAR, NEAR = 60, 25
"""Bytes of a gap beyond which its size makes no difference, and up to which a short word beside it may count."""

MIN_ANCHOR = 4
"""Words of the shortest anchor: fewer are as likely to be chance as to be a copy."""

LETTERS = 4
"""Bytes of a run that is no chance between near gaps, whatever its words."""


class Side(NamedTuple):
    """One text. words: hashes; starts, ends: of their bytes; facts: their kinds (facts); is_quoted: whether they are
    quoted (quotes).
    """

    words: U64
    starts: I32
    ends: I32
    facts: U8
    is_quoted: Bools


class Runs(NamedTuple):
    """Runs of equal words: first place in the left and in the right text, and words."""

    left: I64
    right: I64
    words: I64


class WordTable(NamedTuple):
    """A hash table of words. By slot: words; numbers: of the word, -1 where empty; lone: its place, -1 where empty or
    if it comes again.
    """

    words: U64
    numbers: I64
    lone: I64


class Room(NamedTuple):
    """Scratch for texts of some length. table: the left words; ids: number of the word at each left place, by first
    occurrence; masks: by id, its places as bits; rows: the steps of the search; row_of: the row behind each right word;
    right_ids: number of each right word, -1 where the left text lacks it; lone: by right place, where the left text has
    the word once, else -1; match: by left place, the right place or -1; anchors: runs that hold a word which the left
    text has once; weight, before: of the heaviest chain that ends with each anchor, its words and the anchor before it
    """

    table: WordTable
    ids: I64
    masks: U64
    rows: U64
    row_of: I64
    right_ids: I64
    lone: I64
    match: I64
    anchors: Runs
    weight: I64
    before: I64


@inlined
def room_for(left: Int, right: Int) -> Room:
    """Room for texts of up to so many words."""
    width = (left + 63) >> 6
    return Room(
        table_for(left), np.empty(left, np.int64), np.empty(left * width, np.uint64),
        np.empty((right + 1) * width, np.uint64), np.zeros(right + 1, np.int64), np.empty(right, np.int64),
        np.empty(right, np.int64), np.empty(left, np.int64), runs_for(right), np.empty(right + 1, np.int64),
        np.empty(right + 1, np.int64),
    )  # fmt: skip


@inlined
def table_for(words: Int) -> WordTable:
    """A table with room for so many words."""
    slots = slots_for(words)
    return WordTable(np.empty(slots, np.uint64), np.empty(slots, np.int64), np.empty(slots, np.int64))


@inlined
def runs_for(words: Int) -> Runs:
    """Room for the runs of texts of up to so many words."""
    return Runs(np.empty(words + 1, np.int64), np.empty(words + 1, np.int64), np.empty(words + 1, np.int64))


@inlined
def find_word(word: np.uint64, table: WordTable) -> np.uint64:
    """The slot that holds the word, or the empty slot where it belongs.

    Nobody can predict whether a text has a word of another, but a slot seldom holds a third one: one test for both.
    """
    mask = np.uint64(len(table.numbers) - 1)
    slot = word & mask
    while np.uint64(~(table.numbers[slot] >> 63)) & (table.words[slot] ^ word):
        slot = (slot + ONE) & mask
    return slot


@inlined
def index_words(words: U64, room: Room) -> WordTable:
    """Fill ids and masks of a left text; returns its table."""
    slots, width, count = slots_for(len(words)), (len(words) + 63) >> 6, 0
    table = WordTable(room.table.words[:slots], room.table.numbers[:slots], room.table.lone[:slots])
    table.numbers[:], table.lone[:] = -1, -1
    for p in range(len(words)):
        slot = find_word(words[p], table)
        if table.numbers[slot] < 0:
            table.words[slot], table.numbers[slot], table.lone[slot] = words[p], count, p
            room.masks[count * width : (count + 1) * width] = np.uint64(0)
            count += 1
        else:
            table.lone[slot] = -1
        room.ids[p] = table.numbers[slot]
        room.masks[room.ids[p] * width + (p >> 6)] |= ONE << np.uint64(p & 63)
    return table


@inlined
def fill_rows(low: Int, high: Int, from_right: Int, to_right: Int, width: Int, room: Room) -> Int:
    """The search over left[low:high] and right[from_right:to_right]: a bit is 0 where the subsequence grows by one.

    Returns how many right words the left text has there: the others have no row of their own.
    """
    first, last, made = low >> 6, (high - 1) >> 6, 0
    since, until = EVERY << np.uint64(low & 63), EVERY >> np.uint64(63 - ((high - 1) & 63))
    for k in range(first, last + 1):
        room.rows[k] = EVERY
    room.rows[first] &= since
    room.rows[last] &= until
    room.row_of[from_right] = 0
    for q in range(from_right, to_right):
        word, there = room.right_ids[q] * width, np.uint64(0)
        if word >= 0:
            there = room.masks[word + first] & since & (until if first == last else EVERY)
            for k in range(first + 1, last):
                there |= room.masks[word + k]
            there |= room.masks[word + last] & until if first < last else there
        if there:
            before, after, carry = made * width, (made + 1) * width, np.uint64(0)
            for k in range(first, last + 1):
                row, mask = room.rows[before + k], room.masks[word + k]
                part = row + (row & mask)
                whole = part + carry
                carry = np.uint64((part < row) | (whole < part))
                room.rows[after + k] = whole | (row & ~mask)
            room.rows[after + last] &= until
            made += 1
        room.row_of[q + 1] = made
    return made


@inlined
def look_up(right: U64, table: WordTable, room: Room) -> None:
    """Fill right_ids and lone."""
    for q in range(len(right)):
        slot = find_word(right[q], table)
        room.right_ids[q], room.lone[q] = table.numbers[slot], table.lone[slot]


@inlined
def find_anchors(left: U64, right: U64, room: Room) -> Int:
    """Fill anchors, in the order of the right text; returns how many."""
    count, q, end = 0, 0, 0
    while q < len(right):
        p = room.lone[q]
        if p < 0:
            q += 1
            continue
        words, ahead = 1, 0
        while p + words < len(left) and q + words < len(right) and left[p + words] == right[q + words]:
            words += 1
        while ahead < min(p, q - end) and left[p - ahead - 1] == right[q - ahead - 1]:
            ahead += 1
        q += words
        if words + ahead >= MIN_ANCHOR:
            room.anchors.left[count], room.anchors.right[count] = p - ahead, q - words - ahead
            room.anchors.words[count] = words + ahead
            count, end = count + 1, q
    return count


@inlined
def keep_chain(anchors: Runs, count: Int, room: Room) -> Int:
    """Keep of the anchors the chain with most words in the order of both texts; returns how many."""
    is_chain = True
    for i in range(1, count):
        is_chain &= anchors.left[i] >= anchors.left[i - 1] + anchors.words[i - 1]
    if is_chain:
        return count
    last = np.int64(0)
    for i in range(count):
        most, before = np.int64(0), np.int64(-1)
        for j in range(i):
            if anchors.left[j] + anchors.words[j] <= anchors.left[i] and room.weight[j] > most:
                most, before = room.weight[j], np.int64(j)
        room.weight[i], room.before[i] = most + anchors.words[i], before
        last = np.int64(i) if room.weight[i] > room.weight[last] else last
    kept = np.int64(0)
    while last >= 0:  # the way back, written behind the anchors that are still to be read
        room.weight[kept], last = last, room.before[last]
        kept += 1
    for i in range(kept):
        chosen = room.weight[kept - 1 - i]
        anchors.left[i], anchors.right[i] = anchors.left[chosen], anchors.right[chosen]
        anchors.words[i] = anchors.words[chosen]
    return kept


@inlined
def align(left: U64, right: U64, table: WordTable, room: Room) -> None:
    """Fill right_ids and match; table, room: of `index_words` of the left text."""
    look_up(right, table, room)
    count = keep_chain(room.anchors, find_anchors(left, right, room), room)
    low, from_right = np.int64(0), np.int64(0)
    room.match[: len(left)] = -1
    for i in range(count + 1):
        high = room.anchors.left[i] if i < count else len(left)
        to_right = room.anchors.right[i] if i < count else len(right)
        align_between(left, right, low, high, from_right, to_right, room)
        if i < count:
            for k in range(room.anchors.words[i]):
                room.match[high + k] = to_right + k
            low, from_right = high + room.anchors.words[i], to_right + room.anchors.words[i]


@inlined
def align_between(left: U64, right: U64, low: Int, high: Int, from_right: Int, to_right: Int, room: Room) -> None:
    """Fill match for left[low:high] and right[from_right:to_right]."""
    while low < high and from_right < to_right and left[low] == right[from_right]:
        room.match[low] = from_right
        low, from_right = low + 1, from_right + 1
    while low < high and from_right < to_right and left[high - 1] == right[to_right - 1]:
        high, to_right = high - 1, to_right - 1
        room.match[high] = to_right
    if low == high or from_right == to_right:
        return
    width = (len(left) + 63) >> 6
    if not fill_rows(low, high, from_right, to_right, width, room):
        return
    p, q = high - 1, to_right
    while p >= low and q > from_right:
        bit = np.uint64(p & 63)
        if room.row_of[q] == room.row_of[q - 1]:
            q -= 1
        elif (room.rows[room.row_of[q] * width + (p >> 6)] >> bit) & ONE:
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
    while first < end and facts[first] == NUMBER:
        first += 1
    return first == end


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
