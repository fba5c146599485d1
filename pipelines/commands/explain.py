"""`newsfold explain`: why an article's values are what they are; why two articles are, or are not, one.

Belongs here: finding what the words name, and printing evidence. Does not: weighing it (that was done by the run), the
layout of two texts side by side (commands.comparison).
"""

import argparse
from collections.abc import Iterator, Mapping
from itertools import groupby

import duckdb

from pipelines import settings as setting
from pipelines.commands import UserError
from pipelines.commands.explain_texts import comparison_lines
from pipelines.commands.query import CONTROL
from pipelines.commands.rows import Row, rows
from pipelines.core.normalization.urls import identity_key
from warehouse.connections import open_to_read

SHOWN_FIELDS = (
    "article_id", "title", "published_at", "published_local", "published_date", "published_precision",
    "published_earliest", "published_latest", "modified_at", "publisher_id", "publisher_name", "agency", "is_wire_copy",
    "canonical_url", "authors", "language", "text_completeness", "word_count", "version", "cluster_id", "story_id",
    "is_representative",
)  # fmt: skip

BASIS = {"published_date": "published", "publisher_id": "publisher", "canonical_url": "canonical_url"}
"""Values that rest on a method and have a confidence of their own, and what their columns begin with."""

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
    """The article's row, by column, with its publisher's name."""
    sql = (
        "select articles.*, publishers.publisher_name from articles left join publishers using (publisher_id)"
        " where article_id = ?"
    )
    return rows(connection, sql, article_id)[0]


def article_lines(connection: duckdb.DuckDBPyConnection, found: Row) -> Iterator[str]:
    """One article: its values, its records, and each field's candidates, the chosen one marked."""
    for name in SHOWN_FIELDS:
        value = found[name]
        shown = ", ".join(value) if isinstance(value, list) else "" if value is None else value
        yield f"{name:<22} {shown}{_basis(found, name)}"
    yield ""
    yield "records (the same article may have come in more than once)"
    sql = "select * from article_records where article_id = ? order by is_current desc, record_path, record_index"
    records = rows(connection, sql, found["article_id"])
    for number, record in enumerate(records, 1):
        state = "" if record["is_current"] else "  (its file changed or is gone)"
        yield f"  [{number}] {record['record_path']}#{record['record_index']}{state}"
    yield ""
    yield "candidates (* chosen): how often such a claim alone is right, where it stands, what it says, in which record"
    places = {(record["record_path"], record["record_index"]): number for number, record in enumerate(records, 1)}
    yield from _evidence_lines(connection, found["article_id"], places)


def _basis(found: Row, name: str) -> str:
    """What a value rests on, and how sure it is with all that was weighed."""
    column = BASIS.get(name)
    if column is None or found[f"{column}_method"] is None:
        return ""
    return f"   (by {found[f'{column}_method']}, confidence {found[f'{column}_confidence']:.2f})"


def _evidence_lines(
    connection: duckdb.DuckDBPyConnection, article_id: str, places: Mapping[tuple[str, int], int]
) -> Iterator[str]:
    sql = (
        "select * from field_evidence where article_id = ?"
        " order by field, is_chosen desc, confidence desc, method, value, record_path, record_index"
    )
    for field, candidates in groupby(rows(connection, sql, article_id), key=lambda row: row["field"]):
        yield f"  {field}"
        for row in candidates:
            mark = "*" if row["is_chosen"] else " "
            note = f"  — {row['note']}" if row["note"] else ""
            value = row["value"] if len(row["value"]) <= 90 else row["value"][:89] + "…"
            number = places.get((row["record_path"], row["record_index"]))
            record = f"  [{number}]" if len(places) > 1 and number else ""
            yield f"  {mark} {row['confidence']:.2f}  {row['method']:<34} {value}{note}{record}"
