"""Tables in JSON: columns, rows by index, header and rows, as DataFrame.to_json() and databases write them.

Belongs here: turning a table into rows. Does not: lists of rows in an answer (row_finding).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def header_of(cells: Any) -> list[str] | None:
    """The names in a list that is the header of the lists after it; None if it names no known column.

    >>> header_of(["title", "text"]), header_of(["Pier opens", "It did."])
    (['title', 'text'], None)
    """
    is_names = isinstance(cells, list) and bool(cells) and all(isinstance(name, str) for name in cells)
    return cells if is_names and not known_fields(cells).isdisjoint(CONTENT_FIELDS) else None


def row_of(names: Sequence[str], values: Sequence[Any]) -> Row:
    """The row of a list of values; values beyond the names are kept under their place."""
    pairs = zip_longest(names, values[: len(names)])
    return dict(pairs) | {f"column {at}": each for at, each in enumerate(values) if at >= len(names)}


def _by_column(value: Mapping[str, Any]) -> Iterator[Row] | None:
    """`{column: {index: value}}` and `{column: [values]}`."""
    columns = list(value.values())
    if len(columns) < 2 or not header_of(list(value)):
        return None
    if all(isinstance(each, dict) for each in columns) and columns[0]:
        index = list(columns[0])
        if all(each.keys() == columns[0].keys() for each in columns):
            rows = ({name: column[key] for name, column in value.items()} for key in index)
            return _with_index(rows, index)
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
    return _with_index(rows, list(value))


def _with_index(rows: Iterable[Row], index: Sequence[Any]) -> Iterator[Row]:
    """The rows with what the index says of them, unless it only counts: an address or an id."""
    if [str(key) for key in index] == [str(at) for at in range(len(index))]:
        yield from rows
        return
    for key, row in zip(index, rows, strict=False):
        name = "url" if str(key).startswith(("http://", "https://")) else "id"
        known = known_fields(row)
        yield row if ("record_id" if name == "id" else "url") in known else {name: key, **row}


def is_article(row: Mapping[str, Any]) -> bool:
    """Whether a row has a text, or two of the fields that make an article.

    >>> is_article({"title": "A", "url": "https://a.example/"}), is_article({"title": "A", "count": 3})
    (True, False)
    >>> is_article({"article": {"title": "A", "url": "https://a.example/"}})
    False
    """
    names = [name for name, each in row.items() if each not in (None, "", [], {}) and not _is_inner(each)]
    content = known_fields(names).intersection(CONTENT_FIELDS)
    return "text" in content or "html" in content or len(content) > 1


def _is_inner(value: Any) -> bool:
    return isinstance(value, dict) and len(value) > 1 and is_article(value)


def _by_header(value: Mapping[str, Any]) -> Iterator[Row] | None:
    """`{columns: […], data: [[…]]}`: names and rows apart; `{columns: [{name: …, values: […]}]}`."""
    names = next((names for key in HEADER_KEYS if (names := header_of(_names(value.get(key))))), None)
    if not names:
        return None
    rows = next((value[key] for key in ROW_KEYS if isinstance(value.get(key), list)), None)
    if rows and all(isinstance(each, list) for each in rows):
        index = value.get("index")
        found = (row_of(names, each) for each in rows)
        return _with_index(found, index) if isinstance(index, list) and len(index) == len(rows) else found
    columns = value.get("columns")
    if isinstance(columns, list) and all(
        isinstance(each, dict) and isinstance(each.get("values"), list) for each in columns
    ):
        return (row_of(names, cells) for cells in zip_longest(*(each["values"] for each in columns)))
    return None


def _names(value: Any) -> list[str] | None:
    if isinstance(value, dict):
        return _names(value.get("fields"))
    if not isinstance(value, list):
        return None
    found = (
        next((each[k] for k in NAME_KEYS if k in each), None) if isinstance(each, dict) else each for each in value
    )
    names = [name for name in found if isinstance(name, str)]
    return names if len(names) == len(value) else None
