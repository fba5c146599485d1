"""Words and folded characters are what a plain reading of the text, character by character, says they are."""

import unicodedata
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import character_table
from pipelines.core.matching import kernels, tokens
from pipelines.core.matching.pairs import char_grams

UNICODE = "14.0.0"
"""The version of the character table."""

MASK = 2**64 - 1
GOLDEN, FNV, MIX_1, MIX_2 = (int(each) for each in (kernels.GOLDEN, kernels.FNV, kernels.MIX_1, kernels.MIX_2))
INHERITED = tokens.IN_WORD | tokens.DIGIT | tokens.LETTER

SOME = "aBz09 _-,.\n\t'é̈ßﬁΣ½中国はไทย\u00ad\u200b\u2060"
MIXED = st.text(st.one_of(st.sampled_from(SOME), st.characters(codec="utf-8")), max_size=60)
BATCH = st.lists(MIXED, min_size=1, max_size=4)


def mix(x: int) -> int:
    x ^= x >> 30
    x = x * MIX_1 & MASK
    x ^= x >> 27
    x = x * MIX_2 & MASK
    return x ^ x >> 31


def kind_of(char: str) -> int:
    return int(tokens.character_tables()[0][ord(char)]) if ord(char) < tokens.TABLE_END else 0


def folded(char: str) -> list[int]:
    value = int(tokens.character_tables()[1][ord(char)])
    return [value & 0x1FFFFF, *(part for i in (21, 42) if (part := value >> i & 0x1FFFFF))]


def extended(h: int, char: str) -> int:
    for code in folded(char):
        h = (h ^ code) * FNV & MASK
    return h


def words_of(text: str) -> Iterator[tuple[int, int, int, int]]:
    """(hash, start, end, kind) of each word, in bytes."""
    found: list[list[int]] = []
    place, is_open, before = 0, False, 0
    for char in text:
        kind, end = kind_of(char), place + len(char.encode())
        if kind & tokens.UNSPACED:
            h = (GOLDEN ^ int(tokens.character_tables()[1][ord(char)])) * FNV & MASK
            if before:
                found[-1][0] = (before * MIX_1 + h) & MASK
            found.append([h, place, end, kind])
            is_open, before = False, h
        elif kind & tokens.IN_WORD:
            if is_open:
                h, start, _, bits = found.pop()
                found.append([extended(h, char), start, end, bits | kind & INHERITED])
            else:
                found.append([extended(GOLDEN, char), place, end, kind])
            is_open, before = True, 0
        elif not kind & tokens.IGNORED:
            is_open, before = False, 0
        place = end
    for h, start, end, bits in found:
        yield mix(h), start, end, bits


def letters_of(text: str) -> list[int]:
    """Folded letters, one space for all between them."""
    out: list[int] = []
    for char in text:
        if kind_of(char) & tokens.IN_WORD:
            out += folded(char)
        elif not kind_of(char) & tokens.IGNORED and out and out[-1] != 32:
            out.append(32)
    return out[:-1] if out and out[-1] == 32 else out


def gram(letters: list[int]) -> int:
    value = 0
    for code in letters:
        value = value << 10 | (code ^ code >> 10) & 1023
    return (value * GOLDEN & MASK) >> 32 | 1


@pytest.mark.skipif(unicodedata.unidata_version != UNICODE, reason="another version of Unicode")
def test_the_character_table_is_that_of_its_unicode_version() -> None:
    assert tokens.CHARACTERS.read_text(encoding="ascii") == character_table.table()


def test_later_unicode_versions_agree_about_the_characters_of_the_table() -> None:
    kinds, _ = tokens.character_tables()
    for code in np.flatnonzero(kinds).tolist():
        char = chr(code)
        target = character_table.fold(char) if kinds[code] & tokens.IN_WORD else char
        assert (kinds[code], folded(char)) == (character_table.kind_of(char), [ord(each) for each in target])


def test_characters_of_later_unicode_versions_separate_words() -> None:
    assert kind_of("\U0003134a") & tokens.UNSPACED and len(tokens.split(pa.array(["a\U00031350b"])).hashes) == 2


@settings(deadline=None, max_examples=300)
@given(BATCH)
def test_words_are_those_read_one_character_at_a_time(batch: list[str]) -> None:
    split = tokens.split(pa.array(batch, pa.string()))
    for i, text in enumerate(batch):
        own = slice(split.bounds[i], split.bounds[i + 1])
        columns = (split.hashes[own], split.starts[own], split.ends[own], split.kinds[own])
        assert list(zip(*(column.tolist() for column in columns), strict=True)) == list(words_of(text))


@settings(deadline=None, max_examples=300)
@given(BATCH)
def test_characters_are_those_read_one_at_a_time(batch: list[str]) -> None:
    read = char_grams.characters(pa.array(batch, pa.string()))
    for i, text in enumerate(batch):
        letters = letters_of(text)
        whole = [gram(letters[p : p + 6]) for p in range(len(letters) - 5)]
        grams = read.grams[read.bounds[i] : read.bounds[i + 1]].tolist()
        assert grams == whole + [0] * min(5, len(letters))
        digits = read.digits[read.digit_bounds[i] : read.digit_bounds[i + 1]]
        assert digits.tolist() == [p for p, code in enumerate(letters) if 48 <= code <= 57]
    assert (np.diff(read.bounds) >= 0).all()
