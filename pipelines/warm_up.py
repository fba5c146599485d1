"""Saves start-up time: compiled kernels, imports in the background, less frequent garbage collection.

Belongs here: each of these as an explicit call or block. Does not: what is compiled or imported (core, steps,
expectations), the fork server (steps.fork_server). Light on imports, because every command imports it.

`python -m pipelines.warm_up` compiles the kernels ahead of the first run, as part of the installation.
"""

import gc
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipelines.settings import Settings

CORE: Final = Path(__file__).parent / "core"

COMPILING: Final = "compiling for this machine, once: about a minute"
"""What a run says that finds no kernels, or those of other sources."""

NOT_KEPT: Final = (
    "compiling, about a minute in each run: neither the installation nor the user's cache can be written to;"
    " NUMBA_CACHE_DIR names a folder that can"
)
"""What a run says that can keep no kernels."""

ELSEWHERE: Final = "NUMBA_CACHE_DIR"
"""The variable that tells numba to keep kernels in a folder other than that of their sources."""

GC_THRESHOLDS: Final = (200_000, 10, 10)
"""Python's default thresholds cost a tenth of a run, which imports much and creates few cycles."""

SAMPLES: Final = Path(__file__).with_suffix(".json")
"""Invented records of two runs: a text twice, a copy, an excerpt, a retelling and another report of the same day; then
a headline alone and texts that meet those of the first run. Together they call every kernel with all its array types.
"""


@contextmanager
def background_imports(loads: Iterable[Callable[[], object]]) -> Iterator[None]:
    """Call these one after another in a thread while the block runs; leaving the block waits for the thread.

    While a run waits for its workers, it imports what its later steps need, which takes two seconds.
    """
    thread = threading.Thread(target=lambda: [load() for load in loads], name="background-imports")
    thread.start()
    try:
        yield
    finally:
        thread.join()


@contextmanager
def infrequent_gc() -> Iterator[None]:
    """Collect reference cycles less often while the block runs."""
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def drop_stale_kernels(core: Path = CORE) -> None:
    """See to it that no kernel compiled from other sources is used: delete those that numba caches beside their sources
    if any source of `core` has changed. If the installation is read-only, or NUMBA_CACHE_DIR says so, let numba keep
    them in a folder for these sources alone.

    numba checks only the file of the kernel itself, not the functions that it inlines from others. Call this before
    numba is imported.
    """
    stamp, state = _stamp(core), _state(core)
    if os.environ.get(ELSEWHERE) or not _is_writable(core):
        _keep_elsewhere(f"newsfold-{state[:16]}")
        return
    with suppress(OSError):
        if stamp.exists() and stamp.read_text() == state:
            return
        for compiled in core.rglob("__pycache__/*.nb[ci]"):
            compiled.unlink(missing_ok=True)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(state)


def _keep_elsewhere(name: str) -> None:
    """Let numba cache in a folder of this name, below the one that is stated or else the user's cache."""
    with suppress(OSError, RuntimeError):  # read-only, or a user without a home
        stated = os.environ.get(ELSEWHERE) or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(stated) if Path(stated).name == name else Path(stated) / name  # a child finds it stated
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[ELSEWHERE] = str(folder)


def compiling_note(core: Path = CORE) -> str | None:
    """What to say before a run that has to compile its kernels first, because there are none yet or their sources have
    changed, as after an upgrade; None if it need not.
    """
    if folder := os.environ.get(ELSEWHERE):
        return COMPILING if next(Path(folder).rglob("*.nbc"), None) is None else None
    if not _is_writable(core):
        return NOT_KEPT
    stamp = _stamp(core)
    is_known = stamp.exists() and stamp.read_text() == _state(core)
    return COMPILING if not is_known or next(core.rglob("__pycache__/*.nbc"), None) is None else None


def _is_writable(core: Path) -> bool:
    folder = _stamp(core).parent
    return os.access(folder if folder.exists() else core, os.W_OK)


def _stamp(core: Path) -> Path:
    return core / "__pycache__" / "kernels.state"


def _state(core: Path) -> str:
    """A hash of all sources by their names, sizes and times."""
    digest = hashlib.sha256()
    for path in sorted(core.rglob("*.py")):
        status = path.stat()
        digest.update(f"{path.relative_to(core)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def compile_kernels() -> None:
    """Run all steps and models twice on a few texts, explain two of them, write a report, and discard the result."""
    from pipelines.settings import Settings

    drop_stale_kernels()
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        settings = Settings(raw=raw, warehouse=Path(folder) / "warehouse" / "news.duckdb")
        for number, records in enumerate(json.loads(SAMPLES.read_bytes())):
            (raw / f"{number}.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
            run_unaudited(settings, f"warm-up-{number}")
        explain_two(settings.warehouse)
        describe(settings.warehouse)


def explain_two(warehouse: Path) -> None:
    """Say why two articles are in different clusters: kernels that serve a run are then called with other types."""
    from pipelines.commands import explain, explain_texts
    from warehouse.connections import open_to_read

    with open_to_read(warehouse) as connection:
        found = connection.execute("select article_id from dedup.story_terms order by all limit 2").fetchall()
        one, two = (explain.fetch_article(connection, article_id) for (article_id,) in found)
        list(explain_texts.comparison_lines(connection, one, two))


def describe(warehouse: Path) -> None:
    """Write a report, whose charts list the fonts of the machine once: that takes seconds where there are many."""
    from pipelines.report.page import write_page
    from warehouse import versions

    version = versions.target_of(warehouse)
    write_page(version, "warm-up", None, warehouse.with_name("history.duckdb"), versions.report_of(version, warehouse))


def run_unaudited(settings: "Settings", run_id: str) -> None:
    """Run every step and model on what is new in the raw folder, and publish without an audit."""
    from pipelines import clock
    from pipelines.core.identity import RULES_VERSION
    from pipelines.steps.sequence import whole_plan
    from warehouse import builds
    from warehouse.engine import RunStamp

    run, stamps = RunStamp(run_id, clock.now()), builds.Stamps("", RULES_VERSION, settings.shaping_hash)
    build = builds.begin(settings.warehouse, run, stamps, memory_limit=settings.memory_limit, threads=1)
    try:
        plan = whole_plan()
        for maker in plan.order():
            plan.make(build.engine, settings, maker)
    except BaseException:
        build.failed()
        raise
    build.publish()


if __name__ == "__main__":
    compile_kernels()
