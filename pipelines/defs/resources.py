"""The resources of a run: its settings, and the private build that all its assets work on.

Belongs here: providing one build per whole run, closing it if it was not published, refusing parts of the graph.
Does not: what a build is (warehouse.builds).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata

import dagster as dg

from expectations import ValidationResult
from pipelines.core.identity import RULES_VERSION
from pipelines.settings import Settings
from pipelines.warm_up import drop_stale_kernels
from warehouse import builds
from warehouse.builds import Build, Stamps
from warehouse.engine import RunStamp

WHOLE_RUNS_ONLY = (
    "A run of newsfold is always whole: launch all assets with their checks (the job newsfold_run), "
    "not a selection and not from a failed step; what is already up to date costs little."
)


class PartOfGraph(dg.Failure):
    """A launch selected part of the graph, which would publish tables that don't agree."""


def settings_resource(load: Callable[[], Settings]) -> dg.ResourceDefinition:
    """The settings, read when a run starts and not when the definitions are loaded."""
    return dg.ResourceDefinition(lambda _: load(), description="The settings in force.")


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a run must select to be given a build."""

    assets: frozenset[dg.AssetKey]
    checks: frozenset[dg.AssetCheckKey]
    steps: frozenset[str]

    @classmethod
    def of(cls, assets: Sequence[dg.AssetsDefinition], checks: Sequence[dg.AssetChecksDefinition]) -> "Whole":
        """All keys and steps of these definitions."""
        return cls(
            frozenset(key for made in assets for key in made.keys),
            frozenset(key for audit in checks for key in audit.check_keys),
            frozenset(made.node_def.name for made in (*assets, *checks)),
        )

    def is_part(self, run: dg.DagsterRun) -> bool:
        """Whether a run was launched for less: some assets, some checks, some ops, some steps."""
        assets, checks = run.asset_selection, run.asset_check_selection
        return (
            not _covers(run.step_keys_to_execute, self.steps)
            or not _covers(run.resolved_op_selection, self.steps)
            or (bool(assets or checks) and not _covers(assets or (), self.assets))
            or (bool(assets) and not _covers(checks, self.checks))
        )


def _covers(selected: Iterable[object] | None, all_there_is: frozenset[object]) -> bool:
    """Whether a selection is all there is; None selects all."""
    return selected is None or all_there_is.issubset(selected)


def build_resource(whole: Whole) -> dg.ResourceDefinition:
    """The run's private build: begun before the first asset, settled after the last."""

    @dg.resource(required_resource_keys={"settings"}, description="The private build of the run.")
    def build(context: dg.InitResourceContext) -> Iterator[Build]:
        if context.run is None or whole.is_part(context.run):
            raise PartOfGraph(WHOLE_RUNS_ONLY)
        begun = begin(context.resources.settings, context.run.run_id)
        try:
            yield begun
        finally:
            settle(begun)

    return build


def begin(settings: Settings, run_id: str) -> Build:
    """Begin the build of a run, as the settings say."""
    drop_stale_kernels()
    return builds.begin(
        settings.warehouse,
        RunStamp(run_id, datetime.now(UTC), settings.full),
        Stamps(product_version(), RULES_VERSION, settings.shaping_hash),
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        lock_wait_seconds=settings.lock_wait_seconds,
    )


def settle(build: Build) -> None:
    """End a build that was not published: set aside if the audit stopped it, else thrown away."""
    if not build.is_open:
        return
    if any(result["severity"] == "critical" and not result["passed"] for result in build.validation_results):
        build.audit_failed()
    else:
        build.failed()


def record(build: Build, results: Sequence[ValidationResult]) -> None:
    """Keep validation results for the history and for the quality_results of the build."""
    now = datetime.now(UTC)
    rows = [asdict(result) for result in results]
    build.record([{**{c: v for c, v in row.items() if c != "exception"}, "checked_at": now} for row in rows])


def product_version() -> str:
    """The version of newsfold that is installed; `0` where it runs from a folder without being installed."""
    try:
        return metadata.version("newsfold")
    except metadata.PackageNotFoundError:
        return "0"
