"""Candidate pairs: which stored pairs are none any more, and which pairs must be scored.

Belongs here: pairs before they are scored. Does not: the index they come from (gram_index), the same on executors
(flow_candidates), scoring (scoring).

Reprints of one text by the hundreds share grams that are too common to be followed. They make a group: its texts are
paired with a few representatives of the group (sql/work/family_pairs.sql).
"""

import numpy as np

from pipelines.core.matching.gram_weights import candidate_rule, stop_gram_weights
from pipelines.core.matching.inverted_index import GramIndex
from pipelines.core.matching.kernels import Pairs, distinct
from pipelines.steps.copies.gram_index import NEW, build_upweighted_index, text_flags
from pipelines.steps.copies.texts import text_pairs
from pipelines.steps.copies.touched_grams import UPWEIGHTED
from warehouse.engine import Engine

PAIR = "left_text_no, right_text_no"
STORED = f"select {PAIR} from dedup.text_pairs semi join work.upweighted_texts on left_text_no = text_no"


def drop_lost_pairs(engine: Engine) -> None:
    """Delete stored pairs that are no candidates any more; work.changed_pairs has them."""
    engine.build("work.family_pairs")
    engine.build("work.lost_pairs", candidate_rule() | stop_gram_weights())
    lost = f"select {PAIR} from work.lost_pairs"
    engine.delete_matching("dedup.text_pairs", lost)
    engine.create_scratch("changed_pairs", lost)


def find_candidates(engine: Engine, index: GramIndex, threads: int) -> Pairs:
    """Pairs of text_no to be scored: of new texts, of texts whose grams count for more now, and of reprints."""
    pairs = np.concatenate([index.candidate_pairs(text_flags(engine, NEW), threads), _upweighted_pairs(engine)])
    reprints = np.sort(text_pairs(engine.read("work.new_family_pairs")), axis=1)
    engine.replace("dedup.family_pairs", f"select {PAIR} from work.family_pairs")
    if not len(reprints):
        return pairs
    keys = distinct(np.concatenate([pairs, reprints]) @ np.array([1 << 32, 1]))
    return np.stack([keys >> 32, keys & ((1 << 32) - 1)], axis=1)


def _upweighted_pairs(engine: Engine) -> Pairs:
    """Pairs of upweighted texts that are not stored yet."""
    engine.build("work.upweighted_texts")
    is_upweighted = text_flags(engine, UPWEIGHTED)
    if not is_upweighted.any():
        return np.zeros((0, 2), np.int64)
    pairs = build_upweighted_index(engine).candidate_pairs(is_upweighted)
    stored = np.sort(text_pairs(engine.arrow(STORED)), axis=1)
    keys, stored_keys = (each[:, 0] * len(is_upweighted) + each[:, 1] for each in (pairs, stored))
    return pairs[~np.isin(keys, stored_keys)]
