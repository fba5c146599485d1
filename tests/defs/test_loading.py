"""A run imports what it needs before it begins, or while its workers work."""

import pytest

from pipelines.defs import runner
from pipelines.steps import STEPS


def test_with_workers_everything_after_the_first_step_is_imported_in_the_background(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[str] = []
    first, *others = [step.name for step in STEPS]
    monkeypatch.setattr(type(STEPS[0]), "load", lambda step: called.append(step.name))
    monkeypatch.setattr(runner.expectations, "load", lambda: called.append("expectations"))
    monkeypatch.setattr(runner, "import_module", called.append)
    with runner.loaded_steps(has_server=False):
        assert called == [first, "pipelines.steps.chunks", *others]
    called.clear()
    with runner.loaded_steps(has_server=True):
        assert called[0] == first
    assert called == [first, "expectations", *others]
