"""Copies: texts, their candidate pairs, scores and clusters, kept up to date as articles change.

Belongs here: the order of the work, in this process and on executors. Does not: any part of it (texts, gram_index,
candidates, scoring, clusters; flow_grams, flow_candidates, flow_scoring, flow_clusters).

The result is a function of the articles there are now: a pair is a candidate by what grams weigh today, whichever run
found it. So where a gram changes its weight, pairs that it no longer makes are dropped, and pairs that it makes now are
sought (docs/design.md).
"""

from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.copies import flow_candidates, flow_grams
from pipelines.steps.copies.candidates import drop_lost_pairs, find_candidates
from pipelines.steps.copies.clusters import link_clusters
from pipelines.steps.copies.flow_clusters import link_clusters_by_flows
from pipelines.steps.copies.flow_scoring import score_by_flows
from pipelines.steps.copies.gram_index import build_index
from pipelines.steps.copies.scoring import score_pairs
from pipelines.steps.copies.texts import forget_texts, take_in_texts
from pipelines.steps.copies.touched_grams import find_touched_grams
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
            engine.replace(table, f"select * from {table} limit 0")
    take_in_texts(engine)
    scored, linked = _compare_by_flows(engine) if engine.is_distributed else _compare_here(engine, settings.threads)
    return {
        "new_texts": engine.count("work.new_texts"),
        "reweighted_grams": int(engine.rows(REWEIGHTED)[0][0]),
        "scored_pairs": scored,
        "clusters_linked": linked,
    }


def _compare_here(engine: Engine, threads: int) -> tuple[int, int]:
    """Compare texts in this process; returns how many pairs were scored, and clusters linked."""
    grams = find_touched_grams(engine)
    forget_texts(engine)
    index = build_index(engine, grams)
    drop_lost_pairs(engine)
    candidates = find_candidates(engine, index, threads)
    del index  # half a gigabyte per million texts
    return score_pairs(engine, candidates, threads), link_clusters(engine)


def _compare_by_flows(engine: Engine) -> tuple[int, int]:
    """The same on executors."""
    flow_grams.find_touched_grams(engine)
    forget_texts(engine)
    flow_grams.weigh_touched_grams(engine)
    drop_lost_pairs(engine)
    flow_candidates.find_candidates(engine)
    return score_by_flows(engine), link_clusters_by_flows(engine)
