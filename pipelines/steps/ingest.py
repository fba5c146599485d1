"""Ingest: new and changed raw files become normalized records or rejections; no record is lost.

Belongs here: the order of its parts, and where files are taken in. Does not: what is decided about a file (intake),
comparing files with the ledger (ledger), reading and normalizing (core).
"""

from collections.abc import Iterable

from pipelines.settings import Settings
from pipelines.steps import Counts, raw_folder
from pipelines.steps.flow_intake import take_by_flows
from pipelines.steps.intake import Intake, drop_replaced_rejections
from pipelines.steps.landing import REJECTION_TABLE, rejection_rows, worker_count
from pipelines.steps.ledger import Ledger, compare
from pipelines.steps.overrides import update_overrides
from pipelines.steps.publisher_groups import update_publisher_groups
from pipelines.steps.raw_folder import Listed, RawInput, is_below
from pipelines.steps.record_moves import move_records
from pipelines.steps.removal import read_tombstones, remove
from pipelines.steps.removed_passages import blank_quoting, read_passages
from pipelines.steps.removed_paths import RemovedPaths
from pipelines.steps.shared_titles import decide_titles
from pipelines.steps.tally import Tally
from pipelines.steps.url_claims import decide_claims
from pipelines.steps.worker_intake import take_by_workers
from warehouse import space
from warehouse.engine import Engine

REASONS = "select reason, count(*) from main.rejections where run_id = ? group by reason order by reason"


def ingest(
    engine: Engine,
    settings: Settings,
    listing: Iterable[Listed] | None = None,
    has_server: bool = False,
    tally: Tally | None = None,
) -> Counts:
    """Read what is new in the raw folder into the tables of records; returns files, those waiting, records, rejections.

    listing: a listing of the raw folder, if the caller has one · has_server: the fork server was started ahead
    tally: told how far reading has come
    """
    tally = tally or Tally()
    if listing is None:
        listing = raw_folder.list_inputs(settings.raw, settings.limits)
    tombstones = read_tombstones(engine, settings)
    ledger, files = _open_ledger(engine, settings, RemovedPaths(tombstones).keep(listing))
    inputs = [each for each in files if isinstance(each, RawInput)]
    needed = sum(space.for_input(each.record_path, each.size) for each in inputs)
    space.refuse_small_disk(settings.warehouse.parent, needed)
    size = sum(each.size for each in inputs)
    tally.begin(len(files), size, needed)
    intake = Intake(ledger, engine.run, settings.retry)
    if engine.is_distributed:
        take_by_flows(engine, settings, intake, files, tally)
    else:
        take_by_workers(engine, settings, intake, files, tally, worker_count(settings, size, has_server))
    _store_rejections(engine, intake)
    reasons = {f"rejected: {reason}": count for reason, count in engine.rows(REASONS, [engine.run.run_id])}
    ledger.save()
    decide_claims(engine)
    removed = remove(engine, tombstones)
    decide_titles(engine)
    move_records(engine)
    update_overrides(engine, settings)
    update_publisher_groups(engine, settings)
    counts = {"files": len(files) - intake.waiting, "waiting": intake.waiting, "records": intake.records}
    return {**counts, "removed": removed, **reasons}


def _open_ledger(engine: Engine, settings: Settings, listing: Iterable[Listed]) -> tuple[Ledger, list[Listed]]:
    """The ledger, vanished files superseded in it, and the listed files to read."""
    listed = {each.record_path: each for each in listing}
    changes = compare(engine, listed.values())
    new = [*changes["new"], *(changes["rejecting"] if settings.retry else [])]
    new, vanished = ([path for path in paths if is_below(path, settings.only)] for paths in (new, changes["vanished"]))
    ledger = Ledger(engine, [*new, *vanished])
    for path in vanished:
        ledger.supersede(path)
    return ledger, [listed[path] for path in new]


def _store_rejections(engine: Engine, intake: Intake) -> None:
    """Store the rejections of files that were not read; those of files that were read again take the place of older."""
    if intake.rejections:
        shown = blank_quoting(intake.rejections, read_passages(engine))
        engine.append(REJECTION_TABLE, rejection_rows([(each, None) for each in shown], engine.run))
    drop_replaced_rejections(engine, intake.retried)
