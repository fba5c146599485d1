"""The search index finds what reading every text would find, and an index kept up to date is that of a full run."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.matching.word_index import searched_form
from pipelines.settings import Settings
from pipelines.steps import search_index as step
from pipelines.steps.search_index import search_index
from tests.steps.many_machines import ManyMachines
from warehouse import catalog, contracts
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

ARTICLES = {
    "a1": ("Corran Bridge closed", "The ferry to Easthaven, the only one, starts on Monday."),
    "a2": ("A bridge for Corran?", "Nobody has seen the plans of the harbour-master."),
    "a3": ("Le musée rouvre", "Les verriers de l'Élan rouvrent samedi; la ville d'İzmir aussi."),
    "a4": (None, "東京都の橋は月曜日に開く。iPhone15を使う。"),
    "a5": ("ข่าวสะพาน", "สะพานใหม่เปิดวันจันทร์"),
    "a6": ("पुल बंद", "नया पुल सोमवार को खुलेगा"),
    "a7": ("Only a title: Corran", None),
    "a8": ("Numbers", "The bridge\n\ncorran, 1,500 feet; 2031_05"),
}
Articles = dict[str, tuple[str | None, str | None]]


class Ground:
    """Articles, and their index, in memory."""

    def __init__(self, kind: type[DuckDBEngine] = DuckDBEngine) -> None:
        self.kind = kind
        self.connection = duckdb.connect(config={"threads": "1"})
        self.connection.execute("set timezone = 'UTC'")
        for database in contracts.ATTACHED:
            self.connection.execute(f"attach ':memory:' as {database}")
        contracts.create_schemas(self.connection)
        ddl = catalog.tables()["main.articles"].bare_ddl.replace(" not null", "")
        self.connection.execute(ddl)
        self.connection.execute(ddl.replace("main.articles", "previous.articles"))
        for table in (*step.TABLES, "main.publishers", "work.run", "work.removed_records"):
            self.connection.execute(catalog.tables()[table].bare_ddl.replace(" not null", ""))
        for macro in contracts.MACROS_FOLDER.glob("articles_matching.sql"):
            self.connection.execute(macro.read_text(encoding="utf-8"))
        self.runs = 0

    def run(self, articles: Articles, is_full: bool = False, removed: Iterable[str] = ()) -> dict[str, int]:
        """A run after which these are the articles."""
        self.runs += 1
        connection, run_id = self.connection, f"run-{self.runs}"
        connection.execute("delete from previous.articles")
        connection.execute("insert into previous.articles select * from main.articles")
        connection.execute("delete from main.articles")
        for article_id, (title, body) in articles.items():
            connection.execute(
                "insert into main.articles (article_id, title, body, content_hash, changed_run_id)"
                " values (?, ?, ?, ?, ?)",
                [article_id, title, body, f"{title} {body}", run_id],
            )
        connection.execute("delete from work.run; delete from work.removed_records")
        connection.execute("insert into work.run (run_id) values (?)", [run_id])
        for article_id in removed:
            connection.execute("insert into work.removed_records values ('r', ?)", [article_id])
        engine = self.kind(connection, RunStamp(run_id, datetime(2031, 5, 2, tzinfo=UTC), is_full))
        return dict(search_index(engine, Settings(raw=Path("raw"), warehouse=Path("news.duckdb"))))

    def find(self, pattern: str) -> set[str]:
        found = self.connection.execute("select article_id from main.articles_matching(?)", [pattern]).fetchall()
        assert len(found) == len(set(found))
        return {article_id for (article_id,) in found}

    def postings(self) -> set[tuple[str, str]]:
        """(word, article) of the articles there are."""
        return set(
            self.connection.execute(
                "select words.word, indexed.article_id from search.postings"
                " cross join unnest(postings.article_nos) as held (article_no)"
                " inner join search.words using (word_no)"
                " inner join search.articles as indexed on held.article_no = indexed.article_no"
                " where indexed.article_id is not null"
            ).fetchall()
        )


KINDS = (DuckDBEngine, ManyMachines)


@pytest.fixture(scope="module", params=KINDS)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    made = Ground(request.param)
    made.run(ARTICLES)
    yield made
    made.connection.close()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("ferry", {"a1"}),
        ("FERRY", {"a1"}),
        ("ferry|musee", {"a1", "a3"}),
        ("ferry OR musée", {"a1", "a3"}),
        ("corran bridge", {"a1", "a2", "a8"}),
        ('"corran bridge"', {"a1"}),
        ('"bridge corran"', {"a8"}),
        ('"corran bridge" monday', {"a1"}),
        ('"corran bridge" nobody', set()),
        ('"corran bridge" nobody | "the plans"', {"a2"}),
        ('"corran bri"*', {"a1"}),
        ("harbour-master", {"a2"}),
        ("master-harbour", set()),
        ("verr*", {"a3"}),
        ("verr", set()),
        ("elan izmir", {"a3"}),
        ("l'élan", {"a3"}),
        ("東京", {"a4"}),
        ("京都", {"a4"}),
        ("東都", set()),
        ("橋", {"a4"}),
        ("月曜日", {"a4"}),
        ("月曜", {"a4"}),
        ("曜月日", set()),
        ("iphone15", {"a4"}),
        ("iPhone15を使う", {"a4"}),
        ("สะพาน", {"a5"}),
        ("पुल", {"a6"}),
        ("corran", {"a1", "a2", "a7", "a8"}),
        ("1,500", {"a8"}),
        ("2031_05", {"a8"}),
        ("of the harbour and", set()),
        ('"bridge closed the ferry"', set()),
        ('"the ferry to easthaven"', {"a1"}),
        ('"the ferry" "only one"', {"a1"}),
        ('"the ferry" "one only"', set()),
        ('"corran corran"', set()),
        ('"橋は 月曜日"', {"a4"}),
        ('"iphone15 を使う"', {"a4"}),
        ("'; drop table articles; --", set()),
        ("bridge %", {"a1", "a2", "a8"}),
    ],
)
def test_a_pattern_finds_words_starts_and_phrases(ground: Ground, pattern: str, found: set[str]) -> None:
    assert ground.find(pattern) == found


@pytest.mark.parametrize("pattern", ["", "   ", "!?", '""', "|", None])
def test_a_pattern_without_a_word_is_an_error(ground: Ground, pattern: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="there is no word"):
        ground.find(pattern)


def test_a_pattern_of_too_many_words_is_an_error(ground: Ground) -> None:
    assert ground.find(" ".join(["corran"] * 60)) == {"a1", "a2", "a7", "a8"}
    with pytest.raises(duckdb.InvalidInputException, match="more than 60 words"):
        ground.find(" ".join(["corran"] * 61))


def test_words_are_searched_in_the_form_in_which_they_are_stored() -> None:
    """Of all letters that NFKC keeps; a macro has no other normal forms than DuckDB's."""
    letters = (chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000)
    plain = [c for c in letters if c.isalpha() and unicodedata.normalize("NFKC", c) == c]
    found = (
        Ground()
        .connection.execute("select letter, search.fold(letter) from (select unnest(?) as letter)", [plain])
        .fetchall()
    )
    different = [letter for letter, folded in found if folded != searched_form(letter)]
    assert len(found) > 100_000
    assert len(different) < 300, different  # lower case that came with a later Unicode


WORDS = st.sampled_from(["pier", "Mill", "mill", "weir", "élan", "Elan", "東京", "1931", "a"])
BODIES = st.lists(WORDS, max_size=8).map(" ".join) | st.none()
STATES = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.tuples(BODIES, BODIES), max_size=4),
    min_size=1, max_size=4,
)  # fmt: skip


def has_phrase(articles: Articles, article_id: str, phrase: str) -> bool:
    """Whether the words of the phrase, or characters of a script without spaces, follow each other in title or body."""
    texts = [f" {' '.join(folded_words(part or ''))} " for part in articles[article_id]]
    return any(f" {' '.join(folded_words(phrase))} " in text for text in texts)


def folded_words(text: str) -> list[str]:
    return [searched_form(word) for word in re.findall(r"[東京]|\w+", text)]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STATES, st.sampled_from(["pier", "mill", "elan", "東京"]), st.sampled_from(["weir", "a", "mill", "東京"]))
def test_an_index_kept_up_to_date_is_that_of_a_full_run(states: list[Articles], one: str, other: str) -> None:
    """Whether it is made by this process or by flows."""
    kept, full = [Ground(kind) for kind in KINDS], Ground()
    for articles in states:
        for each in kept:
            each.run(articles)
    full.run(states[-1], is_full=True)
    for each in kept:
        assert each.postings() == full.postings()
        for pattern in (one, f"{one} | {other}", f"{one} {other}", f"{one[:2]}*", f'"{one} {other}"'):
            assert each.find(pattern) == full.find(pattern)
        assert each.find(f'"{one} {other}"') == {a for a in states[-1] if has_phrase(states[-1], a, f"{one} {other}")}


@pytest.mark.parametrize("kind", KINDS)
def test_only_new_titles_and_texts_are_indexed(kind: type[DuckDBEngine]) -> None:
    ground = Ground(kind)
    assert ground.run(ARTICLES)["articles_indexed"] == len(ARTICLES)
    changed: Articles = ARTICLES | {"a1": ("Corran Bridge open", ARTICLES["a1"][1]), "a9": ("New", "words")}
    assert ground.run(changed) == {"articles_indexed": 2, "new_words": 3}
    assert ground.find("closed") == set()
    assert ground.find('"bridge open"') == {"a1"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_out_is_in_no_row_of_the_index(kind: type[DuckDBEngine]) -> None:
    """Neither are the words of a text that the article had before."""
    ground = Ground(kind)
    ground.run({"a1": ("Secret pier", "Quoted name"), "a2": ("Mill", "Weir")})
    ground.run({"a1": ("Pier", "Nothing"), "a2": ("Mill", "Weir")})
    ground.run({"a2": ("Mill", "Weir")}, removed=["a1"])
    words = {word for (word,) in ground.connection.execute("select word from search.words").fetchall()}
    assert words == {"mill", "weir"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_index_is_made_anew_when_most_of_it_is_outdated(
    monkeypatch: pytest.MonkeyPatch, kind: type[DuckDBEngine]
) -> None:
    monkeypatch.setattr(step, "ARTICLES_PER_BATCH", 1)
    ground = Ground(kind)
    for number in range(8):
        ground.run({"a": (f"word{number}", None), "b": ("Mill", None)})
    assert ground.find("mill") == {"b"} and ground.find("word7") == {"a"} and ground.find("word6") == set()
    assert ground.connection.execute("select count(*) from search.words").fetchall()[0][0] < 8
