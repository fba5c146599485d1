"""Killed at any moment, refused at any write: what is published stays whole, and one more run makes it right.

The fast suite kills once in every phase; the long one at least twenty times, and 200 times at random.
"""

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from tests.crash import invariants, points
from tests.crash.ground import Ground, check_recovery, name_of
from tests.crash.points import PHASES, REFUSABLE
from tests.marks import long, numbers, slow

SEED = 20_260_301


def kill_in_phase(ground: Ground, folder: Path, phase: str, number: int) -> None:
    rng = random.Random(f"{SEED}-{phase}-{number}")
    targets = [target for target in PHASES[phase] if ground.passings[name_of(target)]]
    target = targets[number % len(targets)]
    passing, after = rng.randint(1, ground.passings[name_of(target)]), rng.random() < 0.5
    settings = ground.fresh(folder)
    code = points.run_child(settings, "killed", lambda: points.kill_at(target, passing, after))
    assert code == -signal.SIGKILL, (name_of(target), passing)
    check_recovery(ground, settings)


@pytest.mark.parametrize("number", numbers(1, 5, 22))
@pytest.mark.parametrize("phase", PHASES)
def test_killed_in_a_phase(ground: Ground, tmp_path: Path, phase: str, number: int) -> None:
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


@pytest.mark.parametrize("number", numbers(1, 10, 203))
def test_killed_at_a_random_moment(ground: Ground, tmp_path: Path, number: int) -> None:
    kill_at_random(ground, tmp_path, number)


def refuse_one(ground: Ground, folder: Path, operation: str, passing: int) -> bool:
    """Refuse the n-th passing of an operation; False if there was no such passing."""
    settings = ground.fresh(folder)
    code = points.run_child(settings, "refused", lambda: points.refuse_at(REFUSABLE[operation], passing))
    check_recovery(ground, settings)
    return code != 0


@pytest.mark.parametrize("operation", ["write", "rename", "fsync", *slow(["execute", "replace", "chmod", "copy"])])
def test_the_first_passing_of_an_operation_is_refused(ground: Ground, tmp_path: Path, operation: str) -> None:
    assert refuse_one(ground, tmp_path, operation, 1)


@pytest.mark.parametrize("step", [*slow([5]), *long([1])])
@pytest.mark.parametrize("operation", REFUSABLE)
def test_every_passing_of_an_operation_is_refused(ground: Ground, tmp_path: Path, operation: str, step: int) -> None:
    """Or every so many."""
    passing = 1
    while refuse_one(ground, tmp_path / str(passing), operation, passing):
        passing += step
    assert passing > 1


def statements_of_a_run(ground: Ground, folder: Path) -> int:
    """How many statements an undisturbed run executes."""
    counted = folder / "statements"
    settings = ground.fresh(folder / "counted")
    assert points.run_child(settings, "counted", partial(points.count_statements, counted)) == 0
    return int(counted.read_text())


def refuse_statements(ground: Ground, folder: Path, after: bool, first: int, step: int) -> int:
    """Refuse one statement after the other, each in a run of its own on the same warehouse; returns how many failed.

    After each the warehouse is whole, and as it was or published (some refusals a run survives); a recovery now and
    then, and at the end, gives the rows of an undisturbed run.
    """
    count, failed = statements_of_a_run(ground, folder), 0
    settings = ground.fresh(folder / "refused")
    before = invariants.digest(settings.warehouse)
    for number, passing in enumerate(range(first, count + 1, step), 1):
        code = points.run_child(settings, f"refused-{passing}", partial(points.refuse_statement, passing, after))
        failed += code != 0
        invariants.assert_readable(settings.warehouse)
        shown = invariants.digest(settings.warehouse)
        assert shown in (before, ground.undisturbed), passing
        if shown != before or number % 40 == 0:
            check_recovery(ground, settings)
            settings = ground.fresh(folder / str(passing))
    check_recovery(ground, settings)
    return failed


@pytest.mark.parametrize("step", [197, *slow([61]), *long([1])])
@pytest.mark.parametrize("after", [False, True])
def test_statements_are_refused(ground: Ground, tmp_path: Path, after: bool, step: int) -> None:
    """Every one, or every so many."""
    first = 1 if step == 1 else 7 + after
    assert refuse_statements(ground, tmp_path, after, first, step) > (200 if step == 1 else 1)


def test_two_runs_at_once(ground: Ground, tmp_path: Path) -> None:
    """One works, the other is told so or finds the work done; together they are one run."""
    settings = ground.fresh(tmp_path)
    first = os.fork()
    if first == 0:
        os._exit(abs(points.run_child(settings, "one")))
    second = points.run_child(settings, "two")
    _, status = os.waitpid(first, 0)
    assert 0 in (second, os.waitstatus_to_exitcode(status))
    check_recovery(ground, settings)
