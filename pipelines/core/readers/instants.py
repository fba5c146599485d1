"""When a record was fetched, as an instant.

Belongs here: the machine-written times of crawlers and archives. Does not: publication dates (normalization.dates).
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

WARC_14 = re.compile(r"\d{14}")
"""The time stamp of ARC files and capture URLs: yyyymmddhhmmss, UTC by their rules."""

ISO_LIKE = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ].{0,40})?", re.I)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
"""Seconds, milli-, micro- and nanoseconds: the unit that puts a number between EARLIEST and LATEST is meant."""

EARLIEST, LATEST = 631_152_000, 4_102_444_800  # 1990, before which nothing was crawled, and 2100


def fetch_instant(value: Any) -> datetime | None:
    """The instant (aware, UTC) that a crawler's time states, else None. A time without zone is taken as UTC.

    >>> fetch_instant("2024-03-14T17:04:00+01:00").isoformat(), fetch_instant(1710432240000).isoformat()
    ('2024-03-14T16:04:00+00:00', '2024-03-14T16:04:00+00:00')
    >>> fetch_instant("yesterday"), fetch_instant(True), fetch_instant("0000-00-00")
    (None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    if not isinstance(value, str) or len(value) > 80:
        return None
    text = value.strip()
    if WARC_14.fullmatch(text):
        return _guarded(lambda: datetime.strptime(text, "%Y%m%d%H%M%S"))
    if ISO_LIKE.fullmatch(text):
        return _guarded(lambda: datetime.fromisoformat(text))
    if re.fullmatch(r"\d{9,19}(?:\.\d{1,9})?", text):
        return _from_epoch(float(text))
    return _guarded(lambda: parsedate_to_datetime(text))


def _from_epoch(number: float) -> datetime | None:
    seconds = next((number / unit for unit in UNITS if EARLIEST <= number / unit < LATEST), None)
    return None if seconds is None else EPOCH + timedelta(seconds=seconds)


def _guarded(parse: Any) -> datetime | None:
    try:
        found: datetime = parse()
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
