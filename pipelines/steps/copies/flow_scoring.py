"""Scored pairs on many machines: each cell of candidate pairs beside the texts it compares.

Belongs here: which pairs and texts a call gets. Does not: scores and rows of dedup.text_pairs (scoring), the same in
the process of the run (blocks).

A cell is of two blocks of texts. Connected texts share a block as far as they fit, so most texts are in one cell, and a
body is moved once or twice, not for each of its pairs.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from pipelines.steps.components import find_components
from pipelines.steps.copies.blocks import first_partners, prepare_block
from pipelines.steps.copies.scoring import PAIRS_PER_TASK, score_texts
from pipelines.steps.copies.texts import text_pairs
from warehouse.engine import Engine, FlowOptions
from warehouse.flows import one_batch

WORDS_PER_BLOCK = 1_000_000
"""With their grams some 60 MB; a call has the texts of two blocks."""

PAIRS_PER_CELL = 200_000
"""Rows of these that are kept are held until the call ends: some 80 bytes each."""

CONNECTED = "select left_text_no as left_key, right_text_no as right_key from work.candidate_pairs"
WORDS = (
    "select cast(sum(t.word_count) as bigint) from work.pair_components c inner join dedup.texts t on c.key = t.text_no"
)
CELL = ("bucket", "low_part", "high_part", "piece")
BODIES = "select c.*, b.body from work.cell_texts c inner join work.compared_bodies b on c.text_no = b.text_no"


def score_by_flows(engine: Engine) -> int:
    """Score work.candidate_pairs and store those worth keeping; returns how many were scored."""
    count = engine.count("work.candidate_pairs")
    if count:
        find_components(engine, CONNECTED, "pair_components")
        words = engine.rows(WORDS)[0][0]
        engine.build("work.pair_blocks", {"buckets": 1 + 2 * words // WORDS_PER_BLOCK, "words": WORDS_PER_BLOCK})
        engine.build("work.pair_cells", {"pairs": PAIRS_PER_CELL})
        engine.build("work.cell_texts")
        engine.build("work.compared_bodies")
        into = ("dedup.text_pairs", "work.changed_pairs")
        engine.flow("select * from work.pair_cells", score_cell, into, FlowOptions(by=CELL, beside=BODIES))
    return count


def score_cell(cell: pa.RecordBatch, texts: pa.RecordBatch) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """Rows of dedup.text_pairs and of work.changed_pairs, part by part: the pairs of a cell that are worth keeping.

    cell: left_text_no, right_text_no; texts: text_no, body
    """
    block = prepare_block(pa.Table.from_batches([texts]))
    pairs = text_pairs(cell)
    places = np.searchsorted(block.numbers, pairs)
    order = np.lexsort((places[:, 1], places[:, 0], first_partners(places)[places[:, 0]]))
    for part in np.array_split(pairs[order], max(1, len(pairs) // PAIRS_PER_TASK)):
        rows = one_batch(score_texts(block, block, part))
        yield rows, rows.select(["left_text_no", "right_text_no"])
