"""A disk that is full, for real: what is published stays whole, and with room again one more run makes it right.

By a limit of the system on the size of files, which any user may set, and on a small file system, for which it takes
root.
"""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.crash import points
from tests.crash.ground import Ground, check_recovery
from tests.marks import long, slow

KIB = 1024
FINENESS = [*slow([5]), *long([1])]
"""Every how many steps a run is tried."""


def run_with_files_of_at_most(settings: Settings, size: int) -> int:
    """The exit code of a run that may write no file beyond this size; what goes beyond fails as on a full disk."""
    return points.run_child(settings, "full", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


def fill(ground: Ground, folder: Path, size: int) -> bool:
    """Run so, and see to it that all is well afterwards; whether the run came to its end in spite of the limit."""
    settings = ground.fresh(folder)
    code = run_with_files_of_at_most(settings, size)
    check_recovery(ground, settings)
    return code == 0


@pytest.mark.parametrize("size", [300 * KIB, *slow([0, 1100 * KIB])])
def test_files_may_not_grow(ground: Ground, tmp_path: Path, size: int) -> None:
    assert not fill(ground, tmp_path, size)


@pytest.mark.parametrize("every", FINENESS)
def test_files_may_grow_a_little_more_each_time(ground: Ground, tmp_path: Path, every: int) -> None:
    """From nothing to as much as a run needs, by steps that end it in other places."""
    finished = [fill(ground, tmp_path / str(step), step * 512 * KIB) for step in range(0, 60, every)]
    assert not all(finished) and any(finished)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("a file system can't be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_disk(ground: Ground, folder: Path, free: int) -> bool:
    """Run with so many bytes free on the disk, then with room again; whether the first run came to its end."""
    settings = ground.fresh(folder)
    ballast = folder / "ballast"
    size = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize - free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)
    code = points.run_child(settings, "full")
    ballast.unlink()
    check_recovery(ground, settings)
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return code == 0


@pytest.mark.parametrize("free", [4000 * KIB, *slow([100 * KIB])])
def test_the_disk_is_full(ground: Ground, small_disk: Path, free: int) -> None:
    assert not fill_disk(ground, small_disk, free)


@pytest.mark.parametrize("every", FINENESS)
def test_the_disk_has_a_little_more_room_each_time(ground: Ground, small_disk: Path, every: int) -> None:
    finished = [fill_disk(ground, small_disk, step * 512 * KIB) for step in range(1, 60, every)]
    assert not all(finished) and any(finished)
