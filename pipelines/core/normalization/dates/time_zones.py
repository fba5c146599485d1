"""Time zones: the offset from UTC, in minutes, of an abbreviation or a numeric offset.

Belongs here: zone abbreviations in news texts. Does not: finding them in a text (time_of_day).
"""

import json
import re
from datetime import date, datetime, timedelta
from importlib.resources import files

_TABLES = json.loads(files(__package__).joinpath("time_zones.json").read_text(encoding="utf-8"))

UNIQUE: dict[str, int] = _TABLES["unique"]
"""Abbreviations with one meaning in all news."""

BY_COUNTRY: dict[str, dict[str, int]] = _TABLES["by_country"]
"""Abbreviations whose meaning depends on the country."""

AMERICAN_DEFAULTS = {"est": -300, "mst": -420, "pst": -480}
"""Those of them that are American if the country is unknown, as other countries rarely write them."""

SEASONAL = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
"""American zones named without a season: the offset of winter; the date decides whether it is summer."""

AMERICAN_ZONES = frozenset({"est", "edt", "cdt", "mdt", "mst", "pst", "pdt", "et", "pt", "akst", "akdt", "hst"})
"""Zones of the United States: in a numeric date beside one the month comes first."""

OFFSET = re.compile(r"([+-])\s?(\d{1,2}):?(\d{2})?$")


def _sunday(year: int, month: int, n: int) -> date:
    """The n-th Sunday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (n - 1))


def _american_summer(local: datetime) -> bool:
    """Daylight saving time by the rule of 2007: second Sunday in March to first Sunday in November, 2 a.m."""
    start, end = _sunday(local.year, 3, 2), _sunday(local.year, 11, 1)
    change = datetime.min.time().replace(hour=2)
    return datetime.combine(start, change) <= local < datetime.combine(end, change)


def named_offset(name: str, country: str | None, local: datetime) -> int | None:
    """Minutes from UTC of a zone abbreviation (folded) in a country at a local time; None if uncertain.

    >>> from datetime import datetime
    >>> noon = datetime(2024, 7, 1, 12)
    >>> named_offset("ist", None, noon), named_offset("ist", "in", noon), named_offset("et", None, noon)
    (None, 330, -240)
    """
    if name in UNIQUE:
        return UNIQUE[name]
    if name in SEASONAL:
        return SEASONAL[name] + (60 if _american_summer(local) else 0)
    if country and name in BY_COUNTRY:
        return BY_COUNTRY[name].get(country)
    return AMERICAN_DEFAULTS.get(name)


def numeric_offset(text: str) -> int | None:
    """Minutes from UTC of `+0530`, `-05:00`, `+8`; None if no zone has this offset.

    >>> numeric_offset("+0530"), numeric_offset("-05:00"), numeric_offset("+8"), numeric_offset("-99:99")
    (330, -300, 480, None)
    """
    match = OFFSET.match(text)
    if not match:
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if match[1] == "-" else 1)
