"""Copies: texts, their candidate pairs, scores and clusters, kept up to date where articles changed.

Belongs here: the order of the work. Does not: any part of it (copy_texts, copy_pairs, copy_clusters, sql).

What comes out is a function of the articles there are now: a pair is a candidate by the grams that are not cut,
whichever run found it, so grams that are cut or freed by this run have their pairs looked at again (DESIGN.md,
decision 4).
"""

from pipelines.core import postings
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.copy_clusters import link_clusters
from pipelines.steps.copy_families import each_once, new_family_pairs
from pipelines.steps.copy_grams import Index, candidate_pairs, mark_earlier, renew_cut_grams
from pipelines.steps.copy_pairs import score_pairs
from pipelines.steps.copy_texts import add_texts
from warehouse.engine import Engine

DERIVED = (
    "dedup.texts", "dedup.fingerprints", "dedup.article_texts", "dedup.cut_grams", "dedup.family_pairs",
    "dedup.text_pairs",
)  # fmt: skip
"""What a full run makes anew; members and ids of clusters stay, so that ids survive it."""

GRAMS_A_TEXT = 128
"""Kept grams of a text, more than ordinary news has: how large the sieve is made."""

GONE = "select t.text_no from work.touched_texts t anti join dedup.article_texts a on t.text_no = a.text_no"
FLIPS = "select count(distinct hash) from work.flip_holders where weight_change <> 0"
PAIRS_OF_FAMILIES = "select left_text_no, right_text_no from work.family_pairs"
LOST = "select left_text_no, right_text_no from work.lost_pairs"


def copies(engine: Engine, settings: Settings) -> Counts:
    """Bring all of `dedup` about copies up to date; returns how many texts, pairs and clusters were looked at."""
    if engine.run.is_full:
        for table in DERIVED:
            engine.replace(table, engine.arrow(f"select * from {table} limit 0"))
    texts, marks = _take_in_texts(engine, settings.threads)
    index = renew_cut_grams(engine, marks)
    pairs = _renew_pairs(engine, index, settings.threads)
    flips = int(engine.rows(FLIPS)[0][0])
    return {
        "new_texts": texts,
        "flipped_grams": flips,
        "scored_pairs": pairs,
        "clusters_linked": link_clusters(engine),
    }


def _take_in_texts(engine: Engine, threads: int) -> tuple[int, postings.Sieve]:
    """Fingerprint new texts, follow articles from text to text, forget texts that no article has any more.

    Returns how many texts are new, and a sieve of the grams of all texts that an article left or came to.
    """
    engine.build("work.touched_articles")
    marks = postings.sieve(GRAMS_A_TEXT * engine.build("work.article_changes"))
    new = add_texts(engine, marks, threads)
    for table in ("work.touched_texts", "work.text_articles"):
        engine.build(table)
    mark_earlier(engine, marks)
    engine.delete_matching("dedup.article_texts", engine.arrow("select * from work.touched_texts"))
    engine.append("dedup.article_texts", engine.arrow("select * from work.text_articles"))
    gone = engine.arrow(GONE)
    for table in ("dedup.texts", "dedup.fingerprints"):
        engine.delete_matching(table, gone)
    return new, marks


def _renew_pairs(engine: Engine, index: Index, threads: int) -> int:
    """Drop pairs that are no candidates any more, score those that are new ones; returns how many were scored."""
    engine.build("work.family_pairs")
    engine.build("work.lost_pairs")
    lost = engine.arrow(LOST)
    engine.delete_matching("dedup.text_pairs", lost)
    engine.replace("work.changed_pairs", lost)
    engine.build("work.dirty_texts")
    of_families = new_family_pairs(engine)
    engine.replace("dedup.family_pairs", engine.arrow(PAIRS_OF_FAMILIES))
    return score_pairs(engine, each_once(candidate_pairs(engine, index, threads), of_families), threads)
