"""Plain text in, its body and its residue out.

Belongs here: the order in which the rules look at a text, and what its place makes of a line (head, middle, tail).
Does not: the rules themselves (the other modules of this package).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import compress
from typing import cast

from pipelines.core.normalization import texts
from pipelines.core.normalization.residue import appeared, captions, datelines, heads, lines
from pipelines.core.normalization.residue.openings import may_open
from pipelines.core.normalization.residue.spans import Kind, Residue, Span

HEAD_LINES = 8
"""Lines from the top within which bylines and bare dates are looked for: title, teaser, byline, date, section."""

PARAGRAPH = 80
"""Characters from which a line that ends as a sentence does is a paragraph of prose."""

LONGEST_TITLE = 160
LINES_ABOVE = 2
"""Lines that may stand above a byline: the headline, and a section above it or a teaser below."""

LOWER_WORD = re.compile(r"(?:^|\s)[a-zà-öø-ÿа-яα-ω]{4,}(?=\W|$)")
UNSPACED_TITLE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{8}")

EDGE_LINES = 3
"""Lines from the top and the end within which a source line or a lone URL is looked for: elsewhere it is content."""

LAST_KINDS: tuple[Kind, ...] = ("copyright", "reporting", "source", "signup")
LAST_SENTENCES = 400

TITLE_END = re.compile(r"[.:;,…]$|[a-zà-ÿ]{3}\.\s[A-ZÀ-Þ]")

SIGNS = "0123456789()[]:/©".encode("cp1252")
"""One of these is in every date, bracketed credit, credit behind a caption and agency's dateline."""

Doubt = Callable[[str], bool]
Cut = Callable[[str], tuple[str, list[Span]]]

LARGEST_TEXT = 2_000_000
"""Characters up to which a text is looked through; no article is longer, and a longer one keeps its residue."""

MOST_LOOKS = 20_000
"""Lines looked at in all passes together before no further pass is made: thousands of bylines in a row need a pass for
every dozen of them. An article takes some hundred."""


def strip(text: str, suspects: bytes | None = None) -> Residue:
    r"""Take out of an extracted text what is not its prose.

    Never invents: the body is made of pieces of the text, in order. What is unsure stays. Idempotent on its body.

    suspects: of a text in stored form, one byte a paragraph, 0 where there is known to be no residue (glances.look)

    >>> found = strip("Pier shut for weeks\nBy Ada Holm | 3 May 2024\n\nThe pier is shut.\n\nShare this article")
    >>> found.body, found.title, found.date_texts, found.byline_texts
    ('The pier is shut.', 'Pier shut for weeks', ['3 May 2024'], ['By Ada Holm'])
    """
    stored = texts.stored_paragraphs(text) if suspects is None else tuple(text.split("\n\n"))
    lines_given = stored or map(texts.line_text, texts.paragraphs(text))
    paragraphs = given = [line for line in lines_given if line]
    if len(text) > LARGEST_TEXT:
        return Residue(texts.body_text(paragraphs))
    title: str | None = None
    spans: list[Span] = []
    looks = 0
    while looks < MOST_LOOKS:
        looks += len(paragraphs)
        kept, found = _pass(paragraphs, suspects)
        suspects = None
        spans += found
        title = title or next((span.text for span in found if span.kind == "title"), None)
        if kept == paragraphs:
            break
        paragraphs = kept
    body = text if stored and paragraphs is given else texts.body_text(paragraphs)
    return Residue(body, title, tuple(_once(spans)))


def _once(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans; those that stay in the body only the first time, though every pass meets them."""
    seen: set[Span] = set()
    for span in spans:
        if span.removed or span not in seen:
            yield span
        seen.add(span)


def _pass(paragraphs: list[str], suspects: bytes | None = None) -> tuple[list[str], list[Span]]:
    """One look at every paragraph; what it takes away may uncover more, so it is repeated until nothing changes."""
    kept: list[str] = []
    spans: list[Span] = []
    head, last = _head_length(paragraphs), len(paragraphs) - 1
    doubts = _doubts("\n".join(paragraphs if suspects is None else compress(paragraphs, suspects)))
    bare = _bare_places(paragraphs, head, doubts) if suspects is None else _unsuspected(suspects)
    cuts = _cuts(doubts)
    for place, paragraph in enumerate(paragraphs):
        if place in bare:
            kept.append(paragraph)
            continue
        whole = _whole(paragraph, place < head, min(place, last - place))
        rest, found = ("", whole) if whole else _within(paragraph, place, place == last, cuts)
        if _names_head(found) and kept and place < head:
            spans += _line_above(kept, spans)
        spans += found
        kept += [rest] if rest else []
    return kept, spans


def _doubts(whole: str) -> Sequence[Doubt]:
    """Those of DOUBTS that all paragraphs together raise: what is not true of these is true of none."""
    return [doubt for doubt in DOUBTS if doubt(whole)]


def _bare_places(paragraphs: Sequence[str], head: int, doubts: Sequence[Doubt]) -> set[int]:
    """Where paragraphs hold no sign of the residue that stands within a text: most prose, told from the rest fast."""
    inner = enumerate(paragraphs[1:-1], 1)
    return {place for place, line in inner if _is_inner(line, place, head) and not any(doubt(line) for doubt in doubts)}


def _unsuspected(suspects: bytes) -> set[int]:
    return {place for place, suspect in enumerate(suspects) if not suspect}


def _is_inner(paragraph: str, place: int, head: int) -> bool:
    """Whether a paragraph is neither one of the particulars at the head nor opens as residue does."""
    size = len(paragraph)
    if size <= captions.LONGEST_CAPTION and (
        (place < head and size <= heads.LONGEST_LINE) or may_open(paragraph, _first_letters())
    ):
        return False
    return place >= HEAD_LINES or not datelines.dateline(paragraph)


@cache
def _first_letters() -> frozenset[str]:
    return lines.first_letters() | captions.first_letters()


def _is_signed(text: str) -> bool:
    """Whether a text holds one of SIGNS, or a character that no text in Latin letters has."""
    try:
        coded = text.encode() if text.isascii() else text.encode("cp1252")
    except UnicodeEncodeError:
        return True
    return len(coded.translate(None, SIGNS)) < len(coded)


DOUBTS: tuple[Doubt, ...] = (_is_signed, lines.names_residue, appeared.may_stand_in)
"""What must be true of a text, and of a paragraph, for it to hold residue that does not show in its first letters."""


def _head_length(paragraphs: Sequence[str]) -> int:
    """How many lines may be particulars: up to the second paragraph of prose, for the first may be a teaser."""
    prose = [place for place, line in enumerate(paragraphs[:HEAD_LINES]) if _is_prose(line)]
    return prose[1] if len(prose) > 1 else HEAD_LINES


def _is_prose(line: str) -> bool:
    return len(line) >= PARAGRAPH and texts.SENTENCE_END.search(line, len(line) - 1) is not None


def _names_head(found: Iterable[Span]) -> bool:
    return any(span.kind in ("byline", "date_line") and span.removed for span in found)


def _line_above(kept: list[str], spans: Sequence[Span]) -> list[Span]:
    """Take from `kept` what stands above a byline or a date: the headline, or an outlet between the two."""
    if any(span.kind == "byline" for span in spans):
        is_outlet = len(kept) == 1 and heads.NAME.match(kept[0]) and len(kept[0].split()) <= heads.NAME_WORDS
        return [Span("outlet", kept.pop())] if is_outlet else []
    place = next((place for place, line in enumerate(kept) if _is_title(line)), None)
    if place is None or len(kept) > LINES_ABOVE:
        return []
    return [Span("title", kept.pop(place))]


def _is_title(line: str) -> bool:
    """Whether a line above a byline or a date is the headline: no sentence, and more than a name or a section."""
    if len(line) > LONGEST_TITLE or TITLE_END.search(line) or datelines.dateline(line):
        return False
    words = line.split()
    return (
        len(words) >= 5
        or (len(words) >= 3 and LOWER_WORD.search(line) is not None)
        or UNSPACED_TITLE.search(line) is not None
    )


def _whole(paragraph: str, is_head: bool, from_edge: int) -> list[Span]:
    """The spans of a paragraph that is residue as a whole, none for one that holds prose; from_edge: lines away."""
    if is_head and (particulars := heads.spans_of(paragraph)):
        return particulars
    if datelines.is_date_line(paragraph):
        return [Span("date_line", paragraph)] if from_edge == 0 or datelines.is_labelled(paragraph) else []
    kind = lines.kind_of(paragraph)
    if kind and (kind != "source" or from_edge < EDGE_LINES):
        return [Span(kind, paragraph)]
    return [Span("credit", paragraph)] if captions.is_credit_line(paragraph) else []


def _within(paragraph: str, place: int, is_last: bool, cuts: Sequence[Cut]) -> tuple[str, list[Span]]:
    """Cut from a paragraph what residue it holds beside its prose: (what remains, spans)."""
    spans: list[Span] = []
    rest = paragraph
    for cut in (*((_cut_prefix,) if place == 0 else ()), *cuts, *((_cut_last,) if is_last else ())):
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


def _cut_last(paragraph: str) -> tuple[str, list[Span]]:
    """Rights, sources and the like that were run into the last paragraph, as its last sentence."""
    start = captions.sentence_starts(paragraph[-LAST_SENTENCES:])[-1] + max(0, len(paragraph) - LAST_SENTENCES)
    if not start:
        return paragraph, []
    last = paragraph[start:]
    kind = lines.kind_of(last)
    if kind in LAST_KINDS:
        return paragraph[:start].rstrip(), [Span(kind, last)]
    if datelines.is_labelled(last) and datelines.is_date_line(last):
        return paragraph[:start].rstrip(), [Span("date_line", last)]
    return paragraph, []


CUTS: tuple[tuple[Cut, Doubt | None], ...] = (
    (_cut_sentence, _is_signed), (_cut_appeared, appeared.may_stand_in), (_cut_captions, None),
)  # fmt: skip
"""What is cut from within paragraphs, in order, and the doubt without which there is nothing to cut."""


def _cuts(doubts: Sequence[Doubt]) -> Sequence[Cut]:
    return [cut for cut, doubt in CUTS if doubt is None or doubt in doubts]


def _without(text: str, start: int, end: int) -> str:
    return " ".join(piece for piece in (text[:start].strip(), text[end:].strip()) if piece)
