"""Copies: texts, their candidate pairs, scores and clusters, kept up to date where articles changed.

Belongs here: the order of the work. Does not: any part of it (copy_texts, copy_pairs, copy_clusters, sql).

What comes out is a function of the articles there are now: a pair is a candidate by the grams that are not cut,
whichever run found it, so grams that are cut or freed by this run have their pairs looked at again (DESIGN.md,
decision 4).
"""

from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.copy_clusters import link_clusters
from pipelines.steps.copy_pairs import score_pairs
from pipelines.steps.copy_texts import add_texts
from warehouse.engine import Engine

DERIVED = ("dedup.texts", "dedup.fingerprints", "dedup.article_texts", "dedup.cut_grams", "dedup.text_pairs")
"""What a full run makes anew; members and ids of clusters stay, so that ids survive it."""

GONE = "select t.text_no from work.touched_texts t anti join dedup.article_texts a on t.text_no = a.text_no"
LOST = "select left_text_no, right_text_no from work.lost_pairs"


def copies(engine: Engine, settings: Settings) -> Counts:
    """Bring all of `dedup` about copies up to date; returns how many texts, pairs and clusters were looked at."""
    if engine.run.is_full:
        for table in DERIVED:
            engine.replace(table, engine.arrow(f"select * from {table} limit 0"))
    texts = _take_in_texts(engine)
    cut = _cut_grams(engine)
    pairs = _renew_pairs(engine, settings.threads)
    return {"new_texts": texts, "flipped_grams": cut, "scored_pairs": pairs, "clusters_linked": link_clusters(engine)}


def _take_in_texts(engine: Engine) -> int:
    """Fingerprint new texts, follow articles from text to text, forget texts that no article has any more."""
    engine.build("work.touched_articles")
    engine.build("work.article_changes")
    new = add_texts(engine)
    for table in ("work.touched_texts", "work.touched_grams", "work.text_articles"):
        engine.build(table)
    _renew(engine, "dedup.article_texts", "work.touched_texts", "work.text_articles")
    gone = engine.arrow(GONE)
    for table in ("dedup.texts", "dedup.fingerprints"):
        engine.delete_matching(table, gone)
    return new


def _cut_grams(engine: Engine) -> int:
    """Judge the grams whose counts changed; returns how many are cut or freed by this run."""
    for table in ("work.cut_grams_before", "work.gram_counts", "work.judged_grams"):
        engine.build(table)
    _renew(engine, "dedup.cut_grams", "work.touched_grams", "work.judged_grams")
    return engine.build("work.gram_flips")


def _renew(engine: Engine, table: str, keys: str, rows: str) -> None:
    """Put `rows` in the place of the table's rows of these keys."""
    engine.delete_matching(table, engine.arrow(f"select * from {keys}"))
    engine.append(table, engine.arrow(f"select * from {rows}"))


def _renew_pairs(engine: Engine, threads: int) -> int:
    """Drop pairs that are no candidates any more, score those that are new ones; returns how many were scored."""
    engine.build("work.lost_pairs")
    lost = engine.arrow(LOST)
    engine.delete_matching("dedup.text_pairs", lost)
    engine.replace("work.changed_pairs", lost)
    engine.build("work.dirty_texts")
    engine.build("work.candidate_pairs")
    return score_pairs(engine, threads)
