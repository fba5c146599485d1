"""When texts were published, and how far apart that puts two of them.

Belongs here: times of texts, their distance, the weeks they are in. Does not: finding dates (core.normalization.dates),
what texts say (similarity).

A text has one interval in which it was published: of its date, else the instant of fetching. Times are seconds since
1970 (UTC), UNKNOWN where there is none. Texts without a time are not compared by content.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.core.matching.kernels import I32, I64, Int, kernel

UNKNOWN = np.iinfo(np.int64).min
"""A time that is not known."""

DAY = 86_400

WINDOW_DAYS = 30
"""Limits the days between two texts that are compared by content."""

MAX_INTERVAL_DAYS = 33
"""Limits the interval of publication: a month and its time zones. Texts with a wider one count as undated."""

NO_DAY = -1_000_000
"""Day of a text without a time: far from all others."""

Seconds = npt.NDArray[np.int64]


class Days(NamedTuple):
    """First and last day of the interval of each text, in days since 1970; NO_DAY where not known."""

    first: I32
    last: I32


def days_of(since: Seconds, until: Seconds) -> Days:
    """The days of intervals in seconds.

    >>> days = days_of(np.array([0, UNKNOWN]), np.array([2 * DAY, UNKNOWN]))
    >>> days.first.tolist(), days.last[0].item(), days.last[1] == NO_DAY
    ([0, -1000000], 2, np.True_)
    """
    is_known = (since != UNKNOWN) & (until != UNKNOWN)
    first, last = (np.where(is_known, each // DAY, NO_DAY).astype(np.int32) for each in (since, until))
    return Days(first, last)


@kernel
def days_between(first_a: Int, last_a: Int, first_b: Int, last_b: Int) -> Int:
    """Whole days between two intervals, 0 if they touch."""
    return max(np.int64(0), max(np.int64(first_a), np.int64(first_b)) - min(np.int64(last_a), np.int64(last_b)))


def days_apart(left: I64, right: I64, days: Days) -> I64:
    """Whole days between the texts of each pair, -1 where a time is not known. left, right: places in `days`.

    >>> days = days_of(np.array([0, 5 * DAY, UNKNOWN]), np.array([0, 6 * DAY, UNKNOWN]))
    >>> days_apart(np.array([0, 0]), np.array([1, 2]), days).tolist()
    [5, -1]
    """
    first, last = (each.astype(np.int64) for each in days)
    gaps = np.maximum(first[left], first[right]) - np.minimum(last[left], last[right])
    is_known = (days.first[left] != NO_DAY) & (days.first[right] != NO_DAY)
    return np.where(is_known, np.maximum(gaps, 0), -1)
