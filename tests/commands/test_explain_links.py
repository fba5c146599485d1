"""Why articles are, or are not, linked: scores, chains, shared terms, numbers that differ; clusters and stories."""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import main
from pipelines.commands.explain import fetch_article
from pipelines.commands.explain_links import cluster_chain
from pipelines.commands.explain_texts import comparison_lines
from pipelines.core.reasons import REASONS
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
    lines = [json.dumps(row) for row in rows]
    (root / "raw" / "rows.jsonl").write_text("\n".join([*lines, '{"title": "cut of', ""]), encoding="utf-8")
    settings = Settings(raw=root / "raw", warehouse=root / "news.duckdb", workers=1, threads=1)
    assert whole_run(settings, "run1") is not None
    return root / "news.duckdb"


def explained(warehouse: Path, left: str, right: str) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ids = dict(connection.execute("select record_id, article_id from article_records").fetchall())
        articles = [fetch_article(connection, ids[name]) for name in (left, right)]
        return "\n".join(comparison_lines(connection, *articles))


def shown(warehouse: Path, capsys: pytest.CaptureFixture[str], *names: str) -> tuple[int, str]:
    code = main(["explain", *names, "--warehouse", str(warehouse)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def group_of(warehouse: Path, column: str) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        sql = f"select {column} from articles inner join article_records using (article_id) where record_id = 'pier'"
        return str(connection.execute(sql).fetchall()[0][0])


def test_a_cluster_is_shown_with_its_members_and_what_nearly_came_in(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = shown(warehouse, capsys, group_of(warehouse, "cluster_id"))
    members, held = text.partition("what holds it together")[::2]
    assert code == 0
    assert ("pier.example" in members, "pier-again.example" in members, "sunday" in members) == (True, True, False)
    assert "stands for the cluster" in members
    assert "near" in held.partition("what nearly came in")[0]


def test_a_story_is_shown_with_its_timeline_and_links(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, group_of(warehouse, "story_id"))
    timeline, links = text.partition("what holds it together")[::2]
    assert code == 0
    assert [name in timeline for name in ("pier.example", "pier-retold.example", "monday.example")] == [
        True,
        True,
        False,
    ]
    assert "eleven" in links or "Ellery" in links
    assert "what nearly came in" in links


def test_a_rejected_record_says_why_and_what_to_do(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, f"rows.jsonl#{len(TEXTS)}")
    assert code == 0
    assert text.startswith(f"rows.jsonl#{len(TEXTS)} was rejected: bad_json\n  {REASONS['bad_json']}\n")


def test_the_same_article_twice_is_said_to_be_so(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, "https://pier.example/a", "rows.jsonl#0")
    assert (code, "both are the same article" in text) == (2, True)


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
