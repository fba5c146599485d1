"""Exports of news databases: many articles in one text file, split where the file itself numbers or ends them.

Belongs here: the boundaries between articles. Does not: reading files, cleaning an article.

Three kinds of boundary are trusted: documents numbered from one (`Document 3 of 12`, `3 of 12 DOCUMENTS`), an end line
after each (`End of Document`, or a database's document number), and separator lines between sections that begin with
labelled lines (`Title: …`, `Date: …`). Separators without labels are ambiguous, as articles contain ornaments.
"""

import re
from collections.abc import Mapping
from typing import Final

NUMBERED: Final = re.compile(
    r"^[ \t]{0,80}(?:Document|Article|Item|Story|Record|Dokument|Artikel|Documento|Artículo)?[ \t]{0,4}"
    r"(?:No\.?[ \t]?)?(\d{1,5})[ \t]{1,4}(?:of|von|de|sur|/)[ \t]{1,4}(\d{1,5})"
    r"(?:[ \t]{1,4}(?:DOCUMENTS?|Articles?|Items?|Stories|Dokumente))?[ \t]{0,80}\r?$",
    re.M | re.I,
)
"""A line with the number of a document, printed before each by LexisNexis, ProQuest and others."""

END_LINE: Final = re.compile(
    r"^[ \t]{0,80}(?:End of Document|Document [A-Z]{2,10}0{2}20\d{6}[0-9a-z]{6,12}|- ?End of (?:article|story) ?-)"
    r"[ \t]{0,80}\r?$",
    re.M | re.I,
)
"""A line that ends a document: that of Nexis Uni, or the document number of Factiva."""

SEPARATOR: Final = re.compile(r"^[ \t]{0,8}([=_*#~\-])\1{19,200}[ \t]{0,8}\r?$", re.M)
"""A rule of twenty or more equal characters (group 1 is one of them); ornaments within articles are shorter."""

LABEL: Final = re.compile(
    r"^[ \t]{0,4}(title|headline|byline|author|source|publication(?: title| date)?|date|published|load-date|section|"
    r"length|body|full text|abstract|copyright|url|link|language|newspaper)[ \t]{0,3}:[ \t]{0,8}(.{0,300})\r?$",
    re.M | re.I,
)
"""A labelled line in the header of a section."""

LABEL_FIELDS: Final[Mapping[str, str]] = {
    "title": "title", "headline": "title", "byline": "authors", "author": "authors", "source": "publisher",
    "publication": "publisher", "publication title": "publisher", "newspaper": "publisher", "date": "published_at",
    "publication date": "published_at", "published": "published_at", "url": "url", "link": "url",
    "language": "language",
}  # fmt: skip

MIN_ARTICLE_WORDS: Final = 20
"""A section with fewer words is a cover page, a table of contents or a signature."""

HEADER_CHARACTERS: Final = 1_500
"""Labels count only in this much of a section."""

MAX_ARTICLE_WORDS: Final = 20_000
"""No news article is longer; the longest features have half as many words."""


def split_export(text: str) -> list[dict[str, str]] | None:
    """The articles of an export, [] for an ordinary text, None for an export that can't be split safely.

    An article has `text`, and the values of its labelled lines under keys of FIELD_NAMES.

    >>> body = "Words of a report about a harbour " * 5
    >>> export = f"Document 1 of 2\\n\\nTitle: A\\n\\n{body}\\n\\nDocument 2 of 2\\n\\nTitle: B\\n\\n{body}"
    >>> [article["title"] for article in split_export(export)], split_export(body)
    (['A', 'B'], [])
    """
    for split in (_split_at_numbers, _split_at_end_lines, _split_at_labelled_separators):
        parts = [part for part in split(text) if _is_article(part)]
        if len(parts) >= 2:
            return [_article(part) for part in parts]
    return None if _looks_like_export(text) else []


def _split_at_numbers(text: str) -> list[str]:
    """The parts after each numbered line, if the numbers are 1, 2, 3 … of one total."""
    marks = list(NUMBERED.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or len({mark[2] for mark in marks}) != 1:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _split_at_end_lines(text: str) -> list[str]:
    parts = END_LINE.split(text)
    return parts if len(parts) > 2 else []


def _split_at_labelled_separators(text: str) -> list[str]:
    """The parts between separator lines, if every article among them begins with labelled lines."""
    parts = SEPARATOR.split(text)[::2]
    articles = [part for part in parts if _is_article(part)]
    labelled = [part for part in articles if len(LABEL.findall(part[:HEADER_CHARACTERS])) >= 2]
    return parts if len(articles) >= 2 and len(labelled) == len(articles) else []


def _is_article(part: str) -> bool:
    """Whether a part has enough words, or enough characters of a script without spaces between words."""
    head = part[:2000]
    words = len(head.split(None, MIN_ARTICLE_WORDS))
    return words > MIN_ARTICLE_WORDS or len(re.findall(r"[^\x00-\u2fff]", head)) > 60


def _looks_like_export(text: str) -> bool:
    """Whether there are several boundaries, though none of the ways to split applied."""
    if len(NUMBERED.findall(text)) + len(END_LINE.findall(text)) >= 3:
        return True
    parts = [part for part in SEPARATOR.split(text)[::2] if _is_article(part)]
    dated = sum(1 for part in parts if LABEL.search(part[:HEADER_CHARACTERS]) or BYLINE_OR_DATE.search(part[:400]))
    return len(parts) >= 3 and (dated * 3 >= len(parts) * 2 or text.count(" ") > MAX_ARTICLE_WORDS)


BYLINE_OR_DATE: Final = re.compile(
    r"^[ \t]{0,8}(?:By [A-Z]|Von [A-Z]|Par [A-Z]|Por [A-Z])|"
    r"\b(?:\d{1,2}[./ ](?:\d{1,2}|[A-Za-zäéû]{3,10})[./ ]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\b",
    re.M,
)
"""The beginning of an article: a byline or a date."""


def _article(part: str) -> dict[str, str]:
    """The text without its labelled lines, and their values; the first value of a field wins."""
    head, rest = part[:HEADER_CHARACTERS], part[HEADER_CHARACTERS:]
    fields: dict[str, str] = {}
    for label in LABEL.finditer(head):
        name = LABEL_FIELDS.get(label[1].lower())
        if name and label[2].strip():
            fields.setdefault(name, label[2].strip())
    return {**fields, "text": (LABEL.sub(_label_text, head) + rest).strip()}


def _label_text(label: re.Match[str]) -> str:
    """The part of a labelled line that belongs to the text: that after `Body:` or `Full text:`, else nothing."""
    return label[2] if label[1].lower() in ("body", "full text", "abstract") else ""
