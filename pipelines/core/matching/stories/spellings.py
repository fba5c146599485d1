"""Spellings: each way in which texts write a term has a number, so that a text stores numbers instead of words.

Belongs here: numbering the spellings of terms. Does not: terms (terms), storing spellings (steps.story_words).

Numbers depend on the order of arrival, so they decide nothing: texts are compared by the terms that the numbers stand
for, and two spellings of one term are one term.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import GOLDEN, I32, I64, U8, Int, find_slot, fnv, kernel, mix, slots_for
from pipelines.core.matching.stories.terms import Terms
from pipelines.core.matching.tokens import text_buffers


class Spellings:
    """The spellings known so far; they have the numbers 0 to count - 1."""

    def __init__(self, hashes: I32, words: "pa.Array[Any]") -> None:
        """hashes: of the terms, 32 bits; words: their spellings, of which each belongs to its term."""
        data, offsets = text_buffers(words)
        self._keys = keys_of(data, offsets[:-1], offsets[1:], hashes)
        self.count = len(hashes)
        self._slots = np.zeros(0, np.int32)

    def number(self, texts: "pa.Array[Any]", terms: Terms) -> "tuple[I32, I32, pa.Array[Any]]":
        """(number of the spelling of each term, and of those that are new the hashes of the terms and the words).

        >>> from pipelines.core.matching.stories.terms import join_titles, of_joined
        >>> from pipelines.core.matching.stories.term_reading import rules_of
        >>> known = Spellings(np.zeros(0, np.int32), pa.array([], pa.string()))
        >>> sizes, texts = join_titles(pa.array(["Ferry sinks", "ferry"]), pa.array(["", "A Ferry"]))
        >>> numbers, hashes, words = known.number(texts, of_joined(sizes, texts, rules_of("en")))
        >>> [words[number].as_py() for number in sorted(numbers.tolist())], len(np.unique(hashes)), known.count
        (['sinks', 'Ferry', 'ferry', 'A'], 3, 4)
        """
        data, offsets = text_buffers(texts)
        texts_at = np.repeat(offsets[:-1], np.diff(terms.bounds))
        starts, ends = texts_at + terms.starts, texts_at + terms.ends
        numbers, fresh = self._assign(keys_of(data, starts, ends, terms.hashes))
        view = memoryview(data.tobytes())
        words = [bytes(view[a:b]) for a, b in zip(starts[fresh].tolist(), ends[fresh].tolist(), strict=True)]
        return numbers, terms.hashes[fresh], pa.array(words, pa.binary()).cast(pa.string())

    def _assign(self, keys: I64) -> tuple[I32, I64]:
        """(number of each key, places of those that are new)."""
        most = self.count + len(keys)
        if len(self._keys) < most:
            self._keys = np.concatenate([self._keys[: self.count], np.zeros(2 * most - self.count, np.int64)])
            self._slots = fill_slots(self._keys, self.count, slots_for(2 * most))
        numbers, fresh = np.empty(len(keys), np.int32), np.empty(len(keys), np.int64)
        before = self.count
        self.count = int(assign(keys, self._keys, self._slots, before, numbers, fresh))
        return numbers, fresh[: self.count - before]


@kernel
def keys_of(data: U8, starts: I64, ends: I64, hashes: I32) -> I64:
    """A key of each spelling data[start:end], of 64 bits: of its bytes and of the term that it spells."""
    keys = np.empty(len(starts), np.int64)
    for i in range(len(starts)):
        h = fnv(GOLDEN, np.uint64(np.uint32(hashes[i])))
        for p in range(starts[i], ends[i]):
            h = fnv(h, np.uint64(data[p]))
        keys[i] = np.int64(mix(h))
    return keys


@kernel
def fill_slots(keys: I64, count: Int, size: Int) -> I32:
    """A table of `size` slots that holds the first `count` keys."""
    slots = np.full(size, -1, np.int32)
    for number in range(count):
        slots[find_slot(keys[number], np.uint64(keys[number]), keys, slots)] = number
    return slots


@kernel
def assign(keys: I64, known: I64, slots: I32, count: Int, numbers: I32, fresh: I64) -> Int:
    """Fill `numbers` with the number of each key and `fresh` with the places of new keys; returns how many are known.

    known: keys by number, with room for more; slots: their table; count: how many are known
    """
    before = count
    for i in range(len(keys)):
        slot = find_slot(keys[i], np.uint64(keys[i]), known, slots)
        if slots[slot] < 0:
            slots[slot], known[count], fresh[count - before] = count, keys[i], i
            count += 1
        numbers[i] = slots[slot]
    return count
