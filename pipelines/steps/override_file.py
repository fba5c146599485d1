"""The file of overrides: where it is, and reading it.

Belongs here: the file. Does not: what a line may say (core.matching.overrides), what becomes of it (overrides).
Light on imports: a run asks whether anything is new before it loads what it works with.
"""

import os
from typing import Final

from pipelines.core.matching import overrides
from pipelines.core.matching.overrides import Line
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder

NAME: Final = "_overrides.csv"
"""Where the file is in the raw folder, and its name in rejections; the setting `overrides` names another place."""

MAX_BYTES: Final = 8 << 20
"""Limits the size of the file, to about 100,000 lines: it is read in every run and in every check for new input."""


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
