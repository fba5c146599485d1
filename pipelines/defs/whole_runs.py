"""Whether a run is whole: one of a part of the graph would publish inconsistent tables.

Belongs here: comparing what a run selects with all there is. Does not: refusing it (resources), starting a whole run in
its place (automation).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import dagster as dg

from warehouse.refusals import Refusal

WHOLE_RUNS_ONLY = (
    "A run of newsfold is always whole: this one, of a selection or from a failed step, did nothing. "
    "If anything is new, the daemon starts a whole run (the job newsfold_run) in its place within a minute."
)


class PartOfGraph(Refusal):
    """A run of a part of the graph, which would publish inconsistent tables."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The complete selection, without which a run gets no build."""

    assets: frozenset[dg.AssetKey]
    checks: frozenset[dg.AssetCheckKey]
    steps: frozenset[str]

    @classmethod
    def of(cls, assets: Sequence[dg.AssetsDefinition], checks: Sequence[dg.AssetChecksDefinition]) -> "Whole":
        """The keys and steps of these definitions."""
        return cls(
            frozenset(key for made in assets for key in made.keys),
            frozenset(key for audit in checks for key in audit.check_keys),
            frozenset(made.node_def.name for made in (*assets, *checks)),
        )

    def is_part(self, run: dg.DagsterRun) -> bool:
        """Whether a run selects only some of the assets, checks, ops or steps."""
        assets, checks = run.asset_selection, run.asset_check_selection
        return (
            not _covers(run.step_keys_to_execute, self.steps)
            or not _covers(run.resolved_op_selection, self.steps)
            or (bool(assets or checks) and not _covers(assets or (), self.assets))
            or (bool(assets) and not _covers(checks, self.checks))
        )


def _covers(selected: Iterable[object] | None, all_there_is: frozenset[object]) -> bool:
    """Whether a selection is complete; None selects everything."""
    return selected is None or all_there_is.issubset(selected)
