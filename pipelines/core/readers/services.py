"""The registry of services: which rows are whose, where an answer holds its rows, and which field is what.

Belongs here: services.toml as values, recognizing a row by its names. Does not: the notation of paths (value_paths),
values (row_values), searching answers of unknown services (row_finding).
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Final

from pipelines.core.readers.value_paths import Expression, fold_name, parse_expression
from pipelines.core.records import FIELD_NAMES

INDEX_NAMES: Final = frozenset(("", "unnamed:0", "index", "id", "label", "class", "indexlevel0"))
"""Folded names of columns that any table may have besides those of its data set."""

MAX_NAME_CHARS: Final = 60
"""Characters of a name; longer ones are texts."""

KEYS: Final = frozenset(
    ("name", "source", "rows", "answer", "marks", "exact", "also", "only", "unused", "data_set", "fields", "envelope")
)


class WrongService(ValueError):
    """A service that can't be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service, a tool or a data set: how its rows are recognized and read (the keys of services.toml)."""

    key: str
    name: str
    source: str
    rows: tuple[str, ...]
    answer: frozenset[str]
    marks: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]
    envelope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allowed: frozenset[str] | None = None
    unused: frozenset[str] = frozenset()
    data_set: tuple[str, ...] = ()
    only: bool = False
    marks_as_written: tuple[str, ...] = ()

    def has_marks(self, folded: frozenset[str]) -> bool:
        """Whether a row with these folded names is one of this service; without marks, any of its names is enough."""
        if not self.marks:
            return not folded.isdisjoint(fold_name(each.paths[0][0]) for _, each in self.expressions())
        return self.marks <= folded and (self.allowed is None or folded <= self.allowed)

    def expressions(self) -> list[tuple[str, Expression]]:
        """(field, where its value may be), in order."""
        return [(name, parse_expression(text)) for name, texts in self.fields.items() for text in texts]


def read_services(text: str) -> tuple[Service, ...]:
    """The services of a TOML text in the form of services.toml. Raises WrongService.

    >>> service = read_services('[a]\\nname = "A"\\nmarks = ["ttl"]\\n[a.fields]\\ntitle = ["ttl"]')[0]
    >>> service.key, service.has_marks(frozenset(["ttl", "x"]))
    ('a', True)
    """
    try:
        return make_services(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WrongService(str(error)) from None


def make_services(tables: Mapping[str, Any]) -> tuple[Service, ...]:
    """The services of parsed TOML tables. Raises WrongService."""
    if not isinstance(tables, Mapping):
        raise WrongService("services: is no table ([services.mine.fields])")
    return tuple(_make_service(key, table) for key, table in tables.items())


def _make_service(key: str, table: Any) -> Service:
    if not isinstance(table, dict) or not isinstance(table.get("fields"), dict):
        raise WrongService(f"{key}: has no table of fields ([…{key}.fields])")
    if unknown := sorted(table.keys() - KEYS):
        raise WrongService(f"{key}: {unknown[0]!r} is not one of {', '.join(sorted(KEYS))}")
    fields, envelope = (_field_texts(key, table.get(part, {})) for part in ("fields", "envelope"))
    sets = (_folded(_texts(key, table.get(part, []))) for part in ("answer", "marks", "unused", "also"))
    answer, marks, unused, also = sets
    return Service(
        key=key,
        name=str(table.get("name", key)),
        source=str(table.get("source", "")),
        rows=_texts(key, table.get("rows", [])),
        answer=answer,
        marks=marks,
        fields=fields,
        envelope=envelope,
        allowed=(marks | also | INDEX_NAMES) if table.get("exact") else None,
        unused=unused,
        only=bool(table.get("only")),
        data_set=_texts(key, table.get("data_set", [])),
        marks_as_written=_texts(key, table.get("marks", [])),
    )


def _field_texts(key: str, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    for name in table:
        if name not in FIELD_NAMES:
            raise WrongService(f"{key}: {name!r} is no field; the fields are {', '.join(FIELD_NAMES)}")
    return {name: _texts(key, value) for name, value in table.items()}


def _texts(key: str, value: Any) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise WrongService(f"{key}: {value!r} is neither a text nor a list of texts")
    return tuple(texts)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold_name, names))


@dataclass(frozen=True, eq=False)
class Services:
    """The services that rows are compared with: a person's own first, then those of the registry."""

    known: tuple[Service, ...]
    own: tuple[Service, ...] = ()

    @cached_property
    def marks(self) -> frozenset[str]:
        """All marks of the known services: names without any of them are of none."""
        return frozenset().union(*(each.marks for each in self.known))

    def of(self, names: tuple[str, ...]) -> Service | None:
        """The service whose rows have these names; the one with most marks, the first of equals."""
        folded = frozenset(fold_name(name) for name in names if len(name) < MAX_NAME_CHARS)
        for services in (self.own, self.known if not folded.isdisjoint(self.marks) else ()):
            found = [each for each in services if each.has_marks(folded)]
            if found:
                return max(found, key=lambda each: len(each.marks))
        return None

    def in_order(self) -> tuple[Service, ...]:
        """All services, a person's own first."""
        return self.own + self.known


@lru_cache(maxsize=1)
def registry() -> Services:
    """The services of services.toml, read once.

    >>> registry().of(("webTitle", "webUrl", "fields")).name
    'Guardian Open Platform'
    """
    return Services(read_services(files(__package__).joinpath("services.toml").read_text("utf-8")))


def with_own(own: tuple[Service, ...]) -> Services:
    """The registry with a person's own services before it."""
    return Services(registry().known, own) if own else registry()


@lru_cache(maxsize=1)
def data_set_names() -> frozenset[str]:
    """The folded names of data sets, without the version at their end.

    >>> "oscar" in data_set_names()
    True
    """
    return frozenset(without_version(name) for each in registry().known for name in each.data_set)


def without_version(name: str) -> str:
    """A folded name without the version or date at its end.

    >>> without_version("OSCAR-2301"), without_version("CC-MAIN-2023-14"), without_version("mC4")
    ('oscar', 'ccmain', 'mc4')
    """
    folded = "".join(char for char in name.casefold() if char.isalnum())
    bare = folded.rstrip("0123456789")
    return bare if len(bare) > 2 else folded
