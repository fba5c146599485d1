"""Encodings that show in the first bytes and must be decoded from the start of a file: UTF-16, UTF-32, seven-bit ones.

Belongs here: byte order marks, the signs of UTF-16 without a mark, escape sequences of ISO-2022 and HZ.
Does not: encodings that extend ASCII (charsets), transcoding a stream (transcoding).
"""

import codecs
import re
import unicodedata
from collections import Counter
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

ESCAPES: Final = (
    (re.compile(rb"\x1b\$[@B]|\x1b\([IJ]|\x1b\$\(D"), "iso2022_jp_ext"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"~\{(?:[!-w][!-~]){4,}~\}"), "hz"),
)
"""Shifts into another character set, and the seven-bit encoding that uses them."""

MIN_PAIRS: Final = 16
"""Characters that are needed to tell UTF-16 by its scripts."""

MAX_SCRIPTS: Final = 4
"""Scripts in a text; bytes misread as UTF-16 are of many."""

EAST_ASIAN: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH")
"""First words of the names of characters that one text mixes."""


def find_bom(head: bytes) -> tuple[bytes, str] | None:
    """The leading byte order mark and its encoding."""
    return next(((mark, encoding) for mark, encoding in BOMS if head.startswith(mark)), None)


def marked_encoding(head: bytes) -> str | None:
    """UTF-8, UTF-16 or UTF-32 by a byte order mark, UTF-16 by its zeros, or a seven-bit encoding; else None.

    >>> marked_encoding("plain words".encode("utf-16-be")), marked_encoding(b"plain words")
    ('utf-16-be', None)
    >>> marked_encoding("駅の図書室".encode("iso2022_jp"))
    'iso2022_jp_ext'
    """
    marked = find_bom(head)
    if marked:
        return marked[1]
    return _utf16(head[:4096]) or _seven_bit(head)


def _utf16(sample: bytes) -> str | None:
    pairs = len(sample) // 2
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    # Western text in UTF-16 has a zero in nearly every pair; half of them is well above stray NULs.
    if pairs >= 4 and max(odd, even) > pairs / 2 and min(odd, even) < pairs / 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    return _utf16_of_other_scripts(sample[: pairs * 2]) if pairs >= MIN_PAIRS and _has_controls(sample) else None


def _has_controls(sample: bytes) -> bool:
    """Whether control characters are frequent, and the rest is not plainly ASCII or UTF-8."""
    controls = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\f\x1b\x0e\x0f")
    printable = len(re.findall(rb"[\t\n\r -~]", sample))
    if controls * 40 < len(sample) or printable * 5 > len(sample) * 4:
        return False
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(sample).isascii()
    except UnicodeDecodeError:
        return True


def _utf16_of_other_scripts(sample: bytes) -> str | None:
    """UTF-16 if it gives a text of few scripts; of the two byte orders, the one with fewer different high bytes."""
    encoding = "utf-16-le" if len(set(sample[1::2])) < len(set(sample[0::2])) else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeError:
        return None
    if any(unicodedata.category(char) in ("Cn", "Co", "Cc", "Cs") and char not in "\t\n\r\f" for char in text):
        return None
    scripts = Counter(unicodedata.name(char, "?").split()[0].split("-")[0] for char in text if char.isalpha())
    east_asian = sum(scripts.pop(name, 0) for name in EAST_ASIAN)
    return encoding if 0 < len(scripts) + bool(east_asian) <= MAX_SCRIPTS else None


def _seven_bit(head: bytes) -> str | None:
    if b"\x1b" not in head and b"~{" not in head:
        return None
    encoding = next((encoding for escape, encoding in ESCAPES if escape.search(head)), None)
    if encoding is None or not head.isascii():
        return None
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeError:
        return None if encoding == "hz" else encoding  # `~{` may be plain text, an escape sequence is never
    return encoding
