"""Workers: no record holds up a run or ends it, in this process or in others."""

import os
import signal
import subprocess
import sys
import time

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize_together
from pipelines.core.records import RawRecord, Rejection
from pipelines.steps import chunks, workers
from pipelines.steps.cpu_limit import TooSlow, cpu_limit
from pipelines.steps.workers import Chunk, Landed, Workers

SECONDS = 0.2


def record(number: int, title: str = "The pier is open") -> RawRecord:
    return RawRecord("day.jsonl", number, "row", {"title": title, "text": f"It opened on day {number}."})


def loop() -> None:
    while True:
        pass


def swallow() -> None:
    """As a library that catches all."""
    for _ in range(2):
        try:
            loop()
        except BaseException:  # noqa: BLE001
            continue
    loop()


def hang() -> None:
    """No signal reaches this."""
    sum(range(10**14))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def bug() -> None:
    raise RuntimeError("a rule of ours failed")


def difficult(chunk: Chunk) -> list[Rejection]:
    """Does what each title says, then refuses the record as others are refused: `no_text`."""
    return [refuse(given) for given, _ in chunk]


def refuse(given: RawRecord) -> Rejection:
    act = {each.__name__: each for each in (loop, swallow, hang, crash, bug)}.get(given.fields["title"])
    if act:
        act()
    return Rejection(given.record_path, given.record_index, "no_text", "")


def outcome(found: list[Landed]) -> dict[int | None, str]:
    return {refused.record_index: refused.reason for each in found for refused, _ in each.rejections}


def worked(count: int, *titles: str, chunks: int = 1) -> dict[int | None, str]:
    given = [(record(number, title), "0f") for number, title in enumerate(titles)]
    size = -(-len(given) // chunks)
    many = Workers(count, SECONDS, difficult)
    try:
        for at in range(0, len(given), size):
            many.submit(given[at : at + size])
        return outcome([many.take() for _ in range(len(many))])
    finally:
        many.close()


def test_a_record_that_takes_too_long_is_one_rejection() -> None:
    assert worked(0, "a", "loop", "b", "bug") == {0: "no_text", 1: "too_slow", 2: "no_text", 3: "failed"}


def test_the_signal_comes_again_where_it_was_swallowed() -> None:
    assert worked(0, "swallow", "a") == {0: "too_slow", 1: "no_text"}


def test_workers_are_limited_alike() -> None:
    assert worked(1, "a", "loop", "b") == {0: "no_text", 1: "too_slow", 2: "no_text"}


def test_a_worker_that_crashes_or_hangs_costs_the_record_it_was_at() -> None:
    titles = ["a", "crash", "b", "c", "d", "hang", "e", "f"]
    reasons = {1: "failed", 5: "failed"}
    assert worked(2, *titles, chunks=4) == {n: reasons.get(n, "no_text") for n in range(len(titles))}


def test_a_large_record_goes_to_a_worker_even_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "RISKY_CHARACTERS", 3)
    assert worked(0, "crash", "a") == {0: "failed", 1: "no_text"}


def test_what_is_at_work_is_bounded_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_PENDING_CHARACTERS", 100)
    few = Workers(4, SECONDS)
    for _ in range(3):
        assert not few.is_full
        few.submit([(record(1), "0f")])
    assert few.is_full
    few.close()


def test_time_spent_waiting_does_not_count() -> None:
    with cpu_limit(SECONDS):
        time.sleep(3 * SECONDS)


def test_the_limit_ends_with_the_work() -> None:
    with pytest.raises(TooSlow), cpu_limit(0.05):
        while True:
            pass
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass


def test_a_defect_that_one_record_of_many_meets_costs_that_record() -> None:
    def broken(chunk: Chunk) -> list[NormalRecord | Rejection]:
        if any("day 1" in given.fields["text"] for given, _ in chunk):
            raise RuntimeError("a rule of ours failed")
        return normalize_together(chunk)

    landed = chunks.normalize_chunk([(record(number), "0f") for number in range(3)], 60, broken)
    assert outcome([landed]) == {1: "failed"}
    assert landed.articles[0]["record_index"].to_pylist() == [0, 2]


KILLED = """
import time
from pipelines.core.records import RawRecord
from pipelines.steps.workers import Workers
many = Workers(2, 60.0)
many.submit([(RawRecord("day.jsonl", 0, "row", {"title": "The pier is open", "text": "It opened."}), "0f")])
print(len(many.take().articles), flush=True)
time.sleep(600)
"""


def test_the_workers_of_a_killed_run_die_with_it() -> None:
    run = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, start_new_session=True)
    assert run.stdout and run.stdout.readline() == b"1\n"
    assert len(members(run.pid)) > 2  # the run, its fork server, workers
    run.kill()
    run.wait()
    end = time.monotonic() + 60
    while left := members(run.pid):
        assert time.monotonic() < end, f"still there: {left}"
        time.sleep(0.1)


def members(session: int) -> list[str]:
    """The processes of a session that are not dead."""
    listed = subprocess.run(["ps", "-ww", "-o", "stat=,args=", "-s", str(session)], capture_output=True, text=True)
    return [line for line in listed.stdout.splitlines() if not line.startswith("Z")]


def test_a_run_that_inherits_an_ignored_signal_ends_all_the_same() -> None:
    ended = KILLED.replace("time.sleep(600)", "many.close()")
    ignored = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{ended}"
    done = subprocess.run([sys.executable, "-c", ignored], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "1\n")
