"""The value of a field in a row → the type that records have: text, a name, a list of names, a time.

Belongs here: how values of one field are spelled in JSON, tables and databases. Does not: which field a value is of
(row_records), what a value means (normalization).
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pipelines.core.readers.absent_values import is_absent
from pipelines.core.readers.charsets import replace_controls
from pipelines.core.readers.numbering import FieldValue, JsonValue
from pipelines.core.readers.value_paths import parse_literal

TEXT_KEYS: Final = ("rendered", "main", "#text", "value", "text", "content", "body", "html", "default", "original")
"""Keys that hold the text if a field is an object, as in exports of content management systems."""

NAME_KEYS: Final = (
    "name", "display_name", "displayName", "full_name", "fullName", "literal", "original", "byline", "title", "#text",
    "rendered", "value",
)  # fmt: skip
"""Keys that hold the name if a field is an object. A login, a user name or an address is none."""

GIVEN_KEYS: Final = ("given", "givenName", "given_name", "firstName", "first_name", "firstname", "forename", "first")
FAMILY_KEYS: Final = (
    "family", "familyName", "family_name", "lastName", "last_name", "lastname", "surname", "last",
)  # fmt: skip
"""Keys of the two parts of a person's name."""

ROLE_KEYS: Final = ("creatorType", "role")
"""Keys that say what a person did."""

AUTHOR_ROLES: Final = ("author", "contributor", "reporter", "writer", "journalist", "by", "text", "columnist")

BIG_INTEGER: Final = 1 << 63
"""The first integer beyond 64 bits; integers from here on are kept as text."""

MAX_JSON_DEPTH: Final = 120
"""Values nested deeper are stored as text."""

MAX_NAMES: Final = 100


def to_text(value: Any) -> str | None:
    """A string that is not blank, a list of paragraphs or of pieces joined, or the text inside an object.

    >>> to_text(["One.", "Two."]), to_text(["See ", {"type": "link", "text": "this"}, "."]), to_text({"value": "a"})
    ('One.\\n\\nTwo.', 'See this.', 'a')
    """
    if isinstance(value, str):
        return replace_controls(value) if value.strip() else None
    if isinstance(value, list) and value:
        if all(isinstance(part, str) for part in value):
            return to_text("\n\n".join(value))
        if all(isinstance(part, str) or isinstance(_piece(part), str) for part in value):
            is_run = any(isinstance(part, str) or "type" in part for part in value)  # pieces of one text
            return to_text(
                ("" if is_run else "\n\n").join(part if isinstance(part, str) else _piece(part) for part in value)
            )
    if isinstance(value, dict):
        return next((text for text in map(to_text, _strings(value, TEXT_KEYS)) if text), None)
    return None


def _piece(part: Any) -> Any:
    return (
        next((part[key] for key in ("text", "value", "content", "body") if key in part), None)
        if isinstance(part, dict)
        else None
    )


def to_line(value: Any) -> str | None:
    """A short text, which may be a number in the source ("1984" is a title)."""
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, int) else to_text(_single(parse_literal(value)))


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list) else value


def to_name(value: Any) -> str | None:
    """A name, bare or in an object: {"name": …} (schema.org, NewsAPI), given and family name (CSL, Zotero).

    >>> to_name({"given": "Nadia", "family": "Orsk"}), to_name({"login": "nadia42"}), to_name(["Veldt Courier"])
    ('Nadia Orsk', None, 'Veldt Courier')
    """
    value = _single(parse_literal(value))
    if not isinstance(value, dict):
        return to_text(value)
    if whole := next((text for text in map(to_text, _strings(value, NAME_KEYS)) if text and not is_absent(text)), None):
        return whole
    parts = (next(iter(_strings(value, keys)), "").strip() for keys in (GIVEN_KEYS, FAMILY_KEYS))
    return to_text(" ".join(part for part in parts if part))


def to_names(value: Any) -> str | list[str] | None:
    """Names: a string as given, or a list of names without those that stand for none.

    >>> to_names("['Nadia Orsk', 'Tomas Wrede']"), to_names([{"name": "Nadia Orsk"}, None, "nan"]), to_names(7)
    (['Nadia Orsk', 'Tomas Wrede'], ['Nadia Orsk'], None)
    """
    value = parse_literal(value)
    if isinstance(value, str):
        return to_text(value)
    values = value if isinstance(value, list) else [value]
    names = [name for each in values[:MAX_NAMES] if _is_author(each) and (name := to_name(each))]
    return [name for name in names if not is_absent(name)] or names or None


def _is_author(person: Any) -> bool:
    if isinstance(person, list):
        return False
    role = next(iter(_strings(person, ROLE_KEYS)), "") if isinstance(person, dict) else ""
    return not role or any(word in role.lower() for word in AUTHOR_ROLES)


def _strings(value: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """The values of these keys that are strings and not blank."""
    return (text for key in keys if isinstance(text := value.get(key), str) and text.strip())


def to_id(value: Any) -> str | None:
    """An id as text: digits as given, MongoDB's {"$oid": …} unwrapped."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return to_text(str(value))


def to_time(value: Any) -> str | int | float | None:
    """A time as given: a string or a number; MongoDB's {"$date": …} and the parts of a date in CSL unwrapped.

    >>> to_time({"date-parts": [["2024", 3, 14]]}), to_time({"$date": 1710432240000})
    ('2024-03-14', 1710432240000)
    """
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return _date_of_parts(parts[0])
        return to_time(next(iter(value.values())) if len(value) == 1 else value.get("raw") or value.get("literal"))
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, int | float) else to_text(value)


def _date_of_parts(parts: list[Any]) -> str | None:
    digits = [str(part) for part in parts[:3]]
    return "-".join(digit.zfill(2) for digit in digits) if digits and all(each.isdecimal() for each in digits) else None


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


CONVERTERS: Final[Mapping[str, Callable[[Any], FieldValue | None]]] = {
    "record_id": to_id, "url": to_text, "canonical_url": to_text, "title": to_line, "text": to_text, "html": to_text,
    "published_at": to_time, "modified_at": to_time, "publisher": to_name, "source_domain": to_name,
    "authors": to_names, "language": to_name, "fetched_at": to_time, "date": to_time, "teaser": to_line,
}  # fmt: skip
"""Field → function that converts a value to the field's type, or returns None if it does not fit."""
