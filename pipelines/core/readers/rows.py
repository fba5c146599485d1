"""A row of JSON, CSV or Parquet → a draft: which of its names are known fields, and whether the values fit them.

Belongs here: field names, types of values. Does not: parsing a format, judging what a value means.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from pipelines.core.readers.charsets import visible
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.instants import fetch_instant
from pipelines.core.records import FIELD_NAMES


def folded(name: str) -> str:
    """A field name without case and word marks: `publishedAt`, `Published At` and `published_at` are one.

    >>> folded(" Published-At ")
    'publishedat'
    """
    return name.strip().lower().replace("_", "").replace("-", "").replace(" ", "").replace(".", "")


PLACE_OF: Final[Mapping[str, tuple[str, int]]] = {
    folded(name): (field, rank)
    for field, names in reversed(list(FIELD_NAMES.items()))
    for rank, name in enumerate(names)
}
"""Folded name → its field and its rank among the names of that field."""


@lru_cache(maxsize=4096)
def place_of(name: str) -> tuple[str, int] | None:
    """The field that a name stands for and the rank of the name among those of that field, or None.

    >>> place_of("maintext"), place_of("section")
    (('text', 3), None)
    """
    return PLACE_OF.get(folded(name)) if len(name) < 40 else None


def known_fields(names: Iterable[str]) -> set[str]:
    """The fields that some of the names stand for.

    >>> sorted(known_fields(["Headline", "body", "words"]))
    ['text', 'title']
    """
    return {place[0] for name in names if (place := place_of(name))}


CONTENT_FIELDS: Final = ("text", "html", "title", "teaser", "url", "canonical_url")
"""A row with none of these can't become an article, nor be found anywhere."""

WRAPPED_TEXT: Final = ("#text", "value", "text", "content", "body")
"""Where exports of content systems put the text when the field is an object."""

BIG_INTEGER: Final = 1 << 63
"""Integers from here on don't fit what other software calls an integer: kept as text."""


FEW_NAMES = 40
"""Names of a row up to which their order is kept."""


def draft_of_row(row: Mapping[str, Any], origin: str = "row", form: str = "row") -> Draft | Fault:
    """The draft of a row; what is in no known field, or does not fit its field, goes to `extra`.

    >>> draft = draft_of_row({"ID": 7, "Headline": "A", "body": "B c", "x": 1.5})
    >>> draft.record_id, dict(draft.fields), draft.extra
    ('7', {'record_id': '7', 'title': 'A', 'text': 'B c'}, {'x': 1.5})
    >>> draft_of_row({"text": {"no": "text"}}).reason
    'wrong_type'
    """
    fields: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    misfit = None
    for field, key, value in _by_rank(row):
        fitted = FITS[field](value) if field else None
        if field and fitted is not None and field not in fields:
            fields[field] = fitted
        elif value is not None:
            extra[visible(key)] = json_safe(value)
            misfit = misfit or (key if field == "text" and fitted is None and not _is_blank(value) else None)
    _unwrap_rendered(row, fields)
    return _judged(row, fields, extra, misfit, origin, form)


def _by_rank(row: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """(field or "", name, value): known fields by the rank of their names, the rest in order."""
    names = tuple(row)
    ordered = _ranked_again(names) if len(names) <= FEW_NAMES else _ranked(names)
    return ((field, name, row[name]) for field, name in ordered)


@lru_cache(maxsize=256)
def _ranked_again(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Kept, for most rows of a file have the same names."""
    return _ranked(names)


def _ranked(names: Sequence[str]) -> list[tuple[str, str]]:
    placed = [(place_of(name), order, name) for order, name in enumerate(names)]
    known = sorted((place[1], order, place[0], name) for place, order, name in placed if place)
    return [(field, name) for _, _, field, name in known] + [("", name) for place, _, name in placed if not place]


def _judged(
    row: Mapping[str, Any], fields: dict[str, Any], extra: dict[str, Any], misfit: str | None, origin: str, form: str
) -> Draft | Fault:
    record_id = fields.get("record_id")
    if misfit and "text" not in fields and "html" not in fields:
        detail = f"{misfit}: {type(row[misfit]).__name__} where text belongs"
        return Fault("wrong_type", detail, repr_of(row), record_id)
    if not any(name in fields for name in CONTENT_FIELDS):
        return Fault("no_content", "no text, page, title, teaser or address", repr_of(row), record_id)
    return Draft(form, fields, origin, extra, record_id, fetch_instant(fields.get("fetched_at")))


def repr_of(row: Mapping[str, Any]) -> str:
    """The beginning of a row, to show in a rejection."""
    return "{" + ", ".join(f"{str(key)[:60]!r}: {str(value)[:120]!r}" for key, value in list(row.items())[:12]) + "}"


def _is_blank(value: Any) -> bool:
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def _text(value: Any) -> str | None:
    """A string that is not blank; paragraphs joined; the text inside an object."""
    if isinstance(value, str):
        return visible(value) if value.strip() else None
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return _text("\n\n".join(value))
    if isinstance(value, dict):
        wrapped = (value[key] for key in WRAPPED_TEXT if isinstance(value.get(key), str))
        return next((found for each in wrapped if (found := _text(each))), None)
    return None


def _line(value: Any) -> str | None:
    """A short text, which may be a number in the source ("1984" is a title)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, dict) and isinstance(value.get("rendered"), str):
        return _text(value["rendered"])
    return str(value) if isinstance(value, int) else _text(value)


def _name(value: Any) -> str | None:
    """A name, bare or in an object: {"name": …} (schema.org, NewsAPI)."""
    if isinstance(value, dict):
        return next((_text(value[key]) for key in ("name", "title", "#text") if isinstance(value.get(key), str)), None)
    is_single = isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list)
    return _name(value[0]) if is_single else _text(value)


def _names(value: Any) -> str | list[str] | None:
    """Names: a string as given, or a list of names."""
    if isinstance(value, str):
        return _text(value)
    found = [name for each in (value if isinstance(value, list) else [value]) if (name := _name_of_one(each))]
    return found or None


def _name_of_one(value: Any) -> str | None:
    return None if isinstance(value, list) else _name(value)


def _identity(value: Any) -> str | None:
    """An id as text: digits as they stand, MongoDB's {"$oid": …} unwrapped."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _text(str(value))


def _time(value: Any) -> str | int | float | None:
    """A date as given: a string or a number; MongoDB's {"$date": …} unwrapped."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, int | float) else _text(value)


FITS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "record_id": _identity, "url": _text, "canonical_url": _text, "title": _line, "text": _text, "html": _text,
    "published_at": _time, "modified_at": _time, "publisher": _name, "source_domain": _name, "authors": _names,
    "language": _name, "fetched_at": _time, "date": _time, "teaser": _line,
}  # fmt: skip
"""Field → the function that gives the value in the field's type, or None where it does not fit."""


def _unwrap_rendered(row: Mapping[str, Any], fields: dict[str, Any]) -> None:
    """WordPress answers {"content": {"rendered": "<p>…"}}: markup, so it is `html`."""
    for key, value in row.items():
        if isinstance(value, dict) and isinstance(value.get("rendered"), str):
            place = place_of(key)
            if place and place[0] == "text":
                fields.setdefault("html", visible(value["rendered"]))


def json_safe(value: Any, depth: int = 0) -> Any:
    """The value as something every JSON writer takes: no NaN, no lone surrogates, no huge integers, bounded depth.

    >>> json_safe({"a": [float("nan"), 10**30, "x\\ud800"]})
    {'a': [None, '1000000000000000000000000000000', 'x\\ufffd']}
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if -BIG_INTEGER <= value < BIG_INTEGER else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict) and depth < 120:
        return {visible(str(key)): json_safe(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple) and depth < 120:
        return [json_safe(each, depth + 1) for each in value]
    return visible(str(value)[:1000])
