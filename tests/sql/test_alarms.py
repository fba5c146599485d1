"""A simulated year of deliveries: an ordinary one raises nothing, each fault its own alarm, in time and once."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest

from tests.marks import long, slow
from tests.sql.alarm_year import FIRST, Article, Drop, Year, clock
from warehouse import catalog

SCRATCH = ("work.outlet_gaps", "work.thin_days", "work.defect_days")
FAULT = 200
"""The day of the year on which a fault begins, a Friday."""

A_MONTH_ON = FAULT + 30
UNTIL = pytest.mark.parametrize("days", [A_MONTH_ON, *slow([365])])
"""How long a year goes on after a fault: a run takes 40 ms of CPU time."""

MAX_FALSE_ALARMS = 1
"""How many alarms an ordinary year may raise: an outlet that publishes now and then may pause as never before."""

Alarm = tuple[str, str, date, int]
"""Kind, subject, day, and on which day of the year it was raised."""


class Watch:
    """The tables that the alarms read, filled day by day, with a run each day."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("set timezone = 'UTC'; attach ':memory:' as work")
        self.connection.execute("""
            create table main.articles (
                publisher_id varchar, published_date date, published_precision varchar,
                first_ingested_at timestamp with time zone, cluster_id varchar
            );
            create table main.source_files (
                status varchar, record_count bigint, rejected_count bigint, ingested_at timestamp with time zone
            );
            create table work.run (run_id varchar, started_at timestamp with time zone)
        """)
        self.connection.execute(catalog.tables()["main.alarms"].ddl)

    def deliver(self, drop: Drop) -> None:
        now = clock(drop.day)
        rows = [(a.outlet, a.published, now, a.cluster) for a in drop.articles]
        names = ("publisher_id", "published_date", "first_ingested_at", "cluster_id")
        arrived = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
        self.connection.register("arrived", arrived)
        self.connection.execute("insert into main.articles by name select *, 'day' as published_precision from arrived")
        counts = [drop.records, drop.rejected, now]
        self.connection.execute("insert into main.source_files values ('loaded', ?, ?, ?)", counts)

    def run(self, day: date) -> None:
        self.connection.execute("delete from work.run")
        self.connection.execute("insert into work.run values (?, ?)", [f"run {day}", clock(day)])
        for name in SCRATCH:
            self.connection.execute(f"create or replace table {name} as {catalog.models()[name].sql}")
        self.connection.execute(f"insert into main.alarms {catalog.models()['main.alarms'].sql}")

    def alarms(self) -> list[Alarm]:
        rows = self.connection.execute(
            "select kind, subject, day, cast(raised_at as date) from main.alarms order by raised_at, kind, subject"
        ).fetchall()
        return [(kind, subject, day, (raised - FIRST).days) for kind, subject, day, raised in rows]


def live(year: Year, every: int = 1, start: int = 0, days: int = 365) -> list[Alarm]:
    """The alarms of a year in which runs begin on a day, and are made every so many days."""
    watch = Watch()
    for number, drop in enumerate(year.drops(days)):
        watch.deliver(drop)
        if (drop.day - FIRST).days >= start and number % every == 0:
            watch.run(drop.day)
    return watch.alarms()


def small(seed: int) -> Year:
    return Year(seed, outlets=4, scale=1.5)


@pytest.mark.parametrize(
    "year",
    [*slow([Year(1), small(2), Year(10), small(20)]), *long([*map(Year, range(11, 20)), *map(small, range(21, 30))])],
    ids=lambda year: f"{year.outlets}-{year.seed}",
)
def test_an_ordinary_year_raises_next_to_nothing(year: Year) -> None:
    raised = live(year)
    assert len(raised) <= MAX_FALSE_ALARMS, raised


def test_an_ordinary_quarter_raises_next_to_nothing() -> None:
    assert len(live(small(2), start=275)) <= MAX_FALSE_ALARMS


@pytest.mark.parametrize("every", [*slow([3]), 7])
def test_runs_every_few_days_raise_next_to_nothing(every: int) -> None:
    assert len(live(Year(3), every)) <= MAX_FALSE_ALARMS


def after(raised: Iterable[Alarm]) -> list[Alarm]:
    return [each for each in raised if each[3] >= FAULT]


@pytest.mark.parametrize("seed", [1, *slow([4, 5])])
@UNTIL
def test_a_daily_that_falls_silent_is_noticed_within_the_week_and_once(seed: int, days: int) -> None:
    year = Year(seed, stopped={"daily0.example": (FAULT, 365)})
    (alarm,) = after(live(year, start=FAULT - 5, days=days))
    assert alarm[:2] == ("silent_publisher", "daily0.example")
    assert FAULT + 3 <= alarm[3] <= FAULT + 7


def test_an_outlet_that_is_back_and_falls_silent_again_is_noticed_again() -> None:
    year = Year(1)
    year.change = lambda day, articles, draw: [
        a for a in articles if a.outlet != "daily0.example" or not is_between(day, (FAULT, 10), (FAULT + 40, 10))
    ]
    first, second = after(live(year, start=FAULT - 5, days=FAULT + 55))
    assert first[:2] == second[:2] == ("silent_publisher", "daily0.example")
    assert second[3] - first[3] in range(37, 44)


def is_between(day: date, *spans: tuple[int, int]) -> bool:
    number = (day - FIRST).days
    return any(first <= number < first + length for first, length in spans)


@UNTIL
def test_a_day_with_a_tenth_of_its_articles_is_noticed_two_days_later(days: int) -> None:
    year = Year(1)
    year.change = lambda day, articles, draw: (
        draw.sample(articles, len(articles) // 10) if is_between(day, (FAULT, 1)) else articles
    )
    (alarm,) = after(live(year, start=FAULT - 5, days=days))
    assert alarm == ("few_articles", "all", FIRST + timedelta(FAULT), FAULT + 2)


@UNTIL
def test_a_rise_in_rejections_is_noticed_on_its_day_and_not_again_while_it_lasts(days: int) -> None:
    year = Year(1)
    year.rejected = lambda day, rejected: rejected + 150 if day >= FIRST + timedelta(FAULT) else rejected
    (alarm,) = after(live(year, start=FAULT - 5, days=days))
    assert alarm == ("many_rejections", "all", FIRST + timedelta(FAULT), FAULT)


@UNTIL
def test_a_rise_in_articles_without_a_date_is_noticed_on_its_day(days: int) -> None:
    def undate(day: date, articles: list[Article], draw: random.Random) -> list[Article]:
        is_lost = day >= FIRST + timedelta(FAULT)
        return [replace(a, published=None) if is_lost and draw.random() < 0.4 else a for a in articles]

    year = Year(1)
    year.change = undate
    (alarm,) = after(live(year, start=FAULT - 5, days=days))
    assert alarm == ("many_undated", "all", FIRST + timedelta(FAULT), FAULT)


@UNTIL
def test_a_cluster_larger_than_ever_is_noticed_once_while_it_grows(days: int) -> None:
    def swallow(day: date, articles: list[Article], draw: random.Random) -> list[Article]:
        return [replace(a, cluster="notice") if is_between(day, (FAULT, 9)) and draw.random() < 0.4 else a
                for a in articles]  # fmt: skip

    year = Year(1)
    year.change = swallow
    raised = after(live(year, start=FAULT - 5, days=days))
    assert [each[:2] for each in raised[:1]] == [("large_cluster", "notice")]
    assert FAULT <= raised[0][3] <= FAULT + 5
    assert len(raised) <= 2, raised  # again only at twice the size


def test_an_archive_loaded_at_once_raises_nothing() -> None:
    draw = random.Random(7)
    watch = Watch()
    rows = tuple(
        Article(f"{draw.randrange(9)}.example", FIRST - timedelta(draw.randrange(2000)), FIRST, str(i % 700))
        for i in range(5000)
    )
    watch.deliver(Drop(FIRST, rows, 6000, 1000))
    watch.run(FIRST)
    assert watch.alarms() == []


def test_a_run_much_later_without_new_files_raises_nothing() -> None:
    watch = Watch()
    for drop in Year(1).drops(100):
        watch.deliver(drop)
    watch.run(FIRST + timedelta(99))
    watch.run(FIRST + timedelta(500))
    assert watch.alarms() == []
