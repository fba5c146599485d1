"""A whole run without Dagster: the same steps, models, audit and publication, in a fraction of the time.

Belongs here: what the crash tests run and kill hundreds of times. Does not: what is killed (points), what must hold
afterwards (invariants). That the job does the same is proved in tests/test_whole_run.py.
"""

from graphlib import TopologicalSorter
from pathlib import Path

from expectations import judge, suites
from pipelines.defs.builds import begin, record, settle
from pipelines.defs.working import keep_run, keep_verdicts
from pipelines.settings import Settings
from pipelines.steps import STEPS, Step
from warehouse import catalog
from warehouse.engine import Engine

AUDITED_IN_SHORT = ("main.source_files", "main.article_records", "main.articles")
"""Tables judged in a short audit; judging all takes longer than all else on a small folder."""

AT_THE_END = {"main.runs", "main.quality_results", "main.warehouse_version"}


def order() -> list[Step | str]:
    """Steps and tables of models, each after all it reads."""
    makers: dict[str, Step | str] = {name: name for name in catalog.models()}
    makers |= {table: step for step in STEPS for table in step.tables}
    graph: dict[Step | str, set[Step | str]] = {}
    for maker in makers.values():
        reads = maker.reads if isinstance(maker, Step) else catalog.models()[maker].reads
        graph[maker] = {makers[table] for table in reads if table not in AT_THE_END} - {maker}
    return list(TopologicalSorter(graph).static_order())


def make(engine: Engine, settings: Settings, maker: Step | str) -> None:
    """Run one step or model."""
    if isinstance(maker, Step):
        maker.run(engine, settings)
    elif not catalog.tables()[maker].is_view:
        engine.build(maker)


def whole_run(settings: Settings, run_id: str, *, full_audit: bool = False) -> Path | None:
    """Begin, derive, audit, publish; returns the file now shown, None if the audit stopped it."""
    build = begin(settings, run_id)
    try:
        for maker in order():
            make(build.engine, settings, maker)
        for name in suites() if full_audit else AUDITED_IN_SHORT:
            record(build, judge(build.engine.connection, suites()[name]))
        if any(v["severity"] == "critical" and not v["passed"] for v in build.verdicts):
            return None
        keep_verdicts(build)
        keep_run(build)
        return build.publish()
    finally:
        settle(build)
