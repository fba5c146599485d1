"""Encodings: declared, undeclared and declared wrongly; the text is decoded correctly."""

from collections.abc import Callable

import pytest

TEXTS = {
    "latin": "Le café de la gare à Genève était fermé, déjà, et la forêt brûlée. Où étaient-ils passés ? ",
    "german": "Die Fähre über den Fluß fährt nicht, sagte der Bürgermeister; größere Schäden gebe es an der Brücke. ",
    "quotes": "“The pier is open”, she said – at last… for €5. It’s the café’s first day. ",
    "japanese": "市長は火曜日、嵐のため学校は休校になると発表した。橋は春まで閉鎖されたままとなる。",
    "chinese": "市长星期二宣布，由于暴风雨，学校将停课。这座桥将一直关闭到春天。",
    "russian": "Мэр города заявил во вторник, что школы закрыты из-за бури. Мост останется закрытым до весны. ",
}

ENCODINGS = [
    ("latin", "utf-8"), ("latin", "utf-8-sig"), ("latin", "utf-16"), ("latin", "utf-16-le"), ("latin", "utf-16-be"),
    ("latin", "latin-1"), ("german", "latin-1"), ("latin", "cp1252"), ("quotes", "cp1252"),
    ("japanese", "shift-jis"), ("japanese", "utf-8"), ("japanese", "utf-16"),
    ("chinese", "gb18030"), ("chinese", "utf-16"),
    ("russian", "koi8-r"), ("russian", "utf-16"), ("russian", "cp1251"),
]  # fmt: skip

WRONG = ("utf-8", "iso-8859-1", "ascii", "no-such-encoding")


def html(text: str, declared: str | None) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<!doctype html><html><head>{meta}<title>T</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_text_undeclared(language: str, encoding: str, found: Callable[..., list]) -> None:
    text = TEXTS[language] * 8
    (one,) = found(text.encode(encoding), "a.txt")
    assert one.fields["text"].strip() == text.strip()


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
@pytest.mark.parametrize("declared", ["rightly", "not", *WRONG])
def test_page(language: str, encoding: str, declared: str, found: Callable[..., list]) -> None:
    """A declaration that contradicts the bytes is ignored."""
    stated = encoding.removesuffix("-sig") if declared == "rightly" else None if declared == "not" else declared
    text = TEXTS[language] * 8
    (one,) = found(html(text, stated).encode(encoding), "a.html")
    assert text in one.fields["html"]


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_rows(language: str, encoding: str, name: str, found: Callable[..., list]) -> None:
    text = (TEXTS[language] * 8).strip().replace('"', "'")
    row = f'{{"title": "T", "text": "{text}"}}\n' if name == "a.jsonl" else f'title,text\nT,"{text}"\n'
    (one,) = found((row * (name == "a.jsonl") or row).encode(encoding), name)
    assert one.fields["text"] == text


@pytest.mark.parametrize("broken", ["cafÃ© fermÃ©", "â€œOpenâ€\x9d", "РњСЌСЂ РіРѕСЂРѕРґР°"])
def test_mojibake_is_not_repaired(broken: str, found: Callable[..., list]) -> None:
    """Text that was decoded wrongly before it reached the raw folder stays as it is: a repair would be a guess."""
    (one,) = found(f"{broken} and more. ".encode() * 9, "a.txt")
    kept = one.fields["text"]
    assert kept.startswith(broken[:4]) and "café" not in kept and "Мэр" not in kept
