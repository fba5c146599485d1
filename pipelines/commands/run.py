"""`newsfold run`: one whole run, with a line per asset while it works and a summary at the end.

Belongs here: the output of a run, preparing it. Does not: the run itself (defs.runner), detecting new files
(steps.pending). Imports are ordered: the fork server loads its modules while this process loads DuckDB and Dagster.
"""

import argparse
import time
import uuid
from functools import partial

from pipelines import settings as setting
from pipelines import warm_up
from pipelines.commands import EXIT_DONE, EXIT_STOPPED, UserError
from pipelines.settings import SAMPLES, SAMPLES_WAREHOUSE, Settings
from pipelines.steps import STEPS, Step, fork_server, raw_folder
from warehouse import versions
from warehouse.connections import open_to_read

PRESENT = "select record_path from main.source_files where status in ('loaded', 'partial') order by record_path"


def main(options: argparse.Namespace) -> int:
    """Run the pipeline; 0 if it published or nothing was new, 1 if the audit (or an error) stopped publication."""
    names = ("raw", "warehouse", "engine", "only", "full", "retry")
    return run_whole(setting.load({name: getattr(options, name) for name in names}))


def run_whole(settings: Settings) -> int:
    """Run the pipeline with these settings; returns the exit code."""
    refuse_mixture(settings)
    _say(f"raw files   {settings.raw}")
    _say(f"warehouse   {settings.warehouse}")
    ingest = _bound_ingest(settings)
    if ingest is None:
        _say("nothing is new: the published version stays as it is")
        return EXIT_DONE
    with warm_up.infrequent_gc():
        return _run(settings, ingest)


def refuse_mixture(settings: Settings) -> None:
    """Raise UserError if the samples would be read into a warehouse of other files."""
    if settings.raw != SAMPLES.absolute() or versions.current_version(settings.warehouse) is None:
        return
    with open_to_read(settings.warehouse) as connection:
        paths = [row[0] for row in connection.execute(PRESENT).fetchall()]
    foreign = next((path for path in paths if not (settings.raw / path).exists()), None)
    if foreign:
        raise UserError(
            f"{settings.warehouse} was made from other files, such as {foreign}: the samples have a warehouse of their"
            f" own, {SAMPLES_WAREHOUSE}"
        )


def _bound_ingest(settings: Settings) -> Step | None:
    """The first step, given a listing of the raw folder that it consumes; None if nothing is new."""
    listing = list(raw_folder.list_inputs(settings.raw, settings.limits))
    has_server = fork_server.start_if_needed(settings, listing)
    from pipelines.steps.pending import is_up_to_date

    if is_up_to_date(settings, listing):
        return None
    return STEPS[0].bind(listing=iter(listing), has_server=has_server)


def _run(settings: Settings, ingest: Step) -> int:
    from pipelines.commands.summary import failure_lines, summary_lines
    from pipelines.defs.assembly import build_defs
    from pipelines.defs.runner import loaded_steps, run_in_process

    started = time.monotonic()
    run_id = str(uuid.uuid4())
    build = partial(build_defs, steps=(ingest, *STEPS[1:]))
    with loaded_steps(bool(ingest.arguments["has_server"])):
        outcome = run_in_process(settings, run_id, progress=_say, home=settings.dagster_home, build=build)
    if outcome.published:
        lines = summary_lines(settings.warehouse, run_id, time.monotonic() - started)
    else:
        lines = failure_lines(settings.warehouse, run_id, outcome.error)
    for line in lines:
        _say(line)
    return EXIT_DONE if outcome.published else EXIT_STOPPED


def _say(line: str) -> None:
    print(line, flush=True)
