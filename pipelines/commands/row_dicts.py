"""Rows of a select as dictionaries, for commands that print them one by one.

Belongs here: nothing else. Does not: whole results (query prints those from Arrow).
"""

from typing import Any

import duckdb

Row = dict[str, Any]


def fetch_rows(connection: duckdb.DuckDBPyConnection, sql: str, *params: Any) -> list[Row]:
    """All rows of a select, by column name."""
    cursor = connection.execute(sql, list(params))
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
