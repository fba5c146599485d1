"""The language detector at work: py3langid's model, its automaton and its sums compiled.

Belongs here: probabilities of languages for a text, as py3langid's own `rank` gives them. Does not: which text is read
and what is believed (languages). The library walks a text byte by byte in Python, which took longer than all other
fields of a row together.
"""

import math
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from numba import njit
from py3langid.langid import MODEL_FILE, LanguageIdentifier

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A naive Bayes model over byte n-grams, which an automaton finds (Lui and Baldwin 2012).

    following: next state, at rows[state] + byte; outputs: the feature that ends in a state, -1 for none; weights: a row
    a feature, a column a label; priors: one a label; labels: their names; columns: place in `labels` of each column
    """

    following: npt.NDArray[np.integer]
    rows: npt.NDArray[np.int64]
    outputs: npt.NDArray[np.int32]
    weights: Floats
    priors: Floats
    labels: tuple[str, ...]
    columns: npt.NDArray[np.int64]


@cache
def model() -> Model:
    """The model that comes with py3langid, loaded once a process (about a quarter second)."""
    loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    labels = tuple(dict.fromkeys(loaded.nb_classes))
    place = {label: number for number, label in enumerate(labels)}
    return Model(
        following=np.asarray(loaded.tk_nextmove),
        rows=np.asarray(loaded.tk_row, np.int64) << 8,
        outputs=np.asarray(loaded.tk_output, np.int32),
        weights=np.asarray(loaded.nb_ptc, np.float32),
        priors=np.asarray(loaded.nb_pc, np.float32),
        labels=labels,
        columns=np.array([place[label] for label in loaded.nb_classes], np.int64),
    )


def probabilities(text: str) -> Floats:
    """The probability of each of `model().labels`, given the text.

    >>> found = probabilities("Die Fähren fahren erst wieder, wenn der Pier geprüft ist.")
    >>> model().labels[int(found.argmax())]
    'de'
    """
    used = model()
    read = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")
    counts, seen = _scratch()
    scores = score(
        np.frombuffer(read, np.uint8), used.following, used.rows, used.outputs, used.weights, used.priors, counts, seen
    )
    # py3langid: the square root of the length keeps probabilities calibrated across lengths
    found: Floats = shares(scores, math.sqrt(len(read) or 1), used.columns, len(used.labels))
    return found


@cache
def _scratch() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Counts by feature, all zero between two texts, and room for the features of one."""
    size = len(model().weights)
    return np.zeros(size, np.int32), np.empty(size, np.int32)


@njit(nogil=True, cache=True, fastmath=True)
def score(text, following, rows, outputs, weights, priors, counts, seen):  # type: ignore[no-untyped-def]
    """The sum of ln(1 + count) times weight over the features of a text, plus the priors: one number a column."""
    found, state = 0, 0
    for byte in text:
        state = following[rows[state] + byte]
        feature = outputs[state]
        if feature >= 0:
            if counts[feature] == 0:
                seen[found] = feature
                found += 1
            counts[feature] += 1
    scores = priors.copy() if found else np.zeros_like(priors)
    for feature in seen[:found]:
        weight = np.float32(np.log1p(counts[feature]))
        counts[feature] = 0
        for column in range(len(scores)):
            scores[column] += weight * weights[feature, column]
    return scores


@njit(nogil=True, cache=True)
def shares(scores, root, columns, labels):  # type: ignore[no-untyped-def]
    """The scores as probabilities of labels: e to the power of score / root, in parts of the whole."""
    best, total = scores.max(), 0.0
    found = np.zeros(labels, np.float32)
    for column in range(len(scores)):
        odds = np.exp((scores[column] - best) / np.float32(root))
        total += odds
        found[columns[column]] += odds
    return found / np.float32(total)
