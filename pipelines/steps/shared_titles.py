"""Decides the titles of pages whose title others of their host state too, again whenever one of these is new or gone.

Belongs here: reading such pages, storing which titles are shared and what a page is called instead. Does not: when a
title is shared, choosing among the others (core.normalization.titles.shared), which pages are compared (sql), giving
records their title (record_moves).
"""

from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from pipelines.core.identity import content_hash
from pipelines.core.normalization.evidence import Evidence
from pipelines.core.normalization.titles.shared import MAX_TEXTS, MIN_PAGES, choose_unshared, is_shared
from pipelines.steps.record_moves import find_bodies
from warehouse import catalog, flows
from warehouse.engine import Engine, FlowOptions

SHARED, REPLACED = "staging.shared_titles", "staging.replaced_titles"
GROUP = ("publisher_domain", "stated_title")
"""What pages have in common that state one title as theirs."""

COLUMNS = (*GROUP, "title", "page_count")
GROUPS = "select distinct publisher_domain, stated_title from work.title_pages"
TEXTS = "select texts.*, body from work.repeated_texts as texts inner join work.stored_bodies using (content_hash)"
SHARED_BY_OWN = (
    "select titles.* from work.template_titles as titles semi join work.template_titles as own on own.title"
    " = titles.stated_title and own.stated_title = titles.stated_title"
    " and own.publisher_domain = titles.publisher_domain"
)
"""Titles that are shared, where the one that the pages state as theirs is."""

STATED = "select substr(record_key, 1, {digits}) as part, statements.* from work.reviewed_statements as statements"

STATEMENT = ("value", "method", "confidence", "is_chosen", "note")
"""Columns of work.reviewed_statements that are a row of evidence."""

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
    _find_shared_titles(engine)
    digits = flows.digits_for(engine.build("work.reviewed_pages"))
    engine.build("work.reviewed_statements")
    engine.create_scratch("chosen_titles", catalog.arrow_schema(REPLACED).empty_table())
    options = FlowOptions(by=("part",))
    engine.flow(STATED.format(digits=digits), replace_titles, ("work.chosen_titles",), options)
    has_new = engine.build("work.new_titles")
    if are_all:
        engine.replace(SHARED, "select * from work.found_titles")
    else:
        engine.delete_matching(SHARED, GROUPS)
        engine.append(SHARED, "select * from work.found_titles")
    engine.delete_matching(REPLACED, "select record_key from work.reviewed_pages")
    engine.append(REPLACED, "select * from work.chosen_titles")
    if has_new:
        find_bodies(engine, "staging.articles semi join work.new_titles using (record_key)")
        engine.build("work.retitled_texts")
        engine.flow("select * from work.retitled_texts", hash_contents, ("work.retitled_records",))


def _find_shared_titles(engine: Engine) -> None:
    """Make work.found_titles: the rows of staging.shared_titles for the pages of work.title_statements."""
    engine.create_scratch("template_titles", catalog.arrow_schema(SHARED).empty_table())
    if engine.build("work.repeated_titles", {"min_pages": MIN_PAGES}):
        engine.build("work.repeated_texts", {"max_texts": MAX_TEXTS})
        find_bodies(engine, "work.repeated_texts")
        engine.flow(TEXTS, find_shared, ("work.template_titles",), FlowOptions(by=COLUMNS))
    engine.create_scratch("found_titles", SHARED_BY_OWN)


def find_shared(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.template_titles for the texts of pages that repeat one title: one row if it is shared, or none."""
    bodies: list[Any] = texts.sort_by("text_hash")["body"].to_pylist()
    is_found = is_shared(texts["title"][0].as_py(), bodies)
    return (texts.select(COLUMNS).slice(0, int(is_found)),)


def replace_titles(statements: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of staging.replaced_titles for all that some pages state: those that are called something else."""
    schema, rows = catalog.arrow_schema(REPLACED), []
    ordered = statements.sort_by([(name, "ascending") for name in ("record_key", "method", "value")]).to_pylist()
    for _, stated in groupby(ordered, key=itemgetter("record_key")):
        page, *others = stated
        evidence = [Evidence("title", *(row[name] for name in STATEMENT)) for row in (page, *others)]
        if chosen := choose_unshared(evidence, set(page["shared_titles"])):
            new = page | {"title": chosen.value, "method": chosen.method, "note": chosen.note}
            rows.append({name: new[name] for name in schema.names})
    return (pa.RecordBatch.from_pylist(rows, schema),)


def hash_contents(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.retitled_records for records with their new title and the body."""
    contents = zip(texts["title"].to_pylist(), texts["body"].to_pylist(), strict=True)
    hashes = pa.array([content_hash(*content) for content in contents], pa.string())
    return (texts.select(["record_key", "title"]).append_column("content_hash", hashes),)
