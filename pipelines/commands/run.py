"""`newsfold run`: one whole run, with its progress while it works and a summary at the end.

Belongs here: preparing a run, its exit code. Does not: the run itself (defs.runner), detecting new files
(steps.pending), what is printed (run_output, progress, summary). Imports are ordered: the fork server loads its modules
while this process loads DuckDB and Dagster.
"""

import argparse
import time
import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pipelines import failures, warm_up
from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, EXIT_STOPPED, UserError, samples
from pipelines.commands.progress import Progress
from pipelines.commands.run_output import Output, choose_output
from pipelines.settings import Settings
from pipelines.steps import STEPS, Step, fork_server, raw_folder
from pipelines.steps.raw_folder import Listed
from pipelines.steps.tally import Tally
from warehouse import versions

if TYPE_CHECKING:
    from pipelines.defs.outcome import Outcome

UP_TO_DATE = "nothing is new: the published version stays as it is"
EXPECTED = (
    "put articles there (text, HTML, JSON, CSV, Parquet, feeds, WARC, archives of these);"
    " names that begin with . or _ or end in .tmp or .part, and links, are not read"
)
"""What a person with an empty folder should know."""


def main(options: argparse.Namespace) -> int:
    """Run the pipeline; 0 if it published or nothing was new, 1 if the audit (or an error) stopped publication."""
    names = ("raw", "warehouse", "engine", "spark_address", "only", "full", "retry", "on_failure", "on_warning")
    settings = setting.load({name: getattr(options, name) for name in names}, writes=True)
    refuse_absent_spark(settings)
    return run_whole(settings, choose_output(options.quiet, options.json))


def refuse_absent_spark(settings: Settings) -> None:
    """Raise UserError, before anything is written, if the engine is Spark and something keeps it from being used."""
    if settings.engine == setting.SPARK:
        from warehouse.spark_session import find_obstacle

        if obstacle := find_obstacle(settings.spark_address, settings.spark_storage or ""):
            raise UserError(obstacle)


def run_whole(settings: Settings, output: Output) -> int:
    """Run the pipeline with these settings; returns the exit code."""
    run_id = str(uuid.uuid4())
    output.start(settings, run_id)
    tally = Tally()
    with Progress(tally, output) as progress:
        listing = list(raw_folder.list_inputs(settings.raw, settings.limits))
        samples.refuse_mixture(settings, listing)
        has_server = fork_server.start_if_needed(settings, listing)
        reason = _why_not(settings, listing)
        if reason is None:
            ingest = STEPS[0].bind(listing=iter(listing), has_server=has_server, tally=tally)
            if not listing:
                output.warning(f"{settings.raw} is empty: the records of its former files stay, as no longer current")
            for warning in samples.warnings(settings, listing):
                output.warning(warning)
            if note := warm_up.compiling_note():
                output.note(note)
            del listing
            with warm_up.infrequent_gc():
                outcome = _run(settings, run_id, ingest, progress)
    if reason is not None:
        output.nothing_new(reason)
        return EXIT_DONE
    return _report(settings, outcome, output, progress)


def _why_not(settings: Settings, listing: Sequence[Listed]) -> str | None:
    """Why there is nothing to do; None if there is. Raises UserError if `only` names nothing."""
    from pipelines.steps.pending import is_known, is_up_to_date

    only = settings.only
    is_listed = only is None or any(raw_folder.is_below(each.record_path, only) for each in listing)
    if only is not None and not is_listed and not is_known(settings, only):
        where = f"a path below the raw folder {settings.raw}"
        raise UserError(f"only: {only!r} names no file or folder; give --only {where}")
    if is_up_to_date(settings, listing):
        return UP_TO_DATE
    if not listing and versions.current_version(settings.warehouse) is None:
        return f"nothing to do: {settings.raw} holds no file that could be an article; {EXPECTED}"
    return None


def _run(settings: Settings, run_id: str, ingest: Step, progress: Progress) -> "Outcome":
    from pipelines.defs.assembly import build_defs
    from pipelines.defs.runner import loaded_steps, run_in_process

    build = partial(build_defs, steps=(ingest, *STEPS[1:]))
    with loaded_steps(bool(ingest.arguments["has_server"])):
        return run_in_process(settings, run_id, progress=progress, home=settings.dagster_home, build=build)


def _report(settings: Settings, outcome: "Outcome", output: Output, progress: Progress) -> int:
    """Say how the run ended; returns the exit code."""
    from pipelines.commands.summary import failure_facts, failure_lines, summary_facts, summary_lines
    from warehouse import space

    seconds = time.monotonic() - progress.began
    if outcome.unrecorded:
        output.warning(outcome.unrecorded)
    for warning in outcome.warnings:
        output.warning(warning)
    if outcome.published:
        facts = summary_facts(settings.warehouse, outcome.run_id, seconds)
        for warning in facts.pop("warnings"):
            output.audit_warning(**warning)
        note = samples.NOTE if samples.are_read(settings) else None
        output.summary(summary_lines(settings.warehouse, outcome.run_id, seconds, note), facts)
        return EXIT_DONE
    needed = space.FIXED_BYTES + space.for_build(versions.current_version(settings.warehouse))
    needed += progress.tally.needed_bytes
    error = outcome.error and failures.with_advice(outcome.error, settings, needed)
    text = outcome.traceback
    log = failures.write_log(settings.warehouse.parent, outcome.run_id, text) if text and error else None
    facts = failure_facts(outcome.run_id, error, outcome.failed_checks, log)
    output.error(failure_lines(settings.warehouse, outcome.run_id, error, log), {**facts, "exit_code": EXIT_STOPPED})
    return EXIT_STOPPED
