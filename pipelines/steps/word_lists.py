"""Caches hashed word lists on disk beside the compiled modules: reading one from its package takes half a second.

Belongs here: their files, one per language. Does not: their content (core.matching.stories.frequencies).
A file is valid while words are listed and hashed in the same way; if the package is read-only, none is written.
"""

import hashlib
import os
import re
import zipfile
from contextlib import suppress
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np

from pipelines.core.matching import kernels, tokens
from pipelines.core.matching.stories import frequencies
from pipelines.core.matching.stories.frequencies import Frequencies, WordList

FOLDER: Final = Path(__file__).parent / "__pycache__" / "word-lists"

LANGUAGE: Final = re.compile(r"[a-z]{2,3}\Z")
"""Languages that may name a file; others are not cached."""


@lru_cache(maxsize=frequencies.CACHED_LANGUAGES)
def frequencies_in(language: str | None) -> Frequencies:
    """The result of `frequencies.of` for a language, with its word list cached on disk."""
    if not language or not LANGUAGE.match(language):
        return frequencies.of(language)
    file = FOLDER / f"{language}.npz"
    words = read(file)
    if words is None:
        words = frequencies.word_list(language)
        if words is not None:
            write(file, words)
    return frequencies.table(words)


def read(file: Path) -> WordList | None:
    """The word list in a file; None if there is none, or none that is valid."""
    with suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile), np.load(file) as stored:
        if stored["state"] == _state():
            return stored["hashes"], stored["shares"]
    return None


def write(file: Path, words: WordList) -> None:
    """Keep a word list for other processes, in one step."""
    temporary = file.with_name(f"{file.stem}-{os.getpid()}.npz")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(temporary, state=_state(), hashes=words[0], shares=words[1])
        temporary.replace(file)


@cache
def _state() -> str:
    """Changes with the package of the lists and with the modules that select and hash their words."""
    digest = hashlib.sha256(metadata.version("wordfreq").encode())
    for file in (tokens.CHARACTERS, *(Path(str(module.__file__)) for module in (kernels, tokens, frequencies))):
        digest.update(file.read_bytes())
    return digest.hexdigest()
