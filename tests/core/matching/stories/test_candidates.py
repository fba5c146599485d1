"""Scores and candidates: symmetric, and independent of the order of texts and of other texts."""

import random

import numpy as np
import pyarrow as pa
import pytest

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.stories import candidates, similarity
from pipelines.core.matching.stories.candidates import Found
from pipelines.core.matching.stories.terms import Terms, of_texts
from pipelines.core.matching.stories.windows import DAY, NOT_COMPARABLE, UNKNOWN, WINDOW, Times, clean, gap

NAMES = [a + b for a in ("Nor", "Ves", "Kal", "Tarn", "Lin", "Sol") for b in ("holm", "trike", "vik", "moor", "eda")]
PLAIN = ["ferry", "bridge", "council", "harbour", "inquiry", "mayor", "flood", "strike", "budget", "rescue"]


def make_texts(seed: int, count: int) -> tuple[list[str], Times]:
    """Short texts from few names and words, so that many are similar, with times of every kind."""
    draw = random.Random(seed)
    texts = [" ".join(draw.sample(NAMES, 3) + draw.sample(PLAIN, 3)) for _ in range(count)]
    rows = []
    for _ in range(count):
        day = draw.randrange(20) * DAY
        width = draw.choice([0, 2 * DAY, 30 * DAY, 300 * DAY])
        rows.append(draw.choice([(day, day + width, UNKNOWN), (day, day + width, day), (UNKNOWN, UNKNOWN, day)]))
    columns = np.array([*rows, (UNKNOWN, UNKNOWN, UNKNOWN)], np.int64)[:count]
    return texts, clean(Times(columns[:, 0], columns[:, 1], columns[:, 2]))


def terms_of(texts: list[str]) -> Terms:
    return of_texts(pa.array([""] * len(texts)), pa.array(texts), "en")


def every_pair(texts: list[str], times: Times) -> dict[frozenset[int], int]:
    """The expected result: all pairs within the window that score."""
    found = {}
    terms = terms_of(texts)
    for a in range(len(texts)):
        for b in range(a):
            apart = gap(a, b, times)
            are_dated = times.earliest[a] != UNKNOWN and times.earliest[b] != UNKNOWN
            next_day = np.array([are_dated and apart <= DAY])
            score = int(similarity.scores(np.array([a]), np.array([b]), next_day, terms)[0])
            if score and apart <= WINDOW:
                found[frozenset((a, b))] = score
    return found


def as_pairs(found: Found) -> dict[frozenset[int], int]:
    pairs = [frozenset(each) for each in zip(found.left.tolist(), found.right.tolist(), strict=True)]
    assert len(set(pairs)) == len(pairs)
    return dict(zip(pairs, found.scores.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_all_pairs_that_score_within_the_window_are_found(seed: int) -> None:
    texts, times = make_texts(seed, 80)
    expected = every_pair(texts, times)
    assert expected
    assert as_pairs(candidates.find(terms_of(texts), times, np.ones(80, np.bool_))) == expected


@pytest.mark.parametrize("seed", range(6))
def test_searching_for_new_texts_finds_the_pairs_with_a_new_text(seed: int) -> None:
    texts, times = make_texts(seed, 80)
    is_new = np.array([random.Random(seed).random() < 0.3 for _ in texts])
    whole = as_pairs(candidates.find(terms_of(texts), times, np.ones(80, np.bool_)))
    late = as_pairs(candidates.find(terms_of(texts), times, is_new))
    assert late == {pair: score for pair, score in whole.items() if any(is_new[i] for i in pair)}


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("seed", range(4))
def test_searching_for_new_long_texts_finds_the_pairs_with_a_new_text(seed: int, share: float) -> None:
    """Texts with more terms than the index holds: whether a pair is scored depends on their key terms."""
    draw = random.Random(seed)
    many = [f"{name}{plain}" for name in NAMES for plain in PLAIN]
    texts = [" ".join(draw.sample(many, draw.choice([20, 60, 90]))) for _ in range(150)]
    times = make_texts(seed, 150)[1]
    is_new = np.array([draw.random() < share for _ in texts])
    whole = as_pairs(candidates.find(terms_of(texts), times, np.ones(150, np.bool_)))
    late = as_pairs(candidates.find(terms_of(texts), times, is_new))
    assert len(every_pair(texts, times)) > len(whole) > 0
    assert late == {pair: score for pair, score in whole.items() if any(is_new[i] for i in pair)}


def test_order_does_not_matter() -> None:
    texts, times = make_texts(3, 60)
    order = np.array(random.Random(3).sample(range(60), 60))
    moved = Times(times.earliest[order], times.latest[order], times.fetched[order])
    found = as_pairs(candidates.find(terms_of([texts[i] for i in order]), moved, np.ones(60, np.bool_)))
    back = {frozenset(int(order[i]) for i in pair): score for pair, score in found.items()}
    assert back == as_pairs(candidates.find(terms_of(texts), times, np.ones(60, np.bool_)))


def test_a_score_does_not_depend_on_which_text_comes_first() -> None:
    terms = terms_of(make_texts(1, 40)[0])
    left, right = np.triu_indices(40, 1)
    here = similarity.scores(left, right, np.zeros(len(left), np.bool_), terms)
    there = similarity.scores(right, left, np.zeros(len(left), np.bool_), terms)
    assert here.tolist() == there.tolist()
    assert set(here[here > 0] >= similarity.MIN_SCORE) == {True}
    assert here.max() <= SCALE


def test_a_score_is_the_log_odds_that_explain_it() -> None:
    texts = ["Norholm ferry rescue council", "Norholm ferry rescue mayor"]
    terms = terms_of(texts)
    odds = similarity.log_odds(similarity.dot(terms, 0, 1), 4, 4, 0, 0, False)
    share = min(1.0, (odds - similarity.MIN_ODDS) / (similarity.MAX_ODDS - similarity.MIN_ODDS))
    score = similarity.scores(np.array([0]), np.array([1]), np.zeros(1, np.bool_), terms)[0]
    assert score == round(similarity.MIN_SCORE + (SCALE - similarity.MIN_SCORE) * share)


def test_log_odds_of_similar_texts_on_successive_days() -> None:
    assert round(similarity.log_odds(int(0.4 * similarity.UNIT**2), 100, 400, 0, 0, True), 2) == 5.13


def test_different_weekdays_lower_the_score() -> None:
    same = terms_of(
        ["Norholm ferry council met on Monday over bridge", "Norholm ferry council: a Monday vote on strike"]
    )
    other = terms_of(
        ["Norholm ferry council met on Monday over bridge", "Norholm ferry council: a Friday vote on strike"]
    )
    pair = (np.array([0]), np.array([1]), np.zeros(1, np.bool_))
    assert similarity.scores(*pair, other)[0] < similarity.scores(*pair, same)[0]


def test_no_texts_give_no_pairs() -> None:
    empty = np.zeros(0, np.int64)
    assert len(candidates.find(terms_of([]), Times(empty, empty, empty), np.zeros(0, np.bool_)).left) == 0


def test_texts_without_any_time_are_never_compared() -> None:
    unknown = np.full(2, UNKNOWN)
    times = clean(Times(unknown, unknown, unknown))
    assert gap(0, 1, times) == NOT_COMPARABLE
    assert len(candidates.find(terms_of(["Norholm ferry", "Norholm ferry"]), times, np.ones(2, np.bool_)).left) == 0


@pytest.mark.parametrize("seed", range(10))
def test_shared_terms_are_the_heaviest_ones(seed: int) -> None:
    texts, _ = make_texts(seed, 30)
    terms = terms_of(texts)
    left, right = (np.random.default_rng(seed).integers(0, 30, (2, 60))).astype(np.int64)
    for a, b, found in zip(left, right, similarity.shared_terms(left, terms, right, terms), strict=True):
        mine, other = (
            dict(zip(terms.hashes[rows].tolist(), terms.weights[rows].tolist(), strict=True))
            for rows in (slice(terms.bounds[text], terms.bounds[text + 1]) for text in (a, b))
        )
        heaviest = sorted(mine.keys() & other.keys(), key=lambda each: (-mine[each] * other[each], each))
        assert terms.hashes[found].tolist() == heaviest[: similarity.MAX_SHARED_TERMS]
