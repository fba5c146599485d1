"""Files that may still grow wait, and only they, and not for ever."""

import os
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.ingest import ingest
from tests.steps.ledger_ground import NextRun, assert_conserved, line, records, statuses, write_lines
from warehouse.duckdb_engine import DuckDBEngine


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
