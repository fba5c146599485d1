"""Reading words as terms: stems, numbers with their separators, possessives and contractions.

Belongs here: which words make a term, and how frequent it is in its language. Does not: counting and choosing the terms
of a text (terms), word frequencies (frequencies), names of weekdays (weekdays), what a word is (tokens).
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import F32, F64, FNV, U8, U64, Int, kernel, mix
from pipelines.core.matching.stories import frequencies, weekdays
from pipelines.core.matching.stories.frequencies import Frequencies
from pipelines.core.matching.tokens import Words

PREFIX_LETTERS = 6
"""Limits a term in INFLECTED languages, to the first letters of a word."""

INFLECTED = frozenset(
    "ar be bg bs cs el et eu fi hr hu hy is ka kk lt lv mk mn pl ro ru sh sk sl sq sr tr uk".split()  # noqa: SIM905
)
"""Languages whose nouns change their ends by case or suffix."""

YEAR_SHARE, NUMBER_SHARES = 1e-4, (1.0, 1e-3, 1e-4, 1e-5)
"""Frequency of a year, and of other numbers by digits (the last: three and more); the word lists have no numbers."""

SEPARATORS = (ord(","), ord("."))
"""Part of a number between two groups of digits: 6.6, 15,000."""

NOT_LOOKED_UP, NO_TERM = -1.0, -2.0
"""In place of a frequency: it is still to be looked up; this is a contraction such as "wasn't"."""


class Language(NamedTuple):
    """What reading terms takes from the language of the texts.

    hashes, shares: its table of word frequencies; is_listed: False if it has no word list
    share_by_length: frequency by bytes of the word, for languages without a list
    prefix_letters: letters of a word that make a term; 0: all but a plural s
    day_hashes, day_bits: its weekdays
    """

    hashes: U64
    shares: F32
    is_listed: bool
    share_by_length: F64
    prefix_letters: int
    day_hashes: U64
    day_bits: U8


def rules_of(language: str | None, frequency: Frequencies | None = None) -> Language:
    """The rules of a language (ISO 639-1; None: unknown).

    frequency: of words in that language, as `frequencies.of` gives it, if the caller has it already
    """
    frequency = frequency or frequencies.of(language)
    prefix_letters = PREFIX_LETTERS if language in INFLECTED else 0
    by_length = np.array(frequencies.BY_LENGTH)
    return Language(
        frequency.hashes, frequency.shares, frequency.is_known, by_length, prefix_letters, *weekdays.table(language)
    )


@kernel
def read_number(data: U8, start: Int, end: Int) -> tuple[int, Int]:
    """(ASCII digits, the first two as a number) of the word at data[start:end]."""
    digits, first = 0, 0
    for p in range(start, end):
        if 48 <= data[p] <= 57:
            if digits < 2:
                first = first * 10 + (data[p] - 48)
            digits += 1
    return digits, first


@kernel
def stem_end(data: U8, start: Int, end: Int, prefix_letters: Int) -> Int:
    """The end of the stem of the word at data[start:end]: after `prefix_letters` letters if any, else before a plural
    s.
    """
    if prefix_letters:
        letters, p = 0, start
        while p < end:
            if data[p] & 0xC0 != 0x80:
                if letters == prefix_letters:
                    return p
                letters += 1
            p += 1
        return end
    is_plural = end - start > 3 and data[end - 1] == 115 and data[end - 2] != 115
    return end - 1 if is_plural else end


@kernel
def apostrophe_tail(data: U8, base: Int, end: Int, k: Int, last: Int, words: Words) -> int:
    """What word k is to the word that ends at data[end]: 1 for 's, 2 for 't, 've and the like (contractions), or 0."""
    if k >= last or words.ends[k] - words.starts[k] > 2:
        return 0
    gap = base + words.starts[k] - end
    is_straight = gap == 1 and data[end] == 39
    is_curly = gap == 3 and data[end] == 0xE2 and data[end + 1] == 0x80 and data[end + 2] == 0x99
    if not is_straight and not is_curly:
        return 0
    return 1 if words.ends[k] - words.starts[k] == 1 and data[base + words.starts[k]] in (83, 115) else 2


@kernel
def read_term(
    data: U8, base: Int, k: Int, last: Int, words: Words, prefix_letters: Int, kinds: U8, folds: U64
) -> tuple[np.uint64, np.uint64, float, Int, Int]:
    """(word hash, term hash, frequency, end, next word) of the term that begins with word k.

    The frequency is that of a number, NOT_LOOKED_UP or NO_TERM.

    base: byte at which the text begins
    last: end of the words of the text
    kinds, folds: of tokens.character_tables
    """
    word, start, end, kind = words.hashes[k], base + words.starts[k], base + words.ends[k], words.kinds[k]
    k += 1
    digits, first = read_number(data, start, end) if kind & tokens.DIGIT else (0, 0)
    if digits:
        while (
            k < last and words.kinds[k] & tokens.DIGIT and base + words.starts[k] == end + 1 and data[end] in SEPARATORS
        ):
            word, digits = mix(word * FNV + words.hashes[k]), digits + words.ends[k] - words.starts[k]
            end = base + words.ends[k]
            k += 1
        if digits == 4 and end - start == 4 and (first == 19 or first == 20):
            return word, word, YEAR_SHARE, end, k
        return word, word, NUMBER_SHARES[min(digits, 3)], end, k
    tail = apostrophe_tail(data, base, end, k, last, words)
    if tail:
        k += 1
        if tail > 1:
            return word, word, NO_TERM, end, k
    stem, stop = word, end if kind & tokens.UNSPACED else stem_end(data, start, end, prefix_letters)
    if stop < end:
        stem = tokens.read_word(data, start, stop, kinds, folds)[0]
    return word, stem, NOT_LOOKED_UP, end, k


@kernel
def share_of(word: np.uint64, stem: np.uint64, size: Int, is_unspaced: bool, language: Language) -> float:
    """Frequency of a word: the larger of its own and its stem's; by its bytes where the language has no list.

    word, stem: hashes
    size: bytes of the word
    is_unspaced: whether its script has no spaces
    """
    if not language.is_listed:
        by_length: float = language.share_by_length[min(size, len(language.share_by_length) - 1)]
        return by_length
    own = frequencies.look_up(word, language.hashes, language.shares)
    of_stem = frequencies.look_up(stem, language.hashes, language.shares)
    return max(float(max(own, of_stem)), frequencies.UNKNOWN_PAIR if is_unspaced else frequencies.UNKNOWN)
