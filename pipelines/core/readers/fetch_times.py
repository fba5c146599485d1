"""When a record was fetched, as an instant.

Belongs here: machine-written times of crawlers and archives. Does not: publication dates (normalization.dates).
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

ARC_TIMESTAMP: Final = re.compile(r"\d{14}(?:\d{3})?")
"""yyyymmddhhmmss in UTC, as in ARC files and capture URLs; with milliseconds in saved pages."""

ISO_LIKE: Final = re.compile(r"\d{4}[-/]?\d\d[-/]?\d\d(?:[T ].{0,40})?", re.I)

JAVASCRIPT_TIME: Final = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+\-]\d{4})(?: \(.{0,60}\))?"
)
"""As the programs that save pages write it: JavaScript's Date as text."""

UNIX_TIME: Final = re.compile(r"\d{9,19}(?:\.\d{1,9})?")

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

UNITS: Final = (1, 1_000, 1_000_000, 1_000_000_000)
"""Seconds, milli-, micro- and nanoseconds: the first unit that puts a number between EARLIEST and LATEST applies."""

EARLIEST, LATEST = 631_152_000, 4_102_444_800  # 1990, before any crawl, and 2100


def parse_fetch_time(value: Any) -> datetime | None:
    """A crawler's time as an aware instant in UTC, or None. A time without zone is UTC.

    >>> parse_fetch_time("2024-03-14T17:04:00+01:00").isoformat(), parse_fetch_time(1710432240000).isoformat()
    ('2024-03-14T16:04:00+00:00', '2024-03-14T16:04:00+00:00')
    >>> parse_fetch_time("yesterday"), parse_fetch_time(True), parse_fetch_time("0000-00-00")
    (None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    if not isinstance(value, str) or len(value) > 80:
        return None
    text = value.strip()
    if ARC_TIMESTAMP.fullmatch(text):
        return _parse_or_none(lambda: datetime.strptime(text[:14], "%Y%m%d%H%M%S"))
    if ISO_LIKE.fullmatch(text):
        return _parse_or_none(lambda: datetime.fromisoformat(text.replace("/", "-")))
    if found := JAVASCRIPT_TIME.fullmatch(text):
        return _parse_or_none(lambda: datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z"))
    if UNIX_TIME.fullmatch(text):
        return _from_epoch(float(text))
    return _parse_or_none(lambda: parsedate_to_datetime(text))


def _from_epoch(number: float) -> datetime | None:
    seconds = next((number / unit for unit in UNITS if EARLIEST <= number / unit < LATEST), None)
    return None if seconds is None else EPOCH + timedelta(seconds=seconds)


def _parse_or_none(parse: Callable[[], datetime]) -> datetime | None:
    try:
        time = parse()
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
