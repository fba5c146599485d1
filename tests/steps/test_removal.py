"""Taking out by each kind of name: what goes, what stays, and that it does not come back."""

import json
import os

import pytest

from pipelines.commands import UserError
from tests.steps.removal_ground import Ground, places_of, row, write
from warehouse import tombstones


def test_it_does_not_come_back(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1), row(2, 2)])
    write(raw / "page.jsonl", [row(3, 3)])
    ground.run()
    ground.forget(ground.id_of(1), ground.id_of(3))
    assert not ground.is_new()
    os.utime(raw / "a.jsonl", (1, 1))
    os.utime(raw / "page.jsonl", (1, 1))
    write(raw / "again.jsonl", [row(1, 1), row(1, 1, url="https://elsewhere.example/x", publisher="Other"), row(4, 4)])
    (raw / "page.jsonl").rename(raw / "moved.jsonl")
    assert ground.is_new()
    ground.run()
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("4",)]
    counts = (
        "select record_path, record_count, removed_count from source_files where status <> 'superseded' order by all"
    )
    assert ground.rows(counts) == [("a.jsonl", 2, 1), ("again.jsonl", 3, 2)]
    assert not ground.is_new()
    ground.run(full=True)
    assert ground.rows("select count(*) from articles") == [(2,)]


def test_a_file_stays_out_by_its_path_and_by_its_bytes(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "x" / "a.jsonl", [row(1, 1), row(2, 2)])
    write(raw / "x" / "b.jsonl", [row(3, 3)])
    write(raw / "c.jsonl", [row(2, 2), row(5, 5)])
    (raw / "x" / "broken.jsonl").write_text("{broken\n")
    ground.run()
    ground.forget("x")
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("5",)]
    assert ground.rows("select record_path from source_files") == [("c.jsonl",)]
    assert ground.rows("select count(*) from rejections") == [(0,)]
    assert not ground.is_new()
    (raw / "x" / "a.jsonl").rename(raw / "renamed.jsonl")
    write(raw / "x" / "later.jsonl", [row(6, 6)])
    ground.run()
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("5",)]
    assert not ground.is_new()


def test_a_deleted_file_is_taken_out_by_its_path(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1)])
    write(raw / "b.jsonl", [row(2, 2)])
    ground.run()
    (raw / "a.jsonl").unlink()
    ground.run()
    assert ground.rows("select record_id, is_current from article_records order by all") == [("1", False), ("2", True)]
    ground.forget("a.jsonl")
    assert ground.rows("select record_id from article_records") == [("2",)]
    assert places_of("a.jsonl", ground.folder) == []


def test_an_article_loses_one_of_its_files_and_shows_the_other_text(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1, text="The first text of the pier, as it was.", modified_at="2031-05-01")])
    write(raw / "b.jsonl", [row(1, 1, text="The second text of the pier, corrected.", modified_at="2031-05-02")])
    ground.run()
    ground.forget("b.jsonl")
    assert ground.rows("select body, version from articles") == [("The first text of the pier, as it was.", 1)]
    assert places_of("corrected", ground.folder) == []


def test_a_rejected_record_is_taken_out_by_its_place(ground: Ground) -> None:
    file = ground.settings.raw / "a.jsonl"
    file.write_text(json.dumps(row(1, 1)) + '\n{"title": "Flibberquist", "text": 5}\n')
    ground.run()
    assert ground.rows("select count(*) from rejections") == [(1,)]
    ground.forget("a.jsonl#1")
    assert places_of("Flibberquist", ground.folder) == []
    ground.run(retry=True)
    os.utime(file, (1, 1))
    ground.run(retry=True)
    assert ground.rows("select record_count, rejected_count, removed_count from source_files") == [(2, 0, 1)]


def test_a_member_of_an_archive_is_taken_out(ground: Ground) -> None:
    import zipfile

    with zipfile.ZipFile(ground.settings.raw / "a.zip", "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.jsonl", json.dumps(row(number, number)) + "\n")
    ground.run()
    ground.forget("a.zip!1.jsonl")
    (ground.settings.raw / "a.zip").rename(ground.settings.raw / "b.zip")
    ground.run(full=True)
    assert ground.rows("select record_id from article_records") == [("2",)]


def test_what_a_file_held_before_it_was_written_over_is_taken_out(ground: Ground) -> None:
    file = ground.settings.raw / "feed.jsonl"
    write(file, [row(1, 1)])
    ground.run()
    write(file, [row(2, 2), row(3, 3)])
    ground.run()
    ground.forget(ground.id_of(1))
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("3",)]
    assert ground.rows("select record_count, status from source_files") == [(2, "loaded")]
    assert not ground.is_new()


def test_what_is_unknown_changes_nothing(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    ground.run()
    for name in ("0" * 20, "https://nowhere.example/", "b.jsonl", "a.jsonl#7", "a"):
        with pytest.raises(UserError, match="nothing here is called"):
            ground.request("a.jsonl", name)
    assert not tombstones.path_of(ground.settings.warehouse).exists()
    assert not ground.is_new()
