"""What a browser or a tool writes into a page that it saves: the address it had, and the time.

Belongs here: the comments of SingleFile, Save Page WE, HTTrack and browsers. Does not: what a page itself says of its
address (normalization.urls), sidecars (document_files).
"""

import html
import re
from typing import Final

MAX_HEAD_CHARS: Final = 20_000
"""Characters within which the comment stands: SingleFile and browsers write it before the head."""

COMMENT: Final = re.compile(r"<!--(.{1,3000}?)-->", re.S)
SAVED: Final = re.compile(
    r"\A\s{0,50}(?:(?:page|archived|captured|downloaded|document)\s{1,5}(?:saved|archived|captured|by|with|from)\b"
    r"|saved\s(?:from|by|with)\b|mirrored\sfrom\b|this\s(?:page|file)\swas\ssaved\b|saved\b)",
    re.I,
)
ADDRESS: Final = re.compile(
    r"(?:^|[\s(])(?:url|source|from|original url|page url)\s{0,5}(?:[:=]|\s)\s{0,5}(?:\(\d{1,5}\)\s{0,5})?"
    r"(https?://[^\s<>\"']{4,2000})",
    re.I,
)
MIRRORED: Final = re.compile(
    r"mirrored\sfrom\s([\w.-]{4,200}/\S{0,1000})\sby\b.{0,120}?,\s(.{10,60}?)\s*\Z", re.I | re.S
)
TIME: Final = re.compile(
    r"(?:^|\n)\s{0,20}(?:saved date|date|saved|time|saved on)\s{0,5}[:=]\s{0,5}([^\n]{10,100})", re.I
)
JS_DATE: Final = re.compile(r"(\w{3}) (\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})(?:\s\([^)]{0,80}\))?")
"""A time as JavaScript writes it: `Tue Jul 02 2024 12:03:04 GMT+0200 (Central European Summer Time)`."""


def saved_from(page: str) -> dict[str, str]:
    """`url` and `fetched_at` as the comment of a saved page states them, empty if there is none.

    >>> saved_from("<html><!--\\n Page saved with SingleFile \\n url: https://a.example/b \\n--><p>")
    {'url': 'https://a.example/b'}
    >>> saved_from("<!-- saved from url=(0021)https://a.example/b -->"), saved_from("<!-- see https://a.example/ -->")
    ({'url': 'https://a.example/b'}, {})
    """
    for comment in COMMENT.finditer(page, 0, MAX_HEAD_CHARS):
        if SAVED.match(comment[1]):
            return _read(html.unescape(comment[1]))
    return {}


def _read(comment: str) -> dict[str, str]:
    if mirrored := MIRRORED.search(comment):
        return {"url": f"http://{mirrored[1]}", "fetched_at": mirrored[2]}
    address, time = ADDRESS.search(comment), TIME.search(comment)
    found = {"url": address[1]} if address else {}
    return {**found, "fetched_at": _mail_date(time[1].strip())} if address and time else found


def _mail_date(text: str) -> str:
    """A JavaScript date in the order of mail headers, which parse_fetch_time reads; any other text unchanged."""
    date = JS_DATE.fullmatch(text)
    return f"{date[1]}, {date[3]} {date[2]} {date[4]} {date[5]} {date[6]}" if date else text
