"""Candidates for `canonical_url`: what pages, rows and plain text declare, judged one by one.

Belongs here: where declarations stand and what each is worth alone. Does not: the choice among them (choice).
Figures: share of declarations that hold on labelled pages, rounded; a refused one has none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.urls.identity import canonicalize
from pipelines.core.normalization.urls.parts import parse
from pipelines.core.normalization.urls.refusals import NO_URL, REDIRECT, against

FIELD = "canonical_url"
REFUSED = 0.0
WORTH: Mapping[str, float] = {
    "link.canonical": 0.97, "meta.og:url": 0.93, "jsonld.mainEntityOfPage": 0.93, "jsonld.url": 0.93,
    "jsonld.@id": 0.85, "microdata.mainEntityOfPage": 0.9, "meta.twitter:url": 0.85, "meta.parsely-link": 0.9,
    "link.amphtml": 0.0, "row.canonical_url": 0.95, "row.url": 0.9,
    "residue.source": 0.85, "residue.originally": 0.8, "residue.url": 0.75,
}  # fmt: skip
"""Worth of a declaration that nothing speaks against. An AMP link is kept as evidence of a twin, never chosen."""

STANDING: Mapping[str, float] = {REDIRECT: 0.6}
"""What is left of the worth despite an objection: a redirecting address is better than none."""

MAX_DECLARED = 40
"""Declarations read from one page: a page with more is no article."""

URL_TEXT = r"(?P<url>https?://[^\s<>\"'|]{4,2000})"
SOURCE_WORD = (
    r"source(?: url| link)?|url|link|permalink|web(?:site)? link|original(?: article| source| story| post| url)?|"
    r"article url|canonical(?: url)?|read (?:the )?original(?: article| story)?|via|retrieved from|available at|"
    r"quelle|fuente|fonte|bron|kilde|källa|lähde|kaynak|źródło|zdroj|forrás|sursa|источник|джерело|πηγή|المصدر|منبع|"
    r"来源|來源|出典|출처"
)
SOURCE_LINE = re.compile(rf"(?im)^[^\S\n]*(?:{SOURCE_WORD})[^\S\n]*[:：][^\S\n]*<?{URL_TEXT}>?[^\S\n]*$")
ORIGINALLY = re.compile(
    r"(?im)^[^\S\n]*(?:this (?:article|story|post|piece) (?:was |is )?|the post )?"
    r"(?:first |originally |previously ){1,2}(?:published|posted|appeared|printed|reported)"
    rf"(?: (?:at|on|in|by|here))?[^\S\n]*:?[^\S\n]*<?{URL_TEXT}>?[^\S\n]*$"
)
LONE_URL = re.compile(rf"\A\s*<?{URL_TEXT}>?[^\S\n]*(?:\n|\Z)")
"""Lines of plain text that name the article's address: labelled, or alone as the first line. Links in prose do not."""

TEXT_PATTERNS = (("residue.url", LONE_URL), ("residue.originally", ORIGINALLY), ("residue.source", SOURCE_LINE))

TRAILING = ".,;:!?)]}>*"
MAX_TEXT_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class TextUrl:
    """A line of plain text that states the article's URL. start, end: of the line, in characters, no newline."""

    url: str
    method: str
    start: int
    end: int


def page_candidates(page: Page, url: str | None) -> list[Candidate]:
    """What the page declares about its own address: link, meta and JSON-LD. `url`: where it was asked for, if known.

    >>> page = Page('<link rel="canonical" href="/news/comet"><meta property="og:url" content="https://veldt.example/">')
    >>> for c in page_candidates(page, "https://veldt.example/news/comet?ref=rss"): print(c.value, c.confidence, c.note)
    https://veldt.example/news/comet 0.97 relative
    https://veldt.example/ 0.0 home page
    """
    base = url if url and parse(url) else None
    stated = dict.fromkeys((method, text.strip()) for method, text in _declared(page) if text.strip())
    found = (judged(method, text, base) for method, text in islice(stated, MAX_DECLARED))
    return list({(candidate.method, candidate.value): candidate for candidate in found}.values())


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """What row, sidecar or feed fields state: `canonical_url` and `url` (str); anything but text is passed over.

    >>> [(c.value, c.method) for c in row_candidates({"url": "https://veldt.example/a?utm_source=x"}, "feed")]
    [('https://veldt.example/a', 'feed.url')]
    """
    asked = fields.get("url")
    base = asked if isinstance(asked, str) and parse(asked) else None
    stated = (("canonical_url", base), ("url", None))
    found = []
    for key, other in stated:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            judgement = judged(f"row.{key}", value.strip(), other)
            found.append(Candidate(FIELD, judgement.value, f"{origin}.{key}", judgement.confidence, judgement.note))
    return found


def text_candidates(text: str) -> list[Candidate]:
    """What lines of plain text state ("Source: URL", "Originally published at URL").

    >>> [c.value for c in text_candidates("Rain.\\n\\nSource: https://veldt.example/a?utm_medium=rss#top")]
    ['https://veldt.example/a']
    """
    return [judged(line.method, line.url, None) for line in text_urls(text)]


def text_urls(text: str) -> list[TextUrl]:
    """The lines of `text` that state its URL, in order, with their place, so that they can be cut from the body.

    >>> text_urls("Originally published at http://m.veldt.example:80/x\\nRain.")[0]
    TextUrl(url='http://m.veldt.example:80/x', method='residue.originally', start=0, end=51)
    """
    read = text[:MAX_TEXT_CHARS]
    if "://" not in read:
        return []
    found = {match.start("url"): (match, method) for method, p in TEXT_PATTERNS for match in p.finditer(read)}
    return [_line(read, *found[place]) for place in sorted(found)]


def judged(method: str, stated: str, base: str | None) -> Candidate:
    """The candidate for a stated URL, resolved against `base`: its canonical form, worth and what speaks against it."""
    absolute = parse(stated)
    note = None
    if absolute is None and base is not None and not stated.lower().startswith(("javascript:", "data:", "mailto:")):
        absolute, note = parse(stated, base), "relative"
    shown = canonicalize(absolute.text()) if absolute else None
    if shown is None:
        return Candidate(FIELD, stated[:500], method, REFUSED, NO_URL)
    objection = against(shown, base)
    worth = WORTH.get(method, 0.5)
    left = STANDING.get(objection, REFUSED) if objection else 1.0
    return Candidate(FIELD, shown, method, round(worth * left, 4), objection or note)


def _declared(page: Page) -> Iterator[tuple[str, str]]:
    for rel in ("canonical", "amphtml"):
        yield from ((f"link.{rel}", href) for token, href in page.links if token == rel)
    for key in ("og:url", "twitter:url", "parsely-link"):
        yield from ((f"meta.{key}", tag.content) for tag in page.metas(key))
    for node in page.jsonld:
        if _is_article(node):
            yield from _node_urls(node)


def _is_article(node: Mapping[str, Any]) -> bool:
    types = node.get("@type")
    stated = types if isinstance(types, list) else [types]
    return any(isinstance(t, str) and ("article" in t.lower() or "posting" in t.lower()) for t in stated)


def _node_urls(node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("mainEntityOfPage", "url"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http", "/")):
            yield f"jsonld.{key}", value.partition("#")[0]


def _line(text: str, match: re.Match[str], method: str) -> TextUrl:
    start = text.rfind("\n", 0, match.start("url")) + 1
    end = text.find("\n", match.end("url"))
    return TextUrl(match["url"].rstrip(TRAILING), method, start, len(text) if end < 0 else end)
