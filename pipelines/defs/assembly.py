"""Assembles the definitions from their parts.

Belongs here: assembly. Does not: any part. Importing builds nothing; a run builds its own definitions once.
"""

from collections.abc import Callable, Mapping, Sequence

import dagster as dg

from expectations import Suite, suites
from pipelines import settings
from pipelines.defs.assets import all_assets
from pipelines.defs.automation import daily, housekeeping, on_new_files, whole_job
from pipelines.defs.checks import all_checks
from pipelines.defs.resources import build_resource, settings_resource
from pipelines.defs.whole_runs import Whole
from pipelines.steps import STEPS, Step
from pipelines.steps.sequence import Plan
from warehouse import catalog
from warehouse.catalog import Model


def build_defs(
    load: Callable[[], settings.Settings] = settings.load,
    loggers: Mapping[str, dg.LoggerDefinition] | None = None,
    *,
    steps: Sequence[Step] = STEPS,
    models: Mapping[str, Model] | None = None,
    audits: Mapping[str, Suite] | None = None,
) -> dg.Definitions:
    """The definitions of the whole product, or of the given steps, models and suites.

    load: gives the settings when a run or a sensor asks for them, and here those of the schedule
    """
    assets = all_assets(Plan(steps, catalog.models() if models is None else models))
    checks = all_checks(assets, suites(catalog.lasting_tables()) if audits is None else audits)
    return dg.Definitions(
        assets=assets,
        asset_checks=checks,
        jobs=[whole_job()],
        schedules=[daily(load)],
        sensors=[on_new_files(load), housekeeping(load)],
        resources={"settings": settings_resource(load), "build": build_resource(Whole.of(assets, checks))},
        executor=dg.in_process_executor,
        loggers=loggers,
    )
