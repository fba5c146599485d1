"""Fillings of one template among the edges of stories, and pairs that share standing text: alike, and of other events.

Belongs here: reading the texts of such edges, and naming the edges. Does not: the verdicts (core.matching.pairs,
core.matching.stories.standing), what they count in a linkage (core.matching.stories.similarity), other edges (stories).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.kernels import I64, Bools, Pairs
from pipelines.core.matching.pairs.fillings import are_fillings
from pipelines.core.matching.stories.standing import share_standing_text
from pipelines.core.matching.stories.term_reading import rules_of
from pipelines.steps.word_lists import frequencies_in
from warehouse.engine import Engine

MIN_SHARE = 5
"""Percent of the grams of one text that another has too, from which both may be fillings of one template."""

EDGES_PER_BATCH = 5_000
"""Limits the edges whose texts are held in memory at once."""

TEXTS = (
    "select a.place, c.text_hash, c.title from work.alike_articles a"
    " inner join staging.current_articles c on a.article_id = c.article_id"
)
ENDS = ["left_article_id", "right_article_id"]

SCRATCH = [*ENDS, "is_same_publisher"]
"""Columns of edges that are not stored."""


def name_fillings(engine: Engine, edges: pa.Table) -> Iterator[pa.Table]:
    """Yield the edges, in batches, with the relation `fillings` where their texts fill one template, or share standing
    text of one publisher and tell nothing else alike.

    edges: with the columns SCRATCH and `language`
    """
    for start in range(0, len(edges), EDGES_PER_BATCH):
        batch = edges.slice(start, EDGES_PER_BATCH).combine_chunks()
        articles = articles_of(batch)
        yield name_batch(batch, articles, *_texts(engine, articles))


def articles_of(edges: pa.Table) -> "pa.Array[Any]":
    """The articles at the ends of edges, sorted: those of clusters depend on which run made them."""
    articles: Any = pc.unique(pa.chunked_array([*edges[ENDS[0]].chunks, *edges[ENDS[1]].chunks], pa.string()))
    ordered: pa.Array[Any] = articles.take(pc.sort_indices(articles))
    return ordered


def name_batch(
    edges: pa.Table, articles: "pa.Array[Any]", titles: "pa.Array[Any]", bodies: "pa.Array[Any]"
) -> pa.Table:
    """As name_fillings; articles: as articles_of gives them; titles, bodies: of these."""
    ends: Any = [pc.index_in(edges[end], articles) for end in ENDS]
    pairs = np.sort(np.stack([end.to_numpy() for end in ends], axis=1).astype(np.int64), axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    is_filling = np.zeros(len(edges), np.bool_)
    is_filling[order] = are_fillings(bodies, pairs[order])
    is_filling |= _share_standing_text(titles, bodies, pairs, edges)
    relation: Any = pc.if_else(pa.array(is_filling), "fillings", edges["relation"])
    return edges.set_column(edges.schema.get_field_index("relation"), "relation", relation)


def _share_standing_text(titles: "pa.Array[Any]", bodies: "pa.Array[Any]", pairs: Pairs, edges: pa.Table) -> Bools:
    """Which edges of one publisher stand on its standing text alone."""
    found = np.zeros(len(edges), np.bool_)
    languages: list[Any] = edges["language"].to_pylist()
    is_same: Any = edges["is_same_publisher"]
    is_asked = is_same.fill_null(False).to_numpy().astype(np.bool_)
    for language in sorted(set(languages)):
        chosen = np.flatnonzero(is_asked & (np.array(languages) == language))
        used, places = np.unique(pairs[chosen], return_inverse=True)
        at: Any = pa.array(used)
        rules = rules_of(language, frequencies_in(language))
        found[chosen] = share_standing_text(titles.take(at), bodies.take(at), places.reshape(-1, 2), rules)
    return found


def _texts(engine: Engine, articles: "pa.Array[Any]") -> "tuple[pa.Array[Any], pa.Array[Any]]":
    """(title, text) of each article, empty where it has none."""
    places: Any = pa.array(np.arange(len(articles), dtype=np.int32))
    engine.create_scratch("alike_articles", pa.table({"place": places, "article_id": articles}))
    texts = engine.arrow(TEXTS)
    engine.create_scratch("alike_texts", texts.select(["place", "text_hash"]))
    batches = list(engine.bodies("work.alike_texts"))
    read: I64 = np.concatenate([np.zeros(0, np.int64), *(batch["place"].to_numpy() for batch in batches)])
    bodies = pa.chunked_array([batch["body"].cast(pa.large_string()) for batch in batches], pa.large_string())
    titles: Any = texts["title"].cast(pa.large_string())
    return by_place(texts["place"].to_numpy(), titles, len(articles)), by_place(read, bodies, len(articles))


def by_place(places: "np.ndarray[Any, Any]", values: Any, count: int) -> "pa.Array[Any]":
    """The value of each place, empty where there is none."""
    row_of = np.full(count, -1, np.int64)
    row_of[places] = np.arange(len(places))
    rows: Any = pa.array(row_of, mask=row_of < 0)
    taken: Any = values.take(rows)
    filled: pa.Array[Any] = pc.fill_null(taken, "").combine_chunks()
    return filled
