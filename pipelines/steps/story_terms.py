"""Terms of stories: reading the texts of clusters into dedup.story_terms, and weighing them.

Belongs here: texts to rows of terms, periods and their weights, in batches. Does not: terms and weights themselves
(core.matching.stories), the words that terms are written as (story_words), the order of the work (stories).
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.kernels import I32, I64
from pipelines.core.matching.stories import similarity, terms, weights, windows
from pipelines.core.matching.stories.periods import periods, weeks_of
from pipelines.core.matching.stories.similarity import Texts, Vectors
from pipelines.core.matching.stories.spellings import Spellings
from pipelines.core.matching.stories.term_reading import rules_of
from pipelines.core.matching.stories.terms import Terms
from pipelines.steps.story_words import append_words, read_words
from pipelines.steps.word_lists import frequencies_in
from warehouse.engine import Engine
from warehouse.ordered_futures import results_in_order

CHANGED = "select c.* from work.story_clusters c inner join work.changed_story_clusters using (cluster_id)"
TOUCHED = "select language, period from work.touched_periods order by language, period"


class Extracted(NamedTuple):
    """Rows of clusters of one language, their texts (title, line feed, body) and terms."""

    rows: pa.Table
    texts: "pa.Array[Any]"
    terms: Terms


def add_terms(engine: Engine, threads: int) -> int:
    """Append the terms of the clusters that are new or changed; returns how many clusters."""
    known, count, new = read_words(engine), 0, []
    spellings = Spellings(known.hashes, known.words)
    with ThreadPoolExecutor(threads) as pool:
        reads = (pool.submit(extract, batch) for batch in read_texts(engine, engine.arrow(CHANGED)))
        for parts in results_in_order(reads, threads):
            rows = []
            for part in parts:
                numbers, hashes, words = spellings.number(part.texts, part.terms)
                rows.append(term_rows(part.rows, part.terms, numbers))
                new.append((hashes, words))
            count += engine.append("dedup.story_terms", pa.concat_tables(rows)) if rows else 0
    append_words(engine, len(known.hashes), new)
    return count


def assign_periods(engine: Engine) -> None:
    """Fill work.periods with the period of each week of each language, and its texts."""
    counts = engine.read("work.week_counts")
    languages = counts["language"].to_numpy(zero_copy_only=False)
    weeks, texts = (counts[name].to_numpy().astype(np.int64) for name in ("week", "texts"))
    found = np.zeros(len(weeks), np.int64)
    for language in np.unique(languages.astype(str)):
        is_it = languages == language
        found[is_it] = periods(weeks[is_it], texts[is_it])
    period = pa.array(found.astype(np.int32))
    engine.create_scratch("periods", counts.append_column("period", period))


def weigh_periods(engine: Engine, terms_of: I32) -> None:
    """Weigh the terms of all texts of touched periods again; work.weighed_clusters has their clusters.

    terms_of: the term that each stored word spells
    """
    clusters = [engine.arrow("select cluster_id from dedup.story_terms limit 0")]
    for touched in engine.arrow(TOUCHED).to_pylist():
        rows = engine.read("work.period_texts", touched)
        found, shares = read_terms(rows, terms_of), weights.frame_shares(*read_grams(rows))
        columns = {
            "frame_share": pa.array(shares.astype(np.int16)),
            "term_weights": lists_like(rows["term_words"], weights.weigh(found)),
        }
        clusters.append(rows.select(["cluster_id"]))
        engine.delete_matching("dedup.story_terms", clusters[-1])
        for name, column in columns.items():
            rows = rows.append_column(name, column)
        engine.append("dedup.story_terms", rows.drop_columns(["grams"]))
    engine.create_scratch("weighed_clusters", pa.concat_tables(clusters))


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


def extract(batch: pa.Table) -> list[Extracted]:
    """The rows of each language with their terms; rows without a language have none."""
    parts = []
    for language in sorted(set(batch["language"].to_pylist()), key=lambda code: code or ""):
        is_it = pc.is_null(batch["language"]) if language is None else pc.equal(batch["language"], language)
        rows = batch.filter(is_it).combine_chunks()
        empty: Any = pa.nulls(len(rows), pa.string())
        title, body = (empty if language is None else rows[name].combine_chunks() for name in ("title", "body"))
        sizes, texts = terms.join_titles(title, body)
        found = terms.of_joined(sizes, texts, rules_of(language, frequencies_in(language)))
        parts.append(Extracted(rows.drop_columns(["body"]), texts, found))
    return parts


def term_rows(part: pa.Table, found: Terms, words: I32) -> pa.Table:
    """Rows of dedup.story_terms, without what depends on a period; words: number of the spelling of each term."""
    bounds = pa.array(found.bounds, pa.int32())
    since = seconds_of(part["since"])
    names = ["cluster_id", "article_id", "content_hash", "publisher_id", "language", "since", "until", "is_dated"]
    columns: dict[str, Any] = {name: part[name] for name in names} | {
        "week": pa.array(weeks_of(since), pa.int32(), mask=since == windows.UNKNOWN),
        "word_count": pa.array(found.lengths),
        "weekdays": pa.array(found.weekdays.astype(np.int16)),
        "term_words": pa.ListArray.from_arrays(bounds, pa.array(words)),
        "term_counts": pa.ListArray.from_arrays(bounds, pa.array(found.counts.astype(np.int16))),
        "term_rarities": pa.ListArray.from_arrays(bounds, pa.array(found.rarities.astype(np.int16))),
    }
    return pa.table(columns)


def read_terms(rows: pa.Table, terms_of: I32) -> Terms:
    """The terms in rows of dedup.story_terms, by number instead of hash, without their places in the text.

    terms_of: the term that each stored word spells
    """
    return terms_in(rows, terms_of[flat(rows["term_words"])])


def terms_in(rows: pa.Table, terms: I32) -> Terms:
    """As read_terms; terms: of all rows, by hash or number."""
    counts, rarities = (flat(rows[name]) for name in ("term_counts", "term_rarities"))
    nowhere = np.zeros(0, np.int32)
    return Terms(
        terms, counts.astype(np.uint8), rarities.astype(np.uint8), nowhere, nowhere,
        _bounds(rows["term_words"]), rows["word_count"].to_numpy().astype(np.int32),
        rows["weekdays"].to_numpy().astype(np.uint8),
    )  # fmt: skip


def read_weighed_texts(rows: pa.Table, terms_of: I32) -> Texts:
    """The texts in rows of dedup.story_terms, ready to be compared; terms_of: the term that each stored word spells."""
    return weighed_texts(rows, terms_of[read_word_numbers(rows)])


def weighed_texts(rows: pa.Table, terms: I32) -> Texts:
    """As read_weighed_texts; terms: of all rows with weights, numbered in the order of their hashes."""
    days = windows.days_of(seconds_of(rows["since"]), seconds_of(rows["until"]))
    filled: Any = pc.fill_null(rows["frame_share"], pa.scalar(0, pa.int16()))
    shares = filled.to_numpy().astype(np.uint8)
    is_dated = rows["is_dated"].to_numpy().astype(np.bool_)
    weekdays = np.where(is_dated, 0, similarity.UNDATED) | rows["weekdays"].to_numpy()
    vectors = Vectors(terms, *_weights(rows))
    return similarity.texts_of(vectors, rows["word_count"].to_numpy(), weekdays.astype(np.uint8), days, shares)


def read_word_numbers(rows: pa.Table) -> I32:
    """The number of the word of each weighed term; a row without weights has none."""
    is_weighed = rows["term_weights"].is_valid()
    words: Any = pc.if_else(is_weighed, rows["term_words"], pa.scalar([], pa.list_(pa.int32())))
    return np.asarray(flat(words), np.int32)


def read_grams(rows: pa.Table) -> Fingerprints:
    """The kept grams of rows with a column `grams`; NULL has none."""
    grams = rows["grams"].combine_chunks()
    return Fingerprints(flat(grams).astype(np.int64), _bounds(grams))


def seconds_of(column: Any) -> windows.Seconds:
    """Instants as seconds, UNKNOWN where NULL."""
    micros: Any = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).fill_null(0).to_numpy()
    return np.where(column.is_valid().to_numpy(), micros // 1_000_000, windows.UNKNOWN)


def _weights(rows: pa.Table) -> "tuple[Any, I64]":
    """(weights, bounds) of the terms of each row, none of a row without weights. Copied: Arrow's own are read-only, to
    kernels another type.
    """
    return flat(rows["term_weights"]).astype(np.int16), _bounds(rows["term_weights"])


def lists_like(lists: Any, values: Any) -> Any:
    """A column of lists as long as those of another column, with these values."""
    return pa.ListArray.from_arrays(pa.array(_bounds(lists), pa.int32()), pa.array(values))


def _bounds(lists: Any) -> I64:
    sizes: Any = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def flat(lists: Any) -> "np.ndarray[Any, Any]":
    """What the lists of a column hold, one after the other."""
    held: Any = pc.list_flatten(lists)
    return np.asarray((held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held).to_numpy(False))
