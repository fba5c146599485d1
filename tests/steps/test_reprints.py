"""Hundreds of reprints of one text whose grams are all too common: one cluster, few rows, in any order of arrival."""

import random
from collections.abc import Iterator

import pyarrow as pa
import pytest

from tests.marks import numbers
from tests.steps.test_copies import (
    EXTRA,
    Article,
    article,
    at_once,
    begin,
    copied,
    give,
    in_steps,
    partition,
    sentence,
    state,
)
from warehouse.duckdb_engine import DuckDBEngine

REPRINTS, OTHERS = 260, 20
LARGE = frozenset(f"a{number:03}" for number in range(REPRINTS))


def reprints(seed: int) -> list[Article]:
    """Reprints of one text of 120 words, one or two of them changed; and unrelated texts."""
    rng = random.Random(seed)
    words = " ".join(sentence(rng, 12) for _ in range(10)).split()
    found = []
    for number in range(REPRINTS):
        reprint = list(words)
        for at in rng.sample(range(len(words)), rng.choice((1, 2))):
            reprint[at] = rng.choice(EXTRA)
        found.append(article(number, " ".join(reprint), f"p{number % 90}"))
    others = [article(REPRINTS + n, sentence(rng, 60), f"p{n}") for n in range(OTHERS)]
    return [*found, *others]


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    made = begin()
    yield made
    made.connection.close()


def test_a_large_group_is_one_cluster_of_few_rows(engine: DuckDBEngine) -> None:
    give(engine, reprints(1))
    copied(engine)
    assert LARGE in partition(engine)
    assert engine.count("dedup.text_pairs") < 6 * REPRINTS


@pytest.mark.parametrize("seed", numbers(1, 10))
def test_any_split_and_order_gives_the_same(seed: int) -> None:
    articles = reprints(seed)
    expected = at_once(articles)
    rng = random.Random(seed)
    shuffled = rng.sample(articles, len(articles))
    cuts = sorted([*rng.sample(range(1, len(articles)), 2), REPRINTS])
    steps = [shuffled[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
    found, reweighted = in_steps(steps)
    assert reweighted >= 20
    assert found == expected


def test_a_group_that_shrinks_leaves_no_trace(engine: DuckDBEngine) -> None:
    articles = reprints(3)
    rng = random.Random(3)
    changed = [article(number, sentence(rng, 50)) for number in range(100)]
    for step in (articles, changed):
        give(engine, step)
        copied(engine)
    assert engine.count("dedup.family_pairs") == 0
    assert state(engine) == at_once([*changed, *articles[100:]])


def test_rules_split_a_large_group_and_extend_it(engine: DuckDBEngine) -> None:
    rules = [("must_not_join", "a003", "a250"), ("must_join", "a007", f"a{REPRINTS}")]
    rows = [
        {"line": n, "line_text": "", "rule": rule, "level": "cluster", "left_article_id": left,
         "right_article_id": right, "status": "obeyed"}
        for n, (rule, left, right) in enumerate(rules)
    ]  # fmt: skip
    lines = pa.Table.from_pylist(rows).cast(
        pa.schema([(name, pa.int32() if name == "line" else pa.string()) for name in rows[0]])
    )
    engine.append("main.overrides", lines)
    named = pa.array([name for row in rows for name in (row["left_article_id"], row["right_article_id"])], pa.string())
    engine.append("work.changed_overrides", pa.table({"article_id": named}))
    give(engine, reprints(1))
    copied(engine)
    found = partition(engine)
    (three,) = (each for each in found if "a003" in each)
    (large,) = (each for each in found if "a007" in each)
    assert "a250" not in three
    assert f"a{REPRINTS}" in large
    assert len(large) >= REPRINTS
