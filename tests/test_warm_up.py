"""Warming up: kernels compiled at set-up are all that runs need, never stale; the rest ends with its block."""

import gc
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipelines import warm_up

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PROGRAM = """
import json, sys
from pathlib import Path
from numba.core.dispatcher import Dispatcher
from pipelines import warm_up
from pipelines.settings import Settings

def compiled():
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("pipelines.core")]
    return {
        f"{each.py_func.__module__}.{each.py_func.__name__} {signature}"
        for module in modules for each in vars(module).values() if isinstance(each, Dispatcher)
        for signature in each.signatures
    }

warm_up.compile_kernels()
before = compiled()
settings = Settings(raw=Path(sys.argv[1]), warehouse=Path(sys.argv[2]))
warm_up.run_unaudited(settings, "samples")
warm_up.explain_two(settings.warehouse)
print(json.dumps([len(before), sorted(compiled() - before)]))
"""


@pytest.mark.slow
def test_a_run_on_the_samples_and_explaining_them_compile_nothing_that_setting_up_did_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(SAMPLES), str(tmp_path / "w" / "news.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    many, missing = json.loads(done.stdout.splitlines()[-1])
    assert many > 25
    assert missing == []


@pytest.fixture
def core(tmp_path: Path) -> Path:
    for name in ("a.py", "below/b.py", "below/__pycache__/b.kernel.nbi", "below/__pycache__/b.kernel.1.nbc"):
        path = tmp_path / "core" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old")
    return tmp_path / "core"


def kernels(core: Path) -> int:
    return len(list(core.rglob("*.nb?")))


def test_kernels_are_kept_while_no_source_changes(core: Path) -> None:
    warm_up.drop_stale_kernels(core)
    assert kernels(core) == 0, "nobody knows what they were compiled from"
    (core / "below" / "__pycache__" / "b.kernel.nbi").write_text("new")
    warm_up.drop_stale_kernels(core)
    assert kernels(core) == 1
    os.utime(core / "a.py", ns=(1, 1))  # a file whose functions the kernel may inline
    warm_up.drop_stale_kernels(core)
    assert kernels(core) == 0 and (core / "below" / "b.py").exists()


def test_a_folder_that_cannot_be_written_to_is_left_as_it_is(core: Path) -> None:
    (core / "__pycache__").write_text("a file")
    warm_up.drop_stale_kernels(core)


def test_a_kernel_sees_a_change_of_what_it_inlines(tmp_path: Path) -> None:
    core = tmp_path / "core"
    core.mkdir()
    (core / "outer.py").write_text("import numba, inner\n@numba.njit(cache=True)\ndef f(): return inner.g()\n")
    program = f"import sys; sys.path.insert(0, {str(core)!r}); from pathlib import Path; from pipelines import warm_up"
    program += f"; warm_up.drop_stale_kernels(Path({str(core)!r})); import outer; print(outer.f())"
    for number in (1, 2):
        (core / "inner.py").write_text(f"import numba\n@numba.njit\ndef g(): return {number}\n")
        os.utime(core / "inner.py", ns=(number, number))
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == f"{number}\n" and kernels(core) == 2


def test_imports_run_one_after_another_in_a_thread_that_ends_with_the_block() -> None:
    threads, names, begin = list[threading.Thread](), list[str](), threading.Event()

    def first() -> None:
        begin.wait(10)
        threads.append(threading.current_thread())
        names.append("first")

    with warm_up.background_imports([first, lambda: names.append("second")]):
        assert names == [], "the block does not wait"
        begin.set()
    assert names == ["first", "second"]
    assert threads[0] is not threading.main_thread() and not threads[0].is_alive()


def test_the_garbage_collector_is_as_before_after_the_block() -> None:
    before = gc.get_threshold()
    with pytest.raises(RuntimeError), warm_up.infrequent_gc():
        assert gc.get_threshold() == warm_up.GC_THRESHOLDS != before
        raise RuntimeError
    assert gc.get_threshold() == before
