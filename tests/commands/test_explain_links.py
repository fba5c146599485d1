"""Why articles are, or are not, linked: scores, chains, shared terms, numbers that differ; clusters and stories."""

import io
import json
import re
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import main
from pipelines.commands import terminal
from pipelines.commands.explain import fetch_article
from pipelines.commands.explain_decision import cluster_reasons
from pipelines.commands.explain_links import Compared, cluster_chain
from pipelines.commands.explain_reasons import copy_reasons
from pipelines.commands.explain_texts import comparison_lines
from pipelines.core.matching.pairs.explain import weigh
from pipelines.core.matching.pairs.features import NAMES
from pipelines.core.matching.pairs.themes import THEMES
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
    "harbour": (
        "Sturm schließt Mole in Port Ellery",
        "Die Mole von Port Ellery bleibt bis Freitag gesperrt, teilte das Hafenamt am Dienstag mit, nachdem ein Sturm"
        " elf Bohlen vom Steg gerissen hatte. Zwei Trupps arbeiten in Schichten, verletzt wurde niemand.",
    ),
    "headline": ("Pier shut", None),
    "lamp": ("Lamp lit", "The keeper lit the lamp on the mole at nine, as his father had done, and walked home alone."),
    "mast": ("Mast set", "A crane set the new mast of the schooner Aldina upon its step while the choir sang a psalm."),
    "fog": ("Fog", "Fog lay over the marsh until noon, so that the geese stayed where they were and nobody shot one."),
}
RULES = (
    "must_join,cluster,https://lamp.example/a,https://mast.example/a,told by the editor\n"
    "must_not_join,story,https://lamp.example/a,https://fog.example/a,two days\n"
    "must_join,story,https://sunday.example/a,https://monday.example/a,one series\n"
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("links")
    (root / "raw").mkdir()
    rows = [
        {"id": name, "title": title, "text": text, "url": f"https://{name}.example/a", "published_at": "2024-03-05"}
        for name, (title, text) in TEXTS.items()
    ]
    lines = [json.dumps(row) for row in rows]
    (root / "raw" / "_overrides.csv").write_text(RULES)
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
    members, held = text.partition("What holds it together")[::2]
    assert code == 0
    assert ("pier.example" in members, "pier-again.example" in members, "sunday" in members) == (True, True, False)
    assert "stands for the cluster" in members
    assert "1 and 2  ██████████ " in held.partition("What nearly came in")[0]


def test_a_story_is_shown_with_its_timeline_and_links(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, group_of(warehouse, "story_id"))
    timeline, links = text.partition("What holds it together")[::2]
    assert code == 0
    assert [name in timeline for name in ("pier.example", "pier-retold.example", "monday.example")] == [
        True,
        True,
        False,
    ]
    assert "eleven" in links or "Ellery" in links
    assert "1 and 2  same event" in links
    assert "What nearly came in" in links


def test_a_rejected_record_says_why_and_what_to_do(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, f"rows.jsonl#{len(TEXTS)}")
    assert code == 0
    assert text.startswith(f"rows.jsonl#{len(TEXTS)} was rejected: bad_json\n  {REASONS['bad_json']}\n")


def test_a_file_says_what_was_rejected_beside_its_first_article(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = shown(warehouse, capsys, "rows.jsonl")
    assert code == 0
    assert text.startswith("article_id  ")
    assert f"\n\nrows.jsonl#{len(TEXTS)} was rejected: bad_json\n" in text


def test_the_same_article_twice_is_said_to_be_so(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, "https://pier.example/a", "rows.jsonl#0")
    assert (code, "both are the same article" in text) == (2, True)


def section(text: str, head: str) -> list[str]:
    """The lines below a heading."""
    return text.partition(f"\n{head}\n")[2].partition("\n\n")[0].splitlines()


@pytest.mark.parametrize(
    ("left", "right", "decision", "copies", "story"),
    [
        ("pier", "pier-again", "copies of one text", "Their texts make it likely.", "Copies of one text always are."),
        ("pier", "pier-retold", "no copies of one text", "They share", "What they tell is alike enough."),
        ("pier", "mast", "neither copies", "They share no four words in a row.", "What they tell is not alike enough."),
        ("pier", "harbour", "neither copies", "They share no", "They are in different languages, en and de;"),
        ("headline", "pier", "", "A has no text, and copies are found by their texts.", ""),
        ("lamp", "mast", "copies of one text", "A person decided it, in line 1", "Copies of one text always are."),
        ("fog", "lamp", "neither copies", "A person decided it, in line 2", "A person decided it, in line 2 of"),
        ("sunday", "monday", "but tell one story", "They are two fillings of one template:", "A person decided it, in"),
    ],
)  # fmt: skip
def test_the_decision_comes_first_and_then_its_reasons(
    warehouse: Path, left: str, right: str, decision: str, copies: str, story: str
) -> None:
    text = explained(warehouse, left, right)
    are_copies, are_story = (decision == "copies of one text", decision[:2] != "ne")
    assert text.startswith("A and B are ") and decision in text.splitlines()[0]
    assert section(text, f"Why they are {'' if are_copies else 'no '}copies")[0].strip().startswith(copies)
    if story:
        assert section(text, f"Why they are {'' if are_story else 'not '}one story")[0].strip().startswith(story)
    assert not re.search(r"log odds|_shorter|_longer|\x1b", text)
    assert [line for line in text.splitlines() if len(line) > 120] == []


def test_a_line_of_the_overrides_is_quoted(warehouse: Path) -> None:
    text = " ".join(explained(warehouse, "lamp", "mast").split())
    assert f"in line 1 of the overrides: {RULES.splitlines()[0]} likelihood by their texts alone" in text


def test_reasons_say_what_is_shared_and_what_differs(warehouse: Path) -> None:
    text = explained(warehouse, "pier", "pier-again")
    assert "  for      strongly  " in text and "  against  " not in text
    shared = section(text, "In common")
    assert shared[0].startswith("  of the shorter text, A   ████████████████████  ")
    assert "words in a row, words 1 to " in shared[2]
    assert section(text, "Different") == [
        "  publisher  A: pier.example; B: pier-again.example",
        "  day        the same, 2024-03-05",
        "  numbers    none that only one of them has",
        "  names      none that only one of them has",
    ]


def test_what_differs_is_listed(warehouse: Path) -> None:
    differs = "\n".join(section(explained(warehouse, "sunday", "monday"), "Different"))
    assert "numbers    only in A: Sunday, 12, 20, 60, 3, 15" in differs


def test_a_story_names_the_words_that_both_have(warehouse: Path) -> None:
    story = "\n".join(section(explained(warehouse, "pier", "pier-retold"), "Why they are one story"))
    assert "telling words that both have: " in story and "Ellery" in story


def test_numbers_are_shown_with_details(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = shown(warehouse, capsys, "https://pier.example/a", "https://pier-again.example/a", "--details")
    assert code == 0
    assert "covered_shorter = " in text and "log odds" in text and "clusters merge at a mean of 0.58" in text


def test_each_feature_of_the_score_has_a_theme_and_each_theme_a_sentence(warehouse: Path) -> None:
    assert sorted(name for names in THEMES.values() for name in names) == sorted(NAMES)
    found = weigh(PIER, TEXTS["pier-again"][1])
    assert len({reason.text for reason in copy_reasons(found)}) == len(THEMES)


def test_an_encoding_without_bars_gets_ascii(warehouse: Path) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    terminal.adapt([out])
    out.write(explained(warehouse, "pier", "harbour"))
    out.seek(0)
    text = out.read()
    assert "...................." in text and "schlie\\xdft" in text and "---+---" in text


def test_a_chain_shows_each_score() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table articles (article_id varchar, cluster_id varchar)")
        connection.execute("insert into articles values ('a', 'c'), ('b', 'c'), ('d', 'c')")
        connection.execute(
            "create table duplicate_pairs as from (values ('a', 'b', 'near', 'text', 0.9), ('b', 'd', 'near', 'text',"
            " 0.7), ('a', 'd', 'near', 'text', 0.4)) t(left_article_id, right_article_id, relation, origin, score)"
        )
        left, right = ({"article_id": name, "cluster_id": "c", "text_hash": name} for name in ("a", "d"))
        chain = cluster_chain(connection, left, right)
        compared = Compared(left, right, None, [], [], None, chain, [])
        assert list(cluster_reasons(compared)) == [
            "Why they are copies",
            "  Their texts alone would not make them copies; other copies hold them together:",
            "    a → b: likelihood 90%",
            "    b → d: likelihood 70%",
        ]
