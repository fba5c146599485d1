"""Bytes to text: which encoding a text is in, and what becomes of characters that no text may hold.

Belongs here: byte order marks, declarations, validity, detection, control characters.
Does not: repairing mojibake. What was decoded wrongly before it reached us stays as it is, for all to see.

The order of trust: byte order mark, valid UTF-8, UTF-16 by its zero bytes, UTF-8 with a few broken bytes, the
declaration if the bytes fit it, detection. UTF-8 stands before the declaration because its rules are strict: text in
another encoding almost never keeps them, while wrong declarations are common.
"""

import codecs
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WHATWG_LABELS: Final[Mapping[str, str]] = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "windows-1252": "cp1252", "ansi": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "korean": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
    "iso-8859-11": "cp874", "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "unicode": "utf-16-le",
}  # fmt: skip
"""Labels that mean more than they say (WHATWG Encoding Standard, names and labels) → Python's codec."""

DETECTABLE: Final = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859_2", "iso8859_5", "iso8859_7", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp866", "mac_roman",
)  # fmt: skip
"""What detection may answer: the encodings that news is found in (those of the WHATWG list that are in use)."""

LATIN_ALPHABETS: Final = (
    ("cp1252", "àâæçéèêëîïôœùûüÿ"),  # French
    ("cp1252", "äöüßéàèç"),  # German
    ("cp1252", "áéíóúüñçàïºª"),  # Spanish, Catalan
    ("cp1252", "áâãàçéêíóôõúüºª"),  # Portuguese
    ("cp1252", "àèéìíîòóùúï"),  # Italian
    ("cp1252", "áéíóúëïöüèêà"),  # Dutch
    ("cp1252", "åäöéüà"),  # Swedish, Finnish
    ("cp1252", "æøåéèêòóôüöä"),  # Danish, Norwegian
    ("cp1252", "áæéíðóúýþö"),  # Icelandic, Faroese
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áčďéěíňóřšťúůýžäôĺľŕ"),  # Czech, Slovak
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Slovene
    ("iso8859_2", "ąćęłńóśźż"),
    ("iso8859_2", "áčďéěíňóřšťúůýžäôĺľŕ"),
    ("cp1254", "çğıiöşüâîû̇"),  # Turkish
    ("cp1257", "āčēģīķļņšūžąęėįųūõäöü"),  # the Baltic languages
)
"""(codec, the letters beyond ASCII of a language written in it): the first whose letters suffice is taken. A text that
mixes alphabets suffices none, and is left to charset-normalizer, which confuses these codecs on short texts."""

COMMON_SIGNS: Final = frozenset(map(chr, range(128))) | frozenset(
    "\ufeff\xa0\xad\x85“”„‟‘’‚«»‹›–—…•·§©®™°€£¡¿´`¨†‰×½¼¾²\ufffd"
)
"""ASCII and the signs that any language prints."""

SAMPLE_BYTES: Final = 1 << 15
"""Detection looks at so many bytes around the first that are not ASCII; more seldom change its answer."""

META_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z0-9_:.\-]{2,40})""", re.I
)
"""HTML: meta charset, or http-equiv with charset in its content (HTML Standard, prescan of a byte stream)."""

XML_ENCODING: Final = re.compile(
    rb"""^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9_.\-]{2,40})["']"""
)

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that other software breaks on: C0 controls but tab, line ends and form feed; lone surrogates."""

FORBIDDEN_BYTES: Final = bytes(code for code in (*range(32), 127) if code not in b"\t\n\f\r")
"""The same as bytes of UTF-8, in which lone surrogates can't stand."""

REPLACEMENT: Final = "\ufffd"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` and the name of the encoding it was read in (`utf-8?` and the like: with broken bytes).

    Never fails; bytes that fit nothing become U+FFFD, and so do control characters (see `visible`).

    >>> decode("Łódź".encode("utf-16")), decode(b"caf\\xe9", "iso-8859-1"), decode(b"\\xef\\xbb\\xbfa\\x00b")
    (('Łódź', 'utf-16-le'), ('café', 'cp1252'), ('a\\ufffdb', 'utf-8'))
    """
    text, encoding = _decode(data, declared)
    return visible(text), encoding


def visible(text: str) -> str:
    """The text with every forbidden control character and lone surrogate replaced, one for one, by U+FFFD.

    The settled rule for NUL and its like: neither dropped silently (two words would become one) nor handed on.

    >>> visible("a\\x00b\\tc\\ud800")
    'a\\ufffdb\\tc\\ufffd'
    """
    if text.isprintable():  # most short ones are, at a tenth of the time
        return text
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return FORBIDDEN.sub(REPLACEMENT, text)
    # Looking at the bytes is ten times faster than the expression, and nearly all texts are clean.
    is_clean = len(data.translate(None, FORBIDDEN_BYTES)) == len(data)
    return text if is_clean else FORBIDDEN.sub(REPLACEMENT, text)


def declared_in_markup(head: bytes) -> str | None:
    """The encoding that HTML or XML states of itself in its first bytes, as written.

    >>> declared_in_markup(b'<html><meta charset="koi8-r">'), declared_in_markup(b"<?xml version='1.0' encoding='x'?>")
    ('koi8-r', None)
    """
    found = XML_ENCODING.search(head[:1024]) or META_CHARSET.search(head[:4096])
    return found[1].decode("ascii") if found else None


def bom_of(head: bytes) -> tuple[bytes, str] | None:
    """The byte order mark at the beginning and its encoding."""
    return next(((mark, encoding) for mark, encoding in BOMS if head.startswith(mark)), None)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by its mark, or UTF-16 by where zero bytes stand; None for everything else.

    >>> wide_encoding("plain words".encode("utf-16-be")), wide_encoding(b"plain words")
    ('utf-16-be', None)
    """
    marked = bom_of(head)
    if marked:
        return marked[1] if marked[1] != "utf-8" else None
    sample = head[:4096]
    pairs = len(sample) // 2
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    # Western text in UTF-16 has a zero in nearly each pair; half is far from it, and from a stray NUL.
    if pairs >= 4 and max(odd, even) > pairs / 2 and min(odd, even) < pairs / 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    marked = bom_of(data)
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
    if intact > 10 * broken:  # multi-byte sequences of UTF-8 don't come about by chance, and here ten stand for one
        return lenient, "utf-8?"
    for candidate in (detected(data), codec) if codec in LATIN and _is_no_latin(data) else (codec, detected(data)):
        text = _strict(data, candidate) if candidate else None
        if text is not None and candidate:
            return text, candidate
    return data.decode("cp1252", "replace"), "cp1252?"


LATIN = frozenset(("ascii", "cp1252", "cp1250", "iso8859-1", "iso8859-2", "iso8859-15"))

HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
"""Four letters in a row beyond ASCII: hardly a word of Latin script has them, every other script is full of them."""


def _is_no_latin(data: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in such runs: a declaration of Latin script is a server's default then."""
    sample = data[:SAMPLE_BYTES]
    return 2 * sum(map(len, HIGH_RUN.findall(sample))) > len(re.findall(rb"[\x80-\xff]", sample))


def _strict(data: bytes, codec: str) -> str | None:
    """The text, if the codec takes every byte and gives no C1 control, which no text holds."""
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None
    return None if codec.startswith(("utf", "iso8859")) and re.search("[\x80-\x84\x86-\x9f]", text) else text


def latin_codec(data: bytes) -> str | None:
    """The codec under which mostly-ASCII bytes use the letters of one Latin alphabet and no other; None if none does.

    >>> latin_codec("déjà vu".encode("cp1252")), latin_codec("żółw na łące".encode("cp1250"))
    ('cp1252', 'cp1250')
    """
    sample = data[:SAMPLE_BYTES]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    if high > len(re.findall(rb"[A-Za-z]", sample)):
        return None  # Cyrillic, Greek and their like have few ASCII letters
    for codec, alphabet in LATIN_ALPHABETS:
        text = _strict(sample, codec)
        if text is not None and set(text.lower()) <= COMMON_SIGNS | set(alphabet):
            return codec
    return None


def detected(data: bytes) -> str | None:
    """The codec of bytes that are not UTF-8: by alphabet, else the likeliest of DETECTABLE by charset-normalizer."""
    latin = latin_codec(data)
    if latin:
        return latin
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    best = from_bytes(data[max(0, first - 1024) : first + SAMPLE_BYTES], cp_isolation=list(DETECTABLE)).best()
    return best.encoding if best else None


@lru_cache(maxsize=256)
def _codec(label: str | None) -> str | None:
    """Python's name for a declared encoding; None when unknown, or wide (stated in ASCII, that can't be true)."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(WHATWG_LABELS.get(name, name))
    except (LookupError, ValueError):
        return None
    is_text = getattr(codec, "_is_text_encoding", True)
    return codec.name if is_text and not codec.name.startswith(("utf-16", "utf-32", "utf-7")) else None
