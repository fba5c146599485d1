"""A row of JSON, CSV or Parquet → a record: which of its values are fields, and whether they fit them.

Belongs here: rows of known services, names of fields in all others, and what is left of a row. Does not: parsing a
format, the services (services), how a value is spelled (row_values), what it means (normalization).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from pipelines.core.readers.absent_values import objection_to
from pipelines.core.readers.charsets import replace_controls
from pipelines.core.readers.fetch_times import parse_fetch_time
from pipelines.core.readers.numbering import BadRecord, FieldValue, JsonValue, RecordContent
from pipelines.core.readers.row_values import CONVERTERS, to_json_value
from pipelines.core.readers.services import Service, Services, registry
from pipelines.core.readers.value_paths import Expression, fold_name, without
from pipelines.core.records import FIELD_NAMES, RefusedValue

FIELD_AND_RANK: Final[Mapping[str, tuple[str, int]]] = {
    fold_name(name): (field, rank)
    for field, names in reversed(list(FIELD_NAMES.items()))
    for rank, name in enumerate(names)
}
"""Folded name → field, and rank of the name among the names of that field."""

CONTENT_FIELDS: Final = ("text", "html", "title", "teaser", "url", "canonical_url")
"""A row with none of these can't become an article."""

LISTED: Final = ("authors", "text", "html")
"""Fields that take all values of a path through a list; the others take the first that fits."""

MAX_CACHED_NAMES: Final = 60
"""Columns of a row up to which their meaning is cached."""

MAX_SHOWN_NAMES: Final = 12


@lru_cache(maxsize=4096)
def field_and_rank(name: str) -> tuple[str, int] | None:
    """The field with this name and the rank of the name among the names of that field, or None.

    >>> field_and_rank("maintext"), field_and_rank("section")
    (('text', 6), None)
    """
    return FIELD_AND_RANK.get(fold_name(name)) if len(name) < 40 else None


def known_fields(names: Iterable[str], services: Services | None = None) -> set[str]:
    """The fields that these names hold: by the service they are of, or by each name.

    >>> sorted(known_fields(["Headline", "body", "words"])), sorted(known_fields(["webTitle", "webUrl"]))[:2]
    (['text', 'title'], ['authors', 'html'])
    """
    given = tuple(names)
    service = (services or registry()).of(_nested_names(given))
    unused = service.unused if service else frozenset()
    found = {match[0] for name in given if (match := field_and_rank(name)) and fold_name(name) not in unused}
    return found.union(service.fields) if service else found


def parse_row(
    row: Mapping[str, Any],
    origin: str = "row",
    form: str = "row",
    services: Services | None = None,
    around: Mapping[str, Any] | None = None,
) -> RecordContent | BadRecord:
    """The record of a row; values of unknown fields, and those that do not fit their field, go to `extra`.

    services: those that rows are compared with, else the registry · around: values by field for what the row lacks

    >>> record = parse_row({"ID": 7, "Headline": "A", "body": "B c", "x": 1.5, "author": "NULL"})
    >>> record.record_id, dict(record.fields), record.extra
    ('7', {'record_id': '7', 'title': 'A', 'text': 'B c'}, {'author': 'NULL', 'x': 1.5})
    >>> parse_row({"webTitle": "A", "webUrl": "https://a.example/", "fields": {"bodyText": "B", "n": 1}}).extra
    {'fields': {'n': 1}}
    >>> parse_row({"text": {"no": "text"}}).reason
    'wrong_type'
    """
    plan = plan_of(tuple(row), services)
    reading = _Reading()
    left = _nested(row) if plan.is_dotted else row
    if plan.service:
        left = reading.take_service(left, plan.expressions)
    for name_field, name in plan.ranked:
        if name in left:
            reading.take(name_field, name, left[name])
    for each, value in (around or {}).items():
        reading.set(each, value)
    return reading.content(row, origin, form)


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows with certain names are read: the service, its expressions, and (field or "", name) in order of rank.

    is_dotted: the names are paths (`source.name`), as tables of nested values have them
    """

    service: Service | None
    expressions: tuple[tuple[str, Expression], ...]
    ranked: tuple[tuple[str, str], ...]
    is_dotted: bool


def plan_of(names: tuple[str, ...], services: Services | None = None) -> Plan:
    """The plan for rows with these names; cached, as most rows of a file have the same."""
    known = services or registry()
    return _plan(names, known) if len(names) <= MAX_CACHED_NAMES else _plan.__wrapped__(names, known)


@lru_cache(maxsize=512)
def _plan(names: tuple[str, ...], services: Services) -> Plan:
    nested = _nested_names(names)
    service = services.of(nested)
    is_dotted = service is not None and nested != names
    if not service:
        return Plan(None, (), tuple(_ranked(names)), False)
    unused = service.unused
    ranked = tuple(("" if fold_name(name) in unused else name_field, name) for name_field, name in _ranked(nested))
    return Plan(service, tuple(service.expressions()), ranked, is_dotted)


def _ranked(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """(field or "", name): known fields by the rank of their names, then the rest in order."""
    matches = [(field_and_rank(name), order, name) for order, name in enumerate(names)]
    known = sorted((match[1], order, match[0], name) for match, order, name in matches if match)
    return [(field, name) for _, _, field, name in known] + [("", name) for match, _, name in matches if not match]


def _nested_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with `a.b` and `a.c` as one `a`."""
    if not any("." in name for name in names):
        return names
    return tuple(dict.fromkeys(name.partition(".")[0] for name in names))


def _nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with `a.b` as a value within `a`; a name that is taken keeps its dots."""
    made: dict[str, Any] = {}
    for name, value in row.items():
        top, dot, rest = name.partition(".")
        inner = made.setdefault(top, {}) if dot and top not in row else None
        if isinstance(inner, dict) and value is not None:
            inner[rest] = value
        elif not isinstance(inner, dict):
            made[name] = value
    return made


@dataclass(slots=True)
class _Reading:
    """The fields of one row as they are found, and what does not become a field."""

    fields: dict[str, FieldValue] = field(default_factory=dict)
    extra: dict[str, JsonValue] = field(default_factory=dict)
    refused: list[RefusedValue] = field(default_factory=list)
    misfit: tuple[str, Any] | None = None

    def take_service(
        self, row: Mapping[str, Any], expressions: tuple[tuple[str, Expression], ...]
    ) -> Mapping[str, Any]:
        """Set the fields of a service; returns the row without the values that were used."""
        for name, expression in expressions:
            if name in self.fields:
                continue
            values = expression.values(row)
            is_list = len(values) > 1 and name in LISTED and any(key[0] == "[" for key in expression.paths[0])
            taken = next((value for value in ([values] if is_list else values) if self.set(name, value)), None)
            if _is_plain(taken):
                for path in expression.paths[:1] if expression.operator == "@" else expression.paths:
                    row = without(row, path) or {}
        return row

    def take(self, name: str, column: str, value: Any) -> None:
        """Set the field of a column, or keep the value in `extra`."""
        if value is None or (name and self.set(name, value) and _is_plain(value)):
            return
        self.extra[replace_controls(column)] = to_json_value(value)
        # A string that was not converted is blank.
        if name == "text" and not isinstance(value, str) and value not in ([], {}) and not self.misfit:
            self.misfit = (column, value)

    def set(self, name: str, value: Any) -> bool:
        """Set a field that has no value yet; False if it has one, or the value does not fit it or stands for none."""
        converted = CONVERTERS[name](value) if name not in self.fields else None
        if converted is None:
            return False
        if reason := objection_to(name, converted):
            self.refused.append(RefusedValue(name, str(converted), reason))
            return False
        self.fields[name] = converted
        return True

    def content(self, row: Mapping[str, Any], origin: str, form: str) -> RecordContent | BadRecord:
        record_id = str(self.fields["record_id"]) if "record_id" in self.fields else None
        if self.misfit and "text" not in self.fields and "html" not in self.fields:
            detail = f"{self.misfit[0]}: expected text, found {type(self.misfit[1]).__name__}"
            return BadRecord("wrong_type", detail, _summary(row), record_id)
        if self.fields.keys().isdisjoint(CONTENT_FIELDS):
            return self._without_content(row, record_id)
        fetched_at = parse_fetch_time(self.fields.get("fetched_at"))
        return RecordContent(form, self.fields, origin, self.extra, record_id, fetched_at, tuple(self.refused))

    def _without_content(self, row: Mapping[str, Any], record_id: str | None) -> BadRecord:
        if self.fields or self.refused or not row or known_fields(row).intersection(CONTENT_FIELDS):
            return BadRecord("no_content", "no text, HTML, title, teaser or URL", _summary(row), record_id)
        return BadRecord("no_known_fields", describe_names(row), _summary(row), record_id)


def _is_plain(value: Any) -> bool:
    """Whether a field holds all of its value: a text, a number, a list of them; not an object with more than one."""
    if isinstance(value, dict):
        return len(value) == 1 and not isinstance(next(iter(value.values())), dict | list)
    return value is not None and not (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))


def describe_names(names: Iterable[str]) -> str:
    """Names that are no field's, and how to say which field each is.

    >>> describe_names(["ttl", "txt"])
    'found ttl, txt; say in newsfold.toml which is what: [services.mine.fields] title = "ttl"'
    """
    given = [replace_controls(str(name))[:40] for name in names]
    shown = ", ".join(given[:MAX_SHOWN_NAMES]) + (", …" if len(given) > MAX_SHOWN_NAMES else "")
    first = next((name for name in given if name.strip()), "NAME")
    return f'found {shown}; say in newsfold.toml which is what: [services.mine.fields] title = "{first}"'


def _summary(row: Mapping[str, Any]) -> str:
    """The beginning of a row, to show in a rejection."""
    return "{" + ", ".join(f"{str(key)[:60]!r}: {str(value)[:120]!r}" for key, value in list(row.items())[:12]) + "}"
