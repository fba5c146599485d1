"""Candidate pairs by flows: what texts share is added up on executors for some grams at a time, and then in SQL.

Belongs here: work.candidate_pairs. Does not: what grams weigh (flow_grams), the rule of a candidate (gram_weights), the
same in this process (candidates, gram_index), scoring (flow_scoring).

A call gets all grams of which the same texts are the first that hold them. As copies share most of their grams, it adds
up nearly all that a pair shares: with random grams, SQL would get more than ten times as many sums.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import inverted_index
from pipelines.core.matching.gram_weights import candidate_rule
from pipelines.steps.copies.candidates import PAIR
from pipelines.steps.copies.flow_grams import WEIGHED_AS_STORED, weigh_as_stored
from warehouse.engine import Engine, FlowOptions

PAIRS_PER_CALL = 2_000_000
"""How often two texts share a gram, in all grams of a call on average: 100,000 postings of ordinary news, and at most
32 MB of sums. A call has at least the grams of one text, each of them in at most MAX_DF texts.
"""

SHARED_GRAMS = pa.schema([(name, pa.int32()) for name in ("left_text_no", "right_text_no", "weight", "grams")])


def find_candidates(engine: Engine) -> None:
    """Fill work.candidate_pairs with the pairs to be scored: of new texts, of texts whose grams count for more now, and
    of reprints. To be called when lost pairs are deleted.
    """
    engine.create_scratch("shared_grams", SHARED_GRAMS.empty_table())
    _add_shared_grams(engine, "weighed_grams", "touched_postings")
    if engine.build("work.upweighted_texts"):
        engine.build("work.upweighted_postings")
        engine.build("work.upweighted_counts")
        engine.create_scratch("upweighted_grams", WEIGHED_AS_STORED.empty_table())
        engine.flow("select * from work.upweighted_counts", weigh_as_stored, ("work.upweighted_grams",))
        _add_shared_grams(engine, "upweighted_grams", "upweighted_postings")
    engine.build("work.new_family_pairs")
    engine.build("work.candidate_pairs", candidate_rule())
    engine.replace("dedup.family_pairs", f"select {PAIR} from work.family_pairs")


def add_up(postings: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.shared_grams for all rows of some grams: hash, text_no, weight, is_query."""
    columns: list[Any] = [postings[name] for name in ("hash", "text_no", "weight", "is_query")]
    rows = inverted_index.shared_grams(*(np.array(column) for column in columns))
    return (pa.RecordBatch.from_arrays([pa.array(column) for column in rows.T], schema=SHARED_GRAMS),)


def _add_shared_grams(engine: Engine, grams: str, postings: str) -> None:
    """Add what pairs of texts share of some grams, where the pairs of one of them are sought."""
    wanted = "g.weight > 0 and g.query_count > 0"
    meetings = f"select sum(cast(g.query_count as bigint) * g.text_count) from work.{grams} g where {wanted}"
    calls = 1 + int(engine.rows(meetings)[0][0] or 0) // PAIRS_PER_CALL
    select = (
        f"select g.first_text_no % {calls} as call_no, p.hash, p.text_no, g.weight, p.is_query"
        f" from work.{postings} p inner join work.{grams} g on p.hash = g.hash where {wanted}"
    )
    engine.flow(select, add_up, ("work.shared_grams",), FlowOptions(by=("call_no",)))
