"""The inverted index against a plain count of every pair."""

import itertools
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching import bloom, posting_lists
from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.inverted_index import GramIndex, shared_grams


def plain(held: dict[int, set[int]], weights: dict[int, int], counts: list[int]) -> set[tuple[int, int]]:
    """Every pair of texts that meets the rule, counted pair by pair."""
    found = set()
    for a, b in itertools.combinations(sorted(held), 2):
        shared = [gram for gram in held[a] & held[b] if weights[gram]]
        fewer = min(counts[a], counts[b])
        enough = sum(weights[gram] for gram in shared) >= 8 or len(shared) * 8 >= fewer
        if shared and enough and len(shared) * 50 >= fewer:
            found.add((a, b))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_candidate_pairs_are_those_of_a_plain_count(seed: int) -> None:
    rng = random.Random(seed)
    held = {text: {rng.randrange(-40, 40) for _ in range(rng.randrange(1, 25))} for text in range(30)}
    rows = [(gram, text) for text, grams in held.items() for gram in grams]
    lists = posting_lists.from_rows(np.array([r[0] for r in rows]), np.array([r[1] for r in rows], np.int32))
    weights = np.array([rng.choice((0, 1, 4)) for _ in lists.hashes], np.int32)
    weight_of = dict.fromkeys(range(-40, 40), 4) | dict(zip(lists.hashes.tolist(), weights.tolist(), strict=True))
    counts = [len(held[text]) for text in range(30)]
    is_query = np.array([rng.random() < 0.6 for _ in range(30)])
    pairs = GramIndex(lists, weights, np.array(counts, np.int32)).candidate_pairs(is_query)
    expected = {pair for pair in plain(held, weight_of, counts) if is_query[list(pair)].any()}
    assert {tuple(pair) for pair in pairs.tolist()} == expected
    assert len(pairs) == len(expected)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_what_pairs_share_is_that_of_a_plain_count_however_grams_are_divided(data: st.DataObject) -> None:
    held = data.draw(st.dictionaries(st.integers(0, 2**31 - 1), st.sets(st.integers(-6, 6)), max_size=6))
    weights = {gram: data.draw(st.sampled_from((1, 4))) for gram in range(-6, 7)}
    query = {text for text in held if data.draw(st.booleans())}
    parts = {gram: data.draw(st.integers(0, 2)) for gram in weights}
    found: Counter[tuple[int, int, str]] = Counter()
    for part in range(3):
        rows = [(gram, text) for text, grams in held.items() for gram in grams if parts[gram] == part]
        rows = data.draw(st.permutations(rows))
        columns = np.array([r[0] for r in rows], np.int64), np.array([r[1] for r in rows], np.int32)
        of_rows = np.array([weights[r[0]] for r in rows], np.int32), np.array([r[1] in query for r in rows], np.bool_)
        for a, b, weight, grams in shared_grams(*columns, *of_rows).tolist():
            found[a, b, "weight"] += weight
            found[a, b, "grams"] += grams
    expected: Counter[tuple[int, int, str]] = Counter()
    for a, b in itertools.combinations(sorted(held), 2):
        if query & {a, b}:
            expected[a, b, "weight"] += sum(weights[gram] for gram in held[a] & held[b])
            expected[a, b, "grams"] += len(held[a] & held[b])
    assert +found == +expected


def test_concatenated_parts_are_the_whole() -> None:
    rng = np.random.default_rng(1)
    hashes = rng.integers(-(2**63), 2**63, 400)[rng.integers(0, 400, 2000)]
    texts = np.arange(2000, dtype=np.int32)
    whole = posting_lists.from_rows(hashes, texts)
    bounds = posting_lists.hash_ranges(hashes[:50], 3)
    parts = [posting_lists.from_rows(hashes[m], texts[m]) for m in ((hashes >= a) & (hashes <= b) for a, b in bounds)]
    assert len(parts) == 3
    concatenated = posting_lists.concatenate(parts)
    assert concatenated.hashes.tolist() == whole.hashes.tolist()
    assert concatenated.bounds.tolist() == whole.bounds.tolist()


def test_a_bloom_filter_has_no_false_negatives_and_few_false_positives() -> None:
    rng = np.random.default_rng(2)
    hashes = rng.integers(-(2**63), 2**63, 10_000)
    added = bloom.bloom_filter(10_000)
    bloom.add(added, hashes)
    bloom.add(added, hashes[:100])
    assert bloom.contains(added.once, hashes).all()
    assert bloom.contains(added.twice, hashes[:100]).all()
    assert bloom.contains(added.twice, hashes[100:]).mean() < 0.01


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
        for low, high in posting_lists.hash_ranges(sample, data.draw(st.integers(1, 5)))
        for row in zip(*(c.tolist() for c in bloom.select_range(bloom.ALL_PASS, numbers, kept, low, high)), strict=True)
    ]
    assert sorted(found) == sorted((gram, 10 + at) for at, text in enumerate(texts) for gram in text)
