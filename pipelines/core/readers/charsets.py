"""Bytes to text: which encoding a text is in, and replacement of characters that no text may contain.

Belongs here: declarations, validity, detection, control characters.
Does not: encodings of 16 bits or 7 bits (wide_encodings), repairing mojibake. Text that was decoded wrongly before it
reached the raw folder stays as it is.

The order of trust: byte order mark, UTF-16 and seven-bit encodings by their signs, valid UTF-8, UTF-8 with a few broken
bytes, the declaration if the bytes fit it, detection. UTF-8 comes before the declaration because its rules are strict:
text in another encoding almost never follows them, while wrong declarations are common. What nothing fits is not
guessed: its bytes become U+FFFD.
"""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from pipelines.core.readers.wide_encodings import find_bom, marked_encoding

_TABLES = json.loads(files(__package__).joinpath("charsets.json").read_text(encoding="utf-8"))

CODECS: Final[Mapping[str, str]] = {
    label: codec for codec, labels in _TABLES["labels"].items() for label in labels.split()
}
"""Label in lower case → Python's codec, as the WHATWG Encoding Standard reads it: `iso-8859-1` means windows-1252."""

NEVER_DETECTED: Final[list[str]] = _TABLES["never_detected"]
"""Encodings that no news text is in, so that detection must not find them: those of mainframes, and UTF-7."""

MIN_CONFIDENCE: Final = 0.25
BYTES_FOR_CONFIDENCE: Final = 400
"""Detection below MIN_CONFIDENCE is a guess; fewer bytes beyond ASCII than a quarter of this can't give as much."""

MIN_LATIN_CONFIDENCE: Final = 0.1
"""The same for bytes that are mostly ASCII. Below it the likeliest code page of Windows is taken, as nearly all such
short texts are in one, and a wrong one costs an accent."""

OTHER_SCRIPT: Final = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f]")
"""A letter of another alphabet than Latin: wherever bytes look like Latin script, a sign of a wrong encoding."""

SYMBOL_IN_WORD: Final = re.compile(r"(?:[^\W\d_]|^)[†‡•¢£¤¥¦§¨©¬®¯°±´¶¸×÷≠≤≥∂∑∏∫∞√∆◊‰\u2310-\u25ff][^\W\d_]")
"""A symbol before a letter within a word: a sign of a wrong encoding."""

PLAUSIBLE_BYTES: Final = 1 << 12
"""Bytes whose words are looked at."""

SAMPLE_BYTES: Final = 1 << 15
"""Bytes that detection looks at, around the first non-ASCII byte; more rarely change the result."""

UNKNOWN: Final = "unknown"
"""The encoding of bytes that fit none; decoded, all but ASCII is U+FFFD."""

MAX_BROKEN_SHARE: Final = 0.05
"""Undecodable sequences to non-ASCII characters, up to which a text counts as damaged and not as misread."""

META_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z0-9_:.\-]{2,40})""", re.I
)
"""HTML: meta charset, or http-equiv with charset in its content (HTML Standard, prescan of a byte stream)."""

XML_ENCODING: Final = re.compile(
    rb"""^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9_.\-]{2,40})["']"""
)

TAG: Final = re.compile(rb"<[^<>]{1,2000}>")
"""Markup says nothing about the encoding of a text, but what it declares, and that was tried before."""

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that break other software: C0 controls except tab, line ends and form feed; lone surrogates."""

FORBIDDEN_BYTES: Final = bytes(code for code in (*range(32), 127) if code not in b"\t\n\f\r")
"""The same as UTF-8 bytes; UTF-8 can't encode lone surrogates."""

REPLACEMENT: Final = "\ufffd"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` and its encoding; a name such as `utf-8?` means that some bytes were broken.

    Never fails: undecodable bytes and control characters become U+FFFD (see replace_controls).

    >>> decode("Łódź".encode("utf-16")), decode(b"caf\\xe9", "iso-8859-1"), decode(b"\\xef\\xbb\\xbfa\\x00b")
    (('Łódź', 'utf-16-le'), ('café', 'cp1252'), ('a\\ufffdb', 'utf-8'))
    """
    text, encoding = _decode(data, declared)
    return replace_controls(text), encoding


def replace_controls(text: str) -> str:
    """The text with every forbidden control character and lone surrogate replaced by one U+FFFD.

    They are not dropped, as two words could become one.

    >>> replace_controls("a\\x00b\\tc\\ud800")
    'a\\ufffdb\\tc\\ufffd'
    """
    if text.isprintable():  # true of most short texts, and fast
        return text
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return FORBIDDEN.sub(REPLACEMENT, text)
    # Ten times faster than the regular expression, and nearly all texts are clean.
    is_clean = len(data.translate(None, FORBIDDEN_BYTES)) == len(data)
    return text if is_clean else FORBIDDEN.sub(REPLACEMENT, text)


def declared_in_markup(head: bytes) -> str | None:
    """The encoding that HTML or XML declares in its first bytes, as written.

    >>> declared_in_markup(b'<html><meta charset="koi8-r">'), declared_in_markup(b"<?xml version='1.0' encoding='x'?>")
    ('koi8-r', None)
    """
    match = XML_ENCODING.search(head[:1024]) or META_CHARSET.search(head[:4096])
    return match[1].decode("ascii") if match else None


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    encoding = marked_encoding(data)
    if encoding:
        marked = find_bom(data)
        return data[len(marked[0]) if marked else 0 :].decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data, codec_of(declared))


def _decode_legacy(data: bytes, declared: str | None) -> tuple[str, str]:
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count(REPLACEMENT)
    intact = len(lenient) - broken - sum(map(len, re.findall(rb"[\x00-\x7f]+", data)))
    if intact > 10 * broken:  # ten valid multi-byte sequences per broken one are no coincidence
        return lenient, "utf-8?"
    for codec in _candidates(data, declared):
        text = _decode_strictly(data, codec)
        if text is not None:
            return text, codec
        text = data.decode(codec, "replace")
        if text.count(REPLACEMENT) <= MAX_BROKEN_SHARE * sum(1 for char in text if char > "\x7f"):
            return text, f"{codec}?"
    return data.decode("ascii", "replace"), UNKNOWN


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    """The declared codec, then the detected one; the other way round if the declared is Latin and the bytes are not."""
    is_default = declared in LATIN and _is_non_latin(data)
    if declared and not is_default:
        yield declared
    if detected := detect_codec(data):
        yield detected
    if declared and is_default:
        yield declared


LATIN: Final = frozenset(("ascii", "cp1252", "cp1250", "iso8859-1", "iso8859-2", "iso8859-15"))

HIGH_RUN: Final = re.compile(rb"[\x80-\xff]{4,}")
"""Four non-ASCII bytes in a row: rare in Latin script, common in every other script."""


def _is_non_latin(data: bytes) -> bool:
    """Whether most non-ASCII bytes are in runs; then a declared Latin encoding is only a server's default."""
    sample = data[:SAMPLE_BYTES]
    return 2 * sum(map(len, HIGH_RUN.findall(sample))) > len(re.findall(rb"[\x80-\xff]", sample))


def _decode_strictly(data: bytes, codec: str) -> str | None:
    """The text, if the codec accepts every byte and yields no C1 control, which no text contains."""
    try:
        text = data.decode(codec)
    except UnicodeError:
        return None
    return None if codec.startswith(("utf", "iso8859")) and re.search("[\x80-\x84\x86-\x9f]", text) else text


def detect_codec(data: bytes) -> str | None:
    """The codec of bytes that are neither UTF-8 nor ASCII, by the letters and words of languages; None if unlikely.

    >>> detect_codec("Déjà, la forêt a brûlé près de la gare".encode("cp1252"))
    'cp1252'
    >>> detect_codec("Żółw wędruje przez łąkę, mówi świadek".encode("cp1250"))
    'cp1250'
    """
    from chardet import detect_all  # slow to import, and rarely needed

    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    sample = TAG.sub(b" ", data[max(0, first - 1024) : first + SAMPLE_BYTES])
    letters, high = (len(re.findall(kind, sample)) for kind in (rb"[A-Za-z]", rb"[\x80-\xff]"))
    is_latin = letters > high and not _is_non_latin(sample)
    least = MIN_LATIN_CONFIDENCE if is_latin else min(MIN_CONFIDENCE, high / BYTES_FOR_CONFIDENCE)
    for found in detect_all(sample, ignore_threshold=True, exclude_encodings=NEVER_DETECTED, compat_names=False):
        codec = codec_of(found["encoding"])
        if codec and (found["confidence"] >= least or (is_latin and codec.startswith("cp125"))):
            text = codecs.getincrementaldecoder(codec)("replace").decode(sample[:PLAUSIBLE_BYTES])
            if _has_plausible_words(text) and not (is_latin and OTHER_SCRIPT.search(text)):
                return codec
    return None


def _has_plausible_words(text: str) -> bool:
    """Whether few words with more than ASCII have symbols within."""
    words = [word for word in text.split() if not word.isascii()]
    return 4 * sum(1 for word in words if SYMBOL_IN_WORD.search(word)) <= len(words)


@lru_cache(maxsize=256)
def codec_of(label: str | None) -> str | None:
    """Python's name of a declared encoding; None if unknown, or UTF-16 or UTF-32, which no ASCII label can declare."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(CODECS.get(name, name)).name
        b"a".decode(codec)  # a LookupError for codecs that are not text encodings
    except (LookupError, ValueError):
        return None
    return None if codec.startswith(("utf-16", "utf-32", "utf-7")) else codec
