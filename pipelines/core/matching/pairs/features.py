"""The features of a pair of texts in one row: characters in common, words in common, and words in place of others.

Belongs here: combining overlap, passages and slots. Does not: measuring them, scoring them (score).
"""

import numpy as np

from pipelines.core.matching.kernels import F32, F64, I64, Bools
from pipelines.core.matching.pairs import overlap, passages, slots

WORD_FEATURES = (
    "containment", "jaccard", "words_shorter", "words_longer", "passage_shorter", "log_passage", "log_grams",
)  # fmt: skip
"""Shared word 4-grams as a share of the smaller set of distinct ones, and of their union; words of the shorter (longer)
text in shared 4-grams, as a share; words of the longest passage, as a share of the shorter text; ln(1 + words of the
passage) / 5; ln(1 + shared grams) / 5.
"""

SLOT_FEATURES = ("replaced", "log_replaced", "new_shorter", "new_longer", "recurring", "aligned")
"""Words in long gaps in place of others, as a share of the shorter text; ln(1 + those of the gap with most) / 5; words
in long gaps, as a share of the shorter (longer) text; of the words that both have in one place, the share that the
longer text has elsewhere too, of three more than there are; words that stand for each other, as a share of the shorter.
"""

DIGITS_LOST = [overlap.FEATURES.index(name) for name in ("digits_lost_shorter", "digits_lost_longer")]

MAX_DAMAGE, DIGITS_PER_SLIP = 0.1, 2
"""Share of misread words beyond which a scan is bad, and how much faster its digits are lost than its words: what
damage explains of the digits lost proves nothing.
"""

NAMES = overlap.FEATURES + WORD_FEATURES + SLOT_FEATURES


def features(seen: F32, shared: I64, compared: I64, left_words: I64, right_words: I64) -> F64:
    """A row of NAMES for each pair.

    seen: of overlap.measure; shared: of passages.compare; compared: of slots.compare; left_words, right_words: words
    of both texts

    >>> seen, shared = np.zeros((1, 13), np.float32), np.array([[5, 10, 40, 8, 9, 8, 0, 0]])
    >>> rows = features(seen, shared, np.zeros((1, 19), np.int64), np.array([13]), np.array([43]))
    >>> dict(zip(NAMES, rows[0].tolist()))["containment"]
    0.5
    """
    of = {name: shared[:, i].astype(np.float64) for i, name in enumerate(passages.COLUMNS)}
    is_left = left_words <= right_words
    shorter = np.maximum(np.where(is_left, left_words, right_words), 1)
    longer = np.maximum(np.where(is_left, right_words, left_words), 1)
    words = (
        of["shared_grams"] / np.maximum(np.minimum(of["left_grams"], of["right_grams"]), 1),
        of["shared_grams"] / np.maximum(of["left_grams"] + of["right_grams"] - of["shared_grams"], 1),
        np.where(is_left, of["left_shared_words"], of["right_shared_words"]) / shorter,
        np.where(is_left, of["right_shared_words"], of["left_shared_words"]) / longer,
        of["passage_words"] / shorter,
        np.log1p(of["passage_words"]) / 5,
        np.log1p(of["shared_grams"]) / 5,
    )
    gaps = _in_gaps(compared, is_left, shorter, longer)
    return np.concatenate([_explained(seen, compared), np.stack([*words, *gaps], axis=1)], axis=1)


def _explained(seen: F32, compared: I64) -> F64:
    """The columns of overlap, with digits lost as far as damage does not explain it."""
    slips, matched = (compared[:, slots.COLUMNS.index(name)] for name in ("slips", "matched"))
    explained = DIGITS_PER_SLIP * np.maximum(slips / (matched + slips + 1) - MAX_DAMAGE, 0)
    rows: F64 = seen.astype(np.float64)
    lost = rows[:, DIGITS_LOST]
    rows[:, DIGITS_LOST] = np.where(lost > 0, np.maximum(lost - explained[:, None], 0), lost)
    return rows


def _in_gaps(compared: I64, is_left: Bools, shorter: I64, longer: I64) -> tuple[F64, ...]:
    """SLOT_FEATURES; is_left: whether the left text is the shorter."""
    of = {name: compared[:, i].astype(np.float64) for i, name in enumerate(slots.COLUMNS)}
    return (
        of["replaced"] / shorter,
        np.log1p(of["longest_replaced"]) / 5,
        np.where(is_left, of["left_new"], of["right_new"]) / shorter,
        np.where(is_left, of["right_new"], of["left_new"]) / longer,
        of["recurring"] / (of["recurring_of"] + 3),
        of["matched"] / shorter,
    )
