"""Exports of news databases: many documents in one text, split where the text itself numbers or ends them.

Belongs here: the boundaries between documents. Does not: reading files, what a document says (export_documents).

Four kinds of boundary are trusted: documents numbered without a gap (`Document 3 of 12`, `3 von 12 DOKUMENTEN`), an end
line after each (`End of Document`, or a database's document number), lines with four stars and variables (Alceste,
IRaMuTeQ), and separator lines between sections that have labelled lines (`Title: …`, `Date: …`). Separators without
labels are ambiguous, as articles contain ornaments.
"""

import re
from typing import Final

from pipelines.core.readers.export_documents import (
    END_LABELS,
    END_LINES,
    Document,
    has_codes,
    has_labels,
    parse_document,
)

NUMBERED: Final = re.compile(
    r"^[ \t]{0,80}(?:[^\W\d_]{3,15}[ \t]{1,4})?(?:n[o°º]?\.?[ \t]?)?(\d{1,5})[ \t]{1,4}"
    r"(?:of|out of|von|de|du|sur|van|di|do|da|av|af|z|из|/)[ \t]{1,4}(\d{1,5})"
    r"(?:[ \t]{1,4}[^\W\d_]{3,15})?[ \t]{0,80}\r?$",
    re.M | re.I,
)
"""A line with the number of a document and their total, printed before each by LexisNexis, ProQuest and others."""

END_LINE: Final = re.compile(
    rf"^[ \t]{{0,80}}(?:- ?)?(?:{'|'.join(map(re.escape, sorted(END_LINES)))}|"
    rf"(?:{'|'.join(map(re.escape, sorted(END_LABELS)))})[ \t\xa0]{{0,3}}:[^\n]{{1,80}}|"
    r"(?:AN[ \t\xa0]{1,8})?Do[ck]umento?[ \t\xa0][A-Z]{2,10}0{1,6}(?:19|20)\d{6}[0-9a-z]{6,12})(?: ?-)?[ \t]{0,80}\r?$",
    re.M | re.I,
)
"""A line that ends a document, in the languages of Nexis, or the document number of Factiva."""

STARRED: Final = re.compile(r"^(?:\*{4}|\d{4})((?:[ \t]+\*[^\s*]{1,200})+)[ \t]*\r?$", re.M)
"""The line before each text of a corpus for Alceste or IRaMuTeQ; group 1 holds its variables."""

SEPARATOR: Final = re.compile(r"^[ \t]{0,8}([=_*#~\-])\1{19,200}[ \t]{0,8}\r?$", re.M)
"""A rule of twenty or more equal characters (group 1 is one of them); ornaments within articles are shorter."""

MIN_ARTICLE_WORDS: Final = 20
"""A section with fewer words is a cover page, a table of contents or a signature."""

MAX_ARTICLE_WORDS: Final = 20_000
"""No news article is longer; the longest features have half as many words."""


def split_export(text: str) -> list[Document] | None:
    """The documents of an export, [] for an ordinary text, None for an export that can't be split safely.

    >>> body = "Words of a report about a harbour " * 5
    >>> export = f"Document 1 of 2\\n\\nTitle: A\\n\\n{body}\\n\\nDocument 2 of 2\\n\\nTitle: B\\n\\n{body}"
    >>> [document.fields["title"] for document in split_export(export)], split_export(body)
    (['A', 'B'], [])
    """
    if corpus := _split_starred(text):
        return corpus
    for split in (_split_at_numbers, _split_at_end_lines, _split_at_labelled_separators):
        parts = split(text)
        articles = [part for part in parts if _is_article(part)]
        if len(articles) >= 2 or (len(articles) == 1 and has_labels(articles[0])):
            return _documents(parts)
    return None if _looks_like_export(text) else []


def _documents(parts: list[str]) -> list[Document]:
    """The documents of the parts; a cover page or another rest is kept with the document beside it."""
    documents: list[Document] = []
    beside = ""
    for part in parts:
        if _is_article(part) or has_labels(part) or has_codes(part):
            document = parse_document(part)
            document.extra |= {"above_document": beside} if beside else {}
            documents.append(document)
            beside = ""
        else:
            beside = f"{beside}\n{part.strip()}".strip()
    if beside and documents:
        documents[-1].extra["below_document"] = beside
    return documents


def _split_starred(text: str) -> list[Document]:
    """The texts of a corpus, each with its variables; [] if the text is none."""
    lines = list(STARRED.finditer(text))
    if len(lines) < 2 or text[: lines[0].start()].strip("\ufeff \t\r\n"):
        return []
    ends = [line.start() for line in lines[1:]] + [len(text)]
    documents = []
    for line, end in zip(lines, ends, strict=True):
        variables = [each.lstrip("*").partition("_") for each in line[1].split()]
        body = text[line.end() : end].strip()
        documents.append(Document({"text": body}, {name: value or True for name, _, value in variables}))
    return documents


def _split_at_numbers(text: str) -> list[str]:
    """What stands before the first numbered line and after each, if the numbers follow each other to one total."""
    marks = list(NUMBERED.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    totals = {mark[2] for mark in marks}
    is_sequence = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    if not is_sequence or len(totals) != 1 or numbers[-1] > int(marks[0][2]):
        return []
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _split_at_end_lines(text: str) -> list[str]:
    parts = END_LINE.split(text)
    return parts if len(parts) > 1 else []


def _split_at_labelled_separators(text: str) -> list[str]:
    """The parts between separator lines, if every article among them has labelled lines."""
    parts = SEPARATOR.split(text)[::2]
    articles = [part for part in parts if _is_article(part)]
    labelled = [part for part in articles if has_labels(part)]
    return parts if len(articles) >= 2 and len(labelled) == len(articles) else []


def _is_article(part: str) -> bool:
    """Whether a part has enough words, or enough characters of a script without spaces between words."""
    head = part[:2000]
    words = len(head.split(None, MIN_ARTICLE_WORDS))
    return words > MIN_ARTICLE_WORDS or len(re.findall(r"[^\x00-\u2fff]", head)) > 60


def _looks_like_export(text: str) -> bool:
    """Whether there are several boundaries, though none of the ways to split applied."""
    marks = sorted(mark.span() for kind in (NUMBERED, END_LINE) for mark in kind.finditer(text))
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    between = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(marks) >= 3 and sum(map(_is_article, between)) >= 2:
        return True
    parts = [part for part in SEPARATOR.split(text)[::2] if _is_article(part)]
    dated = sum(1 for part in parts if has_labels(part) or BYLINE_OR_DATE.search(part[:400]))
    return len(parts) >= 3 and (dated * 3 >= len(parts) * 2 or text.count(" ") > MAX_ARTICLE_WORDS)


BYLINE_OR_DATE: Final = re.compile(
    r"^[ \t]{0,8}(?:By [A-Z]|Von [A-Z]|Par [A-Z]|Por [A-Z])|"
    r"\b(?:\d{1,2}[./ ](?:\d{1,2}|[A-Za-zäéû]{3,10})[./ ]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\b",
    re.M,
)
"""The beginning of an article: a byline or a date."""
