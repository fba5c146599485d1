"""Small warehouses with the rows that a test names, and the page about them.

Belongs here: making and publishing them, reading the page as a document. Does not: what must hold.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from lxml import html

from pipelines.report.page import write_page
from warehouse import builds, versions
from warehouse.builds import Stamps
from warehouse.engine import RunStamp
from warehouse.history import History, insert_rows

RUN = RunStamp("run-1", datetime(2031, 6, 1, tzinfo=UTC))
TEXT = "The keeper lit the lamp on the mole at nine and went home that night. Nobody saw the boat go out."

DERIVED = (
    "insert into main.duplicate_clusters select cluster_id, min(article_id), null, count(*),"
    " count(distinct publisher_id), min(published_date), max(published_date) from main.articles group by cluster_id",
    "insert into main.stories select story_id, min(title), min(article_id), null, count(distinct cluster_id), count(*),"
    " count(distinct publisher_id), min(published_date), max(published_date), min(language) from main.articles"
    " group by story_id",
    "insert into main.publishers select publisher_id, null, min(publisher_name), null, count(*), min(published_date),"
    " max(published_date) from main.articles where publisher_id is not null group by publisher_id",
    "insert into dedup.article_texts by name select article_id, publisher_id, cast(row_number() over (order by"
    " article_id) as integer) as text_no, article_id as star_article_id from main.articles",
    "insert into dedup.text_pairs by name select ones.text_no as left_text_no, others.text_no as right_text_no,"
    " 9000 as score, true as is_near, .5 as jaccard, .9 as containment, .9 as covered_left, .9 as covered_right,"
    " .9 as lead_overlap, 12 as shared_words, 12 as passage_words, 0 as left_passage_start, 9 as left_passage_length,"
    " 0 as right_passage_start, 9 as right_passage_length from dedup.article_texts as ones"
    " inner join dedup.article_texts as others on ones.text_no + 1 = others.text_no",
)


def article(number: int, **fields: Any) -> dict[str, Any]:
    """A row of main.articles; those of one number modulo three are one cluster, and all are one story."""
    at = datetime(2031, 5, 1 + number % 28, 8, tzinfo=UTC)
    return {
        "article_id": f"a{number:04d}", "title": f"Lamp {number} lit", "body": TEXT, "text_completeness": "full",
        "language": "en", "word_count": 20, "published_at": at, "published_date": at.date(),
        "published_earliest": at, "published_latest": at, "published_precision": "instant",
        "publisher_id": f"p{number % 5}.example", "publisher_name": f"Post {number % 5}", "is_wire_copy": False,
        "canonical_url": f"https://p.example/{number}", "authors": ["A. Keeper"], "cluster_id": f"c{number % 3}",
        "story_id": "s", "is_representative": number < 3, "representative_article_id": f"a{number % 3:04d}",
        "content_hash": f"h{number}", "version": 1, "first_ingested_at": RUN.started_at, "changed_run_id": RUN.run_id,
    } | fields  # fmt: skip


def rejection(**fields: Any) -> dict[str, Any]:
    return {
        "record_path": "day.jsonl", "reason": "bad_json", "detail": "line 3", "run_id": RUN.run_id,
        "rejected_at": RUN.started_at,
    } | fields  # fmt: skip


def publish(folder: Path, articles: Sequence[Mapping[str, Any]], **tables: Sequence[Mapping[str, Any]]) -> Path:
    """Publish a warehouse with these articles, what follows from them, and rows of other tables of main; returns the
    link.
    """
    link = folder / "news.duckdb"
    build = builds.begin(link, RUN, Stamps("1.0", "1", "settings"), memory_limit="500MB", threads=1)
    connection = build.engine.connection
    for table, rows in {"articles": articles, **tables}.items():
        insert(connection, table, rows)
    for sql in DERIVED:
        connection.execute(sql)
    insert_rows(connection, "main.runs", [build.run_row("published")])
    build.publish()
    return link


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.register("given", pa.Table.from_pylist([dict(row) for row in rows]))
        connection.execute(f"insert into main.{table} by name select * from given")
        connection.unregister("given")


def page_text(link: Path) -> str:
    """The page about the current version."""
    version, to, history = versions.current_version(link), link.with_name("page.html"), History(link)
    assert version is not None
    write_page(version, RUN.run_id, history.read().seals.get(RUN.run_id), history.link, to)
    return to.read_text(encoding="utf-8")


def document(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def undated(number: int, **fields: Any) -> dict[str, Any]:
    names = ("published_at", "published_date", "published_earliest", "published_latest", "published_precision")
    return article(number, **dict.fromkeys(names), **fields)


def years(*stated: int) -> list[dict[str, Any]]:
    """An article of each year, of which no more is known."""
    return [
        undated(number)
        | {"published_date": date(year, 1, 1), "published_precision": "year"}
        | {
            "published_earliest": datetime(year, 1, 1, tzinfo=UTC),
            "published_latest": datetime(year, 12, 31, tzinfo=UTC),
        }
        for number, year in enumerate(stated)
    ]
