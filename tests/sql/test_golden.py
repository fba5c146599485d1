"""The golden files are up to date: the models as transpiled to Spark, the reasons, the data dictionary."""

from pathlib import Path

import pytest
import sqlglot

from tests.golden import FOLDER, golden


@pytest.mark.parametrize(("path", "text"), golden(), ids=lambda value: value.stem if isinstance(value, Path) else "")
def test_golden_file_is_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text
    assert path.suffix == ".md" or sqlglot.parse_one(text, read="spark") is not None


def test_every_golden_file_has_a_model() -> None:
    assert sorted(FOLDER.glob("*/*.sql")) == sorted(path for path, _ in golden() if path.suffix == ".sql")
