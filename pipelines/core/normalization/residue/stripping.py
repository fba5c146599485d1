"""Splits a plain text into its body and its residue.

Belongs here: the order of the rules, and where in a text each applies (head, middle, end). Does not: the rules (lines,
captions, datelines, metadata_lines), the headline (headlines), cuts within a paragraph (cuts).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pipelines.core.normalization import texts
from pipelines.core.normalization.residue import (
    captions,
    cuts,
    datelines,
    feed_footers,
    headlines,
    lines,
    metadata_lines,
)
from pipelines.core.normalization.residue.openings import may_open
from pipelines.core.normalization.residue.types import Residue, Span

OPENINGS = lines.OPENINGS | captions.OPENINGS

SIGNS = datelines.DIGIT_BYTES + b"()[]:/"
"""Each date, bracketed credit and credit after a caption has one of these bytes, or a keyword of lines."""

MAX_HEAD_LINES = 8
"""Lines from the top that may be metadata: title, teaser, byline, date, section."""

MIN_PROSE_CHARS = 80
"""Length from which a line that ends like a sentence is a paragraph of prose."""

MAX_EDGE_LINES = 3
"""Lines from the top and the end that may be source lines or single URLs; elsewhere these are content."""

MAX_TEXT_CHARS = 2_000_000
"""Longer texts keep their residue; no article is longer."""

MAX_LINES_VISITED = 20_000
"""Lines visited in all passes before no further pass is made. An article takes a few hundred; thousands of bylines in a
row would take a pass for every dozen."""


def strip(text: str) -> Residue:
    r"""Remove the residue from an extracted text.

    The body consists of parts of the text, in order. In doubt a line stays. Idempotent on its body.

    >>> found = strip("Pier shut for weeks\nBy Ada Holm | 3 May 2024\n\nThe pier is shut.\n\nShare this article")
    >>> found.body, found.title, found.date_texts, found.byline_texts
    ('The pier is shut.', 'Pier shut for weeks', ['3 May 2024'], ['By Ada Holm'])
    """
    stored = texts.stored_paragraphs(text)
    paragraphs = original = list(stored or filter(None, map(texts.line_text, texts.paragraphs(text))))
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


def _unique(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans; those that stay in the body only once, although every pass finds them."""
    seen: set[Span] = set()
    for span in spans:
        if span.removed or span not in seen:
            yield span
        seen.add(span)


def _pass(paragraphs: Sequence[str]) -> tuple[list[str], list[Span]]:
    """Apply the rules to each paragraph once; passes repeat, because a removal may expose further residue."""
    kept: list[str] = []
    spans: list[Span] = []
    head, last = _head_length(paragraphs), len(paragraphs) - 1
    text = "\n".join(paragraphs)
    has_keyword, has_footer = lines.has_keyword(text), feed_footers.may_hold_footer(text)
    for place, paragraph in enumerate(paragraphs):
        is_worded = may_open(paragraph, OPENINGS) or (has_keyword and lines.has_keyword(paragraph))
        is_telling = is_worded or (has_footer and feed_footers.may_hold_footer(paragraph))
        if not (is_telling or _is_candidate(paragraph, place, place < head, place == last)):
            kept.append(paragraph)
            continue
        rest, found = "", _whole(paragraph, is_worded, place < head, min(place, last - place))
        if not found:
            rest, found = _within(paragraph, has_footer, place, place == last)
        if place < head and headlines.is_below_headline(found):
            kept, above = headlines.split_above(kept, any(span.kind == "byline" for span in spans))
            spans += above
        spans += found
        kept += [rest] if rest else []
    return kept, spans


def _head_length(paragraphs: Sequence[str]) -> int:
    """The number of lines that may be metadata, up to the second paragraph of prose: the first may be a teaser."""
    long = ((place, line) for place, line in enumerate(paragraphs[:MAX_HEAD_LINES]) if len(line) >= MIN_PROSE_CHARS)
    prose = (place for place, line in long if texts.SENTENCE_END.search(line, len(line) - 1))
    return next(islice(prose, 1, None), MAX_HEAD_LINES)


def may_hold_residue(paragraph: str) -> bool:
    """Whether a paragraph anywhere in a text may hold residue. May give false positives, never false negatives.

    >>> [may_hold_residue(line) for line in ("The pier is shut.", "Share this article", "Built in 1998.")]
    [False, True, True]
    """
    is_worded = may_open(paragraph, OPENINGS) or lines.has_keyword(paragraph)
    return is_worded or _has_signs(paragraph) or feed_footers.may_hold_footer(paragraph)


def _has_signs(paragraph: str) -> bool:
    data = paragraph.encode()
    return len(data.translate(None, SIGNS)) < len(data)


def _is_candidate(paragraph: str, place: int, is_head: bool, is_last: bool) -> bool:
    """Whether a paragraph without keywords or an opening may hold residue at its place in the text."""
    return (
        _has_signs(paragraph)
        or (is_head and len(paragraph) <= metadata_lines.MAX_LINE_CHARS)
        or (place < MAX_HEAD_LINES and datelines.dateline(paragraph) is not None)
        or (place == 0 and datelines.ago_length(paragraph) > 0)
        or (is_last and cuts.cut_footer(paragraph)[0] != paragraph)
    )


def _whole(paragraph: str, is_worded: bool, is_head: bool, from_edge: int) -> list[Span]:
    """The spans of a paragraph that is only residue, none if it holds prose.

    is_worded: whether it has an opening or a keyword, as every line with a kind and every credit line
    from_edge: lines to the nearer end
    """
    if len(paragraph) > captions.MAX_CAPTION_CHARS:
        return []
    if is_head and (metadata := metadata_lines.spans_of(paragraph)):
        return metadata
    if datelines.is_date_line(paragraph):
        return [Span("date_line", paragraph)] if from_edge == 0 or datelines.is_labelled(paragraph) else []
    if not is_worded:
        return []
    kind = lines.kind_of(paragraph)
    if kind and (kind != "source" or from_edge < MAX_EDGE_LINES):
        return [Span(kind, paragraph)]
    return [Span("credit", paragraph)] if captions.is_credit_line(paragraph) else []


def _within(paragraph: str, has_footer: bool, place: int, is_last: bool) -> tuple[str, list[Span]]:
    """Cut the residue from a paragraph with prose: (what remains, spans)."""
    rest, spans = (paragraph, list[Span]()) if place else cuts.cut_date_prefix(paragraph)
    anywhere = cuts.ANYWHERE if has_footer else cuts.WITHOUT_FOOTER
    for cut in (*anywhere, cuts.cut_footer) if is_last else anywhere:
        rest, found = cut(rest)
        spans += found
    if place < MAX_HEAD_LINES and (line := datelines.dateline(rest)):
        spans.append(Span("dateline", line, removed=False))
    return rest, spans
