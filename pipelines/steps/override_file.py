"""Reads the overrides file.

Belongs here: finding and reading it. Does not: parsing lines (core.matching.overrides), resolving them (overrides).
Light on imports, because pending reads the file before anything else is imported.
"""

import os
from typing import Final

from pipelines.core.matching import overrides
from pipelines.core.matching.overrides import Line
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder

NAME: Final = "_overrides.csv"
"""The file in the raw folder unless the setting `overrides` names another; also its path in rejections."""

MAX_BYTES: Final = 8 << 20
"""Limits the file to about 100,000 lines, because every run and every check for new input reads it."""


def read_override_file(settings: Settings) -> list[Line] | Rejection:
    """The lines of the file, none if there is no file; a Rejection if it can't be read."""
    path, default = settings.overrides, raw_folder.RawInput(NAME, NAME.encode(), 0, 0, 0)
    try:
        with open(path, "rb", buffering=0) if path else raw_folder.open_input(settings.raw, default) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        return []
    except OSError as error:
        return Rejection(NAME, None, "unreadable", error.strerror or str(error))
    if size > MAX_BYTES:
        return Rejection(NAME, None, "file_too_large", f"{size} bytes; none of its lines is applied")
    return overrides.read_lines(data.decode("utf-8", "replace"))
