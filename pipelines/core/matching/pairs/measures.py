"""Texts prepared for comparison, and everything that is measured of their pairs.

Belongs here: what is computed once per text, and combining the measures of pairs. Does not: any single measure
(overlap, passages, slots), the learned score (score), pairs by the million (steps.copies.scoring).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import F64, I64, Bools, Pairs
from pipelines.core.matching.pairs import char_grams, overlap, passages, score, slots
from pipelines.core.matching.pairs.facts import facts
from pipelines.core.matching.pairs.features import features
from pipelines.core.matching.pairs.quotes import quoted
from pipelines.core.matching.pairs.slots import Marked

MIN_SHARED_GRAMS, MIN_PHRASE_WORDS = 0.03, 8
"""Pairs with a smaller share of 4-grams in common, and no passage of MIN_PHRASE_WORDS, are not compared letter by
letter.
"""


@dataclass(frozen=True, slots=True)
class PreparedTexts:
    """Some texts, and what comparisons need of them."""

    bodies: "pa.Array[Any]"
    words: tokens.Words
    characters: char_grams.Characters
    grams: passages.Grams
    marked: Marked


@dataclass(frozen=True, slots=True)
class Measures:
    """One row per pair. features: of features.NAMES; shared: of passages.COLUMNS; compared: of slots.COLUMNS;
    is_template: whether the texts are two fillings of one template, and so no pair, whatever else they share; is_quote:
    whether all they share is what somebody said, which makes no copy but may join a story.
    """

    features: F64
    shared: I64
    compared: I64
    is_template: Bools
    is_quote: Bools

    @property
    def scores(self) -> I64:
        """The score of each pair, out of linkage.SCALE."""
        return np.where(self.is_quote, 0, score.score(self.features))


def prepare(bodies: "pa.Array[Any]") -> PreparedTexts:
    """Compute what comparisons need of each text."""
    words = tokens.split(bodies)
    marked = Marked(words, facts(bodies, words), quoted(bodies, words))
    return PreparedTexts(bodies, words, char_grams.characters(bodies), passages.grams(words), marked)


def measure(left: PreparedTexts, right: PreparedTexts, pairs: Pairs) -> Measures:
    """The measures of all pairs (text of `left`, text of `right`), best sorted by the first.

    >>> texts = prepare(pa.array(["The ferry ran aground.", "the ferry ran aground", "Something else."]))
    >>> measures = measure(texts, texts, np.array([[0, 1], [0, 2]]))
    >>> measures.features[:, 0].tolist(), measures.is_template.tolist()
    ([1.0, 0.0], [False, False])
    """
    shared = passages.compare(left.grams, right.grams, pairs)
    return _measures(left, right, pairs, shared, slots.compare(left.marked, right.marked, pairs))


def measure_close(left: PreparedTexts, right: PreparedTexts, pairs: Pairs) -> tuple[I64, Measures]:
    """(places of the pairs that may be copies, their measures).

    Chance pairs are dropped by their words, and fillings of one template by their facts.
    """
    shared = passages.compare(left.grams, right.grams, pairs)
    of = dict(zip(passages.COLUMNS, shared.T, strict=True))
    fewer = np.minimum(of["left_grams"], of["right_grams"])
    is_close = (of["shared_grams"] >= MIN_SHARED_GRAMS * fewer) | (of["passage_words"] >= MIN_PHRASE_WORDS)
    close, shared = np.flatnonzero(is_close), shared[is_close]
    compared = slots.compare(left.marked, right.marked, pairs[close])
    keep = ~slots.is_same_template(compared)
    return close[keep], _measures(left, right, pairs[close[keep]], shared[keep], compared[keep])


def word_counts(left: PreparedTexts, right: PreparedTexts, pairs: Pairs) -> tuple[I64, I64]:
    """Words of the left text and of the right text of each pair."""
    return np.diff(left.words.bounds)[pairs[:, 0]], np.diff(right.words.bounds)[pairs[:, 1]]


def _measures(left: PreparedTexts, right: PreparedTexts, pairs: Pairs, shared: I64, compared: I64) -> Measures:
    seen = overlap.measure(left.characters, right.characters, pairs)
    rows = features(seen, shared, compared, *word_counts(left, right, pairs))
    return Measures(rows, shared, compared, slots.is_same_template(compared), slots.share_only_a_quote(compared))
