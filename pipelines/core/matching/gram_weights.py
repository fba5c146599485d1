"""How much a shared gram counts as evidence: its weight, by how many texts hold it and who published them.

Belongs here: weights, stop grams and the rule that makes a pair a candidate. Does not: posting lists (posting_lists),
storing stop grams (steps.copies.stop_grams).

A gram in few texts counts in full, a common one a quarter, for two phrases of the day make no copy. A stop gram counts
nothing: one in very many texts, or boilerplate, the recurring lines of one publisher. The weights depend on the whole
corpus, so they only limit which pairs are compared, never their scores (docs/design.md).
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import I32, I64, Bools, kernel
from pipelines.core.matching.posting_lists import PostingLists

FULL, REDUCED = 4, 1
"""Weights of a gram in few texts, and of a common one."""

COMMON_DF, MAX_DF = 50, 200
"""Texts that hold a gram (its document frequency) up to which it counts in full, and up to which it counts at all."""

MIN_WEIGHT, PER_MATCH_SHORT, PER_MATCH = 2 * FULL, 8, 50
"""A candidate pair shares grams of this weight, or one in PER_MATCH_SHORT of the shorter text's grams; in either case
one in PER_MATCH of them.
"""

MIN_BOILERPLATE_TEXTS, TEXTS_PER_PUBLISHER, MAX_REVISION_DAYS = 4, 2.5, 21
"""Boilerplate is in this many texts, in more than TEXTS_PER_PUBLISHER for each publisher, and over more days than
revisions of one article take.
"""

NO_DAY = np.iinfo(np.int32).min


class Carriers(NamedTuple):
    """Who published each text, and when.

    bounds: text t has rows bounds[t]:bounds[t + 1]; publishers: numbers from 0, articles without one have no row;
    days: since 1970, NO_DAY if unknown
    """

    bounds: I64
    publishers: I32
    days: I32


class GramWeights(NamedTuple):
    """One row per gram: its texts, their publishers, days from first to last (-1: none known), whether it is
    boilerplate, and its weight.
    """

    text_counts: I32
    publisher_counts: I32
    day_spans: I32
    is_boilerplate: Bools
    weights: I32


def weigh_grams(lists: PostingLists, carriers: Carriers) -> GramWeights:
    """Count the texts, publishers and days of each gram, and give it its weight.

    >>> lists = PostingLists(np.array([7]), np.array([0, 4]), np.arange(4, dtype=np.int32))
    >>> one, days = np.zeros(4, np.int32), np.array([0, 10, 20, 30], np.int32)
    >>> weighed = weigh_grams(lists, Carriers(np.arange(5), one, days))
    >>> weighed.is_boilerplate.tolist(), weighed.weights.tolist(), weighed.day_spans.tolist()
    ([True], [0], [30])
    """
    publishers = int(carriers.publishers.max(initial=-1)) + 1
    return weigh_counts(np.diff(lists.bounds), *count_carriers(lists, carriers, publishers))


def weigh_counts(text_counts: I64, carried: I32, publisher_counts: I32, day_spans: I32) -> GramWeights:
    """Weigh grams by the texts that hold each, how many of them have a known publisher, and the publishers and days of
    these.

    >>> weigh_counts(np.array([4]), *(np.array([n], np.int32) for n in (4, 1, 30))).weights.tolist()
    [0]
    """
    is_boilerplate = (
        (carried >= MIN_BOILERPLATE_TEXTS)
        & (carried >= TEXTS_PER_PUBLISHER * publisher_counts)
        & (day_spans > MAX_REVISION_DAYS)
    )
    weights = weights_of(text_counts, is_boilerplate)
    return GramWeights(text_counts.astype(np.int32), publisher_counts, day_spans, is_boilerplate, weights)


def weights_of(text_counts: I64, is_boilerplate: Bools) -> I32:
    """The weights of grams, from the number of texts that hold each.

    >>> weights_of(np.array([2, 51, 201, 9]), np.array([False, False, False, True])).tolist()
    [4, 1, 0, 0]
    """
    by_count = np.where(text_counts > MAX_DF, 0, np.where(text_counts > COMMON_DF, REDUCED, FULL))
    return np.where(is_boilerplate, 0, by_count).astype(np.int32)


def candidate_rule() -> dict[str, int]:
    """The rule of a candidate pair as parameters of SQL, by name."""
    return {"min_weight": MIN_WEIGHT, "per_match_short": PER_MATCH_SHORT, "per_match": PER_MATCH}


def stop_gram_weights() -> dict[str, int]:
    """What stop grams and others weigh, as parameters of SQL, by name."""
    return {"full_weight": FULL, "reduced_weight": REDUCED, "max_df": MAX_DF}


@kernel
def count_carriers(lists: PostingLists, carriers: Carriers, publishers: int) -> tuple[I32, I32, I32]:
    """(texts of each gram that have a known publisher, its publishers, its days from first to last, -1: none known);
    publishers: how many there are in all.
    """
    carried, publisher_counts = np.zeros(len(lists.hashes), np.int32), np.zeros(len(lists.hashes), np.int32)
    day_spans, last = np.empty(len(lists.hashes), np.int32), np.full(publishers, -1, np.int64)
    for gram in range(len(carried)):
        first_day, last_day = np.int64(1) << 40, -(np.int64(1) << 40)
        for p in range(lists.bounds[gram], lists.bounds[gram + 1]):
            text = lists.texts[p]
            carried[gram] += carriers.bounds[text] < carriers.bounds[text + 1]
            for row in range(carriers.bounds[text], carriers.bounds[text + 1]):
                publisher, day = carriers.publishers[row], carriers.days[row]
                if last[publisher] != gram:
                    last[publisher] = gram
                    publisher_counts[gram] += 1
                if day != NO_DAY:
                    first_day, last_day = min(first_day, day), max(last_day, day)
        day_spans[gram] = last_day - first_day if last_day >= first_day else -1
    return carried, publisher_counts, day_spans
