"""What a glance looks for, as arrays: kinds of characters, words, the openings of residue, lengths.

Belongs here: gathering these from the modules that own them. Does not: the pass (glance_scan), what follows (glances).
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.core.normalization import agencies
from pipelines.core.normalization.prefilter import scan
from pipelines.core.normalization.prefilter.automata import Automaton, automaton
from pipelines.core.normalization.publishers.candidates import APPEARED_HINTS
from pipelines.core.normalization.residue import appeared, bylines, captions, datelines, heads, lines, stripping
from pipelines.core.normalization.residue.openings import LENGTH, openings

KIND_OF = {
    "'": scan.JOIN | scan.STOP, "-": scan.JOIN | scan.DASH,
    "0123456789": scan.DIGIT, '.!?")\xbb': scan.STOP, "([": scan.BRACKET,
    ":/\xa9": scan.MARK, "<&": scan.TAG, "|\xb7": scan.BAR,
    chr(scan.LONG_DASH): scan.DASH,
}  # fmt: skip
"""Kinds of characters, beside those of words and those that are never seen."""


CODES = scan.LONG_DASH + 1


class Tables(NamedTuple):
    """The arguments of scan.scan but for the text, in its order.

    kinds: by code · opens: bits of each opening, by its letters as digits of base 27 · words, small_words: automata,
    the second over small letters · lengths: in characters but for the sixth, in lines
    """

    kinds: npt.NDArray[np.uint16]
    opens: npt.NDArray[np.uint8]
    word_classes: npt.NDArray[np.uint8]
    words: npt.NDArray[np.int16]
    word_bits: npt.NDArray[np.uint8]
    small_classes: npt.NDArray[np.uint8]
    small_words: npt.NDArray[np.int16]
    small_bits: npt.NDArray[np.uint8]
    lengths: tuple[int, ...]


@cache
def tables() -> Tables:
    """The tables, made once a process.

    >>> int(tables().kinds[ord("-")]) == scan.JOIN | scan.DASH, tables().lengths[0]
    (True, 400)
    """
    return Tables(_kinds(), _opens(), *_words(), *_small_words(), _lengths())


def _kinds() -> npt.NDArray[np.uint16]:
    kinds = np.zeros(CODES, np.uint16)
    for code in range(256):
        kinds[code] |= scan.WORD if re.match(r"\w", chr(code)) else 0
        kinds[code] |= 0 if chr(code).isprintable() else scan.NEVER
    for characters, kind in KIND_OF.items():
        for char in characters:
            kinds[ord(char)] |= kind
    return kinds


def _words() -> Automaton:
    bits = dict.fromkeys((start for start, _ in appeared.WORDINGS), scan.APPEARED)
    for words, bit in ((agencies.HINTS, scan.SIGN), (APPEARED_HINTS, scan.OUTLET_WORD)):
        bits |= {word: bits.get(word, 0) | bit for word in words}
    return automaton({_codes(word): bit for word, bit in bits.items() if _is_read(word)}, CODES)


def _small_words() -> Automaton:
    """The automaton of words in small letters, to which capitals are what their small twins are."""
    found = automaton({_codes(word): 1 for word in lines.ANYWHERE}, CODES)
    found.classes[ord("A") : ord("Z") + 1] = found.classes[ord("a") : ord("z") + 1]
    return found


def _is_read(word: str) -> bool:
    """Whether a word may stand in a text of which anything is known."""
    return all(char in scan.TWINS or ord(char) < 256 for char in word)


def _codes(word: str) -> tuple[int, ...]:
    return tuple(scan.TWINS.get(char, ord(char)) for char in word)


def _opens() -> npt.NDArray[np.uint8]:
    found = np.zeros(27**LENGTH, np.uint8)
    for bit, allowed in (
        (scan.LINE, lines.first_letters() | captions.first_letters()),
        (scan.SENTENCE, lines.first_letters() | openings(datelines.LABELLED.pattern)),
        (scan.LABEL, openings(datelines.SAID)),
        (scan.AGO, openings(datelines.AGO.pattern)),
        (scan.CREDIT, captions.bracketed_letters()),
        (scan.BYLINE, openings(bylines.BYLINE.pattern)),
    ):
        found[_places(allowed)] |= bit
    return found


def _places(allowed: Iterable[str]) -> list[int]:
    """Where openings stand: blanks, which stand for what is no letter, are 0, letters 1 to 26."""
    powers = [27**power for power in reversed(range(LENGTH))]
    digits = {letter: ord(letter) & 31 for letter in "abcdefghijklmnopqrstuvwxyz"} | {" ": 0}
    return [sum(digits[char] * power for char, power in zip(each, powers, strict=True)) for each in allowed]


def _lengths() -> tuple[int, ...]:
    return (
        captions.LONGEST_CAPTION, lines.LONGEST_LINE, heads.LONGEST_LINE, datelines.LONGEST_LINE, stripping.PARAGRAPH,
        stripping.HEAD_LINES, agencies.MAX_HEAD_CHARS, agencies.MAX_TAIL_CHARS, stripping.LAST_SENTENCES,
    )  # fmt: skip
