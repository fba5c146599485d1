"""Date patterns over the kinds of tokens, and the year, month and day of each pattern.

Belongs here: the patterns, and reading their tokens. Does not: times, zones, plausibility (parsing).
"""

import re

from pipelines.core.normalization.dates.calendars import ERAS
from pipelines.core.normalization.dates.date_tokens import Token
from pipelines.core.normalization.dates.day_month_order import is_day_first
from pipelines.core.normalization.dates.time_of_day import TimeOfDay
from pipelines.core.normalization.dates.time_zones import AMERICAN_ZONES
from pipelines.core.normalization.dates.types import Hints, Precision
from pipelines.core.vocabulary.months import month_of

_MONTH = r"M(?:/M)?"
"""A month, or both of its names as Arabic papers write it."""

_JOIN = r"[.,o'/-]{0,4}"
PATTERNS = re.compile(
    r"(?P<cjk>(?:E[dn]|[yd])Y(?:x(?:E[dn]|y)Yx)?d(?:-o)?G(?:dD?)?)"
    r"|(?P<year_first>y([./-])d\3d)(?!y)"
    rf"|(?P<year_word>y{_JOIN}(?:{_MONTH}{_JOIN}d|d{_JOIN}{_MONTH}(?!{_JOIN}y))(?![:.]d))"
    rf"|(?<!d-)(?P<day_word>d{_JOIN}{_MONTH}{_JOIN}y)"
    rf"|(?P<word_day>M{_JOIN}d{_JOIN}y)"
    r"|(?P<asctime>Md(?:d:d(?::d)?)(?:xn|w)?y)"
    r"|(?P<vietnamese>d[o,-]?td[,o/-]{0,2}y)"
    r"|(?P<numeric>(?<!d[./-])d([./-])d\10y(?![./]d(?!:)))"
    r"|(?P<short_word>d[.,o-]{0,3}M[.,o-]{0,3}'d)"
    r"|(?P<short>(?<!d[./-])d([./])d\13d(?![./][dy]))"
    r"|(?P<month>M[.,o/-]{0,3}y)"
)
"""Over the kinds of the tokens, one letter each; all repetitions are bounded, so matching is linear."""

Parts = tuple[int, int, int, Precision, bool]
"""Year, month (from 101 Persian, from 201 Islamic), day, precision, whether a hint decided which is day and month."""


def read_parts(
    kind: str, tokens: list[Token], hints: Hints, time: TimeOfDay | None, weekday: int | None = None
) -> Parts | None:
    """The parts of a date by the tokens of a pattern (`kind`: its group in PATTERNS); None if they are undecided.

    time: the time of day beside the date, whose zone may decide which number is the day; weekday: the one beside it
    """
    numbers = [int(token.text) for token in tokens if token.kind in "dyn"]
    match kind:
        case "cjk":
            if any(token.kind == "x" for token in tokens):  # the year again, in brackets
                del numbers[1]
            return _read_cjk(ERAS.get(tokens[0].text, 0), numbers)
        case "year_first":
            return numbers[0], numbers[1], numbers[2], "day", False
        case "vietnamese":
            return numbers[2], numbers[1], numbers[0], "day", False
        case "numeric" | "short":
            return _read_numeric(numbers, tokens, hints, time, weekday)
    month = next((month_of(token.text, hints.language) for token in tokens if token.kind == "M"), None)
    return _read_named_month(kind, month, numbers) if month else None


def _read_cjk(era: int, numbers: list[int]) -> Parts:
    year = numbers[0] + era
    if year < 100:  # 24年: without the century
        year += 2000
    return (year, numbers[1], numbers[2], "day", False) if len(numbers) > 2 else (year, numbers[1], 1, "month", False)


def _read_numeric(
    numbers: list[int], tokens: list[Token], hints: Hints, time: TimeOfDay | None, weekday: int | None
) -> Parts | None:
    first, second, year = numbers
    if len(tokens[-1].text) == 2:
        if hints.order == "ymd":
            return _with_century(first), second, year, "day", True
        year = _with_century(year)
    is_american = time is not None and time.zone in AMERICAN_ZONES and hints.country in (None, "us", "ca")
    mark = tokens[1].text
    day_first = False if is_american and first <= 12 else is_day_first(first, second, year, mark, hints, weekday)
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    is_ambiguous = first <= 12 and second <= 12 and first != second and mark != "."
    return year, month, day, "day", is_ambiguous


def _read_named_month(kind: str, month: int, numbers: list[int]) -> Parts:
    match kind:
        case "year_word":
            return numbers[0], month, numbers[1], "day", False
        case "short_word":
            return _with_century(numbers[1]), month, numbers[0], "day", False
        case "month":
            return numbers[0], month, 1, "month", False
        case _:  # day_word, word_day, asctime
            return numbers[-1], month, numbers[0], "day", False


def _with_century(year: int) -> int:
    """Two digits as a year between 1950 and 2049."""
    return year + (2000 if year < 50 else 1900)
