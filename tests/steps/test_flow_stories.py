"""Stories by flows: run after run the same terms, edges and partition as on one machine, however texts are divided."""

import random
from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipelines.core.matching.stories import periods
from pipelines.steps import flow_story_edges
from pipelines.steps.story_edges import WINDOW
from tests.marks import numbers, slow
from tests.steps.disorderly_engine import DisorderlyEngine
from tests.steps.many_machines import ManyMachines
from tests.steps.story_ground import START, Article, Warehouse, made_articles
from warehouse import flows
from warehouse.engine import RunStamp

COMPARED = {
    "terms": "select * exclude (term_words) from dedup.story_terms",
    "words": "select term_hash, word from dedup.story_words",
    "words of texts": "select cluster_id, place, word from (select cluster_id, unnest(term_words) as word_no,"
    " generate_subscripts(term_words, 1) as place from dedup.story_terms) inner join dedup.story_words using (word_no)",
    "numbers": "select count(*), count(distinct word_no) from dedup.story_words",
    "edges": "select * from dedup.story_edges",
    "members": "select * from dedup.story_members",
    "stories": "select * from main.stories",
}


class Twins:
    """The same runs on one machine, and by flows whose rows have no order."""

    def __init__(self, seed: int) -> None:
        self.one = Warehouse()
        self.other = Warehouse(lambda connection, stamp: disorderly(connection, stamp, seed))

    def run(self, *given: Any, **options: Any) -> None:
        counts = [warehouse.run(*given, **options) for warehouse in (self.one, self.other)]
        assert counts[0] == counts[1]
        for what, sql in COMPARED.items():
            found = [sorted(map(repr, warehouse.rows(sql))) for warehouse in (self.one, self.other)]
            assert found[0] == found[1], what


def disorderly(connection: duckdb.DuckDBPyConnection, stamp: RunStamp, seed: int) -> Any:
    return DisorderlyEngine(ManyMachines(connection, stamp), seed)


@pytest.fixture(params=[7, *slow([2, 10_000])])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_story_edges, "TEXTS_PER_PART", request.param)
    monkeypatch.setattr(flow_story_edges, "EDGES_PER_BATCH", request.param)
    monkeypatch.setattr(flows, "digits_for", lambda texts: 4 if request.param < texts else 0)


@pytest.mark.usefixtures("sizes")
@pytest.mark.parametrize("seed", numbers(1, 30))
def test_flows_leave_the_rows_of_one_machine_run_after_run(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    monkeypatch.setattr(periods, "MIN_TEXTS", draw.choice([4, 12, 300]))
    articles, twins = made_articles(seed, 60), Twins(seed)
    for article in articles:
        article.publisher = draw.choice([None, "one", "two"])
        if article.earliest:
            article.earliest += timedelta(days=draw.choice([0, 0, 0, 50, 400]))
    names = [a.article_id for a in articles]
    copies = {n: f"c-{draw.choice(names[:20])}" for n in draw.sample(names, 12)}
    copies |= {c.removeprefix("c-"): c for c in copies.values()}
    passages = [tuple(draw.sample(names, 2)) for _ in range(6)]
    for there in (articles[:30], articles, draw.sample(articles, 52)):
        ids = {a.article_id for a in there}
        twins.run(there, copies, [p for p in passages if set(p) <= ids])
    alone = next(place for place, article in enumerate(there) if article.article_id not in copies)
    there[alone] = Article(there[alone].article_id, "Another title", there[alone - 1].body, 5)
    twins.run(there, copies, is_full=not seed % 2)


@pytest.mark.parametrize(("own", "others"), [(1, 1), (1, 4), (3, 1), (3, 3), (4, 2)])
def test_each_pair_of_a_group_meets_in_one_cell_and_no_cell_grows_with_the_group(own: int, others: int) -> None:
    """own, others: the parts of either side, of 40 texts each on average"""
    sides = {f"o{n}": True for n in range(40 * own)} | {f"x{n}": False for n in range(40 * others)}
    columns = {"language": "en", "group_no": 7, "own_parts": own, "other_parts": others}
    rows = [{"cluster_id": name, "is_own": is_own} | columns for name, is_own in sides.items()]
    (placed,) = flow_story_edges.place_in_cells(pa.RecordBatch.from_pylist(rows))
    cells: dict[tuple[int, int], list[tuple[str, bool, bool]]] = defaultdict(list)
    for _, _, row, column, *text in zip(*placed.to_pydict().values(), strict=True):
        cells[row, column].append(tuple(text))
    met = Counter(pair for cell in cells.values() for pair in meetings(cell))
    names = sorted(sides)
    assert met == Counter(frozenset({a, b}) for a in names for b in names if a < b and (sides[a] or sides[b]))
    assert max(map(len, cells.values())) < 3 * 70


def test_periods_form_groups_of_bounded_size_without_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_story_edges, "TEXTS_PER_PART", 5)
    days = {8: 0, 9: 7, 10: 14, 11: 21, 30: 160, 31: 161}
    texts = {8: 4, 9: 6, 10: 1, 11: 12, 30: 2, 31: 2}
    rows = [
        {"language": "en", "period": period, "texts": texts[period], "is_touched": period != 31}
        | dict.fromkeys(("first_time", "last_time"), START + timedelta(days=day))
        for period, day in days.items()
    ]
    groups = flow_story_edges.group_periods(pa.Table.from_pylist([*rows, {**rows[0], "language": "fr"}])).to_pylist()
    found = [(row["language"], row["period"], row["group_no"]) for row in groups]
    assert found == [("en", 8, 8), ("en", 9, 8), ("en", 10, 10), ("en", 11, 11), ("en", 30, 30), ("fr", 8, 8)]
    assert groups[1]["last_time"] == START + timedelta(days=7) + WINDOW


def test_texts_that_fill_two_parts_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_story_edges, "TEXTS_PER_PART", 5)
    sides = [(8, True, 10), (8, False, 6), (9, True, 11), (10, True, 1)]
    rows = [{"language": "en", "group_no": no, "is_own": is_own, "texts": texts} for no, is_own, texts in sides]
    parts = flow_story_edges.divide_sides(pa.Table.from_pylist(rows)).to_pylist()
    assert [tuple(row.values())[1:] for row in parts] == [(8, 1, 2), (9, 3, 1), (10, 1, 1)]


def meetings(cell: list[tuple[str, bool, bool]]) -> set[frozenset[str]]:
    """The pairs that a search in a cell may find."""
    indexed, searching = ([text for text in cell if text[side]] for side in (1, 2))
    return {frozenset({a[0], b[0]}) for a in indexed for b in searching if a[0] != b[0]}
