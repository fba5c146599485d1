"""When two texts are close enough in time to report one event.

Belongs here: windows over intervals of publication and times of fetching. Does not: how dates are found (dates), what
texts say (similarity).

Times are seconds since 1970 (UTC), UNKNOWN where there is none. Two dated texts are compared by the intervals in which
they must have been published; else both by when they were fetched, a text without such a time by its date. Without
either there is no window, and only a shared passage joins.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
from numba import njit

UNKNOWN = np.iinfo(np.int64).min
"""Stands for a time that is not known."""

DAY = 86_400

WINDOW = 3 * DAY
"""Reports of one event lie at most this far apart. On labelled stories 95 of 100 groups lie within two days; a date
without a time is an interval of about two days itself, which comes on top.
"""

WIDEST = 33 * DAY
"""An interval wider than a month and its time zones says too little about when: such a text counts as undated."""

NEVER = np.int64(1) << 60
"""Gap of two texts that can't be compared."""

Seconds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Times:
    """When each text was published at the earliest and latest, and fetched; UNKNOWN where not known."""

    earliest: Seconds
    latest: Seconds
    fetched: Seconds


def settled(times: Times) -> Times:
    """Intervals that are open, inverted or wider than WIDEST become unknown; a time of fetching that is missing is
    taken from the date.

    >>> given = np.array([[0, 50 * DAY], [DAY, UNKNOWN], [0, DAY]])
    >>> times = settled(Times(given[:, 0], given[:, 1], np.array([UNKNOWN, 5, UNKNOWN])))
    >>> (times.earliest == UNKNOWN).tolist(), times.fetched.tolist() == [UNKNOWN, 5, 0]
    ([True, True, False], True)
    """
    is_closed = (times.earliest != UNKNOWN) & (times.latest != UNKNOWN) & (times.latest >= times.earliest)
    is_dated = is_closed & (np.where(is_closed, times.latest, 0) - np.where(is_closed, times.earliest, 0) <= WIDEST)
    earliest, latest = (np.where(is_dated, each, UNKNOWN) for each in (times.earliest, times.latest))
    return Times(earliest, latest, np.where(times.fetched == UNKNOWN, earliest, times.fetched))


def reach(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """The span in which texts can be close to one of first to last.

    >>> [each.isoformat() for each in reach(datetime(2020, 3, 10), datetime(2020, 3, 11))]
    ['2020-03-07T00:00:00', '2020-03-14T00:00:00']
    """
    return first - timedelta(seconds=WINDOW), last + timedelta(seconds=WINDOW)


@njit(nogil=True, cache=True)
def gap(a, b, earliest, latest, fetched):  # type: ignore[no-untyped-def]
    """Seconds between two texts of settled times; 0 where intervals touch, NEVER where they can't be compared."""
    if earliest[a] != UNKNOWN and earliest[b] != UNKNOWN:
        return max(np.int64(0), max(earliest[a], earliest[b]) - min(latest[a], latest[b]))
    if fetched[a] != UNKNOWN and fetched[b] != UNKNOWN:
        return abs(fetched[a] - fetched[b])
    return NEVER


@njit(nogil=True, cache=True)
def _gaps(left, right, earliest, latest, fetched, result):  # type: ignore[no-untyped-def]
    for i in range(len(left)):
        result[i] = gap(left[i], right[i], earliest, latest, fetched)


def days_apart(left: Seconds, right: Seconds, times: Times) -> Seconds:
    """Whole days between the texts of each pair, -1 where they can't be compared. left, right: places in `times`.

    >>> dated = np.array([0, 5 * DAY, UNKNOWN])
    >>> times = settled(Times(dated, dated, np.array([UNKNOWN, UNKNOWN, UNKNOWN])))
    >>> days_apart(np.array([0, 0]), np.array([1, 2]), times).tolist()
    [5, -1]
    """
    result = np.empty(len(left), np.int64)
    _gaps(left, right, times.earliest, times.latest, times.fetched, result)
    return np.where(result == NEVER, -1, result // DAY)
