"""The index of grams against a plain count of every pair."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching import bloom, inverted_index
from pipelines.core.matching.fingerprints import Fingerprints


def plain(held: dict[int, set[int]], weights: dict[int, int], counts: list[int]) -> set[tuple[int, int]]:
    """Every pair of texts, by the rule as it is written down."""
    found = set()
    for a, b in itertools.combinations(sorted(held), 2):
        shared = [gram for gram in held[a] & held[b] if weights[gram]]
        fewer = min(counts[a], counts[b])
        enough = sum(weights[gram] for gram in shared) >= 8 or len(shared) * 8 >= fewer
        if shared and enough and len(shared) * 50 >= fewer:
            found.add((a, b))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_walk_finds_what_a_plain_count_finds(seed: int) -> None:
    rng = random.Random(seed)
    held = {text: {rng.randrange(-40, 40) for _ in range(rng.randrange(1, 25))} for text in range(30)}
    rows = [(gram, text) for text, grams in held.items() for gram in grams]
    found = inverted_index.postings(np.array([r[0] for r in rows]), np.array([r[1] for r in rows], np.int32))
    weights = np.array([rng.choice((0, 1, 4)) for _ in found.hashes], np.int32)
    weight_of = dict.fromkeys(range(-40, 40), 4) | dict(zip(found.hashes.tolist(), weights.tolist(), strict=True))
    counts = [len(held[text]) for text in range(30)]
    sought = np.array([rng.random() < 0.6 for _ in range(30)])
    known = ~sought & np.array([rng.random() < 0.3 for _ in range(30)])
    pairs = inverted_index.candidates(found, weights, np.array(counts, np.int32), sought, known)
    expected = {
        pair for pair in plain(held, weight_of, counts) if sought[list(pair)].any() and not known[list(pair)].any()
    }
    assert {tuple(pair) for pair in pairs.tolist()} == expected
    assert len(pairs) == len(expected)


def test_parts_joined_are_the_whole() -> None:
    rng = np.random.default_rng(1)
    hashes = rng.integers(-(2**63), 2**63, 400)[rng.integers(0, 400, 2000)]
    texts = np.arange(2000, dtype=np.int32)
    whole = inverted_index.postings(hashes, texts)
    bounds = inverted_index.ranges(hashes[:50], 3)
    parts = [inverted_index.postings(hashes[m], texts[m]) for m in ((hashes >= a) & (hashes <= b) for a, b in bounds)]
    assert len(parts) == 3
    joined = inverted_index.joined(parts)
    assert joined.hashes.tolist() == whole.hashes.tolist()
    assert joined.bounds.tolist() == whole.bounds.tolist()


def test_a_sieve_lets_pass_all_that_was_put_in() -> None:
    rng = np.random.default_rng(2)
    hashes = rng.integers(-(2**63), 2**63, 10_000)
    marks = bloom.sieve(10_000)
    bloom.put(marks, hashes)
    bloom.put(marks, hashes[:100])
    assert bloom.passing(marks.once, hashes).all()
    assert bloom.passing(marks.twice, hashes[:100]).all()
    assert bloom.passing(marks.twice, hashes[100:]).mean() < 0.01


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_ranges_have_every_gram_once(data: st.DataObject) -> None:
    grams = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([-(2**63), 2**63 - 2, 2**63 - 1])
    texts = data.draw(st.lists(st.lists(grams, unique=True).map(sorted), max_size=6))
    numbers = np.arange(10, 10 + len(texts), dtype=np.int32)
    bounds = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    kept = Fingerprints(np.array([gram for text in texts for gram in text], np.int64), bounds)
    sample = np.array(data.draw(st.lists(grams, max_size=9)), np.int64)
    found = [
        row
        for low, high in inverted_index.ranges(sample, data.draw(st.integers(1, 5)))
        for row in zip(*(c.tolist() for c in bloom.pick_range(bloom.ALL_PASS, numbers, kept, low, high)), strict=True)
    ]
    assert sorted(found) == sorted((gram, 10 + at) for at, text in enumerate(texts) for gram in text)
