"""The types of residue: what was found in a text, and the text without it.

Belongs here: types only. Does not: finding residue (stripping, metadata_lines, lines, cuts).
"""

from typing import Literal, NamedTuple

Kind = Literal[
    "title", "date_line", "relative_date", "byline", "outlet", "dateline", "caption", "credit", "signup", "share",
    "appeared_first", "source", "copyright", "read_more", "reporting", "name", "page_chrome", "prose",
]  # fmt: skip
"""What a span is.

title: a headline on its own line, or named in a feed footer · date_line: the date of publication, by its label or place
· relative_date: "2 hours ago" · byline: the authors · outlet: the publisher beside a byline · dateline: "LONDON, March
3 (Reuters) -", always kept in the body · caption, credit: of a picture · signup: newsletters, apps, accounts to follow
· share: share bars · appeared_first: feed footers · source: the source of the text · copyright: rights lines ·
read_more: links to other articles · reporting: "Reporting by …; editing by …" · name: a name beside a date, without a
byline · page_chrome: breadcrumbs, tags, reading times, comment counts · prose: none of these, never in a result
"""


class Span(NamedTuple):
    """A part of the text, on one line; removed: whether it is no longer in the body."""

    kind: Kind
    text: str
    removed: bool = True


class Residue(NamedTuple):
    """A text without its residue.

    body: in the stored form of texts.body_text
    title: the headline in the residue, if any
    spans: what was found, in text order
    """

    body: str
    title: str | None = None
    spans: tuple[Span, ...] = ()

    def of(self, *kinds: Kind) -> list[str]:
        """The text of the spans of these kinds, in text order.

        >>> Residue("", spans=(Span("date_line", "12 May 2024"), Span("byline", "By Ada Holm"))).of("byline")
        ['By Ada Holm']
        """
        return [span.text for span in self.spans if span.kind in kinds]

    @property
    def date_texts(self) -> list[str]:
        """Lines and datelines that state when the text was published."""
        return self.of("date_line", "dateline")

    @property
    def byline_texts(self) -> list[str]:
        """Bylines as written ("By Nadia Orsk"), without the dates and outlets on the same line."""
        return self.of("byline")

    @property
    def credit_texts(self) -> list[str]:
        """Spans that may credit an agency: datelines, reporting lines, copyright lines, picture credits."""
        return self.of("dateline", "reporting", "copyright", "credit")
