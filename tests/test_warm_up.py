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


def test_a_run_says_that_it_compiles_if_it_finds_no_kernels_or_those_of_other_sources(core: Path) -> None:
    assert warm_up.compiling_note(core), "nobody knows what they were compiled from"
    warm_up.drop_stale_kernels(core)
    assert warm_up.compiling_note(core) == warm_up.COMPILING
    (core / "below" / "__pycache__" / "b.kernel.1.nbc").write_text("new")
    assert not warm_up.compiling_note(core)
    os.utime(core / "a.py", ns=(1, 1))
    assert warm_up.compiling_note(core)


def test_a_read_only_installation_keeps_kernels_in_the_users_cache_for_these_sources_alone(
    core: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_up, "_is_writable", lambda _: False)  # root may write anywhere
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folders = list[Path]()
    for time in (1, 2):
        monkeypatch.setenv(warm_up.ELSEWHERE, "")
        os.utime(core / "a.py", ns=(time, time))
        warm_up.drop_stale_kernels(core)
        folders.append(Path(os.environ[warm_up.ELSEWHERE]))
        assert warm_up.compiling_note(core) == warm_up.COMPILING
        (folders[-1] / "b.kernel.1.nbc").write_text("new")
        assert not warm_up.compiling_note(core)
    assert len({*folders, *(tmp_path / "cache").iterdir()}) == 2
    assert kernels(core) == 2, "the installation is left as it is"
    warm_up.drop_stale_kernels(core)
    assert Path(os.environ[warm_up.ELSEWHERE]) == folders[-1], "as the child of a run finds it"


def test_where_no_kernel_can_be_kept_each_run_says_so(
    core: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_up, "_is_writable", lambda _: False)
    monkeypatch.setenv(warm_up.ELSEWHERE, "")
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    warm_up.drop_stale_kernels(core)
    assert not os.environ[warm_up.ELSEWHERE] and warm_up.compiling_note(core) == warm_up.NOT_KEPT


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


def test_without_a_place_to_keep_them_kernels_are_compiled_for_the_process() -> None:
    """As in a read-only installation without a home: numba refuses to compile what it can't cache."""
    program = (
        "import numpy; from pipelines.core.matching import kernels as k; print(len(k.index_keys(numpy.arange(3))))"
        "; from pipelines.core.normalization import languages"
    )
    nowhere = os.environ | {"NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator", "NUMBA_CACHE_DIR": ""}
    done = subprocess.run([sys.executable, "-c", program], env=nowhere, capture_output=True, text=True, check=True)
    assert done.stdout == "16\n"
