"""Terms of stories: reading the texts of clusters into dedup.story_terms, weighing them, naming those that links share.

Belongs here: texts to rows of terms, periods and their weights, terms back to words, in batches. Does not: terms and
weights themselves (core.matching.stories), the order of the work (stories).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.kernels import I64
from pipelines.core.matching.stories import similarity, terms, weights, windows
from pipelines.core.matching.stories.periods import periods, weeks_of
from pipelines.core.matching.stories.similarity import Texts, Vectors
from pipelines.core.matching.stories.terms import Terms
from pipelines.steps.word_lists import frequencies_in
from warehouse.engine import Engine

EDGES_PER_BATCH = 100_000
"""Limits the edges whose terms are held in memory at once."""

VECTORS = (
    "select t.cluster_id, t.term_hashes, t.term_weights from dedup.story_terms t"
    " inner join work.linked_clusters using (cluster_id)"
)
CHANGED = "select c.* from work.story_clusters c inner join work.changed_story_clusters using (cluster_id)"
TOUCHED = "select language, period from work.touched_periods order by language, period"

EDGE_KEY = ["left_cluster_id", "right_cluster_id", "relation"]


def add_terms(engine: Engine) -> int:
    """Append the terms of the clusters that are new or changed; returns how many clusters."""
    count = 0
    for batch in read_texts(engine, engine.arrow(CHANGED)):
        for part, found in extract_by_language(batch):
            count += engine.append("dedup.story_terms", term_rows(part, found))
    return count


def assign_periods(engine: Engine) -> None:
    """Fill work.periods with the period of each week of each language."""
    counts = engine.read("work.week_counts")
    languages = counts["language"].to_numpy(zero_copy_only=False)
    weeks, texts = (counts[name].to_numpy().astype(np.int64) for name in ("week", "texts"))
    found = np.zeros(len(weeks), np.int64)
    for language in np.unique(languages.astype(str)):
        is_it = languages == language
        found[is_it] = periods(weeks[is_it], texts[is_it])
    period = pa.array(found.astype(np.int32))
    engine.create_scratch("periods", counts.select(["language", "week"]).append_column("period", period))


def weigh_periods(engine: Engine) -> pa.Table:
    """Weigh the terms of all texts of touched periods again; returns the ids of their clusters."""
    clusters = [engine.arrow("select cluster_id from dedup.story_terms limit 0")]
    for touched in engine.arrow(TOUCHED).to_pylist():
        rows = engine.read("work.period_texts", touched)
        found, shares = read_terms(rows), weights.frame_shares(*read_grams(rows))
        columns = {"frame_share": pa.array(shares.astype(np.int16)), "term_weights": _lists(rows, weights.weigh(found))}
        clusters.append(rows.select(["cluster_id"]))
        engine.delete_matching("dedup.story_terms", clusters[-1])
        for name, column in columns.items():
            rows = rows.append_column(name, column)
        engine.append("dedup.story_terms", rows.drop_columns(["grams"]))
    return pa.concat_tables(clusters)


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
    engine.delete_matching("dedup.story_edges", edges.select(EDGE_KEY))
    for named in engine.batches("select * from work.named_edges", EDGES_PER_BATCH):
        engine.append("dedup.story_edges", named)
    return len(edges)


def _with_terms(edges: pa.Table, words: list[list[str]]) -> pa.Table:
    column: Any = pa.array(words, pa.list_(pa.string()))
    return edges.append_column("shared_terms", column)


def shared_words(engine: Engine, edges: pa.Table) -> list[list[str]]:
    """The heaviest shared terms of each edge, as its left text spells them: only that text is read again."""
    _link_clusters(engine, pa.chunked_array([*edges["left_cluster_id"].chunks, *edges["right_cluster_id"].chunks]))
    rows = engine.arrow(VECTORS)
    vectors = Vectors(*_flat_terms(rows))
    left, right = (_places(edges[f"{side}_cluster_id"], rows["cluster_id"]) for side in ("left", "right"))
    hashes = similarity.shared_terms(left, right, vectors)
    _link_clusters(engine, edges["left_cluster_id"])
    words: list[list[str]] = [[] for _ in range(len(edges))]
    for batch in read_texts(engine, engine.read("work.linked_cluster_texts")):
        for part, found in extract_by_language(batch):
            texts = _places(edges["left_cluster_id"], part["cluster_id"])
            here = np.flatnonzero(texts >= 0)
            spelled = _spell(part, found, texts[here].tolist(), [hashes[edge] for edge in here.tolist()])
            for edge, edge_words in zip(here.tolist(), spelled, strict=True):
                words[edge] = edge_words
    return words


def _link_clusters(engine: Engine, clusters: Any) -> None:
    engine.create_scratch("linked_clusters", pa.table({"cluster_id": pc.unique(clusters)}))


def _places(values: Any, known: Any) -> I64:
    """Place of each value in `known`, -1 where it is not."""
    places: Any = pc.index_in(values, known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known)
    return np.asarray(places.fill_null(-1).to_numpy(), np.int64)


def _spell(part: pa.Table, found: Terms, texts: list[int], hashes_of_each: list[list[int]]) -> Iterator[list[str]]:
    """Yield the terms of each text, given by their hashes, as that text spells them; texts: rows of the part."""
    heads, bodies = (part[name].to_pylist() for name in ("title", "body"))
    encoded = {text: f"{heads[text] or ''}\n{bodies[text] or ''}".encode() for text in set(texts)}
    for text, hashes in zip(texts, hashes_of_each, strict=True):
        first, last = found.bounds[text], found.bounds[text + 1]
        places = first + np.searchsorted(found.hashes[first:last], np.array(hashes, np.int32))
        spans = zip(found.starts[places].tolist(), found.ends[places].tolist(), strict=True)
        yield [encoded[text][start:end].decode("utf-8", "replace") for start, end in spans]


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
    """Rows of dedup.story_terms, without what depends on a period."""
    bounds = pa.array(found.bounds, pa.int32())
    since = seconds_of(part["since"])
    names = ["cluster_id", "article_id", "content_hash", "language", "since", "until", "is_dated"]
    columns: dict[str, Any] = {name: part[name] for name in names} | {
        "week": pa.array(weeks_of(since), pa.int32(), mask=since == windows.UNKNOWN),
        "word_count": pa.array(found.lengths),
        "weekdays": pa.array(found.weekdays.astype(np.int16)),
        "term_hashes": pa.ListArray.from_arrays(bounds, pa.array(found.hashes)),
        "term_counts": pa.ListArray.from_arrays(bounds, pa.array(found.counts.astype(np.int16))),
        "term_rarities": pa.ListArray.from_arrays(bounds, pa.array(found.rarities.astype(np.int16))),
    }
    return pa.table(columns)


def read_terms(rows: pa.Table) -> Terms:
    """The terms in rows of dedup.story_terms, without their places in the text, which are not stored."""
    hashes, counts, rarities = (_flat(rows[name]) for name in ("term_hashes", "term_counts", "term_rarities"))
    nowhere = np.zeros(0, np.int32)
    return Terms(
        hashes.astype(np.int32, copy=False), counts.astype(np.uint8), rarities.astype(np.uint8), nowhere, nowhere,
        _bounds(rows["term_hashes"]), rows["word_count"].to_numpy().astype(np.int32),
        rows["weekdays"].to_numpy().astype(np.uint8),
    )  # fmt: skip


def read_weighed_texts(rows: pa.Table) -> Texts:
    """The texts in rows of dedup.story_terms, ready to be compared."""
    hashes, term_weights, bounds = _flat_terms(rows)
    days = windows.days_of(seconds_of(rows["since"]), seconds_of(rows["until"]))
    filled: Any = pc.fill_null(rows["frame_share"], pa.scalar(0, pa.int16()))
    shares = filled.to_numpy().astype(np.uint8)
    is_dated = rows["is_dated"].to_numpy().astype(np.bool_)
    weekdays = np.where(is_dated, 0, similarity.UNDATED) | rows["weekdays"].to_numpy()
    vectors, lengths = Vectors(hashes, term_weights, bounds), rows["word_count"].to_numpy()
    return similarity.texts_of(vectors, lengths, weekdays.astype(np.uint8), days, shares)


def read_grams(rows: pa.Table) -> Fingerprints:
    """The kept grams of rows with a column `grams`; NULL has none."""
    grams = rows["grams"].combine_chunks()
    return Fingerprints(_flat(grams).astype(np.int64), _bounds(grams))


def seconds_of(column: Any) -> windows.Seconds:
    """Instants as seconds, UNKNOWN where NULL."""
    micros: Any = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).fill_null(0).to_numpy()
    return np.where(column.is_valid().to_numpy(), micros // 1_000_000, windows.UNKNOWN)


def _flat_terms(rows: pa.Table) -> "tuple[Any, Any, I64]":
    """(hashes, weights, bounds) of the terms of each row; a row without weights has none."""
    is_weighed = rows["term_weights"].is_valid()
    hashes: Any = pc.if_else(is_weighed, rows["term_hashes"], pa.scalar([], pa.list_(pa.int32())))
    return _flat(hashes).astype(np.int32), _flat(rows["term_weights"]).astype(np.int16), _bounds(hashes)


def _lists(rows: pa.Table, values: Any) -> Any:
    """A column of lists as long as the terms of each row."""
    return pa.ListArray.from_arrays(pa.array(_bounds(rows["term_hashes"]), pa.int32()), pa.array(values))


def _bounds(lists: Any) -> I64:
    sizes: Any = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _flat(lists: Any) -> "np.ndarray[Any, Any]":
    flat: Any = pc.list_flatten(lists)
    return np.asarray((flat.combine_chunks() if isinstance(flat, pa.ChunkedArray) else flat).to_numpy(False))
