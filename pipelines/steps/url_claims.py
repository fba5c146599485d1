"""Decides which declared URLs are believed, again whenever a record of one is new or gone.

Belongs here: reading the pages that declare one URL, storing who is believed. Does not: comparing pages
(core.normalization.urls.claims), which records are compared (sql), moving records (record_moves).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from pipelines.core.normalization.urls.claims import Content, believed, content_of
from pipelines.steps.record_moves import BATCH_TEXTS, find_bodies
from warehouse import catalog
from warehouse.engine import Engine

CLAIMS = (
    "select claims.* from staging.url_claims as claims semi join work.url_claimants as claimants"
    " on claims.record_key = claimants.record_key and claims.declared_article_id = claimants.url_id"
)
CLAIMANTS = (
    "select url_id, address_id, record_key, place, address_count from work.url_claimants"
    " order by url_id, address_id, record_key, place, address_count"
)
TEXTS = "select url_id, address_id, title, body from work.claimed_texts order by url_id, address_id, stated_hash"

MAX_CONTENTS = 10
"""Contents of one address that are compared: those of the smallest hashes."""


def decide_claims(engine: Engine) -> None:
    """Decide the claims on URLs of which records are new or gone."""
    if engine.count("staging.url_claims") and engine.build("work.url_claimants"):
        _store(engine, _refusals(engine))


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
