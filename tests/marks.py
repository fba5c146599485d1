"""How many parameters of a test each suite tries: `make test` the first, `test-slow` and `test-long` the rest.

Belongs here: the marks. Does not: what the suites are for (CONTRIBUTING.md).
"""

from collections.abc import Iterable
from typing import Any

import pytest


def slow(values: Iterable[Any]) -> list[Any]:
    """Parameters that `make test-slow` tries."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]


def long(values: Iterable[Any]) -> list[Any]:
    """Parameters that `make test-long` tries."""
    return [pytest.param(value, marks=pytest.mark.long) for value in values]


def numbers(fast: int, until_slow: int, until_long: int = 0) -> list[Any]:
    """The numbers from 0: the first for `make test`, those up to a bound for `test-slow`, the rest for `test-long`."""
    return [*range(fast), *slow(range(fast, until_slow)), *long(range(until_slow, until_long))]
