"""Candidates for `canonical_url`: the URLs that pages, rows and plain text declare.

Belongs here: where URLs are declared, and the confidence of each declaration alone. Does not: objections to one
(refusals), choosing among them (choose).
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page, types_of
from pipelines.core.normalization.urls.identity import canonicalize, identity_key
from pipelines.core.normalization.urls.parts import parse
from pipelines.core.normalization.urls.refusals import AMP, FOLDER, NO_URL, REDIRECT, objection_to
from pipelines.core.normalization.word_lists import read_sections

FIELD = "canonical_url"
FOLDER_ONLY = re.compile(r"(?:\.{1,2}/?)+")
"""A relative URL that names no page, only a folder."""

PAGE_FILE = re.compile(r"(?i)[^/?#:]+\.(?:[sx]?html?|php[3-7]?|aspx?|jspx?|cfm)(?:[?#].*)?")
"""The name of a file, relative to the page, although it has the form of a host."""

REFUSED = 0.0
PRIORS: Mapping[str, float] = {
    "link.canonical": 0.97, "meta.og:url": 0.93, "jsonld.mainEntityOfPage": 0.93, "jsonld.url": 0.93,
    "meta.twitter:url": 0.85, "meta.parsely-link": 0.9,
    "row.canonical_url": 0.95, "row.url": 0.9,
    "residue.source": 0.85, "residue.originally": 0.8, "residue.url": 0.75,
}  # fmt: skip
"""Share of declarations that are correct if there is no objection to them, on labelled pages."""

DEFAULT_PRIOR = 0.5

OBJECTION_FACTORS: Mapping[str, float] = {REDIRECT: 0.6}
"""Factors of the prior by objection; all others refuse the candidate. A redirecting URL is better than none."""

MAX_DECLARED = 40
"""Declarations read from one page."""

MAX_HEADLINE_CHARS = 1000
"""Characters of the texts that name the article."""

URL_TEXT = r"(?P<url>https?://[^\s<>\"'|]{4,2000})"
SOURCE_WORD = "|".join(read_sections("pipelines.core.normalization", "phrases.txt")["source_words"])
SOURCE_LINE = re.compile(rf"(?im)^[^\S\n]*(?:{SOURCE_WORD})[^\S\n]*[:：][^\S\n]*<?{URL_TEXT}>?[^\S\n]*$")
ORIGINALLY = re.compile(
    r"(?im)^[^\S\n]*(?:this (?:article|story|post|piece) (?:was |is )?|the post )?"
    r"(?:first |originally |previously ){1,2}(?:published|posted|appeared|printed|reported)"
    rf"(?: (?:at|on|in|by|here))?[^\S\n]*:?[^\S\n]*<?{URL_TEXT}>?[^\S\n]*$"
)
LONE_URL = re.compile(rf"\A\s*<?{URL_TEXT}>?[^\S\n]*(?:\n|\Z)")
"""Lines of plain text that state the article's URL: labelled, or alone on the first line. Links in prose do not."""

TEXT_PATTERNS = (("residue.url", LONE_URL), ("residue.originally", ORIGINALLY), ("residue.source", SOURCE_LINE))

TRAILING = ".,;:!?)]}>*"
MAX_TEXT_CHARS = 1_000_000


def page_candidates(page: Page, url: str | None) -> list[Candidate]:
    """The URLs that a page declares as its own in link, meta and JSON-LD; url: where the page was requested, if known.

    >>> page = Page('<link rel="canonical" href="/news/comet"><meta property="og:url" content="https://veldt.example/">')
    >>> for c in page_candidates(page, "https://veldt.example/news/comet?ref=rss"): print(c.value, c.confidence, c.note)
    https://veldt.example/news/comet 0.97 relative
    https://veldt.example/ 0.0 home page
    """
    requested = url if url and parse(url) else None
    base, headline = _base(page, requested), _headline(page)
    declared = dict.fromkeys((method, text.strip()) for method, text in _declared(page) if text.strip())
    found = (candidate(method, text, base, requested, headline) for method, text in islice(declared, MAX_DECLARED))
    return list({(c.method, c.value): c for c in found}.values())


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The `canonical_url` and `url` that row, sidecar or feed fields state; values other than text are ignored.

    >>> [(c.value, c.method) for c in row_candidates({"url": "https://veldt.example/a?utm_source=x"}, "feed")]
    [('https://veldt.example/a', 'feed.url')]
    """
    requested = fields.get("url")
    base = requested if isinstance(requested, str) and parse(requested) else None
    found = []
    for field, field_base in (("canonical_url", base), ("url", None)):
        value = fields.get(field)
        if isinstance(value, str) and value.strip():
            stated = candidate(f"row.{field}", value.strip(), field_base, field_base)
            found.append(stated._replace(method=f"{origin}.{field}"))
    return found


def text_candidates(text: str) -> list[Candidate]:
    """The URLs that lines of plain text state ("Source: URL", "Originally published at URL").

    >>> [c.value for c in text_candidates("Rain.\\n\\nSource: https://veldt.example/a?utm_medium=rss#top")]
    ['https://veldt.example/a']
    """
    return [candidate(method, url) for method, url in text_urls(text)]


def text_urls(text: str) -> list[tuple[str, str]]:
    """(method, URL as written) of the lines of plain text that state its URL, in order.

    >>> text_urls("Originally published at http://m.veldt.example:80/x\\nRain.")
    [('residue.originally', 'http://m.veldt.example:80/x')]
    """
    read = text[:MAX_TEXT_CHARS]
    if "://" not in read:
        return []
    found = {match.start("url"): (method, match["url"]) for method, p in TEXT_PATTERNS for match in p.finditer(read)}
    return [(method, url.rstrip(TRAILING)) for _, (method, url) in sorted(found.items())]


def candidate(
    method: str, stated: str, base: str | None = None, requested: str | None = None, headline: str = ""
) -> Candidate:
    """The candidate for a stated URL, resolved against `base`: its canonical form, and the objection to it.

    requested: where the page was requested · headline: texts that name the article
    """
    absolute = None if base and PAGE_FILE.fullmatch(stated) else parse(stated)
    note = None
    if absolute is None and base is not None and not stated.lower().startswith(("javascript:", "data:", "mailto:")):
        absolute, note = parse(stated, base), "relative"
    shown = canonicalize(absolute.text()) if absolute else None
    if shown is None:
        return Candidate(FIELD, stated[:500], method, REFUSED, NO_URL)
    objection = objection_to(shown, requested, headline)
    if objection is None and FOLDER_ONLY.fullmatch(stated) and identity_key(shown) != identity_key(requested or ""):
        objection = FOLDER
    if method == "link.amphtml":
        objection = objection or AMP
    factor = OBJECTION_FACTORS.get(objection, REFUSED) if objection else 1.0
    return Candidate(FIELD, shown, method, round(PRIORS.get(method, DEFAULT_PRIOR) * factor, 4), objection or note)


def _base(page: Page, requested: str | None) -> str | None:
    """What relative URLs of the page are resolved against: its base element, else the URL requested."""
    bases = (node.attributes for node in page.elements("base"))
    stated = next(((each["href"] or "").strip() for each in bases if "href" in each), "")
    absolute = parse(stated, requested) if stated and (requested or stated.startswith("http")) else None
    return absolute.text() if absolute else requested


def _headline(page: Page) -> str:
    """The texts that name the article: headlines, title element, Open Graph."""
    named = [node.text() or "" for node in page.elements("h1", "title")]
    return " ".join((*named, *(tag.content for tag in page.metas("og:title"))))[:MAX_HEADLINE_CHARS]


def _declared(page: Page) -> Iterator[tuple[str, str]]:
    for rel in ("canonical", "amphtml"):
        yield from ((f"link.{rel}", href) for token, href in page.links if token == rel)
    for key in ("og:url", "twitter:url", "parsely-link"):
        yield from ((f"meta.{key}", tag.content) for tag in page.metas(key))
    for node in page.jsonld:
        if any("article" in type_ or "posting" in type_ for type_ in types_of(node)):
            yield from _node_urls(node)


def _node_urls(node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("mainEntityOfPage", "url"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http", "/")):
            yield f"jsonld.{key}", value.partition("#")[0]
