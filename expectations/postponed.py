"""Imports that Great Expectations makes and our suites never use, put off until something is asked of them.

Belongs here: naming them, and what stands for them. Does not: anything that uses them.
Its statistics (scipy) and its charts (altair) take as long to import as half the rest of it.
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

POSTPONED = ("scipy.stats", "altair")


class Postponed(ModuleType):
    """Stands for a module until something is asked of it; importlib's own LazyLoader loads at the second import."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute != "__path__":
            raise AttributeError(attribute)  # asked by who looks through all modules, not by who uses this one
        if sys.modules[self.__name__] is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), attribute)


def postpone_imports(names: Iterable[str] = POSTPONED) -> None:
    """Let the first import of these modules cost nothing; one that is imported already stays as it is.

    >>> postpone_imports(["colorsys"])
    >>> import colorsys
    >>> colorsys.rgb_to_hsv(0, 0, 1), type(sys.modules["colorsys"]).__name__
    ((0.6666666666666666, 1.0, 1), 'module')
    """
    for name in names:
        if name not in sys.modules:
            sys.modules[name] = Postponed(name)
