"""Fillings of one template among the edges of stories: alike in their words, and about other events.

Belongs here: reading the texts of such edges, and naming the edges. Does not: the verdict (core.matching.pairs), what
it counts in a linkage (core.matching.stories.similarity), other edges (stories).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.kernels import I64
from pipelines.core.matching.pairs.fillings import are_fillings
from warehouse.engine import Engine

MIN_SHARE = 5
"""Percent of the grams of one text that another has too, from which both may be fillings of one template."""

EDGES_PER_BATCH = 5_000
"""Limits the edges whose texts are held in memory at once."""

TEXTS = (
    "select a.place, c.text_hash from work.alike_articles a"
    " inner join staging.current_articles c on a.article_id = c.article_id"
)
ENDS = ["left_article_id", "right_article_id"]


def name_fillings(engine: Engine, edges: pa.Table) -> Iterator[pa.Table]:
    """Yield the edges, in batches, with the relation `fillings` where their texts fill one template.

    Texts are compared in the order of their article ids: those of clusters depend on which run made them.
    """
    for start in range(0, len(edges), EDGES_PER_BATCH):
        batch = edges.slice(start, EDGES_PER_BATCH).combine_chunks()
        articles: Any = pc.unique(pa.chunked_array([*batch[ENDS[0]].chunks, *batch[ENDS[1]].chunks]))
        articles = articles.take(pc.sort_indices(articles))
        ends: Any = [pc.index_in(batch[end], articles) for end in ENDS]
        pairs = np.sort(np.stack([end.to_numpy() for end in ends], axis=1).astype(np.int64), axis=1)
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        is_filling = np.zeros(len(batch), np.bool_)
        is_filling[order] = are_fillings(_bodies(engine, articles), pairs[order])
        relation: Any = pc.if_else(pa.array(is_filling), "fillings", batch["relation"])
        yield batch.set_column(batch.schema.get_field_index("relation"), "relation", relation)


def _bodies(engine: Engine, articles: "pa.Array[Any]") -> "pa.Array[Any]":
    """The text of each article, empty where it has none."""
    places: Any = pa.array(np.arange(len(articles), dtype=np.int32))
    engine.create_scratch("alike_articles", pa.table({"place": places, "article_id": articles}))
    engine.create_scratch("alike_texts", engine.arrow(TEXTS))
    batches = list(engine.bodies("work.alike_texts"))
    read: I64 = np.concatenate([np.zeros(0, np.int64), *(batch["place"].to_numpy() for batch in batches)])
    bodies = pa.chunked_array([batch["body"].cast(pa.large_string()) for batch in batches], pa.large_string())
    row_of = np.full(len(articles), -1, np.int64)
    row_of[read] = np.arange(len(read))
    rows: Any = pa.array(row_of, mask=row_of < 0)
    taken: Any = bodies.take(rows)
    filled: pa.Array[Any] = pc.fill_null(taken, "").combine_chunks()
    return filled
