"""Exports of news databases: many articles in one text file, split where the file itself numbers or ends them.

Belongs here: the marks of exports. Does not: reading files, cleaning an article.

Three kinds of marks are trusted: numbered documents that count up from one (`Document 3 of 12`, `3 of 12 DOCUMENTS`),
a closing line after each (`End of Document`, or a database's document number), and separator lines between sections
that each begin with labelled lines (`Title: …`, `Date: …`). Separators without labels are ambiguous: articles have
ornaments of their own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

NUMBERED: Final = re.compile(
    r"^[ \t]{0,80}(?:Document|Article|Item|Story|Record|Dokument|Artikel|Documento|Artículo)?[ \t]{0,4}"
    r"(?:No\.?[ \t]?)?(\d{1,5})[ \t]{1,4}(?:of|von|de|sur|/)[ \t]{1,4}(\d{1,5})"
    r"(?:[ \t]{1,4}(?:DOCUMENTS?|Articles?|Items?|Stories|Dokumente))?[ \t]{0,80}\r?$",
    re.M | re.I,
)
"""A line that numbers a document among many; LexisNexis, ProQuest and others print it before each."""

ENDED: Final = re.compile(
    r"^[ \t]{0,80}(?:End of Document|Document [A-Z]{2,10}0{2}20\d{6}[0-9a-z]{6,12}|- ?End of (?:article|story) ?-)"
    r"[ \t]{0,80}\r?$",
    re.M | re.I,
)
"""A line that closes a document: Nexis Uni, and the document number with which Factiva ends each."""

SEPARATOR: Final = re.compile(r"^[ \t]{0,8}([=_*#~\-])\1{19,200}[ \t]{0,8}\r?$", re.M)
"""A rule of twenty or more like characters across the page; ornaments within articles are shorter."""

LABEL: Final = re.compile(
    r"^[ \t]{0,4}(title|headline|byline|author|source|publication(?: title| date)?|date|published|load-date|section|"
    r"length|body|full text|abstract|copyright|url|link|language|newspaper)[ \t]{0,3}:[ \t]{0,8}(.{0,300})\r?$",
    re.M | re.I,
)
"""A labelled line of an export's header."""

LABEL_FIELDS: Final[Mapping[str, str]] = {
    "title": "title", "headline": "title", "byline": "authors", "author": "authors", "source": "publisher",
    "publication": "publisher", "publication title": "publisher", "newspaper": "publisher", "date": "published_at",
    "publication date": "published_at", "published": "published_at", "url": "url", "link": "url",
    "language": "language",
}  # fmt: skip

FEWEST_WORDS: Final = 20
"""A section of fewer words is a cover page, a table of contents or a signature."""

HEADER_CHARACTERS: Final = 1_500
"""Labels count only in the beginning of a section."""

GIANT_WORDS: Final = 20_000
"""No news article is as long; the longest reportages have half of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One article of an export: its text, and what its labelled lines state under keys of FIELD_NAMES."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)


def sections_of(text: str) -> tuple[Section, ...] | None:
    """() for an ordinary text, the articles of an export, or None for a bundle that can't be split safely.

    >>> body = "Words of a report about a harbour " * 5
    >>> export = f"Document 1 of 2\\n\\nTitle: A\\n\\n{body}\\n\\nDocument 2 of 2\\n\\nTitle: B\\n\\n{body}"
    >>> [section.fields for section in sections_of(export)], sections_of(body)
    ([{'title': 'A'}, {'title': 'B'}], ())
    """
    for split in SPLITTERS:
        parts = [part for part in split(text) if _is_article(part)]
        if len(parts) >= 2:
            return tuple(map(_section, parts))
    return None if _is_bundle(text) else ()


def _numbered_parts(text: str) -> list[str]:
    """What follows each numbering line, if they count 1, 2, 3 … of one total."""
    marks = list(NUMBERED.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or len({mark[2] for mark in marks}) != 1:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _ended_parts(text: str) -> list[str]:
    parts = ENDED.split(text)
    return parts if len(parts) > 2 else []


def _separated_parts(text: str) -> list[str]:
    """Sections between separator lines, if every substantial one begins with labelled lines."""
    parts = _between_separators(text)
    articles = [part for part in parts if _is_article(part)]
    labelled = [part for part in articles if len(LABEL.findall(part[:HEADER_CHARACTERS])) >= 2]
    return parts if len(articles) >= 2 and len(labelled) == len(articles) else []


def _between_separators(text: str) -> list[str]:
    ends = [(mark.start(), mark.end()) for mark in SEPARATOR.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [text[start:end] for start, end in zip(starts, [*(start for start, _ in ends), len(text)], strict=True)]


SPLITTERS: Final[tuple[Callable[[str], list[str]], ...]] = (_numbered_parts, _ended_parts, _separated_parts)


def _is_article(part: str) -> bool:
    """Enough words, or enough characters of a script that does not space its words."""
    head = part[:2000]
    return len(head.split(None, FEWEST_WORDS)) > FEWEST_WORDS or len(re.findall(r"[^\x00-\u2fff]", head)) > 60


def _is_bundle(text: str) -> bool:
    """Marks of an export that did not serve to split it, in a text that is too much for one article."""
    marks = len(NUMBERED.findall(text)) + len(ENDED.findall(text))
    if marks >= 3:
        return True
    parts = [part for part in _between_separators(text) if _is_article(part)]
    dated = sum(1 for part in parts if LABEL.search(part[:HEADER_CHARACTERS]) or BYLINE_OR_DATE.search(part[:400]))
    return (len(parts) >= 3 and dated * 3 >= len(parts) * 2) or (len(parts) >= 3 and text.count(" ") > GIANT_WORDS)


BYLINE_OR_DATE: Final = re.compile(
    r"^[ \t]{0,8}(?:By [A-Z]|Von [A-Z]|Par [A-Z]|Por [A-Z])|"
    r"\b(?:\d{1,2}[./ ](?:\d{1,2}|[A-Za-zäéû]{3,10})[./ ]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\b",
    re.M,
)
"""How an article begins: a byline, or a date."""


def _section(part: str) -> Section:
    """The section without its labelled lines, and what these state; the first statement of a field holds."""
    head, rest = part[:HEADER_CHARACTERS], part[HEADER_CHARACTERS:]
    fields: dict[str, str] = {}
    for label in LABEL.finditer(head):
        name = LABEL_FIELDS.get(label[1].lower())
        if name and label[2].strip():
            fields.setdefault(name, label[2].strip())
    return Section((LABEL.sub(_kept, head) + rest).strip(), fields)


def _kept(label: re.Match[str]) -> str:
    """What stays of a labelled line: text behind `Body:` or `Full text:`, nothing of the others."""
    return label[2] if label[1].lower() in ("body", "full text", "abstract") else ""
