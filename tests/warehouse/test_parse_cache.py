"""What was read out of SQL is what would be read anew, and a memory that is of no use costs nothing but time."""

from pathlib import Path

import pytest

from warehouse import catalog, lineage, parse_cache
from warehouse.parse_cache import Memory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made" / "sql.json"


def asked(memory: Memory, text: str, answer: object) -> object:
    return memory.ask("words", text, lambda: answer)


def test_a_text_is_read_once(file: Path) -> None:
    first = Memory(file, "1")
    assert [asked(first, "a", ("x", 1)), asked(first, "a", "never read")] == [["x", 1]] * 2
    first.save()
    assert asked(Memory(file, "1"), "a", "never read") == ["x", 1]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_another_text_another_question_and_another_reader_are_read_anew(file: Path) -> None:
    first = Memory(file, "1")
    asked(first, "a", 1)
    first.save()
    second = Memory(file, "1")
    assert [asked(second, "b", 2), second.ask("tables", "a", lambda: 3), asked(Memory(file, "2"), "a", 4)] == [2, 3, 4]


def test_two_processes_keep_what_either_read(file: Path) -> None:
    first, second = Memory(file, "1"), Memory(file, "1")
    asked(first, "a", 1)
    asked(second, "b", 2)
    first.save()
    second.save()
    assert [asked(Memory(file, "1"), text, "never read") for text in "ab"] == [1, 2]


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"state": "1"}', '{"state": "1", "read": 7}'])
def test_a_damaged_file_is_read_as_none(file: Path, damaged: str) -> None:
    file.parent.mkdir()
    file.write_text(damaged)
    memory = Memory(file, "1")
    assert asked(memory, "a", 1) == 1
    memory.save()
    assert asked(Memory(file, "1"), "a", "never read") == 1


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("a file")
    memory = Memory(tmp_path / "made" / "sql.json", "1")
    asked(memory, "a", 1)
    memory.save()
    assert asked(memory, "a", 2) == 1


def test_the_file_does_not_grow_without_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_cache, "MOST", 2)
    for text in "abc":
        memory = Memory(file, "1")
        asked(memory, text, 1)
        memory.save()
    assert [asked(Memory(file, "1"), text, 0) for text in "abc"] == [0, 0, 1]


def test_all_that_is_remembered_is_what_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables, models = catalog.tables(), catalog.models()
    columns = {name: lineage.column_sources(name) for name in models}
    anew = Memory(file, "1")
    for module in (catalog, lineage):
        monkeypatch.setattr(module, "memory", lambda: anew)
    assert catalog.tables.__wrapped__(catalog.DDL_FOLDER) == tables
    assert catalog.models.__wrapped__(catalog.SQL_FOLDER) == models
    assert {name: lineage.column_sources.__wrapped__(name) for name in models} == columns
