"""Copies: texts, their candidate pairs, scores and clusters, kept up to date where articles changed.

Belongs here: the order of the work. Does not: any part of it (copy_texts, copy_pairs, copy_clusters, sql).

What comes out is a function of the articles there are now: a pair is a candidate by the grams that are not cut,
whichever run found it, so grams that are cut or freed by this run have their pairs looked at again (DESIGN.md,
decision 4).
"""

import numpy as np
import numpy.typing as npt

from pipelines.core.matching import bloom
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.copy_clusters import link_clusters
from pipelines.steps.copy_families import each_once, new_family_pairs
from pipelines.steps.copy_grams import candidate_pairs, renew_cut_grams
from pipelines.steps.copy_pairs import score_pairs
from pipelines.steps.copy_texts import add_texts
from pipelines.steps.gram_holders import Sought, sought
from warehouse.engine import Engine

DERIVED = (
    "dedup.texts", "dedup.fingerprints", "dedup.article_texts", "dedup.cut_grams", "dedup.family_pairs",
    "dedup.text_pairs",
)  # fmt: skip
"""What a full run makes anew; members and ids of clusters stay, so that ids survive it."""

GRAMS_EXPECTED = (
    "select sum(greatest(128, coalesce(a.word_count, 0) // 8 + 48)) from work.article_changes c"
    " left join staging.current_articles a on c.article_id = a.article_id"
)
"""Kept grams of the texts that articles come to, 128 at least, which is more than ordinary news has: for so many the
sieve is made."""

GONE = "select t.text_no from work.touched_texts t anti join dedup.article_texts a on t.text_no = a.text_no"
FLIPS = "select count(distinct hash) from work.flip_holders where weight_change <> 0"
PAIRS_OF_FAMILIES = "select left_text_no, right_text_no from work.family_pairs"
LOST = "select left_text_no, right_text_no from work.lost_pairs"


def copies(engine: Engine, settings: Settings) -> Counts:
    """Bring all of `dedup` about copies up to date; returns how many texts, pairs and clusters were looked at."""
    if engine.run.is_full:
        for table in DERIVED:
            engine.replace(table, engine.arrow(f"select * from {table} limit 0"))
    pairs = score_pairs(engine, _pairs_to_score(engine, settings.threads), settings.threads)
    return {
        "new_texts": engine.count("work.new_texts"),
        "flipped_grams": int(engine.rows(FLIPS)[0][0]),
        "scored_pairs": pairs,
        "clusters_linked": link_clusters(engine),
    }


def _pairs_to_score(engine: Engine, threads: int) -> "npt.NDArray[np.int64]":
    """Take in new texts, drop pairs that are no candidates any more, and give those that are new ones.

    The index of all grams, half a gigabyte for a million texts, ends here.
    """
    wanted = _take_in_texts(engine, threads)
    index = renew_cut_grams(engine, wanted)
    engine.build("work.family_pairs")
    engine.build("work.lost_pairs")
    lost = engine.arrow(LOST)
    engine.delete_matching("dedup.text_pairs", lost)
    engine.replace("work.changed_pairs", lost)
    engine.build("work.dirty_texts")
    of_families = new_family_pairs(engine)
    engine.replace("dedup.family_pairs", engine.arrow(PAIRS_OF_FAMILIES))
    return each_once(candidate_pairs(engine, index, threads), of_families)


def _take_in_texts(engine: Engine, threads: int) -> Sought:
    """Fingerprint new texts, follow articles from text to text, forget texts that no article has any more.

    Returns the grams of all texts that an article left or came to.
    """
    engine.build("work.touched_articles")
    engine.build("work.article_changes")
    marks = bloom.sieve(int(engine.rows(GRAMS_EXPECTED)[0][0] or 0))
    add_texts(engine, marks, threads)
    for table in ("work.touched_texts", "work.text_articles"):
        engine.build(table)
    wanted = sought(engine, marks)
    engine.delete_matching("dedup.article_texts", engine.arrow("select * from work.touched_texts"))
    engine.append("dedup.article_texts", engine.arrow("select * from work.text_articles"))
    gone = engine.arrow(GONE)
    for table in ("dedup.texts", "dedup.fingerprints"):
        engine.delete_matching(table, gone)
    return wanted
