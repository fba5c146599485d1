"""`newsfold explain`: why an article's values are what they are; why two articles are, or are not, one.

Belongs here: finding what the words name, and printing evidence. Does not: weighing it (that was done by the run), the
layout of two texts side by side (commands.comparison).
"""

import argparse
from collections.abc import Iterator
from itertools import groupby

import duckdb

from pipelines import settings as setting
from pipelines.commands import UserError
from pipelines.commands.comparison import comparison_lines
from pipelines.commands.query import CONTROL
from pipelines.commands.rows import Row, rows
from pipelines.core.urls import identity_key
from warehouse.connections import open_to_read

SHOWN_FIELDS = (
    "article_id", "title", "published_at", "published_local", "published_date", "published_precision",
    "published_earliest", "published_latest", "publisher_id", "agency", "is_wire_copy", "canonical_url", "authors",
    "language", "text_completeness", "word_count", "version", "cluster_id", "story_id", "is_representative",
)  # fmt: skip

LOOKUPS = (
    "select article_id from articles where article_id = $1",
    "select article_id from articles where canonical_url = $1 order by all limit 1",
    "select article_id from article_records where url = $1 order by is_current desc, article_id limit 1",
    "select article_id from article_records where record_path || '#' || record_index = $1"
    " order by is_current desc, ingested_at desc, article_id limit 1",
    "select article_id from article_records where record_path = $1 order by is_current desc, record_index limit 1",
    "select new_id from id_aliases where kind = 'article' and old_id = $1 and new_id is not null",
)
"""What a word may be, tried in turn: an id, a URL as shown or as given, path#index, a path, a retired id."""


def main(options: argparse.Namespace) -> int:
    """Print the evidence for one article, or for two being one or not."""
    if len(options.ids) > 2:
        raise UserError("explain takes one article or two")
    chosen = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    if not chosen.warehouse.exists():
        raise UserError(f"{chosen.warehouse} is not there yet: run `newsfold run` first")
    with open_to_read(chosen.warehouse) as connection:
        articles = [article(connection, find(connection, word)) for word in options.ids]
        lines = (
            article_lines(connection, articles[0]) if len(articles) == 1 else comparison_lines(connection, *articles)
        )
        for line in lines:
            print(CONTROL.sub(" ", line))
    return 0


def find(connection: duckdb.DuckDBPyConnection, word: str) -> str:
    """The id of the article that a word names. Raises UserError if there is none."""
    for sql in LOOKUPS:
        row = connection.execute(sql, [word]).fetchone()
        if row:
            return str(row[0])
    key = identity_key(word) if "://" in word else None
    if key is not None:
        candidates = connection.execute(
            "select article_id, canonical_url from articles where canonical_url is not null"
        )
        for article_id, url in candidates.fetchall():
            if identity_key(url) == key:
                return str(article_id)
    raise UserError(f"{word!r} names no article: give an article_id, a URL, or record_path#index")


def article(connection: duckdb.DuckDBPyConnection, article_id: str) -> Row:
    """The article's row, by column."""
    return rows(connection, "select * from articles where article_id = ?", article_id)[0]


def article_lines(connection: duckdb.DuckDBPyConnection, found: Row) -> Iterator[str]:
    """One article: its values, its records, and each field's candidates, the chosen one marked."""
    for name in SHOWN_FIELDS:
        value = found[name]
        yield f"{name:<22} {', '.join(value) if isinstance(value, list) else '' if value is None else value}"
    yield ""
    yield "records (the same article may have come in more than once)"
    sql = "select * from article_records where article_id = ? order by is_current desc, record_path, record_index"
    for record in rows(connection, sql, found["article_id"]):
        state = "" if record["is_current"] else "  (its file changed or is gone)"
        yield f"  {record['record_path']}#{record['record_index']}{state}"
    yield ""
    yield "candidates (* chosen)"
    yield from _evidence_lines(connection, found["article_id"])


def _evidence_lines(connection: duckdb.DuckDBPyConnection, article_id: str) -> Iterator[str]:
    sql = (
        "select field, value, method, confidence, is_chosen, note from field_evidence where article_id = ?"
        " order by field, is_chosen desc, confidence desc, method, value"
    )
    for field, candidates in groupby(rows(connection, sql, article_id), key=lambda row: row["field"]):
        yield f"  {field}"
        for row in candidates:
            mark = "*" if row["is_chosen"] else " "
            note = f"  — {row['note']}" if row["note"] else ""
            value = row["value"] if len(row["value"]) <= 90 else row["value"][:89] + "…"
            yield f"  {mark} {row['confidence']:.2f}  {row['method']:<34} {value}{note}"
