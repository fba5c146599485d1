"""Distinct texts: numbered and fingerprinted when they are new, forgotten when no article has them any more.

Belongs here: text numbers, streaming bodies through core, which article has which text. Does not: which texts hold a
gram (touched_grams), what grams weigh (gram_index).
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import fingerprints, tokens
from pipelines.core.matching.kernels import I32, Pairs
from pipelines.core.matching.pairs.prose import prose_words
from warehouse.engine import WITH_BODIES, Arrow, Engine

NEXT_NUMBER = "select coalesce(max(text_no), -1) + 1 from dedup.texts"
GONE = "select t.text_no from work.touched_texts t anti join dedup.article_texts a on t.text_no = a.text_no"


def take_in_texts(engine: Engine) -> None:
    """Fingerprint new texts, and update which article has which text."""
    engine.build("work.article_changes")
    engine.build("work.new_texts")
    engine.flow("select * from work.new_texts", read_texts, ("dedup.texts", "dedup.fingerprints"), WITH_BODIES)
    engine.build("work.touched_texts")
    engine.build("work.text_articles")
    engine.delete_matching("dedup.article_texts", "select * from work.touched_texts")
    engine.append("dedup.article_texts", "select * from work.text_articles")


def forget_texts(engine: Engine) -> None:
    """Delete the touched texts that no article has any more."""
    engine.create_scratch("gone_texts", GONE)
    for table in ("dedup.texts", "dedup.fingerprints"):
        engine.delete_matching(table, "select * from work.gone_texts")


def next_text_no(engine: Engine) -> int:
    """The number of the next new text: larger than every number in use."""
    return int(engine.rows(NEXT_NUMBER)[0][0])


def counts_by_text_no(engine: Engine, column: str) -> I32:
    """A column of counts of dedup.texts by text_no; 0 where there is no text."""
    rows = engine.arrow(f"select text_no, {column} from dedup.texts")
    counts = np.zeros(next_text_no(engine), np.int32)
    counts[rows["text_no"].to_numpy()] = rows[column].to_numpy()
    return counts


def text_pairs(rows: Arrow) -> Pairs:
    """The pairs of text_no of rows with left_text_no and right_text_no."""
    return np.stack([rows[f"{side}_text_no"].to_numpy() for side in ("left", "right")], axis=1).astype(np.int64)


def read_texts(texts: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Rows of dedup.texts and dedup.fingerprints for texts with text_no, text_hash and body."""
    words = tokens.split(texts["body"])
    kept = fingerprints.sample(words)
    counts = {
        "word_count": np.diff(words.bounds),
        "prose_words": prose_words(texts["body"], words),
        "gram_count": np.diff(kept.bounds),
    }
    keys: dict[str, Any] = {name: texts[name] for name in ("text_no", "text_hash")}
    bounds: Any = pa.array(kept.bounds)
    hashes: Any = pa.LargeListArray.from_arrays(bounds, pa.array(kept.hashes))
    return (
        pa.record_batch(keys | {name: pa.array(count, pa.int32()) for name, count in counts.items()}),
        pa.record_batch({"text_no": texts["text_no"], "hashes": hashes}),
    )
