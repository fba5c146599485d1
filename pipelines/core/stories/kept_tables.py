"""Tables of frequencies kept on disk beside the compiled kernels: to make one takes half a second.

Belongs here: their files. Does not: what is in them (frequencies).
They go with the folder of the kernels, which is another for every state of the sources (see `pipelines`); where that is
not ours, or can't be written to, nothing is kept.
"""

import os
import re
import zipfile
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import numpy as np

from pipelines.core.words import U64

Shares = np.ndarray[tuple[int], np.dtype[np.float32]]
Table = tuple[U64, Shares]

CORE = Path(__file__).parents[1]

NAME = re.compile(r"[a-z]{2,3}\Z")
"""Languages whose names may be a file's; others are not kept."""


def kept(name: str) -> Table | None:
    """Hashes and shares of a language as they were kept; None if they were not, or can't be read."""
    file = _file(name)
    if file is None:
        return None
    try:
        with np.load(file) as found:
            return found["hashes"], found["shares"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def keep(name: str, hashes: U64, shares: Shares) -> None:
    """Keep them for other processes, in one step."""
    file = _file(name)
    if file is None:
        return
    made = file.with_name(f"{file.stem}-{os.getpid()}.npz")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(made, hashes=hashes, shares=shares)
        made.replace(file)
    except OSError:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def _file(name: str) -> Path | None:
    folder = Path(os.environ.get("NUMBA_CACHE_DIR", ""))
    is_ours = folder.parent == CORE / "__pycache__" and folder.name.startswith("kernels-")
    return folder / f"frequencies-{metadata.version('wordfreq')}-{name}.npz" if is_ours and NAME.match(name) else None
