"""Tables without a header that are known by their shape, to be refused by name.

Belongs here: what a first line looks like. Does not: reading tables (csv_files).
"""

import re
from typing import Final

from pipelines.core.readers.row_records import describe_names

TABLES: Final = (
    ("GDELT Global Knowledge Graph 2.1", 27, re.compile(r"\d{14}-T?\d+\t\d{14}\t")),
    ("GDELT Global Knowledge Graph 1.0", 11, re.compile(r"\d{8}\t\d+\t")),
    ("GDELT events 2.0", 61, re.compile(r"\d+\t\d{8}\t\d{6}\t\d{4}\t")),
    ("GDELT events 1.0", 58, re.compile(r"\d+\t\d{8}\t\d{6}\t\d{4}\t")),
    ("GDELT mentions 2.0", 16, re.compile(r"\d+\t\d{14}\t\d{14}\t")),
)
"""Name, number of tab-separated columns, and the beginning of a line."""


def name_of_table(line: str) -> str | None:
    """The name of the table that a line is of, or None.

    >>> name_of_table("20240507073000-1\\t20240507073000" + "\\t" * 25)
    'GDELT Global Knowledge Graph 2.1'
    >>> name_of_table("title\\ttext")
    """
    columns = line.rstrip("\r\n").count("\t") + 1
    return next((name for name, width, start in TABLES if width == columns and start.match(line)), None)


def describe_table(line: str) -> str:
    """What a table is by a line of it that names no field, and how to say which of its columns is which.

    >>> describe_table("1\\t2")[:10], describe_table("1\\t20240507\\t202405\\t2024\\t" + "\\t" * 56)[:38]
    ('found 1, 2', 'GDELT events 2.0, without its header; ')
    """
    table = name_of_table(line)
    mark = max("\t,;|", key=line.count)
    return (f"{table}, without its header; " if table else "") + describe_names(line.split(mark))
