"""The clock: the one place where the product asks what time it is.

Belongs here: reading it. Does not: measuring how long something takes (`time.monotonic` does), the time within a run,
which follows from its start (warehouse.engine), the age of what Dagster keeps, by Dagster's own clock (defs.run_state).
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)
