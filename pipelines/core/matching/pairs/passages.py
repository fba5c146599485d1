"""What two texts share word for word: how many words, and the longest passage with its place in both.

Belongs here: exact matching of words. Does not: likeness under damage (overlap), terms of stories (terms).

Words are those of `tokens` (folded, so "word for word" disregards case, punctuation and spacing). A passage has at
least GRAM words. Of a phrase that a text repeats only the last MAX_PLACES places are tried: that keeps time linear.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.core.matching.fingerprints import GRAM, gram_hash
from pipelines.core.matching.kernels import (
    I64,
    U8,
    U64,
    Int,
    Pairs,
    as_column,
    find_slot,
    inlined,
    kernel,
    longest,
    slots_for,
    uncounted,
)
from pipelines.core.matching.tokens import Words, text_buffers

MAX_PLACES = 32
"""Places of one gram in one text that are tried as part of a passage."""

COLUMNS = ("shared_grams", "left_grams", "right_grams", "left_shared_words", "right_shared_words", "passage_words",
           "left_word", "right_word")  # fmt: skip
"""Columns of `compare`: distinct 4-grams in both and in each, words of each text within shared 4-grams, words of the
longest passage and the number of its first word in each text (-1 if there is none).
"""


class Grams(NamedTuple):
    """Hashes of the word 4-grams of texts in text order, their bounds, and how many of each text's are distinct."""

    hashes: U64
    bounds: I64
    distinct: I64


class GramPlaces(NamedTuple):
    """The grams of one text and where they occur.

    slots: hash table of the last place of each gram
    earlier: the place before, of the same gram as each place; -1 for the first
    slot_of: the slot of each place
    """

    slots: I64
    earlier: I64
    slot_of: I64


class Runs(NamedTuple):
    """Scratch of `follow`.

    length, end: by place, of the run that last passed it, and where that was in the other text
    hit: by slot, the last pair that shared its gram
    """

    length: I64
    end: I64
    hit: I64


def character_spans(
    texts: "pa.Array[Any]", words: Words, index: npt.ArrayLike, first: npt.ArrayLike, count: npt.ArrayLike
) -> tuple[I64, I64]:
    """(starts, lengths) in characters of runs of words.

    index: text of each run; first: its first word; count: its words, 0 for an empty span

    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(["Ärger: the ferry, again"])
    >>> start, length = character_spans(texts, split(texts), [0], [1], [2])
    >>> texts[0].as_py()[start[0] : start[0] + length[0]]
    'the ferry'
    """
    data, offsets = text_buffers(texts)
    return measure_spans(data, offsets, words, *map(as_column, (index, first, count)))


@inlined
def places_room(most: Int) -> GramPlaces:
    """Room for the index of a text of up to `most` grams."""
    return GramPlaces(np.empty(slots_for(most), np.int64), np.empty(most, np.int64), np.empty(most, np.int64))


@inlined
def index_places(hashes: U64, room: GramPlaces) -> tuple[GramPlaces, Int]:
    """(the index of the grams of one text, how many of them are distinct)."""
    slots, distinct = room.slots[: slots_for(len(hashes))], 0
    slots[:] = -1
    for p in range(len(hashes)):
        slot = find_slot(hashes[p], hashes[p], hashes, slots)
        distinct += slots[slot] < 0
        room.earlier[p], slots[slot], room.slot_of[p] = slots[slot], p, slot
    return GramPlaces(slots, room.earlier, room.slot_of), distinct


@kernel
def grams(words: Words) -> Grams:
    """The 4-grams of each text.

    >>> from pipelines.core.matching.tokens import split
    >>> grams(split(pa.array(["a b c d a b c d", "a b"]))).distinct.tolist()
    [4, 0]
    """
    bounds, distinct = np.zeros(len(words.bounds), np.int64), np.zeros(len(words.bounds) - 1, np.int64)
    for text in range(len(distinct)):
        bounds[text + 1] = bounds[text] + max(words.bounds[text + 1] - words.bounds[text] - GRAM + 1, 0)
    hashes, room = np.empty(bounds[-1], np.uint64), places_room(longest(bounds))
    for text in range(len(distinct)):
        first, end = bounds[text], bounds[text + 1]
        for g in range(first, end):
            hashes[g] = gram_hash(words.hashes, words.bounds[text] + g - first, GRAM)
        _, distinct[text] = index_places(hashes[first:end], room)
    return Grams(hashes, bounds, distinct)


@inlined
def follow(mine: U64, other: U64, base: Int, index: GramPlaces, runs: Runs, row: Int, out: I64) -> None:
    """Walk the other text: count its shared words and grams, extend runs along diagonals, keep the longest.

    Where a gram that `mine` has once is followed by another one in both texts, no look-up is needed.

    base: added to places in the other text, so that those of different pairs differ
    index: of mine
    row: number of the pair
    out: a row of COLUMNS
    """
    covered_to, shared, words, best, q = 0, 0, 0, 0, 0
    out[6] = out[7] = -1
    while q < len(other):
        slot = find_slot(other[q], other[q], mine, index.slots)
        p = index.slots[slot]
        if p < 0:
            q += 1
            continue
        shared += runs.hit[slot] != row
        runs.hit[slot] = row
        words += q + GRAM - max(q, covered_to)
        tried, end = 0, q + 1
        while p >= 0 and tried < MAX_PLACES:
            n = runs.length[p - 1] + 1 if p > 0 and runs.end[p - 1] == base + q - 1 else 1
            if index.earlier[p] < 0 and tried == 0:
                while (
                    end < len(other) and p + 1 < len(mine) and mine[p + 1] == other[end]
                    and index.earlier[p + 1] < 0 and index.slots[index.slot_of[p + 1]] == p + 1
                ):  # fmt: skip
                    p, end, n, words = p + 1, end + 1, n + 1, words + 1
                    shared += runs.hit[index.slot_of[p]] != row
                    runs.hit[index.slot_of[p]] = row
            runs.length[p], runs.end[p] = n, base + end - 1
            if n > best:
                best, out[6], out[7] = n, p - n + 1, end - n
            p, tried = index.earlier[p], tried + 1
        q, covered_to = end, end - 1 + GRAM
    out[0], out[4], out[5] = shared, words, best + GRAM - 1 if best else 0


@inlined
def shared_words(slot_of: I64, hit: I64, row: Int) -> Int:
    """Words of the indexed text within a gram that pair `row` shares."""
    covered_to, words = 0, 0
    for p in range(len(slot_of)):
        if hit[slot_of[p]] == row:
            words += p + GRAM - max(p, covered_to)
            covered_to = p + GRAM
    return words


@uncounted
def compare_pairs(left: Grams, right: Grams, pairs: Pairs, room: GramPlaces, runs: Runs, out: I64) -> None:
    """Fill the rows of `compare`; room, runs: scratch for the longest texts."""
    held, base, slots = np.int64(-1), np.int64(0), room.slots
    for row in range(len(pairs)):
        a, b = pairs[row, 0], pairs[row, 1]
        mine = left.hashes[left.bounds[a] : left.bounds[a + 1]]
        other = right.hashes[right.bounds[b] : right.bounds[b + 1]]
        if a != held:
            held, slots = a, room.slots[: slots_for(len(mine))]
            index_places(mine, room)
        follow(mine, other, base, GramPlaces(slots, room.earlier, room.slot_of), runs, row, out[row])
        base += len(other) + 2  # a gap, so that a run never continues into the next pair
        out[row, 1], out[row, 2] = left.distinct[a], right.distinct[b]
        out[row, 3] = shared_words(room.slot_of[: len(mine)], runs.hit, row)


@kernel
def compare(left: Grams, right: Grams, pairs: Pairs) -> I64:
    """A row of COLUMNS for each pair (text of `left`, text of `right`), best sorted by the first: the index of a left
    text serves all its pairs that follow each other.

    >>> from pipelines.core.matching.tokens import split
    >>> two = grams(split(pa.array(["He said: the ferry ran aground at dawn", "Then the ferry ran aground. At dawn"])))
    >>> dict(zip(COLUMNS, compare(two, two, np.array([[0, 1]]))[0].tolist()))["passage_words"]
    6
    """
    out = np.zeros((len(pairs), len(COLUMNS)), np.int64)
    most = max(longest(left.bounds), longest(right.bounds))
    room = places_room(most)
    runs = Runs(np.zeros(most, np.int64), np.full(most, -2, np.int64), np.full(len(room.slots), -1, np.int64))
    compare_pairs(left, right, pairs, room, runs, out)
    return out


@kernel
def measure_spans(data: U8, offsets: I64, words: Words, which: I64, begin: I64, size: I64) -> tuple[I64, I64]:
    """(starts, lengths) of runs of words in characters: bytes that don't continue a UTF-8 sequence are counted.

    data, offsets: text i is data[offsets[i]:offsets[i + 1]]
    which, begin, size: text, first word and words of each run
    """
    starts, lengths = np.zeros(len(which), np.int64), np.zeros(len(which), np.int64)
    for i in range(len(which)):
        if size[i] <= 0:
            continue
        text = which[i]
        word = words.bounds[text] + begin[i]
        first, last = words.starts[word], words.ends[word + size[i] - 1]
        starts[i] = characters_in(data[offsets[text] : offsets[text] + first])
        lengths[i] = characters_in(data[offsets[text] + first : offsets[text] + last])
    return starts, lengths


@inlined
def characters_in(data: U8) -> np.int64:
    """The number of characters of UTF-8 bytes."""
    count = np.int64(0)
    for byte in data:
        count += np.int64(byte & 0xC0 != 0x80)
    return count
