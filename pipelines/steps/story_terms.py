"""Terms of stories: reading the texts of clusters into dedup.story_terms, and naming what linked clusters share.

Belongs here: batches of texts to rows of terms and back to words. Does not: what a term is (core.stories.terms), the
order of the work (steps.stories).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.stories import similarity, terms
from pipelines.core.matching.stories.terms import Terms
from pipelines.steps.word_lists import frequencies_in
from warehouse.engine import Engine

PAIRS_AT_A_TIME = 100_000

RIGHT_TERMS = (
    "select t.cluster_id, t.word_count, t.days, t.term_hashes, t.term_weights from dedup.story_terms t"
    " inner join work.linked_clusters using (cluster_id)"
)

CHANGED = "select c.* from work.story_clusters c inner join work.changed_story_clusters using (cluster_id)"

LINKED = (
    "select t.cluster_id, t.language, c.title, c.text_hash from work.linked_clusters"
    " inner join dedup.story_terms t using (cluster_id)"
    " inner join staging.current_articles c on t.article_id = c.article_id"
)

UNNAMED = (
    "select * exclude (shared_terms) from work.inner_edges where relation = 'same_event' and shared_terms is null"
    " order by left_cluster_id, right_cluster_id"
)
"""In stories that were not decided anew all edges have their terms."""

EDGE_KEY = ["left_cluster_id", "right_cluster_id", "relation"]


def learn_terms(engine: Engine) -> int:
    """Append the terms of the clusters that are new or changed; returns how many."""
    learned = 0
    for batch in texts(engine, CHANGED):
        for part, found in by_language(batch):
            learned += engine.append("dedup.story_terms", term_rows(part, found))
    return learned


def name_shared_terms(engine: Engine) -> int:
    """Fill shared_terms of the edges by content within a story that lack them; returns how many.

    They are replaced in one go: of a million articles, each time would look for its edges among five million.
    """
    engine.build("work.inner_edges")
    edges = engine.arrow(UNNAMED)
    for start in range(0, len(edges), PAIRS_AT_A_TIME):
        chunk = edges.slice(start, PAIRS_AT_A_TIME)
        named: Any = pa.array(shared_words(engine, chunk), pa.list_(pa.string()))
        engine.append("work.named_edges", chunk.append_column("shared_terms", named))
    for table in ("dedup.story_edges", "work.inner_edges"):
        engine.delete_matching(table, edges.select(EDGE_KEY))
        for batch in engine.batches("select * from work.named_edges", PAIRS_AT_A_TIME):
            engine.append(table, batch)
    return len(edges)


def shared_words(engine: Engine, edges: pa.Table) -> list[list[str]]:
    """The heaviest shared terms of each edge, as its left text spells them: only that one is read again."""
    _name(engine, edges["right_cluster_id"])
    others = engine.arrow(RIGHT_TERMS)
    other_terms, right = terms_of(others), _places(edges["right_cluster_id"], others["cluster_id"])
    _name(engine, edges["left_cluster_id"])
    named: list[list[str]] = [[] for _ in range(len(edges))]
    for batch in texts(engine, LINKED):
        for part, found in by_language(batch):
            left = _places(edges["left_cluster_id"], part["cluster_id"])
            here = np.flatnonzero(left >= 0)
            shared = similarity.shared_terms(left[here], found, right[here], other_terms)
            spelled = _spelled(part, found, left[here].tolist(), shared)
            for edge, words in zip(here.tolist(), spelled, strict=True):
                named[edge] = words
    return named


def _name(engine: Engine, clusters: Any) -> None:
    engine.replace("work.linked_clusters", pa.table({"cluster_id": pc.unique(clusters)}))


def _places(values: Any, known: Any) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Place of each value in `known`, -1 where it is not."""
    places: Any = pc.index_in(values, known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known)
    return np.asarray(places.fill_null(-1).to_numpy(), np.int64)


def _spelled(part: pa.Table, found: Terms, texts: list[int], terms_of_each: list[list[int]]) -> Iterator[list[str]]:
    """The terms, by their places in `found`, as these texts of the part spell them."""
    heads, bodies = (part[name].to_pylist() for name in ("title", "body"))
    encoded = {text: f"{heads[text] or ''}\n{bodies[text] or ''}".encode() for text in set(texts)}
    starts, ends = found.starts.tolist(), found.ends.tolist()
    for text, chosen in zip(texts, terms_of_each, strict=True):
        yield [encoded[text][starts[t] : ends[t]].decode("utf-8", "replace") for t in chosen]


def texts(engine: Engine, select: str) -> Iterator[pa.Table]:
    """The clusters of a select with title and body, in batches; without a language, which have no terms, bare."""
    clusters = engine.arrow(select)
    places = clusters.select(["text_hash"]).append_column("place", pa.array(np.arange(len(clusters), dtype=np.int32)))
    is_read = pc.and_(pc.is_valid(clusters["text_hash"]), pc.is_valid(clusters["language"]))
    engine.replace("work.story_texts", places.filter(is_read))
    seen = np.zeros(len(clusters), np.bool_)
    for batch in engine.bodies("work.story_texts"):
        seen[batch["place"].to_numpy()] = True
        yield clusters.take(batch["place"]).append_column("body", batch["body"])
    bare = clusters.filter(pa.array(~seen))
    yield bare.append_column("body", pa.nulls(len(bare), pa.string()))


def by_language(batch: pa.Table) -> Iterator[tuple[pa.Table, Terms]]:
    """The rows of a batch by language, with their terms; those without a language have none."""
    for language in sorted(set(batch["language"].to_pylist()), key=lambda code: code or ""):
        is_it = pc.is_null(batch["language"]) if language is None else pc.equal(batch["language"], language)
        part = batch.filter(is_it).combine_chunks()
        empty: Any = pa.nulls(len(part), pa.string())
        title, body = (empty if language is None else part[name].combine_chunks() for name in ("title", "body"))
        yield part, terms.of_texts(title, body, language, frequencies_in(language))


def term_rows(part: pa.Table, found: Terms) -> pa.Table:
    """Rows of dedup.story_terms."""
    bounds = pa.array(found.bounds, pa.int32())
    stated = ["cluster_id", "article_id", "content_hash", "language", "earliest", "latest", "fetched"]
    columns: dict[str, Any] = {
        "word_count": pa.array(found.lengths),
        "days": pa.array(found.days.astype(np.int16)),
        "term_hashes": pa.ListArray.from_arrays(bounds, pa.array(found.hashes)),
        "term_weights": pa.ListArray.from_arrays(bounds, pa.array(found.weights)),
    }
    kept: dict[str, Any] = {name: part[name] for name in stated}
    return pa.table({**kept, **columns})


def terms_of(rows: pa.Table) -> Terms:
    """The terms that rows of dedup.story_terms hold; where they stand in the text is not kept."""
    hashes, weights = (_flat(rows[name]) for name in ("term_hashes", "term_weights"))
    sizes = pc.list_value_length(rows["term_hashes"]).to_numpy()
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    nowhere = np.zeros(0, np.int32)
    lengths = rows["word_count"].to_numpy().astype(np.int32)
    return Terms(
        hashes.astype(np.int32, copy=False), weights.astype(np.int16, copy=False), nowhere, nowhere, bounds, lengths,
        rows["days"].to_numpy().astype(np.uint8),
    )  # fmt: skip


def _flat(lists: Any) -> "np.ndarray[Any, Any]":
    return np.asarray(pc.list_flatten(lists).combine_chunks().to_numpy(zero_copy_only=False))
