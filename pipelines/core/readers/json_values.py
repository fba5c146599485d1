"""Bytes of one JSON text → its values, with the checks that JSON parsers omit.

Belongs here: parsing, duplicate keys, big integers, depth, broken encodings. Does not: where values begin (json_files).
"""

import json
import re
from contextlib import suppress
from typing import Any, Final

import orjson

from pipelines.core.readers.charsets import decode
from pipelines.core.readers.numbering import BadRecord
from pipelines.core.readers.row_records import field_and_rank
from pipelines.core.readers.row_values import BIG_INTEGER

TOKENS: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*("?)|[\[\]{},]', re.S)
"""Strings (group 1 is empty if unclosed) and structural marks; matches in linear time."""

KEY_MARKS: Final = re.compile(rb'"\s*:')
"""Follows each key, and may occur inside a string: if there are as many as keys, no key is duplicated."""

SEPARATORS: Final = re.compile("[\\s,\x1e\u2028\u2029\x00]*")
"""Allowed between the values of one line; U+001E by RFC 7464, U+2028 from writers that use it as a line end."""

SCALARS: Final = frozenset({str, int, bool, type(None)})
"""Types that contain no values and that orjson never rounds; most rows have no others."""

HUGE: Final = float(BIG_INTEGER)


class DuplicateKeyError(Exception):
    """A known field occurs twice with different values."""


def parse_values(raw: bytes, depth_limit: int) -> list[Any] | BadRecord:
    """All values in `raw` (usually one), or what is wrong with it.

    >>> parse_values(b'{"a": 1}{"a": 2}', 100), parse_values(b'{"id": 123456789012345678901234567890}', 100)
    ([{'a': 1}, {'a': 2}], [{'id': '123456789012345678901234567890'}])
    >>> parse_values(b"[" * 20000, 100).reason, parse_values(b'{"a": ', 100).reason
    ('too_deep', 'bad_json')
    """
    try:
        with suppress(orjson.JSONDecodeError):
            value = orjson.loads(raw)
            keys, may_be_rounded = _count_keys(value, depth_limit)
            if not may_be_rounded and keys == len(KEY_MARKS.findall(raw)):
                return [value]
        if nesting_depths(raw)[0] > depth_limit:
            raise RecursionError
        return _parse_leniently(decode(raw)[0].lstrip("\ufeff"))
    except DuplicateKeyError as error:
        return BadRecord("duplicate_key", f"duplicate key {error.args[0]!r}", raw)
    except json.JSONDecodeError as error:
        return BadRecord("bad_json", f"{error.msg}: character {error.pos}", raw)
    except RecursionError:
        return BadRecord("too_deep", f"nested more than {depth_limit} levels", raw)


def _parse_leniently(text: str) -> list[Any]:
    """The values, parsed by the standard library: it keeps big integers and accepts NaN and control characters."""
    decoder = json.JSONDecoder(
        strict=False, parse_int=_parse_integer, parse_constant=lambda name: None, object_pairs_hook=_make_object
    )
    values: list[Any] = []
    at = 0
    while (at := _skip_separators(text, at)) < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
    return values


def _skip_separators(text: str, at: int) -> int:
    match = SEPARATORS.match(text, at)
    return match.end() if match else at


def _parse_integer(digits: str) -> int | str:
    """An integer, or its digits as text if other software would round it."""
    if len(digits) > 20:
        return digits
    number = int(digits)
    return number if -BIG_INTEGER <= number < 2 * BIG_INTEGER else digits


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object. A duplicate key keeps its values as a list; raises DuplicateKeyError if it is a known field."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key not in made or made[key] == value:
            made[key] = value
        elif field_and_rank(key):
            raise DuplicateKeyError(key[:60])
        else:
            made[key] = [made[key], value]
    return made


def _count_keys(value: Any, depth_left: int) -> tuple[int, bool]:
    """(keys in the value, whether a number in it may be an integer that orjson rounded).

    Raises RecursionError if the value is nested deeper than `depth_left`.
    """
    if isinstance(value, float):
        return 0, not -HUGE < value < HUGE
    if not isinstance(value, dict | list):
        return 0, False
    if depth_left <= 0:
        raise RecursionError
    keys = len(value) if isinstance(value, dict) else 0
    if SCALARS.issuperset(map(type, value.values() if isinstance(value, dict) else value)):
        return keys, False
    may_be_rounded = False
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, dict | list | float):
            child_keys, child_rounded = _count_keys(child, depth_left - 1)
            keys, may_be_rounded = keys + child_keys, may_be_rounded or child_rounded
    return keys, may_be_rounded


def nesting_depths(raw: bytes) -> tuple[int, int]:
    """The greatest depth of brackets outside strings, and the depth at the end, in linear time and without recursion.

    >>> nesting_depths(b'{"a[[[": [[1]]')
    (3, 1)
    """
    depth = deepest = 0
    for token in TOKENS.finditer(raw):
        mark = token[0][:1]
        if mark in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in b"]}":
            depth -= 1
    return deepest, depth
