"""Rows of the search index from those of articles, wherever they are indexed.

Belongs here: the texts of a batch of articles, lists of a posting. Does not: which articles are indexed (search_index),
numbering words (core.matching.word_index).
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import I32
from pipelines.core.matching.word_index import WordPostings


def texts_of(articles: pa.RecordBatch) -> "pa.Array[Any]":
    """Title and body of each article in turn."""
    columns: list[Any] = [articles[name].cast(pa.large_string()) for name in ("title", "body")]
    texts: pa.Array[Any] = pa.concat_arrays(columns)
    return texts.take(np.arange(len(texts)).reshape(2, -1).T.ravel())


def lists_of(postings: WordPostings, article_nos: I32) -> dict[str, Any]:
    """Columns `article_nos` and `places` of postings. article_nos: a number for each article of a posting, (m,)"""
    bounds: Any = pa.array(postings.bounds)
    place_bounds: Any = pa.array(postings.place_bounds)
    articles: Any = pa.ListArray.from_arrays(bounds, pa.array(article_nos))
    places: Any = pa.ListArray.from_arrays(place_bounds, pa.array(postings.places))
    return {"article_nos": articles, "places": pa.ListArray.from_arrays(bounds, places)}
