"""The model of py3langid, evaluated by compiled code on batches of texts.

Belongs here: probabilities of languages, equal to those of py3langid's `rank`. Does not: which part of a text is read,
and what its labels mean (detector).
py3langid walks a text byte by byte in Python, which takes longer than all other fields together. Batches matter, too:
model and automaton are 100 MB, and between two calls other work evicts them from the CPU cache.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import numpy.typing as npt
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.core.compiled import compile_cached

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

INTERLEAVED_TEXTS = 16
"""Texts walked in lockstep, which hides the memory latency of one behind work on the others."""

MAX_TABLED_COUNT = 4096
"""Occurrences of a feature in one text up to which their logarithm is tabulated; a sample has fewer characters."""


@dataclass(frozen=True, slots=True)
class Model:
    """A naive Bayes model over byte n-grams, found by an automaton (Lui and Baldwin 2012).

    transitions: next state, at states[state, 0] + byte
    states: (states, 2): the offset into transitions, and the feature that ends in the state or -1
    weights: (features, classes) · priors: (classes) · labels: distinct language codes · columns: index into `labels` of
    each class
    """

    transitions: npt.NDArray[np.integer]
    states: Integers
    weights: Floats
    priors: Floats
    labels: tuple[str, ...]
    columns: npt.NDArray[np.int64]


@cache
def model() -> Model:
    """The model that ships with py3langid; loading takes a quarter of a second, once per process."""
    loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    labels = tuple(dict.fromkeys(loaded.nb_classes))
    index = {label: number for number, label in enumerate(labels)}
    rows, outputs = np.asarray(loaded.tk_row, np.int32) << 8, np.asarray(loaded.tk_output, np.int32)
    return Model(
        transitions=np.asarray(loaded.tk_nextmove),
        states=np.stack([rows, outputs], axis=1),
        weights=np.asarray(loaded.nb_ptc, np.float32),
        priors=np.asarray(loaded.nb_pc, np.float32),
        labels=labels,
        columns=np.array([index[label] for label in loaded.nb_classes], np.int64),
    )


def probabilities(texts: Sequence[str]) -> Floats:
    """The probability of each of `model().labels`, one row per text; the result for one doesn't depend on the others.

    >>> found = probabilities(["Die Fähren fahren erst wieder, wenn der Pier geprüft ist.", "The pier is shut."])
    >>> [model().labels[int(row.argmax())] for row in found]
    ['de', 'en']
    """
    used, encoded = model(), [_encode(text) for text in texts]
    starts = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(each) for each in encoded], out=starts[1:])
    features = find_features(np.frombuffer(b"".join(encoded), np.uint8), starts, used.transitions, used.states)
    scores = score(features, starts, used.weights, used.priors, _logarithms(), *_scratch())
    result: Floats = softmax(scores, starts, used.columns, len(used.labels))
    return result


def _encode(text: str) -> bytes:
    return unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")


@cache
def _logarithms() -> Floats:
    """ln(1 + count), by count."""
    return np.log1p(np.arange(MAX_TABLED_COUNT)).astype(np.float32)


@cache
def _scratch() -> tuple[Integers, Integers]:
    """Buffers: counts by feature, all zero between two texts, and the distinct features of one text."""
    size = len(model().weights)
    return np.zeros(size, np.int32), np.empty(size, np.int32)


@compile_cached
def find_features(data, starts, transitions, states):  # type: ignore[no-untyped-def]
    """The feature that ends at each byte, -1 for none; text i is data[starts[i] : starts[i + 1]]."""
    features = np.empty(len(data), np.int32)
    at = np.empty(INTERLEAVED_TEXTS, np.int64)
    for first in range(0, len(starts) - 1, INTERLEAVED_TEXTS):
        count = min(INTERLEAVED_TEXTS, len(starts) - 1 - first)
        at[:] = 0
        longest = 0
        for k in range(count):
            longest = max(longest, starts[first + k + 1] - starts[first + k])
        for offset in range(longest):
            for k in range(count):
                place = starts[first + k] + offset
                if place < starts[first + k + 1]:
                    at[k] = transitions[states[at[k], 0] + data[place]]
                    features[place] = states[at[k], 1]
    return features


@partial(compile_cached, fastmath=True)
def score(features, starts, weights, priors, logarithms, counts, seen):  # type: ignore[no-untyped-def]
    """(texts, classes): the sum of ln(1 + count) times weight over the features of a text, plus the priors."""
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


@compile_cached
def softmax(scores, starts, columns, labels):  # type: ignore[no-untyped-def]
    """(texts, labels): the softmax of the scores divided by the square root of the text's length in bytes.

    As in py3langid, where the square root keeps probabilities calibrated across lengths.
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
