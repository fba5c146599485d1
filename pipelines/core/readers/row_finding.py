"""The rows in a JSON value: one row, a list, an answer with its rows some levels down, a table.

Belongs here: where rows are, and what surrounds them. Does not: tables (row_tables), the answers of known services
(services), fields (row_records).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.core.readers.row_records import known_fields, plan_of
from pipelines.core.readers.row_tables import is_article, rows_of_table
from pipelines.core.readers.services import Service, Services, registry
from pipelines.core.readers.value_paths import ANY, Path, fold_name, parse_expression, without

MAX_DEPTH: Final = 4
"""Levels below which rows are not searched."""

ENVELOPES: Final = frozenset(
    (
        "articles", "items", "results", "data", "docs", "documents", "records", "rows", "news", "entries", "posts",
        "hits", "stories", "list", "messages", "feed", "content",
    )
)  # fmt: skip
"""Folded names of lists that hold the rows even if what surrounds them has a title and an address of its own."""

LISTS: Final = ENVELOPES - {"content"}

WRAPPERS: Final = (
    "_source", "attributes", "document", "doc", "row", "node", "article", "item", "data", "post", "record", "object",
    "fields", "info", "story", "content",
)  # fmt: skip
"""Names of the object that holds a row's fields (Elasticsearch, JSON:API, Typesense, CouchDB, GraphQL)."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row (an object, unless the list holds something else), with the fields and the rest of what surrounds it.

    fields: values by field, for every row of the answer · rest: what is no row, with the first row alone
    """

    row: Any
    fields: Mapping[str, Any] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)


def find_rows(value: Any, services: Services | None = None) -> list[FoundRow]:
    """The rows of a JSON value: of a list, an answer, a table; else the value itself. None of an answer without any.

    >>> [found.row for found in find_rows({"status": "ok", "articles": [{"title": "a"}, {"title": "b"}]})]
    [{'title': 'a'}, {'title': 'b'}]
    >>> [found.row for found in find_rows({"hits": {"hits": [{"_id": "7", "_source": {"title": "a", "text": "b"}}]}})]
    [{'_id': '7', 'title': 'a', 'text': 'b'}]
    """
    if isinstance(value, list):
        return [found for each in value for found in _unfold(each, services)]
    return _unfold(value, services)


def is_row(value: Mapping[str, Any], services: Services | None = None) -> bool:
    """Whether an object is a row for certain: one of a known service, or one with a text.

    >>> is_row({"text": "It did."}), is_row({"title": "Feed", "items": []})
    (True, False)
    """
    plan = plan_of(tuple(value), services)
    return plan.service is not None or any(
        isinstance(value[name], str) for field, name in plan.ranked if field in ("text", "html")
    )


def _unfold(value: Any, services: Services | None) -> list[FoundRow]:
    if not isinstance(value, dict) or is_row(value, services):
        return [FoundRow(value)]
    if found := _of_service(value, services or registry()):
        return found
    if table := rows_of_table(value):
        return [FoundRow(row) for row in table]
    if found := _searched(value):
        return found
    row = unwrap(value)
    return [] if not is_article(row) and _is_empty(value) else [FoundRow(row)]


def _is_empty(value: Mapping[str, Any], depth: int = 2) -> bool:
    """Whether an answer says that it has no rows: an empty list, or nothing, where its rows would be."""
    inner = (each for each in value.values() if depth and isinstance(each, dict))
    return any(fold_name(name) in LISTS and each in ([], None) for name, each in value.items()) or any(
        _is_empty(each, depth - 1) for each in inner
    )


def _of_service(value: Mapping[str, Any], services: Services) -> list[FoundRow] | None:
    """The rows where a service has them, if they or what surrounds them is of that service."""
    names = frozenset(map(fold_name, value))
    for service in services.in_order():
        for text in service.rows:
            (path,) = parse_expression(text).paths
            if path[0][0] != "[" and path[0] != ANY and fold_name(path[0]) not in names:
                continue
            rows = parse_expression(text).values(value)
            own = [row for row in rows if isinstance(row, dict) and service.has_marks(frozenset(map(fold_name, row)))]
            if own and service.only:
                return _surrounded(value, path, own, service, [row for row in rows if row not in own])
            if own or (rows and (service in services.own or (service.answer and service.answer <= names))):
                return _surrounded(value, path, rows, service)
    return None


def _surrounded(
    value: Mapping[str, Any], path: Path, rows: list[Any], service: Service, others: Sequence[Any] = ()
) -> list[FoundRow]:
    fields = {}
    for name, texts in service.envelope.items():
        values = [each for text in texts for each in parse_expression(text).values(value)]
        if values:
            fields[name] = values[0]
    rest = (without(value, path) or {}) | ({"others": others} if others else {})
    return [FoundRow(unwrap(row), fields, {} if at else rest) for at, row in enumerate(rows)]


def _searched(value: Mapping[str, Any]) -> list[FoundRow] | None:
    """The rows of the lists nearest to the top that hold articles; None if there are none."""
    own = known_fields(key for key, each in value.items() if isinstance(each, str | int))
    is_row = len(own & {"title", "url", "teaser"}) > 1
    for depth in range(1, MAX_DEPTH + 1):
        paths = [path for path in _lists_at(value, depth) if not is_row or fold_name(path[-1]) in ENVELOPES]
        if paths:
            return _of_lists(value, paths)
    return None


def _of_lists(value: Mapping[str, Any], paths: list[Path]) -> list[FoundRow]:
    found: list[Any] = []
    rest: Any = value
    for path in paths:
        inner: Any = value
        for key in path:
            inner = inner[key]
        found += inner
        rest = without(rest or {}, path)
    return [FoundRow(unwrap(row), {}, {} if at else rest or {}) for at, row in enumerate(found)]


def _lists_at(value: Mapping[str, Any], depth: int) -> Iterator[Path]:
    """The paths of this length to lists of articles; a path of keys, of which none may have been folded."""
    for key, inner in value.items():
        if depth > 1 and isinstance(inner, dict):
            yield from ((key, *path) for path in _lists_at(inner, depth - 1))
        elif depth == 1 and isinstance(inner, list) and _holds_articles(key, inner):
            yield (key,)


def _holds_articles(key: str, rows: list[Any]) -> bool:
    """Whether most of a list are articles; in a list with a telling name any known field will do."""
    dicts = [unwrap(row) for row in rows if isinstance(row, dict)]
    if len(dicts) * 2 < len(rows) or not dicts:
        return False
    if (
        fold_name(key) in ENVELOPES
        and len(dicts) == len(rows)
        and any(known_fields(row) - {"record_id"} for row in dicts)
    ):
        return True
    return sum(map(is_article, dicts)) * 2 > len(dicts)


def unwrap(row: Any) -> Any:
    """The row without the object around it that has only its id or score beside it.

    >>> unwrap({"kind": "t3", "data": {"title": "A", "url": "https://a.example/"}})
    {'kind': 't3', 'title': 'A', 'url': 'https://a.example/'}
    """
    if not isinstance(row, dict) or plan_of(tuple(row)).service or is_article(row):
        return row
    for key in WRAPPERS:
        inner = row.get(key)
        if isinstance(inner, dict) and (plan_of(tuple(inner)).service or is_article(inner) or key == "_source"):
            return {name: each for name, each in row.items() if name != key and name not in inner} | inner
    return row
