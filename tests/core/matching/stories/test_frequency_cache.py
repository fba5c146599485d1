"""A list that is kept is the one that would be read anew, and nothing else is written or read for it."""

import os
from pathlib import Path

import numpy as np
import pytest

from pipelines.core.matching.stories import frequencies, frequency_cache

HASHES, SHARES = np.array([7], np.uint64), np.array([0.5], np.float32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "__pycache__" / "frequencies-0f"
    monkeypatch.setattr(frequency_cache, "_folder", lambda: made)
    return made


def test_what_is_kept_is_what_was_made(folder: Path) -> None:
    made = frequencies._listed("is")
    assert made is not None and frequency_cache.kept("is") is None
    frequency_cache.keep("is", *made)
    found = frequency_cache.kept("is")
    assert found is not None
    for one, other in zip(made, found, strict=True):
        assert one.dtype == other.dtype and np.array_equal(one, other)
        assert one.flags.writeable == other.flags.writeable and one.flags.c_contiguous == other.flags.c_contiguous
    assert os.listdir(folder) == ["is.npz"]


def test_a_list_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(frequencies, "_listed", lambda name: asked.append(name) or (HASHES, SHARES))
    for _ in range(2):
        frequencies._table.cache_clear()
        assert 7 in frequencies.of("is").hashes.tolist() and frequencies.of("is").is_known
    frequencies._table.cache_clear()
    assert asked == ["is"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", b"nothing"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    frequency_cache.keep("is", HASHES, SHARES)
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert frequency_cache.kept("is") is None
    frequency_cache.keep("is", HASHES, SHARES)
    assert frequency_cache.kept("is") is not None


@pytest.mark.parametrize("name", ["../en", "en/../../x", "", "EN", "english", "en\n"])
def test_no_other_file_is_touched(folder: Path, name: str) -> None:
    frequency_cache.keep(name, HASHES, SHARES)
    assert frequency_cache.kept(name) is None and not folder.exists()


def test_the_folder_goes_with_how_words_are_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequency_cache, "CORE", tmp_path)
    found = []
    for text in ("one", "two", "one"):
        for source in frequency_cache.SOURCES:
            file = tmp_path / source
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        found.append(frequency_cache._folder.__wrapped__())
    assert found[0] == found[2] != found[1] and found[0].parent == tmp_path / "__pycache__"


def test_a_folder_that_cannot_be_written_to_is_no_error(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file")
    frequency_cache.keep("is", HASHES, SHARES)
    assert frequency_cache.kept("is") is None
