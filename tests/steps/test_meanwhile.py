"""What is put off is loaded once, while something is waited for or when all that was waited for is done."""

import threading
from collections.abc import Iterator

import pytest

from pipelines.steps import meanwhile
from pipelines.steps.workers import Workers


@pytest.fixture
def loaded() -> Iterator[list[str]]:
    names: list[str] = []
    meanwhile.put_off([lambda: names.append("one"), lambda: names.append("two")])
    yield names
    meanwhile.put_off([])


def test_loading_ends_when_what_is_waited_for_is_done_and_goes_on_at_the_end(loaded: list[str]) -> None:
    meanwhile.load_until(lambda: True)
    assert loaded == []
    meanwhile.load_until(lambda: len(loaded) == 1)
    assert loaded == ["one"]
    meanwhile.load_all()
    meanwhile.load_all()
    assert loaded == ["one", "two"]


def test_what_was_put_off_for_another_run_is_forgotten(loaded: list[str]) -> None:
    meanwhile.put_off([lambda: loaded.append("three")])
    meanwhile.load_all()
    assert loaded == ["three"]


def test_it_is_done_one_at_a_time_away_from_what_is_on_the_stack(loaded: list[str]) -> None:
    threads: list[threading.Thread] = []
    meanwhile.put_off([lambda: threads.append(threading.current_thread())])
    meanwhile.load_all()
    assert threads[0] is not threading.main_thread() and not threads[0].is_alive()


def test_a_run_without_workers_does_not_wait_and_so_loads_nothing_then(loaded: list[str]) -> None:
    alone = Workers(0, 1.0)
    alone.submit([])
    alone.oldest()
    assert loaded == []
