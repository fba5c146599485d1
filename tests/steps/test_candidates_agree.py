"""Candidate pairs from an index in memory and those by flows: the same texts, run after run, leave the same rows."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa
import pytest

from pipelines.core.matching import gram_weights
from pipelines.core.matching.gram_weights import MAX_DF
from pipelines.core.matching.kernels import Pairs
from pipelines.steps import copies as copies_step
from pipelines.steps.copies import flow_candidates
from tests.marks import numbers
from tests.steps.many_machines import ManyMachines
from tests.steps.test_copies import WORDS, Article, article, begin, copied, corpus, give, sentence
from tests.steps.test_copies_agree import Twins, in_steps
from tests.steps.test_reprints import reprints
from warehouse.engine import BY_BATCH, Engine, FlowOptions, RowFunction

ALSO = ("work.changed_postings", "work.common_postings", "work.family_pairs", "work.lost_pairs")


class Found(Twins):
    """Two warehouses, and the pairs that were scored in the first."""

    def __init__(self) -> None:
        super().__init__()
        self.scored: list[Any] = []

    def compare(self) -> None:
        super().compare()
        one, two = ([sorted(engine.rows(f"select * from {table}")) for table in ALSO] for engine in self.engines)
        assert one == two
        assert sorted(self.engines[1].rows("select * from work.candidate_pairs")) == sorted(map(tuple, self.scored[-1]))


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Iterator[Found]:
    """Calls are small."""
    monkeypatch.setattr(flow_candidates, "PAIRS_PER_CALL", 500)
    score_pairs: Callable[[Engine, Pairs, int], int] = copies_step.score_pairs
    made = Found()

    def note(engine: Engine, pairs: Pairs, threads: int) -> int:
        made.scored.append(pairs.tolist())
        return score_pairs(engine, pairs, threads)

    monkeypatch.setattr(copies_step, "score_pairs", note)
    yield made
    for engine in made.engines:
        engine.connection.close()


@pytest.mark.parametrize("seed", numbers(1, 15))
def test_texts_that_come_change_and_go(found: Found, seed: int) -> None:
    rng = random.Random(seed)
    articles = corpus(seed)
    changed = [article(int(a["id"][1:]), sentence(rng, 30), a["publisher"], 9) for a in rng.sample(articles, 8)]
    again = [a | {"text": rng.choice(articles)["text"], "publisher": "two"} for a in rng.sample(articles, 8)]
    for number, step in enumerate((*in_steps(rng, articles), changed, again, articles)):
        found.run(step, rng.sample([a["id"] for a in articles], number), seed=number % 3 or None)
    assert any(found.scored)


def test_grams_that_become_common(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gram_weights, "COMMON_DF", 3)
    for step in in_steps(random.Random(11), corpus(11)):
        found.run(step)


def test_boilerplate_that_others_take_up_and_leave(found: Found) -> None:
    articles = corpus(7)
    recurring = [a for a in articles if a["publisher"] == "one"]
    others = [a for a in articles if a["publisher"] != "one"]
    found.run(recurring)
    found.run([a | {"publisher": None} for a in recurring[3:]])
    found.run(recurring)
    found.run(others)
    assert found.engines[1].count("work.upweighted_texts")
    found.run([a | {"text": a["text"][::-1]} for a in others])
    assert found.engines[1].count("work.lost_pairs")


def test_reprints_that_come_and_go(found: Found) -> None:
    articles = reprints(3)
    another, fewer = article(900, "Elsewhere."), [a | {"text": "Elsewhere."} for a in articles[:100]]
    for step in (articles[:150], articles[150:], [another], fewer):
        found.run(step)


class Measured(ManyMachines):
    """Notes how many rows each call of a flow got, by the name of its function."""

    def flow(self, select: str, function: RowFunction, into: Sequence[str], options: FlowOptions = BY_BATCH) -> int:
        def measured(*sides: pa.RecordBatch) -> Any:
            self.sizes[getattr(function, "__name__", "")].append(sum(map(len, sides)))
            return function(*sides)

        return super().flow(select, measured, into, options)

    @cached_property
    def sizes(self) -> dict[str, list[int]]:
        return defaultdict(list)


def calls_for(articles: list[Article]) -> dict[str, list[int]]:
    engine = begin(kind=Measured)
    assert isinstance(engine, Measured)
    give(engine, articles)
    copied(engine)
    engine.connection.close()
    return engine.sizes


@pytest.mark.parametrize("publishers", [1, 1000])
def test_a_gram_in_many_texts_is_one_row_of_a_call(publishers: int) -> None:
    """Lines of one publisher, which are boilerplate, or of many."""
    rng = random.Random(1)
    line = sentence(rng, 20)
    texts = [f"{line} {' '.join(f'{word}{n}' for word in WORDS)}" for n in range(3 * MAX_DF)]
    articles = [article(n, text, f"p{n % publishers}", n) for n, text in enumerate(texts)]
    some, many = calls_for(articles[: len(articles) // 2]), calls_for(articles)
    assert many["weigh"] == some["weigh"] == [len(line.split()) - 3]
    assert many["add_up"] == some["add_up"] == []


def test_calls_are_more_where_there_are_more_copies_not_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_candidates, "PAIRS_PER_CALL", 3_000)
    rng = random.Random(2)
    texts = [text for _ in range(60) for text in [sentence(rng, 40)] for _ in range(4)]
    articles = [article(n, f"{text} {sentence(rng, 10)}", f"p{n}", n) for n, text in enumerate(texts)]
    some, many = calls_for(articles[:80]), calls_for(articles)
    assert max(many["add_up"]) < 1.5 * max(some["add_up"])
    assert len(many["add_up"]) >= 2.5 * len(some["add_up"]) > 2.5
