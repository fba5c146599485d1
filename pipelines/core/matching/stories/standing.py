"""Pairs of texts that share standing text of their publisher, and tell nothing else alike.

Belongs here: the verdict for two texts of one publisher. Does not: fillings of one template (pairs.fillings), how much
of a text others share (weights), reading the texts (steps.story_fillings).

Outlets print the same lines below or above all they publish, and in a short text these weigh more than what it tells.
Two reports of one event share its rare words beside what they share word for word, too. The verdict depends on the two
texts alone, so it holds from the second text on that has the lines.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.fingerprints import GRAM
from pipelines.core.matching.kernels import F64, I64, Bools, Pairs, as_column, kernel
from pipelines.core.matching.pairs import passages
from pipelines.core.matching.pairs.passages import Grams
from pipelines.core.matching.stories.term_reading import Language
from pipelines.core.matching.stories.terms import COUNT_UNIT, RARITY_UNIT, Terms, join_titles, of_words
from pipelines.core.matching.stories.weights import NEWS_FACTOR, RARITY_EXPONENT
from pipelines.core.matching.tokens import Words

MIN_WORDS = 20
"""Words that both texts must have beside what they share: a shorter rest may tell the same and show it by nothing."""

MAX_LIKENESS = 0.1
"""Cosine of the rests, with terms weighed by the language alone, below which they tell nothing alike."""


def share_standing_text(titles: "pa.Array[Any]", bodies: "pa.Array[Any]", pairs: Pairs, language: Language) -> Bools:
    """Whether the texts of each pair, of one publisher and language, share its standing text alone.

    pairs: places in titles and bodies, shape (n, 2); language: its rules (term_reading.rules_of)

    >>> from pipelines.core.matching.stories.term_reading import rules_of
    >>> card = " Write to the newsroom of the Corran Flash by letter or by telephone."
    >>> titles = pa.array(["Ferry aground", "Choir wins prize", "Ferry afloat"])
    >>> bodies = pa.array([
    ...     "The ferry Alma ran aground at Norholm with ninety passengers aboard, and divers"
    ...     " inspect its keel before the harbour pilots move it." + card,
    ...     "A choir from Dunmere sang ancient psalms in Lisbon, where jurors praised every soprano and"
    ...     " gave their young conductor a silver plate." + card,
    ...     "Tugs pulled the ferry Alma off the sand at Norholm once divers had found no leak below, and all"
    ...     " its passengers went home by coach." + card])
    >>> share_standing_text(titles, bodies, np.array([[0, 1], [0, 2]]), rules_of("en")).tolist()
    [True, False]
    """
    sizes, texts = join_titles(titles, bodies)
    words, sides = tokens.split(texts), as_column(pairs.reshape(-1))
    places, bounds = places_outside(words, sizes, passages.grams(words), sides, as_column(pairs[:, ::-1].reshape(-1)))
    rest = Words(words.hashes[places], words.starts[places], words.ends[places], words.kinds[places], bounds)
    at: Any = pa.array(sides)
    found = of_words(sizes[sides], texts.take(at), rest, language)
    are_long = (np.diff(bounds) >= MIN_WORDS).reshape(-1, 2)
    verdict: Bools = are_long[:, 0] & are_long[:, 1] & (likenesses(found) < MAX_LIKENESS)
    return verdict


@kernel
def places_outside(words: Words, titles: I64, grams: Grams, sides: I64, others: I64) -> tuple[I64, I64]:
    """(places, bounds) of the words of each side that are in its title, or in no gram that the other text has."""
    room = np.int64(0)
    for side in sides:
        room += words.bounds[side + 1] - words.bounds[side]
    places, bounds, count = np.empty(room, np.int64), np.zeros(len(sides) + 1, np.int64), 0
    for i in range(len(sides)):
        text, other = sides[i], others[i]
        shared, first = np.sort(grams.hashes[grams.bounds[other] : grams.bounds[other + 1]]), words.bounds[text]
        covered_to = first
        for p in range(first, words.bounds[text + 1]):
            g = grams.bounds[text] + p - first
            if g < grams.bounds[text + 1]:
                at = np.searchsorted(shared, grams.hashes[g])
                if at < len(shared) and shared[at] == grams.hashes[g]:
                    covered_to = p + GRAM
            if p >= covered_to or words.starts[p] < titles[text]:
                places[count] = p
                count += 1
        bounds[i + 1] = count
    return places[:count], bounds


@kernel
def likenesses(terms: Terms) -> F64:
    """Cosine of texts 2 i and 2 i + 1, their terms weighed by rarity in the language and count; 0 without terms."""
    weights, squares = np.empty(len(terms.hashes)), np.zeros(len(terms.lengths))
    for text in range(len(terms.lengths)):
        for t in range(terms.bounds[text], terms.bounds[text + 1]):
            share = 10.0 ** -(np.float64(terms.rarities[t]) / RARITY_UNIT)
            chance = -np.expm1(-share * NEWS_FACTOR * terms.lengths[text])
            weights[t] = (-np.log10(chance)) ** RARITY_EXPONENT * np.sqrt(terms.counts[t] / COUNT_UNIT)
            squares[text] += weights[t] ** 2
    found = np.zeros(len(terms.lengths) // 2)
    for i in range(len(found)):
        p, p_end, q_end = terms.bounds[2 * i], terms.bounds[2 * i + 1], terms.bounds[2 * i + 2]
        q, dot = p_end, 0.0
        while p < p_end and q < q_end:
            if terms.hashes[p] == terms.hashes[q]:
                dot += weights[p] * weights[q]
                p += 1
                q += 1
            elif terms.hashes[p] < terms.hashes[q]:
                p += 1
            else:
                q += 1
        scale = np.sqrt(squares[2 * i] * squares[2 * i + 1])
        found[i] = dot / scale if scale > 0 else 0.0
    return found
