"""Articles that have a standing text alone: not the text but the title tells them apart.

Belongs here: reading short texts with their titles. Does not: what a standing text is (standing_texts), linking
(clusters).
"""

from collections import defaultdict
from typing import Any

import pyarrow as pa

from pipelines.core.matching.clustering.standing_texts import MAX_WORDS, Title, is_standing, title_words
from warehouse.engine import Engine

TOUCHED = (
    "select a.text_no from dedup.article_texts a inner join dedup.texts t on a.text_no = t.text_no"
    f" semi join work.scope_current_articles s on a.article_id = s.article_id where t.word_count <= {MAX_WORDS}"
)
"""Short texts of articles that were read: their titles may have changed."""


def standing_titles(engine: Engine) -> dict[str, tuple[int, Title]]:
    """(text, title) of each linked article whose text is a standing text: articles with the same are one cluster."""
    rows = engine.read("work.short_text_titles", {"max_words": MAX_WORDS})
    text_nos, titles, articles = (_values(rows, name) for name in ("text_no", "title", "article_id"))
    titles_of: dict[int, list[str | None]] = defaultdict(list)
    for text_no, title in zip(text_nos, titles, strict=True):
        titles_of[text_no].append(title)
    engine.create_scratch("short_texts", pa.TableGroupBy(rows, ["text_no", "text_hash"]).aggregate([]))
    standing = {
        text_no
        for batch in (engine.bodies("work.short_texts") if titles_of else ())
        for text_no, body in zip(*(_values(batch, name) for name in ("text_no", "body")), strict=True)
        if is_standing(body, titles_of[text_no])
    }
    keys = zip(articles, text_nos, title_words(titles), strict=True)
    return {article: (text_no, title) for article, text_no, title in keys if text_no in standing}


def _values(rows: pa.Table | pa.RecordBatch, name: str) -> list[Any]:
    return list(rows[name].to_pylist())
