"""The traps by name, each with the field that it misleads.

Belongs here: registering them. Does not: traps (the modules traps_…).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.synthetic_pages.draft import Draft

Field = Literal["title", "authors", "publisher", "day", "canonical", "body"]
FIELDS: tuple[Field, ...] = ("title", "authors", "publisher", "day", "canonical", "body")


@dataclass(frozen=True, slots=True)
class Trap:
    """What misleads, in words; the field; what it does to a draft."""

    about: str
    field: Field
    apply: Callable[[Draft], None]


TRAPS: dict[str, Trap] = {}
"""Every trap by the name of its function."""


def trap(field: Field, about: str) -> Callable[[Callable[[Draft], None]], Callable[[Draft], None]]:
    """Register a function from a draft as a trap for a field."""

    def register(apply: Callable[[Draft], None]) -> Callable[[Draft], None]:
        TRAPS[apply.__name__] = Trap(about, field, apply)
        return apply

    return register
