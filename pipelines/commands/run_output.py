"""What `newsfold run` prints: for people at a terminal or in a log, one line with --quiet, JSON lines with --json.

Belongs here: the three forms of output. Does not: the lines of the summary (summary), what is counted (progress).
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from pipelines import clock
from pipelines.commands.progress import State
from pipelines.settings import Settings

TERMINAL_SECONDS = 0.25
LOG_SECONDS = 10.0
"""Intervals between two progress lines."""

CLEAR = "\r\x1b[K"


class Output(Protocol):
    """One form of output; each method is one thing there is to say."""

    interval: float | None
    """Seconds between two calls of `progress`; None for none."""

    def start(self, settings: Settings, run_id: str) -> None: ...
    def progress(self, state: State) -> None: ...
    def end_progress(self) -> None: ...
    def layer(self, layer: str, seconds: float) -> None: ...
    def note(self, message: str) -> None: ...
    def warning(self, message: str) -> None: ...
    def audit_warning(self, table: str, expectation: str, observed: str) -> None: ...
    def nothing_new(self, message: str) -> None: ...
    def summary(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None: ...
    def error(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None: ...


def choose_output(quiet: bool, as_json: bool) -> Output:
    """The form that the flags ask for."""
    return JsonOutput() if as_json else QuietOutput() if quiet else TextOutput()


class TextOutput:
    """Lines for people; at a terminal, progress is one line that changes, else a line every ten seconds."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.interval: float | None = TERMINAL_SECONDS if self._is_terminal else LOG_SECONDS
        self._line = ""

    def start(self, settings: Settings, run_id: str) -> None:
        self._say(f"raw files   {settings.raw}")
        self._say(f"warehouse   {settings.warehouse}")

    def progress(self, state: State) -> None:
        if not self._is_terminal:
            say(state.line)
            return
        line = state.line[: shutil.get_terminal_size().columns - 1]
        if line != self._line:
            self._line = line
            say(f"{CLEAR}{line}", end="")

    def end_progress(self) -> None:
        if self._line:
            self._line = ""
            say(CLEAR, end="")

    def layer(self, layer: str, seconds: float) -> None:
        pass

    def note(self, message: str) -> None:
        self._say(message)

    def warning(self, message: str) -> None:
        self._say(f"warning: {message}")

    def audit_warning(self, table: str, expectation: str, observed: str) -> None:
        pass  # it is in the summary

    def nothing_new(self, message: str) -> None:
        self._say(message)

    def summary(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        for line in lines:
            self._say(line)

    def error(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        self.summary(lines, facts)

    def _say(self, line: str) -> None:
        self.end_progress()
        say(line)


class QuietOutput:
    """The last line of the summary; errors on standard error."""

    interval: float | None = None

    def start(self, settings: Settings, run_id: str) -> None:
        pass

    def progress(self, state: State) -> None:
        pass

    def end_progress(self) -> None:
        pass

    def layer(self, layer: str, seconds: float) -> None:
        pass

    def note(self, message: str) -> None:
        pass

    def warning(self, message: str) -> None:
        pass

    def audit_warning(self, table: str, expectation: str, observed: str) -> None:
        pass

    def nothing_new(self, message: str) -> None:
        say(message)

    def summary(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        say(list(lines)[-1])

    def error(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        for line in filter(None, lines):
            print(line, file=sys.stderr, flush=True)


class JsonOutput:
    """One JSON object a line: `event`, `at` (the instant, UTC), and the fields of the event (docs/operations.md)."""

    interval: float | None = LOG_SECONDS

    def start(self, settings: Settings, run_id: str) -> None:
        self._emit("start", run_id=run_id, raw=settings.raw, warehouse=settings.warehouse)

    def progress(self, state: State) -> None:
        self._emit("progress", **asdict(state))

    def end_progress(self) -> None:
        pass

    def layer(self, layer: str, seconds: float) -> None:
        self._emit("layer", layer=layer, seconds=seconds)

    def note(self, message: str) -> None:
        self._emit("note", message=message)

    def warning(self, message: str) -> None:
        self._emit("warning", message=message)

    def audit_warning(self, table: str, expectation: str, observed: str) -> None:
        message = f"{table}: {expectation} (observed {observed})"
        self._emit("warning", message=message, table=table, expectation=expectation, observed=observed)

    def nothing_new(self, message: str) -> None:
        self._emit("summary", status="nothing_new", message=message)

    def summary(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        self._emit("summary", status="published", **facts)

    def error(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        self._emit("error", **facts)

    def _emit(self, event: str, **given: Any) -> None:
        say(json.dumps({"event": event, "at": clock.now().isoformat(), **given}, ensure_ascii=False, default=str))


def say(text: str, end: str = "\n") -> None:
    """Print at once. When nobody reads any more (`newsfold run | head`), the run goes on and prints to nowhere."""
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, suppress(OSError, ValueError):
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
