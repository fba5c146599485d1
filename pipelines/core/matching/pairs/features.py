"""The features of a pair of texts in one row: characters in common, and words in common.

Belongs here: combining overlap and passages. Does not: measuring them (overlap, passages), scoring them (score).
"""

import numpy as np

from pipelines.core.matching.kernels import F32, F64, I64
from pipelines.core.matching.pairs import overlap, passages

WORD_FEATURES = (
    "containment", "jaccard", "words_shorter", "words_longer", "passage_shorter", "log_passage", "log_grams",
)  # fmt: skip
"""Shared word 4-grams as a share of the smaller set of distinct ones, and of their union; words of the shorter (longer)
text in shared 4-grams, as a share; words of the longest passage, as a share of the shorter text; ln(1 + words of the
passage) / 5; ln(1 + shared grams) / 5.
"""

NAMES = overlap.FEATURES + WORD_FEATURES


def features(seen: F32, shared: I64, left_words: I64, right_words: I64) -> F64:
    """A row of NAMES for each pair.

    seen: of overlap.measure; shared: of passages.compare; left_words, right_words: words of both texts

    >>> seen, shared = np.zeros((1, 13), np.float32), np.array([[5, 10, 40, 8, 9, 8, 0, 0]])
    >>> rows = features(seen, shared, np.array([13]), np.array([43]))
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
    return np.concatenate([seen.astype(np.float64), np.stack(words, axis=1)], axis=1)
