"""Lists of frequencies kept on disk, hashed, beside the compiled modules: to read one anew takes half a second.

Belongs here: their files. Does not: what is in them (frequencies).
They stand in a folder that is another when the words are hashed, or listed, otherwise; where the package can't be
written to, nothing is kept.
"""

import hashlib
import os
import re
import unicodedata
import zipfile
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np

from pipelines.core.matching.kernels import U64

Shares = np.ndarray[tuple[int], np.dtype[np.float32]]
Listed = tuple[U64, Shares]
"""Hash and share of each word, commonest first."""

CORE = Path(__file__).parents[1]
SOURCES = ("kernels.py", "tokens.py", "stories/frequencies.py")
"""Modules that say how a word is hashed and what is listed of it."""

NAME = re.compile(r"[a-z]{2,3}\Z")
"""Languages whose names may be a file's; others are not kept."""


def kept(name: str) -> Listed | None:
    """The list of a language as it was kept; None if it was not, or can't be read."""
    if not NAME.match(name):
        return None
    try:
        with np.load(_folder() / f"{name}.npz") as found:
            return found["hashes"], found["shares"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def keep(name: str, hashes: U64, shares: Shares) -> None:
    """Keep a list for other processes, in one step."""
    if not NAME.match(name):
        return
    made = _folder() / f"{name}-{os.getpid()}.npz"
    with suppress(OSError):
        made.parent.mkdir(parents=True, exist_ok=True)
        np.savez(made, hashes=hashes, shares=shares)
        made.replace(made.with_name(f"{name}.npz"))


@cache
def _folder() -> Path:
    state = hashlib.sha256(f"{metadata.version('wordfreq')} {unicodedata.unidata_version}".encode())
    for source in SOURCES:
        state.update(CORE.joinpath(source).read_bytes())
    return CORE / "__pycache__" / f"frequencies-{state.hexdigest()[:16]}"
