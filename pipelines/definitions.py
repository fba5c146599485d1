"""What Dagster loads: assembly only, the parts are in pipelines.defs.

`newsfold run`, `newsfold ui` and `dagster dev` all take their definitions from here.
"""

from collections.abc import Callable, Mapping

import dagster as dg

from pipelines import settings
from pipelines.defs.assets import all_assets
from pipelines.defs.automation import daily, on_new_files, whole_job
from pipelines.defs.builds import Whole, build_resource, settings_resource
from pipelines.defs.checks import all_checks


def build_defs(
    load: Callable[[], settings.Settings] = settings.load,
    loggers: Mapping[str, dg.LoggerDefinition] | None = None,
) -> dg.Definitions:
    """The definitions; `load` gives the settings when a run or a sensor asks for them."""
    assets, checks, job = all_assets(), all_checks(), whole_job()
    whole = Whole.of(assets, checks)
    return dg.Definitions(
        assets=assets,
        asset_checks=checks,
        jobs=[job],
        schedules=[daily(job)],
        sensors=[on_new_files(job, load)],
        resources={"settings": settings_resource(load), "build": build_resource(whole)},
        executor=dg.in_process_executor,
        loggers=loggers,
    )


defs = build_defs()
