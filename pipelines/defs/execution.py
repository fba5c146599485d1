"""Runs steps and models on the build, timed, and finishes a run, for asset bodies.

Belongs here: calls on the build that take more than one line. Does not: Dagster's types (assets, checks), derivation.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines import failures
from pipelines.settings import Settings
from pipelines.steps.sequence import Maker, Plan
from warehouse import catalog, versions
from warehouse.builds import Build
from warehouse.engine import Engine
from warehouse.seals import Seal

WARNINGS = "warnings"
"""Entry of what went wrong beside a publication."""

LEDGER = "select record_path, sha256 from main.source_files where status <> 'superseded' order by record_path, sha256"


@contextmanager
def timed(build: Build, name: str) -> Iterator[None]:
    """Record how many seconds the block took, for `runs` and the summary, and what went wrong in it."""
    began = time.monotonic()
    try:
        yield
    except BaseException as error:
        build.note_error(name, error)
        raise
    finally:
        spent = build.step_seconds.get(name, 0.0) + time.monotonic() - began
        build.step_seconds[name] = round(spent, 3)


def make(build: Build, settings: Settings, plan: Plan, maker: Maker) -> dict[str, float]:
    """Run a step or a model; returns what it counted, and its seconds."""
    counts = plan.make(build.engine, settings, maker, lambda name: timed(build, name))
    name = maker if isinstance(maker, str) else maker.name
    return {**counts, "seconds": build.step_seconds[name]} if name in build.step_seconds else dict(counts)


def keep_quality_results(build: Build) -> dict[str, float]:
    """Write the validation results so far into quality_results of the build."""
    failed = sum(not result["passed"] for result in build.validation_results)
    _append(build.engine, "main.quality_results", build.validation_results)
    return {"checks": len(build.validation_results), "failed": failed}


def keep_run(build: Build) -> dict[str, float]:
    """Write what the run did into runs of the build; returns its counts and seconds."""
    counts: dict[str, Any] = build.engine.read("work.run_counts").to_pylist()[0]
    build.counts.update(counts, input_hash=input_hash(build.engine))
    row = build.run_row("published")
    _append(build.engine, "main.runs", [row | {"step_seconds": json.dumps(build.step_seconds)}])
    return counts | {f"seconds {name}": seconds for name, seconds in build.step_seconds.items()}


def publish(build: Build) -> dict[str, Any]:
    """Publish the build and write the report on it; returns its path, its size, how it was copied, the path of the
    report, and what went wrong beside it.
    """
    try:
        file = build.publish(partial(write_report, build))
    except Exception as error:
        build.note_error("published", error)
        raise
    stated = {"file": str(file), "megabytes": round(file.stat().st_size / 1e6, 3), "copied by": build.copied_by}
    report = versions.report_of(file, build.warehouse)
    return stated | ({WARNINGS: build.warnings} if build.warnings else {"report": str(report)})


def write_report(build: Build, file: Path, seal: Seal) -> None:
    """Write the report beside the published version. That stays published whatever happens: a failure is a warning."""
    try:
        from pipelines.report.page import write_page

        report = versions.report_of(file, build.warehouse)
        write_page(file, build.engine.run.run_id, seal, build.history.link, report)
    except Exception as error:  # noqa: BLE001  a defect of the report is no reason to fail either
        cause = failures.innermost(error)
        build.warnings.append(f"the report was not written: {failures.plain_words(type(cause).__name__, str(cause))}")


def input_hash(engine: Engine) -> str:
    """Hash of the raw folder according to the ledger: every path and content."""
    digest = hashlib.sha256()
    for path, sha256 in engine.rows(LEDGER):
        digest.update(f"{path}\x1f{sha256}\x1e".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _append(engine: Engine, table: str, rows: list[dict[str, Any]]) -> None:
    names = catalog.tables()[table].column_names
    if rows:
        engine.append(table, pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]))
