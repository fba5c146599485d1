"""The gram index of a run: the touched grams with their posting lists and weights, and what their changes mean.

Belongs here: building it, and storing stop grams. Does not: reading posting lists (touched_grams), rows about weights
(stop_grams), the candidate pairs (candidates), the same without an index in memory (flow_grams).
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching import gram_weights, inverted_index, posting_lists
from pipelines.core.matching.gram_weights import Carriers
from pipelines.core.matching.inverted_index import GramIndex
from pipelines.core.matching.kernels import I32, Bools
from pipelines.core.matching.posting_lists import PostingLists
from pipelines.steps.copies.stop_grams import changed_postings, common_postings, load_stop_grams, stop_gram_rows
from pipelines.steps.copies.texts import counts_by_text_no, next_text_no
from pipelines.steps.copies.touched_grams import UNTOUCHED, TouchedGrams, read_posting_lists, read_upweighted
from warehouse.engine import Engine

NEW = "select text_no from work.new_texts"
CARRIERS = (
    "select text_no, publisher_id, seen_on from dedup.article_texts where publisher_id is not null order by text_no"
)
POSTINGS = pa.schema([("hash", pa.int64()), ("text_no", pa.int32())])


def build_index(engine: Engine, grams: TouchedGrams) -> GramIndex:
    """The index of the touched grams.

    Stores which of them are stop grams, which postings changed their weight, and which are too common to be followed.
    """
    is_all = not engine.rows(UNTOUCHED)
    before, is_new, carriers = load_stop_grams(engine), text_flags(engine, NEW), _carriers(engine)
    parts, stop_grams, changed = [], [], []
    engine.create_scratch("common_postings", POSTINGS.empty_table())
    for lists in read_posting_lists(engine, grams, is_all):
        weighed = gram_weights.weigh_grams(lists, carriers)
        parts.append(_without_stop_grams(lists, weighed.weights))
        stop_grams.append(stop_gram_rows(lists.hashes, weighed))
        changed.append(changed_postings(lists, weighed, before, is_new))
        engine.append("work.common_postings", common_postings(lists, weighed))
    touched = before.hashes if is_all else before.hashes[grams.include(before.hashes)]
    engine.delete_matching("dedup.cut_grams", pa.table({"hash": pa.array(touched)}))
    engine.append("dedup.cut_grams", pa.concat_tables(stop_grams))
    engine.replace("work.changed_postings", pa.concat_tables(changed))
    return inverted_index.merge(parts, counts_by_text_no(engine, "gram_count"))


def build_upweighted_index(engine: Engine) -> GramIndex:
    """The index of the grams of upweighted texts alone: a pair counts for more by a gram that both hold."""
    stop_grams = load_stop_grams(engine)
    parts = [_without_stop_grams(lists, stop_grams.of(lists.hashes)[0]) for lists in read_upweighted(engine)]
    return inverted_index.merge(parts, counts_by_text_no(engine, "gram_count"))


def text_flags(engine: Engine, sql: str) -> Bools:
    """By text_no, whether a select gives it."""
    flags = np.zeros(next_text_no(engine), np.bool_)
    flags[engine.arrow(sql)["text_no"].to_numpy()] = True
    return flags


def _without_stop_grams(lists: PostingLists, weights: I32) -> tuple[PostingLists, I32]:
    keep = weights > 0
    return posting_lists.select(lists, keep), weights[keep]


def _carriers(engine: Engine) -> Carriers:
    rows = engine.arrow(CARRIERS)
    bounds = np.searchsorted(rows["text_no"].to_numpy(), np.arange(next_text_no(engine) + 1)).astype(np.int64)
    names: Any = pc.dictionary_encode(rows["publisher_id"].combine_chunks())
    days: Any = rows["seen_on"].cast(pa.int32()).fill_null(pa.scalar(gram_weights.NO_DAY, pa.int32()))
    return Carriers(bounds, names.indices.to_numpy(), days.to_numpy())
