"""Texts prepared for comparison, and everything that is measured of their pairs.

Belongs here: what is computed once per text, and combining the measures of pairs. Does not: any single measure
(overlap, passages, template_numbers), scores (score), pairs by the million (steps.copies.scoring).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import F64, I64, Bools, Pairs
from pipelines.core.matching.pairs import char_grams, overlap, passages, template_numbers
from pipelines.core.matching.pairs.features import NAMES, features

SOLID = [NAMES.index("solid_shorter"), NAMES.index("solid_longer")]

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
    numbers: template_numbers.Numbers


@dataclass(frozen=True, slots=True)
class Measures:
    """One row per pair. features: of features.NAMES; shared: of passages.COLUMNS; numbers: that agree, that differ;
    is_template: whether the texts are two fillings of one template, and so no pair, whatever else they share.
    """

    features: F64
    shared: I64
    numbers: I64
    is_template: Bools


def prepare(bodies: "pa.Array[Any]") -> PreparedTexts:
    """Compute what comparisons need of each text."""
    words = tokens.split(bodies)
    return PreparedTexts(
        bodies, words, char_grams.characters(bodies), passages.grams(words), template_numbers.numbers(words)
    )


def measure(left: PreparedTexts, right: PreparedTexts, pairs: Pairs) -> Measures:
    """The measures of all pairs (text of `left`, text of `right`), best sorted by the first.

    >>> texts = prepare(pa.array(["The ferry ran aground.", "the ferry ran aground", "Something else."]))
    >>> measures = measure(texts, texts, np.array([[0, 1], [0, 2]]))
    >>> measures.features[:, NAMES.index("covered_shorter")].tolist(), measures.is_template.tolist()
    ([1.0, 0.0], [False, False])
    """
    shared = passages.compare(left.grams, right.grams, pairs)
    return _measures(left, right, pairs, shared, template_numbers.compare(left.numbers, right.numbers, pairs))


def measure_close(left: PreparedTexts, right: PreparedTexts, pairs: Pairs) -> tuple[I64, Measures]:
    """(places of the pairs that may be copies, their measures).

    Chance pairs are dropped by their words, and templates that differ in more numbers than their words allow: letters,
    which are shared in shorter runs than words, could hardly say otherwise.
    """
    shared = passages.compare(left.grams, right.grams, pairs)
    of = dict(zip(passages.COLUMNS, shared.T, strict=True))
    fewer = np.minimum(of["left_grams"], of["right_grams"])
    is_close = (of["shared_grams"] >= MIN_SHARED_GRAMS * fewer) | (of["passage_words"] >= MIN_PHRASE_WORDS)
    close, shared = np.flatnonzero(is_close), shared[is_close]
    numbers = template_numbers.compare(left.numbers, right.numbers, pairs[close])
    keep = ~_is_template_by_words(left, right, pairs[close], shared, numbers)
    return close[keep], _measures(left, right, pairs[close[keep]], shared[keep], numbers[keep])


def word_counts(left: PreparedTexts, right: PreparedTexts, pairs: Pairs) -> tuple[I64, I64]:
    """Words of the left text and of the right text of each pair."""
    return np.diff(left.words.bounds)[pairs[:, 0]], np.diff(right.words.bounds)[pairs[:, 1]]


def _measures(left: PreparedTexts, right: PreparedTexts, pairs: Pairs, shared: I64, numbers: I64) -> Measures:
    counts = word_counts(left, right, pairs)
    rows = features(overlap.measure(left.characters, right.characters, pairs), shared, *counts)
    unlike = 1 - rows[:, SOLID].min(axis=1)
    return Measures(rows, shared, numbers, template_numbers.is_same_template(numbers, unlike, np.minimum(*counts)))


def _is_template_by_words(left: PreparedTexts, right: PreparedTexts, pairs: Pairs, shared: I64, numbers: I64) -> Bools:
    counts = word_counts(left, right, pairs)
    columns = (passages.COLUMNS.index(name) for name in ("left_shared_words", "right_shared_words"))
    likeness = [shared[:, column] / np.maximum(count, 1) for column, count in zip(columns, counts, strict=True)]
    return template_numbers.is_same_template(numbers, 1 - np.minimum(*likeness), np.minimum(*counts))
