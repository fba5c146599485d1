"""Bytes to text: which encoding a text is in, and replacement of characters that no text may contain.

Belongs here: byte order marks, declarations, validity, detection, control characters.
Does not: repairing mojibake. Text that was decoded wrongly before it reached the raw folder stays as it is.

The order of trust: byte order mark, valid UTF-8, UTF-16 by its zero bytes, UTF-8 with a few broken bytes, the
declaration if the bytes fit it, detection. UTF-8 comes before the declaration because its rules are strict: text in
another encoding almost never follows them, while wrong declarations are common.
"""

import codecs
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_TABLES = json.loads(files(__package__).joinpath("charsets.json").read_text(encoding="utf-8"))

WHATWG_LABELS: Final[Mapping[str, str]] = _TABLES["labels"]
"""Labels that stand for a superset of the named encoding (WHATWG Encoding Standard) → Python's codec."""

DETECTABLE: Final[list[str]] = _TABLES["detectable"]
"""Possible results of detection: the encodings of the WHATWG list that news sites use."""

LATIN_ALPHABETS: Final[list[tuple[str, frozenset[str]]]] = [
    (each["codec"], frozenset(each["letters"])) for each in _TABLES["latin_alphabets"]
]
"""(codec, non-ASCII letters of a language written in it): the first that covers a text wins. A text that mixes
alphabets is left to charset-normalizer, which confuses these codecs on short texts."""

COMMON_SIGNS: Final = frozenset(map(chr, range(128))) | frozenset(
    "\ufeff\xa0\xad\x85“”„‟‘’‚«»‹›–—…•·§©®™°€£¡¿´`¨†‰×½¼¾²\ufffd"
)
"""ASCII and signs that any language uses."""

SAMPLE_BYTES: Final = 1 << 15
"""Bytes that detection looks at, around the first non-ASCII byte; more rarely change the result."""

META_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z0-9_:.\-]{2,40})""", re.I
)
"""HTML: meta charset, or http-equiv with charset in its content (HTML Standard, prescan of a byte stream)."""

XML_ENCODING: Final = re.compile(
    rb"""^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9_.\-]{2,40})["']"""
)

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


def find_bom(head: bytes) -> tuple[bytes, str] | None:
    """The leading byte order mark and its encoding."""
    return next(((mark, encoding) for mark, encoding in BOMS if head.startswith(mark)), None)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by its byte order mark, or UTF-16 by the positions of zero bytes; else None.

    >>> wide_encoding("plain words".encode("utf-16-be")), wide_encoding(b"plain words")
    ('utf-16-be', None)
    """
    marked = find_bom(head)
    if marked:
        return marked[1] if marked[1] != "utf-8" else None
    sample = head[:4096]
    pairs = len(sample) // 2
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    # Western text in UTF-16 has a zero in nearly every pair; half of them is well above stray NULs.
    if pairs >= 4 and max(odd, even) > pairs / 2 and min(odd, even) < pairs / 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    marked = find_bom(data)
    if marked:
        return data[len(marked[0]) :].decode(marked[1], "replace"), marked[1]
    codec = _codec(declared)
    if codec and codec.startswith(("iso2022", "hz")) and data.isascii():
        return data.decode(codec, "replace"), codec  # seven-bit encodings look like ASCII
    wide = wide_encoding(data) if b"\0" in data[:4096] else None
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data, codec)


def _decode_legacy(data: bytes, codec: str | None) -> tuple[str, str]:
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count(REPLACEMENT)
    intact = len(lenient) - broken - sum(map(len, re.findall(rb"[\x00-\x7f]+", data)))
    if intact > 10 * broken:  # ten valid multi-byte sequences per broken one are no coincidence
        return lenient, "utf-8?"
    candidates = [codec, detect_codec(data)]
    if codec in LATIN and _is_non_latin(data):
        candidates.reverse()
    for candidate in candidates:
        text = _decode_strictly(data, candidate) if candidate else None
        if text is not None and candidate:
            return text, candidate
    return data.decode("cp1252", "replace"), "cp1252?"


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


def detect_latin(data: bytes) -> str | None:
    """The codec in which mostly-ASCII bytes use letters of a single Latin alphabet; None if there is none.

    >>> detect_latin("déjà vu".encode("cp1252")), detect_latin("żółw na łące".encode("cp1250"))
    ('cp1252', 'cp1250')
    """
    sample = data[:SAMPLE_BYTES]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    if high > len(re.findall(rb"[A-Za-z]", sample)):
        return None  # as in Cyrillic or Greek text
    for codec, alphabet in LATIN_ALPHABETS:
        text = _decode_strictly(sample, codec)
        if text is not None and set(text.lower()) <= COMMON_SIGNS | alphabet:
            return codec
    return None


def detect_codec(data: bytes) -> str | None:
    """The codec of bytes that are not UTF-8: by alphabet, else the most likely of DETECTABLE by charset-normalizer."""
    latin = detect_latin(data)
    if latin:
        return latin
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    best = from_bytes(data[max(0, first - 1024) : first + SAMPLE_BYTES], cp_isolation=DETECTABLE).best()
    return best.encoding if best else None


@lru_cache(maxsize=256)
def _codec(label: str | None) -> str | None:
    """Python's name of a declared encoding; None if unknown, or UTF-16 or UTF-32, which no ASCII label can declare."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(WHATWG_LABELS.get(name, name)).name
        b"a".decode(codec)  # a LookupError for codecs that are not text encodings
    except (LookupError, ValueError):
        return None
    return None if codec.startswith(("utf-16", "utf-32", "utf-7")) else codec
