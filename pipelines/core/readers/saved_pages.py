"""Where a saved page came from, as the program that saved it wrote into it.

Belongs here: the marks of such programs. Does not: MHTML (mail_files), what the page itself says of its address
(pipelines.core.normalization.urls).
"""

import html
import re
from collections.abc import Mapping
from typing import Final

HEAD_CHARS: Final = 20_000
"""Characters at the start of a page that are searched."""

URL: Final = r"(?P<url>(?:https?|file)://[^\s\"'<>]{3,4000})"
TIME: Final = r"(?P<time>[^\n<>\"]{8,80}?)"

PATTERNS: Final[Mapping[str, str]] = {
    "SingleFile, Zotero, SavePage": r"<!--\s{0,20}Page saved with [^\n]{2,60}\s{0,20}url:\s{0,9}URL\s{0,20}"
    r"saved date:\s{0,9}TIME\s{0,9}-->",
    "mark of the web": r"<!--\s{0,9}saved from url=\(\d{4}\)URL\s{0,9}-->",
    "monolith": r"<!--\s{0,9}Saved from URL at TIME using monolith[^\n]{0,60}-->",
    "HTTrack, without scheme": r"<!--\s{0,9}Mirrored from (?P<url>[^\s<>]{4,2000}) by HTTrack [^\n<>,]{0,60}"
    r"(?:\[[^\]\n]{0,60}\])?[^,\n<>]{0,20}, TIME\s{0,9}-->",
    "WebScrapBook": r'<html\b[^<>]{0,500}\bdata-scrapbook-source="URL"'
    r'(?:[^<>]{0,500}\bdata-scrapbook-create="TIME")?',
    "SavePage WE": r'<meta name="?savepage-url"? content="?URL[^<>]{0,20}>'
    r'(?:(?:(?!savepage-date).){0,2000}savepage-date"? content="TIME")?',
}
"""Program → the comment or attribute with the address of a page, and the time of saving."""

MARKS: Final = [re.compile(p.replace("URL", URL).replace("TIME", TIME), re.I) for p in PATTERNS.values()]


HINTS: Final = ("aved from", "aved with", "irrored from", "scrapbook-source", "savepage-url")
"""Every match holds one of these; most pages hold none."""


def saved_from(page: str) -> dict[str, str]:
    """`url` and `fetched_at` as the program that saved the page states them, as far as it does.

    >>> saved_from("<!--\\n Page saved with SingleFile \\n url: https://a.example/x \\n saved date: 2024-07-02 \\n-->")
    {'url': 'https://a.example/x', 'fetched_at': '2024-07-02'}
    >>> saved_from("<!-- saved from url=(0019)https://a.example/ --><html>"), saved_from("<html>")
    ({'url': 'https://a.example/'}, {})
    """
    head = page[:HEAD_CHARS]
    is_saved = any(hint in head for hint in HINTS)
    found = next((match for mark in MARKS if is_saved and (match := mark.search(head))), None)
    if found is None:
        return {}
    stated = found.groupdict()
    url = html.unescape(stated["url"])
    url = url if "://" in url else f"http://{url}"
    result = {} if url.startswith("file:") else {"url": url}
    return result | ({"fetched_at": stated["time"].strip()} if stated.get("time") else {})
