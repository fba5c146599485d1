"""Taking out: gone from every byte that is kept, as if it had never been there, and it does not come back."""

import json
import os
import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.commands import UserError
from pipelines.steps import raw_folder
from pipelines.steps.exclusion_file import UnreadableExclusions
from pipelines.steps.pending import is_up_to_date
from tests.crash import points
from tests.steps.removal_ground import Ground, places_of, row, write
from warehouse import builds, connections, purge, tombstones, versions
from warehouse.history import History

SECRET = {
    "title": "Quibblewort resigns over the ledgers",
    "text": " ".join(f"Snorkfeather said on day {day} that the ledgers were burnt." for day in range(40)),
    "url": "https://news.example/zanthorpe-affair", "authors": "Ida Blunkettine", "summary": "A Mopplethwaite tale.",
    "section": "Wigglesome", "id": "guid-Trundlecombe",
}  # fmt: skip
WORDS = (
    "Quibblewort", "Snorkfeather", "zanthorpe", "Blunkettine", "Mopplethwaite", "Wigglesome", "Trundlecombe",
    "Fernwhistle", "Gladdenbrook",
)  # fmt: skip


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground.at(tmp_path)


def is_new(ground: Ground) -> bool:
    listing = raw_folder.list_inputs(ground.settings.raw, ground.settings.limits)
    return not is_up_to_date(ground.settings, listing)


def store_uncompressed(patch: pytest.MonkeyPatch) -> None:
    """Make texts readable in the bytes of new files."""
    opened = connections.open_for_work

    def plain(*given: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        connection = opened(*given, **options)
        connection.execute("set force_compression = 'uncompressed'")
        return connection

    patch.setattr(connections, "open_for_work", plain)


@pytest.mark.parametrize("is_plain", [True, False])
def test_no_byte_is_left_of_an_article(ground: Ground, monkeypatch: pytest.MonkeyPatch, is_plain: bool) -> None:
    if is_plain:
        store_uncompressed(monkeypatch)
    raw, others = ground.settings.raw, [row(n, n // 3) for n in range(12)]
    older = SECRET | {"text": f"{SECRET['text']} Fernwhistle agreed.", "modified_at": "2031-05-01T08:00:00Z"}
    write(raw / "a.jsonl", [*others, older])
    ground.run()
    copy = {
        "title": "Ledgers burnt",
        "text": SECRET["text"] + " So it was.",
        "url": "https://other.example/1",
        "id": 77,
    }
    write(raw / "b.jsonl", [SECRET | {"modified_at": "2031-05-02T08:00:00Z"}, copy])
    torn = json.dumps(SECRET | {"text": SECRET["text"] + " Gladdenbrook wept."})
    (raw / "c.jsonl").write_text(json.dumps(row(50, 50)) + "\n" + torn[:300] + "\n" + torn[-200:] + "\n")
    ground.run()
    shown = ground.settings.warehouse.resolve()
    for name in ("snapshots/spring/news.duckdb", "failed-run-0.duckdb"):
        target = ground.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        versions.copy_file(shown, target)
    (ground.folder / "snapshots" / "spring" / "manifest.json").write_text('{"rows": {"articles": 15}}')
    for word in WORDS:
        assert [*places_of(word, ground.folder)], word
        if is_plain:
            assert any(place.startswith("bytes") for place in places_of(word, ground.folder)), word
    ground.forget("https://news.example/zanthorpe-affair", "https://other.example/1")
    assert {word: [*places_of(word, ground.folder)] for word in WORDS} == {word: [] for word in WORDS}
    assert ground.rows("select count(*) from articles") == [(13,)]
    free = ground.rows("select free_blocks from pragma_database_size()")
    assert free == [(0,)]
    stated = json.loads((ground.folder / "snapshots" / "spring" / "manifest.json").read_text())
    assert stated["removed_at"] and stated["rows"] == {"articles": 15}
    assert len(versions.all_versions(ground.settings.warehouse)) == 1


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_is_what_a_run_without_it_makes(tmp_path: Path, seed: int) -> None:
    rng, ground, twin = random.Random(seed), Ground.at(tmp_path / "a"), Ground.at(tmp_path / "b")
    rows = [row(n, rng.randrange(6)) for n in range(30)]
    rows += [row(n, 9, url=f"https://news.example/{n % 3}", modified_at=f"2031-06-{1 + n % 9:02d}") for n in range(6)]
    rng.shuffle(rows)
    files = {f"{'xy'[k % 2]}/{k}.jsonl": rows[k * 6 : k * 6 + 6] for k in range(6)}
    for step in (range(3), range(3, 6)):
        for k in step:
            name = f"{'xy'[k % 2]}/{k}.jsonl"
            write(ground.settings.raw / name, files[name])
        ground.run()
    way = ("article", "file", "folder")[seed % 3]
    if way == "article":
        gone = {ground.id_of(int(rows[n]["id"])) for n in rng.sample(range(30), 5)}
        places = dict(ground.rows("select record_path || '#' || record_index, article_id from article_records"))
        left = {
            name: [each for i, each in enumerate(of) if places[f"{name}#{i}"] not in gone] for name, of in files.items()
        }
        names = sorted(gone)
    else:
        names = [rng.choice(sorted(files))] if way == "file" else ["x"]
        left = {name: of for name, of in files.items() if not f"{name}/".startswith(f"{names[0]}/")}
    ground.forget(*names)
    for name, of in left.items():
        write(twin.settings.raw / name, of)
    twin.run()
    expected, found = twin.content(), ground.content()
    for name, same in expected.items():
        assert without_places(found[name], name) == without_places(same, name), name
    dangling = "select * from id_aliases where new_id not in (select article_id from articles) and kind = 'article'"
    assert ground.rows(dangling) == []


def without_places(rows: list[tuple[Any, ...]], table: str) -> Any:
    """Rows without the places and hashes of files, which differ where a record was cut out of one."""
    hashes = {r for each in rows for r in each if isinstance(r, str) and len(r) == 64}
    keyed = table in ("main.article_records", "staging.articles", "staging.url_claims")
    if table in (
        "main.article_records",
        "staging.articles",
        "main.article_versions",
        "main.field_evidence",
        "staging.url_claims",
    ):
        return sorted(
            str([r for r in each if r not in hashes and not isinstance(r, int) and not (keyed and is_key(r))])
            for each in rows
        )
    return rows


def is_key(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 20 and all(c in "0123456789abcdef" for c in value)


def test_it_does_not_come_back(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1), row(2, 2)])
    write(raw / "page.jsonl", [row(3, 3)])
    ground.run()
    ground.forget(ground.id_of(1), ground.id_of(3))
    assert not is_new(ground)
    os.utime(raw / "a.jsonl", (1, 1))
    os.utime(raw / "page.jsonl", (1, 1))
    write(raw / "again.jsonl", [row(1, 1), row(1, 1, url="https://elsewhere.example/x", publisher="Other"), row(4, 4)])
    (raw / "page.jsonl").rename(raw / "moved.jsonl")
    assert is_new(ground)
    ground.run()
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("4",)]
    counts = (
        "select record_path, record_count, removed_count from source_files where status <> 'superseded' order by all"
    )
    assert ground.rows(counts) == [("a.jsonl", 2, 1), ("again.jsonl", 3, 2)]
    assert not is_new(ground)
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
    assert not is_new(ground)
    (raw / "x" / "a.jsonl").rename(raw / "renamed.jsonl")
    write(raw / "x" / "later.jsonl", [row(6, 6)])
    ground.run()
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("5",)]
    assert not is_new(ground)


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
    assert [*places_of("a.jsonl", ground.folder)] == []


def test_an_article_loses_one_of_its_files_and_shows_the_other_text(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1, text="The first text of the pier, as it was.", modified_at="2031-05-01")])
    write(raw / "b.jsonl", [row(1, 1, text="The second text of the pier, corrected.", modified_at="2031-05-02")])
    ground.run()
    ground.forget("b.jsonl")
    assert ground.rows("select body, version from articles") == [("The first text of the pier, as it was.", 1)]
    assert [*places_of("corrected", ground.folder)] == []


def test_a_rejected_record_is_taken_out_by_its_place(ground: Ground) -> None:
    file = ground.settings.raw / "a.jsonl"
    file.write_text(json.dumps(row(1, 1)) + '\n{"title": "Flibberquist", "text": 5}\n')
    ground.run()
    assert ground.rows("select count(*) from rejections") == [(1,)]
    ground.forget("a.jsonl#1")
    assert [*places_of("Flibberquist", ground.folder)] == []
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


def test_what_is_unknown_changes_nothing(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    ground.run()
    for name in ("0" * 20, "https://nowhere.example/", "b.jsonl", "a.jsonl#7", "a"):
        with pytest.raises(UserError, match="nothing here is called"):
            ground.request("a.jsonl", name)
    assert not tombstones.path_of(ground.settings.warehouse).exists()
    assert not is_new(ground)


def test_the_list_of_a_person_is_obeyed(ground: Ground) -> None:
    raw = ground.settings.raw
    write(raw / "a.jsonl", [row(1, 1), row(2, 2), row(3, 3)])
    write(raw / "nexis" / "b.jsonl", [row(4, 4)])
    ground.run()
    (raw / "_exclusions.csv").write_text(
        "name,note\n# May\nhttps://news1.example/1,asked by mail\nnexis\nhttps://news2.example/8\na.jsonl#2\n"
    )
    assert is_new(ground)
    ground.run()
    assert ground.rows("select record_id from article_records") == [("2",)]
    assert not is_new(ground)
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


def test_the_history_keeps_no_message_that_quotes_a_value(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    ground.run()
    history = History(ground.settings.warehouse)
    result = {"run_id": "run-1", "table_name": "main.articles", "expectation": "e", "severity": "critical"}
    result |= {
        "passed": False,
        "observed": "could not be validated: no number: 'Snorkfeather'",
        "checked_at": "2031-05-01",
    }
    run = duckdb.connect(str(history.link), read_only=True).sql("from runs").to_arrow_table().to_pylist()[0]
    history.end(run, [result])
    assert [*places_of("Snorkfeather", ground.folder)]
    ground.forget("a.jsonl")
    assert [*places_of("Snorkfeather", ground.folder)] == []


CALLS = (
    (tombstones, "append"), (builds, "begin"), (purge, "rewrite"), (versions, "publish"), (purge, "drop_others"),
    (purge, "drop_snapshots"), (History, "end"), (History, "purge"), (tombstones, "close"),
)  # fmt: skip


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[1])
def test_a_request_that_was_killed_is_finished_by_the_next_run(ground: Ground, call: Any, is_after: bool) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1), row(2, 2, title="Snorkfeather resigns", text="He did. " * 20)])
    ground.run()
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
        assert not is_new(ground)
        return
    if call[1] != "close" or not is_after:
        assert is_new(ground)
        ground.run()
    assert [*places_of("Snorkfeather", ground.folder)] == []
    assert ground.rows("select record_id from article_records") == [("1",)]
    assert not is_new(ground)


def test_no_refused_claim_names_a_page_that_is_gone(ground: Ground) -> None:
    for number, word in enumerate(("Snorkfeather", "Quibblewort", "Gladdenbrook")):
        body = "".join(f"<p>{word} said on day {day} that item {day * 7 + number} was lost.</p>" for day in range(20))
        head = f'<title>{word} said so</title><link rel="canonical" href="https://veldt.example/front">'
        page = f"<html><head>{head}</head><body><article><h1>{word} said so</h1>{body}</article></body></html>"
        (ground.settings.raw / f"{number}.html").write_text(page)
        meta = {"url": f"https://veldt.example/{word.lower()}-tells", "fetched_at": "2031-05-02T10:00:00Z"}
        (ground.settings.raw / f"{number}.html.meta.json").write_text(json.dumps(meta))
    ground.run()
    assert len([*places_of("gladdenbrook-tells", ground.folder)]) > 1
    ground.forget("https://veldt.example/gladdenbrook-tells")
    assert [*places_of("gladdenbrook", ground.folder)] == []
    assert ground.rows("select count(*) from articles") == [(2,)]


def test_what_a_file_held_before_it_was_written_over_is_taken_out(ground: Ground) -> None:
    file = ground.settings.raw / "feed.jsonl"
    write(file, [row(1, 1)])
    ground.run()
    write(file, [row(2, 2), row(3, 3)])
    ground.run()
    ground.forget(ground.id_of(1))
    assert ground.rows("select record_id from article_records order by all") == [("2",), ("3",)]
    assert ground.rows("select record_count, status from source_files") == [(2, "loaded")]
    assert not is_new(ground)
