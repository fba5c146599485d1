"""Tells a watcher of the steps of a run as they begin and end, in place of Dagster's many lines.

Belongs here: what a watcher is told, and the logger that tells it. Does not: what is shown of it (commands.progress).
"""

import logging
from collections.abc import Sequence
from typing import Protocol

import dagster as dg
from dagster import DagsterEvent, DagsterEventType

PROGRESS = "progress"


class Watcher(Protocol):
    """What is told of the steps of a run, in the run's own thread."""

    def plan(self, steps: Sequence[str]) -> None:
        """The names of all steps, before the first begins."""

    def begin(self, step: str) -> None:
        """A step begins."""

    def end(self, step: str, seconds: float) -> None:
        """A step ended, well or not."""


def progress_logger(watcher: Watcher) -> dg.LoggerDefinition:
    """A logger that tells the watcher of the steps, in place of Dagster's many lines."""

    def progress(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger(PROGRESS)
        logger.addHandler(ProgressHandler(watcher))
        return logger

    return dg.LoggerDefinition(progress, description="Tells of each step as it begins and ends.")


class ProgressHandler(logging.Handler):
    """Tells of each step that begins, ends or fails, from the event in the log record."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self.watcher = watcher

    def emit(self, record: logging.LogRecord) -> None:
        event: DagsterEvent | None = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.step_key is None:
            return
        if event.event_type is DagsterEventType.STEP_START:
            self.watcher.begin(event.step_key)
        elif event.event_type is DagsterEventType.STEP_SUCCESS:
            self.watcher.end(event.step_key, event.step_success_data.duration_ms / 1000)
        elif event.event_type is DagsterEventType.STEP_FAILURE:
            self.watcher.end(event.step_key, 0.0)
