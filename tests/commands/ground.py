"""The type of a command that tests run: arguments → (exit code, output, errors)."""

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
