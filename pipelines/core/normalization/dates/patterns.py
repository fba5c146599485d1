"""Date patterns, and what year, month and day their parts name.

Belongs here: the patterns over signatures (tokens) and one reader each. Does not: times, zones, plausibility (reading).
"""

import re
from collections.abc import Callable

from pipelines.core.normalization.dates.calendars import ERAS
from pipelines.core.normalization.dates.clock import Clock
from pipelines.core.normalization.dates.orders import day_first
from pipelines.core.normalization.dates.tokens import Token
from pipelines.core.normalization.dates.types import Hints, Precision
from pipelines.core.normalization.dates.zones import ORDER_TELLING
from pipelines.core.vocabulary.months import month_of

_MONTH = r"M(?:/M)?"
"""A month, or its two names as the Arab press writes them."""

_JOIN = r"[.,o'/-]{0,4}"
SIGNATURE = re.compile(
    r"(?P<cjk>(?:E[dn]|[yd])Yd(?:-o)?G(?:dD?)?)"
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
"""Date patterns over the signature of the tokens (tokens.Token.kind); bounded, so linear."""

Parts = tuple[int, int, int, Precision, bool]
"""year, month (over 100: Persian, over 200: Islamic), day, precision, whether a hint settled which is day and month"""


def _numbers(tokens: list[Token]) -> list[int]:
    return [int(token.text) for token in tokens if token.kind in "dyn"]


def _month(tokens: list[Token], hints: Hints) -> int | None:
    return next((month_of(token.text, hints.language) for token in tokens if token.kind == "M"), None)


def _read_cjk(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    numbers = _numbers(tokens)
    era = ERAS.get(tokens[0].text, 0)
    year = numbers[0] + era
    if year < 100:  # 24年: the century is not said
        year += 2000
    day = numbers[2] if len(numbers) > 2 else 1
    return year, numbers[1], day, "day" if len(numbers) > 2 else "month", False


def _read_year_first(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    year, month, day = _numbers(tokens)
    return year, month, day, "day", False


def _read_year_word(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    month, numbers = _month(tokens, hints), _numbers(tokens)
    return (numbers[0], month, numbers[1], "day", False) if month else None


def _read_day_word(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    month, numbers = _month(tokens, hints), _numbers(tokens)
    return (numbers[-1], month, numbers[0], "day", False) if month else None


def _read_short_word(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    month, numbers = _month(tokens, hints), _numbers(tokens)
    return (_century(numbers[1]), month, numbers[0], "day", False) if month else None


def _read_vietnamese(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    day, month, year = _numbers(tokens)
    return year, month, day, "day", False


def _read_numeric(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    first, second, year = _numbers(tokens)
    if len(tokens[-1].text) == 2:
        if hints.order == "ymd":
            return _century(first), second, year, "day", True
        year = _century(year)
    american = clock is not None and clock.zone in ORDER_TELLING and hints.country in (None, "us", "ca")
    known = False if american and first <= 12 else day_first(first, second, year, tokens[1].text, hints)
    if known is None:
        return None
    day, month = (first, second) if known else (second, first)
    ambiguous = first <= 12 and second <= 12 and first != second and tokens[1].text != "."
    return year, month, day, "day", ambiguous


def _read_month(tokens: list[Token], hints: Hints, clock: Clock | None) -> Parts | None:
    month, numbers = _month(tokens, hints), _numbers(tokens)
    return (numbers[0], month, 1, "month", False) if month else None


READERS: dict[str, Callable[[list[Token], Hints, Clock | None], Parts | None]] = {
    "cjk": _read_cjk,
    "year_first": _read_year_first,
    "year_word": _read_year_word,
    "day_word": _read_day_word,
    "word_day": _read_day_word,
    "asctime": _read_day_word,
    "vietnamese": _read_vietnamese,
    "numeric": _read_numeric,
    "short_word": _read_short_word,
    "short": _read_numeric,
    "month": _read_month,
}


def _century(year: int) -> int:
    """Two digits as a year between 1950 and 2049: the strptime pivot, moved back for the press of the web."""
    return year + (2000 if year < 50 else 1900)
