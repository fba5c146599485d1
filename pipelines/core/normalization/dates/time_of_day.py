"""The time of day beside a date: hour, minute, second, and its zone.

Belongs here: finding times in a short folded text. Does not: dates (parsing), the offsets of zones (time_zones).
"""

import re
from datetime import time
from typing import NamedTuple

from pipelines.core.normalization.dates.time_zones import BY_COUNTRY, SEASONAL, UNIQUE
from pipelines.core.vocabulary.words import alternatives

AFTERNOON = frozenset("pm p.m p.m. p ip ip. i.p. 오후 午後 下午 μμ μ.μ. ch م مساء ب.ظ em".split())  # noqa: SIM905
MORNING = frozenset("am a.m a.m. a ap ap. a.p. 오전 午前 上午 πμ π.μ. sa ص صباحا صباح ق.ظ fm".split())  # noqa: SIM905
_HALF = alternatives(AFTERNOON | MORNING)
_NAMES = alternatives({*UNIQUE, *BY_COUNTRY, *SEASONAL})
_ZONE = rf"(?: ?(?P<zone>{_NAMES})\b)?(?: ?(?P<offset>[+-] ?\d{{1,2}}:?(?:\d{{2}})?)(?!\d))?"

TIME = re.compile(
    rf"(?:(?P<before>오전|오후|午前|午後|上午|下午)\s?)?"
    rf"(?<![\d.:/])(?P<hour>[01]?\d|2[0-4])\s?"
    rf"(?:(?P<colon>:|h|時|时|시|点)\s?(?P<minute>[0-5]\d)(?:\s?(?:分|分))?(?:[:\s]\s?(?P<second>[0-5]\d)(?:\s?[秒초])?)?"
    rf"(?:[.,](?P<fraction>\d{{1,9}}))?|\.(?P<dotted>[0-5]\d)(?:\.[0-5]\d)?)?(?![\d:/])"
    rf"(?:\s?(?P<half>{_HALF})(?!\w))?(?:\s?(?P<oclock>uhr|klo|kl|h\b|hrs|hours|г|ч))?"
    rf"(?: ?[(|,]?{_ZONE}\)?)?"
)
"""Times as news writes them: 17:45, 5:04 pm EST, 14h40, 18.37 Uhr, 9時30分, 오후 11:23, 10:15:30.5 +01:00."""

TIME_PREFIX = re.compile(r"(?:\b(?:kl|klo|at|um|a las|alle|ore|om|os|as|u|в|о)\.?\s?)$")
"""Words right before a time, after which even `18.37` or `12.12` is one."""

NOON = re.compile(r"\b(?:noon|podne)\b")


class TimeOfDay(NamedTuple):
    """A time of day; zone, offset: as written (folded), None if absent; start, end: offsets in the text."""

    time: time
    zone: str | None
    offset: str | None
    is_twelve_hour: bool
    start: int
    end: int


def find_time(text: str) -> TimeOfDay | None:
    """The first time of day in a short folded text.

    >>> found = find_time(" at 5:04 pm est"); found.time.isoformat(), found.zone, found.is_twelve_hour
    ('17:04:00', 'est', True)
    >>> find_time("18.37 uhr").time.isoformat(), find_time("room 12"), find_time("25:99")
    ('18:37:00', None, None)
    """
    for match in TIME.finditer(text):
        found = _time_of_day(match, text)
        if found:
            return found
    noon = NOON.search(text)
    return TimeOfDay(time(12), None, None, False, noon.start(), noon.end()) if noon else None


def _time_of_day(match: re.Match[str], text: str) -> TimeOfDay | None:
    """The time of a match; None if numbers alone make it look like one."""
    half = match["half"] or match["before"]
    has_zone = match["dotted"] and match["zone"]
    is_marked = bool(half or match["oclock"] or has_zone or TIME_PREFIX.search(text[: match.start()]))
    if not match["colon"] and not is_marked:
        return None
    if not match["colon"] and not match["dotted"] and not (half or match["oclock"] == "uhr"):
        return None
    hour = _hour(int(match["hour"]), half)
    if hour is None:
        return None
    end = match.start() + len(match[0].rstrip(" (|,"))
    fraction = int((match["fraction"] or "0").ljust(6, "0")[:6])
    moment = time(hour, int(match["minute"] or match["dotted"] or 0), int(match["second"] or 0), fraction)
    return TimeOfDay(moment, match["zone"], match["offset"], half is not None, match.start(), end)


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day; None for 24."""
    if half is None or hour > 12:
        return hour if hour < 24 else None
    return hour % 12 + (12 if half in AFTERNOON else 0)
