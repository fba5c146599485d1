"""Similarity, candidates and linkage: symmetric, exact, and independent of the order of texts."""

import random

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

from pipelines.core.matching.clustering import linkage as sparse_linkage
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.stories import candidates, linkage, similarity
from pipelines.core.matching.stories.candidates import Found
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD, UNDATED, Texts, Vectors, texts_of
from pipelines.core.matching.stories.terms import Terms, of_texts
from pipelines.core.matching.stories.weights import frame_shares, weigh
from pipelines.core.matching.stories.windows import DAY, UNKNOWN, WINDOW_DAYS, Days, days_apart, days_of

NAMES = [a + b for a in ("Nor", "Ves", "Kal", "Tarn", "Lin", "Sol") for b in ("holm", "trike", "vik", "moor", "eda")]
PLAIN = ["ferry", "bridge", "council", "harbour", "inquiry", "mayor", "flood", "strike", "budget", "rescue"]
WEEKDAYS = ["Monday", "Friday", "", ""]

Flags = npt.NDArray[np.bool_]


def make_texts(seed: int, count: int) -> Texts:
    """Short texts from few names and words, so that many are similar, with times, weekdays and frames of every kind."""
    draw = random.Random(seed)
    bodies = [" ".join([*draw.sample(NAMES, 3), *draw.sample(PLAIN, 3), draw.choice(WEEKDAYS)]) for _ in range(count)]
    first = np.array([draw.choice([UNKNOWN, *(day * DAY for day in range(60))]) for _ in range(count)])
    width = np.array([draw.choice([0, 2, 30]) * DAY for _ in range(count)])
    days = days_of(first, np.where(first == UNKNOWN, UNKNOWN, first + width))
    terms = terms_of(bodies)
    weekdays = terms.weekdays | np.array([draw.choice([0, 0, 0, UNDATED]) for _ in range(count)], np.uint8)
    frames = np.array([draw.choice([0, 0, 20, 40, 80]) for _ in range(count)], np.uint8)
    return texts_of(
        Vectors(numbers_of(terms.hashes), weigh(terms), terms.bounds), terms.lengths, weekdays, days, frames
    )


def terms_of(bodies: list[str]) -> Terms:
    return of_texts(pa.array([""] * len(bodies)), pa.array(bodies), "en")


def numbers_of(hashes: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """The numbers of terms, in the order of their hashes."""
    return np.unique(hashes, return_inverse=True)[1].astype(np.int32)


def take(texts: Texts, order: npt.NDArray[np.int64]) -> Texts:
    """The same texts in another order."""
    parts = [slice(int(texts.bounds[i]), int(texts.bounds[i + 1])) for i in order]
    hashes, weights = (np.concatenate([each[part] for part in parts]) for each in (texts.terms, texts.weights))
    bounds = np.concatenate([[0], np.cumsum([part.stop - part.start for part in parts])])
    return Texts(hashes, weights, bounds, *(each[order] for each in texts[3:]))


def find(texts: Texts, is_of_period: Flags) -> Found:
    """The pairs of texts that share no grams."""
    none = np.zeros(len(texts.bonuses) + 1, np.int64)
    return candidates.find(texts, is_of_period, Fingerprints(np.zeros(0, np.int64), none))


def as_pairs(found: Found) -> dict[frozenset[int], int]:
    pairs = [frozenset(each) for each in zip(found.left.tolist(), found.right.tolist(), strict=True)]
    assert len(set(pairs)) == len(pairs)
    return dict(zip(pairs, found.similarities.tolist(), strict=True))


def every_pair(texts: Texts, is_of_period: Flags) -> dict[frozenset[int], int]:
    """The expected result, by brute force; all terms of these short texts are key terms."""
    left, right = np.triu_indices(len(texts.bonuses), 1)
    apart = days_apart(left, right, Days(texts.first, texts.last))
    is_near = (apart >= 0) & ((apart <= WINDOW_DAYS) | (is_of_period[left] & is_of_period[right]))
    found = similarity.similarities(left, right, texts)
    keep = is_near & (found >= STORY_THRESHOLD) & (is_of_period[left] | is_of_period[right])
    pairs = zip(left[keep].tolist(), right[keep].tolist(), strict=True)
    return dict(zip(map(frozenset, pairs), np.minimum(found[keep], SCALE).tolist(), strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_all_pairs_of_a_period_that_reach_the_threshold_are_found(seed: int) -> None:
    texts, whole = make_texts(seed, 80), np.ones(80, np.bool_)
    expected = every_pair(texts, whole)
    assert expected
    assert as_pairs(find(texts, whole)) == expected


@pytest.mark.parametrize("seed", range(6))
def test_texts_of_a_period_find_those_of_others_within_the_window(seed: int) -> None:
    texts = make_texts(seed, 80)
    is_of_period = (texts.first >= 20) & (texts.first < 34)  # a period is a run of weeks
    expected = every_pair(texts, is_of_period)
    assert expected
    assert as_pairs(find(texts, is_of_period)) == expected


@pytest.mark.parametrize("seed", range(4))
def test_parts_of_a_search_find_each_pair_once(seed: int) -> None:
    texts, draw = make_texts(seed, 80), np.random.default_rng(seed)
    is_of_period, part = (texts.first >= 20) & (texts.first < 34), draw.integers(0, 3, 80)
    found: list[dict[frozenset[int], int]] = []
    for row in range(3):
        for column in range(3):
            is_indexed = is_of_period & (part == row)
            is_searching = (part == column) & (~is_of_period | (column >= row))
            of_part = candidates.Part(is_indexed, is_searching)
            grams = Fingerprints(np.zeros(0, np.int64), np.zeros(81, np.int64))
            found.append(as_pairs(candidates.find(texts, is_of_period, grams, of_part)))
    assert sum(map(len, found)) == len({pair for each in found for pair in each})
    assert {pair: score for each in found for pair, score in each.items()} == every_pair(texts, is_of_period)


def test_order_does_not_matter() -> None:
    texts, order = make_texts(3, 60), np.array(random.Random(3).sample(range(60), 60))
    whole = np.ones(60, np.bool_)
    found = as_pairs(find(take(texts, order), whole))
    back = {frozenset(int(order[i]) for i in pair): score for pair, score in found.items()}
    assert back == as_pairs(find(texts, whole))


def test_a_similarity_does_not_depend_on_which_text_comes_first() -> None:
    texts, (left, right) = make_texts(1, 40), np.triu_indices(40, 1)
    there = similarity.similarities(right, left, texts)
    assert similarity.similarities(left, right, texts).tolist() == there.tolist()


def test_a_similarity_is_the_sum_of_its_parts() -> None:
    texts, (left, right) = make_texts(2, 20), np.triu_indices(20, 1)
    judged = similarity.similarities(left, right, texts) - similarity.lone_term_losses(left, right, texts)
    for a, b, found in zip(left, right, judged, strict=True):
        parts = similarity.parts(texts, a, b)
        assert round(parts.pop("similarity") * SCALE) == found == round(sum(parts.values()) * SCALE)


def test_a_pair_tells_the_percent_of_grams_it_shares() -> None:
    texts, whole = make_texts(1, 40), np.ones(40, np.bool_)
    grams = Fingerprints(np.tile(np.arange(10), 40) + np.repeat(np.arange(40) % 2 * 3, 10), np.arange(0, 401, 10))
    found = candidates.find(texts, whole, grams)
    expected = np.where((found.left - found.right) % 2 == 0, 100, 70)
    assert found.shares.tolist() == expected.tolist()


def test_no_texts_give_no_pairs() -> None:
    assert len(find(make_texts(0, 0), np.zeros(0, np.bool_)).left) == 0


def test_a_word_that_fills_the_period_weighs_less_than_one_that_is_rare_in_it() -> None:
    terms = terms_of([f"Norholm {name}" for name in NAMES[1:] * 10])
    weights, first = weigh(terms), slice(0, 2)
    (everywhere,) = set(terms.hashes[first]) & set(terms.hashes[2:4])
    in_first = dict(zip(terms.hashes[first].tolist(), weights[first].tolist(), strict=True))
    assert 3 * in_first.pop(everywhere) < next(iter(in_first.values()))


def test_frames_are_what_other_texts_share() -> None:
    grams = [[1, 2, 3, 4], [1, 2, 9], [], [7]]
    bounds = np.cumsum([0, *map(len, grams)])
    assert frame_shares(np.concatenate(grams).astype(np.int64), bounds).tolist() == [50, 66, 0, 0]


def brute_groups(texts: Texts, pairs: npt.NDArray[np.int64], extras: list[int]) -> list[int]:
    """Groups by the greedy rule in plain Python: every mean over all pairs of texts."""
    groups: dict[int, list[int]] = {i: [i] for i in range(len(texts.bonuses))}
    of_pair = dict(zip(map(frozenset, pairs.tolist()), extras, strict=True))

    def mean(a: int, b: int) -> int | None:
        ends = [(i, j) for i in groups[a] for j in groups[b]]
        if not any(frozenset(end) in of_pair for end in ends):
            return None
        left, right = np.array(ends).T.copy()
        dots = sum(int(similarity.products(texts, i, j)[0]) for i, j in ends)
        rest = sum(
            int(found) - int(similarity.scaled(similarity.products(texts, i, j)[0])) + of_pair.get(frozenset((i, j)), 0)
            for (i, j), found in zip(ends, similarity.similarities(left, right, texts), strict=True)
        )
        return (int(similarity.scaled(dots)) + rest) // len(ends)

    while True:
        best = max(
            ((m, -a, -b) for a in groups for b in groups if a < b and (m := mean(a, b)) is not None), default=None
        )
        if best is None or best[0] < STORY_THRESHOLD:
            return [next(a for a in groups if i in groups[a]) for i in range(len(texts.bonuses))]
        groups[-best[1]] += groups.pop(-best[2])


@pytest.mark.parametrize("seed", range(8))
def test_groups_are_merged_by_the_exact_mean_the_highest_first(seed: int) -> None:
    texts, draw = make_texts(seed, 24), random.Random(seed)
    found = find(texts, np.ones(24, np.bool_))
    pairs = np.stack([found.left, found.right], axis=1)
    extras = [draw.choice([0, 0, 300]) for _ in range(len(pairs))]
    got = linkage.link(texts, pairs, np.array(extras, np.int64), STORY_THRESHOLD)
    assert got.tolist() == brute_groups(texts, pairs, extras)
    assert len(set(got.tolist())) < 24


@pytest.mark.parametrize("seed", range(4))
def test_parts_are_linked_as_all_texts_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = make_texts(seed, 300)
    found = find(texts, np.ones(300, np.bool_))
    pairs = np.stack([found.left, found.right], axis=1)
    at_once = linkage.link_part(texts, pairs, np.zeros(len(pairs), np.int64), STORY_THRESHOLD)
    monkeypatch.setattr(linkage, "PAIRS_PER_PART", 1)
    in_parts = linkage.link(texts, pairs, np.zeros(len(pairs), np.int64), STORY_THRESHOLD)
    assert in_parts.tolist() == at_once.tolist()


def test_groups_lie_within_the_components_of_the_pairs() -> None:
    texts = make_texts(5, 200)
    found = find(texts, np.ones(200, np.bool_))
    pairs = np.stack([found.left, found.right], axis=1)
    groups = linkage.link(texts, pairs, np.zeros(len(pairs), np.int64), STORY_THRESHOLD)
    components = sparse_linkage.components(found.left, found.right, 200)
    assert components[groups].tolist() == components.tolist()


@pytest.mark.parametrize("seed", range(10))
def test_shared_terms_are_the_heaviest_ones(seed: int) -> None:
    texts = make_texts(seed, 30)
    vectors = Vectors(*texts[:3])
    left, right = (np.random.default_rng(seed).integers(0, 30, (2, 60))).astype(np.int64)
    places, bounds = similarity.shared_terms(left, right, vectors)
    for a, b, found in zip(left, right, np.split(vectors.terms[places], bounds[1:-1]), strict=True):
        mine, other = (
            dict(zip(vectors.terms[rows].tolist(), vectors.weights[rows].tolist(), strict=True))
            for rows in (slice(vectors.bounds[text], vectors.bounds[text + 1]) for text in (a, b))
        )
        heaviest = sorted(mine.keys() & other.keys(), key=lambda each: (-mine[each] * other[each], each))
        assert found.tolist() == heaviest[: similarity.MAX_SHARED_TERMS]
