"""A row of JSON, CSV or Parquet → a record: which of its names are known fields, and whether the values fit them.

Belongs here: field names, types of values. Does not: parsing a format, what a value means.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from pipelines.core.readers.charsets import replace_controls
from pipelines.core.readers.fetch_times import parse_fetch_time
from pipelines.core.readers.numbering import BadRecord, FieldValue, JsonValue, RecordContent
from pipelines.core.records import FIELD_NAMES


def fold_name(name: str) -> str:
    """A field name without case and separators: `publishedAt`, `Published At` and `published_at` are the same.

    >>> fold_name(" Published-At ")
    'publishedat'
    """
    return name.strip().lower().replace("_", "").replace("-", "").replace(" ", "").replace(".", "")


FIELD_AND_RANK: Final[Mapping[str, tuple[str, int]]] = {
    fold_name(name): (field, rank)
    for field, names in reversed(list(FIELD_NAMES.items()))
    for rank, name in enumerate(names)
}
"""Folded name → field, and rank of the name among the names of that field."""


@lru_cache(maxsize=4096)
def field_and_rank(name: str) -> tuple[str, int] | None:
    """The field with this name and the rank of the name among the names of that field, or None.

    >>> field_and_rank("maintext"), field_and_rank("section")
    (('text', 3), None)
    """
    return FIELD_AND_RANK.get(fold_name(name)) if len(name) < 40 else None


def known_fields(names: Iterable[str]) -> set[str]:
    """The fields that go by any of these names.

    >>> sorted(known_fields(["Headline", "body", "words"]))
    ['text', 'title']
    """
    return {match[0] for name in names if (match := field_and_rank(name))}


CONTENT_FIELDS: Final = ("text", "html", "title", "teaser", "url", "canonical_url")
"""A row with none of these can't become an article."""

TEXT_KEYS: Final = ("#text", "value", "text", "content", "body")
"""Keys that hold the text if the field is an object, as in exports of content management systems."""

BIG_INTEGER: Final = 1 << 63
"""The first integer beyond 64 bits; integers from here on are kept as text."""

MAX_CACHED_NAMES: Final = 40
"""Columns of a row up to which their ranking is cached."""

MAX_JSON_DEPTH: Final = 120
"""Values nested deeper are stored as text."""


def parse_row(row: Mapping[str, Any], origin: str = "row", form: str = "row") -> RecordContent | BadRecord:
    """The record of a row; values of unknown fields, and those that do not fit their field, go to `extra`.

    >>> record = parse_row({"ID": 7, "Headline": "A", "body": "B c", "x": 1.5})
    >>> record.record_id, dict(record.fields), record.extra
    ('7', {'record_id': '7', 'title': 'A', 'text': 'B c'}, {'x': 1.5})
    >>> parse_row({"text": {"no": "text"}}).reason
    'wrong_type'
    """
    fields: dict[str, FieldValue] = {}
    extra: dict[str, JsonValue] = {}
    misfit = None
    names = tuple(row)
    for field, name in (_rank if len(names) <= MAX_CACHED_NAMES else _rank.__wrapped__)(names):
        value = row[name]
        converted = CONVERTERS[field](value) if field else None
        if field and converted is not None and field not in fields:
            fields[field] = converted
        elif value is not None:
            extra[replace_controls(name)] = to_json_value(value)
            # A string that was not converted is blank.
            if field == "text" and converted is None and not isinstance(value, str) and value not in ([], {}):
                misfit = misfit or name
    _unwrap_rendered(row, fields)
    record_id = str(fields["record_id"]) if "record_id" in fields else None
    if misfit and "text" not in fields and "html" not in fields:
        detail = f"{misfit}: expected text, found {type(row[misfit]).__name__}"
        return BadRecord("wrong_type", detail, _summary(row), record_id)
    if fields.keys().isdisjoint(CONTENT_FIELDS):
        return BadRecord("no_content", "no text, HTML, title, teaser or URL", _summary(row), record_id)
    return RecordContent(form, fields, origin, extra, record_id, parse_fetch_time(fields.get("fetched_at")))


@lru_cache(maxsize=256)
def _rank(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """(field or "", name): known fields by the rank of their names, then the rest in order.

    Cached, as most rows of a file have the same names.
    """
    matches = [(field_and_rank(name), order, name) for order, name in enumerate(names)]
    known = sorted((match[1], order, match[0], name) for match, order, name in matches if match)
    return [(field, name) for _, _, field, name in known] + [("", name) for match, _, name in matches if not match]


def _summary(row: Mapping[str, Any]) -> str:
    """The beginning of a row, to show in a rejection."""
    return "{" + ", ".join(f"{str(key)[:60]!r}: {str(value)[:120]!r}" for key, value in list(row.items())[:12]) + "}"


def _to_text(value: Any) -> str | None:
    """A string that is not blank, a list of paragraphs joined, or the text inside an object."""
    if isinstance(value, str):
        return replace_controls(value) if value.strip() else None
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return _to_text("\n\n".join(value))
    if isinstance(value, dict):
        texts = (value[key] for key in TEXT_KEYS if isinstance(value.get(key), str))
        return next((text for each in texts if (text := _to_text(each))), None)
    return None


def _to_line(value: Any) -> str | None:
    """A short text, which may be a number in the source ("1984" is a title)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, dict) and isinstance(value.get("rendered"), str):
        return _to_text(value["rendered"])
    return str(value) if isinstance(value, int) else _to_text(value)


def _to_name(value: Any) -> str | None:
    """A name, bare or in an object: {"name": …} (schema.org, NewsAPI)."""
    if isinstance(value, dict):
        keys = ("name", "title", "#text")
        return next((_to_text(value[key]) for key in keys if isinstance(value.get(key), str)), None)
    is_single = isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list)
    return _to_name(value[0]) if is_single else _to_text(value)


def _to_names(value: Any) -> str | list[str] | None:
    """Names: a string as given, or a list of names."""
    if isinstance(value, str):
        return _to_text(value)
    values = [each for each in (value if isinstance(value, list) else [value]) if not isinstance(each, list)]
    return [name for each in values if (name := _to_name(each))] or None


def _to_id(value: Any) -> str | None:
    """An id as text: digits as given, MongoDB's {"$oid": …} unwrapped."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _to_text(str(value))


def _to_time(value: Any) -> str | int | float | None:
    """A time as given: a string or a number; MongoDB's {"$date": …} unwrapped."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, int | float) else _to_text(value)


CONVERTERS: Final[Mapping[str, Callable[[Any], FieldValue | None]]] = {
    "record_id": _to_id, "url": _to_text, "canonical_url": _to_text, "title": _to_line, "text": _to_text,
    "html": _to_text, "published_at": _to_time, "modified_at": _to_time, "publisher": _to_name,
    "source_domain": _to_name, "authors": _to_names, "language": _to_name, "fetched_at": _to_time, "date": _to_time,
    "teaser": _to_line,
}  # fmt: skip
"""Field → function that converts a value to the field's type, or returns None if it does not fit."""


def _unwrap_rendered(row: Mapping[str, Any], fields: dict[str, FieldValue]) -> None:
    """Take {"content": {"rendered": "<p>…"}}, as WordPress returns it, for `html`."""
    for name, value in row.items():
        if isinstance(value, dict) and isinstance(value.get("rendered"), str):
            match = field_and_rank(name)
            if match and match[0] == "text":
                fields.setdefault("html", replace_controls(value["rendered"]))


def to_json_value(value: Any, depth: int = 0) -> JsonValue:
    """The value as any JSON writer accepts it: no NaN, no lone surrogates, no huge integers, bounded depth.

    >>> to_json_value({"a": [float("nan"), 10**30, "x\\ud800"]})
    {'a': [None, '1000000000000000000000000000000', 'x\\ufffd']}
    """
    if isinstance(value, str):
        return replace_controls(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if -BIG_INTEGER <= value < BIG_INTEGER else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict) and depth < MAX_JSON_DEPTH:
        return {replace_controls(str(key)): to_json_value(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple) and depth < MAX_JSON_DEPTH:
        return [to_json_value(each, depth + 1) for each in value]
    return replace_controls(str(value)[:1000])
