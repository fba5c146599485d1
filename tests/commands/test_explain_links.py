"""Why two articles are, or are not, linked: scores and thresholds, chains, shared terms, numbers that differ."""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.commands.explain import fetch_article
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
    root = tmp_path_factory.mktemp("links")
    (root / "raw").mkdir()
    rows = [
        {"id": name, "title": title, "text": text, "url": f"https://{name}.example/a", "published_at": "2024-03-05"}
        for name, (title, text) in TEXTS.items()
    ]
    (root / "raw" / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    settings = Settings(raw=root / "raw", warehouse=root / "news.duckdb", workers=1, threads=1)
    assert whole_run(settings, "run1") is not None
    return root / "news.duckdb"


def explained(warehouse: Path, left: str, right: str) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ids = dict(connection.execute("select record_id, article_id from article_records").fetchall())
        articles = [fetch_article(connection, ids[name]) for name in (left, right)]
        return "\n".join(comparison_lines(connection, *articles))


def test_a_pair_is_shown_with_threshold_and_evidence(warehouse: Path) -> None:
    text = explained(warehouse, "pier", "pier-again")
    assert "same cluster" in text.splitlines()[0]
    assert "(clusters merge at a mean of 0.58 or more)" in text
    assert "  +" in text
    assert "covered_shorter = " in text


def test_articles_of_one_story_share_terms(warehouse: Path) -> None:
    text = explained(warehouse, "pier", "pier-retold")
    assert "are linked: same_event, score " in text
    assert "share: " in text
    assert "Ellery" in text.partition("share: ")[2].splitlines()[0]
    assert "similarity as one event  0." in text
    assert "stories are merged at a mean of 0.086 or more" in text


def test_two_fillings_of_a_template_are_explained(warehouse: Path) -> None:
    text = explained(warehouse, "sunday", "monday")
    assert "different cluster" in text
    assert "two fillings of one template" in text


def test_unrelated_articles_are_explained(warehouse: Path) -> None:
    text = explained(warehouse, "sunday", "pier")
    assert "no pair: they share too little" in text
    assert "their score now is 0." in text
    assert "clusters merge at a mean of 0.58 or more" in text
    assert "similarity as one event  -0." in text or "similarity as one event  0.0" in text


def test_a_chain_shows_each_score() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table articles (article_id varchar, cluster_id varchar)")
        connection.execute("insert into articles values ('a', 'c'), ('b', 'c'), ('d', 'c')")
        connection.execute(
            "create table duplicate_pairs as from (values ('a', 'b', 'near', 'text', 0.9), ('b', 'd', 'near', 'text',"
            " 0.7), ('a', 'd', 'near', 'text', 0.4)) t(left_article_id, right_article_id, relation, origin, score)"
        )
        left, right = ({"article_id": name, "cluster_id": "c"} for name in ("a", "d"))
        assert list(cluster_chain(connection, left, right)) == [
            "connected through        a → b → d",
            "  a and b: near, score 0.900",
            "  b and d: near, score 0.700",
        ]
