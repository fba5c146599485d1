"""`newsfold export`: every format read back by other software, files that appear whole, rows streamed."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.commands.ground import Run, peaks


def test_all_formats_have_the_same_rows(run_command: Run, tmp_path: Path) -> None:
    for name in ("a.parquet", "a.jsonl", "a.csv"):
        code, out, err = run_command("export", "articles", "--to", str(tmp_path / name))
        assert (code, out, err) == (0, f"2 rows in {tmp_path / name}\n", "")
    titles = sorted(pq.read_table(tmp_path / "a.parquet")["title"].to_pylist())
    lines = (tmp_path / "a.jsonl").read_text().splitlines()
    assert sorted(json.loads(line)["title"] for line in lines) == titles
    with (tmp_path / "a.csv").open(newline="") as file:
        assert sorted(row["title"] for row in csv.DictReader(file)) == titles
    assert [path.name for path in sorted(tmp_path.glob(".*.part"))] == []


def test_a_query_is_exported_too(run_command: Run, tmp_path: Path) -> None:
    file = tmp_path / "rows"
    assert run_command("export", "select 1 as one", "--to", str(file), "--format", "jsonl")[0] == 0
    assert file.read_text() == '{"one": 1}\n'


def test_for_a_spreadsheet_formulas_are_text(run_command: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    run_command("export", "select title from articles where article_id = 'aa11'", "--to", str(file), "--spreadsheet")
    assert file.read_bytes() == b"\xef\xbb\xbftitle\n'=Lamp lit\n"


def test_a_graph_has_its_nodes_and_the_attributes_of_its_edges(run_command: Run, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    file, sql = tmp_path / "g.graphml", "select 'a<b' as one, 'c' as two, 3 as texts, cast(null as double) as hours"
    assert run_command("export", sql, "--to", str(file))[0] == 0
    space = "{http://graphml.graphdrawing.org/xmlns}"
    graph = ElementTree.parse(file).getroot()
    assert [node.get("id") for node in graph.iter(f"{space}node")] == ["a<b", "c"]
    (edge,) = graph.iter(f"{space}edge")
    assert (edge.get("source"), edge.get("target")) == ("a<b", "c")
    assert [(data.get("key"), data.text) for data in edge] == [("texts", "3")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["articles", "--to", "a.xyz"], "the format is not clear from a.xyz"),
        (["nothing", "--to", "a.csv"], "nothing"),
        (["articles", "--to", "nowhere/a.csv"], "nowhere is no folder"),
        (["articles", "--to", "a.jsonl", "--spreadsheet"], "--spreadsheet is about CSV"),
        (["articles", "--to", "a.csv", "--since", "nope"], "nope is no run"),
        (["stories", "--to", "a.csv", "--since", "nope"], "--since is about articles"),
        (["articles", "--to", "news.duckdb", "--format", "csv"], "is the name of a warehouse"),
        (["select 1 as a", "--to", "a.graphml"], "GraphML needs two columns"),
        (["select cast('x' as int) from articles", "--to", "kept.csv"], "Could not convert"),
    ],
)
def test_mistakes_are_one_line_and_change_no_file(
    run_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept.csv").write_text("mine")
    code, out, err = run_command("export", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert message in err
    assert [path.name for path in tmp_path.iterdir() if path.is_file() and path.suffix != ".duckdb"] == ["kept.csv"]
    assert (tmp_path / "kept.csv").read_text() == "mine"


def test_a_query_that_needs_memory_has_it(run_command: Run, tmp_path: Path) -> None:
    sql = "select repeat('x', 1000) || range as text from range(200000) order by text desc"
    assert run_command("export", sql, "--to", str(tmp_path / "x.parquet"))[0] == 0
    assert pq.read_metadata(tmp_path / "x.parquet").num_rows == 200_000


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "csv"])
def test_rows_are_streamed(warehouse: Path, tmp_path: Path, ending: str) -> None:
    """The peak for many rows is that for few, and a bit: they would be 150 MB."""
    words = ["--to", str(tmp_path / f"x.{ending}"), "--warehouse", str(warehouse)]
    few, many = peaks("export", *words)
    assert many - few < 75_000  # kB
