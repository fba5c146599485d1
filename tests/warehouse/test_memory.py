"""The memory a process may use: physical memory, bounded by its control groups."""

from pathlib import Path

import pytest

from warehouse import memory

PHYSICAL = memory.usable_memory(Path("/nowhere"), Path("/nowhere"))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_without_control_groups_physical_memory_counts(tmp_path: Path) -> None:
    assert memory.usable_memory(tmp_path, tmp_path / "none") == PHYSICAL > 0


def test_the_lowest_limit_on_the_way_up_counts(tmp_path: Path) -> None:
    write(tmp_path / "membership", "0::/user/session\n")
    write(tmp_path / "user/session/memory.max", "max\n")
    write(tmp_path / "user/memory.max", f"{64 << 20}\n")
    assert memory.usable_memory(tmp_path, tmp_path / "membership") == 64 << 20


def test_version_1_has_its_own_folder_and_file(tmp_path: Path) -> None:
    write(tmp_path / "membership", "5:cpu:/a\n4:memory:/a\n0::/\n")
    write(tmp_path / "memory/a/memory.limit_in_bytes", f"{96 << 20}\n")
    write(tmp_path / "cpu/a/memory.limit_in_bytes", "1\n")
    assert memory.usable_memory(tmp_path, tmp_path / "membership") == 96 << 20


def test_no_limit_of_a_group_raises_what_there_is(tmp_path: Path) -> None:
    write(tmp_path / "membership", "0::/\n")
    write(tmp_path / "memory.max", f"{PHYSICAL * 4}\n")
    assert memory.usable_memory(tmp_path, tmp_path / "membership") == PHYSICAL


def test_a_setting_is_taken_as_it_is() -> None:
    assert memory.memory_limit("3GB") == "3GB"


@pytest.mark.parametrize(
    ("usable", "limit"),
    [(1 << 30, memory.MIN_LIMIT), (24 << 30, (24 << 30) // memory.SHARES), (1 << 40, memory.MAX_LIMIT)],
)
def test_auto_is_a_share_of_what_may_be_used(usable: int, limit: int) -> None:
    assert memory.memory_limit(memory.AUTO, usable) == f"{limit}B"
