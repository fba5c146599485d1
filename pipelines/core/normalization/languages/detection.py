"""The language of a text, as ISO 639-1.

Belongs here: reading the text by a detector, reading declared values, weighing the two. Does not: where a page or a
row declares its language (whoever calls hands the value in), counting words (texts).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.languages import model
from pipelines.core.normalization.languages.codes import CODES_OF_THREE, CODES_OF_TWO, MACRO, NAMES

SAMPLE = 1200
"""Characters of a text that are read, half from its start, half from its middle: a third of the time of 3,000, and
no other answer on the visible pages."""

SURE_LETTERS = 200
"""Letters from which the detector is believed against a declaration (templates declare their own language)."""

SURE = 0.9
FAIR = 0.5
"""Detector probabilities: alone from FAIR up, against a declaration from SURE up."""

NEAR = 0.02
"""A declared language that the detector gives this much or more is taken where it is not SURE of another: the close
pairs (Indonesian and Malay, Croatian and Serbian, Galician and Portuguese) split the probability between them."""

FEWEST_LETTERS = 12
FEWEST_LETTERS_UNSPACED = 4
"""Under these no language is claimed from the text alone: a name or a number reads as anything."""

NOISE = re.compile(r"https?://\S{1,500}|www\.\S{1,500}|\S{1,100}@\S{1,100}|&#?\w{1,8};|[\d_]+")
"""What is spelled alike in every language."""

PLAIN_NOISE = re.compile(r"[\d_]+")
"""All of it in a text without the marks of the rest."""

PLAIN_NOISE_BYTES = b"0123456789_"
NOISE_MARKS = ("@", "&", "://", "www.")

LETTERS = re.compile(r"[^\W\d_]+")
NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1780-\u17ff]")

TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_.@][\w.@-]{0,40})?$")
"""A language tag (BCP 47) or a POSIX locale: `en-US`, `pt_BR.UTF-8`, `zh-Hans-CN`, `eng`."""


class Detection(NamedTuple):
    """language: ISO 639-1 or None; confidence: 0 to 1, None without a language; method: `text`, `declared` or
    `text+declared`, None without a language; candidates: every view, for the evidence."""

    language: str | None
    confidence: float | None
    method: str | None
    candidates: tuple[Candidate, ...] = ()


def declared_code(value: str | None) -> str | None:
    """Return the ISO 639-1 code that a declared value names, None if it names none that is known.

    >>> [declared_code(v) for v in ("en-US", "eng", "English", "nb_NO", "iw", "utf-8", "Deutsch", "")]
    ['en', 'en', 'en', 'no', 'he', None, 'de', None]
    """
    if not isinstance(value, str):
        return None
    bare = value.strip().strip("\"'").split(",")[0].split(";")[0].strip()[:60]
    tag = TAG.match(bare)
    code = tag[1].lower() if tag else ""
    code = CODES_OF_THREE.get(code, code)
    code = MACRO.get(code, code)
    return code if code in CODES_OF_TWO else NAMES.get(bare.casefold())


def detect(text: str | None, declared: str | None = None) -> Detection:
    """Return the language of `text`, weighed against what its source declares.

    A long text speaks for itself, whatever its template declares; a short one is believed where it and the
    declaration agree or where it is sure; a declaration alone is weak. With too little of either: no language.

    >>> detect("Die Fähren fahren erst wieder, wenn der Pier geprüft ist.", "en").language
    'de'
    >>> detect("Ferry terminal", "en-GB").language, detect("Ada", None).language
    ('en', None)
    """
    return detect_all([(text, declared)])[0]


def detect_all(given: Sequence[tuple[str | None, str | None]]) -> list[Detection]:
    """What `detect` says of each pair of a text and its declared language; the detector reads them in one go.

    >>> [found.language for found in detect_all([("Die Fähren fahren wieder.", None), (None, "fr")])]
    ['de', 'fr']
    """
    read = _shares([text or "" for text, _ in given])
    return [_detection(shares, letters, said) for (shares, letters), (_, said) in zip(read, given, strict=True)]


def _detection(shares: dict[str, float], letters: int, declared: str | None) -> Detection:
    stated = declared_code(declared)
    shares = shares if letters >= FEWEST_LETTERS else {}
    return Detection(*_weigh(shares, letters, stated), _candidates(shares, declared, stated))


def _weigh(shares: dict[str, float], letters: int, stated: str | None) -> tuple[str | None, float | None, str | None]:
    best = max(shares, key=lambda code: (shares[code], code), default=None)
    if best is None:
        return (stated, 0.6, "declared") if stated else (None, None, None)
    share = shares[best]
    if best == stated:
        return best, max(0.9, min(0.99, 0.5 + share / 2)), "text+declared"
    if stated and shares.get(stated, 0.0) >= NEAR and (share < SURE or letters < SURE_LETTERS):
        return stated, 0.8, "text+declared"
    if share >= SURE or (share >= FAIR and (letters >= SURE_LETTERS or not stated)):
        return best, round(min(0.98, share) * (1.0 if letters >= SURE_LETTERS else 0.9), 3), "text"
    return (stated, 0.5, "declared") if stated else (None, None, None)


def _shares(texts: Sequence[str]) -> list[tuple[dict[str, float], int]]:
    """For each text, probability by ISO 639-1 code, of the likeliest and all from NEAR up, and how many letters it
    rests on (an ideograph stands for three)."""
    samples = [_without_noise(_sample(text)) for text in texts]
    letters = [_letters(sample) for sample in samples]
    enough = [place for place, count in enumerate(letters) if count >= FEWEST_LETTERS_UNSPACED]
    found: list[tuple[dict[str, float], int]] = [({}, 0)] * len(texts)
    for place, shares in zip(enough, _by_code([samples[place] for place in enough]), strict=True):
        ideographs = 0 if samples[place].isascii() else len(IDEOGRAPH.findall(samples[place]))
        found[place] = shares, letters[place] + 2 * ideographs
    return found


def _by_code(samples: Sequence[str]) -> list[dict[str, float]]:
    """What the detector gives each code that it finds likely."""
    codes, places = _codes()
    read = model.probabilities(samples)
    summed = np.zeros((len(samples), len(codes) + 1))
    for label, place in enumerate(places):
        summed[:, place] += read[:, label]
    summed = summed[:, :-1]
    likely = summed >= np.minimum(NEAR, summed.max(axis=1, keepdims=True, initial=0.0))
    found: list[dict[str, float]] = [{} for _ in samples]
    for row, place, share in zip(*(each.tolist() for each in (*np.nonzero(likely), summed[likely])), strict=True):
        found[row][codes[place]] = share
    return found


def _without_noise(sample: str) -> str:
    if any(mark in sample for mark in NOISE_MARKS):
        return NOISE.sub(" ", sample)
    if sample.isascii() and len(sample.encode().translate(None, PLAIN_NOISE_BYTES)) == len(sample):
        return sample
    return PLAIN_NOISE.sub(" ", sample)


def _letters(sample: str) -> int:
    if sample.isascii():
        return len(sample.encode().translate(None, NO_LETTERS))
    return sum(map(len, LETTERS.findall(sample)))


@cache
def _codes() -> tuple[list[str], npt.NDArray[np.int64]]:
    """The codes that the detector's labels stand for, and the place of each label's code, the last for no code."""
    named = [MACRO.get(label, label) for label in model.model().labels]
    codes = sorted({code for code in named if code in CODES_OF_TWO})
    return codes, np.array([codes.index(code) if code in codes else len(codes) for code in named], np.int64)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    half, middle = SAMPLE // 2, len(text) // 2
    return f"{text[:half]} {text[middle : middle + half]}"


def _candidates(shares: dict[str, float], declared: str | None, stated: str | None) -> tuple[Candidate, ...]:
    ranked = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    read = [Candidate("language", code, "text", round(share, 3)) for code, share in ranked if share >= NEAR]
    said = [Candidate("language", stated, "declared", 0.6, f"declared as {declared!s:.60}")] if stated else []
    return (*read, *said)
