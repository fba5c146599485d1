"""Imports that Great Expectations makes and our suites never use, put off until something is asked of them.

Belongs here: naming them, and what stands for them. Does not: anything that uses them.
Its statistics (scipy), its charts (altair), its data sources (each a family of pydantic models for a database or an
engine that is not ours) and its fifty expectations take longer to import than the rest of it.
"""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

POSTPONED = ("scipy.stats", "altair", "jsonschema")

EXPECTATIONS = "great_expectations.expectations.core"
"""The package that has a module for each kind of expectation, named as the kind is."""

STANDING_IN = (
    (EXPECTATIONS, "expect_*.py"),
    ("great_expectations.datasource.fluent", "*_datasource.py"),
    ("great_expectations.datasource.fluent", "fabric.py"),
    ("great_expectations.render.view", "view.py"),
)
"""Packages, and files in them whose classes are named when the package is imported and else by nothing that we use."""

NEEDED = ("great_expectations.datasource.fluent.invalid_datasource",)
"""What the patterns above match all the same, and what is imported with the package asks something of."""


class Postponed(ModuleType):
    """Stands for a module until something is asked of it; importlib's own LazyLoader loads at the second import."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute != "__path__":
            raise AttributeError(attribute)  # asked by who looks through all modules, not by who uses this one
        if sys.modules[self.__name__] is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), attribute)


class StandIn(ModuleType):
    """Stands for a module of classes: each name it is asked for is an empty class, which says what it stands for."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        made = type(attribute, (), {"__module__": self.__name__, "__doc__": "Not loaded: see expectations.postponed."})
        setattr(self, attribute, made)
        return made


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


def stand_in() -> None:
    """Let the import of Great Expectations name classes that it doesn't load; of no effect once it was imported."""
    if "great_expectations" not in sys.modules:
        for name in stood_in_for():
            sys.modules[name] = StandIn(name)


def stood_in_for() -> Iterator[str]:
    """Full names of the modules that are stood in for."""
    spec = find_spec("great_expectations")
    root = Path(spec.origin or "").parent if spec else Path()
    for package, pattern in STANDING_IN:
        for file in sorted(root.joinpath(*package.split(".")[1:]).glob(pattern)):
            if (name := f"{package}.{file.stem}") not in NEEDED:
                yield name


def load_kind(kind: str) -> None:
    """Load the expectation of this kind, if something stands in for it: Great Expectations knows it from then on."""
    name = f"{EXPECTATIONS}.{kind}"
    if isinstance(sys.modules.get(name), StandIn):
        del sys.modules[name]
        import_module(name)
