"""Copies: texts, their candidate pairs, scores and clusters, kept up to date as articles change.

Belongs here: the order of the work. Does not: any part of it (texts, gram_index, candidates, scoring, clusters).

The result is a function of the articles there are now: a pair is a candidate by what grams weigh today, whichever run
found it. So where a gram changes its weight, pairs that it no longer makes are dropped, and pairs that it makes now are
sought (docs/design.md).
"""

from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.copies.candidates import drop_lost_pairs, find_candidates
from pipelines.steps.copies.clusters import link_clusters
from pipelines.steps.copies.gram_index import build_index
from pipelines.steps.copies.scoring import score_pairs
from pipelines.steps.copies.texts import take_in_texts
from warehouse.engine import Engine

DERIVED = (
    "dedup.texts", "dedup.fingerprints", "dedup.article_texts", "dedup.cut_grams", "dedup.family_pairs",
    "dedup.text_pairs",
)  # fmt: skip
"""What a full run derives again; members and ids of clusters stay, so that ids survive it."""

REWEIGHTED = "select count(distinct hash) from work.changed_postings where weight_change <> 0"


def copies(engine: Engine, settings: Settings) -> Counts:
    """Bring everything in `dedup` about copies up to date; returns how many texts, grams, pairs and clusters
    changed.
    """
    if engine.run.is_full:
        for table in DERIVED:
            engine.replace(table, engine.arrow(f"select * from {table} limit 0"))
    index = build_index(engine, take_in_texts(engine))
    drop_lost_pairs(engine)
    candidates = find_candidates(engine, index, settings.threads)
    del index  # half a gigabyte per million texts
    return {
        "new_texts": engine.count("work.new_texts"),
        "reweighted_grams": int(engine.rows(REWEIGHTED)[0][0]),
        "scored_pairs": score_pairs(engine, candidates, settings.threads),
        "clusters_linked": link_clusters(engine),
    }
