"""The touched grams of a run by flows and models: their postings and weights, and what their changes mean.

Belongs here: the tables that gram_index also stores, and those that take the place of its index. Does not: what grams
weigh (gram_weights), the candidate pairs (flow_candidates), the same in this process (touched_grams, gram_index).

A gram in very many texts is many rows of work.touched_postings and one of work.gram_counts, never a list.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import gram_weights
from pipelines.core.matching.gram_weights import FULL, MAX_DF, MIN_BOILERPLATE_TEXTS
from pipelines.core.matching.kernels import I32, Bools
from pipelines.steps.copies.touched_grams import UNTOUCHED
from warehouse.engine import Engine

SHARED = (
    "select kept.hash from dedup.fingerprints f cross join unnest(f.hashes) as kept (hash)"
    " group by kept.hash having count(*) > 1"
)
"""If every text is touched, the grams that matter: most are in one text."""

COUNTS = ("text_count", "query_count", "first_text_no", "weight")
WEIGHED_AS_STORED = pa.schema([("hash", pa.int64()), *((name, pa.int32()) for name in COUNTS)])
WEIGHED = pa.schema(
    [
        *WEIGHED_AS_STORED,
        *((name, pa.int32()) for name in ("publisher_count", "day_span", "weight_change")),
        *((name, pa.bool_()) for name in ("is_boilerplate", "is_boilerplate_changed")),
    ]
)
"""What candidates follow from, and of touched grams also what is stored and what has changed.

query_count: texts whose pairs are sought; first_text_no: the smallest number among the texts
"""

STOP_GRAMS = (
    f"select hash, text_count, publisher_count, day_span, is_boilerplate from work.weighed_grams where weight < {FULL}"
)
CHANGED = (
    "select p.hash, p.text_no, g.weight_change, g.is_boilerplate_changed from work.touched_postings p"
    " inner join work.weighed_grams g on p.hash = g.hash"
    " where not p.is_query and (g.weight_change <> 0 or g.is_boilerplate_changed)"
)
COMMON = (
    "select p.hash, p.text_no from work.touched_postings p inner join work.weighed_grams g on p.hash = g.hash"
    f" where g.text_count > {MAX_DF} and not g.is_boilerplate"
)


def find_touched_grams(engine: Engine) -> None:
    """Fill work.touched_grams. To be called before any touched text is forgotten."""
    if engine.rows(UNTOUCHED):
        engine.build("work.touched_grams", {"max_df": MAX_DF})
    else:
        engine.create_scratch("touched_grams", SHARED)


def weigh_touched_grams(engine: Engine) -> None:
    """Fill work.touched_postings and work.weighed_grams, and store stop grams, work.changed_postings and
    work.common_postings.
    """
    engine.build("work.touched_postings")
    engine.build("work.gram_counts", {"min_boilerplate_texts": MIN_BOILERPLATE_TEXTS})
    engine.create_scratch("weighed_grams", WEIGHED.empty_table())
    engine.flow("select * from work.gram_counts", weigh, ("work.weighed_grams",))
    engine.delete_matching("dedup.cut_grams", "select hash from work.touched_grams")
    engine.append("dedup.cut_grams", STOP_GRAMS)
    engine.replace("work.changed_postings", CHANGED)
    engine.create_scratch("common_postings", COMMON)


def weigh(counts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.weighed_grams for rows of work.gram_counts."""
    of_publishers = (_numbers(counts, name) for name in ("carried", "publisher_count", "day_span"))
    weighed = gram_weights.weigh_counts(_numbers(counts, "text_count").astype(np.int64), *of_publishers)
    made: dict[str, Any] = {
        "day_span": pa.array(weighed.day_spans, mask=weighed.day_spans < 0),
        "is_boilerplate": weighed.is_boilerplate,
        "weight": weighed.weights,
        "weight_change": weighed.weights - _stored_weights(counts),
        "is_boilerplate_changed": weighed.is_boilerplate != _flags(counts, "is_stored_boilerplate"),
    }
    return (_rows(counts, made, WEIGHED),)


def weigh_as_stored(counts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.upweighted_grams for rows of work.upweighted_counts."""
    return (_rows(counts, {"weight": _stored_weights(counts)}, WEIGHED_AS_STORED),)


def _rows(counts: pa.RecordBatch, made: Mapping[str, Any], schema: pa.Schema) -> pa.RecordBatch:
    columns: list[Any] = [pa.array(made[name]) if name in made else counts[name] for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _stored_weights(counts: pa.RecordBatch) -> I32:
    """The weights that follow from what is stored of grams."""
    stored = _numbers(counts, "stored_text_count").astype(np.int64)
    return gram_weights.weights_of(stored, _flags(counts, "is_stored_boilerplate"))


def _numbers(rows: pa.RecordBatch, name: str) -> I32:
    column: Any = rows[name]
    return np.asarray(column, np.int32)


def _flags(rows: pa.RecordBatch, name: str) -> Bools:
    column: Any = rows[name]
    return np.asarray(column, np.bool_)
