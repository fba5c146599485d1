"""Counts the words that changed between consecutive versions of an article.

Belongs here: reading both texts, storing the count. Does not: counting (core.normalization.revisions), pairing (sql).
"""

import pyarrow as pa

from pipelines.core.normalization.revisions import changed_words
from pipelines.settings import Settings
from pipelines.steps import Counts
from warehouse.engine import Engine

TABLE = "staging.version_changes"
PAIRS = "select article_id, content_hash, previous_content_hash, previous_body, body from work.version_pairs"
SCOPE = "select article_id from work.scope_current_articles"


def version_changes(engine: Engine, settings: Settings) -> Counts:
    """Fill staging.version_changes for the articles of this run; returns how many versions were compared."""
    engine.delete_matching(TABLE, SCOPE)
    return {"versions_compared": engine.flow(PAIRS, compare_versions, (TABLE,))}


def compare_versions(pairs: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of staging.version_changes for versions with both texts; a text that is not stored counts as empty."""
    texts = zip(pairs["previous_body"].to_pylist(), pairs["body"].to_pylist(), strict=True)
    words = pa.array([changed_words(before or "", after or "") for before, after in texts], pa.int32())
    rows = pairs.select(["article_id", "content_hash", "previous_content_hash"])
    return (rows.append_column("changed_words", words),)
