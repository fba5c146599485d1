"""Folding of case, accents, digits and marks, character by character, so that offsets stay the same.

Belongs here: fold. Does not: the meaning of folded words (date_tokens, time_of_day, labels).
"""

import unicodedata

PLAIN_MARKS = {
    "\u200b": " ", "\u200c": " ", "\u200d": " ", "\u200e": " ", "\u200f": " ", "\u202a": " ", "\u202b": " ",
    "\u202c": " ", "\ufeff": " ", "\u060c": ",", "\u3001": ",", "\u2010": "-", "\u2011": "-", "\u2012": "-",
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\u02bc": "'", "\u03c2": "\u03c3", "\u0131": "i",
    "\u200a": " ", "\u2044": "/", "\u2215": "/", "\u066b": ".", "\u3000": " ", "\u06cc": "\u064a", "\u06a9": "\u0643",
}  # fmt: skip
"""Invisible marks become spaces. Dashes, apostrophes, commas, the dotless i, the final sigma, and the Persian yeh and
kaf (often typed for the Arabic ones) become their plain equivalents."""


def _fold_character(char: str) -> str:
    if char in PLAIN_MARKS:
        return PLAIN_MARKS[char]
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    lower = char.lower()
    plain = _without_accent(lower[0] if lower else char)
    return plain if len(plain) == 1 else char


def _without_accent(char: str) -> str:
    """The base letter of an accented character, the ASCII form of a full-width one; any other character unchanged."""
    parts = unicodedata.decomposition(char).split()
    if not parts or "HANGUL" in unicodedata.name(char, ""):
        return char
    if parts[0] in ("<wide>", "<narrow>"):
        return chr(int(parts[1], 16)).lower()
    if parts[0].startswith("<") or len(parts) > 2:
        return char
    return _without_accent(chr(int(parts[0], 16)))


class _FoldTable(dict[int, str]):
    """A translation table that folds each character once, at its first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_TABLE = _FoldTable()


def _fold_byte(code: int) -> bytes:
    byte = bytes([code])
    char = byte.decode("cp1252", "ignore")
    return _TABLE[ord(char)].encode("cp1252") if char else byte


WESTERN = b"".join(map(_fold_byte, range(256)))
"""Each byte of Windows-1252 folded: what fits it, as most texts in Latin script do, is folded eight times as fast."""


def fold(text: str) -> str:
    """The text with each character folded; its length, and so every offset, stays the same.

    >>> fold("12 Şubat 2025"), fold("٣ يناير ٢٠٢٤"), fold("ＡＢＣ　２０２４")
    ('12 subat 2025', '3 يناير 2024', 'abc 2024')
    >>> len(fold("İstanbul’da, Ǆ")) == len("İstanbul’da, Ǆ")
    True
    """
    codec = "ascii" if text.isascii() else "cp1252"
    try:
        return text.encode(codec).translate(WESTERN).decode(codec)
    except UnicodeEncodeError:
        return text.translate(_TABLE)
