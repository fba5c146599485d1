"""Probabilities of languages for texts, by ISO 639-1 code.

Belongs here: which part of a text the model reads, and what its labels mean. Does not: the model (model), weighing its
result against declarations (choose), counting words (pipelines.core.normalization.texts).
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from pipelines.core.normalization.languages import model
from pipelines.core.normalization.languages.codes import CODES_OF_TWO, MACRO

SAMPLE_CHARS = 1200
"""Characters of a text that are read, half from its start and half from its middle."""

MIN_SHARE = 0.02
"""Probability from which a language counts as possible: close pairs (Indonesian and Malay, Croatian and Serbian,
Galician and Portuguese) share the probability between them."""

MIN_LETTERS = 4
"""Letters below which a text is not read; for unspaced scripts this is enough."""

LETTERS_PER_IDEOGRAPH = 3

NOISE = re.compile(r"https?://\S{1,500}|www\.\S{1,500}|\S{1,100}@\S{1,100}|&#?\w{1,8};|[\d_]+")
"""What is spelled the same in every language."""

DIGITS = re.compile(r"[\d_]+")
LETTERS = re.compile(r"[^\W\d_]+")

WESTERN_DIGITS = bytes.maketrans(b"123456789_", b"0000000000")
WESTERN_OTHERS = bytes(byte for byte in range(256) if not LETTERS.match(bytes([byte]).decode("cp1252", "replace")))
"""Digits as zeros, and all that is no letter, in the bytes of Windows-1252. It fits most texts in Latin script, and
takes a tenth of the time of DIGITS and LETTERS."""

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1780-\u17ff]")


def detect(texts: Sequence[str]) -> list[tuple[dict[str, float], int]]:
    """For each text the probabilities of its likely languages, and the number of letters that were read.

    All languages from MIN_SHARE up are likely, and the likeliest. An ideograph counts as LETTERS_PER_IDEOGRAPH letters.

    >>> [(max(shares, default=None), letters) for shares, letters in detect(["Die Fähren fahren wieder.", "1"])]
    [('de', 21), (None, 0)]
    """
    samples = [_without_noise(_sample(text)) for text in texts]
    letters = [_count_letters(sample) for sample in samples]
    readable = [place for place, count in enumerate(letters) if count >= MIN_LETTERS]
    detected: list[tuple[dict[str, float], int]] = [({}, 0)] * len(texts)
    for place, shares in zip(readable, _shares([samples[place] for place in readable]), strict=True):
        ideographs = 0 if samples[place].isascii() else len(IDEOGRAPH.findall(samples[place]))
        detected[place] = shares, letters[place] + (LETTERS_PER_IDEOGRAPH - 1) * ideographs
    return detected


def _shares(samples: Sequence[str]) -> list[dict[str, float]]:
    """For each sample the probability by code, summed over the model's labels for that code."""
    codes, rows = _codes()
    by_label = np.ascontiguousarray(model.probabilities(samples).T)
    by_code = np.zeros((len(codes) + 1, len(samples)))
    for row, label_shares in zip(rows, by_label, strict=True):
        by_code[row] += label_shares
    by_code = by_code[:-1]
    likely = by_code >= np.minimum(MIN_SHARE, by_code.max(axis=0, initial=0.0))
    shares: list[dict[str, float]] = [{} for _ in samples]
    for row, column, share in zip(*(each.tolist() for each in (*np.nonzero(likely), by_code[likely])), strict=True):
        shares[column][codes[row]] = share
    return shares


@cache
def _codes() -> tuple[list[str], npt.NDArray[np.int64]]:
    """The codes of the model's labels, and for each label the index of its code, len(codes) if it has none."""
    labels = [MACRO.get(label, label) for label in model.model().labels]
    codes = sorted({code for code in labels if code in CODES_OF_TWO})
    return codes, np.array([codes.index(code) if code in codes else len(codes) for code in labels], np.int64)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE_CHARS:
        return text
    half, middle = SAMPLE_CHARS // 2, len(text) // 2
    return f"{text[:half]} {text[middle : middle + half]}"


def _without_noise(sample: str) -> str:
    if "@" in sample or "&" in sample or "://" in sample or "www." in sample:
        return NOISE.sub(" ", sample)
    data = _western(sample)
    if data is None:
        return DIGITS.sub(" ", sample)
    data = data.translate(WESTERN_DIGITS)
    if b"0" not in data:
        return sample
    while b"00" in data:
        data = data.replace(b"00", b"0")
    return data.replace(b"0", b" ").decode("cp1252")


def _count_letters(sample: str) -> int:
    data = _western(sample)
    return sum(map(len, LETTERS.findall(sample))) if data is None else len(data.translate(None, WESTERN_OTHERS))


def _western(sample: str) -> bytes | None:
    """The sample in Windows-1252, None if it has other characters."""
    try:
        return sample.encode("ascii" if sample.isascii() else "cp1252")
    except UnicodeEncodeError:
        return None
