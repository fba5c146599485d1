"""The search index: which words stand where in the title or body of which articles, kept up to date where they changed.

Belongs here: what is indexed, and indexing it in this process. Does not: the same on executors (flow_search_index),
rows of the index (search_rows), numbering words (core.matching.word_index), searching, which is SQL (warehouse/macros).
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import U64
from pipelines.core.matching.word_index import WordNumbers, WordPostings
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.flow_search_index import add_by_flows
from pipelines.steps.search_rows import lists_of, texts_of
from warehouse.engine import Engine

TABLES = ("search.articles", "search.words", "search.postings")
ARTICLES_PER_BATCH = 4_096
"""A posting takes as many bits as the numbers of a batch, and each batch is looked through in each search."""

MAX_NUMBERS_PER_ARTICLE = 2
"""Beyond that most numbers are of texts that were replaced, and all articles are indexed anew."""

MISSING = (
    "select a.article_id, a.title, a.body from main.articles a"
    " anti join search.articles s on a.article_id = s.article_id"
)
NUMBERS = "select count(*), count(article_id) from search.articles"
HASHES = "select word_hash from search.words order by word_no"


def search_index(engine: Engine, settings: Settings) -> Counts:
    """Bring the index up to date; returns how many articles were indexed and how many words are new.

    A run that took records out indexes everything anew: what a replaced text said stands in no other row.
    """
    numbers, articles = engine.rows(NUMBERS)[0]
    is_sparse = numbers > MAX_NUMBERS_PER_ARTICLE * max(articles, ARTICLES_PER_BATCH)
    if engine.run.is_full or is_sparse or engine.count("work.removed_records"):
        for table in TABLES:
            engine.replace(table, f"select * from {table} limit 0")
    else:
        _retire_outdated(engine)
    if engine.is_distributed:
        return add_by_flows(engine, ARTICLES_PER_BATCH)
    return _add_articles(engine, engine.count("search.articles"))


def _retire_outdated(engine: Engine) -> None:
    """Take the article from each number that is out of date; the number stays, for posting lists have it."""
    engine.build("work.outdated_search_articles")
    for change in (engine.delete_matching, engine.append):
        change("search.articles", "select article_no from work.outdated_search_articles")


def _add_articles(engine: Engine, first: int) -> Counts:
    """Index the articles that are missing; first: the number of the first one."""
    hashes = engine.arrow(HASHES)["word_hash"].to_numpy().astype(np.int64).view(np.uint64)
    numbers, next_no, next_word = WordNumbers(hashes), first, len(hashes)
    words, articles = [], []
    with engine.loading("search.postings") as load:
        for batch in engine.batches(MISSING, ARTICLES_PER_BATCH):
            lists, new_hashes, new_words = numbers.add(texts_of(batch), next_no)
            load(_posting_rows(next_no, lists))
            words.append(_word_rows(next_word, new_hashes, new_words))
            articles.append(_article_rows(next_no, batch["article_id"]))
            next_no, next_word = next_no + len(batch), next_word + len(new_words)
    for table, rows in (("search.words", words), ("search.articles", articles)):
        if rows:
            engine.append(table, pa.concat_tables(rows))
    return {"articles_indexed": next_no - first, "new_words": next_word - len(hashes)}


def _article_rows(first: int, article_ids: "pa.Array[Any]") -> pa.Table:
    """Ids are copied: a column keeps its whole batch in memory, with the bodies."""
    numbers: Any = pa.array(np.arange(first, first + len(article_ids), dtype=np.int32))
    return pa.table({"article_no": numbers, "article_id": pa.array(article_ids.to_pylist(), pa.string())})


def _word_rows(first: int, hashes: U64, words: list[str]) -> pa.Table:
    numbers = pa.array(np.arange(first, first + len(words), dtype=np.int32))
    columns: dict[str, Any] = {"word_no": numbers, "word": pa.array(words, pa.string())}
    return pa.table(columns | {"word_hash": pa.array(hashes.view(np.int64))})


def _posting_rows(first: int, lists: WordPostings) -> pa.Table:
    batch_nos = pa.array(np.full(len(lists.words), first, np.int32))
    numbers = {"batch_no": batch_nos, "word_no": pa.array(lists.words)}
    return pa.table(numbers | lists_of(lists, lists.articles))
