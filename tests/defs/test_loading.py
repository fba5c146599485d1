"""A run imports what it needs before it begins, or while its workers work."""

import subprocess
import sys

import pytest

from pipelines.defs import runner
from pipelines.steps import STEPS

COUNTED = """
import sys
from contextlib import nullcontext
import dagster as dg
from pipelines.defs import runner

runner.background_imports = lambda loads: nullcontext()
with runner.loaded_steps(has_server=True):
    before = set(sys.modules)
    with dg.DagsterInstance.ephemeral():
        print(sorted(name for name in set(sys.modules) - before if name.split(".")[0] in ("alembic", "sqlalchemy")))
"""


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


def test_a_run_that_has_loaded_its_steps_imports_nothing_of_sqlalchemy() -> None:
    """The expectations import it in the background, and it breaks where two threads do."""
    said = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"
