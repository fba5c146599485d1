"""The command line: exit codes, errors in one line, and no heavy imports before they are needed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import main
from pipelines.commands.explain_links import shortest_path
from pipelines.commands.explain_texts import shared_passages
from tests.commands.ground import Run
from warehouse import catalog
from warehouse.lock import WarehouseLocked
from warehouse.space import NoSpace


@pytest.mark.parametrize(
    "word", ["aa11", "https://lamp.example/aa11", "day.jsonl#0", "http://www.lamp.example/aa11?utm_source=x"]
)
def test_explain_finds_an_article_by_id_url_or_path(run_command: Run, word: str) -> None:
    code, out, _ = run_command("explain", word)
    assert code == 0
    assert "=Lamp lit" in out
    assert "* 0.90  row.title" in out


def test_explain_shows_the_method_and_confidence_of_a_value(run_command: Run) -> None:
    _, out, _ = run_command("explain", "aa11")
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert "publisher_name" in lines
    assert lines["canonical_url"].endswith("(by row.url, confidence 0.90)")
    assert lines["[1]"].endswith("day.jsonl#0")


def test_explain_marks_shared_passages(run_command: Run) -> None:
    code, out, _ = run_command("explain", "aa11", "bb22")
    assert code == 0
    assert out.startswith("A and B are no copies of one text, but tell one story.")
    assert "⟦1 The keeper lit the lamp" in out
    assert "\x1b" not in out


def test_explain_reports_an_unknown_id(run_command: Run) -> None:
    code, _, err = run_command("explain", "zz99")
    assert code == 2
    assert "nothing is known of 'zz99'" in err


def test_doctor_finds_nothing_wrong_with_a_healthy_warehouse(run_command: Run) -> None:
    code, out, _ = run_command("doctor")
    assert code == 0, out
    assert "every table matches its DDL" in out


def test_a_missing_warehouse_is_reported_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["query", "select 1", "--raw", str(tmp_path), "--warehouse", str(tmp_path / "none.duckdb")])
    assert code == 2
    assert "newsfold run" in capsys.readouterr().err


def test_compile_prints_all_models_or_the_chosen_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "main.publishers", "--dialect", "spark"]) == 0
    assert capsys.readouterr().out.startswith("-- main.publishers\n")
    assert main(["compile", "--dialect", "spark"]) == 0
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("-- ")]
    assert set(headings) >= {f"-- {name}" for name in catalog.models()}
    assert main(["compile", "main.nothing", "--dialect", "spark"]) == 2


def test_wrong_arguments_exit_with_two() -> None:
    with pytest.raises(SystemExit) as raised:
        main(["frobnicate"])
    assert raised.value.code == 2


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, pipelines.cli; print(sorted({'dagster', 'duckdb', 'pyarrow', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_chain_between_two_articles_is_the_shortest() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "d"), ("b", "d")]
    assert shortest_path(edges, "a", "d") == ["a", "b", "d"]
    assert shortest_path(edges, "a", "z") == []
    assert shortest_path(edges, "a", "a") == ["a"]


def test_shared_passages_are_word_for_word_in_both_texts() -> None:
    left, right = "One two three four five six, seven. Eight.", "Then ONE two three four FIVE six seven nine."
    (passage,) = shared_passages(left, right)
    assert left[slice(*passage.left)] == "One two three four five six, seven"
    assert right[slice(*passage.right)] == "ONE two three four FIVE six seven"
    assert passage.words == 7


@pytest.mark.parametrize("command", [["run"], ["query", "select 1"], ["doctor"]])
@pytest.mark.parametrize("content", [b"", b"no database at all" * 1000])
def test_a_file_that_is_no_warehouse_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], content: bytes
) -> None:
    (tmp_path / "raw").mkdir()
    warehouse = tmp_path / "news.duckdb"
    for is_link in (False, True):
        if is_link:
            (tmp_path / "news-1.duckdb").write_bytes(content)
            warehouse.unlink()
            warehouse.symlink_to("news-1.duckdb")
        else:
            warehouse.write_bytes(content)
        code = main([*command, "--raw", str(tmp_path / "raw"), "--warehouse", str(warehouse)])
        captured = capsys.readouterr()
        if code:
            assert code == 2
            assert len(captured.err.splitlines()) == 1
        else:
            assert command == ["query", "select 1"]  # an empty file is an empty database
    assert warehouse.exists()


def test_an_os_error_is_reported_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise PermissionError(13, "Permission denied", str(tmp_path / "locked"))

    monkeypatch.setattr("pipelines.cli.command", fail)
    assert main(["doctor"]) == 2
    assert "Permission denied" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--version"])
    assert raised.value.code == 0
    assert re.fullmatch(r"newsfold \d+\.\d+\S*\n", capsys.readouterr().out)


def test_help_states_the_exit_codes_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    found = re.findall(r"^  (\d+) ", capsys.readouterr().out, re.MULTILINE)
    contract = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")
    section = contract.partition("### Exit codes\n")[2].partition("\n#")[0]
    assert found == re.findall(r"^\| (\d+) \|", section, re.MULTILINE) == ["0", "1", "2", "3", "130"]


def test_a_variable_that_is_no_setting_is_named_by_every_command(
    run_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSFOLD_WORKER", "3")
    code, _, err = run_command("query", "select 1")
    assert (code, err) == (
        0,
        "newsfold: warning: NEWSFOLD_WORKER is no setting and changes nothing; did you mean NEWSFOLD_WORKERS?\n",
    )


def test_an_error_that_nobody_expected_is_one_line_and_its_traceback_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        try:
            duckdb.connect().execute("select nothing")
        except duckdb.Error as error:
            raise RuntimeError("wrapped") from error
        return 0

    monkeypatch.setattr("pipelines.cli.command", fail)
    assert main(["doctor", "--warehouse", str(tmp_path / "news.duckdb")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    log = tmp_path / "failed-doctor.log"
    assert line.endswith(f"; the traceback is in {log}")
    assert "BinderException" not in line
    assert "Traceback" in log.read_text()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoSpace("w has 1 MB free"), 1),
        (OSError(28, "No space left on device", "w"), 1),
        (WarehouseLocked("run 42"), 3),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("x"), 1),
    ],
)
def test_with_json_errors_are_objects_with_the_exit_code(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
) -> None:
    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr("pipelines.cli.command", fail)
    assert main(["run", "--json", "--warehouse", str(tmp_path / "news.duckdb")]) == code
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert (found["event"], found["exit_code"]) == ("error", code)
    assert found["message"]


def test_an_empty_raw_folder_is_no_error_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w" / "news.duckdb"
    raw.mkdir()
    (raw / "_notes.txt").write_text("not input")
    assert main(["run", "--raw", str(raw), "--warehouse", str(warehouse), "--quiet"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"nothing to do: {raw} holds no file that could be an article; put articles there")
    assert (len(out.splitlines()), err) == (1, "")
    assert not warehouse.parent.exists()


def test_only_that_names_nothing_is_wrong_usage(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "may").mkdir()
    (tmp_path / "may" / "a.txt").write_text("One.")
    code, _, err = run_command("run", "--only", "june")
    assert code == 2
    assert (
        err == f"newsfold: only: 'june' names no file or folder; give --only a path below the raw folder {tmp_path}\n"
    )
