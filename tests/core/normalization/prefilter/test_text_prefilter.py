"""A glance never keeps a field module from what it would find, and spares it most prose."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import agencies, dates, publishers, texts, urls
from pipelines.core.normalization.prefilter import scan
from pipelines.core.normalization.prefilter.text_prefilter import NOTHING_KNOWN, look
from pipelines.core.normalization.residue import Residue, appeared, captions, datelines, lines, strip
from pipelines.core.normalization.residue.stripping import LARGEST_TEXT

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

PIECE = st.sampled_from([*PROSE, *SIGNS, *agencies.HINTS]) | st.text("aB1 .:/-'|(\xe9", max_size=6)
PARAGRAPH = st.lists(PIECE, min_size=1, max_size=4).map(" ".join) | st.lists(PIECE, min_size=1, max_size=3).map("".join)
TEXT = st.lists(PARAGRAPH | st.sampled_from(PROSE), min_size=1, max_size=12).map("\n\n".join)
LINE = st.sampled_from([*(rule for _, rule in lines.RULES), lines.SHARE, captions.CREDIT_LINE, captions.CREDIT_TAIL,
                        captions.BRACKETED, captions.MARK, captions.FILE_PICTURE, datelines.AGO, datelines.DATE_LINE,
                        datelines.LABELLED_PREFIX, datelines.MARKED_PREFIX, datelines.LATER_SENTENCE,
                        datelines.MARKED_DATELINE, datelines.DATELINE]).flatmap(st.from_regex)  # fmt: skip


def _check(text: str) -> None:
    seen = look(text)
    if not seen.is_stored:
        assert texts.stored_paragraphs(text) is None or not _is_western(text)
        assert seen.may_hold_markup and seen.may_hold_residue and seen.may_hold_dates and seen.may_be_signed
        return
    assert texts.stored_text(text) == text
    assert len(seen.suspects) == len(texts.stored_paragraphs(text) or ())
    assert seen.words == texts.word_count(text) == texts.word_count(text, "en")
    assert strip(text, seen.suspects) == strip(text)
    assert seen.may_hold_residue or strip(text) == Residue(text)
    assert seen.may_hold_url or not urls.text_candidates(text)
    assert seen.may_name_outlet or not publishers.text_candidates(text)
    assert seen.may_hold_dates or not dates.text_candidates(text)
    assert seen.may_be_signed or not agencies.text_candidates(text)


def _is_western(text: str) -> bool:
    return all(ord(char) < 256 or char in scan.TWINS for char in text)


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("Rain.\n\n" * 3)
@example("")
def test_a_glance_keeps_no_module_from_what_it_would_find(text: str) -> None:
    _check(text)
    _check(texts.stored_text(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE | st.sampled_from(PROSE), min_size=1, max_size=4), st.sampled_from(["\n\n", " "]))
def test_no_line_of_residue_is_passed_over(parts: list[str], between: str) -> None:
    _check(texts.stored_text(between.join(parts)))


@pytest.mark.parametrize("place", [0, 1, 20])
@pytest.mark.parametrize("line", [line for start, _ in appeared.WORDINGS for line in (start, start.lower())])
def test_every_beginning_of_an_appeared_first_line_is_seen(line: str, place: int) -> None:
    _check("\n\n".join([*PROSE[:2] * place, f"{PROSE[0]} {line} Rain appeared first on Veldt."]))


@pytest.mark.parametrize("sign", agencies.HINTS)
def test_signs_are_seen_up_to_the_edges_of_head_and_tail(sign: str) -> None:
    for before in range(agencies.MAX_HEAD_CHARS - len(sign) - 2, agencies.MAX_HEAD_CHARS + 1):
        for letter in ("a", "é"):
            _check(f"{letter * before}{sign}{'b' * 1000}")
    for behind in range(agencies.MAX_TAIL_CHARS - len(sign) - 1, agencies.MAX_TAIL_CHARS + 1):
        _check(f"{'b' * 1000}{sign} {'é' * (behind - 1)}")


def test_prose_is_spared() -> None:
    seen = look("\n\n".join(PROSE[:2]))
    assert not (seen.may_hold_markup or seen.may_hold_residue or seen.may_name_outlet or seen.may_hold_dates)
    assert seen.suspects == bytes(2)


def test_nothing_is_known_of_what_is_too_long_or_no_text() -> None:
    assert look("a" * (LARGEST_TEXT + 1)) == look("a\ud800") == NOTHING_KNOWN
