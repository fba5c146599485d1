"""Why something failed, in one line of plain words, and the file that keeps the traceback.

Belongs here: the innermost cause of an error without the names of a library's classes, what to do about a full disk or
too little memory. Does not: exit codes (cli), why records were rejected (core.reasons).
"""

import builtins
import re
import shutil
import traceback
from contextlib import suppress
from pathlib import Path

from pipelines.settings import Settings

MAX_CHARACTERS = 500

DISK_FULL = re.compile(r"no space left on device|disk quota exceeded|disk is full|max_temp_directory_size", re.I)
OUT_OF_MEMORY = re.compile(r"out of memory|cannot allocate memory|could not allocate|^MemoryError", re.I)
OS_ERROR = re.compile(r"^\[Errno -?\d+\] ")
CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def innermost(error: BaseException) -> BaseException:
    """The cause at the root of an error."""
    while (cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__)) is not None:
        error = cause
    return error


def plain_words(name: str, message: str) -> str:
    """One line about an error, from the name of its class and its message; Python's own errors keep their name, because
    without it many say nothing.

    >>> plain_words("IOException", "IO Error: Could not write file")
    'IO Error: Could not write file'
    >>> plain_words("KeyError", "'title'"), plain_words("PermissionError", "[Errno 13] Permission denied: '/raw/a'")
    ("KeyError: 'title'", "Permission denied: '/raw/a'")
    """
    text = CONTROL.sub(" ", message.split("\n\n")[0]).strip()  # DuckDB goes on with advice and an excerpt
    kind = getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, OSError) and OS_ERROR.match(text):
        text = OS_ERROR.sub("", text)
    elif isinstance(kind, type):
        text = f"{name}: {text}".removesuffix(": ")
    text = text or "an error without a message"
    return text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 1]}…"


def with_advice(reason: str, settings: Settings, needed: int = 0) -> str:
    """The reason and what to do about it, where the machine was too small. needed: bytes of disk the run may take."""
    folder = next(each for each in settings.warehouse.parents if each.exists())
    if DISK_FULL.search(reason):
        free = shutil.disk_usage(folder).free
        wants = f", and this run may need up to {needed >> 20:,} MB" if needed else ""
        return (
            f"the disk is full: {folder} has {free >> 20:,} MB free{wants}; free some space, or read less with --only"
        )
    if OUT_OF_MEMORY.search(reason):
        advice = f"NEWSFOLD_MEMORY_LIMIT is {settings.memory_limit}: give more, or run fewer NEWSFOLD_WORKERS"
        return f"memory does not suffice ({reason}); {advice}"
    return reason


def write_log(folder: Path, name: str, text: str) -> Path | None:
    """Keep a traceback as `failed-<name>.log`, in place of an earlier one; None where it can't be written."""
    file = folder / f"failed-{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob("failed-*.log"):
            older.unlink()
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        return None
    return file


def traceback_text(error: BaseException) -> str:
    """The whole traceback with all causes."""
    return "".join(traceback.format_exception(error))
