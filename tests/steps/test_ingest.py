"""Ingest: what each raw file comes to, run after run; nothing lost, nothing twice."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize_together
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import chunks, fork_server, workers
from pipelines.steps.ingest import ingest
from tests.steps.ledger_ground import NextRun, assert_conserved, line, records, statuses, write_lines
from warehouse.duckdb_engine import DuckDBEngine


def test_a_bad_line_costs_one_line(engine: DuckDBEngine, settings: Settings, raw: Path) -> None:
    write_lines(raw / "agency" / "day.jsonl", line(1), '{"id": "n2", "text": ', line(3), "42")
    counts = ingest(engine, settings)
    assert counts["records"] == 4
    assert records(engine) == 2
    assert statuses(engine) == {("agency/day.jsonl", "partial"): 1}
    refused = engine.rows("select record_index, reason from main.rejections order by 1")
    assert refused == [(1, "bad_json"), (3, "not_an_object")]
    assert engine.rows("select distinct collection from main.article_records") == [("agency",)]
    assert_conserved(engine)


def test_unchanged_files_are_not_read_again(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "day.jsonl", line(1))
    ingest(engine, settings)
    next_run()
    assert ingest(engine, settings)["files"] == 0
    assert records(engine) == 1


def test_a_changed_file_is_read_again_and_its_former_records_stay(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "day.jsonl", line(1), line(2))
    ingest(engine, settings)
    next_run()
    write_lines(raw / "day.jsonl", line(2), line(3), line(4))
    ingest(engine, settings)
    assert records(engine, "is_current") == 3
    assert records(engine, "not is_current") == 2
    assert statuses(engine) == {("day.jsonl", "loaded"): 1, ("day.jsonl", "superseded"): 1}
    assert_conserved(engine)


def test_a_file_put_back_as_it_was_revives_its_records(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    for lines in ([line(1)], [line(2)], [line(1)]):
        write_lines(raw / "day.jsonl", *lines)
        os.utime(raw / "day.jsonl", ns=(len(statuses(engine)), len(statuses(engine))))
        ingest(engine, settings)
        next_run()
    assert records(engine) == 2
    current = engine.rows("select record_id from main.article_records where is_current")
    assert current == [("n1",)]
    assert_conserved(engine)


def test_the_same_bytes_under_another_name_are_repeated(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "a.jsonl", line(1))
    write_lines(raw / "b.jsonl", line(1))
    ingest(engine, settings)
    next_run()
    write_lines(raw / "c.jsonl", line(1))
    ingest(engine, settings)
    assert statuses(engine) == {("a.jsonl", "loaded"): 1, ("b.jsonl", "repeated"): 1, ("c.jsonl", "repeated"): 1}
    assert records(engine) == 1
    assert_conserved(engine)


def test_the_same_bytes_without_an_article_are_repeated_too(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    """A server that answers with its error page, day after day: in one run or in two, renamed or not."""
    error_page = "<html><head><title>502 Bad Gateway</title></head></html>"
    for name in ("monday.html", "tuesday.html"):
        write_lines(raw / name, error_page)
    ingest(engine, settings)
    next_run()
    write_lines(raw / "friday.html", error_page)
    (raw / "monday.html").rename(raw / "sunday.html")
    ingest(engine, settings)
    repeated = {(f"{day}.html", "repeated"): 1 for day in ("tuesday", "friday", "sunday")}
    assert statuses(engine) == {("monday.html", "superseded"): 1, **repeated}
    assert engine.rows("select record_path, record_index from main.rejections") == [("monday.html", 0)]
    assert_conserved(engine)


def test_a_repeated_file_that_is_touched_or_put_back_stays_repeated(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "a.jsonl", line(1))
    write_lines(raw / "b.jsonl", line(1))
    ingest(engine, settings)
    next_run()
    os.utime(raw / "b.jsonl", ns=(1, 1))
    ingest(engine, settings)
    next_run()
    (raw / "b.jsonl").unlink()
    ingest(engine, settings)
    next_run()
    write_lines(raw / "b.jsonl", line(1))
    ingest(engine, settings)
    assert statuses(engine) == {("a.jsonl", "loaded"): 1, ("b.jsonl", "repeated"): 1}
    assert records(engine) == 1
    assert_conserved(engine)


def test_a_renamed_file_keeps_its_records_current(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "a.jsonl", line(1))
    ingest(engine, settings)
    next_run()
    (raw / "a.jsonl").rename(raw / "b.jsonl")
    ingest(engine, settings)
    assert statuses(engine) == {("a.jsonl", "superseded"): 1, ("b.jsonl", "repeated"): 1}
    assert records(engine, "is_current") == 1
    assert_conserved(engine)


def test_a_vanished_file_keeps_its_records_but_not_as_current(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "a.jsonl", line(1))
    ingest(engine, settings)
    next_run()
    (raw / "a.jsonl").unlink()
    ingest(engine, settings)
    assert records(engine, "is_current") == 0
    assert records(engine) == 1
    assert engine.count("staging.articles") == 1
    assert_conserved(engine)


def test_only_restricts_what_is_read_and_what_is_missed(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    write_lines(raw / "one" / "a.jsonl", line(1))
    write_lines(raw / "two" / "b.jsonl", line(2))
    ingest(engine, replace(settings, only="one"))
    assert statuses(engine) == {("one/a.jsonl", "loaded"): 1}
    next_run()
    (raw / "one" / "a.jsonl").unlink()
    ingest(engine, replace(settings, only="two"))
    assert statuses(engine) == {("one/a.jsonl", "loaded"): 1, ("two/b.jsonl", "loaded"): 1}


def test_a_retry_takes_up_rejections_and_doubles_nothing(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = chunks.normalize_chunk

    def normal(chunk: workers.Chunk) -> list[NormalRecord | Rejection]:
        if any(record.record_index == 1 for record, _ in chunk):
            raise RuntimeError("a rule of ours failed")
        return normalize_together(chunk)

    def broken(chunk: workers.Chunk, seconds: float, *_: object) -> workers.Landed:
        return whole(chunk, seconds, normal)

    write_lines(raw / "day.jsonl", line(1), line(2), line(3))
    monkeypatch.setattr(chunks, "normalize_chunk", broken)
    ingest(engine, settings)
    assert engine.rows("select reason from main.rejections") == [("failed",)]
    assert_conserved(engine)
    next_run()
    monkeypatch.setattr(chunks, "normalize_chunk", whole)
    ingest(engine, settings)
    assert records(engine) == 2
    next_run()
    ingest(engine, replace(settings, retry=True))
    assert records(engine) == 3
    assert engine.count("main.rejections") == 0
    assert statuses(engine) == {("day.jsonl", "loaded"): 1}
    assert_conserved(engine)


def test_workers_land_the_same_rows_in_the_same_order(
    engine: DuckDBEngine, settings: Settings, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(raw / "day.jsonl", *(line(n) for n in range(1200)))
    monkeypatch.setattr(fork_server, "MIN_BYTES_FOR_WORKERS", 0)
    ingest(engine, replace(settings, workers=2))
    ids = engine.rows("select record_id from main.article_records order by record_index")
    assert ids == [(f"n{n}",) for n in range(1200)]
    assert_conserved(engine)


def test_what_is_no_input_is_passed_over(engine: DuckDBEngine, settings: Settings, raw: Path) -> None:
    for name in (".hidden.jsonl", "_notes.jsonl", "half.jsonl.part", "x.tmp"):
        write_lines(raw / name, line(1))
    os.mkfifo(raw / "pipe.jsonl")
    (raw / "link.jsonl").symlink_to("/etc/hostname")
    assert ingest(engine, settings)["files"] == 0
    assert engine.count("main.source_files") == 0


def test_a_member_that_fails_beside_a_good_one_leaves_the_archive_partial(
    engine: DuckDBEngine, settings: Settings, raw: Path
) -> None:
    import zipfile

    with zipfile.ZipFile(raw / "day.zip", "w") as archive:
        archive.writestr("good.jsonl", line(1))
        archive.writestr("report.pdf", b"%PDF-1.7 binary \x00\x01")
    ingest(engine, settings)
    assert statuses(engine) == {("day.zip", "partial"): 1}
    assert_conserved(engine)


def test_the_ledger_states_how_a_table_is_written(engine: DuckDBEngine, settings: Settings, raw: Path) -> None:
    (raw / "a.csv").write_text("Export of May\n\ntitle;text\nA;one\nB;two\n", encoding="utf-8")
    write_lines(raw / "b.jsonl", line(1))
    ingest(engine, settings)
    layouts = dict(engine.rows("select record_path, layout from main.source_files"))
    assert layouts == {"a.csv": "delimiter semicolon, double quotes, 2 rows above the header, utf-8", "b.jsonl": None}
