"""Writes the table of characters that words are read with: pipelines/core/matching/characters.csv.

Belongs here: what a character is and what it folds to, by the Unicode data of the running Python. Does not: reading
texts with the table (core.matching.tokens).

    python -m benchmarks.character_table     with Python 3.11, for Unicode 14.0.0; another version makes other words
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipelines.core.matching.tokens import DIGIT, IGNORED, IN_WORD, LETTER, TABLE_END, UNSPACED, UPPER

TARGET = Path(__file__).parent.parent / "pipelines" / "core" / "matching" / "characters.csv"

HEAD = f"""\
# Characters of words, Unicode {unicodedata.unidata_version}; written by benchmarks/character_table.py.
# first, last: code points, hexadecimal; other characters separate words
# kind: bits of tokens.IN_WORD, DIGIT, UPPER, UNSPACED, IGNORED, LETTER
# fold: the code points that the first character folds to, empty: itself; the others fold to those that follow
first,last,kind,fold
"""

UNSPACED_RANGES = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0x1B000, 0x1B16F),
    (0x20000, TABLE_END),
)  # fmt: skip
"""Thai, Lao, Burmese, Khmer, Han, kana: Unicode blocks of scripts without spaces between words."""


def kind_of(char: str) -> int:
    """The bits of one character."""
    category = unicodedata.category(char)
    if category == "Cf":
        return IGNORED
    if not (char.isalnum() or category[0] == "M" or char == "_"):
        return 0
    unspaced = any(low <= ord(char) <= high for low, high in UNSPACED_RANGES)
    bit = DIGIT if category[0] == "N" else LETTER
    return IN_WORD | bit | UPPER * (category == "Lu") | UNSPACED * unspaced


def fold(char: str) -> str:
    """The up to three characters that a character of a word folds to."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).lower())[:3]


def ranges() -> Iterator[tuple[int, int, int, str]]:
    """(first, last, kind, fold) of the ranges of the table."""
    first, kind, folded = 0, 0, ""
    for code in range(TABLE_END + 1):
        char = chr(code)
        this = kind_of(char) if code < TABLE_END else 0
        target = fold(char) if this & IN_WORD else char
        following = chr(ord(folded[0]) + code - first) + folded[1:] if kind else ""
        if kind and (this, target) != (kind, following):
            yield first, code - 1, kind, folded
            kind = 0
        if this and not kind:
            first, kind, folded = code, this, target


def table() -> str:
    """The file's text."""
    rows = []
    for first, last, kind, folded in ranges():
        target = "" if folded == chr(first) else " ".join(f"{ord(char):X}" for char in folded)
        rows.append(f"{first:X},{last:X},{kind},{target}\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="ascii")
