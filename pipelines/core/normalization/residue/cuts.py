"""Residue that extraction ran into a paragraph of prose.

Belongs here: cutting it out, one function per kind. Does not: recognizing it (captions, datelines, feed_footers,
lines), paragraphs that are residue as a whole (stripping).
"""

from collections.abc import Callable

from pipelines.core.normalization.residue import captions, datelines, feed_footers, lines
from pipelines.core.normalization.residue.types import Kind, Span

Cut = Callable[[str], tuple[str, list[Span]]]
"""Maps a paragraph to (what remains, what was cut)."""

FOOTER_KINDS: tuple[Kind, ...] = ("copyright", "reporting", "source", "signup")
MAX_FOOTER_CHARS = 400


def cut_date_prefix(paragraph: str) -> tuple[str, list[Span]]:
    """Cut the date of publication, or a relative time, from before the first sentence of a text.

    >>> cut_date_prefix("2 hours ago - The pier is shut.")
    ('The pier is shut.', [Span(kind='relative_date', text='2 hours ago -', removed=True)])
    """
    if length := datelines.prefix_length(paragraph):
        return paragraph[length:].lstrip(), [Span("date_line", paragraph[:length].strip())]
    if length := datelines.ago_length(paragraph):
        return paragraph[length:].lstrip(), [Span("relative_date", paragraph[:length].strip())]
    return paragraph, []


def cut_date_sentence(paragraph: str) -> tuple[str, list[Span]]:
    """Cut a sentence that only says when the text was published.

    >>> cut_date_sentence("The pier is shut. Published on 3 April 2024. Nobody may pass.")[0]
    'The pier is shut. Nobody may pass.'
    """
    place = datelines.date_sentence(paragraph)
    if place is None:
        return paragraph, []
    return _without(paragraph, *place), [Span("date_line", paragraph[slice(*place)])]


def cut_feed_footer(paragraph: str) -> tuple[str, list[Span]]:
    """Cut "The post T appeared first on D."

    >>> cut_feed_footer("The pier is shut. The post Pier shut appeared first on Port Herald.")[0]
    'The pier is shut.'
    """
    found = feed_footers.find(paragraph)
    if not found:
        return paragraph, []
    line = Span("appeared_first", paragraph[found.start :])
    return paragraph[: found.start].rstrip(), [line, Span("title", found.title)]


def cut_captions(paragraph: str) -> tuple[str, list[Span]]:
    """Cut captions and picture credits.

    >>> cut_captions("The pier is shut. Nobody may pass. (Photo by Ada Holm)")[0]
    'The pier is shut. Nobody may pass.'
    """
    spans: list[Span] = []
    rest = paragraph
    for start, end, kind in reversed(captions.caption_cuts(paragraph)):
        spans.insert(0, Span(kind, paragraph[start:end].strip()))
        rest = _without(rest, start, end)
    return rest, spans


def cut_footer(paragraph: str) -> tuple[str, list[Span]]:
    """Cut the last sentence of a text if it states rights, a source and the like.

    >>> cut_footer("The pier is shut. All rights reserved.")[0]
    'The pier is shut.'
    """
    start = captions.sentence_starts(paragraph[-MAX_FOOTER_CHARS:])[-1] + max(0, len(paragraph) - MAX_FOOTER_CHARS)
    if not start:
        return paragraph, []
    last = paragraph[start:]
    kind = lines.kind_of(last)
    if kind in FOOTER_KINDS:
        return paragraph[:start].rstrip(), [Span(kind, last)]
    if datelines.is_labelled(last) and datelines.is_date_line(last):
        return paragraph[:start].rstrip(), [Span("date_line", last)]
    return paragraph, []


ANYWHERE: tuple[Cut, ...] = (cut_date_sentence, cut_feed_footer, cut_captions)
WITHOUT_FOOTER: tuple[Cut, ...] = (cut_date_sentence, cut_captions)
"""The cuts for every paragraph, in order; the same where no feed footer begins."""


def _without(text: str, start: int, end: int) -> str:
    return " ".join(piece for piece in (text[:start].strip(), text[end:].strip()) if piece)
