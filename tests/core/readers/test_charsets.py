"""Reports in every encoding of the WHATWG list, declared and not, are read rightly or not at all."""

import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.core.readers import Limits, read
from pipelines.core.readers.charsets import CODECS, REPLACEMENT, codec_of, decode
from pipelines.core.records import RawRecord

REPORTS: dict[str, str] = json.loads(Path(__file__).with_name("reports.json").read_text(encoding="utf-8"))
"""Language → a fictional report of a ferry."""

LANGUAGES = {
    "ibm866": "ru uk bg be", "iso-8859-2": "pl cs sk hu ro hr sl", "iso-8859-3": "mt eo", "iso-8859-4": "et lv lt",
    "iso-8859-5": "ru uk bg sr mk be", "iso-8859-6": "ar", "iso-8859-7": "el", "iso-8859-8": "he",
    "iso-8859-10": "is et sv lt", "iso-8859-13": "lv lt et", "iso-8859-14": "cy ga", "iso-8859-15": "fr fi de",
    "iso-8859-16": "ro pl hr hu", "koi8-r": "ru", "koi8-u": "uk", "macintosh": "fr de es it sv", "windows-874": "th",
    "windows-1250": "pl cs sk hu ro hr sl", "windows-1251": "ru uk bg sr mk be",
    "windows-1252": "en fr de es pt it nl sv da no fi is", "windows-1253": "el", "windows-1254": "tr",
    "windows-1255": "he", "windows-1256": "ar fa", "windows-1257": "et lv lt", "windows-1258": "vi",
    "x-mac-cyrillic": "ru uk bg", "gbk": "zh-hans", "gb18030": "zh-hans zh-hant", "big5": "zh-hant", "euc-jp": "ja",
    "iso-2022-jp": "ja", "shift_jis": "ja", "euc-kr": "ko", "iso-2022-kr": "ko", "hz-gb-2312": "zh-hans",
    "utf-16-le": "en ru ar ja ko", "utf-16-be": "en el he th zh-hans", "utf-8": "fr ru ar ja",
}  # fmt: skip

CASES = [(encoding, language) for encoding, languages in LANGUAGES.items() for language in languages.split()]

NEAR_TWINS = {("iso-8859-10", "lt")}
"""Told from ISO-8859-4 by three letters."""


def report(encoding: str, language: str, characters: int | None = None) -> tuple[str, bytes]:
    """The text as far as the encoding has its characters, and its bytes."""
    codec = codec_of(encoding) or encoding
    text = "".join(_spelled(REPORTS[language], codec))[:characters]
    return text, text.encode(codec)


def _spelled(text: str, codec: str) -> Iterator[str]:
    """Characters that the codec lacks are split into a letter and its tone, as in Vietnamese, or left out."""
    for char in text:
        for part in (char, *_parts(char)):
            try:
                part.encode(codec)
            except UnicodeEncodeError:
                continue
            yield part
            break


def _parts(char: str) -> Iterator[str]:
    base, *marks = unicodedata.normalize("NFD", char)
    shapes = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
    yield unicodedata.normalize("NFC", base + "".join(shapes)) + "".join(set(marks) - set(shapes))


def records(data: bytes, name: str) -> list[RawRecord]:
    return [each for each in read(io.BytesIO(data), name, Limits()).records if isinstance(each, RawRecord)]


@pytest.mark.parametrize(("encoding", "language"), CASES)
def test_a_text_file_without_a_declaration(encoding: str, language: str) -> None:
    text, data = report(encoding, language)
    (one,) = records(data, "a.txt")
    if (encoding, language) in NEAR_TWINS:
        assert sum(a != b for a, b in zip(one.fields["text"], text, strict=True)) <= 3
    else:
        assert one.fields["text"] == text


@pytest.mark.parametrize(("encoding", "language"), CASES)
@pytest.mark.parametrize("is_declared", [True, False])
def test_a_page(encoding: str, language: str, is_declared: bool) -> None:
    text, _ = report(encoding, language)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">' * is_declared
    page = f"<html><head>{meta}<title>1</title></head><body><div class=a><p>{text}</p></div></body></html>"
    (one,) = records(page.encode(codec_of(encoding) or encoding), "a.html")
    if is_declared or (encoding, language) not in NEAR_TWINS:
        assert text in one.fields["html"]


@pytest.mark.parametrize(("encoding", "language"), CASES)
def test_rows_of_a_table(encoding: str, language: str) -> None:
    text, _ = report(encoding, language)
    table = f'title,text\n1,"{text}"\n2,"{text}"\n'.encode(codec_of(encoding) or encoding)
    found = [one.fields["text"] for one in records(table, "a.csv")]
    assert found == [text, text] or (encoding, language) in NEAR_TWINS


@pytest.mark.parametrize(("encoding", "language"), [case for case in CASES if case not in NEAR_TWINS])
@pytest.mark.parametrize("form", ["lines", "array"])
def test_rows_of_json(encoding: str, language: str, form: str) -> None:
    text, _ = report(encoding, language)
    rows = [json.dumps({"title": str(n), "text": text}, ensure_ascii=False) for n in range(3)]
    data = "\n".join(rows) if form == "lines" else f"[{','.join(rows)}]"
    assert [one.fields["text"] for one in records(data.encode(codec_of(encoding) or encoding), "a.json")] == [text] * 3


@pytest.mark.parametrize("characters", [12, 20, 40, 80, 160])
@pytest.mark.parametrize(("encoding", "language"), CASES)
def test_a_short_text_is_never_read_in_another_script(encoding: str, language: str, characters: int) -> None:
    text, data = report(encoding, language, characters)
    found, _ = decode(data)
    assert scripts(found) <= scripts(text)


def scripts(text: str) -> set[str]:
    east_asian = ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC")
    names = {unicodedata.name(char, "?").split()[0] for char in text if char.isalpha()}
    return {"CJK" if name in east_asian else name for name in names} | {"LATIN"}


def test_every_label_of_the_standard_is_known() -> None:
    assert len(CODECS) > 200
    for label, codec in CODECS.items():
        assert codec_of(f" {label.upper()} "), label
        assert "a".encode(codec)


@pytest.mark.parametrize(("encoding", "language"), [("shift_jis", "ja"), ("windows-1251", "ru"), ("euc-kr", "ko")])
def test_a_broken_byte_costs_one_character(encoding: str, language: str) -> None:
    text, data = report(encoding, language)
    found, how = decode(data[:150] + b"\xff\x98" + data[150:], encoding)
    assert found[:40] == text[:40] and found[-20:] == text[-20:]
    assert how.rstrip("?") == codec_of(encoding)


@pytest.mark.parametrize(
    ("encoding", "language"),
    [case for case in CASES if case[1] in "ja ko zh-hans zh-hant th he" and "utf" not in case[0]],
)
def test_a_broken_byte_makes_no_other_script(encoding: str, language: str) -> None:
    text, data = report(encoding, language)
    found, _ = decode(data[:150] + b"\xff\x98" + data[150:])
    assert scripts(found) <= scripts(text)


def test_what_no_encoding_fits_is_not_guessed() -> None:
    noise = bytes((n * n * 89 + n * 31) % 128 + 128 for n in range(600))
    found, how = decode(noise)
    assert how == "unknown" and set(found) == {REPLACEMENT}
