"""What is read from the cache is what would be parsed, and a cache that can't be used costs nothing but time."""

from pathlib import Path

import pytest

from warehouse import catalog, lineage, parse_cache
from warehouse.parse_cache import cached


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parse_cache, "FOLDER", tmp_path / "__pycache__" / "sql")
    return tmp_path / "__pycache__" / "sql"


def answer(text: str, result: object, name: str = "words") -> object:
    return cached(name, text, lambda: result)


def test_a_text_is_parsed_once(folder: Path) -> None:
    assert [answer("a", ("x", 1)), answer("a", "never parsed")] == [["x", 1]] * 2
    assert [path.name for path in folder.iterdir()] == ["words.json"]


def test_another_text_and_another_name_are_parsed(folder: Path) -> None:
    assert [answer("a", 1), answer("b", 2), answer("b", 3, "tables")] == [1, 2, 3]
    assert sorted(path.name for path in folder.iterdir()) == ["tables.json", "words.json"]


def test_another_parser_parses_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer("a", 1) == 1
    monkeypatch.setattr(parse_cache, "_parser_version", lambda: "other")
    assert answer("a", 2) == 2


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"key": "1"}', '{"result": 7}'])
def test_a_damaged_file_is_replaced(folder: Path, damaged: str) -> None:
    folder.mkdir(parents=True)
    (folder / "words.json").write_text(damaged)
    assert [answer("a", 1), answer("a", "never parsed")] == [1, 1]


def test_a_folder_that_cannot_be_written_to_is_no_error(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file")
    assert [answer("a", 1), answer("a", 2)] == [1, 2]


def test_there_is_one_file_per_name_however_often_its_text_changes(folder: Path) -> None:
    assert [answer(text, text) for text in "abc"] == ["a", "b", "c"]
    assert len(list(folder.iterdir())) == 1
    for number in range(100):
        catalog.tables_read(f"select {number} from main.articles")
    assert all(len(path.stem) <= len("tables ") + 4 for path in folder.iterdir())


def test_what_is_cached_is_what_is_parsed() -> None:
    parsed = catalog.tables.__wrapped__(catalog.DDL_FOLDER)
    assert parsed == catalog.tables.__wrapped__(catalog.DDL_FOLDER) == catalog.tables()
    assert catalog.models.__wrapped__(catalog.SQL_FOLDER) == catalog.models()
    for name in catalog.models():
        assert lineage.column_sources.__wrapped__(name) == lineage.column_sources(name)
