"""The golden files are up to date: the models as transpiled to Spark, the reasons, the codebook."""

from pathlib import Path

import pytest
import sqlglot

from expectations.suites import suites
from pipelines.core.normalization.methods import pattern_of
from pipelines.core.reasons import REASONS
from pipelines.settings import setting_names
from tests.golden import FOLDER, examples, golden
from warehouse import catalog


@pytest.mark.parametrize(("path", "text"), golden(), ids=lambda value: value.stem if isinstance(value, Path) else "")
def test_golden_file_is_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text
    assert path.suffix == ".md" or sqlglot.parse_one(text, read="spark") is not None


def test_nothing_of_the_registries_is_missing() -> None:
    pages = {path.name: text for path, text in golden()}
    missing = [f"NEWSFOLD_{name.upper()}" for name in setting_names()]
    assert [name for name in missing if f"`{name}`" not in pages["settings.md"]] == []
    assert [name for name in REASONS if f"| `{name}` |" not in pages["REASONS.md"]] == []
    for suite in suites(catalog.lasting_tables()).values():
        section = pages["checks.md"].partition(f"## {suite.table}\n")[2].partition("\n## ")[0]
        assert [each.name for each in suite.expectations if f"`{each.name}` | {each.severity}" not in section] == []
    for table in catalog.tables().values():
        section = pages["data-dictionary.md"].partition(f"### {table.name}\n")[2].partition("\n### ")[0]
        assert table.schema == "work" or all(f"| `{name}` |" in section for name in table.column_names), table.name


def test_every_method_of_the_samples_has_a_sentence() -> None:
    seen = [key.split(" ") for key in examples.stored()["methods"]]
    assert len(seen) > 50
    assert [each for each in seen if not pattern_of(*each)] == []


def test_every_golden_file_has_a_model() -> None:
    assert sorted(FOLDER.glob("*/*.sql")) == sorted(path for path, _ in golden() if path.suffix == ".sql")
