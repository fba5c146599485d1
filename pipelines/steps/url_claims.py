"""Decides which declared URLs are believed, again whenever a record of one is new or gone, and moves records.

Belongs here: reading the pages that declare one URL, storing who is believed, moving records to another article.
Does not: comparing pages (core.normalization.urls.claims), which records are compared (sql).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from pipelines.core.normalization.urls.claims import Content, believed, content_of
from warehouse import catalog
from warehouse.engine import Engine

CLAIMS = (
    "select claims.* from staging.url_claims as claims semi join work.url_claimants as claimants"
    " on claims.record_key = claimants.record_key and claims.declared_article_id = claimants.url_id"
)
CLAIMANTS = "select url_id, address_id, record_key, place, address_count from work.url_claimants order by all"
TEXTS = "select url_id, address_id, title, body from work.claimed_texts order by url_id, address_id, content_hash"

ARTICLE_COLUMNS = ("article_id", "canonical_url", "canonical_url_method", "canonical_url_confidence")
"""Columns that a decision changes."""

MAX_CONTENTS = 10
"""Contents of one address that are compared: those of the smallest hashes."""

BATCH_TEXTS = 500


def decide_claims(engine: Engine) -> None:
    """Decide the claims on URLs of which records are new or gone."""
    if engine.count("staging.url_claims") and engine.build("work.url_claimants"):
        _store(engine, _refusals(engine))


def move_records(engine: Engine) -> None:
    """Move the records whose article changes by a decision. What is left of an article of which records moved, or were
    taken out, counts as read in this run.
    """
    if engine.build("work.moved_records") or engine.count("work.removed_records"):
        _move(engine)


def _refusals(engine: Engine) -> Mapping[tuple[str, str], str]:
    """(URL, address) → why the declaration there is not believed; both as article ids."""
    find_bodies(engine, "work.url_claimants")
    engine.build("work.claimed_texts")
    places: dict[str, dict[str, str]] = {}
    for url_id, address_id, _, place, _ in engine.rows(CLAIMANTS):
        found = places.setdefault(url_id, {})
        found[address_id] = min(place, found.get(address_id, place))
    refusals = {}
    for url_id, contents in _contents(engine):
        at_url = contents.pop(url_id, [])
        for address_id in contents.keys() - believed(contents, at_url):
            refusals[url_id, address_id] = _refusal(places[url_id], url_id, address_id)
    return refusals


def _refusal(places: Mapping[str, str], url_id: str, address_id: str) -> str:
    if url_id in places:
        return "another text is at this address"
    others = sorted(place for other, place in places.items() if other != address_id)
    return f"declared by {len(others)} more, such as {others[0]}"


def _contents(engine: Engine) -> Iterator[tuple[str, dict[str, list[Content]]]]:
    """Each URL with what was found at each address, held for one URL at a time."""
    for url_id, rows in groupby(_rows(engine.batches(TEXTS, rows=BATCH_TEXTS)), key=itemgetter("url_id")):
        contents: dict[str, list[Content]] = {}
        for row in rows:
            found = contents.setdefault(row["address_id"], [])
            if len(found) < MAX_CONTENTS:
                found.append(content_of(row["title"], row["body"]))
        yield url_id, contents


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    for batch in batches:
        yield from batch.to_pylist()


def _store(engine: Engine, refusals: Mapping[tuple[str, str], str]) -> None:
    """Store how many addresses declare a URL, and why a declaration is refused."""
    counts = {(url_id, key): count for url_id, _, key, _, count in engine.rows(CLAIMANTS)}
    claims = engine.arrow(CLAIMS).to_pylist()
    for claim in claims:
        url_id = claim["declared_article_id"]
        claim["refusal"] = refusals.get((url_id, claim["own_article_id"]))
        claim["address_count"] = counts.get((url_id, claim["record_key"]), claim["address_count"])
    decided = pa.Table.from_pylist(claims, schema=catalog.arrow_schema("staging.url_claims"))
    engine.delete_matching("staging.url_claims", decided.select(["record_key"]))
    engine.append("staging.url_claims", decided)


def _move(engine: Engine) -> None:
    """Make the moved records records of their articles; the texts of those articles count as read in this run."""
    engine.build("work.moved_articles")
    find_bodies(engine, "staging.articles semi join work.moved_articles using (article_id)")
    engine.build("work.moved_texts")
    engine.delete_matching("work.texts", engine.arrow("select record_key from work.moved_texts"))
    for batch in engine.batches("select * from work.moved_texts", rows=BATCH_TEXTS):
        engine.append("work.texts", batch)
    engine.delete_matching("staging.superseded_texts", engine.arrow("select article_id from work.moved_articles"))
    for table in ("staging.articles", "main.article_records"):
        _rewrite(engine, table)


def _rewrite(engine: Engine, table: str) -> None:
    """Replace what a decision changes in the moved records of a table."""
    columns = catalog.tables()[table].column_names
    changed = [name for name in columns if name in ARTICLE_COLUMNS]
    names = ", ".join(f"{'moved_records' if name in changed else table}.{name}" for name in columns)
    moved = engine.arrow(f"select {names} from {table} inner join work.moved_records using (record_key)")
    engine.delete_matching(table, moved.select(["record_key"]))
    engine.append(table, moved)


def find_bodies(engine: Engine, table: str) -> None:
    """Make work.stored_bodies: the texts of the contents in a table or join, by their hash."""
    engine.create_scratch("wanted_contents", engine.arrow(f"select distinct content_hash from {table}"))
    engine.build("work.stored_bodies")
