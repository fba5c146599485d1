"""Tables in JSON: columns, rows by index, header and rows, as DataFrame.to_json() and databases write them.

Belongs here: turning a table into rows. Does not: lists of rows in an answer (row_finding).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from pipelines.core.readers.row_records import CONTENT_FIELDS, known_fields

HEADER_KEYS: Final = ("columns", "fields", "header", "headers", "names", "schema")
ROW_KEYS: Final = ("data", "rows", "values", "records")
NAME_KEYS: Final = ("name", "field", "column_name", "title", "id")
"""Keys of a table's header and rows, and of the name of a column that is an object."""

Row = dict[str, Any]


def rows_of_table(value: Mapping[str, Any]) -> list[Row] | None:
    """The rows of a table; None if the value is no table with known columns.

    >>> rows_of_table({"title": {"0": "A", "1": "B"}, "text": {"0": "C", "1": None}})
    [{'title': 'A', 'text': 'C'}, {'title': 'B', 'text': None}]
    >>> rows_of_table({"columns": ["title", "text"], "index": [0], "data": [["A", "C"]]})
    [{'title': 'A', 'text': 'C'}]
    >>> rows_of_table({"title": ["A"], "text": ["C"]}), rows_of_table({"title": "A", "text": "C"})
    ([{'title': 'A', 'text': 'C'}], None)
    """
    found = _by_column(value) or _by_index(value) or _by_header(value)
    return list(found) if found else None


def rows_of_lists(lists: Sequence[Any]) -> list[Row] | None:
    """The rows of a list of lists whose first is a header; None if it names no known column.

    >>> rows_of_lists([["title", "text"], ["A", "B"]])
    [{'title': 'A', 'text': 'B'}]
    """
    if len(lists) < 2 or not all(isinstance(each, list) for each in lists) or not _names_content(lists[0]):
        return None
    return [_row(lists[0], each) for each in lists[1:]]


def _names_content(names: Any) -> bool:
    is_names = isinstance(names, list) and bool(names) and all(isinstance(name, str) for name in names)
    return is_names and not known_fields(names).isdisjoint(CONTENT_FIELDS)


def _row(names: Sequence[str], values: Sequence[Any]) -> Row:
    """A row; values beyond the names are kept under their place."""
    pairs = zip_longest(names, values[: len(names)])
    return dict(pairs) | {f"column {at}": each for at, each in enumerate(values) if at >= len(names)}


def _by_column(value: Mapping[str, Any]) -> Iterator[Row] | None:
    """`{column: {index: value}}` and `{column: [values]}`."""
    columns = list(value.values())
    if len(columns) < 2 or not _names_content(list(value)):
        return None
    if all(isinstance(each, dict) for each in columns) and columns[0]:
        index = list(columns[0])
        if all(each.keys() == columns[0].keys() for each in columns):
            return ({name: column[key] for name, column in value.items()} for key in index)
    if all(isinstance(each, list) for each in columns) and len({len(each) for each in columns}) == 1:
        return (dict(zip(value, cells, strict=True)) for cells in zip(*columns, strict=True))
    return None


def _by_index(value: Mapping[str, Any]) -> Iterator[Row] | None:
    """`{index: {column: value}}`: the index is the id of a row that has none."""
    rows = list(value.values())
    if not rows or not all(isinstance(each, dict) and is_article(each) for each in rows):
        return None
    if known_fields(value):
        return None
    return (each if "record_id" in known_fields(each) else {"id": key, **each} for key, each in value.items())


def is_article(row: Mapping[str, Any]) -> bool:
    """Whether a row has a text, or two of the fields that make an article.

    >>> is_article({"title": "A", "url": "https://a.example/"}), is_article({"title": "A", "count": 3})
    (True, False)
    """
    names = [name for name, each in row.items() if each not in (None, "", [], {})]
    content = known_fields(names).intersection(CONTENT_FIELDS)
    return "text" in content or "html" in content or len(content) > 1


def _by_header(value: Mapping[str, Any]) -> Iterator[Row] | None:
    """`{columns: […], data: [[…]]}`: names and rows apart."""
    names = next((names for key in HEADER_KEYS if (names := _header(value.get(key))) and _names_content(names)), None)
    rows = next((value[key] for key in ROW_KEYS if isinstance(value.get(key), list)), None)
    if not names or not rows or not all(isinstance(each, list) for each in rows):
        return None
    return (_row(names, each) for each in rows)


def _header(value: Any) -> list[str] | None:
    if isinstance(value, dict):
        return _header(value.get("fields"))
    if not isinstance(value, list):
        return None
    found = (
        next((each[k] for k in NAME_KEYS if k in each), None) if isinstance(each, dict) else each for each in value
    )
    names = [name for name in found if isinstance(name, str)]
    return names if len(names) == len(value) else None
