"""Imports Great Expectations without the parts that our suites never use.

Belongs here: which parts, and their placeholders. Does not: using Great Expectations.
The parts are scipy.stats, some sixty kinds of expectation with their charts, and data sources with their pydantic
models. They take more than half of the import time.
"""

import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

KINDS_PACKAGE = "great_expectations.expectations.core"
"""The package with a module for each kind of expectation, named as the kind is."""

SOURCES_PACKAGE = "great_expectations.datasource.fluent"
"""The package with a module for each data source, `…_datasource`; a validator on a connection needs none."""

NEEDED_SOURCE = "invalid_datasource"
"""The one data source whose fields are read when the package is imported."""

ABSENT = frozenset({"pyspark"})
"""Packages that count as not installed: expectations are asked of DuckDB, whatever the engine."""

DEFERRED = frozenset({"scipy.stats"})
"""Modules that load at the first use of one of their names."""


@contextmanager
def partial_import(kinds: Collection[str]) -> Iterator[None]:
    """Within this block, an import of Great Expectations loads expectations of these kinds only, and no data sources.

    Modules of other kinds and of data sources are imported as placeholders; scipy.stats is loaded when one of its
    names is used. Modules that were imported before stay as they are.
    """
    finder = _Finder(kinds)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    """Finds unused and deferred modules; leaves all others to the other finders, and absent ones to other threads."""

    def __init__(self, kinds: Collection[str]) -> None:
        self._kinds = kinds
        self._thread = threading.get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in ABSENT and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is not used here", name=fullname)
        if self._is_unused(*fullname.rpartition(".")[::2]):
            return ModuleSpec(fullname, _PlaceholderLoader())
        if fullname in DEFERRED and (spec := PathFinder.find_spec(fullname, path)) and spec.loader:
            spec.loader = _DeferredLoader(spec.loader)
            return spec
        return None

    def _is_unused(self, package: str, module: str) -> bool:
        if package == KINDS_PACKAGE:
            return module.startswith("expect_") and module not in self._kinds
        return package == SOURCES_PACKAGE and module.endswith("_datasource") and module != NEEDED_SOURCE


class _PlaceholderLoader(Loader):
    """Loads a module in which every public name is an empty class."""

    def exec_module(self, module: ModuleType) -> None:
        def make_class(name: str) -> type:
            if name.startswith("__"):
                raise AttributeError(name)
            doc = "Not imported: see expectations.imports."
            replacement = type(name, (), {"__module__": module.__name__, "__doc__": doc})
            setattr(module, name, replacement)
            return replacement

        module.__getattr__ = make_class  # type: ignore[method-assign]


class _DeferredLoader(Loader):
    """Runs a module's code when one of its names is first looked up."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def load(name: str) -> Any:
            del module.__getattr__
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__getattr__ = load  # type: ignore[method-assign]
