"""A word list that is kept is the one that would be read, and nothing else is written or read for it."""

import os
from pathlib import Path

import numpy as np
import pytest

from pipelines.core.matching.stories import frequencies
from pipelines.steps import word_lists

WORDS = np.array([7], np.uint64), np.array([0.5], np.float32)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(word_lists, "FOLDER", tmp_path / "__pycache__" / "word-lists")
    word_lists.frequencies_in.cache_clear()
    return tmp_path / "__pycache__" / "word-lists"


def test_what_is_read_is_what_was_written(folder: Path) -> None:
    words = frequencies.word_list("is")
    assert words is not None and word_lists.read(folder / "is.npz") is None
    word_lists.write(folder / "is.npz", words)
    found = word_lists.read(folder / "is.npz")
    assert found is not None
    for one, other in zip(words, found, strict=True):
        assert one.dtype == other.dtype and np.array_equal(one, other)
        assert one.flags.writeable == other.flags.writeable and one.flags.c_contiguous == other.flags.c_contiguous
    assert os.listdir(folder) == ["is.npz"]


def test_a_list_is_read_from_its_package_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(frequencies, "word_list", lambda language: asked.append(language) or WORDS)
    for _ in range(2):
        word_lists.frequencies_in.cache_clear()
        found = word_lists.frequencies_in("is")
        assert 7 in found.hashes.tolist() and found.is_known
    word_lists.frequencies_in.cache_clear()
    assert asked == ["is"]


@pytest.mark.parametrize("language", ["en", "no", None, "xx"])
def test_it_is_the_table_of_core(language: str | None) -> None:
    ours, cores = word_lists.frequencies_in(language), frequencies.of(language)
    assert np.array_equal(ours.hashes, cores.hashes) and np.array_equal(ours.shares, cores.shares)
    assert ours.is_known == cores.is_known


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", b"nothing"])
def test_a_damaged_file_is_replaced(folder: Path, damage: bytes) -> None:
    file = folder / "is.npz"
    word_lists.write(file, WORDS)
    file.write_bytes(damage)
    assert word_lists.read(file) is None
    word_lists.write(file, WORDS)
    assert word_lists.read(file) is not None


@pytest.mark.parametrize("language", ["../en", "en/../../x", "", "EN", "english", "en\n"])
def test_no_other_file_is_touched(folder: Path, language: str) -> None:
    word_lists.frequencies_in(language)
    assert not folder.exists()


def test_another_way_to_hash_words_makes_a_file_invalid(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    word_lists.write(folder / "is.npz", WORDS)
    monkeypatch.setattr(word_lists, "_state", lambda: "other")
    assert word_lists.read(folder / "is.npz") is None


def test_the_state_goes_with_how_words_are_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "tokens.py"
    monkeypatch.setattr(word_lists.tokens, "__file__", str(source))
    found = []
    for text in ("one", "two", "one"):
        source.write_text(text)
        found.append(word_lists._state.__wrapped__())
    assert found[0] == found[2] != found[1]


def test_a_folder_that_cannot_be_written_to_is_no_error(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file")
    word_lists.write(folder / "is.npz", WORDS)
    assert word_lists.read(folder / "is.npz") is None
