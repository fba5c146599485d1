"""Plain text in, its body and its residue out.

Belongs here: the order in which the rules look at a text, and what its place makes of a line (head, middle, tail).
Does not: the rules themselves (the other modules of this package).
"""

import re
from collections.abc import Iterable, Iterator
from typing import cast

from pipelines.core import texts
from pipelines.core.residue import appeared, bylines, captions, datelines, lines
from pipelines.core.residue.spans import Kind, Residue, Span

HEAD_LINES = 8
"""Lines from the top within which bylines and bare dates are looked for: title, teaser, byline, date, section."""

LONGEST_TITLE = 200
TITLE_END = re.compile(r"[.:;,…]$")

LARGEST_TEXT = 2_000_000
"""Characters up to which a text is looked through; no article is longer, and a longer one keeps its residue."""


def strip(text: str) -> Residue:
    r"""Take out of an extracted text what is not its prose.

    Never invents: the body is made of pieces of the text, in order. What is unsure stays. Idempotent on its body.

    >>> found = strip("Pier shut\nBy Ada Holm | 3 May 2024\n\nThe pier is shut.\n\nShare this article")
    >>> found.body, found.title, found.date_texts, found.byline_texts
    ('The pier is shut.', 'Pier shut', ['3 May 2024'], ['By Ada Holm'])
    """
    paragraphs = [line for line in map(texts.line_text, texts.paragraphs(text)) if line]
    if len(text) > LARGEST_TEXT:
        return Residue(texts.body_text(paragraphs))
    title: str | None = None
    spans: list[Span] = []
    while True:
        kept, found = _pass(paragraphs)
        spans += found
        title = title or next((span.text for span in found if span.kind == "title"), None)
        if kept == paragraphs:
            break
        paragraphs = kept
    return Residue(texts.body_text(paragraphs), title, tuple(_once(spans)))


def _once(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans; those that stay in the body only the first time, though every pass meets them."""
    seen: set[Span] = set()
    for span in spans:
        if span.removed or span not in seen:
            yield span
        seen.add(span)


def _pass(paragraphs: list[str]) -> tuple[list[str], list[Span]]:
    """One look at every paragraph; what it takes away may uncover more, so it is repeated until nothing changes."""
    kept: list[str] = []
    spans: list[Span] = []
    for place, paragraph in enumerate(paragraphs):
        whole = _whole(paragraph, place, len(paragraphs))
        rest, found = ("", whole) if whole else _within(paragraph, place)
        if _names_head(found) and len(kept) == 1 and _is_title(kept[0]):
            spans.append(Span("title", kept.pop()))
        spans += found
        kept += [rest] if rest else []
    return kept, spans


def _names_head(found: Iterable[Span]) -> bool:
    return any(span.kind in ("byline", "date_line") and span.removed for span in found)


def _is_title(line: str) -> bool:
    """A line above a byline or a date that is no sentence: the headline."""
    return len(line) <= LONGEST_TITLE and not TITLE_END.search(line) and datelines.dateline(line) is None


def _whole(paragraph: str, place: int, count: int) -> list[Span]:
    """The spans of a paragraph that is residue as a whole, none for one that holds prose."""
    if place < HEAD_LINES and bylines.is_byline(paragraph):
        return bylines.spans_of(paragraph)
    if datelines.is_date_line(paragraph):
        at_edge = place < HEAD_LINES or place == count - 1
        return [Span("date_line", paragraph)] if at_edge or datelines.is_labelled(paragraph) else []
    kind = lines.kind_of(paragraph)
    if kind:
        return [Span(kind, paragraph)]
    return [Span("credit", paragraph)] if captions.is_credit_line(paragraph) else []


def _within(paragraph: str, place: int) -> tuple[str, list[Span]]:
    """Cut from a paragraph what residue it holds beside its prose: (what remains, spans)."""
    spans: list[Span] = []
    rest = paragraph
    for cut in (_cut_prefix if place == 0 else None, _cut_sentence, _cut_appeared, _cut_captions):
        if cut:
            rest, found = cut(rest)
            spans += found
    if place < HEAD_LINES and (line := datelines.dateline(rest)):
        spans.append(Span("dateline", line, removed=False))
    return rest, spans


def _cut_prefix(paragraph: str) -> tuple[str, list[Span]]:
    if length := datelines.prefix_length(paragraph):
        return paragraph[length:].lstrip(), [Span("date_line", paragraph[:length].strip())]
    if length := datelines.ago_length(paragraph):
        return paragraph[length:].lstrip(), [Span("relative_date", paragraph[:length].strip())]
    return paragraph, []


def _cut_sentence(paragraph: str) -> tuple[str, list[Span]]:
    place = datelines.sentence(paragraph)
    if place is None:
        return paragraph, []
    return _without(paragraph, *place), [Span("date_line", paragraph[slice(*place)])]


def _cut_appeared(paragraph: str) -> tuple[str, list[Span]]:
    found = appeared.find(paragraph)
    if not found:
        return paragraph, []
    line = Span("appeared_first", paragraph[found.start :])
    return paragraph[: found.start].rstrip(), [line, Span("title", found.title)]


def _cut_captions(paragraph: str) -> tuple[str, list[Span]]:
    spans: list[Span] = []
    rest = paragraph
    for start, end, kind in reversed(captions.caption_cuts(paragraph)):
        spans.insert(0, Span(cast(Kind, kind), paragraph[start:end].strip()))
        rest = _without(rest, start, end)
    return rest, spans


def _without(text: str, start: int, end: int) -> str:
    return " ".join(piece for piece in (text[:start].strip(), text[end:].strip()) if piece)
