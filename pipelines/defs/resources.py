"""The resources of a run: its settings, and the private build that all its assets work on.

Belongs here: one build per run, refusing a run that must not work, ending a build that was not published. Does not:
which runs are whole (whole_runs), what a build is (warehouse.builds).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from importlib import metadata

import dagster as dg

from expectations import ValidationResult
from pipelines import clock
from pipelines.core.identity import RULES_VERSION
from pipelines.defs import notices
from pipelines.defs.retention import forget_runs, tidy
from pipelines.defs.run_state import REFUSAL_TAG, TRIGGER_TAG, declare_alive, run_tags
from pipelines.defs.whole_runs import WHOLE_RUNS_ONLY, PartOfGraph, Whole
from pipelines.settings import SPARK, Settings
from pipelines.steps import raw_folder
from pipelines.steps.exclusion_file import new_exclusions
from pipelines.steps.pending import is_up_to_date
from pipelines.steps.removal_requests import take_up
from pipelines.warm_up import compiling_note, drop_stale_kernels
from warehouse import builds, duckdb_store, tombstones, versions
from warehouse.builds import Build, Stamps
from warehouse.engine import RunStamp
from warehouse.lock import WarehouseLocked
from warehouse.refusals import Refusal
from warehouse.spark_session import SparkPlace
from warehouse.stores import OpenStore


class NothingNew(Refusal):
    """A run that would change nothing."""


def settings_resource(load: Callable[[], Settings]) -> dg.ResourceDefinition:
    """The settings, read when a run starts rather than when the definitions are loaded."""
    return dg.ResourceDefinition(lambda _: load(), description="The settings in force.")


def build_resource(whole: Whole) -> dg.ResourceDefinition:
    """The run's private build: begun before the first asset, ended after the last."""

    @dg.resource(required_resource_keys={"settings"}, description="The private build of the run.")
    def build(context: dg.InitResourceContext) -> Iterator[Build]:
        settings: Settings = context.resources.settings
        try:
            if is_kept(context):
                introduce(context, settings)
            if context.run is None or whole.is_part(context.run):
                raise PartOfGraph(WHOLE_RUNS_ONLY)
            if is_kept(context):
                refuse_nothing_new(settings)
            begun = begin(settings, context.run.run_id)
        except (PartOfGraph, NothingNew, WarehouseLocked) as refusal:
            raise decline(context, refusal) from None
        except Exception as error:
            notices.report_refused(settings, context.run.run_id if context.run else "", stamps(settings), error)
            raise
        try:
            yield begun
        finally:
            settle(begun)
            if is_kept(context) and context.instance is not None:
                finish_removal(begun, context.instance, settings)
            notices.report(settings, begun)

    return build


def introduce(context: dg.InitResourceContext, settings: Settings) -> None:
    """What a run of the UI, the schedule or a sensor does first: say whose it is and that it lives, and tidy up."""
    run = context.run
    if run is None or context.instance is None:
        return
    declare_alive(context.instance, run.run_id)
    context.instance.add_run_tags(run.run_id, dict(run_tags(settings, run.tags.get(TRIGGER_TAG, "UI"))))
    tidy(context.instance, settings)
    if (note := compiling_note()) and context.log is not None:
        context.log.info(note)


def refuse_nothing_new(settings: Settings) -> None:
    """Raise NothingNew if a run would change nothing."""
    if is_up_to_date(settings, raw_folder.list_inputs(settings.raw, settings.limits)):
        raise NothingNew("Nothing is new in the raw folder: the published version stays as it is.")


def is_kept(context: dg.InitResourceContext) -> bool:
    """Whether Dagster keeps the state of this run while it works; a run of the command line is recorded at its end."""
    return context.instance is not None and not context.instance.is_ephemeral


def decline(context: dg.InitResourceContext, refusal: Exception) -> BaseException:
    """The error that ends a run which must not work: one that the UI shows as canceled, with the reason, and not as a
    failure of every asset it selects.
    """
    if context.run is None or context.instance is None or not is_kept(context):
        return refusal
    context.instance.add_run_tags(context.run.run_id, {REFUSAL_TAG: type(refusal).__name__})
    context.instance.report_run_canceling(context.run, str(refusal))
    return dg.DagsterExecutionInterruptedError(str(refusal))


def begin(settings: Settings, run_id: str) -> Build:
    """Begin the build of a run."""
    drop_stale_kernels()
    now = clock.now()
    take_up(settings, new_exclusions(settings), now)
    is_removal = tombstones.is_pending(settings.warehouse)
    return builds.begin(
        settings.warehouse,
        RunStamp(run_id, now, settings.full),
        stamps(settings),
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        lock_wait_seconds=settings.lock_wait_seconds,
        versions_kept=settings.versions_kept,
        is_removal=is_removal,
        open_store=_store(settings),
    )


def _store(settings: Settings) -> OpenStore:
    """What opens the tables on the engine that the settings name."""
    if settings.engine == SPARK:
        from warehouse.spark_store import open_store

        return partial(open_store, spark_place(settings))
    return duckdb_store.open_store


def spark_place(settings: Settings) -> SparkPlace:
    """Where Spark is, and how it is used."""
    return SparkPlace(
        settings.spark_address,
        settings.spark_storage or str(settings.warehouse.parent),
        settings.spark_shuffle_partitions,
        settings.spark_driver_memory,
        settings.spark_audit_limit,
    )


def stamps(settings: Settings) -> Stamps:
    """The versions and settings that a run's row states."""
    return Stamps(product_version(), RULES_VERSION, settings.shaping_hash)


def settle(build: Build) -> None:
    """End a build that was not published: keep it for inspection if the audit failed, else discard it."""
    if not build.is_open:
        return
    if any(result["severity"] == "critical" and not result["passed"] for result in build.validation_results):
        build.audit_failed()
    else:
        build.failed()


def finish_removal(build: Build, instance: dg.DagsterInstance, settings: Settings) -> None:
    """Once a run has taken something out: delete what Dagster keeps of the runs before, which shows titles."""
    run_id = build.engine.run.run_id
    is_done = build.is_removal and versions.shown_label(build.warehouse) == run_id
    if is_done and forget_runs(instance, settings):
        tombstones.close(build.warehouse, run_id, build.engine.run.now())


def record(build: Build, results: Sequence[ValidationResult]) -> None:
    """Add validation results to the build, for its quality_results and the history."""
    now = build.engine.run.now()
    rows = [asdict(result) for result in results]
    build.record([{**{c: v for c, v in row.items() if c != "exception"}, "checked_at": now} for row in rows])


def product_version() -> str:
    """The installed version of newsfold, `0` if it is not installed."""
    try:
        return metadata.version("newsfold")
    except metadata.PackageNotFoundError:
        return "0"
