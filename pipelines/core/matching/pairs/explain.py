"""The score of two texts computed again for people: what speaks for and against a copy, and why they are no pair.

Belongs here: the measures of one pair in one record. Does not: the measures (measures), the score (score).
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipelines.core.matching.pairs import passages, score, slots
from pipelines.core.matching.pairs.measures import measure, prepare


@dataclass(frozen=True, slots=True)
class Weighed:
    """score: out of linkage.SCALE; reasons: of `score.reasons`; passage_words: of the longest passage; agree, differ:
    names and numbers in the same places; is_template: whether the texts are two fillings of one template, never a pair;
    is_quote: whether all they share is what somebody said, never a copy.
    """

    score: int
    reasons: list[tuple[str, float, float]]
    passage_words: int
    agree: int
    differ: int
    is_template: bool
    is_quote: bool


def weigh(left: str, right: str) -> Weighed:
    """The measures of two texts.

    >>> text = "Rain fell on {} in Norholm with a high of {} degrees, a low of {} and winds of {} knots from the west."
    >>> sunday, monday = text.format("Sunday", 12, 3, 20), text.format("Monday", 17, 8, 5)
    >>> weigh(sunday, sunday).is_template, weigh(sunday, monday).is_template, weigh(sunday, monday).differ
    (False, True, 4)
    """
    texts = prepare(pa.array([left, right], pa.large_string()))
    found = measure(texts, texts, np.array([[0, 1]]))
    agree, differ = (int(found.compared[0, slots.COLUMNS.index(name)]) for name in ("agree", "differ"))
    return Weighed(
        score=int(found.scores[0]),
        reasons=score.reasons(found.features[0]),
        passage_words=int(found.shared[0, passages.COLUMNS.index("passage_words")]),
        agree=agree,
        differ=differ,
        is_template=bool(found.is_template[0]),
        is_quote=bool(found.is_quote[0]),
    )
