"""Counts the words that changed between consecutive versions of an article.

Belongs here: reading both texts, storing the count. Does not: counting (core.normalization.revisions), pairing (sql).
"""

import pyarrow as pa

from pipelines.core.normalization.revisions import changed_words
from pipelines.settings import Settings
from pipelines.steps import Counts
from warehouse.engine import Engine

PAIRS = "select article_id, content_hash, previous_content_hash, previous_body, body from work.version_pairs"
SCOPE = "select article_id from work.scope_current_articles"


def version_changes(engine: Engine, settings: Settings) -> Counts:
    """Fill staging.version_changes for the articles of this run; returns how many versions were compared."""
    engine.delete_matching("staging.version_changes", engine.arrow(SCOPE))
    compared = 0
    for batch in engine.batches(PAIRS, rows=500):
        pairs = zip(batch["previous_body"].to_pylist(), batch["body"].to_pylist(), strict=True)
        words = pa.array([changed_words(before or "", after or "") for before, after in pairs], pa.int32())
        ids = pa.Table.from_batches([batch.select(["article_id", "content_hash", "previous_content_hash"])])
        compared += engine.append("staging.version_changes", ids.append_column("changed_words", words))
    return {"versions_compared": compared}
