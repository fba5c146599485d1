"""The raw folder: what is input, what is passed over, and that nothing in it can mislead or hang a run."""

import gzip
import os
import socket
from pathlib import Path

import pytest

from pipelines.core.readers import Limits
from pipelines.core.records import Rejection
from pipelines.steps import raw_folder
from pipelines.steps.raw_folder import RawInput

PAGE = b"<html><p>Words.</p></html>"


def listed(raw: Path) -> list[RawInput]:
    found = list(raw_folder.list_inputs(raw, Limits()))
    assert all(isinstance(each, RawInput) for each in found)
    return found  # type: ignore[return-value]


def paths(raw: Path) -> list[str]:
    return [each.record_path for each in listed(raw)]


def put(raw: Path, name: str, data: bytes = PAGE) -> Path:
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_order_is_by_name_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    for name in ("b.txt", "z/a.txt", "a.txt", "c/d/e.txt", "c/a.txt"):
        put(tmp_path, name)
    assert paths(tmp_path) == ["a.txt", "b.txt", "c/a.txt", "c/d/e.txt", "z/a.txt"]


def test_names_that_are_no_input(tmp_path: Path) -> None:
    for name in (".a.txt", "_a.txt", "a.tmp", "a.part", "a.crdownload", "_b.html.meta.json"):
        put(tmp_path, name)
    put(tmp_path, ".hidden/_folder/a.txt")
    assert paths(tmp_path) == [".hidden/_folder/a.txt"], "only the name of the file counts"


def test_what_is_no_regular_file_is_passed_over(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    secret = put(tmp_path, "secret.txt", b"not for you")
    put(raw, "a.txt")
    (raw / "x.json").mkdir()
    os.mkfifo(raw / "pipe.jsonl")
    (raw / "link.txt").symlink_to(secret)
    (raw / "out").symlink_to(tmp_path)
    (raw / "loop").symlink_to(raw)
    (raw / "dangling.txt").symlink_to(raw / "nothing")
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(raw / "s.txt"))
        assert paths(raw) == ["a.txt"]


def test_a_name_that_becomes_a_pipe_or_a_link_is_refused_at_once(tmp_path: Path) -> None:
    (given,) = listed_after(tmp_path, "a.txt")
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(OSError):
        raw_folder.open_input(tmp_path, given)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").symlink_to("/etc/hostname")
    with pytest.raises(OSError):
        raw_folder.open_input(tmp_path, given)


def test_a_folder_that_becomes_a_link_is_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (given,) = listed_after(raw, "in/a.txt")
    (raw / "in").rename(tmp_path / "elsewhere")
    (raw / "in").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError):
        raw_folder.open_input(raw, given)


def listed_after(raw: Path, name: str, data: bytes = PAGE) -> list[RawInput]:
    put(raw, name, data)
    return listed(raw)


@pytest.mark.parametrize(
    "name",
    [
        b"a'b\".txt",
        b"a\nb.txt",
        b"a;b.txt",
        b"*?[.txt",
        b"-rf.txt",
        "💥.txt".encode(),
        b"x" * 251 + b".txt",
        b"\xff\xfe.txt",
        b"caf\xe9.txt",
        b"a!b.txt",
        b"a\\b.txt",
        "\u202etxt.exe.txt".encode(),
    ],
)
def test_odd_names_are_listed_and_opened(name: bytes, tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    try:
        with open(path, "wb") as file:
            file.write(PAGE)
    except OSError:
        pytest.skip("this file system refuses the name")
    (given,) = listed(tmp_path)
    assert given.record_path.isprintable()
    given.record_path.encode("utf-8")
    with raw_folder.open_input(tmp_path, given) as file:
        assert file.read() == PAGE


def test_case_twins_stay_apart(tmp_path: Path) -> None:
    put(tmp_path, "A.txt")
    put(tmp_path, "a.txt")
    assert paths(tmp_path) in (["A.txt", "a.txt"], ["A.txt"])


def test_path_too_long_is_a_rejection(tmp_path: Path) -> None:
    put(tmp_path, "x" * 200 + "/a.txt")
    (refused,) = raw_folder.list_inputs(tmp_path, Limits(path_characters=100))
    assert isinstance(refused, Rejection) and refused.reason == "path_too_long"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_a_rejection(tmp_path: Path) -> None:
    put(tmp_path, "closed/a.txt")
    (tmp_path / "closed").chmod(0)
    (refused,) = raw_folder.list_inputs(tmp_path, Limits())
    (tmp_path / "closed").chmod(0o700)
    assert isinstance(refused, Rejection) and refused.reason == "unreadable"


def test_a_sidecar_belongs_to_its_page(tmp_path: Path) -> None:
    put(tmp_path, "a.html")
    put(tmp_path, "a.html.meta.json", b'{"url": "https://a.example/"}')
    put(tmp_path, "b.html")
    first, second = listed(tmp_path)
    assert raw_folder.read_sidecar(tmp_path, first, Limits()) == b'{"url": "https://a.example/"}'
    assert raw_folder.read_sidecar(tmp_path, second, Limits()) is None
    assert first.size == len(PAGE) + 29


def test_a_sidecar_may_have_the_name_without_the_ending(tmp_path: Path) -> None:
    for name in ("a.html", "b.html.gz", "c.html", "d.csv"):
        put(tmp_path, name)
    for name in ("a", "b", "c", "c.html", "d", "e.html"):
        put(tmp_path, f"{name}.meta.json", name.encode())
    found = list(raw_folder.list_inputs(tmp_path, Limits()))
    given = [each for each in found if isinstance(each, RawInput)]
    assert [raw_folder.read_sidecar(tmp_path, each, Limits()) for each in given] == [b"a", b"b", b"c.html", None]
    assert [(each.record_path, each.reason) for each in found if isinstance(each, Rejection)] == [
        ("c.meta.json", "lone_sidecar"),
        ("d.meta.json", "lone_sidecar"),
        ("e.html.meta.json", "lone_sidecar"),
    ]


def test_the_hash_covers_page_and_sidecar(tmp_path: Path) -> None:
    (alone,) = listed_after(tmp_path, "a.html")
    before = raw_folder.sha256_of(tmp_path, alone)
    (pair,) = listed_after(tmp_path, "a.html.meta.json", b"{}")
    paired = raw_folder.sha256_of(tmp_path, pair)
    (changed,) = listed_after(tmp_path, "a.html.meta.json", b"{ }")
    assert len({before, paired, raw_folder.sha256_of(tmp_path, changed)}) == 3


def test_a_sidecar_that_changes_is_a_change_of_the_input(tmp_path: Path) -> None:
    put(tmp_path, "a.html.meta.json", b"{}")
    (given,) = listed_after(tmp_path, "a.html")
    assert raw_folder.is_unchanged(tmp_path, given)
    put(tmp_path, "a.html.meta.json", b"{ }")
    assert not raw_folder.is_unchanged(tmp_path, given)


def test_a_growing_file_is_not_complete(tmp_path: Path) -> None:
    (given,) = listed_after(tmp_path, "a.txt")
    assert raw_folder.is_complete(tmp_path, given, Limits())
    put(tmp_path, "a.txt", PAGE * 2)
    assert not raw_folder.is_complete(tmp_path, given, Limits())
    (tmp_path / "a.txt").unlink()
    assert not raw_folder.is_complete(tmp_path, given, Limits())


ROWS = b'{"text": "a"}\n{"text": "b"}\n'


@pytest.mark.parametrize(
    ("name", "data", "complete"),
    [
        ("a.jsonl", ROWS, True),
        ("a.jsonl", ROWS[:-1], True),
        ("a.jsonl", ROWS[:-5], False),
        ("a.json", b'[{"text": "a"}', False),
        ("a.json", b'[{"text": "a"}]\n', True),
        ("a.jsonl.gz", gzip.compress(ROWS, mtime=0), True),
        ("a.jsonl.gz", gzip.compress(ROWS, mtime=0)[:-9], False),
        ("a.xml", b"<rss><channel><item><title>Wor", False),
        ("a.zip", b"PK\x03\x04" + b"x" * 100, False),
        ("a.parquet", b"PAR1xxxx", False),
        ("a.csv", b"title,text\nA,on", True),
        ("a.html", b"<html><p>Wor", True),
        ("a.txt", b"", True),
        ("a.warc", b"WARC/1.0\r\nContent-Length: 9\r\n\r\nxx", False),
    ],
)
def test_closing_bytes(name: str, data: bytes, complete: bool, tmp_path: Path) -> None:
    (given,) = listed_after(tmp_path, name, data)
    assert raw_folder.is_complete(tmp_path, given, Limits()) is complete
    assert raw_folder.is_complete(tmp_path, given, Limits(), is_settled=True), "what did not grow since will not come"
