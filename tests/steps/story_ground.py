"""A warehouse of invented articles, for tests of stories over several runs.

Belongs here: articles, and the runs on them. Does not: what stories they make (test_stories).
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.core.matching import fingerprints, tokens
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.stories import stories
from warehouse import catalog, contracts
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

COPIES = (
    "create or replace table dedup.cluster_members (article_id varchar, cluster_id varchar)",
    "create or replace table main.duplicate_clusters"
    " (cluster_id varchar, representative_article_id varchar, article_count bigint)",
    "create or replace table dedup.text_pairs"
    " (left_text_no integer, right_text_no integer, containment double, passage_words integer)",
    "create or replace table dedup.article_texts"
    " (article_id varchar, star_article_id varchar, text_no integer, publisher_id varchar)",
)
"""The columns of copies that stories read."""


START = datetime(2031, 5, 1, 8, tzinfo=UTC)


HEADS = ("Nor", "Ves", "Kal", "Ost", "Brun", "Tarn", "Esk", "Lin", "Mar", "Sol", "Vel", "Dun")


TAILS = ("holm", "trike", "denby", "mark", "svig", "holt", "eda", "daro", "vik", "vane", "gard", "moor")
"""Halves of invented names: texts are similar if they share names."""


class Article:
    """One article about an invented event."""

    def __init__(
        self,
        article_id: str,
        title: str,
        body: str,
        day: int | None,
        fetched: int | None = None,
        publisher: str | None = None,
    ) -> None:
        self.article_id, self.title, self.body, self.publisher = article_id, title, body, publisher
        self.earliest = START + timedelta(days=day) if day is not None else None
        self.fetched = START + timedelta(days=fetched) if fetched is not None else None


def names_of(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    return [draw.choice(HEADS) + draw.choice(TAILS) for _ in range(count)]


def report(name: str, event: int, variant: int, day: int | None, fetched: int | None = None) -> Article:
    """A report of an event in its own words; two events of one affair (2 and 3, 4 and 5) share half the names."""
    place, person, ship, firm = names_of(1000 + event // 2, 2) + names_of(2000 + event, 2)
    leads = (
        f"The freighter {ship} ran aground near {place} early this morning, its owner {firm} confirmed.",
        f"{firm} has lost contact with the {ship}, which had left {place} after midnight.",
        f"Rescuers from {place} reached the {ship} at noon; {firm} declined to comment.",
    )
    rest = f" Mayor {person} of {place} asked for an inquiry into {firm} and the {ship}."
    titles = (f"{ship} aground off {place}", f"{firm} loses {ship} near {place}", f"{place} rescuers reach {ship}")
    return Article(name, titles[variant % 3], leads[variant % 3] + rest, day, fetched)


class Warehouse:
    """Tables in memory; each run gets all current articles and the clusters of copies they form.

    engine: makes the engine of a run
    """

    def __init__(self, engine: Callable[[duckdb.DuckDBPyConnection, RunStamp], Any] = DuckDBEngine) -> None:
        self.engine = engine
        self.connection = duckdb.connect()
        self.connection.execute("set timezone = 'UTC'")
        for database in ("work", catalog.PREVIOUS):
            self.connection.execute(f"attach ':memory:' as {database}")
        contracts.create_schemas(self.connection)
        for table in catalog.tables().values():
            if not table.is_view:
                self.connection.execute(table.bare_ddl.replace(" not null", ""))
        articles = catalog.tables()["main.articles"].bare_ddl.replace(" not null", "")
        self.connection.execute(articles.replace("main.articles", "previous.articles"))
        self.connection.execute("create table previous.stories (story_id varchar)")
        for ddl in COPIES:
            self.connection.execute(ddl)
        for view in ("main.story_links", "staging.text_bodies"):
            self.connection.execute(f"create view {view} as {catalog.models()[view].sql}")
        self.runs = 0
        self.retired: dict[str, str | None] = {}
        self.members: dict[str, set[str]] = {}
        self.passages: set[tuple[str, str]] = set()
        self.said: dict[str, tuple[Any, ...]] = {}

    def run(
        self,
        articles: Iterable[Article],
        copies: dict[str, str] | None = None,
        passages: Iterable[tuple[str, str]] = (),
        is_full: bool = False,
    ) -> Counts:
        """One run over these articles. copies: article → cluster, if not its own; passages: pairs that share one."""
        self.runs += 1
        stamp = RunStamp(f"r{self.runs}", START + timedelta(days=1000 + self.runs), is_full)
        engine = self.engine(self.connection, stamp)
        for table in catalog.tables().values():
            if table.schema == "work" and not table.is_view:
                self.connection.execute(f"delete from {table.name}")
        given = list(articles)
        cluster_of = {a.article_id: (copies or {}).get(a.article_id, f"c-{a.article_id}") for a in given}
        self._give(engine, given, cluster_of, list(passages))
        for table in ("work.story_clusters", "work.touched_clusters", "work.story_passages"):
            engine.build(table)
        counts = stories(engine, Settings(Path("raw"), Path("news.duckdb")))
        for table in ("work.scope_stories", "main.stories"):
            engine.build(table)
        self.retired.update(engine.rows("select old_id, new_id from work.retired_story_ids"))
        self.connection.execute("create or replace table previous.stories as select story_id from main.stories")
        self.connection.execute("delete from previous.articles")
        self.connection.execute(
            "insert into previous.articles by name select article_id, cluster_id, story_id from dedup.cluster_members"
            " inner join dedup.story_members using (cluster_id)"
        )
        self._check_unchanged_rows(engine)
        return counts

    def _check_unchanged_rows(self, engine: DuckDBEngine) -> None:
        """Rows that a run did not rewrite are those it would have written."""
        engine.replace("work.relinked_clusters", engine.arrow("select cluster_id from dedup.story_members"))
        model = catalog.models()["main.stories"]
        engine.replace(str(model.scope), engine.arrow("select distinct story_id from dedup.story_members"))
        assert self.rows("select * from main.stories order by all") == self.rows(f"{model.sql} order by all")

    def _touched(self, cluster_of: dict[str, str], passages: list[tuple[str, str]]) -> set[str]:
        """Clusters that ended or are new, or whose members or passages differ from the run before."""
        members = defaultdict(set)
        for article, cluster in cluster_of.items():
            members[cluster].add(article)
        changed = {article for pair in self.passages ^ set(passages) for article in pair}
        found = {c for c in members.keys() | self.members.keys() if members.get(c) != self.members.get(c)}
        self.members, self.passages = dict(members), set(passages)
        return found | {cluster_of[article] for article in changed & cluster_of.keys()}

    def _give(
        self, engine: DuckDBEngine, given: list[Article], cluster_of: dict[str, str], passages: list[tuple[str, str]]
    ) -> None:
        rows = [
            {
                "article_id": a.article_id, "content_hash": f"{a.title}{a.body}", "text_hash": a.body, "title": a.title,
                "language": "en", "published_earliest": a.earliest, "published_latest": a.earliest,
                "first_fetched_at": a.fetched, "publisher_id": a.publisher,
            }
            for a in given
        ]  # fmt: skip
        engine.replace("staging.current_articles", pa.Table.from_pylist(rows, schema=ARTICLES))
        bodies = [a.body for a in given]
        words = [len(body.split()) for body in bodies]
        self._fill("work.texts", {"text_hash": bodies, "body": bodies, "word_count": words})
        members = {"article_id": list(cluster_of), "cluster_id": list(cluster_of.values())}
        self._fill("dedup.cluster_members", members)
        first = {cluster: article for article, cluster in sorted(cluster_of.items(), reverse=True)}
        sizes = [list(cluster_of.values()).count(each) for each in first]
        self._fill(
            "main.duplicate_clusters",
            {"cluster_id": list(first), "representative_article_id": list(first.values()), "article_count": sizes},
        )
        touched = self._touched(cluster_of, passages) | (set(first) if engine.run.is_full else set())
        said = {a.article_id: (a.title, a.body, a.earliest, a.fetched, a.publisher) for a in given}
        before, self.said = self.said, said
        touched |= {cluster_of[name] for name, known in said.items() if before.get(name) != known}
        engine.create_scratch(
            "scope_duplicate_clusters", pa.table({"cluster_id": pa.array(sorted(touched), pa.string())})
        )
        number = {article: i for i, article in enumerate(cluster_of)}
        kept = fingerprints.sample(tokens.split(pa.array(bodies, pa.string())))
        grams = [kept.hashes[first:last].tolist() for first, last in pairwise(kept.bounds.tolist())]
        self._fill("dedup.fingerprints", {"text_no": [number[a.article_id] for a in given], "hashes": grams})
        names = list(number)
        texts = {"article_id": names, "star_article_id": names, "text_no": list(number.values())}
        texts["publisher_id"] = [a.publisher for a in given]
        self._fill("dedup.article_texts", texts)
        pairs = {"left_text_no": [number[p[0]] for p in passages], "right_text_no": [number[p[1]] for p in passages]}
        measures = {"containment": [0.3] * len(passages), "passage_words": [40] * len(passages)}
        self._fill("dedup.text_pairs", pairs | measures)
        run = engine.run
        self._fill("work.run", {"run_id": [run.run_id], "started_at": [run.started_at], "is_full": [run.is_full]})

    def _fill(self, table: str, columns: dict[str, list[Any]]) -> None:
        self.connection.execute(f"delete from {table}")
        self.connection.register("given", pa.table(columns))
        self.connection.execute(f"insert into {table} by name select * from given")
        self.connection.unregister("given")

    def partition(self) -> set[frozenset[str]]:
        """The articles of each story."""
        found = defaultdict(set)
        for article, story in self.rows("select article_id, story_id from previous.articles"):
            found[story].add(article)
        return {frozenset(each) for each in found.values()}

    def story_of(self, article: str) -> str:
        return str(self.rows("select story_id from previous.articles where article_id = ?", [article])[0][0])

    def rows(self, sql: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()


ARTICLES = pa.schema(
    [(n, pa.string()) for n in ("article_id", "content_hash", "text_hash", "title", "language", "publisher_id")]
    + [(n, pa.timestamp("us", "UTC")) for n in ("published_earliest", "published_latest", "first_fetched_at")]
)


def parts(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in groups}


def filling(name: str, seed: int, day: int) -> Article:
    """A template filled with other facts."""
    draw = random.Random(seed)
    place, station, driver = names_of(5000 + seed, 3)
    body = (
        f"The tram to {place} derailed at {draw.randrange(1, 12)}:{draw.randrange(10, 60)} near {station} depot."
        f" Engineer {driver} blamed worn sleepers, the tramway inspectorate suspended tram {draw.randrange(10, 99)}."
    )
    return Article(name, f"Tram derails near {station} depot", body, day)


def made_articles(seed: int, count: int) -> list[Article]:
    """Reports of few events in few places, so that many are similar and components are large."""
    draw = random.Random(seed)
    found = []
    for i in range(count):
        day = draw.choice([None, *range(40)])
        fetched = draw.choice([None, day, 3])
        if i % 6 == 0 and day is not None:
            found.append(filling(f"a{i:03}", draw.randrange(count // 9), day))
        else:
            found.append(report(f"a{i:03}", draw.randrange(count // 3), draw.randrange(3), day, fetched))
    return found
