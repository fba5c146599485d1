"""Assets: one for each SQL model, a group for each Python step and for the last views, and the three that end a run.

Belongs here: bodies of at most eight lines that call a step and return metadata. Does not: any derivation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import dagster as dg

from pipelines.defs import execution
from pipelines.defs.metadata import publication, table_metadata
from pipelines.defs.specs import OWNERS, key, op_name, spec, table_of
from pipelines.settings import Settings
from pipelines.steps import Step
from pipelines.steps.sequence import Plan
from warehouse import catalog
from warehouse.builds import Build

QUALITY_RESULTS = "main.quality_results"
RUNS = "main.runs"
STAMPED = "main.warehouse_version"
"""Written when the build begins."""

PUBLISHED = dg.AssetKey("published")

FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=7), warn_window=timedelta(days=2))
"""How old the published version may get: the schedule makes one a day, unless nothing is new."""


def all_assets(plan: Plan) -> list[dg.AssetsDefinition]:
    """Every asset; each lasting table is made by exactly one.

    The results of all checks are kept after all other tables, then the row of the run; publication comes last. Of the
    other tables, the last ones are named: they wait for those they read, and for the checks of these.
    """
    views = plan.last_views()
    makers = [maker for maker in plan.makers if maker not in views]
    made = [sql_asset(plan, maker) if isinstance(maker, str) else step_assets(plan, maker) for maker in makers]
    made += [view_assets(plan, views)] if views else []
    stamp = spec(STAMPED, (), {"python"})
    made.append(build_asset(op_name("show", STAMPED), stamp, lambda build: {}))
    quality = spec(QUALITY_RESULTS, (), {"greatexpectations"}).replace_attributes(deps=last_assets(made))
    run = spec(RUNS, [QUALITY_RESULTS], {"python"})
    made.append(build_asset(op_name("keep", QUALITY_RESULTS), quality, execution.keep_quality_results))
    made.append(build_asset(op_name("keep", RUNS), run, execution.keep_run))
    return [*made, published_asset()]


def last_assets(made: Iterable[dg.AssetsDefinition]) -> list[dg.AssetKey]:
    """The assets that no other op reads, in order."""
    makers = list(made)
    read = {dep for each in makers for inputs in each.asset_deps.values() for dep in inputs if dep not in each.keys}
    return sorted({asset for each in makers for asset in each.keys} - read)


def sql_asset(plan: Plan, table: str) -> dg.AssetsDefinition:
    """The asset of a table or view that a select of `sql/` fills."""

    @dg.multi_asset(name=op_name("derive", table), specs=[spec(table, plan.inputs(table), {"sql"})])
    def derive(build: dg.ResourceParam[Build], settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
        counts = execution.make(build, settings, plan, table)
        return dg.MaterializeResult(asset_key=key(table), metadata=table_metadata(build.engine, table, counts))

    return derive


def view_assets(plan: Plan, views: Sequence[str]) -> dg.AssetsDefinition:
    """The assets of the views that no table is made from, together: each op costs a run as much as a small table."""

    @dg.multi_asset(name="show_views", specs=[spec(view, plan.inputs(view), {"sql"}) for view in views])
    def show_views(
        build: dg.ResourceParam[Build], settings: dg.ResourceParam[Settings]
    ) -> Iterator[dg.MaterializeResult[None]]:
        for view in views:
            counts = execution.make(build, settings, plan, view)
            yield dg.MaterializeResult(asset_key=key(view), metadata=table_metadata(build.engine, view, counts))

    return show_views


def step_assets(plan: Plan, step: Step) -> dg.AssetsDefinition:
    """The assets of the lasting tables that a Python step writes."""
    tables = [table for table in step.tables if catalog.is_lasting(table)]
    inputs = {table: plan.inputs(step) if table == step.name else {step.name} for table in tables}
    specs = [spec(table, inputs[table], {"python"}) for table in tables]

    @dg.multi_asset(name=op_name("step", step.name), specs=specs)
    def run_step(
        build: dg.ResourceParam[Build], settings: dg.ResourceParam[Settings]
    ) -> Iterator[dg.MaterializeResult[None]]:
        counts = execution.make(build, settings, plan, step)
        for table in tables:
            own = counts if table == step.name else {}
            yield dg.MaterializeResult(asset_key=key(table), metadata=table_metadata(build.engine, table, own))

    return run_step


def build_asset(name: str, table: dg.AssetSpec, keep: Callable[[Build], Mapping[str, float]]) -> dg.AssetsDefinition:
    """The asset of a table about the run itself; `keep` writes it and returns what it counted."""

    @dg.multi_asset(name=name, specs=[table])
    def keep_table(build: dg.ResourceParam[Build]) -> dg.MaterializeResult[None]:
        metadata = table_metadata(build.engine, table_of(table.key), keep(build))
        return dg.MaterializeResult(asset_key=table.key, metadata=metadata)

    return keep_table


def published_asset() -> dg.AssetsDefinition:
    """The published file: comes last, once all critical expectations hold."""

    @dg.asset(
        key=PUBLISHED,
        deps=[key(RUNS)],
        group_name="run",
        owners=OWNERS,
        kinds={"duckdb", "file"},
        freshness_policy=FRESH,
        description="The audited warehouse file that readers see, shown by switching a link, and the report on it.",
    )
    def published(build: dg.ResourceParam[Build]) -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(metadata=publication(execution.publish(build)))

    return published
