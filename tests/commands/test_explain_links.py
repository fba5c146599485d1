"""Why two articles are, or are not, one: scores beside thresholds, chains with theirs, terms, numbers that differ."""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.commands.explain import article
from pipelines.commands.explain_links import cluster_chain
from pipelines.commands.explain_texts import comparison_lines
from pipelines.settings import Settings
from tests.crash.sequence import whole_run

PIER = (
    "The north pier of Port Ellery stays closed until Friday, the harbour office said on Tuesday after a gale tore"
    " eleven planks from the walkway. Two crews are working in shifts. Ines Kaldor, who runs the office, said that the"
    " ferry to Orrin Head leaves from the fish quay meanwhile, and that nobody was hurt when the planks went."
)
WEATHER = (
    "{} weather: cloudy with a high near {} degrees. The office expects winds from the north at {} knots and a chance"
    " of rain of {} percent. Tonight it will be clear with a low around {} degrees, and {} tomorrow."
)
TEXTS = {
    "pier": ("Gale shuts pier at Port Ellery", PIER),
    "pier-again": ("Pier shut", f"{PIER} Fish was sold from vans on the quay."),
    "pier-retold": (
        "Port Ellery pier shut after gale",
        "Ines Kaldor of the harbour office at Port Ellery has shut the north pier: eleven planks were torn off by the"
        " gale, and ferries to Orrin Head sail from the fish quay. It should open on Friday.",
    ),
    "sunday": ("Weather", WEATHER.format("Sunday's", 12, 20, 60, 3, 15)),
    "monday": ("Weather", WEATHER.format("Monday's", 17, 5, 10, 8, 21)),
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ties")
    (root / "raw").mkdir()
    rows = [
        {"id": name, "title": title, "text": text, "url": f"https://{name}.example/a", "published_at": "2024-03-05"}
        for name, (title, text) in TEXTS.items()
    ]
    (root / "raw" / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    settings = Settings(raw=root / "raw", warehouse=root / "news.duckdb", workers=1, threads=1)
    assert whole_run(settings, "run1") is not None
    return root / "news.duckdb"


def told(warehouse: Path, left: str, right: str) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ids = dict(connection.execute("select record_id, article_id from article_records").fetchall())
        articles = [article(connection, ids[name]) for name in (left, right)]
        return "\n".join(comparison_lines(connection, *articles))


def test_a_pair_stands_beside_its_threshold_and_reasons(warehouse: Path) -> None:
    text = told(warehouse, "pier", "pier-again")
    assert "one cluster" in text.splitlines()[0]
    assert "(clusters join from a mean of 0.58 on)" in text
    assert "  +" in text
    assert "covered_shorter = " in text


def test_two_of_one_story_share_terms(warehouse: Path) -> None:
    text = told(warehouse, "pier", "pier-retold")
    assert "are linked: same_event, score " in text
    assert "share: " in text
    assert "Ellery" in text.partition("share: ")[2].splitlines()[0]
    assert "a story joins from a mean of 0.9055 on" in text


def test_two_fillings_of_a_template_say_so(warehouse: Path) -> None:
    text = told(warehouse, "sunday", "monday")
    assert "not one cluster" in text
    assert "two fillings of one template" in text


def test_two_that_have_nothing_in_common_say_so(warehouse: Path) -> None:
    text = told(warehouse, "sunday", "pier")
    assert "no pair: they share too little" in text
    assert "of the 0.58 that clusters join from" in text
    assert "not alike enough for one event" in text


def test_a_chain_names_each_score_on_the_way() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table articles (article_id varchar, cluster_id varchar)")
        connection.execute("insert into articles values ('a', 'c'), ('b', 'c'), ('d', 'c')")
        connection.execute(
            "create table duplicate_pairs as from (values ('a', 'b', 'near', 'text', 0.9), ('b', 'd', 'near', 'text',"
            " 0.7), ('a', 'd', 'near', 'text', 0.4)) t(left_article_id, right_article_id, relation, origin, score)"
        )
        left, right = ({"article_id": name, "cluster_id": "c"} for name in ("a", "d"))
        assert list(cluster_chain(connection, left, right)) == [
            "joined by way of         a → b → d",
            "  a and b: near, score 0.900",
            "  b and d: near, score 0.700",
        ]
