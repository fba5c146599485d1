"""Rows of the report's queries, by name.

Belongs here: reading a query of `queries/` and running it. Does not: what is made of the rows (the sections).
"""

from importlib.resources import files
from typing import Any

import duckdb

Row = dict[str, Any]


def fetch(connection: duckdb.DuckDBPyConnection, query: str, **params: Any) -> list[Row]:
    """The rows of `queries/<query>.sql` by column name; params: its `$` parameters."""
    sql = files(__package__).joinpath("queries", f"{query}.sql").read_text(encoding="utf-8")
    cursor = connection.execute(sql, params)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
