"""`newsfold rollback`: shows an earlier version or a snapshot again, after its audit held once more.

Belongs here: the order of a rollback, and what is said of it. Does not: its parts (warehouse.rollback), the audit of a
run (defs.checks).
"""

import argparse
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

import duckdb

from pipelines import clock
from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, EXIT_STOPPED, UserError
from pipelines.commands.locking import held
from pipelines.core.identity import RULES_VERSION
from pipelines.settings import Settings
from warehouse import catalog, kept, leftovers, rollback, seals, versions
from warehouse.builds import Stamps
from warehouse.connections import Unreadable, open_to_read
from warehouse.engine import RunStamp
from warehouse.history import History
from warehouse.kept import Kept

LEDGER = "select distinct record_path, sha256 from main.source_files where status not in ('superseded', 'waiting')"


def main(options: argparse.Namespace) -> int:
    """Go back; 0 if the version is shown, 1 if its audit failed and nothing changed."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse}, reads_raw=False)
    run = RunStamp(str(uuid.uuid4()), clock.now())
    with held(settings, f"rollback {run.run_id}", run.started_at):
        return _go_back(settings, run, options.version)


def _go_back(settings: Settings, run: RunStamp, wanted: str | None) -> int:
    link, history = settings.warehouse, History(settings.warehouse)
    known = leftovers.clean_up(link, history)
    version, shown = kept.find(link, known.seals, wanted), versions.shown_label(link)
    can_be_audited = rollback.check(version)
    if version.is_current or (version.run_id == shown and seals.is_current_intact(link, known.seals)):
        print(f"version {version.name} is the current one already")
        return EXIT_DONE
    reason = f"back to {'snapshot' if version.is_snapshot else 'version'} {version.name} from version {shown or '?'}"
    record = partial(rollback.record, history, run, _stamps(settings), reason)
    results = _audit(settings, run, version) if can_be_audited else []
    if broken := [result for result in results if result["severity"] == "critical" and not result["passed"]]:
        record("audit_failed", results)
        return _say_broken(broken)
    ahead = list(_lines_on_files(settings, version))
    file = rollback.place(link, version, run.run_id)
    versions.publish(file, link)
    record("rolled_back", results, None if version.run_id in known.seals else rollback.seal_again(file, version))
    print("\n".join([f"{reason}: {_on_audit(results)}", *ahead]))
    return EXIT_DONE


def _say_broken(broken: Iterable[Mapping[str, Any]]) -> int:
    for result in broken:
        print(f"audit failed: {result['table_name']}: {result['expectation']} ({result['observed']})")
    print("nothing changed: the current version stays")
    return EXIT_STOPPED


def _stamps(settings: Settings) -> Stamps:
    from pipelines.defs.resources import product_version

    return Stamps(product_version(), RULES_VERSION, settings.shaping_hash)


def _audit(settings: Settings, run: RunStamp, version: Kept) -> list[dict[str, Any]]:
    """Check all expectations on all rows of the version; rows of quality_results without run_id."""
    from expectations import suites
    from pipelines.defs.checks import validate_table

    tables = {name: table for name, table in catalog.lasting_tables().items() if not _is_of_run(name)}
    spill = settings.warehouse.parent / leftovers.SPILL
    how: Mapping[str, Any] = {"memory_limit": settings.memory_limit, "threads": settings.threads, "spill": spill}
    try:
        with rollback.open_to_audit(version.file, run, **how) as engine:
            found = [result for suite in suites(tables).values() for result in validate_table(suite, engine)]
    except MemoryError as error:
        raise UserError(f"{error}: raise NEWSFOLD_MEMORY_LIMIT") from None
    return [asdict(result) | {"checked_at": run.now()} for result in found]


def _is_of_run(table: str) -> bool:
    return catalog.tables()[table].is_view and catalog.models()[table].is_of_run


def _on_audit(results: Iterable[Mapping[str, Any]]) -> str:
    """What the audit found, in words."""
    passed = [bool(result["passed"]) for result in results]
    if not passed:
        return "an earlier release published it, and the audit of that time stands"
    return f"{sum(passed):,} of {len(passed):,} checks passed"


def _lines_on_files(settings: Settings, version: Kept) -> Iterator[str]:
    """What the next run will do with the files that were read since."""
    try:
        with open_to_read(settings.warehouse) as now, open_to_read(version.file) as then:
            since = {*now.execute(LEDGER).fetchall()} - {*then.execute(LEDGER).fetchall()}
    except (Unreadable, duckdb.Error):
        yield "files read since are read again by the next run, unless they are removed; which, can't be told"
        return
    paths = sorted({path for path, _ in since})
    gone = [path for path in paths if not (settings.raw / path).exists()]
    yield f"files       {len(paths):>10,} were read since: the next run reads them again, unless they are removed"
    if gone:
        names = ", ".join(gone[:3]) + (", …" if len(gone) > 3 else "")
        yield f"gone        {len(gone):>10,} of them are no longer in {settings.raw}, and can't be: {names}"
