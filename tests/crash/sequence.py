"""A whole run without Dagster: the same steps, models, audit and publication, in a fraction of the time.

Belongs here: what the crash tests run and kill hundreds of times. Does not: what is killed (points), what must hold
afterwards (invariants). That the job does the same is proved in tests/test_whole_run.py.
"""

from pathlib import Path

from expectations import suites, validate
from pipelines.defs.execution import keep_quality_results, keep_run
from pipelines.defs.resources import begin, record, settle
from pipelines.settings import Settings
from pipelines.steps.sequence import whole_plan
from warehouse import catalog

SUITES = suites(catalog.lasting_tables())

AUDITED_IN_SHORT = ("main.source_files", "main.article_records", "main.articles")
"""Tables validated in a short audit; validating all takes longer than all else on a small folder."""


def whole_run(settings: Settings, run_id: str, *, full_audit: bool = False) -> Path | None:
    """Begin, derive, audit, publish; returns the file now shown, None if the audit stopped it."""
    build = begin(settings, run_id)
    try:
        plan = whole_plan()
        for maker in plan.order():
            plan.make(build.engine, settings, maker)
        for name in SUITES if full_audit else AUDITED_IN_SHORT:
            record(build, validate(build.auditor, SUITES[name]))
        if any(v["severity"] == "critical" and not v["passed"] for v in build.validation_results):
            return None
        keep_quality_results(build)
        keep_run(build)
        return build.publish()
    finally:
        settle(build)
