"""Values as the page shows them: numbers, shares, days, sizes, and untrusted text and links made harmless.

Belongs here: the filters of the template. Does not: escaping, which the template engine does to every value.
"""

import re
import unicodedata
from datetime import date, datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

MAX_CHARS = 200
"""Limits a title, a name or a path on the page."""

DIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the order in which others are shown, also beyond the text they stand in."""

BREAKS = re.compile(r"(?<=[./_!#-])(?=\w)")
"""Where a name may be broken: after a mark within it."""

UNITS = ("B", "kB", "MB", "GB", "TB")


def plain(text: object, limit: int = MAX_CHARS) -> str:
    """Untrusted text on one line: no control or directional characters, at most `limit` characters.

    >>> plain("Lamp" + chr(0x202E) + "\\n\\x00 out"), plain("abcdef", 4), plain(None)
    ('Lamp out', 'abc…', '')
    """
    if text is None:
        return ""
    begun = str(text)[: 4 * limit]
    kept = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in begun if c not in DIRECTIONAL
    )
    words = " ".join(kept.split())
    return words if len(words) <= limit and len(begun) == len(str(text)) else words[: limit - 1].rstrip() + "…"


def breakable(text: object) -> Markup:
    """Untrusted text as HTML that may be broken where the parts of domains, paths and codes end.

    >>> str(breakable("<b>.example/a_b's"))
    '&lt;b&gt;.<wbr>example/<wbr>a_<wbr>b&#39;s'
    """
    return Markup("<wbr>").join(map(escape, BREAKS.split(plain(text))))


def link(url: object) -> str | None:
    """The URL if it is one of http or https with a host; None for any other, so that nothing else is ever linked.

    >>> link("https://herald.example/a"), link("javascript:alert(1)"), link("https:/x"), link(None)
    ('https://herald.example/a', None, None, None)
    """
    text = str(url or "")
    try:
        parts = urlsplit(text)
        is_safe = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return (
        text if is_safe and len(text) <= 2_000 and text.isprintable() and not any(c.isspace() for c in text) else None
    )


def language_tag(code: object) -> str | None:
    """The code if it can stand in a `lang` attribute."""
    text = str(code or "")
    return text if text.isascii() and text.isalpha() and 2 <= len(text) <= 3 else None


def number(value: float | None) -> str:
    """
    >>> number(1234567), number(None)
    ('1,234,567', '–')
    """
    return "–" if value is None else f"{value:,.0f}"


def short_number(value: float) -> str:
    """A number in at most four characters.

    >>> [short_number(n) for n in (0, 999, 1000, 12_345, 999_999, 2_500_000)]
    ['0', '999', '1k', '12k', '1M', '2.5M']
    """
    for limit, divisor, unit in ((999_500, 1e6, "M"), (1_000, 1e3, "k")):
        if value >= limit:
            scaled = value / divisor
            return f"{scaled:.0f}{unit}" if scaled >= 9.95 else f"{scaled:.1f}".removesuffix(".0") + unit
    return f"{value:.0f}"


def percent(share: float | None) -> str:
    """A share, never rounded to all or nothing.

    >>> [percent(share) for share in (0, 0.001, 0.256, 0.998, 1, None)]
    ['0%', '<1%', '26%', '>99%', '100%', '–']
    """
    if share is None:
        return "–"
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def day(value: date | None) -> str:
    """
    >>> day(date(2031, 5, 4)), day(None)
    ('4 May 2031', '–')
    """
    return "–" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not by the locale: the page is in English."""


def days(first: date | None, last: date | None) -> str:
    """
    >>> days(date(2031, 5, 4), date(2031, 5, 9)), days(date(2031, 5, 4), date(2031, 5, 4)), days(None, None)
    ('4 May 2031 to 9 May 2031', '4 May 2031', 'no dates')
    """
    if first is None or last is None:
        return "no dates"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def instant(value: datetime | None) -> str:
    """An instant in UTC, to the minute."""
    return "–" if value is None else f"{day(value)}, {value:%H:%M}"


def size(count: float) -> str:
    """
    >>> size(999), size(1_234_567)
    ('999 B', '1.2 MB')
    """
    unit = 0
    while count >= 1000 and unit < len(UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:.0f} {UNITS[unit]}" if unit == 0 else f"{count:.1f} {UNITS[unit]}"


def hours(value: float | None) -> str:
    """A delay in the unit that suits it.

    >>> hours(0.2), hours(5.25), hours(80), hours(None)
    ('12 min', '5.2 h', '3.3 d', '–')
    """
    if value is None:
        return "–"
    if value < 1:
        return f"{value * 60:.0f} min"
    return f"{value:.1f} h" if value < 48 else f"{value / 24:.1f} d"


def level(share: float | None) -> int:
    """The shade of a cell, 0 to 5: 0 for nothing at all.

    >>> [level(share) for share in (None, 0, 0.01, 0.5, 1)]
    [0, 0, 1, 3, 5]
    """
    return 0 if not share else min(5, 1 + int(share * 5))


FILTERS = {
    "plain": plain, "breakable": breakable, "link": link, "language_tag": language_tag, "number": number,
    "short": short_number, "percent": percent, "day": day, "instant": instant, "size": size, "hours": hours,
    "level": level,
}  # fmt: skip
