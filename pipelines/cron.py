"""The times of a schedule as cron spells them.

Belongs here: reading five fields, so that a mistake is named before anything starts. Does not: the schedule itself
(defs.automation).
"""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

FIELDS = {"minute": (0, 59), "hour": (0, 23), "day of month": (1, 31), "month": (1, 12), "day of week": (0, 7)}
"""Field → its least and greatest number; the week begins on Sunday, which is 0 and 7."""

NAMES = {"month": {n: i for i, n in enumerate(MONTHS, 1)}, "day of week": {n: i for i, n in enumerate(WEEKDAYS)}}


def find_mistake(text: str) -> str | None:
    """What is wrong with the times of a schedule, None if nothing is.

    >>> find_mistake("30 5 * * mon-fri"), find_mistake("*/15 6-22 * * *")
    (None, None)
    >>> find_mistake("0 24 * * *")
    'hour: 24 is not between 0 and 23'
    >>> find_mistake("daily")
    'it has 1 of the five fields minute, hour, day of month, month, day of week'
    """
    parts = text.lower().split() if text.isascii() else []
    if len(parts) != len(FIELDS):
        return f"it has {len(parts)} of the five fields {', '.join(FIELDS)}"
    found = (_mistake(name, item) for name, part in zip(FIELDS, parts, strict=True) for item in part.split(","))
    return next(filter(None, found), None)


def _mistake(name: str, item: str) -> str | None:
    """What is wrong with one item of a field's list: `*`, a number or a range, all with a step or without."""
    span, slash, step = item.partition("/")
    if slash and not (step.isdecimal() and int(step)):
        return f"{name}: {item} has no step above 0"
    if span == "*":
        return None
    least, greatest = FIELDS[name]
    numbers = [NAMES.get(name, {}).get(end, int(end) if end.isdecimal() else None) for end in span.split("-")]
    if len(numbers) > 2 or None in numbers:
        return f"{name}: {item} is neither * nor a number nor a range"
    if outside := [number for number in numbers if number is not None and not least <= number <= greatest]:
        return f"{name}: {outside[0]} is not between {least} and {greatest}"
    return f"{name}: {item} runs backwards" if numbers[0] > numbers[-1] else None  # type: ignore[operator]
