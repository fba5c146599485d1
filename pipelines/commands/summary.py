"""The summary at the end of a run: input, results, rejections and their reasons, checks, seconds, size.

Belongs here: its lines and its values, read from the published file or the history. Does not: counting (sql, steps),
printing (run_output).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.commands.tables import aligned
from pipelines.core.readers import sidecars
from pipelines.core.reasons import REASONS
from pipelines.defs.layers import layer_seconds
from warehouse import catalog, versions
from warehouse.connections import open_to_read
from warehouse.history import History

SLOWEST_STEPS = 6
SHOWN_NAMES = 5
WAITING_NAMES = 3
KEPT_OUT = """
    with gone as (
        select sha256 from source_files group by sha256 having bool_and(status = 'superseded')
            and bool_and(record_path not in (select record_path from source_files where status <> 'superseded'))
    )
    select
        (select coalesce(sum(record_count), 0) from removals),
        (select count(*) from article_records where file_sha256 in (select sha256 from gone)),
        (select count(*) from gone)
"""
OVERHEAD = "imports, the report, and Dagster between steps"


WAITING = "select record_path from source_files where status = 'waiting' order by record_path"
REJECTIONS = "select reason, count(*) from rejections where run_id = ? group by reason order by 2 desc, 1"
CHECKS = "select count(*), count(*) filter (passed) from quality_results where run_id = ?"
WARNED = "select table_name, expectation, observed from quality_results where run_id = ? and not passed order by all"
FAILED = (
    "select table_name, expectation, observed, unexpected_count from quality_results"
    " where run_id = ? and severity = 'critical' and not passed order by all"
)


def summary_lines(warehouse: Path, run_id: str, seconds: float, on_samples: str | None = None) -> Iterator[str]:
    """The summary of a published run; on_samples: what to say of the samples, if the run read them."""
    with open_to_read(warehouse) as connection:
        run = fetch_rows(connection, "select * from runs where run_id = ?", run_id)[0]
        yield ""
        yield from _reason(run)
        yield from _counts(connection, run)
        yield from _rejections(connection, run_id)
        yield from _checks(connection, run_id)
    if on_samples:
        yield f"samples     {on_samples}"
    yield from _seconds(warehouse, run_id, seconds)
    yield from _versions(warehouse)
    report = _report(warehouse)
    if report:
        yield f"report      {report}"
    yield f"{seconds:.1f} seconds in total; published {warehouse}"


def summary_facts(warehouse: Path, run_id: str, seconds: float) -> dict[str, Any]:
    """The summary of a published run as values (docs/operations.md lists them); `warnings` are expectations that did
    not hold and did not stop it, each with table, expectation and observed.
    """
    with open_to_read(warehouse) as connection:
        run = fetch_rows(connection, "select * from runs where run_id = ?", run_id)[0]
        total = fetch_rows(connection, "select count(*) as articles from articles")[0]["articles"]
        rejections = connection.execute(REJECTIONS, [run_id]).fetchall()
        warnings = [
            dict(zip(("table", "expectation", "observed"), w, strict=True)) for w in _warned(connection, run_id)
        ]
        checks, passed = connection.execute(CHECKS, [run_id]).fetchall()[0]
        waiting = connection.execute(WAITING).fetchall()
    counts = ("files", "records", "articles_added", "articles_changed", "clusters", "stories")
    return {
        "run_id": run_id,
        **{name: run.get(name) or 0 for name in counts},
        "articles": total,
        "waiting": len(waiting),
        "rejections": dict(rejections),
        "checks": checks,
        "checks_passed": passed,
        "layers": {layer: round(spent, 3) for layer, spent in layer_seconds(_step_seconds(warehouse, run_id)).items()},
        "seconds": round(seconds, 1),
        "warehouse": str(warehouse),
        "report": _report(warehouse),
        "note": run.get("reason"),
        "warnings": warnings,
    }


def failure_lines(warehouse: Path, run_id: str, error: str | None, log: Path | None) -> Iterator[str]:
    """Why a run did not publish, and where to look further."""
    history = History(warehouse).link
    yield ""
    has_failed = False
    if history.exists():
        with open_to_read(history) as connection:
            failed = connection.execute(FAILED, [run_id]).fetchall()
            runs = fetch_rows(connection, "select * from runs where run_id = ?", run_id)
        yield from (line for run in runs if run.get("reason") != error for line in _reason(run))
        for table, expectation, observed, count in failed:
            yield f"audit failed: {table}: {expectation} ({count or 0} rows; observed {observed})"
            has_failed = True
    if error:
        yield f"run failed: {error}"
    yield "nothing was published" + ("; the previous version is unchanged" if warehouse.exists() else "")
    if has_failed:
        yield f"see quality_results in {history}, and the failed build next to it"
    if log:
        yield f"the traceback is in {log}"


def failure_facts(run_id: str, error: str | None, failed_checks: Sequence[str], log: Path | None) -> dict[str, Any]:
    """Why a run did not publish, as values."""
    message = error or f"audit failed: {', '.join(failed_checks)}"
    return {"message": message, "run_id": run_id, "failed_checks": list(failed_checks), "log": log and str(log)}


def _reason(run: Row) -> Iterator[str]:
    """On which version the run was built, if that was not simply the one before."""
    if run.get("reason"):
        yield f"note        {run['reason']}"


def _seconds(warehouse: Path, run_id: str, total: float) -> Iterator[str]:
    """Seconds by layer, and of the slowest tables.

    Read from the history, which alone includes publication.
    """
    steps = _step_seconds(warehouse, run_id)
    yield "seconds"
    for layer, spent in {**layer_seconds(steps), OVERHEAD: total - sum(steps.values())}.items():
        yield f"  {spent:>19.2f} {layer}"
    tables = {name: seconds for name, seconds in steps.items() if name in catalog.tables() or name in catalog.models()}
    slowest = sorted(tables.items(), key=lambda each: -each[1])[:SLOWEST_STEPS]
    yield "slowest     " + " · ".join(f"{name} {spent:.2f}" for name, spent in slowest)


def _step_seconds(warehouse: Path, run_id: str) -> Mapping[str, float]:
    with open_to_read(History(warehouse).link) as connection:
        runs = fetch_rows(connection, "select step_seconds from runs where run_id = ?", run_id)
    steps: Mapping[str, float] = json.loads(runs[0]["step_seconds"] or "{}") if runs else {}
    return steps


def _report(warehouse: Path) -> str | None:
    """The path of the report on the version that is shown; None if there is none."""
    current = versions.current_version(warehouse)
    report = current and versions.report_of(current, warehouse)
    return str(report) if report and report.exists() else None


def _versions(warehouse: Path) -> Iterator[str]:
    """What the versions that are kept take together."""
    kept = [path.stat().st_size for path in versions.all_versions(warehouse)]
    yield f"versions    {len(kept):>10,} kept, {sum(kept) / 1e6:,.1f} MB together"


def _counts(connection: duckdb.DuckDBPyConnection, run: Row) -> Iterator[str]:
    total = fetch_rows(connection, "select count(*) as articles from articles")[0]["articles"]
    yield f"files       {run.get('files') or 0:>10,} read"
    yield from _waiting(connection)
    yield from _kept_out(connection)
    yield f"records     {run.get('records') or 0:>10,} read; {run.get('rejections') or 0:,} rejections"
    added, changed = run.get("articles_added") or 0, run.get("articles_changed") or 0
    yield f"articles    {total:>10,} ({added:,} new, {changed:,} changed)"
    yield f"clusters    {run.get('clusters') or 0:>10,} of near-identical copies, single articles included"
    yield f"stories     {run.get('stories') or 0:>10,}"


def _kept_out(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What a person had taken out, and what is kept of files that are gone."""
    removed, gone, files = connection.execute(KEPT_OUT).fetchall()[0]
    if removed:
        yield f"removed     {removed:>10,} records kept out so far, as asked for"
    if gone:
        yield f"gone        {gone:>10,} records of {files:,} deleted files stay; `newsfold forget PATH` removes them"


def _waiting(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The files that no run has read yet, because they may still grow."""
    paths = connection.execute(WAITING).fetchall()
    if paths:
        names = ", ".join(path for (path,) in paths[:WAITING_NAMES]) + (", …" if len(paths) > WAITING_NAMES else "")
        yield f"waiting     {len(paths):>10,} still growing, or just copied and incomplete; read next time: {names}"


def _rejections(connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[str]:
    rows = connection.execute(REJECTIONS, [run_id]).fetchall()
    if rows:
        yield ""
        cells: Sequence[Sequence[str]] = [[reason, f"{count:,}", REASONS.get(reason, "")] for reason, count in rows]
        yield from aligned(["rejected because", "count", "what it means"], cells)
        yield ""
    yield from _lone_sidecars(connection, run_id)


def _lone_sidecars(connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[str]:
    """The sidecars that belong to nothing, by name: their metadata is in no article."""
    rows = connection.execute(
        "select record_path from rejections where run_id = ? and reason = ? order by 1", [run_id, sidecars.LONE]
    ).fetchall()
    if rows:
        names = ", ".join(path for (path,) in rows[:SHOWN_NAMES]) + (", …" if len(rows) > SHOWN_NAMES else "")
        yield f"sidecars    {len(rows):>10,} belong to no page or text: {names}"


def _checks(connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[str]:
    count, passed = connection.execute(CHECKS, [run_id]).fetchall()[0]
    yield f"checks      {count:>10,} run, {passed:,} passed"
    for table, expectation, observed in _warned(connection, run_id):
        yield f"  warning: {table}: {expectation} (observed {observed})"


def _warned(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[tuple[str, str, str]]:
    return connection.execute(WARNED, [run_id]).fetchall()
