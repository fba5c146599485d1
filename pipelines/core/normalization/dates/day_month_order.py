"""The order of day and month in numeric dates such as `03/04/2024`.

Belongs here: the orders of countries and languages (as in the short formats of the Unicode CLDR), and deciding one
date. Does not: finding numeric dates (token_patterns).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.core.normalization.dates.types import Hints, Order

MONTH_FIRST = frozenset({"us", "fm", "pw", "pr", "gu", "as", "vi", "mp", "mh", "ph"})
YEAR_FIRST = frozenset({"cn", "jp", "kr", "kp", "tw", "hk", "hu", "mn", "lt", "ir"})
UNDECIDED = frozenset({"ca", "za", "ke", "gh", "pa"})
"""Countries by order; those undecided use both."""

LANGUAGE_ORDERS: dict[str, Order] = {
    "zh": "ymd", "ja": "ymd", "ko": "ymd", "hu": "ymd", "mn": "ymd", "lt": "ymd", "fa": "ymd",
    "en-us": "mdy", "en-gb": "dmy", "en-au": "dmy", "en-nz": "dmy", "en-ie": "dmy", "en-in": "dmy",
}  # fmt: skip
"""Orders by language tag; every other language but English without a region puts the day first."""

MAX_BEFORE_FETCH = timedelta(days=2)
"""A reading within this time before `Hints.latest` (the day after the fetch) is preferred: pages are fetched soon."""


def order_of(country: str | None, language_tag: str | None) -> Order | None:
    """The day-month order of an outlet by its country (ISO 3166, lower case), else by its language tag.

    >>> order_of("us", None), order_of(None, "de-AT"), order_of(None, "en"), order_of("gb", "en"), order_of("ca", "en")
    ('mdy', 'dmy', None, 'dmy', None)
    """
    if country in MONTH_FIRST:
        return "mdy"
    if country in YEAR_FIRST:
        return "ymd"
    if country in UNDECIDED:
        return None
    if country:
        return "dmy"
    return _language_order(language_tag.lower().replace("_", "-")) if language_tag else None


def _language_order(tag: str) -> Order | None:
    language = tag.split("-")[0]
    if tag in LANGUAGE_ORDERS:
        return LANGUAGE_ORDERS[tag]
    if language == "en":
        return None
    return LANGUAGE_ORDERS.get(language, "dmy") if len(language) in (2, 3) else None


def is_day_first(
    first: int, second: int, year: int, mark: str, hints: Hints, weekday: int | None = None
) -> bool | None:
    """Whether `first` is the day in `first mark second mark year`; None if that can't be decided.

    Decided by the first of these that applies: only one reading is a date; with dots the day comes first; only one is
    on `weekday` (0: Monday); only one lies before `hints.latest`; only one is in `hints.references`; only one is near
    the fetch; the outlet's order.

    >>> from datetime import date
    >>> [is_day_first(*numbers, 2024, mark, Hints()) for *numbers, mark in ((14, 3, "/"), (3, 4, "/"), (3, 4, "."))]
    [True, None, True]
    >>> is_day_first(3, 4, 2024, "/", Hints(references=(date(2024, 3, 4),))), is_day_first(7, 3, 2024, "/", Hints(), 3)
    (False, True)
    """
    readings = {True: _date(year, second, first), False: _date(year, first, second)}
    valid = {is_first: day for is_first, day in readings.items() if day}
    if len(valid) < 2 or first == second or mark == ".":
        return True in valid if valid else None
    on_weekday = [is_first for is_first, day in valid.items() if day.weekday() == weekday]
    return on_weekday[0] if len(on_weekday) == 1 else _decide(valid, hints)


def _decide(readings: dict[bool, date], hints: Hints) -> bool | None:
    for remaining in _filters(readings, hints):
        if len(remaining) == 1:
            return remaining[0]
    if hints.order in ("dmy", "mdy"):
        return hints.order == "dmy"
    return None


def _filters(readings: dict[bool, date], hints: Hints) -> Iterator[list[bool]]:
    if hints.latest:
        yield [is_first for is_first, day in readings.items() if day <= hints.latest]
    yield [is_first for is_first, day in readings.items() if day in hints.references]
    if hints.latest:
        yield [is_first for is_first, day in readings.items() if abs(hints.latest - day) <= MAX_BEFORE_FETCH]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
