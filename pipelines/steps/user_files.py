"""Reads the files by which people correct and complete what newsfold finds: overrides, and the list of outlets.

Belongs here: finding and reading them. Does not: parsing lines (core.matching.overrides,
core.normalization.publishers.outlet_list), storing what came of them (overrides, publisher_groups).
Light on imports, because pending reads the files before anything else is imported.
"""

import os
import re
from pathlib import Path
from typing import Final

from pipelines.core.matching import overrides
from pipelines.core.matching.overrides import Line
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder

OVERRIDES: Final = "_overrides.csv"
"""The file in the raw folder unless the setting `overrides` names another; also its path in rejections."""

PUBLISHERS: Final = "_publishers.csv"
"""The list of outlets in the raw folder; also its path in rejections."""

PUBLISHERS_HEADER: Final = re.compile(r"\"?id\"?\s*[,;\t]\s*\"?name\"?\s*(?:[,;\t]|$)", re.IGNORECASE)

MAX_BYTES: Final = 8 << 20
"""Limits a file to about 100,000 lines, because every run and every check for new input reads it."""


def read_override_file(settings: Settings) -> list[Line] | Rejection:
    """The lines of the overrides, none if there is no file; a Rejection if it can't be read."""
    read = _read(settings, OVERRIDES, settings.overrides)
    return read if isinstance(read, Rejection) else overrides.read_lines(read)


def read_publisher_file(settings: Settings) -> list[tuple[int, str]] | Rejection:
    """The numbered lines of the list of outlets, without header, empty ones and comments (#); none if there is no
    file, a Rejection if it can't be read.
    """
    read = _read(settings, PUBLISHERS)
    if isinstance(read, Rejection):
        return read
    lines = enumerate(map(str.strip, read.removeprefix("\ufeff").splitlines()), start=1)
    stated = ((number, line) for number, line in lines if line and not line.startswith("#"))
    return [(number, line) for number, line in stated if not PUBLISHERS_HEADER.match(line)]


def _read(settings: Settings, name: str, path: Path | None = None) -> str | Rejection:
    """The text of a file in the raw folder, or at another path; empty if there is none."""
    default = raw_folder.RawInput(name, name.encode(), 0, 0, 0)
    try:
        with open(path, "rb", buffering=0) if path else raw_folder.open_input(settings.raw, default) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        return ""
    except OSError as error:
        return Rejection(name, None, "unreadable", error.strerror or str(error))
    if size > MAX_BYTES:
        return Rejection(name, None, "file_too_large", f"{size} bytes; none of its lines is applied")
    return data.decode("utf-8", "replace")
