"""Moves records to another article, and gives them another title, as decisions across records say.

Belongs here: rewriting what such a decision changes, finding stored texts. Does not: deciding (url_claims,
shared_titles).
"""

import pyarrow as pa

from warehouse import catalog
from warehouse.engine import Engine

DECIDED_COLUMNS = (
    "article_id", "canonical_url", "canonical_url_method", "canonical_url_confidence", "title", "content_hash",
)  # fmt: skip
"""Columns that a decision changes."""


def move_records(engine: Engine) -> None:
    """Move the records whose article or title changes by a decision. What is left of an article of which records
    moved, or were taken out, counts as read in this run.
    """
    if engine.build("work.moved_records") or engine.count("work.removed_records"):
        _move(engine)


def find_bodies(engine: Engine, table: str) -> None:
    """Make work.stored_bodies: the texts of the contents in a table or join, by their hash."""
    engine.create_scratch("wanted_contents", f"select distinct content_hash from {table}")
    engine.build("work.stored_bodies")


def _move(engine: Engine) -> None:
    """Make the moved records records of their articles; the texts of those articles count as read in this run."""
    engine.build("work.moved_articles")
    find_bodies(engine, "staging.articles semi join work.moved_articles using (article_id)")
    engine.build("work.moved_texts")
    engine.delete_matching("work.texts", "select record_key from work.moved_texts")
    engine.flow("select * from work.moved_texts", _as_they_are, ("work.texts",))
    engine.delete_matching("staging.superseded_texts", "select article_id from work.moved_articles")
    for table in ("staging.articles", "main.article_records"):
        _rewrite(engine, table)


def _rewrite(engine: Engine, table: str) -> None:
    """Replace what a decision changes in the moved records of a table."""
    columns = catalog.tables()[table].column_names
    changed = [name for name in columns if name in DECIDED_COLUMNS]
    names = ", ".join(f"{'moved_records' if name in changed else table}.{name}" for name in columns)
    select = f"select {names} from {table} inner join work.moved_records using (record_key)"
    engine.create_scratch("rewritten_records", select)
    engine.delete_matching(table, "select record_key from work.rewritten_records")
    engine.append(table, "select * from work.rewritten_records")


def _as_they_are(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    return (texts,)
