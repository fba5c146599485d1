"""Great Expectations is imported without what suites never use, and only while the block is active."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from expectations.imports import partial_import
from expectations.suites import KINDS

LOADED = """
import sys
import expectations
expectations.load()
import expectations.validation
from great_expectations.datasource import fluent
from great_expectations.expectations import core
"""


def run(code: str) -> str:
    """What a new process prints that loads the expectations and then runs this code."""
    done = subprocess.run([sys.executable, "-c", LOADED + code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_used_kinds_are_imported_and_others_are_placeholders() -> None:
    printed = run("""
for each in core.ExpectColumnValuesToNotBeNull, core.ExpectColumnValuesToBeUnique, fluent.SnowflakeDatasource:
    print(each.__doc__.split(chr(10))[0])
""").splitlines()
    assert printed[0].startswith("Expect the column values to not be null")
    assert printed[1:] == ["Not imported: see expectations.imports."] * 2


def test_a_deferred_module_runs_when_a_name_of_it_is_used_and_is_the_real_one() -> None:
    assert (
        run("""
import scipy.stats
print("scipy.stats.distributions" in sys.modules, float(scipy.stats.norm.cdf(0.0)))
print("scipy.stats.distributions" in sys.modules, scipy.stats.norm is scipy.stats.distributions.norm)
""")
        == "False 0.5\nTrue True"
    )


def test_nothing_stays_behind_when_the_block_ends() -> None:
    before = list(sys.meta_path)
    with pytest.raises(ZeroDivisionError), partial_import(KINDS):
        assert len(sys.meta_path) == len(before) + 1
        raise ZeroDivisionError
    assert sys.meta_path == before
    assert run("print([f for f in sys.meta_path if 'expectations' in type(f).__module__])") == "[]"


def test_nothing_of_spark_is_imported_on_the_default_path_where_it_is_installed(tmp_path: Path) -> None:
    for name in ("pyspark", "grpc", "pysail"):
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name} was imported')")
    code = "import pipelines.cli, pipelines.commands.run, pipelines.definitions, pipelines.defs.runner\nprint('none')"
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    line = [sys.executable, "-c", LOADED + code]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    assert (done.stdout.strip(), done.stderr) == ("none", "")
