"""What two texts say in place of each other: whether they have a quote in common, or sentences that stand in both.

Belongs here: counting other text in the gaps between runs of equal words, and words outside quotes; what that proves of
undamaged texts. Does not: names and numbers in slots (slots), finding the runs (alignment), quotation marks (quotes).

Copies are cut, framed and damaged: one of two has text that the other lacks, or words are misread. Where no word is
misread and yet both texts say something else between what they share, again and again, and what they share names next
to nobody and nothing, they are columns of one tone or fillings of one skeleton; where it names nobody and nothing at
all, once is enough: they stand between the same notice and the same footer. Where all that they share is what
somebody said, they are two reports of it.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import I64, U8, Bools, Int, inlined
from pipelines.core.matching.pairs.alignment import Runs, Side
from pipelines.core.matching.tokens import UPPER

SLIP = 3
"""Words of the longest gap that damage or an editor's hand leaves."""

MIN_OTHER = 4
"""Words that each text must have for itself in a gap to say something else there."""

WORDS_PER_SLIP = 50
"""Words in common for each one in small gaps, from which texts count as undamaged."""

MIN_GAPS, MIN_SHARE, MAX_SHARE, WORDS_PER_FACT, WORDS_PER_CHANCE_FACT = 2, 0.15, 0.4, 10, 40
"""Gaps with other text from which texts have only sentences in common; the share of such words, of these and of those
in common: with less an editor rewrote a sentence, with more the texts have no skeleton; and words in common for each
name and number in common: news have more of these, whatever is rewritten between them, and a notice or a footer hardly
one, so that one gap is enough between these. In a language that capitalises nouns any text has names.
"""

MAX_PLAIN, MIN_SAID = 0.3, 0.4
"""Share of the words outside quotes up to which, and of all words from which, a quote is what texts have in common."""

CAPITALS = 50
"""Words for each capital, of texts in which names show: in others nothing tells news from a skeleton."""

COLUMNS = ("slips", "gaps", "other", "plain", "shorter", "own", "cased")
"""Columns counted here. Words in gaps of up to SLIP words that the other text lacks; gaps between two runs in which
both texts say something else, and the words of the one that says less there; words that stand for each other and are
not quoted in both; words of the shorter text; those that are not quoted, of the text with fewer; whether names show in
both.
"""


class Own(NamedTuple):
    """Of one text: its words, those that are not quoted, and whether names show in it."""

    words: Int
    plain: Int
    is_cased: Int


@inlined
def count_own(side: Side, kinds: U8) -> Own:
    """Count what depends on one text alone; kinds: of its words (tokens)."""
    plain, capitals = np.int64(0), np.int64(0)
    for p in range(len(side.words)):
        plain += not side.is_quoted[p]
        capitals += kinds[p] & UPPER > 0
    return Own(np.int64(len(side.words)), plain, np.int64(capitals * CAPITALS >= len(side.words)))


@inlined
def count_common(left: Side, right: Side, runs: Runs, count: Int, out: I64) -> None:
    """Count the words of runs that are not quoted in both texts."""
    for r in range(count):
        for k in range(runs.words[r]):
            out[3] += not (left.is_quoted[runs.left[r] + k] and right.is_quoted[runs.right[r] + k])


@inlined
def count_both(left: Own, right: Own, out: I64) -> None:
    """Count what depends on both texts, however they are aligned."""
    out[4] = min(left.words, right.words)
    out[5] = min(left.plain, right.plain)
    out[6] = min(left.is_cased, right.is_cased)


@inlined
def count_other(widest: Int, lost: Int, new: Int, is_between: bool, out: I64) -> None:
    """Count the words of a gap. widest: words of its longer side; lost, new: words that the other text lacks."""
    if widest <= SLIP:
        out[0] += min(lost, new)
    elif is_between and min(lost, new) >= MIN_OTHER:
        out[1] += 1
        out[2] += min(lost, new)


def has_other_sentences(matched: I64, agree: I64, counted: I64) -> Bools:
    """Whether undamaged texts say something else in several places between what they share, which is no news.

    matched: words in common; agree: names and numbers in common; counted: rows of COLUMNS

    >>> counted = np.ones((4, len(COLUMNS)), np.int64)
    >>> counted[:, :3] = [[0, 4, 30], [9, 4, 30], [0, 1, 30], [0, 1, 30]]  # a column, a scan, a rewritten sentence, ...
    >>> has_other_sentences(np.full(4, 150), np.array([4, 4, 4, 0]), counted).tolist()  # ... and two texts in one frame
    [True, False, False, True]
    """
    slips, gaps, other, is_cased = counted[:, 0], counted[:, 1], counted[:, 2], counted[:, 6] > 0
    share = other / np.maximum(matched + other, 1)
    is_undamaged, is_news = slips * WORDS_PER_SLIP <= matched, ~is_cased | (agree * WORDS_PER_FACT > matched)
    least_gaps = np.where(agree * WORDS_PER_CHANCE_FACT > matched, MIN_GAPS, 1)
    has: Bools = is_undamaged & ~is_news & (gaps >= least_gaps) & (share >= MIN_SHARE) & (share <= MAX_SHARE)
    return has


def share_a_quote(matched: I64, counted: I64) -> Bools:
    """Whether undamaged texts have a quote in common and little else: two reports, and no copies of each other.

    >>> counted = np.zeros((2, len(COLUMNS)), np.int64)
    >>> counted[:, 3:6] = [[4, 180, 60], [55, 180, 60]]  # a report of the same speech, a copy
    >>> share_a_quote(np.array([120, 170]), counted).tolist()
    [True, False]
    """
    slips, plain, shorter, own = counted[:, 0], counted[:, 3], counted[:, 4], counted[:, 5]
    is_quote: Bools = (slips * WORDS_PER_SLIP <= matched) & (matched > MIN_SAID * shorter) & (plain < MAX_PLAIN * own)
    return is_quote
