"""Candidate pairs: which stored pairs are none any more, and which pairs must be scored.

Belongs here: pairs before they are scored. Does not: the index they come from (gram_index), scoring (scoring).

Reprints of one text by the hundreds share grams that are too common to be followed. They make a group: its texts are
paired with a few representatives of the group (sql/work/family_pairs.sql).
"""

import numpy as np
import pyarrow as pa

from pipelines.core.matching.gram_weights import candidate_rule
from pipelines.core.matching.inverted_index import GramIndex
from pipelines.core.matching.kernels import Bools, Pairs
from pipelines.steps.copies.gram_index import NEW, build_upweighted_index, text_flags
from pipelines.steps.copies.touched_grams import UPWEIGHTED
from warehouse.engine import Engine

PAIR = "left_text_no, right_text_no"
STORED = f"select {PAIR} from dedup.text_pairs semi join work.upweighted_texts on left_text_no = text_no"


def drop_lost_pairs(engine: Engine) -> None:
    """Delete stored pairs that are no candidates any more; work.changed_pairs has them."""
    engine.build("work.family_pairs")
    engine.build("work.lost_pairs", candidate_rule())
    lost = engine.arrow(f"select {PAIR} from work.lost_pairs")
    engine.delete_matching("dedup.text_pairs", lost)
    engine.create_scratch("changed_pairs", lost)


def find_candidates(engine: Engine, index: GramIndex, threads: int) -> Pairs:
    """Pairs of text_no to be scored: of new texts, of texts whose grams count for more now, and of reprints."""
    pairs = np.concatenate([_new_pairs(engine, index, threads), _upweighted_pairs(engine)])
    reprints = _sorted_pairs(engine.read("work.new_family_pairs"))
    engine.replace("dedup.family_pairs", engine.arrow(f"select {PAIR} from work.family_pairs"))
    return np.unique(np.concatenate([pairs, reprints]), axis=0) if len(reprints) else pairs


def _new_pairs(engine: Engine, index: GramIndex, threads: int) -> Pairs:
    is_new = text_flags(engine, NEW)
    return index.candidate_pairs(is_new, np.zeros(len(is_new), np.bool_), threads)


def _upweighted_pairs(engine: Engine) -> Pairs:
    """Pairs of upweighted texts that are not stored yet."""
    engine.build("work.upweighted_texts")
    is_upweighted = text_flags(engine, UPWEIGHTED)
    if not is_upweighted.any():
        return np.zeros((0, 2), np.int64)
    pairs = build_upweighted_index(engine).candidate_pairs(is_upweighted, np.zeros(len(is_upweighted), np.bool_))
    return pairs[~_are_in(pairs, _sorted_pairs(engine.arrow(STORED)), len(is_upweighted))]


def _sorted_pairs(rows: pa.Table) -> Pairs:
    """Pairs of text_no, the smaller number first."""
    both = np.stack([rows[name].to_numpy() for name in ("left_text_no", "right_text_no")], axis=1)
    return np.sort(both.astype(np.int64), axis=1)


def _are_in(pairs: Pairs, others: Pairs, count: int) -> Bools:
    """Which pairs are among the others; count: larger than all numbers."""
    found: Bools = np.isin(pairs[:, 0] * count + pairs[:, 1], others[:, 0] * count + others[:, 1])
    return found
