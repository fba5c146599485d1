"""Which number is the day and which the month: `03/04/2024`.

Belongs here: the decision and the table of countries and languages behind it (version ORDERS_VERSION; orders as in the
Unicode CLDR short formats). Does not: finding numeric dates (reading). Nothing here learns from what was loaded.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.core.normalization.dates.types import Hints, Order

ORDERS_VERSION = 1

MONTH_FIRST = frozenset({"us", "fm", "pw", "pr", "gu", "as", "vi", "mp", "mh", "ph"})
YEAR_FIRST = frozenset({"cn", "jp", "kr", "kp", "tw", "hk", "hu", "mn", "lt", "ir"})
UNDECIDED = frozenset({"ca", "za", "ke", "gh", "pa"})
"""Countries whose media write both ways."""

LANGUAGE_ORDERS: dict[str, Order] = {
    "zh": "ymd", "ja": "ymd", "ko": "ymd", "hu": "ymd", "mn": "ymd", "lt": "ymd", "fa": "ymd",
    "en-us": "mdy", "en-gb": "dmy", "en-au": "dmy", "en-nz": "dmy", "en-ie": "dmy", "en-in": "dmy",
}  # fmt: skip
"""Language tags with an order of their own; every other language but bare English writes the day first."""


NEAR_FETCH = timedelta(days=2)
"""A page fetched on the day of a reading, or the day after, is most often news of that day (latest: fetch and one)."""


def order_of(country: str | None, language_tag: str | None) -> Order | None:
    """The day-month order of an outlet, from its country (TLD or region, ISO 3166) or its language tag.

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


def day_first(first: int, second: int, year: int, mark: str, hints: Hints) -> bool | None:
    """Whether `first` is the day in `first mark second mark year`; None when nothing settles it.

    In this order: only one reading is a date; a dot is written day first everywhere; only one lies before
    `hints.latest`; only one is a date known from elsewhere; the order of the outlet's country.

    >>> from datetime import date
    >>> day_first(14, 3, 2024, "/", Hints()), day_first(3, 4, 2024, "/", Hints()), day_first(3, 4, 2024, ".", Hints())
    (True, None, True)
    >>> day_first(3, 4, 2024, "/", Hints(references=(date(2024, 3, 4),)))
    False
    """
    readings = {True: _date(year, second, first), False: _date(year, first, second)}
    real = [key for key, day in readings.items() if day]
    if len(real) < 2 or first == second or mark == ".":
        return True in real if real else None
    return _settled({key: day for key, day in readings.items() if day}, hints)


def _settled(readings: dict[bool, date], hints: Hints) -> bool | None:
    for kept in _tests(readings, hints):
        if len(kept) == 1:
            return kept[0]
    if hints.order in ("dmy", "mdy"):
        return hints.order == "dmy"
    return None


def _tests(readings: dict[bool, date], hints: Hints) -> Iterator[list[bool]]:
    if hints.latest:
        yield [key for key, day in readings.items() if day <= hints.latest]
    yield [key for key, day in readings.items() if day in hints.references]
    if hints.latest:
        yield [key for key, day in readings.items() if abs(hints.latest - day) <= NEAR_FETCH]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
