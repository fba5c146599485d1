"""Two texts weighed once more: what a run would score them, what speaks for and against it, and why they are no pair.

Belongs here: the measures of one pair, gathered for people. Does not: taking any of them (overlap, passages, numbers,
score), pairs by the million (steps.copy_pairs).
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipelines.core.matching.pairs import char_grams, features, overlap, passages, score, template_numbers
from pipelines.core.matching.tokens import split

SOLID = [features.NAMES.index("solid_shorter"), features.NAMES.index("solid_longer")]


@dataclass(frozen=True, slots=True)
class Weighed:
    """score: out of linkage.SCALE; reasons: from `score.reasons`; passage_words: of the longest passage; agree, differ:
    numbers in the same places; is_template: whether these make the two fillings of one template, never a pair.
    """

    score: int
    reasons: list[tuple[str, float, float]]
    passage_words: int
    agree: int
    differ: int
    is_template: bool


def weigh(left: str, right: str) -> Weighed:
    """The measures of two texts.

    >>> text = "Rain fell on {} in Norholm with a high of {} degrees, a low of {} and winds of {} knots from the west."
    >>> sunday, monday = text.format("Sunday", 12, 3, 20), text.format("Monday", 17, 8, 5)
    >>> weigh(sunday, sunday).is_template, weigh(sunday, monday).is_template, weigh(sunday, monday).differ
    (False, True, 4)
    """
    bodies = pa.array([left, right], pa.large_string())
    words, folded, pair = split(bodies), char_grams.characters(bodies), np.array([[0, 1]])
    grams, figures = passages.grams(words), template_numbers.numbers(words)
    shared = passages.compare(grams, grams, pair)
    counts = np.diff(words.bounds)
    row = features.features(overlap.measure(folded, folded, pair), shared, counts[:1], counts[1:])
    compared = template_numbers.compare(figures, figures, pair)
    is_template = template_numbers.are_other_fillings(
        compared, 1 - row[:, SOLID].min(axis=1), counts.min(keepdims=True)
    )
    agree, differ = compared[0].tolist()
    passage = int(shared[0, passages.COLUMNS.index("passage_words")])
    return Weighed(int(score.score(row)[0]), score.reasons(row[0]), passage, agree, differ, bool(is_template[0]))
