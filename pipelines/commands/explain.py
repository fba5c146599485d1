"""`newsfold explain`: why an article has its values, a record was rejected, or articles are, or are not, one group.

Belongs here: resolving ids, printing evidence. Does not: comparing two articles (explain_texts, explain_links), the
members of a cluster or a story (explain_groups).
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

import duckdb

from pipelines.commands import UserError, explain_groups
from pipelines.commands.explain_texts import comparison_lines
from pipelines.commands.published import open_published
from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.commands.tables import CONTROL
from pipelines.core.normalization.urls import identity_key
from pipelines.core.reasons import REASONS

SHOWN_FIELDS = (
    "article_id", "title", "published_at", "published_local", "published_date", "published_precision",
    "published_earliest", "published_latest", "modified_at", "modified_local", "modified_date", "publisher_id",
    "publisher_name", "agency", "is_wire_copy", "canonical_url", "authors", "language", "text_completeness",
    "word_count", "version", "cluster_id", "story_id", "is_representative",
)  # fmt: skip

BASIS = {"published_date": "published", "publisher_id": "publisher", "canonical_url": "canonical_url"}
"""Columns with a method and a confidence → prefix of the two columns that hold them."""

MEMORY_LIMIT = "1GB"
"""What DuckDB may take: all pairs of a million articles are joined to find those of one cluster."""

LOOKUPS = (
    "select article_id from articles where article_id = $1",
    "select article_id from articles where canonical_url = $1 order by all limit 1",
    "select article_id from article_records where url = $1 order by is_current desc, article_id limit 1",
    "select article_id from article_records where record_path || '#' || record_index = $1"
    " order by is_current desc, ingested_at desc, article_id limit 1",
    "select article_id from article_records where record_path = $1 order by is_current desc, record_index limit 1",
    "select new_id from id_aliases where kind = 'article' and old_id = $1 and new_id is not null",
)
"""An ID argument is, in this order: an article id, a URL as shown or as given, path#index, a path, a retired id."""


REJECTED = """
    select * from rejections where record_path || '#' || record_index = $1 or record_path = $1 or record_id = $1
    order by record_path, record_index
"""
"""Rejections of a record or of all of a file."""

SHOWN_REJECTIONS = 20


def main(options: argparse.Namespace) -> int:
    """Print the evidence for one article, cluster, story or rejected record, or the comparison of two articles."""
    with open_published(options, MEMORY_LIMIT) as connection:
        for line in lines_about(connection, options.ids, options.details):
            print(CONTROL.sub(" ", line))
    return 0


def lines_about(connection: duckdb.DuckDBPyConnection, ids: Sequence[str], has_details: bool = False) -> Iterator[str]:
    """The lines about one thing, or two articles, these with all numbers if `has_details`.

    Raises UserError if there are more, or an id is unknown.
    """
    if len(ids) > 2:
        raise UserError("explain takes one id, or two articles")
    return _one(connection, *ids) if len(ids) == 1 else _two(connection, ids, has_details)


def _one(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    """The lines about whatever has this id: a story, a cluster, an article, else rejected records."""
    if story := explain_groups.find_story(connection, name):
        return explain_groups.story_lines(connection, story)
    if cluster := explain_groups.find_cluster(connection, name):
        return explain_groups.cluster_lines(connection, cluster)
    rejected = fetch_rows(connection, REJECTED, name)
    try:
        article = fetch_article(connection, find_article_id(connection, name))
    except UserError:
        if not rejected:
            raise
        return rejection_lines(rejected)
    return chain(article_lines(connection, article), [""] if rejected else [], rejection_lines(rejected))


def _two(connection: duckdb.DuckDBPyConnection, ids: Sequence[str], has_details: bool) -> Iterator[str]:
    left, right = (find_article_id(connection, name) for name in ids)
    if left == right:
        raise UserError(f"both are the same article, {left}: `newsfold explain {left}` shows its records")
    articles = fetch_article(connection, left), fetch_article(connection, right)
    return comparison_lines(connection, *articles, has_details)


def rejection_lines(rejected: Sequence[Row]) -> Iterator[str]:
    """Why records were rejected, and what to do."""
    for row in rejected[:SHOWN_REJECTIONS]:
        yield f"{_place(row)} was rejected: {row['reason']}"
        yield f"  {REASONS.get(row['reason'], '')}"
        for name in ("detail", "raw_excerpt"):
            if row[name]:
                yield f"  {name.replace('_', ' '):<12} {row[name]}"
    if len(rejected) > SHOWN_REJECTIONS:
        yield f'and {len(rejected) - SHOWN_REJECTIONS:,} more: `newsfold query "from rejections"`'


def _place(row: Row) -> str:
    return row["record_path"] if row["record_index"] is None else f"{row['record_path']}#{row['record_index']}"


def find_article_id(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The id of the article with this id, URL or path. Raises UserError if there is none."""
    for sql in LOOKUPS:
        row = connection.execute(sql, [name]).fetchone()
        if row:
            return str(row[0])
    key = identity_key(name) if "://" in name else None
    if key is not None:
        candidates = connection.execute(
            "select article_id, canonical_url from articles where canonical_url is not null"
        )
        for article_id, url in candidates.fetchall():
            if identity_key(url) == key:
                return str(article_id)
    raise UserError(f"nothing is known of {name!r}: expected an id, a URL, or record_path#index")


def fetch_article(connection: duckdb.DuckDBPyConnection, article_id: str) -> Row:
    """The row of an article, with the name of its publisher."""
    sql = (
        "select articles.*, publishers.publisher_name from articles left join publishers using (publisher_id)"
        " where article_id = ?"
    )
    return fetch_rows(connection, sql, article_id)[0]


def article_lines(connection: duckdb.DuckDBPyConnection, article: Row) -> Iterator[str]:
    """The values of an article, its records, and the candidates of each field with the chosen one marked."""
    for name in SHOWN_FIELDS:
        value = article[name]
        shown = ", ".join(value) if isinstance(value, list) else "" if value is None else value
        yield f"{name:<22} {shown}{_basis(article, name)}"
    yield ""
    yield "records (an article may have been read more than once)"
    sql = "select * from article_records where article_id = ? order by is_current desc, record_path, record_index"
    records = fetch_rows(connection, sql, article["article_id"])
    for number, record in enumerate(records, 1):
        state = "" if record["is_current"] else "  (file changed or deleted)"
        yield f"  [{number}] {record['record_path']}#{record['record_index']}{state}"
    yield ""
    yield "candidates (* = chosen): confidence, source, value, record"
    numbers = {(record["record_path"], record["record_index"]): number for number, record in enumerate(records, 1)}
    yield from _candidate_lines(connection, article["article_id"], numbers)


def _basis(article: Row, name: str) -> str:
    """The method of a value, and its confidence given all candidates."""
    prefix = BASIS.get(name)
    if prefix is None or article[f"{prefix}_method"] is None:
        return ""
    return f"   (by {article[f'{prefix}_method']}, confidence {article[f'{prefix}_confidence']:.2f})"


def _candidate_lines(
    connection: duckdb.DuckDBPyConnection, article_id: str, record_numbers: Mapping[tuple[str, int], int]
) -> Iterator[str]:
    sql = (
        "select * from field_evidence where article_id = ?"
        " order by field, is_chosen desc, confidence desc, method, value, record_path, record_index"
    )
    for field, candidates in groupby(fetch_rows(connection, sql, article_id), key=lambda row: row["field"]):
        yield f"  {field}"
        for row in candidates:
            mark = "*" if row["is_chosen"] else " "
            note = f"  — {row['note']}" if row["note"] else ""
            value = row["value"] if len(row["value"]) <= 90 else row["value"][:89] + "…"
            number = record_numbers.get((row["record_path"], row["record_index"]))
            record = f"  [{number}]" if len(record_numbers) > 1 and number else ""
            yield f"  {mark} {row['confidence']:.2f}  {row['method']:<34} {value}{note}{record}"
