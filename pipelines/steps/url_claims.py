"""Decides which declared URLs are believed, again whenever a record of one is new or gone.

Belongs here: reading the pages that declare one URL, storing who is believed. Does not: comparing pages
(core.normalization.urls.claims), which records are compared (sql), moving records (record_moves).
"""

from heapq import nsmallest

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.normalization.urls.claims import MAX_TEXT_CHARS, Content, believed, content_of
from pipelines.steps.record_moves import find_bodies
from warehouse.engine import Engine, FlowOptions

PLACES = "select url_id, address_id, min(place) as place from work.url_claimants group by url_id, address_id"
TEXTS = "select url_id, address_id, stated_hash, title, substr(body, 1, {characters}) as body from work.claimed_texts"

MAX_CONTENTS = 10
"""Contents of one address that are compared: those of the smallest hashes."""

HAS_OTHER_TEXT = "another text is at this address"

REFUSED = pa.schema([("url_id", pa.string()), ("address_id", pa.string()), ("refusal", pa.string())])


def decide_claims(engine: Engine) -> None:
    """Decide the claims on URLs of which records are new or gone."""
    if engine.count("staging.url_claims") and engine.build("work.url_claimants"):
        find_bodies(engine, "work.url_claimants")
        engine.build("work.claimed_texts")
        engine.create_scratch("refused_claims", REFUSED.empty_table())
        options = FlowOptions(by=("url_id",), beside=PLACES)
        engine.flow(TEXTS.format(characters=MAX_TEXT_CHARS), find_refused, ("work.refused_claims",), options)
        engine.build("work.decided_claims")
        engine.delete_matching("staging.url_claims", "select record_key from work.decided_claims")
        engine.append("staging.url_claims", "select * from work.decided_claims")


def find_refused(texts: pa.RecordBatch, places: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.refused_claims: why the declarations of one URL are not believed, both as article ids.

    texts: what was found at each address that declares it, and at the URL itself, the beginnings of the texts: those
    that are compared · places: of each of these addresses

    Holds up to 20 kB for each content: the vote of the pages is one, so a URL that 100,000 of them declare takes 2 GB.
    """
    url_id = places["url_id"][0].as_py()
    contents = _contents(texts)
    at_url = contents.pop(url_id, [])
    place_of = dict(zip(places["address_id"].to_pylist(), places["place"].to_pylist(), strict=True))
    examples = nsmallest(2, place_of, key=lambda address: (place_of[address], address))
    rows = []
    for address in sorted(contents.keys() - believed(contents, at_url)):
        others = [f"such as {place_of[each]}" for each in examples if each != address]
        refusal = HAS_OTHER_TEXT if url_id in place_of else f"declared by {len(place_of) - 1} more, {others[0]}"
        rows.append({"url_id": url_id, "address_id": address, "refusal": refusal})
    return (pa.RecordBatch.from_pylist(rows, REFUSED),)


def _contents(texts: pa.RecordBatch) -> dict[str, list[Content]]:
    """What was found at each address."""
    contents: dict[str, list[Content]] = {}
    addresses, titles, bodies = (texts[name] for name in ("address_id", "title", "body"))
    for place in pc.sort_indices(texts, sort_keys=[("address_id", "ascending"), ("stated_hash", "ascending")]):
        at = place.as_py()
        found = contents.setdefault(addresses[at].as_py(), [])
        if len(found) < MAX_CONTENTS:
            found.append(content_of(titles[at].as_py(), bodies[at].as_py()))
    return contents
