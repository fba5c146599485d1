"""Copies through the engine: any split and order of arrival gives the partition of one run, whatever grams weigh."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from benchmarks import near_misses, templates
from pipelines.core.matching import gram_weights
from pipelines.settings import Settings
from pipelines.steps.copies import copies, touched_grams
from tests.marks import numbers, slow
from warehouse import catalog, contracts
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import Engine, RunStamp

SETTINGS = Settings(raw=Path("raw"), warehouse=Path("news.duckdb"))
STEMS = ("ka", "lo", "mi", "nu", "po", "ra", "se", "ti", "vu", "wo")
WORDS = [a + b for a in STEMS for b in ("den", "fal", "gor", "him", "jun", "kel")]
EXTRA = [a + b for a in WORDS[:30] for b in ("ish", "or", "an")]

Article = dict[str, Any]


def sentence(rng: random.Random, length: int) -> str:
    return " ".join(rng.choice(WORDS + EXTRA) for _ in range(length)).capitalize() + "."


def article(number: int, text: str, publisher: str | None = None, day: int = 0, title: str | None = None) -> Article:
    return {"id": f"a{number:03}", "text": text, "publisher": publisher, "day": day, "title": title}


def corpus(seed: int) -> list[Article]:
    """Groups of copies, one text many times, and boilerplate of one publisher that others then print too."""
    rng = random.Random(seed)
    lines = [sentence(rng, 30) for _ in range(3)]
    texts: list[tuple[str, str | None, int]] = []
    for family in range(12):
        base = [sentence(rng, 14) for _ in range(5)]
        for copy in range(rng.choice((1, 1, 2, 4))):
            kept = base[: rng.randint(3, 5)] if copy else base
            texts.append((" ".join(kept), f"p{rng.randrange(4)}", family))
    for number in range(30):  # boilerplate of one publisher, until others print it too
        publisher = "one" if number < 15 else f"q{number}"
        texts.append((f"{lines[number % 3]} {sentence(rng, 25)}", publisher, number * 7))
    same = sentence(rng, 40)
    texts += [(same, None, 0)] * 5
    return [article(number, *rest) for number, rest in enumerate(texts)]


def begin(is_full: bool = False, kind: type[DuckDBEngine] = DuckDBEngine) -> DuckDBEngine:
    """The engine of a run on empty tables, in memory: a build takes as long as the steps."""
    connection = duckdb.connect(config={"threads": "1"})
    connection.execute("set timezone = 'UTC'")
    for database in contracts.ATTACHED:
        contracts.create_empty(connection, database)
    contracts.create_schemas(connection)
    lasting = catalog.lasting_tables()
    for name in (name for name in catalog.in_order(lasting) if name in lasting):
        view = f"create view {name} as {catalog.models()[name].sql}" if lasting[name].is_view else ""
        connection.execute(view or lasting[name].bare_ddl)
    return kind(connection, RunStamp("run1", datetime(2026, 1, 1, tzinfo=UTC), is_full))


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def give(engine: Engine, articles: Iterable[Article]) -> None:
    """Put articles where a run finds them: rows in staging, bodies in work."""
    given = list(articles)
    keys = {"article_id": [a["id"] for a in given], "record_key": [a["id"] for a in given]}
    hashes = {name: [text_hash(a["text"]) for a in given] for name in ("content_hash", "text_hash")}
    many = len(given)
    rows = pa.table(
        {
            **keys, **hashes,
            "version": pa.array([1] * many, pa.int32()), "text_completeness": pa.array(["full"] * many),
            "word_count": pa.array([1] * many, pa.int32()), "title": pa.array([a["title"] for a in given], pa.string()),
            "publisher_id": pa.array([a["publisher"] for a in given], pa.string()),
            "published_date": pa.array([date(2025, 1, 1) + timedelta(days=a["day"]) for a in given], pa.date32()),
            "first_ingested_at": pa.array([engine.run.started_at] * many, pa.timestamp("us", "UTC")),
        }
    )  # fmt: skip
    engine.delete_matching("staging.current_articles", rows.select(["article_id"]))
    engine.append("staging.current_articles", rows)
    bodies = [a["text"] for a in given]
    texts = {"body": bodies, "word_count": pa.array([len(body.split()) for body in bodies], pa.int32())}
    engine.append("work.texts", pa.table({**keys, **hashes, **texts}))
    engine.create_scratch("scope_current_articles", pa.table({"article_id": keys["article_id"]}))


def copied(engine: Engine) -> int:
    """One run's work; returns how many grams changed their weight."""
    counts = copies(engine, SETTINGS)
    engine.build("work.scope_duplicate_clusters")
    engine.build("main.duplicate_clusters")
    return counts["reweighted_grams"]


def partition(engine: Engine) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for article_id, cluster_id in engine.rows("select article_id, cluster_id from dedup.cluster_members"):
        groups[cluster_id].add(article_id)
    return {frozenset(group) for group in groups.values()}


def state(engine: Engine) -> Any:
    """All that must not depend on arrival: clusters, pairs by their texts, stop grams, representatives."""
    pairs = (
        "select l.text_hash, r.text_hash, p.score, p.passage_words from dedup.text_pairs p"
        " join dedup.texts l on p.left_text_no = l.text_no join dedup.texts r on p.right_text_no = r.text_no"
    )
    stop_grams = "select hash, text_count, publisher_count, is_boilerplate from dedup.cut_grams"
    clusters = "select representative_article_id, article_count, publisher_count from main.duplicate_clusters"
    return partition(engine), *(sorted(engine.rows(sql)) for sql in (pairs, stop_grams, clusters))


@pytest.fixture(params=["looked up", "filtered by range", *slow(["filtered"])])
def each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Posting lists are read in each way, however few the texts are."""
    if request.param != "looked up":
        monkeypatch.setattr(touched_grams, "MAX_LOOKED_UP", 0)
    if request.param == "filtered by range":
        monkeypatch.setattr(touched_grams, "GRAMS_PER_RANGE", 200)


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    made = begin()
    yield made
    made.connection.close()


def at_once(articles: list[Article]) -> Any:
    return in_steps([articles])[0]


def in_steps(steps: list[list[Article]], is_full: bool = False) -> tuple[Any, int]:
    """The state after several runs, and how many grams changed their weight on the way after the first."""
    engine, reweighted = begin(is_full), 0
    for number, step in enumerate(steps):
        give(engine, step)
        changed = copied(engine)
        reweighted += changed if number else 0
    found = state(engine)
    engine.connection.close()
    return found, reweighted


@pytest.mark.usefixtures("each_way")
@pytest.mark.parametrize("seed", numbers(1, 15, 50))
def test_any_split_and_order_gives_the_same(seed: int) -> None:
    articles = corpus(seed)
    expected = at_once(articles)
    rng = random.Random(seed)
    shuffled = rng.sample(articles, len(articles))
    cuts = sorted(rng.sample(range(1, len(articles)), 3))
    steps = [shuffled[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
    assert in_steps(steps)[0] == expected


@pytest.mark.usefixtures("each_way")
def test_grams_that_become_common_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups of copies, and spreading lines, pass the number of texts from which a gram counts a quarter."""
    monkeypatch.setattr(gram_weights, "COMMON_DF", 3)
    articles = corpus(11)
    shuffled = random.Random(11).sample(articles, len(articles))
    found, reweighted = in_steps([shuffled[:20], shuffled[20:45], shuffled[45:]])
    assert reweighted >= 20
    assert found == at_once(articles)


@pytest.mark.usefixtures("each_way")
def test_stop_grams_that_count_again_leave_no_trace() -> None:
    """Lines of one publisher are stop grams at first; then others print them, and their pairs are sought."""
    articles = corpus(7)
    recurring = [a for a in articles if a["publisher"] == "one"]
    others = [a for a in articles if a["publisher"] != "one"]
    found, reweighted = in_steps([recurring, others])
    assert reweighted >= 20
    assert found == at_once(articles)


@pytest.mark.usefixtures("each_way")
def test_grams_that_become_stop_grams_leave_no_trace() -> None:
    """Lines of one publisher make pairs at first, until there are too many of them."""
    articles = [a for a in corpus(7) if not str(a["publisher"]).startswith("q")]
    recurring = [a for a in articles if a["publisher"] == "one"]
    others = [a for a in articles if a["publisher"] != "one"]
    found, reweighted = in_steps([others + recurring[:6], recurring[6:]])
    assert reweighted >= 20
    assert found == at_once(articles)


def test_a_full_run_equals_the_sum_of_increments() -> None:
    articles = corpus(3)
    assert in_steps([articles[:20], articles], is_full=True)[0] == at_once(articles)


def test_an_article_that_changes_its_text_leaves_its_cluster(engine: DuckDBEngine) -> None:
    rng = random.Random(1)
    text = " ".join(sentence(rng, 14) for _ in range(4))
    give(engine, [article(1, text), article(2, text[:-20]), article(3, sentence(rng, 40))])
    copied(engine)
    assert frozenset({"a001", "a002"}) in partition(engine)
    give(engine, [article(2, sentence(rng, 50))])
    copied(engine)
    assert partition(engine) == {frozenset({"a001"}), frozenset({"a002"}), frozenset({"a003"})}
    assert engine.count("dedup.texts") == 3


def test_one_text_many_times_is_a_star(engine: DuckDBEngine) -> None:
    text = sentence(random.Random(2), 60)
    give(engine, [article(n, text) for n in range(300)])
    copied(engine)
    assert engine.rows("select count(*), count(distinct left_article_id) from dedup.article_pairs") == [(299, 1)]
    assert engine.rows("select article_count from main.duplicate_clusters") == [(300,)]


def test_passages_occur_in_both_texts(engine: DuckDBEngine) -> None:
    articles = corpus(5)
    give(engine, articles)
    copied(engine)
    rows = engine.rows(
        "select lb.body, rb.body, left_passage_start, left_passage_length, right_passage_start, right_passage_length"
        " from dedup.text_pairs join dedup.texts l on left_text_no = l.text_no"
        " join dedup.texts r on right_text_no = r.text_no"
        " join staging.text_bodies lb on l.text_hash = lb.text_hash"
        " join staging.text_bodies rb on r.text_hash = rb.text_hash where passage_words > 0"
    )
    assert rows
    for left, right, a, b, c, d in rows:
        assert left[a : a + b].lower().split() == right[c : c + d].lower().split()


def test_texts_without_words_and_in_other_scripts(engine: DuckDBEngine) -> None:
    chinese = "新华社北京电 今天上午港口办公室宣布渡轮在黎明时分搁浅 所有乘客已经安全撤离 没有人员受伤 调查正在进行"
    odd = ["...", "🙂", "one", chinese, chinese.replace("黎明", "清晨") + " 完"]
    give(engine, [article(n, text) for n, text in enumerate(odd)])
    copied(engine)
    assert frozenset({"a003", "a004"}) in partition(engine)
    assert len(partition(engine)) == 4


def test_ids_outlive_growth(engine: DuckDBEngine) -> None:
    rng = random.Random(4)
    text = " ".join(sentence(rng, 14) for _ in range(5))
    give(engine, [article(5, text)])
    copied(engine)
    before = engine.rows("select cluster_id from dedup.cluster_members")
    give(engine, [article(1, text[: len(text) * 3 // 4])])
    copied(engine)
    assert engine.rows("select distinct cluster_id from dedup.cluster_members") == before


def test_templates_of_different_days_are_no_copies(engine: DuckDBEngine) -> None:
    """Pages of one template, few enough that no gram is common, and true copies of some."""
    rows = list(templates.articles(400, seed=3))
    texts = {f"a{number:03}": row for number, row in enumerate(rows)}
    give(engine, [article(number, row["text"], row["publisher"], number) for number, row in enumerate(rows)])
    copied(engine)
    clusters = {frozenset(texts[a]["cluster"] for a in group) for group in partition(engine)}
    assert all(len(cluster) == 1 for cluster in clusters)
    assert len(clusters) >= 0.95 * len(partition(engine))


@pytest.mark.parametrize("code", ["en", "de", "es", "fr", "pl", "ru", "ar", "tr", "zh", "ja"])
def test_a_standing_text_is_one_article_under_each_title(engine: DuckDBEngine, code: str) -> None:
    """And a brief that outlets print under titles of their own is one, whichever words of it these take up."""
    rng = random.Random(code)
    voice = near_misses.Voice(code, rng)
    offer, brief = voice.paragraph(rng.randint(15, 80), 0), voice.paragraph(60)
    titles = [voice.punctuated([voice.name() for _ in range(6)]) for _ in range(4)]
    taken = brief.split() if code not in near_misses.UNSPACED else [brief[i : i + 4] for i in range(0, 40, 4)]
    called = [voice.punctuated(rng.sample([word for word in taken if len(word) > 3], 5)) for _ in range(3)]
    articles = [article(n, offer, f"p{n % 2}", n, title) for n, title in enumerate([*titles, titles[0].upper()])]
    articles += [article(10 + n, brief, f"p{n}", n, title) for n, title in enumerate([*called, None])]
    expected = {frozenset({"a000", "a004"}), frozenset({"a010", "a011", "a012", "a013"})}
    expected |= {frozenset({f"a00{n}"}) for n in (1, 2, 3)}
    give(engine, articles[:1] + articles[6:])
    copied(engine)
    give(engine, articles[1:6])
    copied(engine)
    assert partition(engine) == expected


def test_an_article_with_a_standing_text_that_changes_its_title_changes_its_cluster(engine: DuckDBEngine) -> None:
    offer = "This story is for subscribers. Sign in, or take out a subscription, to read on from here."
    give(engine, [article(1, offer, title="Nettle dumplings"), article(2, offer, title="Plane trees dying")])
    copied(engine)
    assert len(partition(engine)) == 2
    give(engine, [article(2, offer, title="Nettle Dumplings")])
    copied(engine)
    assert len(partition(engine)) == 1
