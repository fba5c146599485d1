"""Articles that have a standing text alone: not the text but the title tells them apart.

Belongs here: reading short texts with their titles. Does not: what a standing text is (standing_texts), linking
(clusters).
"""

from typing import Any

import pyarrow as pa

from pipelines.core.matching.clustering.standing_texts import MAX_WORDS, Title, is_standing, title_words
from warehouse.engine import WITH_BODIES, Arrow, Engine

TOUCHED = (
    "select a.text_no from dedup.article_texts a inner join dedup.texts t on a.text_no = t.text_no"
    f" semi join work.scope_current_articles s on a.article_id = s.article_id where t.word_count <= {MAX_WORDS}"
)
"""Short texts of articles that were read: their titles may have changed."""


UNDER_TITLES = (
    "select text_no, text_hash, list_sort(array_agg(title)) as titles from work.short_text_titles"
    " group by text_no, text_hash"
)
STANDING = (
    "select s.article_id, s.text_no, s.title from work.short_text_titles s"
    " semi join work.standing_texts t on s.text_no = t.text_no"
)


def standing_titles(engine: Engine) -> dict[str, tuple[int, Title]]:
    """(text, title) of each linked article whose text is a standing text: articles with the same are one cluster."""
    find_standing_texts(engine)
    return read_titles(engine.arrow(STANDING))


def find_standing_texts(engine: Engine) -> None:
    """Make work.standing_texts, and work.short_text_titles, so that STANDING has their articles."""
    engine.build("work.short_text_titles", {"max_words": MAX_WORDS})
    engine.create_scratch("standing_texts", pa.table({"text_no": pa.array([], pa.int32())}))
    engine.flow(UNDER_TITLES, find_standing, ("work.standing_texts",), WITH_BODIES)


def read_titles(rows: Arrow) -> dict[str, tuple[int, Title]]:
    """Article → (text, title), for rows of STANDING."""
    articles, text_nos, titles = (list[Any](rows[name].to_pylist()) for name in ("article_id", "text_no", "title"))
    return dict(zip(articles, zip(text_nos, title_words(titles), strict=True), strict=True))


def find_standing(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.standing_texts among texts with body and titles."""
    under: Any = zip(texts["body"].to_pylist(), texts["titles"].to_pylist(), strict=True)
    is_found = [body is not None and is_standing(body, titles) for body, titles in under]
    return (texts.select(["text_no"]).filter(pa.array(is_found, pa.bool_())),)
