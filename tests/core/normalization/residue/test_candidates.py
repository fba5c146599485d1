"""The prefilter never keeps the rules from what they would find, and spares them most prose."""

import re
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import texts
from pipelines.core.normalization.agencies.candidates import HINTS
from pipelines.core.normalization.residue import (
    Residue,
    bylines,
    captions,
    datelines,
    feed_footers,
    lines,
    metadata_lines,
    strip,
    stripping,
)  # fmt: skip
from pipelines.core.normalization.residue.stripping import MAX_TEXT_CHARS, may_hold_residue

PROSE = (
    "Astronomers at the Veldt observatory have tracked a comet whose tail split in two as it passed the sun.",
    "The team photographed the object on eleven nights, and will publish what it saw in the spring, said Ada Holm.",
    "“Nobody’s seen a tail like it…” she said – twice. Un café à côté l'a vu, déjà. It doesn't well-nigh fade.",
    "Rain fell. " * 40,
)

SIGNS = (
    "By Nadia Orsk", "By Nadia Orsk | The Veldt Courier | March 14", "12.03.2024", "Published: 3 May 2024", "5-6",
    "3 days ago - ", "An hour ago: ", "LONDON, March 3 (Reuters) - ", "WASHINGTON, D.C., Monday -- ", "(AP)", "dpa/AFP",
    "Source: https://veldt.example/a", "appeared first on", "The post Rain appeared first on Veldt.", "first published",
    "Read more: Rain", "newsLetter", "Copyright", "© AFP", "(photo: dpa)", "[© dpa]", "Foto: dpa", "(illustration)",
    "Share this article", "All rights reserved.", "(Reporting by Ada Holm; editing by Paul Ferrand)", "Ada Holm",
    "Senior Correspondent", "a · b", "• Related", "Tom & Jerry", "<b>", "Related stories", "PA", "Das sagte dpa", "x ",
    " y", "\n", "\u2028", "\u00a0", "\u00ad", "e\u0301", "東京", "\ud800", "\x00", "!", ". ", ".”", "’", "-", "'",
)  # fmt: skip

PIECE = st.sampled_from([*PROSE, *SIGNS, *HINTS]) | st.text("aB1 .:/-'|(\xe9", max_size=6)
PARAGRAPH = st.lists(PIECE, min_size=1, max_size=4).map(" ".join) | st.lists(PIECE, min_size=1, max_size=3).map("".join)
TEXT = st.lists(PARAGRAPH | st.sampled_from(PROSE), min_size=1, max_size=12).map("\n\n".join)
LINE = st.sampled_from([*(rule for _, rule in lines.RULES), lines.SHARE, captions.CREDIT_LINE, captions.CREDIT_TAIL,
                        captions.BRACKETED, captions.MARK, captions.FILE_PICTURE, datelines.AGO, datelines.DATE_LINE,
                        datelines.LABELLED_PREFIX, datelines.MARKED_PREFIX, datelines.LATER_SENTENCE, bylines.BYLINE,
                        datelines.MARKED_DATELINE, datelines.DATELINE]).flatmap(st.from_regex)  # fmt: skip


def _strip_unfiltered(text: str) -> Residue:
    """What `strip` returns if every rule is tried on every paragraph."""
    always, everywhere = mock.Mock(return_value=True), re.compile("")
    with (
        mock.patch.object(stripping, "_is_candidate", always),
        mock.patch.multiple(lines, may_open=always, has_keyword=always),
        mock.patch.multiple(captions, may_open=always, _has_bracket=always, _has_credit_sign=always),
        mock.patch.multiple(datelines, has_digit=always, DATE_HINT=everywhere),
        mock.patch.object(metadata_lines, "_has_bar", always),
        mock.patch.object(feed_footers, "may_hold_footer", always),
    ):
        return strip(text)


def _check(text: str) -> None:
    assert strip(text) == _strip_unfiltered(text)


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("Rain.\n\n" * 3)
@example("")
def test_the_prefilter_hides_nothing_from_the_rules(text: str) -> None:
    _check(text)
    _check(texts.stored_text(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE | st.sampled_from(PROSE), min_size=1, max_size=4), st.sampled_from(["\n\n", " "]))
def test_no_line_of_residue_is_passed_over(parts: list[str], between: str) -> None:
    _check(texts.stored_text(between.join(parts)))


@pytest.mark.parametrize("place", [0, 1, 20])
@pytest.mark.parametrize("line", [line for start, _ in feed_footers.WORDINGS for line in (start, start.lower())])
def test_every_beginning_of_a_feed_footer_is_seen(line: str, place: int) -> None:
    _check("\n\n".join([*PROSE[:2] * place, f"{PROSE[0]} {line} Rain appeared first on Veldt."]))


@pytest.mark.parametrize("paragraph", [*PROSE[:2], PROSE[3], "“Rain fell,” she said."])
def test_prose_is_spared(paragraph: str) -> None:
    assert not may_hold_residue(paragraph)


def test_a_text_that_is_too_long_is_returned_as_it_is() -> None:
    text = "\n\n".join(["Share this article"] * (MAX_TEXT_CHARS // 18))
    assert strip(text) == Residue(text)


def test_digits_of_all_scripts_are_seen() -> None:
    assert all(datelines.has_digit(f"é{chr(code)}") for code in range(0x110000) if chr(code).isdecimal())


@given(st.text() | st.text("a1é٣²①–“年"))
def test_nothing_but_digits_is_taken_for_one(text: str) -> None:
    assert datelines.has_digit(text) == (re.search(r"\d", text) is not None)


@given(st.from_regex(datelines.DATE))
def test_the_hint_is_in_every_date(text: str) -> None:
    assert datelines.DATE_HINT.search(text)
