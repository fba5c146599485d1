"""Distinct texts and their fingerprints: read once, when a text is new.

Belongs here: streaming bodies through core and storing what comes out. Does not: which grams are too common
(copy_grams), pairs (copy_pairs).
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.core.matching import bloom, fingerprints, tokens
from pipelines.core.matching.pairs.prose import prose_words
from warehouse.engine import Engine

NEW = (
    "select distinct c.text_hash from work.article_changes c anti join dedup.texts t on c.text_hash = t.text_hash"
    " where c.text_hash is not null order by c.text_hash"
)


Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of some new texts: their places among the new ones, a row of counts each, their kept grams."""

    places: Numbers
    counts: Numbers
    kept: fingerprints.Fingerprints


def add_texts(engine: Engine, marks: bloom.Sieve, threads: int) -> None:
    """Number new texts, store their counts and kept grams, put these into the sieve."""
    hashes = engine.arrow(NEW)["text_hash"].combine_chunks()
    first = int(engine.rows("select coalesce(max(text_no), -1) + 1 from dedup.texts")[0][0])
    numbers = pa.array(np.arange(first, first + len(hashes), dtype=np.int32))
    engine.replace("work.new_texts", pa.table({"text_no": numbers, "text_hash": hashes}))
    counts = np.zeros((len(hashes), 3), np.int32)
    for read in _in_turn(_fresh(engine, first), threads):
        counts[read.places] = read.counts
        numbered = pa.array((read.places + first).astype(np.int32))
        bounds: Any = pa.array(read.kept.bounds)
        grams: Any = pa.LargeListArray.from_arrays(bounds, pa.array(read.kept.hashes))
        engine.append("dedup.fingerprints", pa.table({"text_no": numbered, "hashes": grams}))
        bloom.put(marks, read.kept.hashes)
    names = ("word_count", "prose_words", "gram_count")
    columns = {name: pa.array(counts[:, i]) for i, name in enumerate(names)}
    engine.append("dedup.texts", pa.table({"text_no": numbers, "text_hash": hashes, **columns}))


def _fresh(engine: Engine, first: int) -> "Iterator[tuple[Numbers, pa.Array[Any]]]":
    """(places, bodies) of the new texts, batch by batch."""
    for batch in engine.bodies("work.new_texts"):
        yield batch["text_no"].to_numpy().astype(np.int64) - first, batch["body"]


def _in_turn(batches: "Iterator[tuple[Numbers, pa.Array[Any]]]", threads: int) -> Iterator[Read]:
    """Read batches in all threads at once, one ahead, and give them in their order."""
    waiting: deque[Future[Read]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for places, bodies in batches:
            waiting.append(pool.submit(_read, places, bodies))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(places: Numbers, bodies: "pa.Array[Any]") -> Read:
    split = tokens.split(bodies)
    kept = fingerprints.sample(split)
    counts = np.stack([np.diff(split.bounds), prose_words(bodies, split), np.diff(kept.bounds)], axis=1)
    return Read(places, counts, kept)
