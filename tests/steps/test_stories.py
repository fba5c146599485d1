"""Stories over several runs: one partition for any order of arrival, stable ids, links that name the shared terms."""

import random

import numpy as np
import pytest

from pipelines.core.matching.stories import periods, similarity
from tests.marks import numbers
from tests.steps.story_ground import (
    Article,
    Warehouse,
    filling,
    made_articles,
    names_of,
    parts,
    report,
)


def test_reports_of_one_event_are_one_story() -> None:
    warehouse = Warehouse()
    warehouse.run([report("a", 1, 0, 0), report("b", 1, 1, 1), report("c", 2, 0, 0), report("d", 2, 2, 0)])
    assert warehouse.partition() == parts("a b", "c d")
    (score, days, terms), *_ = warehouse.rows(
        "select score, days_apart, shared_terms from main.story_links order by left_cluster_id"
    )
    assert score > 0.5
    assert days == 1
    assert set(names_of(2001, 2)) <= set(terms)


def test_the_score_of_a_link_is_the_chance_that_its_similarity_gives() -> None:
    warehouse = Warehouse()
    warehouse.run(made_articles(2, 40))
    rows = warehouse.rows(
        "select l.score, e.score from main.story_links l inner join dedup.story_edges e"
        " using (left_cluster_id, right_cluster_id, relation) where relation = 'same_event'"
    )
    assert len(rows) > 5
    shown, found = np.array(rows).T
    assert shown.tolist() == similarity.probabilities(found.astype(np.int64)).round(4).tolist()


def test_days_apart_are_evidence_and_no_wall() -> None:
    warehouse = Warehouse()
    warehouse.run([report("a", 1, 0, 0), report("b", 1, 1, 12)])
    assert warehouse.partition() == parts("a b")


def test_a_passage_joins_reports_of_one_event_at_any_distance() -> None:
    warehouse = Warehouse()
    warehouse.run([report("a", 1, 0, 0), report("b", 1, 1, 3_000)], passages=[("a", "b")])
    assert warehouse.partition() == parts("a b")
    assert warehouse.rows("select relation from main.story_links") == [("shared_passage",)]


def test_a_passage_never_joins_two_events() -> None:
    warehouse = Warehouse()
    warehouse.run([report("c", 3, 0, 0), report("d", 8, 1, 0)], passages=[("c", "d")])
    assert warehouse.partition() == parts("c", "d")


def test_fillings_of_one_template_are_never_one_story() -> None:
    warehouse = Warehouse()
    warehouse.run([filling("a", 1, 0), filling("b", 2, 9), filling("c", 3, 0), report("d", 1, 0, 0)])
    assert warehouse.rows("select count(*) from dedup.story_edges where relation = 'fillings'") == [(3,)]
    assert warehouse.partition() == parts("a", "b", "c", "d")
    assert warehouse.rows("select * from main.story_links") == []


def test_an_update_of_a_report_is_no_other_filling() -> None:
    first = filling("a", 1, 0)
    more = f"{first.body} Two passengers were taken to hospital, the fire brigade said, and one of them has died."
    warehouse = Warehouse()
    warehouse.run([first, Article("b", first.title, more.replace("derailed at", "jumped the rails at"), 1)])
    assert warehouse.partition() == parts("a b")


CARD = (
    " Karola Sievenberg reads every letter: write to the Dunmoor Ledger, Tarnvane Arcade, or telephone the newsroom"
    " between breakfast and noon, and ask for Ottilie. Subscribers receive the printed almanac with its tide tables."
)
"""What one outlet prints below all it publishes."""


def carded(name: str, publisher: str | None) -> Article:
    """A short text above the card, about something of its own."""
    told = {
        "a": ("Beekeeper wins", "Swarms from Eskholt took the honey prize, and the jury praised clover and heather in"
              " every comb that the beekeeper carried over the moors."),
        "b": ("Bridge shut", "Engineers found rust in the railway bridge over the Velsvig gorge, so trains will halt at"
              " Kalmark while cranes lift new girders into place."),
    }  # fmt: skip
    title, text = told[name]
    return Article(name, title, text + CARD, 0, publisher=publisher)


@pytest.fixture
def no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no other text of the period had the card: two texts would take it for a frame."""
    monkeypatch.setattr(similarity, "MIN_FRAME", 101)


@pytest.mark.usefixtures("no_frames")
def test_standing_text_of_one_publisher_makes_no_story() -> None:
    warehouse = Warehouse()
    warehouse.run([carded("a", "ledger.example"), carded("b", "ledger.example")], passages=[("a", "b")])
    assert warehouse.partition() == parts("a", "b")
    assert warehouse.rows("select relation from dedup.story_edges") == [("fillings",)]


@pytest.mark.usefixtures("no_frames")
def test_a_publisher_that_is_known_later_counts_as_one_that_always_was() -> None:
    warehouse = Warehouse()
    warehouse.run([carded("a", "ledger.example"), carded("b", None)])
    assert warehouse.partition() == parts("a b")
    warehouse.run([carded("a", "ledger.example"), carded("b", "ledger.example")])
    assert warehouse.partition() == parts("a", "b")


def test_undated_reports_are_compared_by_fetch() -> None:
    warehouse = Warehouse()
    fetched = [report("a", 1, 0, None, 0), report("b", 1, 1, None, 1)]
    timeless = [report("c", 2, 0, None), report("d", 2, 1, None)]
    warehouse.run([*fetched, *timeless])
    assert warehouse.partition() == parts("a b", "c", "d")


def test_a_story_that_grows_keeps_its_id_and_a_merge_leaves_an_alias() -> None:
    warehouse = Warehouse()
    warehouse.run([report("a", 1, 0, 0)])
    first = warehouse.story_of("a")
    warehouse.run([report("a", 1, 0, 0), report("b", 1, 1, 0), report("z", 9, 2, 0)])
    assert warehouse.story_of("b") == first
    other = warehouse.story_of("z")
    warehouse.run([report("a", 1, 0, 0), report("b", 1, 1, 0), report("z", 9, 2, 0)], copies={"z": "c-a"})
    assert warehouse.story_of("z") == first
    assert warehouse.retired == {other: first}


def test_a_story_whose_articles_are_all_gone_is_retired_without_successor() -> None:
    warehouse = Warehouse()
    warehouse.run([report("a", 1, 0, 0), report("b", 2, 1, 0)])
    gone = warehouse.story_of("b")
    warehouse.run([report("a", 1, 0, 0)])
    assert warehouse.retired == {gone: None}
    assert warehouse.partition() == parts("a")


def test_an_article_that_leaves_a_cluster_gets_a_new_story_id() -> None:
    warehouse = Warehouse()
    articles = [report("a", 1, 0, 0), report("b", 2, 1, 0)]
    warehouse.run(articles, copies={"b": "c-a"})
    first = warehouse.story_of("a")
    warehouse.run(articles)
    assert warehouse.story_of("a") == first
    assert warehouse.story_of("b") != first
    assert warehouse.retired == {}


@pytest.mark.parametrize("seed", numbers(1, 25, 50))
def test_any_order_over_any_number_of_runs_gives_the_partition_of_one_run(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    monkeypatch.setattr(periods, "MIN_TEXTS", draw.choice([4, 12, 300]))  # periods begin, end and move between runs
    articles = made_articles(seed, 60)
    names = [a.article_id for a in articles]
    copies = {n: f"c-{draw.choice(names[:20])}" for n in draw.sample(names, 12)}
    copies |= {c.removeprefix("c-"): c for c in copies.values()}
    passages = [tuple(draw.sample(names, 2)) for _ in range(6)]
    whole = Warehouse()
    whole.run(articles, copies, passages)
    pieces = Warehouse()
    draw.shuffle(articles)
    bounds = sorted(draw.sample(range(1, 60), draw.randrange(1, 6)))
    for end in [*bounds, 60]:
        there = {a.article_id for a in articles[:end]}
        pieces.run(articles[:end], copies, [p for p in passages if set(p) <= there])
    assert pieces.partition() == whole.partition()
    edges = "select left_cluster_id, right_cluster_id, relation, score, days_apart from dedup.story_edges order by all"
    assert pieces.rows(edges) == whole.rows(edges)
    terms = "select cluster_id, period, frame_share, term_weights from dedup.story_terms order by all"
    assert pieces.rows(terms) == whole.rows(terms)
    again = pieces.partition()
    ids = pieces.rows("select article_id, story_id from previous.articles order by all")
    pieces.run(articles, copies, passages, is_full=True)
    assert pieces.partition() == again
    assert pieces.rows("select article_id, story_id from previous.articles order by all") == ids


def test_a_run_without_changes_reads_and_links_nothing() -> None:
    warehouse = Warehouse()
    articles = made_articles(1, 20)
    warehouse.run(articles)
    assert set(warehouse.run(articles).values()) == {0}


def test_every_story_that_ended_is_retired_and_every_story_has_a_row() -> None:
    draw = random.Random(5)
    warehouse = Warehouse()
    articles = made_articles(5, 50)
    seen: set[str] = set()
    for _ in range(8):
        names = [a.article_id for a in articles]
        copies = {n: f"c-{draw.choice(names[:10])}" for n in draw.sample(names, 15)}
        copies |= {c.removeprefix("c-"): c for c in copies.values()}
        warehouse.run(draw.sample(articles, 40), copies)
        alive = {row[0] for row in warehouse.rows("select distinct story_id from dedup.story_members")}
        assert {row[0] for row in warehouse.rows("select story_id from main.stories")} == alive
        seen |= alive
        assert seen - alive <= set(warehouse.retired)
