"""Stop grams: the grams that count for less than others, as dedup.cut_grams stores them from run to run.

Belongs here: reading them, and the rows that a run stores about weights. Does not: the weights (gram_weights), which
grams are weighed (gram_index).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import gram_weights, posting_lists
from pipelines.core.matching.gram_weights import GramWeights
from pipelines.core.matching.kernels import I32, I64, Bools
from pipelines.core.matching.posting_lists import PostingLists
from warehouse.engine import Engine

STORED = "select hash, text_count, is_boilerplate from dedup.cut_grams order by hash"


@dataclass(frozen=True, slots=True)
class StopGrams:
    """The rows of dedup.cut_grams by ascending hash, with their weights."""

    hashes: I64
    weights: I32
    is_boilerplate: Bools

    def of(self, hashes: I64) -> tuple[I32, Bools]:
        """(weight, is it boilerplate) of each of these grams."""
        weights, is_boilerplate = np.full(len(hashes), gram_weights.FULL, np.int32), np.zeros(len(hashes), np.bool_)
        if len(self.hashes):
            at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            is_stop = self.hashes[at] == hashes
            weights[is_stop] = self.weights[at[is_stop]]
            is_boilerplate[is_stop] = self.is_boilerplate[at[is_stop]]
        return weights, is_boilerplate


def load_stop_grams(engine: Engine) -> StopGrams:
    """The stop grams as they are stored now."""
    rows = engine.arrow(STORED)
    is_boilerplate = rows["is_boilerplate"].to_numpy().astype(np.bool_)
    weights = gram_weights.weights_of(rows["text_count"].to_numpy(), is_boilerplate)
    return StopGrams(rows["hash"].to_numpy(), weights, is_boilerplate)


def stop_gram_rows(hashes: I64, weighed: GramWeights) -> pa.Table:
    """Rows of dedup.cut_grams."""
    is_stop = weighed.weights < gram_weights.FULL
    spans = weighed.day_spans[is_stop]
    columns: dict[str, Any] = {
        "hash": hashes[is_stop],
        "text_count": weighed.text_counts[is_stop],
        "publisher_count": weighed.publisher_counts[is_stop],
        "day_span": pa.array(spans, pa.int32(), mask=spans < 0),
        "is_boilerplate": weighed.is_boilerplate[is_stop],
    }
    return pa.table(columns)


def changed_postings(lists: PostingLists, weighed: GramWeights, before: StopGrams, is_new: Bools) -> pa.Table:
    """Rows of work.changed_postings; is_new: by text_no, texts that did not hold the gram before."""
    old_weights, was_boilerplate = before.of(lists.hashes)
    change, is_turned = weighed.weights - old_weights, was_boilerplate != weighed.is_boilerplate
    is_changed = (change != 0) | is_turned
    texts = posting_lists.select(lists, is_changed).texts
    gram = np.repeat(np.flatnonzero(is_changed), np.diff(lists.bounds)[is_changed])
    is_earlier = ~is_new[texts]
    gram, texts = gram[is_earlier], texts[is_earlier]
    columns: dict[str, Any] = {
        "hash": lists.hashes[gram],
        "text_no": texts,
        "weight_change": change[gram].astype(np.int32),
        "is_boilerplate_changed": is_turned[gram],
    }
    return pa.table(columns)


def common_postings(lists: PostingLists, weighed: GramWeights) -> pa.Table:
    """Rows of work.common_postings: the texts of grams that are too common to be followed, boilerplate aside."""
    is_common = (weighed.text_counts > gram_weights.MAX_DF) & ~weighed.is_boilerplate
    common = posting_lists.select(lists, is_common)
    hashes = np.repeat(common.hashes, np.diff(common.bounds))
    return pa.table({"hash": pa.array(hashes), "text_no": pa.array(common.texts)})
