"""The language detector at work: py3langid's model, its automaton and its sums compiled.

Belongs here: probabilities of languages for texts, as py3langid's own `rank` gives them. Does not: which text is read
and what is believed (languages). The library walks a text byte by byte in Python, which took longer than all other
fields of a row together. Many texts are read in one call: model and automaton are 100 MB, and between two calls the
rest of the work on a record drives them from the processor's cache (246 microseconds a text one by one, 40 together).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from numba import njit
from py3langid.langid import MODEL_FILE, LanguageIdentifier

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

SIDE_BY_SIDE = 16
"""Texts walked at once, so that the processor waits for the memory of one while it works on others."""

COUNTED = 4096
"""Occurrences of a feature in one text up to which their logarithm is looked up: a sample has a third of them."""


@dataclass(frozen=True, slots=True)
class Model:
    """A naive Bayes model over byte n-grams, which an automaton finds (Lui and Baldwin 2012).

    following: next state, at states[state, 0] + byte; states: beside that place, the feature that ends in a state, -1
    for none; weights: a row a feature, a column a label; priors: one a label; labels: their names; columns: place in
    `labels` of each column
    """

    following: npt.NDArray[np.integer]
    states: Integers
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
    rows, outputs = np.asarray(loaded.tk_row, np.int32) << 8, np.asarray(loaded.tk_output, np.int32)
    return Model(
        following=np.asarray(loaded.tk_nextmove),
        states=np.stack([rows, outputs], axis=1),
        weights=np.asarray(loaded.nb_ptc, np.float32),
        priors=np.asarray(loaded.nb_pc, np.float32),
        labels=labels,
        columns=np.array([place[label] for label in loaded.nb_classes], np.int64),
    )


def probabilities(texts: Sequence[str]) -> Floats:
    """The probability of each of `model().labels`: a row a text, whatever the other texts are.

    >>> found = probabilities(["Die Fähren fahren erst wieder, wenn der Pier geprüft ist.", "The pier is shut."])
    >>> [model().labels[int(row.argmax())] for row in found]
    ['de', 'en']
    """
    used, read = model(), [_as_read(text) for text in texts]
    starts = np.zeros(len(read) + 1, np.int64)
    np.cumsum([len(each) for each in read], out=starts[1:])
    features = walk(np.frombuffer(b"".join(read), np.uint8), starts, used.following, used.states)
    scores = score(features, starts, used.weights, used.priors, _logarithms(), *_scratch())
    found: Floats = shares(scores, starts, used.columns, len(used.labels))
    return found


def _as_read(text: str) -> bytes:
    return unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")


@cache
def _logarithms() -> Floats:
    """ln(1 + count), by count."""
    return np.log1p(np.arange(COUNTED)).astype(np.float32)


@cache
def _scratch() -> tuple[Integers, Integers]:
    """Counts by feature, all zero between two texts, and room for the features of one."""
    size = len(model().weights)
    return np.zeros(size, np.int32), np.empty(size, np.int32)


@njit(nogil=True, cache=True)
def walk(data, starts, following, states):  # type: ignore[no-untyped-def]
    """The feature that ends at each byte of the texts, -1 for none; a text is data[starts[i] : starts[i + 1]]."""
    features = np.empty(len(data), np.int32)
    at = np.empty(SIDE_BY_SIDE, np.int64)
    for first in range(0, len(starts) - 1, SIDE_BY_SIDE):
        count = min(SIDE_BY_SIDE, len(starts) - 1 - first)
        at[:] = 0
        longest = 0
        for k in range(count):
            longest = max(longest, starts[first + k + 1] - starts[first + k])
        for offset in range(longest):
            for k in range(count):
                place = starts[first + k] + offset
                if place < starts[first + k + 1]:
                    at[k] = following[states[at[k], 0] + data[place]]
                    features[place] = states[at[k], 1]
    return features


@njit(nogil=True, cache=True, fastmath=True)
def score(features, starts, weights, priors, logarithms, counts, seen):  # type: ignore[no-untyped-def]
    """The sum of ln(1 + count) times weight over the features of a text, plus the priors: a row a text."""
    scores = np.zeros((len(starts) - 1, len(priors)), np.float32)
    for text in range(len(scores)):
        found = 0
        for feature in features[starts[text] : starts[text + 1]]:
            if feature >= 0:
                if counts[feature] == 0:
                    seen[found] = feature
                    found += 1
                counts[feature] += 1
        for column in range(len(priors) if found else 0):
            scores[text, column] = priors[column]
        for feature in seen[:found]:
            count = counts[feature]
            weight = logarithms[count] if count < len(logarithms) else np.float32(np.log1p(count))
            counts[feature] = 0
            for column in range(len(priors)):
                scores[text, column] += weight * weights[feature, column]
    return scores


@njit(nogil=True, cache=True)
def shares(scores, starts, columns, labels):  # type: ignore[no-untyped-def]
    """The scores as probabilities of labels: e to the power of score / root of the length, in parts of the whole.

    py3langid: the square root of the length keeps probabilities calibrated across lengths.
    """
    found = np.zeros((len(scores), labels), np.float32)
    for text in range(len(scores)):
        root = np.float32(np.sqrt(max(1, starts[text + 1] - starts[text])))
        best, total = scores[text, 0], 0.0
        for column in range(1, len(columns)):
            best = max(best, scores[text, column])
        for column in range(len(columns)):
            odds = np.exp((scores[text, column] - best) / root)
            total += odds
            found[text, columns[column]] += odds
        for label in range(labels):
            found[text, label] /= np.float32(total)
    return found
