"""Calendars other than the Gregorian: Persian, Thai Buddhist, Japanese eras, the Republic of China.

Belongs here: conversion to Gregorian years and days, numbers in Chinese characters. Does not: detecting the calendar of
a text (parsing), the Islamic calendar (hijri).
"""

from datetime import date, timedelta

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
"""Era → the Gregorian year before its first year."""

BUDDHIST_OFFSET = 543
"""Years by which the Thai calendar is ahead (since 1941, when its year began to start in January)."""

JALALI_EPOCH = date(622, 3, 22)
"""First day of the first Persian year, in the proleptic Gregorian calendar."""


def from_jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Persian date (years 1200 to 1500), by the 33-year leap cycle (valid from 1178 to 1634).

    >>> from_jalali(1403, 1, 1), from_jalali(1402, 12, 29), from_jalali(1403, 12, 30), from_jalali(1404, 13, 1)
    (datetime.date(2024, 3, 20), datetime.date(2024, 3, 19), datetime.date(2025, 3, 20), None)
    """
    if not (1200 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    passed = year - 1
    leaps = (8 * passed + 29) // 33
    day_of_year = (month - 1) * 31 - max(0, month - 7) + day
    return JALALI_EPOCH + timedelta(days=passed * 365 + leaps + day_of_year - 2)


def gregorian_year(year: int) -> int:
    """The Gregorian year of a Buddhist one (2443 to 2643); any other year unchanged.

    >>> gregorian_year(2567), gregorian_year(2024)
    (2024, 2024)
    """
    return year - BUDDHIST_OFFSET if 2443 <= year <= 2643 else year


CHINESE_DIGITS = {"〇": 0, "零": 0, "元": 1, **{digit: n for n, digit in enumerate("一二三四五六七八九", 1)}}
"""元 is the first year of an era."""


def chinese_number(text: str) -> int:
    """The number in Chinese characters, digit by digit or with tens, as before 年, 月 and 日.

    >>> chinese_number("二〇二四"), chinese_number("十四"), chinese_number("三十一"), chinese_number("元")
    (2024, 14, 31, 1)
    """
    if "十" not in text:
        return int("".join(str(CHINESE_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    return 10 * CHINESE_DIGITS.get(tens, 1) + CHINESE_DIGITS.get(ones, 0)
