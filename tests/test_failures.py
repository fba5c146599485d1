"""Why something failed, in plain words; full disks and too little memory say what to do."""

from pathlib import Path

import pytest

from pipelines import failures
from pipelines.settings import Settings

FULL = (
    'IO Error: Could not write file "/w/.build-1.duckdb": No space left on device',
    "No space left on device: '/w/x'",
    "Disk quota exceeded",
    "database or disk is full",
    "Out of Memory Error: failed to offload data block of size 1 KiB (set by the 'max_temp_directory_size' setting)",
)


@pytest.mark.parametrize("reason", FULL)
def test_a_full_disk_says_where_and_how_much_is_needed(tmp_path: Path, reason: str) -> None:
    settings = Settings(raw=tmp_path, warehouse=tmp_path / "later" / "news.duckdb")
    said = failures.with_advice(reason, settings, needed=300 << 20)
    assert said.startswith(f"the disk is full: {tmp_path} has ")
    assert "may need up to 300 MB; free some space" in said


@pytest.mark.parametrize("reason", ["Out of Memory Error: failed to allocate data", "MemoryError: no more"])
def test_too_little_memory_names_the_setting(tmp_path: Path, reason: str) -> None:
    settings = Settings(raw=tmp_path, warehouse=tmp_path / "news.duckdb", memory_limit="70MB")
    said = failures.with_advice(reason, settings)
    assert said == (
        f"memory does not suffice ({reason}); NEWSFOLD_MEMORY_LIMIT is 70MB: give more, or run fewer NEWSFOLD_WORKERS"
    )


def test_another_reason_stays_as_it_is(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path, warehouse=tmp_path / "news.duckdb")
    assert failures.with_advice("KeyError: 'title'", settings) == "KeyError: 'title'"


def test_the_innermost_cause_is_the_reason() -> None:
    try:
        try:
            try:
                raise KeyError("root")
            except KeyError as error:
                raise ValueError("middle") from error
        except ValueError:
            raise RuntimeError("around") from None
    except RuntimeError as error:
        assert isinstance(failures.innermost(error), RuntimeError)  # `from None` hides what came before
        error.__suppress_context__ = False
        assert isinstance(failures.innermost(error), KeyError)


def test_words_are_one_line_of_bounded_length() -> None:
    said = failures.plain_words("IOException", "x\x1b[31m\ny " * 1000 + "\n\nPossible solutions:\n* many")
    assert len(said) == failures.MAX_CHARACTERS
    assert said.isprintable()
    assert failures.plain_words("Strange", "") == "an error without a message"


def test_the_last_log_alone_is_kept(tmp_path: Path) -> None:
    first = failures.write_log(tmp_path / "w", "one", "a")
    second = failures.write_log(tmp_path / "w", "two", "b\udc80")
    assert first and second
    assert [path.name for path in (tmp_path / "w").iterdir()] == ["failed-two.log"]
    (tmp_path / "file").write_text("")
    assert failures.write_log(tmp_path / "file", "three", "c") is None
