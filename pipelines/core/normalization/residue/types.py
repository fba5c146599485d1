"""The shapes of residue: what was found in a text, and what the text is without it.

Belongs here: shapes alone. Does not: finding (the other modules of this package).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "title", "date_line", "relative_date", "byline", "outlet", "dateline", "caption", "credit", "signup", "share",
    "appeared_first", "source", "copyright", "read_more", "reporting", "name", "page_chrome", "prose",
]  # fmt: skip
"""What a span is.

title: a headline on a line of its own, or named by an "appeared first" line · date_line: when it was published, said by
a label or by its place · relative_date: "2 hours ago" · byline: who wrote it · outlet: the publisher's name beside a
byline · dateline: "LONDON, March 3 (Reuters) -" (always kept in the body) · caption, credit: of a picture · signup:
newsletters, apps, accounts to follow · share: share bars · appeared_first: "The post … appeared first on …" · source:
where the text was taken from · copyright: rights lines · read_more: pointers to other articles · reporting: an agency's
"Reporting by …; editing by …" · name: beside a date, of nobody knows what · furniture: breadcrumbs, tags, reading
times, comment counts · prose: none of these (never among the spans of a result)
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text, on one line (white space collapsed): its kind, its words, and whether the body lost it."""

    kind: Kind
    text: str
    removed: bool = True


@dataclass(frozen=True, slots=True)
class Residue:
    """A text without its residue.

    body: what remains, in the stored form of texts.body_text; never a word that was not in the text
    title: the headline that the residue itself states, else None
    spans: all that was found, in text order; those with removed=False are still in the body
    """

    body: str
    title: str | None = None
    spans: tuple[Span, ...] = ()

    def of(self, *kinds: Kind) -> list[str]:
        """The words of the spans of these kinds, in text order: what the field modules read their candidates from.

        >>> Residue("", spans=(Span("date_line", "12 May 2024"), Span("byline", "By Ada Holm"))).of("byline")
        ['By Ada Holm']
        """
        return [span.text for span in self.spans if span.kind in kinds]

    @property
    def date_texts(self) -> list[str]:
        """What states when the text was published: a date module may trust these, and nothing else of the text."""
        return self.of("date_line", "dateline")

    @property
    def byline_texts(self) -> list[str]:
        """Bylines as written ("By Nadia Orsk"), dates and outlets on the same line taken off."""
        return self.of("byline")

    @property
    def source_texts(self) -> list[str]:
        """What names the publisher or the URL: source lines, "appeared first" lines, the outlet beside a byline."""
        return self.of("source", "appeared_first", "outlet")

    @property
    def credit_texts(self) -> list[str]:
        """What may credit an agency: datelines, reporting lines, copyright lines, picture credits."""
        return self.of("dateline", "reporting", "copyright", "credit")


def removed(spans: Iterable[Span]) -> list[Span]:
    """The spans that the body lost.

    >>> removed([Span("share", "Share"), Span("dateline", "OSLO (Reuters) -", removed=False)])
    [Span(kind='share', text='Share', removed=True)]
    """
    return [span for span in spans if span.removed]
