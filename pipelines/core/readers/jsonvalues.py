"""Bytes of one JSON text → its values, with all that other parsers let slip noticed.

Belongs here: parsing, duplicate keys, big integers, depth, broken encodings. Does not: where values begin (jsonrows).
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson

from pipelines.core.readers.charsets import decode
from pipelines.core.readers.drafts import Fault
from pipelines.core.readers.rows import BIG_INTEGER, place_of

TOKENS: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*("?)|[\[\]{},]', re.S)
"""Strings (group 1 is empty when unclosed) and the marks that give JSON its structure. Linear: no two ways to match."""

KEY_MARKS: Final = re.compile(rb'"\s*:')
"""What follows each key, and now and then stands in a text: as many as keys means that none was stated twice."""

SPACE_BETWEEN: Final = re.compile("[\\s,\x1e\u2028\u2029\x00]*")
"""What may stand between values in one line; U+001E by RFC 7464, U+2028 from writers that take it for a line end."""

PLAIN: Final = frozenset({str, int, bool, type(None)})
"""Types of values that hold no others and that orjson never rounds: nearly all rows have these alone."""

HUGE: Final = float(BIG_INTEGER)


class TooDeep(Exception):
    """A value is nested deeper than the limit."""


class Duplicate(Exception):
    """A known field is stated twice with different values."""


def values_of(raw: bytes, depth_limit: int) -> list[Any] | Fault:
    """All values in `raw` (one, as a rule), or what is wrong with it.

    >>> values_of(b'{"a": 1}{"a": 2}', 100), values_of(b'{"id": 123456789012345678901234567890}', 100)
    ([{'a': 1}, {'a': 2}], [{'id': '123456789012345678901234567890'}])
    >>> values_of(b"[" * 20000, 100).reason, values_of(b'{"a": ', 100).reason
    ('too_deep', 'bad_json')
    """
    try:
        value = orjson.loads(raw)
        keys, odd = _census(value, depth_limit)
        if not odd and keys == len(KEY_MARKS.findall(raw)):
            return [value]
    except orjson.JSONDecodeError:
        pass
    except TooDeep:
        return _too_deep(raw, depth_limit)
    return _values_slowly(raw, depth_limit)


def _values_slowly(raw: bytes, depth_limit: int) -> list[Any] | Fault:
    """As values_of, by the standard library: it keeps big integers, shows duplicate keys, takes NaN and controls."""
    if deepest(raw) > depth_limit:
        return _too_deep(raw, depth_limit)
    text = decode_json(raw)
    try:
        return _sequence(text)
    except Duplicate as duplicate:
        return Fault("duplicate_key", f"{duplicate.args[0]!r} is stated twice", raw)
    except json.JSONDecodeError as error:
        return Fault("bad_json", f"{error.msg} at character {error.pos}", raw)
    except RecursionError:
        return _too_deep(raw, depth_limit)


def decode_json(raw: bytes) -> str:
    """The text of a JSON line, in whatever encoding; what JSON itself forbids raw is replaced (charsets.visible)."""
    return decode(raw)[0].lstrip("\ufeff")


def _sequence(text: str) -> list[Any]:
    decoder = json.JSONDecoder(
        strict=False, parse_int=_integer, parse_constant=lambda name: None, object_pairs_hook=_object
    )
    values: list[Any] = []
    at = _skip(text, 0)
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        values.append(value)
        at = _skip(text, end)
    return values


def _skip(text: str, at: int) -> int:
    found = SPACE_BETWEEN.match(text, at)
    return found.end() if found else at


def _integer(digits: str) -> int | str:
    """An integer, or its digits as text where other software would round it."""
    if len(digits) > 20:
        return digits
    number = int(digits)
    return number if -BIG_INTEGER <= number < 2 * BIG_INTEGER else digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a repeated key keeps its values as a list, unless it is a known field, where one value must hold."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key not in found or found[key] == value:
            found[key] = value
        elif place_of(key):
            raise Duplicate(key[:60])
        else:
            found[key] = [found[key], value]
    return found


def _census(value: Any, depth_left: int) -> tuple[int, bool]:
    """(keys in the value, whether a number in it may have been an integer too big for orjson)."""
    if isinstance(value, float):
        return 0, not -HUGE < value < HUGE
    if not isinstance(value, dict | list):
        return 0, False
    if depth_left <= 0:
        raise TooDeep
    keys = len(value) if isinstance(value, dict) else 0
    if PLAIN.issuperset(map(type, value.values() if isinstance(value, dict) else value)):
        return keys, False
    odd = False
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, dict | list | float):
            more, is_odd = _census(child, depth_left - 1)
            keys, odd = keys + more, odd or is_odd
    return keys, odd


def deepest(raw: bytes) -> int:
    """How deep brackets are nested, strings aside; linear, so that no parser need be trusted with it.

    >>> deepest(b'{"a[[[": [[1]]}')
    3
    """
    depth = most = 0
    for token in TOKENS.finditer(raw):
        mark = token[0][:1]
        if mark in b"[{":
            depth += 1
            most = max(most, depth)
        elif mark in b"]}":
            depth -= 1
    return most


def _too_deep(raw: bytes, depth_limit: int) -> Fault:
    return Fault("too_deep", f"nested more than {depth_limit} levels", raw)


ENVELOPES: Final = (
    "articles", "items", "results", "data", "docs", "documents", "records", "rows", "news", "entries", "posts", "hits",
)  # fmt: skip
"""Keys under which services answer with a list of articles (NewsAPI, JSON Feed, Event Registry, Elasticsearch)."""


def rows_in(value: Any, depth: int = 0) -> list[Any]:
    """The rows that a JSON value stands for: itself, the elements of an array, or of an answer's list.

    >>> rows_in([{"title": "a"}, 3]), rows_in({"status": "ok", "articles": [{"title": "a"}]})
    ([{'title': 'a'}, 3], [{'title': 'a'}])
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or depth > 2 or _has_body(value):
        return [value]
    for key in ENVELOPES:
        inner = value.get(key)
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
            return [_unwrapped(each) for each in inner]
        if isinstance(inner, dict) and any(isinstance(each, list) for each in inner.values()):
            found = rows_in(inner, depth + 1)
            return found if found != [inner] else [value]
    return [value]


def _has_body(value: Mapping[str, Any]) -> bool:
    return any(
        isinstance(each, str) and (place := place_of(key)) is not None and place[0] in ("text", "html")
        for key, each in value.items()
    )


def _unwrapped(hit: dict[str, Any]) -> dict[str, Any]:
    """Elasticsearch wraps each row in `_source`; its id stands outside."""
    source = hit.get("_source")
    return {"_id": hit.get("_id"), **source} if isinstance(source, dict) else hit
