"""Copies in the process of the run and on many machines: the same rows in every table, run after run."""

import random
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import cast

import pyarrow as pa
import pytest

from pipelines.core.matching import overrides
from pipelines.core.matching.overrides import Rule
from pipelines.steps import components
from pipelines.steps.copies import copies, flow_linking, flow_scoring
from tests.marks import numbers
from tests.steps.disorderly_engine import DisorderlyEngine
from tests.steps.many_machines import ManyMachines
from tests.steps.test_copies import SETTINGS, Article, article, begin, corpus, give, sentence
from tests.steps.test_reprints import reprints
from warehouse import catalog
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import Engine, RunStamp

COMPARED = sorted(
    {name for name, table in catalog.lasting_tables().items() if table.schema == "dedup" and not table.is_view}
    | {"work.changed_pairs", "work.changed_clusters", "work.retired_cluster_ids"}
)

OFFERS = (
    "This story is for subscribers. Sign in, or take out a subscription, to read on from here.",
    "The film begins after a word from those who pay for it. Please wait.",
)
"""Texts that articles have under any title."""


class Twins:
    """Two warehouses that are given the same articles and rules."""

    def __init__(self) -> None:
        self.engines = begin(), begin(kind=ManyMachines)
        self.runs = 0
        self.rules: set[tuple[str, str, str, str]] = set()
        self.partition: list[set[str]] = []

    def run(
        self, articles: Iterable[Article], gone: Collection[str] = (), rules: Iterable[Rule] = (), *,
        is_full: bool = False, seed: int | None = None,
    ) -> None:  # fmt: skip
        """A run of both, whose tables and counts must be the same. seed: of the disorder on many machines"""
        self.runs += 1
        given, obeyed, counts = list(articles), obeyed_of(list(rules)), []
        for engine in self.engines:
            engine.run = RunStamp(f"run{self.runs}", engine.run.started_at + timedelta(hours=1), is_full)
            clear(engine)
            give(engine, given)
            without_text = pa.table({"article_id": pa.array([a["id"] for a in given if not a["text"]], pa.string())})
            engine.create_scratch("textless", without_text)
            engine.connection.execute("update staging.current_articles set text_hash = null where article_id in"
                                      " (select article_id from work.textless)")  # fmt: skip
            engine.connection.execute("delete from staging.current_articles where article_id in $1", [list(gone)])
            self.state_rules(engine, obeyed)
            is_disorderly = engine.is_distributed and seed is not None
            used = DisorderlyEngine(engine, seed or 0) if is_disorderly else engine
            counts.append(copies(cast(Engine, used), SETTINGS))
            self.keep_aliases(engine)
        self.rules = obeyed
        self.compare()
        assert counts[0] == counts[1]

    def state_rules(self, engine: DuckDBEngine, obeyed: set[tuple[str, str, str, str]]) -> None:
        engine.connection.execute("delete from main.overrides")
        for number, row in enumerate(sorted(obeyed)):
            engine.connection.execute(
                "insert into main.overrides (line, line_text, status, rule, level, left_article_id, right_article_id)"
                " values ($1, '', 'obeyed', $2, $3, $4, $5)", [number, *row],
            )  # fmt: skip
        changed = sorted({name for row in obeyed ^ self.rules for name in row[2:]})
        engine.append("work.changed_overrides", pa.table({"article_id": pa.array(changed, pa.string())}))

    def keep_aliases(self, engine: DuckDBEngine) -> None:
        engine.connection.execute(
            "insert into main.id_aliases (kind, old_id, new_id, run_id, changed_at) select 'cluster', old_id, new_id,"
            " 'r', now() from work.retired_cluster_ids where new_id is not null"
        )

    def compare(self) -> None:
        for table in COMPARED:
            one, two = (sorted(map(repr, engine.rows(f"select * from {table}"))) for engine in self.engines)
            assert one == two, table


def clear(engine: DuckDBEngine) -> None:
    for table in catalog.tables().values():
        if table.schema == "work" and not table.is_view and table.name != "work.texts":
            engine.connection.execute(f"delete from {table.name}")


def obeyed_of(rules: list[Rule]) -> set[tuple[str, str, str, str]]:
    """Rows of main.overrides: the rules that contradict no other."""
    refused = overrides.contradictions(rules)
    return {
        ("must_join" if r.is_join else "must_not_join", "story" if r.is_story else "cluster", r.left, r.right)
        for r in rules
        if r.number not in refused
    }


@pytest.fixture
def twins(monkeypatch: pytest.MonkeyPatch) -> Iterator[Twins]:
    """Cells, buckets and blocks are small."""
    monkeypatch.setattr(components, "PAIRS_PER_BUCKET", 30)
    monkeypatch.setattr(flow_scoring, "WORDS_PER_BLOCK", 2_000)
    monkeypatch.setattr(flow_scoring, "PAIRS_PER_CELL", 40)
    monkeypatch.setattr(flow_linking, "ROWS_PER_BUCKET", 40)
    made = Twins()
    yield made
    for engine in made.engines:
        engine.connection.close()


def in_steps(rng: random.Random, articles: list[Article]) -> list[list[Article]]:
    shuffled = rng.sample(articles, len(articles))
    cuts = sorted(rng.sample(range(8, len(articles) - 8), 2))
    return [shuffled[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]


@pytest.mark.parametrize("seed", numbers(1, 25))
def test_copies_under_rules_that_come_and_go(twins: Twins, seed: int) -> None:
    """Groups of copies and boilerplate, texts under any title, articles without a text, and some that go."""
    rng = random.Random(seed)
    articles = corpus(seed)
    for number in range(12):
        title = sentence(rng, 4) if number % 4 else None
        articles.append(article(100 + number, OFFERS[number % 2], f"p{number % 3}", number, title))
        articles.append(article(200 + number, "", f"p{number % 3}"))
    here: dict[str, Article] = {}
    for number, step in enumerate(in_steps(rng, articles)):
        gone = set(rng.sample(sorted(here), len(here) // 8))
        here = {name: a for name, a in here.items() if name not in gone} | {a["id"]: a for a in step}
        twins.run(step, gone, some_rules(rng, here), seed=number or None)
    twins.run(here.values(), rules=some_rules(rng, here), is_full=True)
    twins.run([])


def some_rules(rng: random.Random, here: dict[str, Article]) -> list[Rule]:
    """Many on few articles, so that they meet, also about articles of one text."""
    texts = [a["text"] for a in here.values()]
    repeated = [name for name, a in here.items() if texts.count(a["text"]) > 1]
    named = rng.sample(sorted(here), 8) + rng.sample(repeated, min(4, len(repeated)))
    count = rng.choice([0, 15])
    return [Rule(n, rng.random() < 0.5, rng.random() < 0.2, *rng.sample(named, 2)) for n in range(count)]


@pytest.mark.slow
def test_reprints_by_the_hundreds(twins: Twins) -> None:
    for step in in_steps(random.Random(1), reprints(1)):
        twins.run(step)
