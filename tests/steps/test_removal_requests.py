"""Requests: lists of a person, restored versions, and requests whose run was killed."""

import os
from pathlib import Path
from typing import Any

import pytest

from pipelines.steps.exclusion_file import UnreadableExclusions
from tests.crash import points
from tests.marks import slow
from tests.steps.removal_ground import Ground, places_of, row, write
from warehouse import builds, purge, tombstones, versions
from warehouse.history import History


def test_the_list_of_a_person_is_obeyed(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1), row(2, 2), row(3, 3)])
    write(raw / "nexis" / "b.jsonl", [row(4, 4)])
    ground.run()
    (raw / "_exclusions.csv").write_text(
        "name,note\n# May\nhttps://news1.example/1,asked by mail\nnexis\nhttps://news2.example/8\na.jsonl#2\n"
    )
    assert ground.is_new()
    ground.run()
    assert ground.rows("select record_id from article_records") == [("2",)]
    assert not ground.is_new()
    assert len(versions.all_versions(ground.settings.warehouse)) == 1
    write(raw / "later.jsonl", [row(8, 8), row(9, 9)])
    ground.run()
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("9",)]


def test_a_list_that_cannot_be_read_stops_the_run(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    (ground.settings.raw / "_exclusions.csv").write_bytes(b"caf\xe9\n")
    with pytest.raises(UnreadableExclusions, match=r"_exclusions\.csv"):
        ground.run()


def test_a_list_counts_from_the_first_run(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1), row(2, 2)])
    (ground.settings.raw / "_exclusions.csv").write_text("https://news1.example/1\n")
    ground.run()
    assert ground.rows("select record_id from article_records") == [("2",)]


def test_a_restored_version_loses_it_again(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1), row(2, 2)])
    ground.run()
    backup = ground.settings.warehouse.resolve().read_bytes()
    ground.forget(ground.id_of(1))
    file = ground.settings.warehouse.resolve()
    file.chmod(0o644)
    file.write_bytes(backup)
    History(ground.settings.warehouse).link.unlink()  # without a seal, as after a warehouse was put back by hand
    assert tombstones.is_pending(ground.settings.warehouse)
    ground.run()
    assert ground.rows("select record_id from article_records") == [("2",)]


CALLS = (
    (tombstones, "append"), (builds, "begin"), (purge, "rewrite"), (versions, "publish"), (purge, "drop_others"),
    (purge, "drop_snapshots"), (History, "end"), (History, "purge"), (tombstones, "close"),
)  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    ground = Ground.at(tmp_path_factory.mktemp("published"))
    write(ground.settings.raw / "a.jsonl", [row(1, 1), row(2, 2, title="Snorkfeather resigns", text="He did. " * 20)])
    ground.run()
    return ground


FIRST_TRIED = {"append", "rewrite", "end"}


@pytest.mark.parametrize("is_after", [False, *slow([True])])
@pytest.mark.parametrize("call", [c if c[1] in FIRST_TRIED else slow([c])[0] for c in CALLS], ids=lambda call: call[1])
def test_a_request_that_was_killed_is_finished_by_the_next_run(
    published: Ground, tmp_path: Path, call: Any, is_after: bool
) -> None:
    ground = published.copied(tmp_path / "w")
    names = (ground.id_of(2),)
    child = os.fork()
    if child == 0:
        try:
            points.kill_at(call, 1, is_after)
            ground.forget(*names)
        finally:
            os._exit(3)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    ground.runs += 1
    if call[1] == "append" and not is_after:
        assert not ground.is_new()
        return
    if call[1] != "close" or not is_after:
        assert ground.is_new()
        ground.run()
    assert places_of("Snorkfeather", ground.folder) == []
    assert ground.rows("select record_id from article_records") == [("1",)]
    assert not ground.is_new()
