"""A year of a newsroom's deliveries, day by day, for the alarms: ordinary, or with one fault.

Belongs here: the simulation. Does not: what must be raised (test_alarms).

Ordinary are weekdays and weekends, public holidays on which small outlets close, a quiet summer, growth, outlets that
begin and end their life in the year, weeklies and outlets that publish now and then, late files, a batch of archives,
reprints in clusters of many sizes, rejections and undated articles in small numbers, now and then a dozen in one file.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

FIRST = date(2031, 1, 6)
HOLIDAYS = {(1, 1), (1, 6), (5, 1), (5, 29), (6, 9), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31)}
EASTER = {date(2031, 4, 11), date(2031, 4, 13), date(2031, 4, 14)}


@dataclass(frozen=True)
class Article:
    """What the alarms look at: outlet, day of publication (None if undated), day of arrival, cluster."""

    outlet: str
    published: date | None
    arrived: date
    cluster: str


@dataclass(frozen=True)
class Drop:
    """What arrives on a day."""

    day: date
    articles: tuple[Article, ...]
    records: int
    rejected: int


@dataclass(frozen=True)
class Outlet:
    """An outlet: its id, articles on an ordinary day, weekdays (1 to 7) of publication, first day of the year."""

    name: str
    daily: float
    weekdays: frozenset[int]
    begins: int = 0
    closes: bool = True
    """On public holidays."""


@dataclass
class Year:
    """A newsroom; `change` may alter each day's articles before they are delivered, and the number of rejections."""

    seed: int
    outlets: int = 24
    scale: float = 8.0
    change: Callable[[date, list[Article], random.Random], list[Article]] = lambda day, articles, draw: articles
    rejected: Callable[[date, int], int] = lambda day, rejected: rejected
    stopped: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def drops(self, days: int = 365) -> Iterator[Drop]:
        """The deliveries of the year, each on the day after publication, some articles later."""
        draw = random.Random(self.seed)
        newsroom = [self._outlet(number, draw) for number in range(self.outlets)]
        waiting: dict[date, list[Article]] = {}
        for number in range(days):
            day = FIRST + timedelta(number)
            made = [a for outlet in newsroom for a in self._articles(outlet, day, number, draw)]
            if number == days // 3:  # an archive
                made += [
                    Article(newsroom[0].name, FIRST - timedelta(draw.randrange(900)), day, f"old{i}")
                    for i in range(3000)
                ]
            for article in self.change(day, made, draw):
                waiting.setdefault(article.arrived, []).append(article)
            arrived = tuple(waiting.pop(day, []))
            usual = sum(draw.random() < 0.01 for _ in arrived) + (draw.randrange(12) if draw.random() < 0.03 else 0)
            rejected = self.rejected(day, usual)
            if arrived:
                yield Drop(day, arrived, len(arrived) + rejected, rejected)

    def _outlet(self, number: int, draw: random.Random) -> Outlet:
        kind = draw.choices(("daily", "workdays", "weekly", "rare"), (5, 4, 2, 1))[0] if number else "daily"
        weekdays = {
            "daily": frozenset(range(1, 8)), "workdays": frozenset(range(1, 6)),
            "weekly": frozenset({draw.randrange(1, 8)}), "rare": frozenset(range(1, 8)),
        }[kind]  # fmt: skip
        daily = 0.3 if kind == "rare" else self.scale * draw.lognormvariate(0, 0.7)
        begins = draw.choice((0, 0, 0, draw.randrange(330))) if number else 0
        return Outlet(
            f"{kind}{number}.example", daily, weekdays, begins, closes=draw.random() < (0.2 if kind == "daily" else 0.6)
        )

    def _articles(self, outlet: Outlet, day: date, number: int, draw: random.Random) -> Iterator[Article]:
        first, last = self.stopped.get(outlet.name, (1000, 1000))
        if number < outlet.begins or day.isoweekday() not in outlet.weekdays or first <= number < last:
            return
        is_holiday = (day.month, day.day) in HOLIDAYS or day in EASTER
        if is_holiday and outlet.closes:
            return
        season = (0.8 if day.month in (7, 8) else 1.0) * (1 + 0.6 * number / 365) * (0.7 if is_holiday else 1.0)
        weekend = 0.6 if day.isoweekday() > 5 and len(outlet.weekdays) > 1 else 1.0
        expected = outlet.daily * season * weekend * draw.lognormvariate(0, 0.25)
        floor = 0 if outlet.daily < 1 else 1
        for _ in range(max(floor, round(draw.gauss(expected, expected**0.5)))):
            late = draw.choices((0, 1, 2), (94, 4, 2))[0]
            undated = draw.random() < 0.02
            size = min(60, int(draw.paretovariate(1.6)))
            cluster = f"c{number}-{draw.randrange(size)}" if size > 1 else f"{outlet.name}{number}-{draw.random()}"
            yield Article(outlet.name, None if undated else day, day + timedelta(late), cluster)


def clock(day: date) -> datetime:
    """When the run of a day starts: at six the next morning would be another day, so in the evening."""
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
