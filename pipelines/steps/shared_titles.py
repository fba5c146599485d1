"""Decides the titles of pages whose title others of their host state too, again whenever one of these is new or gone.

Belongs here: reading such pages, storing which titles are shared and what a page is called instead. Does not: when a
title is shared, choosing among the others (core.normalization.titles.shared), which pages are compared (sql), giving
records their title (record_moves).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from pipelines.core.identity import content_hash
from pipelines.core.normalization.evidence import Evidence
from pipelines.core.normalization.titles.shared import MAX_TEXTS, MIN_PAGES, choose_unshared, is_shared
from pipelines.steps.record_moves import find_bodies
from warehouse import catalog
from warehouse.engine import Engine, FlowOptions

SHARED, REPLACED = "staging.shared_titles", "staging.replaced_titles"
GROUP = ("publisher_domain", "stated_title")
"""What pages have in common that state one title as theirs."""

COLUMNS = (*GROUP, "title", "page_count")
GROUPS = "select distinct publisher_domain, stated_title from work.title_pages"
TEXTS = "select texts.*, body from work.repeated_texts as texts inner join work.stored_bodies using (content_hash)"
STATED = "select * from work.reviewed_statements order by record_key, method, value"
BEFORE = "select * from staging.replaced_titles semi join work.reviewed_pages using (record_key)"

STATEMENT = ("value", "method", "confidence", "is_chosen", "note")
"""Columns of work.reviewed_statements that are a row of evidence."""

Row = dict[str, Any]

RETITLED = pa.schema([("record_key", pa.string()), ("title", pa.string()), ("content_hash", pa.string())])


def decide_titles(engine: Engine) -> None:
    """Decide the titles of pages whose stated title others of their host state too, if one of these is new or gone.

    Where records were taken out, all shared titles are decided again: which of them they stated is gone with them.

    Makes work.retitled_records: the records whose title changes by it.
    """
    engine.create_scratch("retitled_records", RETITLED.empty_table())
    are_all = engine.run.is_full or bool(engine.count("work.removed_records"))
    if engine.build("work.title_pages", {"min_pages": MIN_PAGES}) or are_all:
        _decide(engine, are_all)


def _decide(engine: Engine, are_all: bool) -> None:
    """Bring the tables of shared and replaced titles up to date, and fill work.retitled_records.

    are_all: whether the pages of all titles that are shared, or were, are in work.title_pages
    """
    engine.build("work.title_statements")
    found = pa.Table.from_pylist(_shared_titles(engine), schema=catalog.arrow_schema(SHARED))
    engine.create_scratch("found_titles", found)
    engine.build("work.reviewed_pages")
    engine.build("work.reviewed_statements")
    before = {row["record_key"]: row for row in engine.arrow(BEFORE).to_pylist()}
    after = {row["record_key"]: row for row in _replaced_titles(engine, before)}
    if are_all:
        engine.replace(SHARED, found)
    else:
        engine.delete_matching(SHARED, engine.arrow(GROUPS))
        engine.append(SHARED, found)
    engine.delete_matching(REPLACED, engine.arrow("select record_key from work.reviewed_pages"))
    engine.append(REPLACED, pa.Table.from_pylist(list(after.values()), schema=catalog.arrow_schema(REPLACED)))
    _retitle(engine, before, after)


def _shared_titles(engine: Engine) -> list[Row]:
    """The rows of staging.shared_titles for the pages of work.title_statements."""
    if not engine.build("work.repeated_titles", {"min_pages": MIN_PAGES}):
        return []
    engine.build("work.repeated_texts", {"max_texts": MAX_TEXTS})
    find_bodies(engine, "work.repeated_texts")
    engine.create_scratch("template_titles", catalog.arrow_schema(SHARED).empty_table())
    engine.flow(TEXTS, find_shared, ("work.template_titles",), FlowOptions(by=COLUMNS))
    shared = engine.rows(f"select {', '.join(COLUMNS)} from work.template_titles")
    groups = {(domain, stated) for domain, stated, title, _ in shared if title == stated}
    return [dict(zip(COLUMNS, key, strict=True)) for key in shared if key[:2] in groups]


def find_shared(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.template_titles for the texts of pages that repeat one title: one row if it is shared, or none."""
    bodies: list[Any] = texts.sort_by("text_hash")["body"].to_pylist()
    is_found = is_shared(texts["title"][0].as_py(), bodies)
    return (texts.select(COLUMNS).slice(0, int(is_found)),)


def _replaced_titles(engine: Engine, before: Mapping[str, Row]) -> Iterator[Row]:
    """The rows of staging.replaced_titles for the pages that are reviewed. before: those stored, by record_key"""
    shared: dict[tuple[str, str], set[str]] = {}
    for domain, stated, title, _ in engine.rows("select * from work.found_titles"):
        shared.setdefault((domain, stated), set()).add(title)
    for key, statements in groupby(_rows(engine.batches(STATED)), key=itemgetter("record_key")):
        page, *others = statements
        evidence = [Evidence("title", *(row[name] for name in STATEMENT)) for row in (page, *others)]
        chosen = choose_unshared(evidence, shared[page["publisher_domain"], page["stated_title"]])
        if chosen:
            stated_hash = before[key]["stated_content_hash"] if key in before else page["content_hash"]
            stated = {name: page[name] for name in ("record_key", *GROUP, "stated_method")}
            new = {"title": chosen.value, "method": chosen.method, "note": chosen.note}
            yield stated | {"stated_content_hash": stated_hash} | new


def _retitle(engine: Engine, before: Mapping[str, Row], after: Mapping[str, Row]) -> None:
    """Fill work.retitled_records. before, after: rows of staging.replaced_titles by key"""
    had, gets = ({key: row["title"] for key, row in rows.items()} for rows in (before, after))
    stated = {key: row["stated_title"] for key, row in (*before.items(), *after.items())}
    changed = sorted(key for key in stated if had.get(key) != gets.get(key))
    rows = [{"record_key": key, "title": gets.get(key, stated[key])} for key in changed]
    if rows:
        engine.create_scratch("new_titles", pa.Table.from_pylist(rows))
        find_bodies(engine, "staging.articles semi join work.new_titles using (record_key)")
        engine.build("work.retitled_texts")
        engine.flow("select * from work.retitled_texts", hash_contents, ("work.retitled_records",))


def hash_contents(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.retitled_records for records with their new title and the body."""
    contents = zip(texts["title"].to_pylist(), texts["body"].to_pylist(), strict=True)
    hashes = pa.array([content_hash(*content) for content in contents], pa.string())
    return (texts.select(["record_key", "title"]).append_column("content_hash", hashes),)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()
