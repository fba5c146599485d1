"""Killed at any moment, refused at any write: what is published stays whole, and one more run makes it right.

The fast suite passes every named point a few times; `-m slow` does so at least twenty times, and 200 times at random.
"""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.crash import invariants, points, sequence
from tests.crash.points import PHASES, REFUSABLE

SEED = 20_260_301

VOCABULARY = ("harbour", "pier", "crane", "ferry", "council", "vote", "storm", "mill", "lamp", "weir")


@dataclass(frozen=True)
class Ground:
    """A warehouse with one published version, raw files for a second run, and what both runs must come to."""

    settings: Settings
    undisturbed: str
    passings: dict[str, int]

    def fresh(self, folder: Path) -> Settings:
        """The warehouse as it was after the first run, in a folder of its own."""
        before = self.settings.warehouse.parent.parent / "before"
        subprocess.run(["cp", "-a", f"{before}/.", str(folder)], check=True)
        return Settings(raw=self.settings.raw, warehouse=folder / "news.duckdb", workers=1, threads=1)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    root = tmp_path_factory.mktemp("crash")
    settings = Settings(raw=root / "raw", warehouse=root / "done" / "news.duckdb", workers=1, threads=1)
    settings.raw.mkdir()
    write_news(settings.raw / "first.jsonl", range(30))
    warm_up(root)
    assert points.run_child(settings, "first") == 0
    subprocess.run(["cp", "-a", str(settings.warehouse.parent), str(root / "before")], check=True)
    write_news(settings.raw / "second.jsonl", range(20, 60))
    (settings.raw / "third.txt").write_text("The lamp on the mole was lit again. " * 9)
    write_news(settings.raw / "first.jsonl", range(31))
    counts = count_all_passings(settings)
    yield Ground(settings, invariants.digest(settings.warehouse), counts)


def warm_up(root: Path) -> None:
    """A run in this process: what it imports, compiles and loads, its forked children need not."""
    settings = Settings(raw=root / "warm-raw", warehouse=root / "warm" / "news.duckdb", workers=1, threads=1)
    settings.raw.mkdir()
    write_news(settings.raw / "warm.jsonl", range(12))
    assert sequence.whole_run(settings, "warm") is not None


def write_news(path: Path, numbers: range) -> None:
    """Fictional articles; neighbours in number share most of their words, every seventh is broken."""
    lines = []
    for number in numbers:
        rng = random.Random(number // 3)
        words = " ".join(rng.choice(VOCABULARY) for _ in range(80))
        text = f"{words} Keeper {number % 3} signed the book at the gate on the hill."
        lines.append(
            json.dumps({"id": number, "url": f"https://news.example/{number}", "title": f"N {number}", "text": text})
        )
        if number % 7 == 0:
            lines.append('{"id": "broken"')
    path.write_text("\n".join(lines) + "\n")


def count_all_passings(settings: Settings) -> dict[str, int]:
    """Do the second run undisturbed; how often each call of a phase is passed in it."""
    read, write = os.pipe()

    def prepare() -> None:
        counters: dict[str, list[int]] = {}
        for targets in PHASES.values():
            for target in targets:
                points.count_passings(target, counters.setdefault(name_of(target), []))
        whole_exit = os._exit

        def tell(code: int) -> None:
            os.write(write, json.dumps({name: len(seen) for name, seen in counters.items()}).encode())
            whole_exit(code)

        os._exit = tell  # type: ignore[assignment]

    assert points.run_child(settings, "second", prepare) == 0
    counted: dict[str, int] = json.loads(os.read(read, 10_000))
    os.close(read)
    os.close(write)
    return counted


def name_of(target: points.Target) -> str:
    holder, name = target
    return f"{getattr(holder, '__name__', holder)}.{name}"


def check_recovery(ground: Ground, settings: Settings) -> None:
    invariants.assert_readable(settings.warehouse)
    assert points.run_child(settings, "recovery") == 0
    invariants.assert_readable(settings.warehouse)
    assert invariants.digest(settings.warehouse) == ground.undisturbed
    assert invariants.leftovers(settings.warehouse) == []


def kill_in_phase(ground: Ground, folder: Path, phase: str, number: int) -> None:
    rng = random.Random(f"{SEED}-{phase}-{number}")
    targets = [target for target in PHASES[phase] if ground.passings[name_of(target)]]
    target = targets[number % len(targets)]
    passing, after = rng.randint(1, ground.passings[name_of(target)]), rng.random() < 0.5
    settings = ground.fresh(folder)
    code = points.run_child(settings, "killed", lambda: points.kill_at(target, passing, after))
    assert code == -signal.SIGKILL, (name_of(target), passing)
    check_recovery(ground, settings)


@pytest.mark.parametrize("number", range(2))
@pytest.mark.parametrize("phase", PHASES)
def test_killed_in_a_phase(ground: Ground, tmp_path: Path, phase: str, number: int) -> None:
    kill_in_phase(ground, tmp_path, phase, number)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(2, 22))
@pytest.mark.parametrize("phase", PHASES)
def test_killed_in_a_phase_again_and_again(ground: Ground, tmp_path: Path, phase: str, number: int) -> None:
    kill_in_phase(ground, tmp_path, phase, number)


def kill_at_random(ground: Ground, folder: Path, number: int) -> None:
    """Kill some moments after the first record was read, wherever the run is by then."""
    settings = ground.fresh(folder)
    read, write = os.pipe()

    def prepare() -> None:
        whole = points.landing.Landing.add

        def telling(self: object, *arguments: object) -> None:
            points.landing.Landing.add = whole  # type: ignore[method-assign]
            os.write(write, str(os.getpid()).encode())
            whole(self, *arguments)  # type: ignore[arg-type]

        points.landing.Landing.add = telling  # type: ignore[assignment, method-assign]

    killer = os.fork()
    if killer == 0:
        victim = int(os.read(read, 20))
        time.sleep(random.Random(f"{SEED}-{number}").uniform(0, 2.0))
        try:
            os.kill(victim, signal.SIGKILL)
        finally:
            os._exit(0)
    code = points.run_child(settings, "killed", prepare)
    os.waitpid(killer, 0)
    os.close(read)
    os.close(write)
    assert code in (0, -signal.SIGKILL)
    check_recovery(ground, settings)


@pytest.mark.parametrize("number", range(3))
def test_killed_at_a_random_moment(ground: Ground, tmp_path: Path, number: int) -> None:
    kill_at_random(ground, tmp_path, number)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(3, 203))
def test_killed_at_random_moments(ground: Ground, tmp_path: Path, number: int) -> None:
    kill_at_random(ground, tmp_path, number)


def refuse_one(ground: Ground, folder: Path, operation: str, passing: int) -> bool:
    """Refuse the n-th passing of an operation; False if there was no such passing."""
    settings = ground.fresh(folder)
    code = points.run_child(settings, "refused", lambda: points.refuse_at(REFUSABLE[operation], passing))
    check_recovery(ground, settings)
    return code != 0


@pytest.mark.parametrize("operation", REFUSABLE)
def test_the_first_passing_of_an_operation_is_refused(ground: Ground, tmp_path: Path, operation: str) -> None:
    assert refuse_one(ground, tmp_path, operation, 1)


@pytest.mark.slow
@pytest.mark.parametrize("operation", REFUSABLE)
def test_every_passing_of_an_operation_is_refused(ground: Ground, tmp_path: Path, operation: str) -> None:
    passing = 1
    while refuse_one(ground, tmp_path / str(passing), operation, passing):
        passing += 1
    assert passing > 1
