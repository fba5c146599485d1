"""A run loads what it needs before it begins, or while its workers work."""

import pytest

from pipelines.defs import runner
from pipelines.steps import STEPS, meanwhile, worker_server


def test_a_run_puts_off_all_but_its_first_step_where_it_has_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(type(STEPS[0]), "load", lambda step: called.append(step.name))
    monkeypatch.setattr(runner.expectations, "load", lambda: called.append("validate"))
    monkeypatch.setattr(runner.workers, "load", lambda: called.append("normalising"))
    names = [step.name for step in STEPS]
    runner.load_steps()
    assert called == [names[0], "normalising", *names[1:]]
    called.clear()
    monkeypatch.setattr(worker_server, "is_started", lambda: True)
    runner.load_steps()
    assert called == names[:1]
    meanwhile.load_all()
    assert called == [names[0], "validate", *names[1:]]
