"""Which paths a person had taken out: a tombstone has the hash of a file, a folder or a member, never its name.

Belongs here: comparing paths with tombstones. Does not: deleting what came from them (removal), requests
(removal_requests). Light on imports, because pending filters the listing before anything else is imported.
"""

import re
from collections.abc import Iterable, Iterator

from pipelines.core.identity import path_key, state_key
from pipelines.steps.ledger import signature
from pipelines.steps.raw_folder import Listed
from warehouse.tombstones import PATH, RECORD, STATE, Tombstone

BOUNDARY = re.compile(r"[/!]")


class RemovedPaths:
    """The tombstones of paths, looked up by path."""

    def __init__(self, tombstones: Iterable[Tombstone]) -> None:
        keys = [(each.kind, each.key) for each in tombstones]
        self._paths = {key for kind, key in keys if kind == PATH}
        self._states = {key for kind, key in keys if kind == STATE}
        self._records: dict[str, list[int]] = {}
        for path, _, index in (key.partition("#") for kind, key in keys if kind == RECORD):
            self._records.setdefault(path, []).append(int(index))
        self._folders: dict[str, str | None] = {}

    def __bool__(self) -> bool:
        return bool(self._paths or self._states or self._records)

    def key_of(self, path: str) -> str | None:
        """The key of the tombstone of this path, of a folder above it, or of the archive it is in; None if none is."""
        if not self._paths:
            return None
        ends = [match.start() for match in BOUNDARY.finditer(path)]
        inherited = self._key_of_folder(path[: ends[-1]]) if ends else None
        return inherited or self._own(path)

    def indexes_of(self, path: str) -> list[tuple[int, str]]:
        """(index, key) of each record of this path that a tombstone names."""
        if not self._records:
            return []
        key = path_key(path)
        return [(index, f"{key}#{index}") for index in self._records.get(key, ())]

    def keep(self, listing: Iterable[Listed]) -> Iterator[Listed]:
        """The files of a listing that are input: not taken out, nor all their records while they are as they were."""
        if not self:
            yield from listing
            return
        for each in listing:
            is_spent = bool(self._states) and state_key(each.record_path, signature(each)) in self._states
            if not is_spent and self.key_of(each.record_path) is None:
                yield each

    def _key_of_folder(self, folder: str) -> str | None:
        if folder not in self._folders:
            self._folders[folder] = self.key_of(folder)
        return self._folders[folder]

    def _own(self, path: str) -> str | None:
        key = path_key(path)
        return key if key in self._paths else None
