"""Ingest: what each raw file comes to, run after run; nothing lost, nothing twice."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize_together
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import chunks, fork_server, raw_folder, workers
from pipelines.steps.ingest import ingest
from warehouse.duckdb_engine import DuckDBEngine

NextRun = Callable[[], None]


def line(number: int, text: str = "The harbour office keeps a ledger of every crossing, wet or dry.") -> str:
    return json.dumps({"id": f"n{number}", "title": f"Crossing {number}", "text": f"{text} Entry {number}."})


def write_lines(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")


def statuses(engine: DuckDBEngine) -> dict[tuple[str, str], int]:
    rows = engine.rows("select record_path, status, count(*) from main.source_files group by all")
    return {(path, status): count for path, status, count in rows}


def records(engine: DuckDBEngine, condition: str = "true") -> int:
    return int(engine.rows(f"select count(*) from main.article_records where {condition}")[0][0])


def assert_conserved(engine: DuckDBEngine) -> None:
    """Every counted record is an article record or a rejection with an index, content by content."""
    sums = "select sha256, sum(record_count), sum(rejected_count) from main.source_files where sha256 <> '' group by 1"
    counted = engine.rows(sums)
    for sha256, count, rejected in counted:
        loaded = records(engine, f"file_sha256 = '{sha256}'")
        refused = engine.rows(
            "select count(*) from main.rejections where file_sha256 = ? and record_index is not null", [sha256]
        )[0][0]
        assert (loaded + refused, refused) == (count, rejected)
    assert engine.rows("select count(*) - count(distinct record_key) from main.article_records") == [(0,)]


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


def test_a_file_that_ends_too_early_waits_once_and_then_tells_what_is_wrong(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    import gzip

    packed = gzip.compress("".join(f"{line(n)}\n" for n in range(200)).encode())
    (raw / "day.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    ingest(engine, settings)
    assert statuses(engine) == {("day.jsonl.gz", "waiting"): 1}
    next_run()
    ingest(engine, settings)
    assert engine.rows("select distinct reason from main.rejections") == [("truncated",)]
    assert_conserved(engine)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.json", b'[{"title": "A"}, {"title'),
        ("cut.xml", b"<rss><channel><item><title>A</title></item><item><ti"),
        ("cut.jsonl", line(1).encode()[:-9]),
        ("cut.zip", b"PK\x03\x04" + b"x" * 90),
    ],
)
def test_what_has_not_changed_for_a_minute_is_read_however_it_ends(
    name: str, data: bytes, engine: DuckDBEngine, settings: Settings, raw: Path
) -> None:
    started = engine.run.started_at.timestamp()
    for age in (59, 61):
        (raw / f"{age}-{name}").write_bytes(data + b" " * age)
        os.utime(raw / f"{age}-{name}", (started - age, started - age))
    counts = ingest(engine, settings)
    assert statuses(engine)[f"59-{name}", "waiting"] == 1
    assert (counts["files"], counts["waiting"]) == (1, 1), "a file that waits is not counted as read"
    assert engine.rows("select distinct reason from main.rejections") in ([("truncated",)], [("bad_json",)])
    assert_conserved(engine)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_whole_file_waits_for_nothing_whatever_its_encoding(
    encoding: str, engine: DuckDBEngine, settings: Settings, raw: Path
) -> None:
    rows = f"[{line(1)}, {line(2)}]"
    feed = f"<rss><channel>{'<item><title>A</title></item>' * 2}</channel></rss>"
    for name, text in {"a.json": rows, "b.jsonl": line(3), "c.xml": feed}.items():
        (raw / name).write_bytes(text.encode(encoding))
    assert ingest(engine, settings)["waiting"] == 0
    assert engine.count("main.article_records") == 5


def test_a_file_that_waited_and_is_gone_waits_no_more(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun
) -> None:
    (raw / "cut.json").write_bytes(b'[{"title": "A"}, {"title')
    ingest(engine, settings)
    assert statuses(engine) == {("cut.json", "waiting"): 1}
    next_run()
    (raw / "cut.json").unlink()
    ingest(engine, settings)
    assert statuses(engine) == {}


def test_a_file_that_changes_while_it_is_read_counts_for_nothing_and_waits(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: NextRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(raw / "a.jsonl", line(1), "broken")
    write_lines(raw / "b.jsonl", line(2))
    looks = raw_folder.is_unchanged
    calls: list[str] = []

    def changing(folder: Path, given: raw_folder.RawInput) -> bool:
        calls.append(given.record_path)
        return looks(folder, given) and calls != ["a.jsonl", "a.jsonl"]

    monkeypatch.setattr(raw_folder, "is_unchanged", changing)
    ingest(engine, settings)
    assert statuses(engine) == {("a.jsonl", "waiting"): 1, ("b.jsonl", "loaded"): 1}
    assert engine.count("work.texts") == 1
    assert records(engine) == 1
    assert engine.count("main.rejections") == 0
    assert engine.count("staging.field_evidence") > 0
    next_run()
    ingest(engine, settings)
    assert records(engine) == 2
    assert_conserved(engine)


def test_a_file_without_records_may_change_while_it_is_read(
    engine: DuckDBEngine, settings: Settings, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "a.html").write_bytes(b"")
    looks: list[bool] = [True, False]
    monkeypatch.setattr(raw_folder, "is_unchanged", lambda *_: looks.pop(0))
    assert ingest(engine, settings)["records"] == 0
    assert statuses(engine) == {("a.html", "waiting"): 1}
    assert engine.count("main.rejections") == 0


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
