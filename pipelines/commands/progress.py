"""Progress while a run works: what it is at, and a thread that shows it now and then.

Belongs here: the state of a run as it is shown, and when. Does not: counting records (steps.tally), the output of a run
(run_output).
"""

import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipelines.steps.tally import Tally

if TYPE_CHECKING:
    from pipelines.commands.run_output import Output

STARTING = "starting"
READING = "landing"
"""The layer in which files are read."""

STILL_SECONDS = 5.0
"""Time after which a place in the files that stands still says nothing of what is left."""

MIN_SECONDS = 2.0
"""Time of reading from which a rate is worth showing."""


@dataclass(frozen=True, slots=True)
class State:
    """A moment of a run, in the fields of `newsfold run --json`.

    layer: at work · seconds: since the run began · files, files_total: read, and to read; None before that is known
    records: read so far · records_per_second, seconds_left: of reading, None where they can't be told
    steps, steps_total: of the whole run, done and all
    """

    layer: str
    seconds: float
    files: int | None
    files_total: int | None
    records: int
    records_per_second: float | None
    seconds_left: float | None
    steps: int
    steps_total: int

    @property
    def line(self) -> str:
        """The state in one line."""
        parts = [_clock(self.seconds), self.layer]
        if self.files_total:
            parts += [f"{self.files:,} of {self.files_total:,} files", f"{self.records:,} records"]
        if self.layer == READING:
            parts += [f"{self.records_per_second:,.0f} a second"] if self.records_per_second is not None else []
            parts += [f"{_clock(self.seconds_left)} left to read"] if self.seconds_left is not None else []
        elif self.layer != STARTING:
            parts.append(f"step {min(self.steps + 1, self.steps_total)} of {self.steps_total}")
        return " · ".join(parts)


def _clock(seconds: float) -> str:
    """A duration as people read it.

    >>> _clock(9.7), _clock(75), _clock(3671)
    ('0:09', '1:15', '1:01:11')
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


@dataclass
class Progress:
    """Follows a run, and shows its state every `output.interval` seconds from a thread of its own until the block ends.

    The run only writes numbers; it never waits for what is shown. The output is told of a layer at its last step.
    """

    tally: Tally
    output: "Output"
    layer: str = STARTING
    steps: int = 0
    steps_total: int = 0
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._layers: Mapping[str, str] = {}
        self._waiting: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()
        self._bytes_seen, self._moved_at = 0, self.began
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep_showing, name="progress", daemon=True)

    def __enter__(self) -> Self:
        if self.output.interval is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self.output.end_progress()

    def plan(self, steps: Sequence[str]) -> None:
        """Take the names of all steps."""
        from pipelines.defs.layers import layer_of_step

        self._layers = {step: layer_of_step(step) for step in steps}
        self._waiting = Counter(self._layers.values())
        self.steps_total = len(steps)

    def begin(self, step: str) -> None:
        """Note that a step begins."""
        self.layer = self._layers[step]

    def end(self, step: str, seconds: float) -> None:
        """Note that a step ended."""
        self.steps += 1
        layer = self._layers[step]
        self._waiting[layer] -= 1
        self._seconds[layer] += seconds  # type: ignore[assignment]  # a counter of floats
        if not self._waiting[layer]:
            self.output.layer(layer, round(self._seconds[layer], 3))

    def state(self, now: float | None = None) -> State:
        """The state now; what is left is told by bytes, and only while they advance."""
        tally, now = self.tally, time.monotonic() if now is None else now
        is_known = bool(tally.began)
        reading = now - tally.began if is_known and self.layer == READING else 0.0
        has_rate, done = reading >= MIN_SECONDS, tally.bytes_done
        if done != self._bytes_seen:
            self._bytes_seen, self._moved_at = done, now
        advances = now - self._moved_at < STILL_SECONDS
        left = reading * (tally.bytes_total - done) / done if has_rate and advances and done > 0 else None
        return State(
            layer=self.layer,
            seconds=round(now - self.began, 1),
            files=tally.files if is_known else None,
            files_total=tally.files_total if is_known else None,
            records=tally.records,
            records_per_second=round(tally.records / reading, 1) if has_rate else None,
            seconds_left=round(left, 1) if left is not None and done < tally.bytes_total else None,
            steps=self.steps,
            steps_total=self.steps_total,
        )

    def _keep_showing(self) -> None:
        with suppress(OSError):  # nobody reads it any more
            while not self._stop.wait(self.output.interval):
                self.output.progress(self.state())
