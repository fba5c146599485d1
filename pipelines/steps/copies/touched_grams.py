"""The grams a run touches, and their posting lists, read from dedup.fingerprints.

Belongs here: which grams these are, and reading their rows. Does not: what grams weigh (gram_index), grouping rows
(posting_lists), fingerprints of new texts (texts).

The table is read as a stream, and of many million grams only the touched ones pass. Where few texts are touched, their
grams are looked up one by one; else they pass a Bloom filter; and where every text is touched, only grams that occur
twice do. These are read in ranges of hashes, so that memory stays bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipelines.core.matching import bloom, posting_lists
from pipelines.core.matching.bloom import BloomFilter
from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.gram_weights import MAX_DF
from pipelines.core.matching.kernels import I32, I64, U64, Bools, distinct
from pipelines.core.matching.posting_lists import PostingLists
from warehouse.engine import Engine

TEXTS_PER_BATCH = 2_048
"""Texts read at a time: 2 MB of ordinary news."""

GRAMS_PER_RANGE = 8_000_000
"""Grams sorted at a time, about 250 MB. Each range is one more scan of the table."""

PASSING_PER_KEY = 4
"""Grams that pass a Bloom filter for each one that was added: more than in any corpus seen."""

MAX_LOOKED_UP = 2_000_000
"""Kept grams of touched texts up to which they are looked up one by one."""

SAMPLED_TEXTS = 10_000
"""Texts that show how hashes are distributed."""

UNTOUCHED = "select 1 from dedup.texts anti join work.touched_texts using (text_no) limit 1"
TOUCHED = "select text_no from work.touched_texts"
UPWEIGHTED = "select text_no from work.upweighted_texts"

ALL = "select text_no, hashes from dedup.fingerprints"
OF_SOME = f"{ALL} semi join ({{texts}}) using (text_no)"
GRAM_COUNT = "select coalesce(sum(gram_count), 0) from dedup.texts"
GRAM_COUNT_OF_SOME = f"{GRAM_COUNT} semi join ({{texts}}) using (text_no)"
TOO_COMMON = f"select hash from dedup.cut_grams where text_count > {MAX_DF} and not is_boilerplate"

NO_TEXT, NO_GRAM = np.zeros(0, np.int32), np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class TouchedGrams:
    """few: the grams, ascending; passing: if they are many, a filter that they, and some others, pass instead."""

    few: I64
    passing: BloomFilter | None = None

    def include(self, hashes: I64) -> Bools:
        """Which of these grams are among them."""
        if self.passing is not None:
            return bloom.contains(self.passing.once, hashes)
        return np.isin(hashes, self.few)


def find_touched_grams(engine: Engine) -> TouchedGrams:
    """The grams of touched texts, and grams that are too common to be followed: their texts are large groups of
    reprints. To be called before any touched text is forgotten.
    """
    common = engine.arrow(TOO_COMMON)["hash"].to_numpy()
    count = _count(engine, GRAM_COUNT_OF_SOME.format(texts=TOUCHED))
    of_touched = (kept.hashes for _, kept in _kept_grams(engine, OF_SOME.format(texts=TOUCHED)))
    if count <= MAX_LOOKED_UP:
        return TouchedGrams(distinct(np.concatenate([common, *of_touched])))
    passing = bloom.bloom_filter(count)
    for hashes in (common, *of_touched):
        bloom.add(passing, hashes)
    return TouchedGrams(NO_GRAM, passing)


def read_posting_lists(engine: Engine, grams: TouchedGrams, is_all: bool) -> Iterator[PostingLists]:
    """The posting lists of touched grams, range by range; is_all: every text is touched, so only shared grams pass."""
    if grams.passing is None:
        yield _look_up(engine, grams.few)
        return
    bits = grams.passing.twice if is_all else grams.passing.once
    count = min(_count(engine, GRAM_COUNT), PASSING_PER_KEY * len(bits) * 64 // bloom.BITS_PER_KEY)
    yield from _by_range(engine, ALL, count, bits)


def read_upweighted(engine: Engine) -> Iterator[PostingLists]:
    """The posting lists of all grams of the upweighted texts, among these alone, range by range."""
    count = _count(engine, GRAM_COUNT_OF_SOME.format(texts=UPWEIGHTED))
    yield from _by_range(engine, OF_SOME.format(texts=UPWEIGHTED), count)


def _look_up(engine: Engine, grams: I64) -> PostingLists:
    table = bloom.gram_table(grams)
    found = [(NO_TEXT, NO_TEXT), *(bloom.select_wanted(table, *some) for some in _kept_grams(engine, ALL))]
    numbers, texts = (np.concatenate(column) for column in zip(*found, strict=True))
    return posting_lists.from_numbered_rows(numbers, texts, grams)


def _by_range(engine: Engine, sql: str, count: int, bits: U64 = bloom.ALL_PASS) -> Iterator[PostingLists]:
    """Posting lists of the grams of a select, about `count`, that pass a filter, in ranges of hashes."""
    parts = max(1, -(-count // GRAMS_PER_RANGE))
    for low, high in posting_lists.hash_ranges(_sample(engine, sql) if parts > 1 else NO_GRAM, parts):
        found = [bloom.select_range(bits, *some, low, high) for some in _kept_grams(engine, sql)]
        hashes, texts = (np.concatenate(column) for column in zip((NO_GRAM, NO_TEXT), *found, strict=True))
        yield posting_lists.from_rows(hashes, texts)


def _kept_grams(engine: Engine, sql: str) -> Iterator[tuple[I32, Fingerprints]]:
    """(numbers of texts, their kept grams) of the rows of a select, batch by batch."""
    for batch in engine.batches(sql, rows=TEXTS_PER_BATCH):
        hashes: Any = batch["hashes"]
        bounds = hashes.offsets.to_numpy().astype(np.int64)
        yield batch["text_no"].to_numpy(), Fingerprints(hashes.flatten().to_numpy(), bounds - bounds[0])


def _sample(engine: Engine, sql: str) -> I64:
    """The grams of some rows of a select."""
    return np.concatenate([NO_GRAM, *(kept.hashes for _, kept in _kept_grams(engine, f"{sql} limit {SAMPLED_TEXTS}"))])


def _count(engine: Engine, sql: str) -> int:
    return int(engine.rows(sql)[0][0])
