"""Calendar periods: days, weeks, months or years, so that a chart has neither too few nor too many.

Belongs here: which unit suits a span, the periods of a span, their names. Does not: what is counted in them (volume).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.report.wording import MONTHS, day

MAX_DAYS, MAX_WEEKS, MAX_MONTHS = 100, 105, 150
"""Limit the periods of a chart; beyond them the next longer unit is used."""


def unit_for(first: date, last: date) -> str:
    """The unit for a span, as DuckDB's date_trunc calls it.

    >>> [unit_for(date(2031, 1, 1), date(y, m, 9)) for y, m in ((2031, 3), (2032, 1), (2040, 1), (2091, 1))]
    ['day', 'week', 'month', 'year']
    """
    spent = (last - first).days + 1
    if spent <= MAX_DAYS:
        return "day"
    if spent <= 7 * MAX_WEEKS:
        return "week"
    return "month" if spent <= 30 * MAX_MONTHS else "year"


def start_of(day: date, unit: str) -> date:
    """The first day of the period that a day is in; weeks begin on Monday.

    >>> start_of(date(2031, 5, 15), "week"), start_of(date(2031, 5, 15), "month")
    (datetime.date(2031, 5, 12), datetime.date(2031, 5, 1))
    """
    if unit == "week":
        return day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
    return day.replace(month=1, day=1) if unit == "year" else day.replace(day=1) if unit == "month" else day


def all_between(first: date, last: date, unit: str) -> Iterator[date]:
    """The first days of all periods from the one of `first` to the one of `last`.

    >>> [str(each) for each in all_between(date(2031, 11, 30), date(2032, 1, 2), "month")]
    ['2031-11-01', '2031-12-01', '2032-01-01']
    """
    each = start_of(first, unit)
    while each <= last:
        yield each
        if each.year == date.max.year:
            return
        following = each + timedelta(days={"day": 1, "week": 7, "month": 32, "year": 367}[unit])
        each = start_of(following, unit)


def name_of(period: date, unit: str) -> str:
    """
    >>> [name_of(date(2031, 5, 12), unit) for unit in ("day", "week", "month", "year")]
    ['12 May 2031', 'week of 12 May 2031', 'May 2031', '2031']
    """
    if unit == "year":
        return str(period.year)
    if unit == "month":
        return f"{MONTHS[period.month - 1]} {period.year}"
    return f"week of {day(period)}" if unit == "week" else day(period)


def short_name_of(period: date, unit: str) -> str:
    """A name for the axis of a chart or the head of a narrow column, in two lines at most.

    >>> [short_name_of(date(2031, 5, 12), unit) for unit in ("week", "month", "year")]
    ['12 May\\n2031', 'May\\n2031', '2031']
    """
    name = name_of(period, "day" if unit == "week" else unit)
    return "\n".join(name.rsplit(" ", 1))


def axis_name_of(period: date, unit: str) -> str:
    """A name on one line for the axis of a chart, whose caption says the years.

    >>> [axis_name_of(date(2031, 5, 12), unit) for unit in ("week", "month", "year")]
    ['12 May', 'May 2031', '2031']
    """
    return day(period).rsplit(" ", 1)[0] if unit in ("day", "week") else name_of(period, unit)
