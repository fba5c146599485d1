"""Distinct texts: numbered and fingerprinted when they are new, forgotten when no article has them any more.

Belongs here: text numbers, streaming bodies through core, which article has which text. Does not: which texts hold a
gram (touched_grams), what grams weigh (gram_index).
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import bloom, fingerprints, tokens
from pipelines.core.matching.bloom import BloomFilter
from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.kernels import I32, I64, Pairs
from pipelines.core.matching.pairs.prose import prose_words
from pipelines.steps.copies.touched_grams import TouchedGrams, find_touched_grams
from warehouse.engine import Engine
from warehouse.ordered_futures import results_in_order

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


def counts_by_text_no(engine: Engine, column: str) -> I32:
    """A column of counts of dedup.texts by text_no; 0 where there is no text."""
    rows = engine.arrow(f"select text_no, {column} from dedup.texts")
    counts = np.zeros(next_text_no(engine), np.int32)
    counts[rows["text_no"].to_numpy()] = rows[column].to_numpy()
    return counts


def text_pairs(rows: pa.Table) -> Pairs:
    """The pairs of text_no of rows with left_text_no and right_text_no."""
    return np.stack([rows[f"{side}_text_no"].to_numpy() for side in ("left", "right")], axis=1).astype(np.int64)


def _add_texts(engine: Engine, grams: BloomFilter, threads: int) -> None:
    """Number new texts, store their counts and kept grams, add these to the filter."""
    hashes = engine.arrow(NEW)["text_hash"].combine_chunks()
    first = next_text_no(engine)
    numbers = pa.array(np.arange(first, first + len(hashes), dtype=np.int32))
    engine.create_scratch("new_texts", pa.table({"text_no": numbers, "text_hash": hashes}))
    counts = np.zeros((len(hashes), len(COUNTS)), np.int32)
    with ThreadPoolExecutor(threads) as pool:
        reads = (pool.submit(_read, batch) for batch in engine.bodies("work.new_texts"))
        for text_numbers, read_counts, kept in results_in_order(reads, threads):
            counts[text_numbers.to_numpy() - first] = read_counts
            bounds: Any = pa.array(kept.bounds)
            lists: Any = pa.LargeListArray.from_arrays(bounds, pa.array(kept.hashes))
            engine.append("dedup.fingerprints", pa.table({"text_no": text_numbers, "hashes": lists}))
            bloom.add(grams, kept.hashes)
    columns = {name: pa.array(counts[:, i]) for i, name in enumerate(COUNTS)}
    engine.append("dedup.texts", pa.table({"text_no": numbers, "text_hash": hashes, **columns}))


def _read(batch: pa.RecordBatch) -> "tuple[pa.Array[Any], I64, Fingerprints]":
    """(numbers, rows of COUNTS, kept grams) of some new texts."""
    words = tokens.split(batch["body"])
    kept = fingerprints.sample(words)
    counts = np.stack([np.diff(words.bounds), prose_words(batch["body"], words), np.diff(kept.bounds)], axis=1)
    return batch["text_no"], counts, kept
