"""What the terms of a text weigh among the texts of its period, and how much of it is a frame that others share.

Belongs here: document frequencies, weights, shares of shared grams. Does not: terms of one text (terms), which texts
form a period (periods), comparing texts (similarity).

A term weighs more the less likely a text contains it. How likely that is, is estimated from the texts of the period,
with the frequency of the word in its language as a prior: a few texts are weighed by the language, thousands by what
they share among themselves. Weights are integers and depend on the set of texts alone.
"""

import numpy as np
import numpy.typing as npt

from pipelines.core.matching.kernels import F64, I64, U8, Bools, Int, kernel
from pipelines.core.matching.stories.terms import COUNT_UNIT, RARITY_UNIT, Terms

UNIT = 32767
"""Length of the weight vector of a text."""

PRIOR_TEXTS = 25
"""Texts that the frequency of a word in its language counts for."""

MIN_TEXTS = 50
"""Texts that a period counts for at least: what two of three texts share is not common for that."""

NEWS_FACTOR = 1.5
"""How much more common words of news are in news than in the language."""

RARITY_EXPONENT = 1.3
"""Exponent of the weight by rarity: above 1, because what two reports of one event share are rare words."""

I16 = npt.NDArray[np.int16]


def weigh(terms: Terms) -> I16:
    """The weight of each term, 1 to UNIT, among texts that are one period of one language.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> titles = pa.array(["Ferry sinks"] * 50 + ["Ferry saved"])
    >>> terms = of_texts(titles, pa.array([""] * 51), "en")
    >>> weights = weigh(terms)
    >>> ferry, saved = weights[-2:] if terms.ends[-2] == 5 else weights[-2:][::-1]
    >>> bool(saved > 5 * ferry)
    True
    """
    numbers, frequencies = np.unique(terms.hashes, return_inverse=True, return_counts=True)[1:]
    return weigh_among(terms, frequencies[numbers], len(terms.lengths))


def weigh_among(terms: Terms, document_frequencies: I64, period_texts: int) -> I16:
    """The weight of each term of some texts of a period, 1 to UNIT.

    document_frequencies: by term, texts of the period that contain it; period_texts: how many it has
    """
    weights = np.empty(len(terms.hashes), np.int16)
    fill_weights(terms, document_frequencies.astype(np.float64), period_texts, weights)
    return weights


@kernel
def fill_weights(terms: Terms, document_frequencies: F64, period_texts: Int, weights: I16) -> None:
    """Set the weight of each term.

    The chance that a text of n words contains a word of frequency f is 1 - exp(-f n).

    document_frequencies, period_texts: as in weigh_among
    """
    for text in range(len(terms.lengths)):
        first, last = terms.bounds[text], terms.bounds[text + 1]
        found = np.empty(last - first)
        norm = 0.0
        for t in range(first, last):
            share = 10.0 ** -(np.float64(terms.rarities[t]) / RARITY_UNIT)
            prior = -np.expm1(-share * NEWS_FACTOR * terms.lengths[text])
            chance = (PRIOR_TEXTS * prior + document_frequencies[t]) / (PRIOR_TEXTS + max(period_texts, MIN_TEXTS))
            found[t - first] = (-np.log10(chance)) ** RARITY_EXPONENT * np.sqrt(terms.counts[t] / COUNT_UNIT)
            norm += found[t - first] ** 2
        scale = UNIT / np.sqrt(norm) if norm > 0 else 0.0
        for t in range(first, last):
            weights[t] = max(1, np.rint(found[t - first] * scale))


def frame_shares(grams: I64, bounds: I64) -> U8:
    """Percent of each text's grams that another text has too; a high share is the frame of a template or a notice.

    grams: distinct grams of each text, one text after the other; text i has bounds[i]:bounds[i + 1]

    >>> frame_shares(np.array([1, 2, 2, 3, 4, 5]), np.array([0, 2, 6, 6])).tolist()
    [50, 25, 0]
    """
    numbers, texts = np.unique(grams, return_inverse=True, return_counts=True)[1:]
    return shares_of(texts[numbers] > 1, bounds)


def shares_of(is_shared: Bools, bounds: I64) -> U8:
    """As frame_shares. is_shared: for each gram whether another text of the period has it too"""
    shared_before = np.concatenate([[0], np.cumsum(is_shared)])
    counts = np.diff(bounds)
    shared = shared_before[bounds[1:]] - shared_before[bounds[:-1]]
    shares: U8 = (100 * shared // np.maximum(1, counts)).astype(np.uint8)
    return shares
