"""Command line, daemon, web server: killed at random and started again, each dropped file is published once."""

from pathlib import Path

import pytest

from tests.crash.kill_rounds import kill_rounds


@pytest.mark.slow
def test_every_dropped_file_is_published_once_whoever_is_killed(tmp_path: Path) -> None:
    assert kill_rounds(tmp_path / "ground", rounds=4)
