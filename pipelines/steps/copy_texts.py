"""Distinct texts and their fingerprints: read once, when a text is new.

Belongs here: streaming bodies through core and storing what comes out. Does not: which grams are too common (sql),
pairs (copy_pairs).
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.core import fingerprints, postings, words
from pipelines.core.copies.prose import prose_words
from warehouse.engine import Engine

BATCH = 2_000
"""Texts read at a time: some 7 MB of ordinary news."""

NEW = (
    "select distinct c.text_hash from work.article_changes c anti join dedup.texts t on c.text_hash = t.text_hash"
    " where c.text_hash is not null order by c.text_hash"
)
BODIES = "select n.text_no, b.body from staging.text_bodies b inner join work.new_texts n on b.text_hash = n.text_hash"


def add_texts(engine: Engine, marks: postings.Sieve) -> int:
    """Number new texts, store their counts and kept grams, put these into the sieve; returns how many texts."""
    hashes = engine.arrow(NEW)["text_hash"].combine_chunks()
    first = int(engine.rows("select coalesce(max(text_no), -1) + 1 from dedup.texts")[0][0])
    numbers = pa.array(np.arange(first, first + len(hashes), dtype=np.int32))
    engine.replace("work.new_texts", pa.table({"text_no": numbers, "text_hash": hashes}))
    counts = np.zeros((len(hashes), 3), np.int32)
    seen = np.zeros(len(hashes), np.bool_)
    for batch in engine.batches(BODIES, rows=BATCH):
        postings.put(marks, _add_batch(engine, batch, first, seen, counts))
    names = ("word_count", "prose_words", "gram_count")
    columns = {name: pa.array(counts[:, i]) for i, name in enumerate(names)}
    engine.append("dedup.texts", pa.table({"text_no": numbers, "text_hash": hashes, **columns}))
    return len(hashes)


def _add_batch(
    engine: Engine, batch: pa.RecordBatch, first: int, seen: npt.NDArray[np.bool_], counts: npt.NDArray[np.int32]
) -> words.I64:
    """Fingerprint the texts that were not seen yet, for one may come under several articles; returns the grams."""
    places = batch["text_no"].to_numpy() - first
    _, once = np.unique(places, return_index=True)
    once = np.sort(once[~seen[places[once]]])
    places = places[once]
    bodies = batch["body"].take(pa.array(once, pa.int64()))
    split = words.split(bodies)
    kept = fingerprints.sample(split)
    sizes = np.diff(kept.bounds)
    seen[places] = True
    counts[places] = np.stack([np.diff(split.bounds), prose_words(bodies, split), sizes], axis=1)
    rows = {"hash": pa.array(kept.hashes), "text_no": pa.array(np.repeat(places + first, sizes).astype(np.int32))}
    engine.append("dedup.fingerprints", pa.table(rows))
    return kept.hashes
