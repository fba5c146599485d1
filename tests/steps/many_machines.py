"""DuckDB that stands in for an engine on many machines: steps take the way they take there.

Belongs here: that engine, and whole runs with it. Does not: rows without an order (disorderly_engine), counting what is
collected (counting_engine).
"""

import pytest

from pipelines.settings import Settings
from tests.crash import sequence
from warehouse.builds import Build
from warehouse.duckdb_engine import DuckDBEngine


class ManyMachines(DuckDBEngine):
    """DuckDB whose flows claim to run elsewhere."""

    is_distributed = True


def take_many_machines(patch: pytest.MonkeyPatch) -> None:
    """Let whole runs take the way of many machines."""
    begin = sequence.begin

    def begin_there(settings: Settings, run_id: str) -> Build:
        build = begin(settings, run_id)
        build.engine.is_distributed = True
        return build

    patch.setattr(sequence, "begin", begin_there)
