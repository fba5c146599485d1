"""What is compiled when the project is set up is all that runs need: compiling the rest would take them seconds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PROGRAM = """
import json, sys
from pathlib import Path
from numba.core.dispatcher import Dispatcher
from pipelines.settings import Settings
from pipelines.steps import kernels

def compiled():
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("pipelines.core")]
    return {
        f"{each.py_func.__module__}.{each.py_func.__name__} {signature}"
        for module in modules for each in vars(module).values() if isinstance(each, Dispatcher)
        for signature in each.signatures
    }

kernels.main()
before = compiled()
settings = Settings(raw=Path(sys.argv[1]), warehouse=Path(sys.argv[2]))
kernels.pass_all(settings, "samples")
print(json.dumps([len(before), sorted(compiled() - before)]))
"""


@pytest.mark.slow
def test_a_run_on_the_samples_compiles_nothing_that_setting_up_did_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(SAMPLES), str(tmp_path / "w" / "news.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    many, missing = json.loads(done.stdout.splitlines()[-1])
    assert many > 25
    assert missing == []
