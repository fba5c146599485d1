"""Calendars other than the Gregorian: Persian, Thai Buddhist, Japanese eras, the Republic of China.

Belongs here: conversion to Gregorian years and days, numbers in Chinese characters. Does not: detecting the calendar of
a text (parsing), the Islamic calendar (hijri).
"""

from datetime import date, timedelta

ERAS = {
    "令和": 2018, "㋿": 2018, "平成": 1988, "㍻": 1988, "昭和": 1925, "㍼": 1925, "大正": 1911, "㍽": 1911,
    "明治": 1867, "㍾": 1867, "中華民國": 1911, "中华民国": 1911, "民國": 1911, "民国": 1911,
}  # fmt: skip
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


DIGITS = {
    digit: number
    for digits in ("〇一二三四五六七八九", "零壹貳參肆伍陸柒捌玖", "○壱贰叁肆伍陆柒捌玖", "영일이삼사오육칠팔구", "공")
    for number, digit in enumerate(digits)
} | {"元": 1, "유": 6, "시": 10}
"""元 is the first year of an era; 유 and 시 are the sixth and the tenth month in Korean."""

UNITS = {"十": 10, "拾": 10, "십": 10, "百": 100, "백": 100, "千": 1000, "천": 1000}
TENS = {"廿": "二十", "卅": "三十"}
HAN_NUMERALS = "".join(c for c in (*DIGITS, *UNITS, *TENS) if not "\uac00" <= c <= "\ud7a3")
HANGUL_NUMERALS = "".join(c for c in (*DIGITS, *UNITS) if "\uac00" <= c <= "\ud7a3" and c not in "유시")
"""The characters of numbers in Chinese and Japanese, and in Korean."""


def spelled_number(text: str) -> int:
    """The number in Chinese characters or Hangul, digit by digit or with tens, hundreds and thousands.

    >>> spelled_number("二〇二四"), spelled_number("十四"), spelled_number("廿一"), spelled_number("元")
    (2024, 14, 21, 1)
    >>> spelled_number("二千二十四"), spelled_number("이천이십사"), spelled_number("一百一十二")
    (2024, 2024, 112)
    """
    text = "".join(TENS.get(char, char) for char in text)
    if not any(char in UNITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
        digit = DIGITS.get(char, 0)
    return total + digit
