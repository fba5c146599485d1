"""The models as `newsfold compile --dialect spark` writes them: a change shows here first."""

from pathlib import Path

import pytest
import sqlglot

from tests.golden import FOLDER, golden


@pytest.mark.parametrize(("path", "text"), golden(), ids=lambda value: value.stem if isinstance(value, Path) else "")
def test_what_is_golden_is_as_it_was_read_and_accepted(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text
    assert path.suffix == ".md" or sqlglot.parse_one(text, read="spark") is not None


def test_no_golden_file_is_left_over() -> None:
    assert sorted(FOLDER.glob("*/*.sql")) == sorted(path for path, _ in golden() if path.suffix == ".sql")
