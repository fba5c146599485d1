"""The runs of words that two texts share, in each of them, to be marked for people.

Belongs here: which words are marked. Does not: the longest passage and its place in both (passages), which words of two
texts stand for each other (alignment).
"""

import numpy as np
import pyarrow as pa

from pipelines.core.matching.fingerprints import GRAM
from pipelines.core.matching.kernels import I64, U64
from pipelines.core.matching.pairs import passages
from pipelines.core.matching.tokens import split

Span = tuple[int, int]


def shared_runs(left: str, right: str, min_words: int) -> tuple[list[Span], list[Span]]:
    """The runs of at least `min_words` words in word 4-grams that the other text has too, as (start, end) in
    characters, of the left and of the right text. Takes time linear in both lengths, whatever they repeat.

    >>> left, right = "Yesterday the old ferry ran aground at dawn.", "The old FERRY ran aground at dawn, he said."
    >>> [text[a:b] for text, runs in zip((left, right), shared_runs(left, right, 6)) for a, b in runs]
    ['the old ferry ran aground at dawn', 'The old FERRY ran aground at dawn']
    >>> shared_runs("", "a b c", 4)
    ([], [])
    """
    texts = pa.array([left, right], pa.large_string())
    words = split(texts)
    grams = passages.grams(words)
    hashes = [grams.hashes[grams.bounds[side] : grams.bounds[side + 1]] for side in (0, 1)]
    spans: list[list[Span]] = []
    for side in (0, 1):
        count = int(words.bounds[side + 1] - words.bounds[side])
        first, length = _long_runs(hashes[side], hashes[1 - side], count, min_words)
        starts, lengths = passages.character_spans(texts, words, np.full(len(first), side), first, length)
        spans.append([(start, start + size) for start, size in zip(starts.tolist(), lengths.tolist(), strict=True)])
    return spans[0], spans[1]


def _long_runs(mine: U64, others: U64, words: int, min_words: int) -> tuple[I64, I64]:
    """(first word, words) of the long runs of `mine` in grams of the other text."""
    is_shared, is_covered = np.isin(mine, others), np.zeros(words + 2, np.int8)
    for place in range(GRAM):
        is_covered[1 + place : 1 + place + len(mine)] |= is_shared
    turns = np.diff(is_covered)
    first, end = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    is_long = end - first >= min_words
    return first[is_long], (end - first)[is_long]
