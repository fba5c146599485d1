"""Caches parsed SQL on disk: parsing all SQL of the project takes longer than a second.

Belongs here: one file per parsed text, valid while text and parser are unchanged. Does not: parsing (catalog, lineage).
Like Python's compiled modules, files are written on first use, and not at all if the folder is read-only.
"""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "__pycache__" / "sql"
PARSERS = ("catalog.py", "lineage.py")
"""When one of these modules changes, everything is parsed again."""


def cached(name: str, text: str, parse: Callable[[], Any]) -> Any:
    """The result of `parse` as JSON values: read from disk if it was parsed before, otherwise parsed and stored.

    name: what is parsed, and the name of the file; text: everything the result depends on
    """
    key = hashlib.sha256(f"{_parser_version()} {text}".encode()).hexdigest()
    file = FOLDER / f"{name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads(file.read_bytes())
        if stored["key"] == key:
            return stored["result"]
    result = json.loads(json.dumps(parse()))
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps({"key": key, "result": result}), encoding="utf-8")
        temporary.replace(file)
    return result


@cache
def _parser_version() -> str:
    sources = b"".join((Path(__file__).parent / name).read_bytes() for name in PARSERS)
    return f"{metadata.version('sqlglot')} {hashlib.sha256(sources).hexdigest()}"
