"""The order of a run: steps and models, each after everything it reads.

Belongs here: dependencies, running one step or model. Does not: scheduling, the audit, publication (defs).

Models of schema `work` are scratch, built just before the first step or model that reads them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from pipelines.settings import Settings
from pipelines.steps import STEPS, Counts, Step
from warehouse import catalog
from warehouse.catalog import Model
from warehouse.engine import Engine

MADE_BY_BUILD = frozenset({"main.runs", "main.quality_results", "main.warehouse_version"})
"""Tables about the run itself, written by the build."""

Maker = Step | str
"""A step, or the table of a model."""

Timer = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Plan:
    """The steps of a run, and its models by the name of their table."""

    steps: Sequence[Step]
    models: Mapping[str, Model]

    @cached_property
    def step_of(self) -> Mapping[str, Step]:
        """Table → the step that writes it; a step may build a table from its model."""
        return {table: step for step in self.steps for table in step.tables}

    @property
    def makers(self) -> list[Maker]:
        """The steps, and the models of lasting tables that no step builds."""
        return [*self.steps, *(name for name in self.models if catalog.is_lasting(name) and name not in self.step_of)]

    def last_views(self) -> list[str]:
        """The views that no table is made from, each after those it reads."""
        is_view = {name: catalog.tables()[name].is_view for name in self.models if catalog.is_lasting(name)}
        read = {table for maker in self.makers if not is_view.get(str(maker)) for table in self.inputs(maker)}
        return [name for name in catalog.in_order(is_view) if is_view.get(name) and name not in read]

    def scratch(self, maker: Maker) -> list[str]:
        """The scratch models that a maker needs, directly or through others, each after those it reads."""
        found: dict[str, None] = {}
        for table in self._reads(maker):
            if table in self.models and not catalog.is_lasting(table) and table not in self.step_of:
                found |= dict.fromkeys([*self.scratch(table), table])
        return list(found)

    def inputs(self, maker: Maker) -> set[str]:
        """The lasting tables that a maker needs, directly or through scratch; for a step's scratch, the step's name."""
        read = {table for each in (maker, *self.scratch(maker)) for table in self._reads(each)}
        named = {self.step_of[table].name if self._is_step_scratch(table) else table for table in read}
        return {table for table in named if catalog.is_lasting(table)}

    def order(self) -> list[Maker]:
        """The makers, each after all it reads."""
        maker_of: dict[str, Maker] = {table: table for table in self.models if catalog.is_lasting(table)}
        maker_of |= self.step_of
        graph = {
            maker: {maker_of[table] for table in self.inputs(maker) if table not in MADE_BY_BUILD} - {maker}
            for maker in self.makers
        }
        return list(TopologicalSorter(graph).static_order())

    def make(self, engine: Engine, settings: Settings, maker: Maker, timed: Timer = lambda _: nullcontext()) -> Counts:
        """Run one step or fill the table of one model, its scratch first; returns counts. A view exists already."""
        for table in self.scratch(maker):
            if not engine.exists(table):
                with timed(table):
                    engine.build(table)
        if not isinstance(maker, str):
            with timed(maker.name):
                return maker.run(engine, settings)
        if catalog.tables()[maker].is_view:
            return {}
        with timed(maker):
            return {"rows written": engine.build(maker)}

    def _reads(self, maker: Maker) -> Iterator[str]:
        reads = self.models[maker].reads if isinstance(maker, str) else maker.reads
        return (table for table in reads if table != maker)

    def _is_step_scratch(self, table: str) -> bool:
        return table in self.step_of and not catalog.is_lasting(table)


def whole_plan() -> Plan:
    """The plan of a whole run."""
    return Plan(STEPS, catalog.models())
