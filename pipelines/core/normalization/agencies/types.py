"""The shape of a chosen agency.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple


class AgencyChoice(NamedTuple):
    """agency: one of signs.AGENCIES, None if no agency is credited; chosen: index of the candidate."""

    agency: str | None = None
    chosen: tuple[int, ...] = ()
