"""The file of overrides: where it is, and reading it.

Belongs here: the file. Does not: what a line may say (core.overrides), what comes of it (overrides).
Light on imports: whether anything is new is asked before a run loads what it works with.
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

MOST_BYTES: Final = 8 << 20
"""Of the file: 100,000 lines. It is read in every run and each time one asks whether anything is new."""

STANDING: Final = "select line, line_text from main.overrides order by line"


def lines_of(settings: Settings) -> list[Line] | Rejection:
    """The lines of the file, none if there is no file; a Rejection if it can't be read."""
    named, given = settings.overrides, raw_folder.RawInput(NAME, NAME.encode(), 0, 0, 0)
    try:
        with open(named, "rb", buffering=0) if named else raw_folder.open_input(settings.raw, given) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read() if size <= MOST_BYTES else b""
    except FileNotFoundError:
        return []
    except OSError as error:
        return Rejection(NAME, None, "unreadable", error.strerror or str(error))
    if size > MOST_BYTES:
        return Rejection(NAME, None, "file_too_large", f"{size} bytes; none of its lines is obeyed")
    return overrides.read_lines(data.decode("utf-8", "replace"))
