"""What was read out of SQL, remembered on disk: to parse all of it takes a second, and a small run few.

Belongs here: keeping it under the hash of the text it was read from. Does not: reading (catalog, lineage).
It stands beside Python's compiled modules and much as they do: made by the first process, not there where the folder
can't be written to, worthless once what reads has changed.
"""

import atexit
import hashlib
import json
import os
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FILE = FOLDER / "__pycache__" / "sql.json"
READERS = ("catalog.py", "lineage.py")
"""Modules whose functions read: another version of them may read otherwise."""

MOST = 4_000
"""Readings kept on disk, of texts that no longer stand too; there are some four hundred of those that do."""


class Memory:
    """Readings in a file; `state` names who read them, and what another state left there is forgotten."""

    def __init__(self, file: Path, state: str) -> None:
        self._file, self._state = file, state
        self._known = self._read()
        self._new: dict[str, Any] = {}

    def ask(self, what: str, text: str, read: Callable[[], Any]) -> Any:
        """What `read` gives of a text, in JSON's types; `what` says what is read out of it."""
        key = f"{what} {hashlib.sha256(text.encode()).hexdigest()[:32]}"
        if key not in self._known:
            self._known[key] = self._new[key] = json.loads(json.dumps(read()))
        return self._known[key]

    def save(self) -> None:
        """Add what was read anew to the file, in one step; a folder that can't be written to is left as it is."""
        if not self._new:
            return
        there = self._read()
        kept = {**(there if len(there) < MOST else {}), **self._new}
        made = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(exist_ok=True)
            made.write_text(json.dumps({"state": self._state, "read": kept}), encoding="utf-8")
            made.replace(self._file)
        except OSError:
            return
        self._new = {}

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return dict(found["read"]) if found["state"] == self._state else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


@cache
def memory() -> Memory:
    """The memory of this process, saved when it ends."""
    sources = b"".join((FOLDER / name).read_bytes() for name in READERS)
    state = hashlib.sha256(f"sqlglot {metadata.version('sqlglot')}\n".encode() + sources).hexdigest()
    opened = Memory(FILE, state)
    atexit.register(opened.save)
    return opened
