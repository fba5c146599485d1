"""Progress: what a line says for no files, one large file and many small ones, and that it holds nobody up."""

import time
from io import BytesIO

import pytest

from pipelines.commands.progress import READING, Progress, State
from pipelines.commands.run_output import QuietOutput
from pipelines.steps import tally as tallies
from pipelines.steps.tally import Tally


class Noted(QuietOutput):
    """Keeps what it is told."""

    def __init__(self, interval: float | None = None) -> None:
        self.interval = interval
        self.states: list[State] = []
        self.layers: dict[str, float] = {}
        self.is_ended = False

    def progress(self, state: State) -> None:
        self.states.append(state)

    def end_progress(self) -> None:
        self.is_ended = True

    def layer(self, layer: str, seconds: float) -> None:
        self.layers[layer] = seconds


def reading(tally: Tally, seconds: float) -> Progress:
    """Progress of a run that has been reading for so long."""
    progress = Progress(tally, Noted(), layer=READING, began=time.monotonic() - seconds)
    tally.began = time.monotonic() - seconds
    return progress


def test_before_anything_is_known_there_is_only_the_time() -> None:
    state = Progress(Tally(), Noted()).state()
    assert state.line == "0:00 · starting"
    assert (state.files, state.files_total, state.seconds_left) == (None, None, None)


def test_a_run_without_files_to_read_shows_none() -> None:
    tally = Tally()
    tally.begin(files=0, size=0, needed=0)
    state = reading(tally, 10).state()
    assert state.line == "0:10 · landing · 0 a second"
    assert state.seconds_left is None


def test_many_small_files_show_how_many_are_done_and_what_is_left() -> None:
    tally = Tally()
    tally.begin(files=4000, size=4_000_000, needed=0)
    for _ in range(1000):
        tally.note_record(BytesIO())
        tally.finish_file(1000)
    state = reading(tally, 20).state()
    assert state.line == "0:20 · landing · 1,000 of 4,000 files · 1,000 records · 50 a second · 1:00 left to read"


def test_one_large_file_shows_how_far_it_is_read() -> None:
    tally, file = Tally(), BytesIO(bytes(1_000_000))
    tally.begin(files=1, size=1_000_000, needed=0)
    for number in range(tallies.RECORDS_PER_LOOK * 10):
        file.seek(number * 400)
        tally.note_record(file)
    state = reading(tally, 30).state()
    assert (state.files, state.files_total, state.records) == (0, 1, 640)
    assert state.seconds_left == pytest.approx(30 * (1_000_000 - 255_600) / 255_600, abs=1)


def test_what_is_left_is_not_told_while_the_place_in_a_file_stands_still() -> None:
    """As in a format that is read as a whole before its first record: its end is no sign of anything."""
    tally = Tally()
    tally.begin(files=2, size=2000, needed=0)
    tally.finish_file(1000)
    progress = reading(tally, 10)
    now = time.monotonic()
    assert [progress.state(now + later).seconds_left is None for later in (0, 1, 4, 6, 60)] == [False] * 3 + [True] * 2
    tally.finish_file(1000)
    assert progress.state(now + 61).seconds_left is None  # all is read, and the last records are at work


def test_a_closed_file_is_no_error() -> None:
    tally, file = Tally(records=tallies.RECORDS_PER_LOOK - 1), BytesIO()
    file.close()
    tally.note_record(file)
    assert (tally.records, tally.bytes_done) == (tallies.RECORDS_PER_LOOK, 0)


def test_beyond_reading_the_steps_are_counted_and_layers_told_when_they_end() -> None:
    output = Noted()
    progress = Progress(Tally(), output)
    progress.plan(["step_main_source_files", "step_dedup_text_pairs", "audit_main_articles", "audit_main_stories"])
    for step in ("step_main_source_files", "audit_main_articles"):
        progress.begin(step)
        progress.end(step, 1.5)
    progress.begin("step_dedup_text_pairs")
    assert progress.state(progress.began).line == "0:00 · copies · step 3 of 4"
    assert output.layers == {"landing": 1.5}
    progress.begin("audit_main_stories")
    progress.end("audit_main_stories", 0.25)
    assert output.layers == {"landing": 1.5, "audit": 1.75}


def test_lines_come_at_intervals_and_end_with_the_block() -> None:
    output = Noted(interval=0.01)
    with Progress(Tally(), output):
        deadline = time.monotonic() + 10
        while len(output.states) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    shown = len(output.states)
    assert shown >= 3
    assert output.is_ended
    time.sleep(0.05)
    assert len(output.states) == shown


def test_nobody_reading_any_more_ends_the_lines_and_not_the_run() -> None:
    class Gone(Noted):
        def progress(self, state: State) -> None:
            raise BrokenPipeError

    with Progress(Tally(), Gone(interval=0.001)) as progress:
        time.sleep(0.02)
        progress.plan(["published"])
        progress.begin("published")
    assert progress.layer == "publication"


def test_counting_a_record_costs_next_to_nothing() -> None:
    tally, file = Tally(), BytesIO(b"x")
    began = time.process_time()
    for _ in range(100_000):
        tally.note_record(file)
    assert time.process_time() - began < 1  # a record takes about a millisecond to normalise
