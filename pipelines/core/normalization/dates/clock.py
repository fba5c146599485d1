"""The time of day beside a date: hour, minute, second, and the zone if one is named.

Belongs here: reading times from a short folded text. Does not: dates (reading), what a zone name means (zones).
"""

import re
from dataclasses import dataclass
from datetime import time

from pipelines.core.normalization.dates.zones import BY_COUNTRY, PLAIN, SEASONAL

_AFTERNOON = {
    "pm",
    "p.m",
    "p.m.",
    "p",
    "ip",
    "ip.",
    "i.p.",
    "오후",
    "午後",
    "下午",
    "μμ",
    "μ.μ.",
    "ch",
    "م",
    "مساء",
    "ب.ظ",
    "em",
}
_MORNING = {
    "am",
    "a.m",
    "a.m.",
    "a",
    "ap",
    "ap.",
    "a.p.",
    "오전",
    "午前",
    "上午",
    "πμ",
    "π.μ.",
    "sa",
    "ص",
    "صباحا",
    "صباح",
    "ق.ظ",
    "fm",
}
_HALF = "|".join(re.escape(word) for word in sorted(_AFTERNOON | _MORNING, key=lambda w: (-len(w), w)))
_NAMES = "|".join(sorted({*PLAIN, *BY_COUNTRY, *SEASONAL}, key=lambda name: (-len(name), name)))
_ZONE = rf"(?: ?(?P<zone>{_NAMES})\b)?(?: ?(?P<offset>[+-] ?\d{{1,2}}:?(?:\d{{2}})?)(?!\d))?"

TIME = re.compile(
    rf"(?:(?P<before>오전|오후|午前|午後|上午|下午)\s?)?"
    rf"(?<![\d.:/])(?P<hour>[01]?\d|2[0-4])\s?"
    rf"(?:(?P<colon>:|h|時|时|시|点)\s?(?P<minute>[0-5]\d)(?:\s?(?:分|분))?(?:[:\s]\s?(?P<second>[0-5]\d)(?:\s?[秒초])?)?"
    rf"(?:[.,](?P<fraction>\d{{1,9}}))?|\.(?P<dotted>[0-5]\d)(?:\.[0-5]\d)?)?(?![\d:/])"
    rf"(?:\s?(?P<half>{_HALF})(?!\w))?(?:\s?(?P<oclock>uhr|klo|kl|h\b|hrs|hours|г|ч))?"
    rf"(?: ?[(|,]?{_ZONE}\)?)?"
)
"""Times as news writes them: 17:45, 5:04 pm EST, 14h40, 18.37 Uhr, 9時30分, 오후 11:23, 10:15:30.5 +01:00."""

MARKED = re.compile(r"(?:\b(?:kl|klo|at|um|a las|alle|ore|om|os|as|u|в|о)\.?\s?)$")
"""Words right before a time that make even `18.37` or `12.12` one."""

NOON = re.compile(r"\b(?:noon|podne)\b")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as stated: zone name and offset as written (folded), None if absent."""

    time: time
    zone: str | None
    offset: str | None
    twelve_hours: bool
    start: int
    end: int


def find_clock(text: str) -> Clock | None:
    """The first time of day in a short folded text.

    >>> c = find_clock(" at 5:04 pm est"); c.time.isoformat(), c.zone, c.twelve_hours
    ('17:04:00', 'est', True)
    >>> find_clock("18.37 uhr").time.isoformat(), find_clock("room 12"), find_clock("25:99")
    ('18:37:00', None, None)
    """
    for match in TIME.finditer(text):
        clock = _clock(match, text)
        if clock:
            return clock
    noon = NOON.search(text)
    return Clock(time(12), None, None, False, noon.start(), noon.end()) if noon else None


def _clock(match: re.Match[str], text: str) -> Clock | None:
    """A match as a clock, if enough says that it is one."""
    half = match["half"] or match["before"]
    zoned = match["dotted"] and match["zone"]
    marked = bool(half or match["oclock"] or zoned or MARKED.search(text[: match.start()]))
    if not match["colon"] and not marked:
        return None
    if not match["colon"] and not match["dotted"] and not (half or match["oclock"] == "uhr"):
        return None
    hour = _hour(int(match["hour"]), half)
    if hour is None:
        return None
    end = match.start() + len(match[0].rstrip(" (|,"))
    fraction = int((match["fraction"] or "0").ljust(6, "0")[:6])
    moment = time(hour, int(match["minute"] or match["dotted"] or 0), int(match["second"] or 0), fraction)
    return Clock(moment, match["zone"], match["offset"], half is not None, match.start(), end)


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day; 24 and hours that contradict their half are none."""
    if half is None or hour > 12:
        return hour if hour < 24 else None
    return hour % 12 + (12 if half in _AFTERNOON else 0)
