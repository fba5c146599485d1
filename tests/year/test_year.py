"""A warehouse is lived with for weeks, and for a year: nothing is lost or doubled, and what is alarming is said."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.crash import sequence
from tests.steps.removal_ground import Ground
from tests.year.accidents import Accidents, Expected, expected_alarms, of_a_year, of_some_weeks
from tests.year.life import Alarm, Life
from warehouse import tombstones

MAX_STATE_BYTES = 200e6
BY_ID = {"links", "words"}
"""Not compared: the order of a pair is by the ids of its clusters, and words that no text has any more are kept."""


def check_alarms(raised: Iterable[Alarm], expected: Iterable[Expected]) -> None:
    """Each alarm is expected, each expected one was raised once."""
    left = list(expected)
    for alarm in raised:
        met = [each for each in left if each.is_met_by(*alarm)]
        assert met, (alarm, left)
        left.remove(met[0])
    assert left == []


def check_afresh(life: Life, folder: Path) -> None:
    """The same files, read at once into a new warehouse, give the same tables."""
    fresh = Settings(raw=life.settings.raw, warehouse=folder / "news.duckdb", workers=0, threads=1)
    folder.mkdir()
    shutil.copy(tombstones.path_of(life.settings.warehouse), folder)
    assert sequence.whole_run(fresh, "afresh") is not None
    lived, read_at_once = Ground(life.settings).content(), Ground(fresh).content()
    assert [name for name in lived if name not in BY_ID and lived[name] != read_at_once[name]] == []


def live(folder: Path, days: int, accidents: Accidents, seed: int, **how: int) -> Life:
    life = Life(folder / "lived", accidents, seed, **how)
    life.live(days)
    check_alarms(life.alarms(), expected_alarms(accidents))
    assert life.sizes["state"] < MAX_STATE_BYTES
    check_afresh(life, folder / "fresh")
    return life


def test_some_weeks(tmp_path: Path) -> None:
    live(tmp_path, 24, of_some_weeks(), seed=3, every=4, job_every=0)


@pytest.mark.long
@pytest.mark.parametrize("seed", [1])
def test_a_year(tmp_path: Path, seed: int) -> None:
    life = live(tmp_path, 365, of_a_year(seed), seed)
    assert life.killed > 12, "most kills found a run at work"
