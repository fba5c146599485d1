"""What befalls a warehouse on which day, and the alarms that the faults among it must raise.

Belongs here: the plan. Does not: carrying it out (life), what must be in the warehouse (oracle).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.year.newsroom import FIRST, OUTLETS, Faults

MONTH = 30


@dataclass(frozen=True)
class Accidents:
    """Numbers of days. kills: on which the run is killed · full: on which the disk is full · back: after whose run
    somebody rolls back · forget: after whose run an article is taken out by the command · listed: before whose run a
    line is added to the exclusions, naming a file and then an article
    """

    faults: Faults = field(default_factory=Faults)
    kills: frozenset[int] = frozenset()
    full: int | None = None
    back: int | None = None
    forget: int | None = None
    listed: tuple[int, ...] = ()

    @property
    def nights(self) -> set[int]:
        """The days whose run does not publish, or may not."""
        return {*self.kills, *([self.full] if self.full is not None else [])}


def of_a_year(seed: int) -> Accidents:
    """A year of 365 days; the faults are far apart, so that each alarm shows its cause."""
    faults = Faults(broken_from=121, silent_from=263, thin=198)
    once = {"full": 86, "back": 150, "forget": 61, "listed": (172, 301)}
    taken = {86, 150, 151, 61, 172, 301, 364}
    draw = random.Random(seed)
    kills = set[int]()
    for month in range(12):
        days = [day for day in range(month * MONTH, (month + 1) * MONTH) if day not in taken]
        kills |= set(draw.sample(days, 2))
    return Accidents(faults, frozenset(kills), **once)  # type: ignore[arg-type]


def of_some_weeks() -> Accidents:
    """24 days: one of each that needs no history, on days of a run each fourth night."""
    return Accidents(kills=frozenset({7}), full=11, back=15, listed=(19,), forget=23)


@dataclass(frozen=True)
class Expected:
    """An alarm that must be raised once: the day it is about, and the first and last day of the run that raises it."""

    kind: str
    subject: str
    days: tuple[date, date]
    raised: tuple[date, date]

    def is_met_by(self, kind: str, subject: str, day: date, raised: date) -> bool:
        is_in_time = self.days[0] <= day <= self.days[1] and self.raised[0] <= raised <= self.raised[1]
        return (self.kind, self.subject) == (kind, subject) and is_in_time


def expected_alarms(accidents: Accidents) -> Iterator[Expected]:
    """What the faults must raise. A run that does not publish leaves its day to the next run."""
    faults = accidents.faults
    if faults.broken_from is not None:
        first = faults.broken_from
        yield Expected("many_rejections", "all", span(first, first + 2), span(first, first + 2))
        yield Expected("silent_publisher", OUTLETS[0].domain, span(first - 1, first), span(first + 3, first + 7))
    if faults.silent_from is not None:
        first = faults.silent_from
        yield Expected("silent_publisher", OUTLETS[4].domain, span(first - 1, first), span(first + 3, first + 8))
    if faults.thin is not None:
        thin = faults.thin
        yield Expected("few_articles", "all", span(thin, thin), span(thin + 2, thin + 4))


def span(first: int, last: int) -> tuple[date, date]:
    return FIRST + timedelta(first), FIRST + timedelta(last)
