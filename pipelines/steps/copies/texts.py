"""Distinct texts: numbered and fingerprinted when they are new, forgotten when no article has them any more.

Belongs here: text numbers, streaming bodies through core, which article has which text. Does not: which texts hold a
gram (touched_grams), what grams weigh (gram_index).
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import bloom, fingerprints, tokens
from pipelines.core.matching.bloom import BloomFilter
from pipelines.core.matching.kernels import I64
from pipelines.core.matching.pairs.prose import prose_words
from pipelines.steps.copies.touched_grams import TouchedGrams, find_touched_grams
from warehouse.engine import Engine

NEXT_NUMBER = "select coalesce(max(text_no), -1) + 1 from dedup.texts"
NEW = (
    "select distinct c.text_hash from work.article_changes c anti join dedup.texts t on c.text_hash = t.text_hash"
    " where c.text_hash is not null order by c.text_hash"
)
GONE = "select t.text_no from work.touched_texts t anti join dedup.article_texts a on t.text_no = a.text_no"
EXPECTED_GRAMS = (
    "select sum(greatest(128, coalesce(a.word_count, 0) // 8 + 48)) from work.article_changes c"
    " left join staging.current_articles a on c.article_id = a.article_id"
)
"""The Bloom filter is made for this number of kept grams: at least 128 per text, more than ordinary news has."""

COUNTS = ("word_count", "prose_words", "gram_count")


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """Some new texts. places: among the new ones; counts: a row of COUNTS each; kept: their grams."""

    places: I64
    counts: I64
    kept: fingerprints.Fingerprints


def take_in_texts(engine: Engine, threads: int) -> TouchedGrams:
    """Fingerprint new texts, update which article has which text, and forget texts that no article has any more.

    Returns the grams of all texts that an article left or came to.
    """
    engine.build("work.article_changes")
    new_grams = bloom.bloom_filter(int(engine.rows(EXPECTED_GRAMS)[0][0] or 0))
    _add_texts(engine, new_grams, threads)
    engine.build("work.touched_texts")
    engine.build("work.text_articles")
    grams = find_touched_grams(engine, new_grams)
    engine.delete_matching("dedup.article_texts", engine.arrow("select * from work.touched_texts"))
    engine.append("dedup.article_texts", engine.arrow("select * from work.text_articles"))
    gone = engine.arrow(GONE)
    for table in ("dedup.texts", "dedup.fingerprints"):
        engine.delete_matching(table, gone)
    return grams


def next_text_no(engine: Engine) -> int:
    """The number of the next new text: larger than every number in use."""
    return int(engine.rows(NEXT_NUMBER)[0][0])


def _add_texts(engine: Engine, grams: BloomFilter, threads: int) -> None:
    """Number new texts, store their counts and kept grams, add these to the filter."""
    hashes = engine.arrow(NEW)["text_hash"].combine_chunks()
    first = next_text_no(engine)
    numbers = pa.array(np.arange(first, first + len(hashes), dtype=np.int32))
    engine.create_scratch("new_texts", pa.table({"text_no": numbers, "text_hash": hashes}))
    counts = np.zeros((len(hashes), len(COUNTS)), np.int32)
    for read in _read_in_order(_new_bodies(engine, first), threads):
        counts[read.places] = read.counts
        text_numbers = pa.array((read.places + first).astype(np.int32))
        bounds: Any = pa.array(read.kept.bounds)
        lists: Any = pa.LargeListArray.from_arrays(bounds, pa.array(read.kept.hashes))
        engine.append("dedup.fingerprints", pa.table({"text_no": text_numbers, "hashes": lists}))
        bloom.add(grams, read.kept.hashes)
    columns = {name: pa.array(counts[:, i]) for i, name in enumerate(COUNTS)}
    engine.append("dedup.texts", pa.table({"text_no": numbers, "text_hash": hashes, **columns}))


def _new_bodies(engine: Engine, first: int) -> "Iterator[tuple[I64, pa.Array[Any]]]":
    """(places, bodies) of the new texts, batch by batch."""
    for batch in engine.bodies("work.new_texts"):
        yield batch["text_no"].to_numpy().astype(np.int64) - first, batch["body"]


def _read_in_order(batches: "Iterator[tuple[I64, pa.Array[Any]]]", threads: int) -> Iterator[ReadTexts]:
    """Read batches in all threads, at most one batch ahead, and yield them in their order."""
    waiting: deque[Future[ReadTexts]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for places, bodies in batches:
            waiting.append(pool.submit(_read, places, bodies))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(places: I64, bodies: "pa.Array[Any]") -> ReadTexts:
    words = tokens.split(bodies)
    kept = fingerprints.sample(words)
    counts = np.stack([np.diff(words.bounds), prose_words(bodies, words), np.diff(kept.bounds)], axis=1)
    return ReadTexts(places, counts, kept)
