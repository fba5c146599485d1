"""Taking out by each kind of name: what goes, what stays, and that it does not come back."""

import json
import os
import zipfile

import pytest

from pipelines.commands import UserError
from tests.steps.removal_ground import Ground, places_of_each, row, write
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


LEFT = [("11",), ("21",), ("32",), ("42",), ("43",)]
"""The records that the names below leave, which each take one of two out."""


def write_what_is_named(ground: Ground) -> None:
    """Two runs: what the first publishes is partly gone, or written over, at the second."""
    raw = ground.settings.raw
    write(raw / "deleted.jsonl", [row(1, 1)])
    for name, text, day in (("first", "The text of the pier, as it was.", 1), ("second", "It was corrected.", 2)):
        write(raw / f"{name}.jsonl", [row(11, 11, text=text, modified_at=f"2031-05-0{day}")])
    (raw / "broken.jsonl").write_text(json.dumps(row(21, 21)) + '\n{"title": "Flibberquist", "text": 5}\n')
    with zipfile.ZipFile(raw / "pack.zip", "w") as archive:
        for number in (31, 32):
            archive.writestr(f"{number}.jsonl", json.dumps(row(number, number)) + "\n")
    write(raw / "feed.jsonl", [row(41, 41)])
    ground.run()
    (raw / "deleted.jsonl").unlink()
    write(raw / "feed.jsonl", [row(42, 42), row(43, 43)])
    ground.run()


@pytest.mark.slow
def test_each_kind_of_name_takes_out_what_it_means_for_good(ground: Ground) -> None:
    """A deleted file by its path, one of the files of an article, a rejected record by its place, a member of an
    archive, and what a file held before it was written over.
    """
    write_what_is_named(ground)
    current = dict(ground.rows("select record_id, is_current from article_records where record_id in ('1', '42')"))
    assert current == {"1": False, "42": True}
    assert ground.rows("select count(*) from rejections") == [(1,)]
    ground.forget("deleted.jsonl", "second.jsonl", "broken.jsonl#1", "pack.zip!31.jsonl", ground.id_of(41))
    assert ground.rows("select record_id from article_records order by all") == LEFT
    shown = "select body, version from articles where body like '%the pier, as%'"
    assert ground.rows(shown) == [("The text of the pier, as it was.", 1)]
    words = ("deleted.jsonl", "corrected", "Flibberquist")
    assert places_of_each(words, ground.folder) == {word: [] for word in words}
    assert not ground.is_new()
    of_feed = "select record_count, status from source_files where record_path = 'feed.jsonl'"
    assert ground.rows(f"{of_feed} and status <> 'superseded'") == [(2, "loaded")]
    ground.run(retry=True)
    os.utime(ground.settings.raw / "broken.jsonl", (1, 1))
    (ground.settings.raw / "pack.zip").rename(ground.settings.raw / "moved.zip")
    ground.run(retry=True, full=True)
    counts = "select record_count, rejected_count, removed_count from source_files where record_path = 'broken.jsonl'"
    assert ground.rows(counts) == [(2, 0, 1)]
    assert ground.rows("select record_id from article_records order by all") == LEFT


def test_what_is_unknown_changes_nothing(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    ground.run()
    for name in ("0" * 20, "https://nowhere.example/", "b.jsonl", "a.jsonl#7", "a"):
        with pytest.raises(UserError, match="nothing here is called"):
            ground.request("a.jsonl", name)
    assert not tombstones.path_of(ground.settings.warehouse).exists()
    assert not ground.is_new()
