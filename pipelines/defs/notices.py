"""Tells a program of the user's how a run ended: on_failure and on_warning.

Belongs here: what the program is given, running it, runs that died or could not start. Does not: how a run ends
(resources), what the history keeps (warehouse.history), closing runs in Dagster's state (run_state).

The program is run without a shell, with the name of a JSON file as its last argument. Whatever becomes of it, the run
ends as it would have without it.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipelines import clock
from pipelines.settings import Settings
from warehouse import versions
from warehouse.builds import Build, Stamps
from warehouse.history import KILLED, History
from warehouse.lock import RunLock, WarehouseLocked

MAX_SECONDS = 60.0
"""Limits how long a program may take; then it and its children are killed."""

MAX_LOG_LINES = 200
MAX_PROBLEM_CHARS = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """What the program is told: the fields of the JSON file.

    status: published, audit_failed, failed, killed or refused · reason: the error in one line, None if it published
    failed_checks, warnings: expectations that did not hold, `table: name (observed)`, and a report that was not written
    log: seconds of each step
    """

    run_id: str
    status: str
    reason: str | None
    warehouse: str
    failed_checks: Sequence[str] = ()
    warnings: Sequence[str] = ()
    log: Sequence[str] = ()


def report(settings: Settings, build: Build) -> None:
    """Tell of a run that ended: if it failed, or published with warnings; and of runs that it found dead."""
    report_killed(settings, build.killed)
    log = [f"{seconds:.2f} s  {name}" for name, seconds in build.step_seconds.items()][-MAX_LOG_LINES:]
    notice = Notice(
        build.engine.run.run_id,
        build.status or "failed",
        None if build.status == "published" else build.reason,
        str(settings.warehouse),
        failed_checks=_not_held(build.validation_results, "critical"),
        warnings=[*_not_held(build.validation_results, "warning"), *build.warnings],
        log=[*log, *([build.reason] if build.reason else [])],
    )
    if notice.status != "published":
        _tell("on_failure", settings.on_failure, notice)
    elif notice.warnings:
        _tell("on_warning", settings.on_warning, notice)


def report_refused(settings: Settings, run_id: str, stamps: Stamps, error: Exception) -> None:
    """Note in the history, if that can be written, that a run could not start, and tell of it."""
    reason, now = f"{type(error).__name__}: {' '.join(str(error).split())}", clock.now()
    row = {"run_id": run_id, "status": "refused", "started_at": now, "finished_at": now, "reason": reason}
    lock = RunLock(settings.warehouse.parent)
    with suppress(OSError, duckdb.Error, WarehouseLocked):  # the disk may be full, or the folder unwritable
        lock.acquire(f"run {run_id}, noting that it could not start")
        History(settings.warehouse).end({**asdict(stamps), "input_hash": "", "seconds": 0.0, **row}, [])
    lock.release()
    _tell("on_failure", settings.on_failure, Notice(run_id, "refused", reason, str(settings.warehouse), log=[reason]))


def report_dead(settings: Settings, closed: Sequence[str]) -> None:
    """Mark dead runs in the history unless a run is at work, which did so when it began, and tell of them.

    closed: the runs that Dagster's state has just closed; those that died before they began are in no history
    """
    history = History(settings.warehouse)
    unknown = [run_id for run_id in closed if history.status_of(run_id) is None] if closed else []
    lock = RunLock(settings.warehouse.parent)
    killed: Sequence[str] = ()
    if history.read().running and lock.holder() is None:
        with suppress(WarehouseLocked):
            lock.acquire("closing dead runs")
            killed = history.close_dead(versions.shown_label(settings.warehouse))
        lock.release()
    report_killed(settings, [*unknown, *killed])


def report_killed(settings: Settings, run_ids: Iterable[str]) -> None:
    """Tell of runs whose process died."""
    for run_id in run_ids:
        notice = Notice(run_id, "killed", KILLED, str(settings.warehouse), log=[KILLED])
        _tell("on_failure", settings.on_failure, notice)


def _not_held(results: Iterable[Mapping[str, Any]], severity: str) -> list[str]:
    return [
        f"{each['table_name']}: {each['expectation']} ({each['observed'] or 'nothing observed'})"
        for each in results
        if each["severity"] == severity and not each["passed"]
    ]


def _tell(setting: str, program: Sequence[str], notice: Notice) -> None:
    """Run the program, if the setting names one; a failure of it is said in one line and changes nothing."""
    if not program:
        return
    try:
        with TemporaryDirectory(prefix="newsfold-") as folder:
            file = Path(folder) / "run.json"
            file.write_text(json.dumps(asdict(notice), indent=2) + "\n", encoding="utf-8")
            problem = _run([*program, str(file)], Path(folder) / "errors")
    except OSError as error:
        problem = error.strerror or str(error)
    if problem:
        print(f"newsfold: {setting}: {program[0]}: {problem}", file=sys.stderr, flush=True)


def _run(command: Sequence[str], errors: Path) -> str | None:
    """What was wrong with a program, in one line; None if it exited with 0. Raises OSError if it can't be started."""
    with errors.open("wb") as stderr:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True
        )
        try:
            code = process.wait(MAX_SECONDS)
        except subprocess.TimeoutExpired:
            return f"took more than {MAX_SECONDS:g} seconds and was stopped"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    if code == 0:
        return None
    said = errors.read_text("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(said) if line.strip()), "")
    shown = "".join(c if c.isprintable() else " " for c in last)[:MAX_PROBLEM_CHARS]
    return f"exited with {code}" + (f": {shown}" if shown else "")
