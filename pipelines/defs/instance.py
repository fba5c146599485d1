"""Where Dagster keeps its own state, and how it behaves on one machine.

Belongs here: the text of dagster.yaml, and the instance a command works with. Does not: starting servers (commands).
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from sqlalchemy import event
from sqlalchemy.pool import Pool

YAML = """\
# Written by newsfold: state stays in this folder, one run at a time, nothing is reported to anybody.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
event_log_storage:
  module: pipelines.defs.event_log
  class: KeptOpenEventLogStorage
  config:
    base_dir:
      env: DAGSTER_HOME
run_monitoring:
  enabled: true
  start_timeout_seconds: 300
retention:
  schedule:
    purge_after_days: 30
  sensor:
    purge_after_days:
      skipped: 2
      failure: 30
      success: 30
"""


def instance_yaml() -> str:
    """The dagster.yaml of the project's own instance: no telemetry, one run at a time, SQLite and logs beside it.

    Storage isn't named: Dagster's default is SQLite and files in the folder of this file.
    """
    return YAML


def prepare(home: Path) -> Path:
    """Make the folder of the instance with its dagster.yaml, if it isn't there; returns its absolute path."""
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    stated = home / "dagster.yaml"
    if not stated.exists():
        stated.write_text(instance_yaml(), encoding="utf-8")
    return home


@contextmanager
def instance(home: Path | None) -> Iterator[dg.DagsterInstance]:
    """The instance that keeps its state in `home`; without a home one that forgets all when it ends."""
    if home is None:
        with dg.DagsterInstance.ephemeral() as forgetful:
            yield forgetful
        return
    os.environ["DAGSTER_HOME"] = str(prepare(home))  # what Dagster itself reads
    event.listen(Pool, "connect", _without_waiting)
    try:
        with dg.DagsterInstance.from_config(os.environ["DAGSTER_HOME"]) as kept:
            yield kept
    finally:
        event.remove(Pool, "connect", _without_waiting)


def _without_waiting(connection: object, _: object) -> None:
    """Let SQLite not wait for the disk at each of a run's thousand events, which would take longer than the run.

    A process that dies loses nothing by it; a machine that loses power may lose Dagster's notes, never the warehouse.
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")
