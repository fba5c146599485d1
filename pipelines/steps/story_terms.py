"""Terms of stories: reading the texts of clusters into dedup.story_terms, naming the terms that linked clusters share.

Belongs here: texts to rows of terms and back to words, in batches. Does not: terms themselves
(core.matching.stories.terms), the order of the work (stories).
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

EDGES_PER_BATCH = 100_000
"""Limits the edges whose terms are held in memory at once."""

RIGHT_TERMS = (
    "select t.cluster_id, t.word_count, t.days, t.term_hashes, t.term_weights from dedup.story_terms t"
    " inner join work.linked_clusters using (cluster_id)"
)
CHANGED = "select c.* from work.story_clusters c inner join work.changed_story_clusters using (cluster_id)"

EDGE_KEY = ["left_cluster_id", "right_cluster_id", "relation"]


def add_terms(engine: Engine) -> int:
    """Append the terms of the clusters that are new or changed; returns how many clusters."""
    count = 0
    for batch in read_texts(engine, engine.arrow(CHANGED)):
        for part, found in extract_by_language(batch):
            count += engine.append("dedup.story_terms", term_rows(part, found))
    return count


def name_shared_terms(engine: Engine) -> int:
    """Fill shared_terms of the edges by content within a story that lack them; returns how many edges.

    The edges are replaced all at once: deleting batch by batch would search the stored edges, five million for a
    million articles, each time.
    """
    engine.build("work.inner_edges")
    edges = engine.read("work.unnamed_edges")
    engine.create_scratch("named_edges", _with_terms(edges.slice(0, 0), []))
    for start in range(0, len(edges), EDGES_PER_BATCH):
        batch = edges.slice(start, EDGES_PER_BATCH)
        engine.append("work.named_edges", _with_terms(batch, shared_words(engine, batch)))
    for table in ("dedup.story_edges", "work.inner_edges"):
        engine.delete_matching(table, edges.select(EDGE_KEY))
        for named in engine.batches("select * from work.named_edges", EDGES_PER_BATCH):
            engine.append(table, named)
    return len(edges)


def _with_terms(edges: pa.Table, words: list[list[str]]) -> pa.Table:
    column: Any = pa.array(words, pa.list_(pa.string()))
    return edges.append_column("shared_terms", column)


def shared_words(engine: Engine, edges: pa.Table) -> list[list[str]]:
    """The heaviest shared terms of each edge, as its left text spells them: only that text is read again."""
    _link_clusters(engine, edges["right_cluster_id"])
    others = engine.arrow(RIGHT_TERMS)
    other_terms, right = read_terms(others), _places(edges["right_cluster_id"], others["cluster_id"])
    _link_clusters(engine, edges["left_cluster_id"])
    words: list[list[str]] = [[] for _ in range(len(edges))]
    for batch in read_texts(engine, engine.read("work.linked_cluster_texts")):
        for part, found in extract_by_language(batch):
            left = _places(edges["left_cluster_id"], part["cluster_id"])
            here = np.flatnonzero(left >= 0)
            shared = similarity.shared_terms(left[here], found, right[here], other_terms)
            spelled = _spell(part, found, left[here].tolist(), shared)
            for edge, edge_words in zip(here.tolist(), spelled, strict=True):
                words[edge] = edge_words
    return words


def _link_clusters(engine: Engine, clusters: Any) -> None:
    engine.create_scratch("linked_clusters", pa.table({"cluster_id": pc.unique(clusters)}))


def _places(values: Any, known: Any) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Place of each value in `known`, -1 where it is not."""
    places: Any = pc.index_in(values, known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known)
    return np.asarray(places.fill_null(-1).to_numpy(), np.int64)


def _spell(part: pa.Table, found: Terms, texts: list[int], terms_of_each: list[list[int]]) -> Iterator[list[str]]:
    """Yield the terms of each text, given as places in `found`, as that text spells them; texts: rows of the part."""
    heads, bodies = (part[name].to_pylist() for name in ("title", "body"))
    encoded = {text: f"{heads[text] or ''}\n{bodies[text] or ''}".encode() for text in set(texts)}
    starts, ends = found.starts.tolist(), found.ends.tolist()
    for text, places in zip(texts, terms_of_each, strict=True):
        yield [encoded[text][starts[t] : ends[t]].decode("utf-8", "replace") for t in places]


def read_texts(engine: Engine, clusters: pa.Table) -> Iterator[pa.Table]:
    """Yield the clusters with title and body, in batches; those without a language, and so without terms, come last and
    without a body.
    """
    places: Any = pa.array(np.arange(len(clusters), dtype=np.int32))
    wanted = clusters.select(["text_hash"]).add_column(0, "place", places)
    has_terms = pc.and_(pc.is_valid(clusters["text_hash"]), pc.is_valid(clusters["language"]))
    engine.create_scratch("story_texts", wanted.filter(has_terms))
    is_read = np.zeros(len(clusters), np.bool_)
    for batch in engine.bodies("work.story_texts"):
        is_read[batch["place"].to_numpy()] = True
        yield clusters.take(batch["place"]).append_column("body", batch["body"])
    rest = clusters.filter(pa.array(~is_read))
    yield rest.append_column("body", pa.nulls(len(rest), pa.string()))


def extract_by_language(batch: pa.Table) -> Iterator[tuple[pa.Table, Terms]]:
    """Yield the rows of each language with their terms; rows without a language have no terms."""
    for language in sorted(set(batch["language"].to_pylist()), key=lambda code: code or ""):
        is_it = pc.is_null(batch["language"]) if language is None else pc.equal(batch["language"], language)
        part = batch.filter(is_it).combine_chunks()
        empty: Any = pa.nulls(len(part), pa.string())
        title, body = (empty if language is None else part[name].combine_chunks() for name in ("title", "body"))
        yield part, terms.of_texts(title, body, language, frequencies_in(language))


def term_rows(part: pa.Table, found: Terms) -> pa.Table:
    """Rows of dedup.story_terms."""
    bounds = pa.array(found.bounds, pa.int32())
    names = ["cluster_id", "article_id", "content_hash", "language", "earliest", "latest", "fetched"]
    columns: dict[str, Any] = {name: part[name] for name in names} | {
        "word_count": pa.array(found.lengths),
        "days": pa.array(found.days.astype(np.int16)),
        "term_hashes": pa.ListArray.from_arrays(bounds, pa.array(found.hashes)),
        "term_weights": pa.ListArray.from_arrays(bounds, pa.array(found.weights)),
    }
    return pa.table(columns)


def read_terms(rows: pa.Table) -> Terms:
    """The terms in rows of dedup.story_terms, without their places in the text, which are not stored."""
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
