"""A table that is kept is the one that would be made, and is kept only where its folder goes with the sources."""

import os
from pathlib import Path

import numpy as np
import pytest

from pipelines.core.stories import frequencies, kept_tables

HASHES, SHARES = np.array([0, 7], np.uint64), np.array([0, 0.5], np.float32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_tables, "CORE", tmp_path)
    made = tmp_path / "__pycache__" / "kernels-0f"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(made))
    return made


def test_what_is_kept_is_what_was_made(folder: Path) -> None:
    made = frequencies._made("is")
    assert made is not None and kept_tables.kept("is") is None
    kept_tables.keep("is", *made)
    found = kept_tables.kept("is")
    assert found is not None
    for one, other in zip(made, found, strict=True):
        assert one.dtype == other.dtype and np.array_equal(one, other)
        assert one.flags.writeable == other.flags.writeable and one.flags.c_contiguous == other.flags.c_contiguous
    assert len(os.listdir(folder)) == 1


def test_a_table_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(frequencies, "_made", lambda name: asked.append(name) or (HASHES, SHARES))
    for _ in range(2):
        frequencies._table.cache_clear()
        assert frequencies.of("is").hashes.tolist() == [0, 7] and frequencies.of("is").is_known
    frequencies._table.cache_clear()
    assert asked == ["is"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", b"nothing"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    kept_tables.keep("is", HASHES, SHARES)
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert kept_tables.kept("is") is None
    kept_tables.keep("is", HASHES, SHARES)
    assert kept_tables.kept("is") is not None


@pytest.mark.parametrize("name", ["../en", "en/../../x", "", "EN", "english", "en\n"])
def test_no_other_file_is_touched(folder: Path, name: str) -> None:
    kept_tables.keep(name, HASHES, SHARES)
    assert kept_tables.kept(name) is None and not folder.exists()


def test_nothing_is_kept_in_a_folder_that_is_not_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in (str(folder.parent / "mine"), str(folder.parents[1] / "kernels-0f"), ""):
        monkeypatch.setenv("NUMBA_CACHE_DIR", other)
        kept_tables.keep("is", HASHES, SHARES)
        assert kept_tables.kept("is") is None and not (other and Path(other).exists())
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    assert kept_tables.kept("is") is None


def test_a_folder_that_cannot_be_written_to_is_no_error(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file")
    kept_tables.keep("is", HASHES, SHARES)
    assert kept_tables.kept("is") is None
