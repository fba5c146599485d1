"""Everything a run makes, in order: steps and models, each after all it reads.

Belongs here: the order, and making one thing of it without Dagster. Does not: when, the audit, publication (defs).
"""

from graphlib import TopologicalSorter

from pipelines.settings import Settings
from pipelines.steps import STEPS, Step
from warehouse import catalog
from warehouse.engine import Engine

AT_THE_END = frozenset({"main.runs", "main.quality_results", "main.warehouse_version"})
"""Tables about the run itself, written by the build."""

Maker = Step | str
"""A step, or the table of a model."""


def order() -> list[Maker]:
    """Steps and tables of models, each after all it reads."""
    makers: dict[str, Maker] = {name: name for name in catalog.models()}
    makers |= {table: step for step in STEPS for table in step.tables}
    graph: dict[Maker, set[Maker]] = {}
    for maker in makers.values():
        reads = maker.reads if isinstance(maker, Step) else catalog.models()[maker].reads
        graph[maker] = {makers[table] for table in reads if table not in AT_THE_END} - {maker}
    return list(TopologicalSorter(graph).static_order())


def make(engine: Engine, settings: Settings, maker: Maker) -> None:
    """Run one step, or fill the table of one model; a view stands already."""
    if isinstance(maker, Step):
        maker.run(engine, settings)
    elif not catalog.tables()[maker].is_view:
        engine.build(maker)
