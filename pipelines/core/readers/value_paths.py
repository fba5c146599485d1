"""Where a value is inside a row: paths such as `fields.body` or `authors[].name`, and combinations of two.

Belongs here: the notation of services.toml, finding values, and what is left of a row without them. Does not: which
path means what (services), whether a value fits its field (row_values).
"""

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final

import orjson

EACH: Final = "[]"
"""The key that stands for every element of a list; `[type=x]` stands for those whose `type` is `x`."""

ANY: Final = "*"
"""The key that stands for every value of an object."""

Path = tuple[str, ...]

PARTS: Final = re.compile(r" ([+@]) ")
KEYS: Final = re.compile(r"\[[^\[\]]*\]|[^.\[\]]+")

MAX_LITERAL_CHARS: Final = 20_000
"""Characters up to which a cell that looks like a list or an object is parsed as one."""

MAX_OFFSET: Final = timedelta(hours=15)


def fold_name(name: str) -> str:
    """A field name without case and separators: `publishedAt`, `Published At` and `published_at` are the same.

    >>> fold_name(" Published-At ")
    'publishedat'
    """
    return name.strip().lower().replace("_", "").replace("-", "").replace(" ", "").replace(".", "")


@dataclass(frozen=True, slots=True)
class Expression:
    """One path, or two that are joined (`+`) or are the local time and the UTC of one instant (`@`).

    form: how the value writes a date, as strptime has it; where it is given, the value becomes ISO 8601
    """

    paths: tuple[Path, ...]
    operator: str = ""
    form: str = ""

    def values(self, row: Mapping[str, Any]) -> list[Any]:
        """The values found, in order; a path through a list may have several."""
        found = [list(_follow(row, path)) for path in self.paths]
        if not self.operator:
            return [in_iso_form(value, self.form) for value in found[0]] if self.form else found[0]
        firsts = [str(values[0]).strip() for values in found if values and values[0] not in (None, "")]
        if self.operator == "@" and len(firsts) == 2:
            return [with_offset(*firsts)]
        return [" ".join(firsts)] if firsts and self.operator == "+" else firsts[:1]


@lru_cache(maxsize=1024)
def parse_expression(text: str) -> Expression:
    """The expression in the notation of services.toml.

    >>> parse_expression("authors[].name").values({"authors": [{"name": "Nadia Orsk"}, {"name": "Tomas Wrede"}]})
    ['Nadia Orsk', 'Tomas Wrede']
    >>> parse_expression("Date + Time").values({"Date": "14-Mar-2024", "Time": "07:30"})
    ['14-Mar-2024 07:30']
    """
    stated, _, form = text.partition(" as ") if " as %" in text else (text, "", "")
    parts = PARTS.split(stated)
    paths = tuple(tuple(KEYS.findall(path.strip())) for path in parts[::2])
    return Expression(paths, parts[1] if parts[1:] else "", form.strip())


def in_iso_form(value: Any, form: str) -> Any:
    """A date in the form that its data set documents, in ISO 8601; a value in any other form unchanged.

    >>> in_iso_form("05-06-2024", "%m-%d-%Y"), in_iso_form("May 6, 2024", "%m-%d-%Y")
    ('2024-05-06', 'May 6, 2024')
    """
    with suppress(ValueError):
        if isinstance(value, str):
            return datetime.strptime(value.strip(), form).date().isoformat()
    return value


def with_offset(local: str, utc: str) -> str:
    """A local time with the offset that its UTC shows; the local time alone if they can't be of one instant.

    >>> with_offset("2024-01-12T08:15:00", "2024-01-12T07:15:00"), with_offset("2024-01-12", "0000-00-00")
    ('2024-01-12T08:15:00+01:00', '2024-01-12')
    """
    with suppress(ValueError):
        here, there = datetime.fromisoformat(local), datetime.fromisoformat(utc)
        if here.tzinfo is None:
            offset = here - there.replace(tzinfo=None)
            if abs(offset) <= MAX_OFFSET and offset.total_seconds() % 900 == 0:
                zone = timezone(offset) if offset else UTC
                return here.replace(tzinfo=zone).isoformat()
    return local


def _follow(value: Any, path: Path) -> Iterator[Any]:
    if not path:
        yield value
        return
    key, rest = path[0], path[1:]
    value = parse_literal(value)
    if key[0] == "[":
        for each in value if isinstance(value, list) else ():
            if _is_meant(each, key):
                yield from _follow(each, rest)
    elif key == ANY:
        for each in value.values() if isinstance(value, Mapping) else ():
            yield from _follow(each, rest)
    elif isinstance(value, Mapping) and (name := name_in(value, key)) is not None:
        yield from _follow(value[name], rest)


def _is_meant(element: Any, key: str) -> bool:
    name, _, wanted = key[1:-1].partition("=")
    return not name or (isinstance(element, Mapping) and str(element.get(name)) == wanted)


def name_in(value: Mapping[str, Any], key: str) -> str | None:
    """The name under which a mapping has a key: as it is, else in another case or with other separators.

    >>> name_in({"Web_URL": 1}, "web_url"), name_in({"x": 1}, "web_url")
    ('Web_URL', None)
    """
    if key in value:
        return key
    folded = fold_name(key)
    return next((name for name in value if isinstance(name, str) and fold_name(name) == folded), None)


def without(value: Any, path: Path) -> Any:
    """The value without what is at a path, as a copy; None if nothing is left of it.

    >>> without({"a": {"b": 1, "c": 2}, "d": 3}, ("a", "b")), without({"a": [{"b": 1}]}, ("a", "[]", "b"))
    ({'a': {'c': 2}, 'd': 3}, None)
    """
    if not path:
        return None
    if path[0][0] == "[" and isinstance(value, list):
        items = (without(item, path[1:]) if _is_meant(item, path[0]) else item for item in value)
        return [each for each in items if each is not None] or None
    if path[0] == ANY and isinstance(value, Mapping):
        return {name: each for name, item in value.items() if (each := without(item, path[1:])) is not None} or None
    if not isinstance(value, Mapping) or (name := name_in(value, path[0])) is None:
        return value
    inner = without(value[name], path[1:])
    left = {key: inner if key == name else each for key, each in value.items() if key != name or inner is not None}
    return left or None


def parse_literal(value: Any) -> Any:
    """A text that is a list or an object in JSON or in Python's notation, as such; any other value unchanged.

    Tables hold nested values in that form: `['A', 'B']`, `{'id': None, 'name': 'C'}`.

    >>> parse_literal("['Nadia Orsk', 'Tomas Wrede']"), parse_literal("[Removed]")
    (['Nadia Orsk', 'Tomas Wrede'], '[Removed]')
    """
    if not isinstance(value, str) or len(value) > MAX_LITERAL_CHARS or value[:1] not in ("[", "{"):
        return value
    text = value.rstrip()
    if text[-1:] not in ("]", "}"):
        return value
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(text)
    try:
        parsed = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return value
    return parsed if isinstance(parsed, list | dict) else value
