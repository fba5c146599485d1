"""Hundreds of prints of one text whose grams are all too common: one cluster, few rows, whatever came when."""

import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

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
from warehouse.builds import Build

PRINTS, OTHERS = 260, 20
LARGE = frozenset(f"a{number:03}" for number in range(PRINTS))


def prints(seed: int) -> list[Article]:
    """One text of 120 words with one or two changed in each print; half a print; texts of their own."""
    rng = random.Random(seed)
    words = " ".join(sentence(rng, 12) for _ in range(10)).split()
    found = []
    for number in range(PRINTS):
        printed = list(words)
        for at in rng.sample(range(len(words)), rng.choice((1, 2))):
            printed[at] = rng.choice(EXTRA)
        found.append(article(number, " ".join(printed), f"p{number % 90}"))
    others = [article(PRINTS + n, sentence(rng, 60), f"p{n}") for n in range(OTHERS)]
    return [*found, *others]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    made = begin(tmp_path, 0)
    yield made
    if made.is_open:
        made.failed()


def test_a_large_family_is_one_cluster_of_few_rows(build: Build) -> None:
    give(build.engine, prints(1))
    copied(build.engine)
    assert LARGE in partition(build.engine)
    assert build.engine.count("dedup.text_pairs") < 6 * PRINTS


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 10))])
def test_any_split_and_order_gives_the_same(tmp_path: Path, seed: int) -> None:
    articles = prints(seed)
    expected = at_once(tmp_path / "once", articles)
    rng = random.Random(seed)
    shuffled = rng.sample(articles, len(articles))
    cuts = sorted([*rng.sample(range(1, len(articles)), 2), PRINTS])
    steps = [shuffled[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
    found, flips = in_steps(tmp_path / "steps", steps)
    assert flips >= 20
    assert found == expected


def test_a_family_that_shrinks_leaves_no_trace(tmp_path: Path) -> None:
    articles = prints(3)
    rng = random.Random(3)
    changed = [article(number, sentence(rng, 50)) for number in range(100)]
    made = begin(tmp_path / "steps", 1)
    for step in (articles, changed):
        give(made.engine, step)
        copied(made.engine)
    found = state(made.engine)
    assert made.engine.count("dedup.family_pairs") == 0
    made.failed()
    assert found == at_once(tmp_path / "once", [*changed, *articles[100:]])


def test_people_part_a_large_family_and_join_it(build: Build) -> None:
    rules = [("must_not_join", "a003", "a250"), ("must_join", "a007", f"a{PRINTS}")]
    rows = [
        {"line": n, "line_text": "", "rule": rule, "level": "cluster", "left_article_id": left,
         "right_article_id": right, "status": "obeyed"}
        for n, (rule, left, right) in enumerate(rules)
    ]  # fmt: skip
    lines = pa.Table.from_pylist(rows).cast(
        pa.schema([(name, pa.int32() if name == "line" else pa.string()) for name in rows[0]])
    )
    build.engine.append("main.overrides", lines)
    named = pa.array([name for row in rows for name in (row["left_article_id"], row["right_article_id"])], pa.string())
    build.engine.append("work.changed_overrides", pa.table({"article_id": named}))
    give(build.engine, prints(1))
    copied(build.engine)
    found = partition(build.engine)
    (three,) = (each for each in found if "a003" in each)
    (large,) = (each for each in found if "a007" in each)
    assert "a250" not in three
    assert f"a{PRINTS}" in large
    assert len(large) >= PRINTS
