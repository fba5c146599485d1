"""`newsfold query`: forms of output, where a query comes from, mistakes in it, and what it may not do."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.ground import Run, peaks


def test_a_query_prints_a_table_without_control_characters(run_command: Run) -> None:
    code, out, _ = run_command("query", "select article_id, title from articles order by 1")
    assert code == 0
    assert out.splitlines()[0].split() == ["article_id", "title"]
    assert "(2 rows)" in out
    assert "\x1b" not in out


def test_csv_prints_values_as_they_are(run_command: Run) -> None:
    sql = "select title, authors, is_representative from articles where article_id = 'aa11'"
    _, out, _ = run_command("query", sql, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(out)))["title"] == "=Lamp lit"


def test_lists_in_csv_are_json(run_command: Run) -> None:
    sql = "select ['a', 'b,c'] as names, true as is_it, null as nothing, {'x': [1]} as nested"
    _, out, _ = run_command("query", sql, "--format", "csv")
    row = next(csv.DictReader(io.StringIO(out)))
    assert (json.loads(row["names"]), row["is_it"], row["nothing"], row["nested"]) == (
        ["a", "b,c"], "true", "", '{"x": [1]}',
    )  # fmt: skip


def test_json_prints_one_row_per_line(run_command: Run) -> None:
    _, out, _ = run_command("query", "select article_id, word_count from articles order by 1", "--format", "json")
    assert [json.loads(line) for line in out.splitlines()] == [
        {"article_id": "aa11", "word_count": 16},
        {"article_id": "bb22", "word_count": 16},
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "select nothing from nowhere",
        "selec",
        "delete from articles",
        "create table mine (x int)",
        "select * from read_csv('/etc/passwd')",
        "attach '/tmp/other.duckdb'",
        "copy articles to '/tmp/out.csv'",
        "set enable_external_access = true",
    ],
)
def test_a_query_can_only_read_the_warehouse(run_command: Run, sql: str) -> None:
    code, out, err = run_command("query", sql)
    assert (code, out) == (2, "")
    assert err.startswith("newsfold: ")
    assert len(err.splitlines()) == 1


def test_a_query_comes_from_a_file_or_from_standard_input(
    run_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "-- all of them\nselect count(*) as n\nfrom articles\n"
    (tmp_path / "q.sql").write_text(f"\ufeff{sql}")
    monkeypatch.setattr("sys.stdin", io.StringIO(sql))
    for words in (["--file", str(tmp_path / "q.sql")], ["-"], [sql]):
        assert run_command("query", *words, "--format", "jsonl") == (0, '{"n": 2}\n', "")


def test_a_query_is_given_once(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.sql").write_text(" \n")
    (tmp_path / "latin.sql").write_bytes(b"select '\xe9'")
    for words, message in (
        ([], "give one query"),
        (["select 1", "--file", "q.sql"], "give one query"),
        (["--file", str(tmp_path / "gone.sql")], "can't be read: No such file"),
        (["--file", str(tmp_path / "empty.sql")], "the query is empty"),
        (["--file", str(tmp_path / "latin.sql")], "is not UTF-8"),
    ):
        code, out, err = run_command("query", *words)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert message in err


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        ("select 1 form articles x y", "(line 1: select 1 form ^articles x y)"),
        ("select\n  title,\n  nope\nfrom articles", "(line 3: ^nope)"),
        (f"select {'1, ' * 100}nope from articles", "^nope from articles)"),
    ],
)
def test_a_mistake_in_a_query_is_marked_with_a_caret(run_command: Run, sql: str, place: str) -> None:
    code, _, err = run_command("query", sql)
    assert (code, len(err.splitlines())) == (2, 1)
    assert place in err


LATE = (
    "select case when range = 25000 then cast('x' || range as int) else range end as r, repeat('x', 1000) as text"
    " from range(30000)"
)


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
def test_an_error_after_the_first_rows_is_one_line_too(run_command: Run, form: str) -> None:
    code, out, err = run_command("query", LATE, "--format", form)
    assert (code, len(err.splitlines())) == (2, 1)
    assert err.startswith("newsfold: Conversion Error: Could not convert string 'x25000'")
    assert len(out.splitlines()) > 1_000


@pytest.mark.parametrize(("form", "shown"), [("table", b"F\\xe4hre -"), ("csv", "Fähre —".encode())])
def test_data_is_utf8_and_a_table_what_the_terminal_can_show(warehouse: Path, form: str, shown: bytes) -> None:
    words = ["query", "select 'Fähre —' as name", "--format", form, "--warehouse", str(warehouse)]
    command = [sys.executable, "-c", "from pipelines.cli import script; script()", *words]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert shown in done.stdout


def test_rows_are_streamed(warehouse: Path) -> None:
    """The peak for many rows is that for few, and a bit: they would be 150 MB."""
    few, many = peaks("query", "--format", "jsonl", "--warehouse", str(warehouse))
    assert many - few < 75_000  # kB


def test_a_query_that_needs_more_memory_gets_it(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.commands.query.MEMORY_LIMIT", "3MB")
    sql = "select length(list(repeat('x', 1000) || range)[1]) as n from range(20000)"
    assert run_command("query", sql, "--format", "csv") == (0, "n\n1001\n", "")


def test_a_table_keeps_the_widths_of_its_first_rows(run_command: Run) -> None:
    _, out, _ = run_command("query", "select range as n from range(3000)")
    lines = out.splitlines()
    assert lines[:2] == ["n", "----"]
    assert (len(lines), lines[-1]) == (3003, "(3000 rows)")
