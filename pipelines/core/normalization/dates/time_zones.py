"""Time zones: the offset from UTC, in minutes, of an abbreviation or a numeric offset.

Belongs here: zone abbreviations in news texts. Does not: finding them in a text (time_of_day).
"""

import re
from datetime import date, datetime, timedelta

UNIQUE = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "edt": -240, "cdt": -300, "mdt": -360,
    "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pkt": 300,
    "npt": 345, "wib": 420, "wita": 480, "wit": 540, "awst": 480, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "sast": 120, "eat": 180, "wat": 60, "cat": 120, "nst": -210, "ndt": -150, "adt": -180,
    "brt": -180, "art": -180, "clt": -240, "clst": -180, "pht": 480, "trt": 180, "idt": 180, "ict": 420,
}  # fmt: skip
"""Abbreviations with one meaning in all news."""

BY_COUNTRY: dict[str, dict[str, int]] = {
    "ist": {"in": 330, "lk": 330, "il": 120, "ie": 60},
    "bst": {"gb": 60, "uk": 60, "bd": 360},
    "cst": {"us": -360, "ca": -360, "mx": -360, "cn": 480, "tw": 480, "cu": -300},
    "ast": {"ca": -240, "us": -240, "pr": -240, "sa": 180},
    "est": {"us": -300, "ca": -300, "jm": -300, "pa": -300, "au": 600},
    "mst": {"us": -420, "ca": -420, "mx": -420, "my": 480},
    "pst": {"us": -480, "ca": -480, "mx": -480, "ph": 480},
}
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
