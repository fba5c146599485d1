"""The search index by flows: executors index articles batch by batch, the database numbers articles and words.

Belongs here: those flows, and how large a batch is. Does not: which articles are indexed, the same in this process
(search_index), rows of the index (search_rows).

A word has no number before all batches are read, so postings first have its hash.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.word_index import WordNumbers
from pipelines.steps import Counts
from pipelines.steps.search_rows import lists_of, texts_of
from warehouse.engine import Engine, FlowOptions

MAX_WORDS = 5_000
"""Words of an article that is indexed together with all others of its range of numbers: of a long one, a call for many
would hold too much."""

LONG_PARTS = 64
"""Parts in which the long articles of a range are indexed."""

TEXTS = (
    "select n.article_no, n.range_no, n.part, a.title, a.body from work.new_search_articles n"
    " inner join main.articles a on n.article_id = a.article_id"
)
NEW_POSTINGS = (
    "select p.batch_no, w.word_no, p.article_nos, p.places from work.found_postings p"
    " inner join search.words w on p.word_hash = w.word_hash order by w.word_no, p.batch_no"
)
"""In an order in which a search finds the rows of a word near each other."""

NUMBER: pa.DataType = pa.int32()
HASH: pa.DataType = pa.int64()
LISTS = pa.list_(pa.list_(NUMBER))
POSTINGS = pa.schema([("batch_no", NUMBER), ("word_hash", HASH), ("article_nos", LISTS.value_type), ("places", LISTS)])
WORDS = pa.schema([("word_hash", HASH), ("word", pa.string())])


def add_by_flows(engine: Engine, articles_per_batch: int) -> Counts:
    """Index the articles that are missing; returns how many, and how many words are new."""
    sizes = {"articles_per_batch": articles_per_batch, "max_words": MAX_WORDS, "parts": LONG_PARTS}
    articles = engine.build("work.new_search_articles", sizes)
    engine.create_scratch("found_postings", POSTINGS.empty_table())
    engine.create_scratch("found_words", WORDS.empty_table())
    into = ("work.found_postings", "work.found_words")
    engine.flow(TEXTS, index_batch, into, FlowOptions(by=("range_no", "part")))
    words = engine.build("work.new_search_words")
    engine.append("search.words", "select * from work.new_search_words")
    engine.append("search.postings", NEW_POSTINGS)
    engine.append("search.articles", "select article_no, article_id from work.new_search_articles")
    return {"articles_indexed": articles, "new_words": words}


def index_batch(articles: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Rows of work.found_postings and of work.found_words for the articles of a batch."""
    ordered = articles.sort_by("article_no")
    numbers: Any = ordered["article_no"].to_numpy()
    lists, hashes, words = WordNumbers(np.zeros(0, np.uint64)).add(texts_of(ordered), 0)
    word_hashes: Any = pa.array(hashes.view(np.int64))  # of all words of the batch, in the order of their postings
    keys = {"batch_no": pa.array(np.full(len(hashes), numbers[0], np.int32)), "word_hash": word_hashes}
    return (
        pa.record_batch(keys | lists_of(lists, numbers[lists.articles])),
        pa.record_batch({"word_hash": word_hashes, "word": pa.array(words, pa.string())}),
    )
