"""Plain text in, its body and its residue out.

Belongs here: the order in which the rules are applied, and what its place makes of a line (head, middle, end). Does
not: the rules (lines, captions, datelines, metadata_lines), the headline (headlines), cuts within a paragraph (cuts).
"""

from collections.abc import Iterable, Iterator, Sequence

from pipelines.core.normalization import texts
from pipelines.core.normalization.residue import candidates, captions, cuts, datelines, headlines, lines, metadata_lines
from pipelines.core.normalization.residue.types import Residue, Span

HEAD_LINES = 8
"""Lines from the top that may be bylines and bare dates: title, teaser, byline, date, section."""

MIN_PROSE_CHARS = 80
"""Characters from which a line that ends like a sentence is a paragraph of prose."""

EDGE_LINES = 3
"""Lines from the top and the end that may be a source line or a lone URL: elsewhere these are content."""

MAX_TEXT_CHARS = 2_000_000
"""Longer texts keep their residue; no article is longer."""

MAX_LINES_VISITED = 20_000
"""Lines visited in all passes together before no further pass is made: thousands of bylines in a row need a pass for
every dozen of them. An article takes a few hundred."""


def strip(text: str) -> Residue:
    r"""Remove from an extracted text what is not its prose.

    Never invents: the body is made of pieces of the text, in order. What is uncertain stays. Idempotent on its body.

    >>> found = strip("Pier shut for weeks\nBy Ada Holm | 3 May 2024\n\nThe pier is shut.\n\nShare this article")
    >>> found.body, found.title, found.date_texts, found.byline_texts
    ('The pier is shut.', 'Pier shut for weeks', ['3 May 2024'], ['By Ada Holm'])
    """
    stored = texts.stored_paragraphs(text)
    paragraphs = original = list(stored) if stored else _paragraphs(text)
    spans: list[Span] = []
    visited = 0 if len(text) <= MAX_TEXT_CHARS else MAX_LINES_VISITED
    while visited < MAX_LINES_VISITED:
        visited += len(paragraphs)
        kept, found = _pass(paragraphs)
        spans += found
        if kept == paragraphs:
            break
        paragraphs = kept
    body = text if stored and paragraphs is original else texts.body_text(paragraphs)
    title = next((span.text for span in spans if span.kind == "title"), None)
    return Residue(body, title, tuple(_unique(spans)))


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(texts.line_text, texts.paragraphs(text)) if line]


def _unique(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans; those that stay in the body once, though every pass finds them again."""
    seen: set[Span] = set()
    for span in spans:
        if span.removed or span not in seen:
            yield span
        seen.add(span)


def _pass(paragraphs: Sequence[str]) -> tuple[list[str], list[Span]]:
    """Apply the rules to every paragraph once; what is removed may uncover more, so passes repeat until none does."""
    kept: list[str] = []
    spans: list[Span] = []
    head, last = _head_length(paragraphs), len(paragraphs) - 1
    for place, paragraph in enumerate(paragraphs):
        if not _is_candidate(paragraph, place, place < head, place == last):
            kept.append(paragraph)
            continue
        rest, found = "", _whole(paragraph, place < head, min(place, last - place))
        if not found:
            rest, found = _within(paragraph, place, place == last)
        if place < head and headlines.is_below_headline(found):
            kept, above = headlines.split_above(kept, any(span.kind == "byline" for span in spans))
            spans += above
        spans += found
        kept += [rest] if rest else []
    return kept, spans


def _head_length(paragraphs: Sequence[str]) -> int:
    """How many lines may be metadata: up to the second paragraph of prose, because the first may be a teaser."""
    prose = [place for place, line in enumerate(paragraphs[:HEAD_LINES]) if _is_prose(line)]
    return prose[1] if len(prose) > 1 else HEAD_LINES


def _is_prose(line: str) -> bool:
    return len(line) >= MIN_PROSE_CHARS and texts.SENTENCE_END.search(line, len(line) - 1) is not None


def _is_candidate(paragraph: str, place: int, is_head: bool, is_last: bool) -> bool:
    """Whether a paragraph may hold residue. May give false positives, never false negatives."""
    return (
        candidates.may_hold_residue(paragraph)
        or (is_head and len(paragraph) <= metadata_lines.LONGEST_LINE)
        or (place < HEAD_LINES and datelines.dateline(paragraph) is not None)
        or (place == 0 and datelines.ago_length(paragraph) > 0)
        or (is_last and cuts.cut_footer(paragraph)[0] != paragraph)
    )


def _whole(paragraph: str, is_head: bool, from_edge: int) -> list[Span]:
    """The spans of a paragraph that is residue as a whole, none if it holds prose; from_edge: lines between."""
    if len(paragraph) > captions.MAX_CAPTION_CHARS:
        return []
    if is_head and (metadata := metadata_lines.spans_of(paragraph)):
        return metadata
    if datelines.is_date_line(paragraph):
        return [Span("date_line", paragraph)] if from_edge == 0 or datelines.is_labelled(paragraph) else []
    kind = lines.kind_of(paragraph)
    if kind and (kind != "source" or from_edge < EDGE_LINES):
        return [Span(kind, paragraph)]
    return [Span("credit", paragraph)] if captions.is_credit_line(paragraph) else []


def _within(paragraph: str, place: int, is_last: bool) -> tuple[str, list[Span]]:
    """Cut the residue from a paragraph that also holds prose: (what remains, spans)."""
    rest, spans = (paragraph, list[Span]()) if place else cuts.cut_date_prefix(paragraph)
    for cut in (*cuts.ANYWHERE, cuts.cut_footer) if is_last else cuts.ANYWHERE:
        rest, found = cut(rest)
        spans += found
    if place < HEAD_LINES and (line := datelines.dateline(rest)):
        spans.append(Span("dateline", line, removed=False))
    return rest, spans
