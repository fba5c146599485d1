"""The Islamic calendar of Saudi Arabia and the Gulf states, Umm al-Qura, from 1410 (1989) to 1500 (2077).

Belongs here: conversion to Gregorian days. Does not: detecting the calendar of a text (parsing), month names
(vocabulary.months). Where a month begins by sighting (Morocco, Pakistan), a date may be off by a day.
"""

from datetime import date, timedelta

FIRST_YEAR, EPOCH = 1410, date(1989, 8, 2)
"""The first year of the table and its first day."""

LAST_YEAR = 1500

LONG_MONTHS = (
    "95d2da5d9db2ba4b4aa552b5575b6abd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d2ba5b55aad55a9a92e26e5"
    "5dada6d46a554ba9754eaae5acba9d92b2564bcab55ab556d2ea5e4aa9552daad36c7596d269552da5b4ba9ba3b4b69b52aa64b696d2ec6d"
    "9eb2d54d2aa564ae96dd6ab54b29a9352ba57536ab56aae93"
)
"""Three hexadecimal digits per year; bit 0 is set if its first month has 30 days, bit 11 if its last has; else 29. From
the official table, taken from the hijridate package (2.6.0, MIT)."""


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of an Islamic date; None outside the table, or if the month has no such day.

    >>> from_hijri(1445, 9, 4), from_hijri(1447, 1, 1), from_hijri(1409, 1, 1)
    (datetime.date(2024, 3, 14), datetime.date(2025, 6, 26), None)
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= day <= _lengths(year)[month - 1]:
        return None
    passed = sum(sum(_lengths(each)) for each in range(FIRST_YEAR, year)) + sum(_lengths(year)[: month - 1])
    return EPOCH + timedelta(days=passed + day - 1)


def _lengths(year: int) -> list[int]:
    at = 3 * (year - FIRST_YEAR)
    bits = int(LONG_MONTHS[at : at + 3], 16)
    return [29 + (bits >> month & 1) for month in range(12)]
