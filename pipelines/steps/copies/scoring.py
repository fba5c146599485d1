"""Scored pairs: candidates compared text against text, and the pairs worth keeping stored.

Belongs here: running comparisons in threads, rows of dedup.text_pairs. Does not: which texts are in memory (blocks),
the measures themselves (measures), candidates (candidates).
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import F64, I64, Pairs
from pipelines.core.matching.pairs import features, passages, score
from pipelines.core.matching.pairs.measures import measure_close, word_counts
from pipelines.steps.copies.blocks import Block, read_blocks
from warehouse.engine import Engine
from warehouse.ordered_futures import results_in_order

MIN_SCORE = 500
"""Pairs that score less, out of linkage.SCALE, are kept only for a passage; they hardly change a cluster's mean."""

MIN_PASSAGE_WORDS = 12
"""Words in a row that no two texts share by chance or by quoting a name."""

PAIRS_PER_TASK = 8_000
"""Pairs that one thread measures at a time."""

DECIMALS = 4
"""Decimals that are stored of a share: as many as a score has, and DuckDB packs them into a quarter of the bytes."""

ROWS_PER_WRITE = 50_000
"""Rows that are stored at a time: each write takes some milliseconds."""

PASSAGE = passages.COLUMNS.index("passage_words")


def score_pairs(engine: Engine, pairs: Pairs, threads: int) -> int:
    """Score candidates (pairs of text_no) and store those worth keeping; returns how many were scored."""
    if len(pairs):
        with ThreadPoolExecutor(threads) as pool:
            for rows in _collect(results_in_order(_tasks(engine, pairs, pool), 2 * threads)):
                engine.append("dedup.text_pairs", rows)
                engine.append("work.changed_pairs", rows.select(["left_text_no", "right_text_no"]))
    return len(pairs)


def _tasks(engine: Engine, pairs: Pairs, pool: Executor) -> Iterator[Future[pa.Table]]:
    """The running tasks, each for some pairs of two blocks."""
    for left, right, shared in read_blocks(engine, pairs, pool):
        for part in np.array_split(shared, max(1, len(shared) // PAIRS_PER_TASK)):
            yield pool.submit(score_texts, left, right, part)


def _collect(results: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows of results, many at a time."""
    ready: list[pa.Table] = []
    for result in results:
        ready.append(result)
        if sum(map(len, ready)) >= ROWS_PER_WRITE:
            yield pa.concat_tables(ready)
            ready = []
    if ready:
        yield pa.concat_tables(ready)


def score_texts(left: Block, right: Block, pairs: Pairs) -> pa.Table:
    """Rows of dedup.text_pairs: the pairs worth keeping."""
    places = np.stack([np.searchsorted(left.numbers, pairs[:, 0]), np.searchsorted(right.numbers, pairs[:, 1])], axis=1)
    close, measures = measure_close(left.texts, right.texts, places)
    scores = measures.scores
    is_evidence = (scores >= MIN_SCORE) | (measures.shared[:, PASSAGE] >= MIN_PASSAGE_WORDS)
    kept = np.flatnonzero(~measures.is_template & is_evidence)
    numbers, places = pairs[close[kept]], places[close[kept]]
    return pa.table(
        _columns(left, right, numbers, places, scores[kept], measures.features[kept], measures.shared[kept])
    )


def _columns(
    left: Block, right: Block, numbers: Pairs, places: Pairs, scores: I64, rows: F64, shared: I64
) -> dict[str, Any]:
    """Columns of dedup.text_pairs; places: of the texts within their blocks."""
    of = dict(zip(passages.COLUMNS, shared.T, strict=True))
    measured = dict(zip(features.NAMES, rows.T, strict=True))
    left_words, right_words = word_counts(left.texts, right.texts, places)
    lengths = [np.diff(block.texts.characters.bounds)[places[:, i]] for i, block in enumerate((left, right))]
    is_left_shorter = lengths[0] <= lengths[1]
    spans = [
        passages.character_spans(block.texts.bodies, block.texts.words, places[:, i], of[word], of["passage_words"])
        for i, (block, word) in enumerate(((left, "left_word"), (right, "right_word")))
    ]
    integers = {
        "left_text_no": numbers[:, 0],
        "right_text_no": numbers[:, 1],
        "score": scores,
        "shared_words": np.where(left_words <= right_words, of["left_shared_words"], of["right_shared_words"]),
        "passage_words": of["passage_words"],
        "left_passage_start": spans[0][0],
        "left_passage_length": spans[0][1],
        "right_passage_start": spans[1][0],
        "right_passage_length": spans[1][1],
    }
    shares = {
        "jaccard": measured["jaccard"],
        "containment": measured["containment"],
        "covered_left": np.where(is_left_shorter, measured["covered_shorter"], measured["covered_longer"]),
        "covered_right": np.where(is_left_shorter, measured["covered_longer"], measured["covered_shorter"]),
        "lead_overlap": measured["lead_both"],
    }
    return {
        **{name: values.astype(np.int32) for name, values in integers.items()},
        "is_near": scores >= score.NEAR,
        **{name: np.round(values, DECIMALS) for name, values in shares.items()},
    }
