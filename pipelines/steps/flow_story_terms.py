"""Terms of stories by flows: executors read and weigh texts, SQL numbers their words.

Belongs here: those flows, and the rows between them. Does not: terms and weights themselves (core.matching.stories),
the same in this process, and rows of dedup.story_terms (story_terms), edges (flow_story_edges).

While an executor reads texts it knows no number of a word. So it numbers the words of its batch by themselves, and the
numbers are replaced when every new word has one. Texts are weighed and compared by the hashes of their terms, which
work.term_hashes has for the clusters of interest: those that were read bring them along.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.stories import weights
from pipelines.core.matching.stories.spellings import Spellings
from pipelines.steps.story_terms import CHANGED, extract, flat, lists_like, read_grams, term_rows, terms_in
from warehouse import catalog, flows
from warehouse.engine import WITH_BODIES, Engine, FlowOptions
from warehouse.flows import one_batch

TERMS = "dedup.story_terms"

PREFIX_BITS = 12
"""High bits of the hash of a term: words are numbered within each prefix, not in one window over all."""

TEXT, NUMBER = pa.string(), pa.int32()

BATCH_WORD: Mapping[str, pa.DataType] = {
    "batch_id": TEXT, "place": NUMBER, "term_hash": NUMBER, "word": TEXT, "prefix": NUMBER,
}  # fmt: skip
"""A word in a batch of texts. place: the number that it has there"""

BATCH_WORDS = pa.schema(BATCH_WORD)

NO_TERMS = "select cluster_id as batch_id, t.*, term_words as term_hashes from dedup.story_terms t limit 0"
NO_HASHES = "select cluster_id, term_words as term_hashes from dedup.story_terms limit 0"

NUMBERED = (
    "select b.batch_id, b.place, w.word_no from work.batch_words b"
    " inner join dedup.story_words w on b.term_hash = w.term_hash and b.word = w.word"
)
SIZES = (
    "select p.language, p.period, cast(sum(p.texts) as bigint) as texts from work.periods p"
    " inner join work.touched_periods using (language, period) group by p.language, p.period"
)


def add_terms(engine: Engine) -> int:
    """Append the terms of the clusters that are new or changed; returns how many clusters."""
    engine.create_scratch("batch_terms", NO_TERMS)
    engine.create_scratch("batch_words", BATCH_WORDS.empty_table())
    engine.create_scratch("term_hashes", NO_HASHES)
    engine.flow(CHANGED, read_texts, ("work.batch_terms", "work.batch_words"), WITH_BODIES)
    engine.build("work.unknown_words")
    engine.append("dedup.story_words", catalog.models()["work.numbered_words"].sql)
    options = FlowOptions(by=("batch_id",), beside=NUMBERED)
    return engine.flow("select * from work.batch_terms", number_words, (TERMS, "work.term_hashes"), options)


def weigh_periods(engine: Engine) -> None:
    """Weigh the terms of all texts of touched periods again; work.weighed_clusters has their clusters."""
    sizes = engine.arrow(SIZES)
    texts: list[Any] = sizes["texts"].to_pylist()
    digits = pa.array([flows.digits_for(count) for count in texts], pa.int32())
    engine.create_scratch("period_sizes", sizes.append_column("digits", digits))
    engine.build("work.weighed_texts")
    hash_terms(engine, "select cluster_id from work.weighed_texts")
    engine.create_scratch("weighed_terms", f"select * from {TERMS} limit 0")
    models = catalog.models()
    options = FlowOptions(by=("language", "period", "part"), beside=models["work.text_frequencies"].sql)
    engine.flow(models["work.weighable_texts"].sql, weigh_texts, ("work.weighed_terms",), options)
    engine.create_scratch("weighed_clusters", "select cluster_id from work.weighed_terms")
    engine.delete_matching(TERMS, "select * from work.weighed_clusters")
    engine.append(TERMS, "select * from work.weighed_terms")


def hash_terms(engine: Engine, clusters: str) -> None:
    """Let work.term_hashes have the terms of these clusters, given by a select, too: by hash, as dedup.story_terms has
    them by word.
    """
    engine.create_scratch("wanted_clusters", clusters)
    engine.append("work.term_hashes", catalog.models()["work.stored_hashes"].sql)


def read_texts(clusters: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """(rows of dedup.story_terms, whose words have the numbers that the batch gives them, rows of BATCH_WORDS)."""
    batch_id = pc.min(clusters["cluster_id"])
    spellings = Spellings(np.zeros(0, np.int32), pa.array([], TEXT))
    rows, hashes, words = list[pa.Table](), [np.zeros(0, np.int32)], list[Any]()
    for part in extract(pa.Table.from_batches([clusters])):
        numbers, new_hashes, new_words = spellings.number(part.texts, part.terms)
        made = term_rows(part.rows, part.terms, numbers).append_column("batch_id", pa.repeat(batch_id, len(part.rows)))
        rows.append(made.append_column("term_hashes", lists_like(made["term_words"], part.terms.hashes)))
        hashes.append(new_hashes)
        words.append(new_words)
    of_words = np.concatenate(hashes)
    columns: dict[str, Any] = {
        "batch_id": pa.repeat(batch_id, len(of_words)),
        "place": pa.array(np.arange(len(of_words), dtype=np.int32)),
        "term_hash": pa.array(of_words),
        "word": pa.chunked_array(words, TEXT),
        "prefix": pa.array(of_words >> (32 - PREFIX_BITS)),
    }
    terms = pa.concat_tables(rows) if rows else pa.table({})
    return _with_columns(_batch_terms(), terms), _with_columns(BATCH_WORDS, pa.table(columns))


def number_words(texts: pa.RecordBatch, words: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """(the rows of a batch with the numbers that its words have in the warehouse, their hashes)."""
    rows = pa.Table.from_batches([texts])
    numbers = values_of(flat(rows["term_words"]), words["place"].to_numpy(), words["word_no"].to_numpy())
    numbered = rows.drop_columns(["term_words"]).append_column("term_words", lists_like(rows["term_words"], numbers))
    return with_columns_of(TERMS, numbered), one_batch(rows.select(["cluster_id", "term_hashes"]))


def weigh_texts(texts: pa.RecordBatch, frequencies: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of dedup.story_terms for texts of a period. frequencies: rows of work.text_frequencies, all of their terms
    and shared grams
    """
    rows = pa.Table.from_batches([texts])
    is_gram: Any = frequencies["is_gram"]
    numbers, counts = (frequencies[name].filter(pc.invert(is_gram)).to_numpy() for name in ("number", "texts"))
    hashes, grams = flat(rows["term_hashes"]).astype(np.int32), read_grams(rows)
    is_shared = np.isin(grams.hashes, frequencies["number"].filter(is_gram).to_numpy())
    weighed = weights.weigh_among(terms_in(rows, hashes), values_of(hashes, numbers, counts), rows["texts"][0].as_py())
    rows = rows.append_column("frame_share", pa.array(weights.shares_of(is_shared, grams.bounds).astype(np.int16)))
    return (with_columns_of(TERMS, rows.append_column("term_weights", lists_like(rows["term_words"], weighed))),)


def values_of(keys: Any, known: Any, values: Any) -> Any:
    """The value of each key. Raises KeyError if one is not known.

    >>> values_of(np.array([7, 5, 7]), np.array([7, 5]), np.array([70, 50])).tolist()
    [70, 50, 70]
    """
    order = np.argsort(known)
    places = np.searchsorted(known, keys, sorter=order)
    if len(keys) and (places.max() == len(known) or np.any(known[order[places]] != keys)):
        raise KeyError("a number that stands for nothing")
    return values[order[places]]


def with_columns_of(table: str, rows: pa.Table) -> pa.RecordBatch:
    """The rows with all columns of a table of the catalog, NULL where they lack one."""
    return _with_columns(catalog.arrow_schema(table), rows)


def _batch_terms() -> pa.Schema:
    return pa.schema([("batch_id", TEXT), *catalog.arrow_schema(TERMS), ("term_hashes", pa.list_(NUMBER))])


def _with_columns(schema: pa.Schema, rows: pa.Table) -> pa.RecordBatch:
    given = set(rows.column_names)
    columns: list[Any] = [
        rows[field.name].cast(field.type).combine_chunks() if field.name in given else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
