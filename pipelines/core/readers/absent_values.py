"""What stands where a row has no value: NULL, nan, `\\N`, [Removed].

Belongs here: the spellings of nothing, and of what is no value of one field (a data set as publisher). Does not: dates
that stand for none (normalization.dates), names that are no person's (normalization.authors).
"""

import re
from importlib.resources import files
from typing import Any, Final

from pipelines.core.readers.services import data_set_names, without_version
from pipelines.core.records import DATA_SET, NO_VALUE

LINES: Final = files(__package__).joinpath("absent_values.txt").read_text("utf-8").splitlines()

SPELLINGS: Final = frozenset(
    spelling for line in LINES if line[0] not in "#>" for spelling in ([line[2:]] if line[0] == "=" else line.split())
)
"""Written by databases, tables, languages and services, in lower case; a text that is nothing else has no value."""

DATA_SETS: Final = frozenset(without_version(line[2:]) for line in LINES if line.startswith("> "))

MAX_LIST_CHARS: Final = 120
"""Characters of a list of such texts."""

STARTS: Final = frozenset((spelling + separator)[:4] for spelling in SPELLINGS for separator in ",;| ")
"""How such a list begins."""

LIST: Final = re.compile(r"\s*[;,|]\s*")


def is_absent(value: Any) -> bool:
    """Whether a value is a text that stands for none, or a list of such texts.

    >>> is_absent(" NaN "), is_absent("[Removed]"), is_absent(["None"]), is_absent("None; None")
    (True, True, True, True)
    >>> is_absent("Null Island"), is_absent("No."), is_absent(0), is_absent("")
    (False, False, False, False)
    """
    if isinstance(value, str):
        if len(value) > MAX_LIST_CHARS:
            return False
        text = value.strip().lower()
        return text in SPELLINGS or (text[:4] in STARTS and all(part in SPELLINGS for part in LIST.split(text)))
    return isinstance(value, list) and bool(value) and all(map(is_absent, value))


def objection_to(field: str, value: Any) -> str | None:
    """Why a value of a field is none, or None if it may be one.

    >>> objection_to("publisher", "OSCAR-2301"), objection_to("title", "nan"), objection_to("title", "Nan")
    ('the name of a data set', 'stands for no value', 'stands for no value')
    """
    if is_absent(value):
        return NO_VALUE
    if field == "publisher" and isinstance(value, str) and without_version(value) in DATA_SETS | data_set_names():
        return DATA_SET
    return None
