"""Which texts hold the grams a run touches: dedup.fingerprints as postings.

Belongs here: which grams these are, and reading their rows. Does not: what grams weigh and which pairs they make
(copy_grams), the index itself (core.postings), fingerprints of new texts (copy_texts).

The table is read as a stream: of many million grams only those pass that are looked for. Where few texts are
touched their grams are looked up one by one; else they pass a sieve, and where every text is touched only those that
stand in two. These are looked at range by range, so that memory stays bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipelines.core.matching import bloom, inverted_index
from pipelines.core.matching.bloom import Bits, Flags, Sieve
from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.inverted_index import Postings
from pipelines.core.matching.tokens import I32, I64
from warehouse.engine import Engine

BATCH = 2_048
"""Texts read at a time: of ordinary news with 200,000 grams, 2 MB."""

GRAMS_A_RANGE = 8_000_000
"""Grams sorted at a time, as far as can be foreseen: some 250 MB. Each range is one more scan of the table."""

HOLDERS = 4
"""Grams that pass a sieve for each one that was put in: less in any corpus seen."""

FEW = 2_000_000
"""Kept grams of touched texts up to which they are looked up."""

TOUCHED = "select text_no from work.touched_texts"
EARLIER = f"{TOUCHED} anti join work.new_texts using (text_no)"
UNTOUCHED = "select text_no from dedup.texts anti join work.touched_texts using (text_no)"
FREED = "select text_no from work.dirty_texts anti join work.new_texts using (text_no)"

ALL = "select text_no, hashes from dedup.fingerprints"
OF_SOME = f"{ALL} semi join ({{texts}}) using (text_no)"
GRAM_COUNT = "select coalesce(sum(gram_count), 0) from dedup.texts"
GRAM_COUNT_OF_SOME = f"{GRAM_COUNT} semi join ({{texts}}) using (text_no)"
COMMON = f"select hash from dedup.cut_grams where text_count > {inverted_index.MOST} and not is_boilerplate"

SAMPLED = 10_000
"""Texts that show how grams spread over their range."""

NONE, NO_GRAM = np.zeros(0, np.int32), np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Sought:
    """Grams whose holders are wanted: the few, ascending; else a sieve that they, and some others, pass."""

    few: I64 | None
    marks: Sieve

    def has(self, hashes: I64) -> Flags:
        """Which of these grams are among them."""
        if self.few is None:
            return bloom.passing(self.marks.once, hashes)
        return np.isin(hashes, self.few)


def sought(engine: Engine, marks: Sieve) -> Sought:
    """The grams of touched texts, and those too common to be followed: who holds these makes large families.

    marks: a sieve with the grams of new texts. To be called before any touched text is forgotten.
    """
    common = engine.arrow(COMMON)["hash"].to_numpy()
    if _count(engine, GRAM_COUNT_OF_SOME.format(texts=TOUCHED)) <= FEW:
        touched = [kept.hashes for _, kept in _kept_grams(engine, OF_SOME.format(texts=TOUCHED))]
        return Sought(np.unique(np.concatenate([common, *touched])), marks)
    for _, kept in _kept_grams(engine, OF_SOME.format(texts=EARLIER)):
        bloom.put(marks, kept.hashes)
    bloom.put(marks, common)
    return Sought(None, marks)


def holders(engine: Engine, wanted: Sought, is_all: bool) -> Iterator[Postings]:
    """Who holds the wanted grams, range by range; is_all: no text is left out, so that only shared grams need pass."""
    if wanted.few is not None:
        yield _of_few(engine, wanted.few)
        return
    bits = wanted.marks.twice if is_all else wanted.marks.once
    count = min(_count(engine, GRAM_COUNT), HOLDERS * len(bits) * 64 // bloom.BITS_A_ROW)
    yield from _by_range(engine, ALL, count, bits)


def _of_few(engine: Engine, grams: I64) -> Postings:
    """Postings of these grams."""
    among = bloom.lookup(grams)
    found = [(NONE, NONE), *(bloom.pick(among, *of_some) for of_some in _kept_grams(engine, ALL))]
    places, texts = (np.concatenate(column) for column in zip(*found, strict=True))
    return inverted_index.dealt(places, texts, grams)


def holders_of_freed(engine: Engine) -> Iterator[Postings]:
    """Who of the freed texts holds the grams of theirs, range by range."""
    count = _count(engine, GRAM_COUNT_OF_SOME.format(texts=FREED))
    yield from _by_range(engine, OF_SOME.format(texts=FREED), count)


def _by_range(engine: Engine, sql: str, count: int, bits: Bits = bloom.ALL_PASS) -> Iterator[Postings]:
    """Postings of the grams that a select gives, about so many, and that pass, in ranges of hashes."""
    parts = max(1, -(-count // GRAMS_A_RANGE))
    for low, high in inverted_index.ranges(_sample(engine, sql) if parts > 1 else NO_GRAM, parts):
        found = [bloom.pick_range(bits, *of_some, low, high) for of_some in _kept_grams(engine, sql)]
        yield inverted_index.postings(*(np.concatenate(column) for column in zip((NO_GRAM, NONE), *found, strict=True)))


def _kept_grams(engine: Engine, sql: str) -> Iterator[tuple[I32, Fingerprints]]:
    """(texts, what they kept) of the rows that a select gives, some at a time."""
    for batch in engine.batches(sql, rows=BATCH):
        hashes: Any = batch["hashes"]
        bounds = hashes.offsets.to_numpy().astype(np.int64)
        yield batch["text_no"].to_numpy(), Fingerprints(hashes.flatten().to_numpy(), bounds - bounds[0])


def _sample(engine: Engine, sql: str) -> I64:
    """The grams of some rows that a select gives."""
    return np.concatenate([NO_GRAM, *(kept.hashes for _, kept in _kept_grams(engine, f"{sql} limit {SAMPLED}"))])


def _count(engine: Engine, sql: str) -> int:
    return int(engine.rows(sql)[0][0])
