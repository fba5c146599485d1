"""One pass over the bytes of a text: its form, its words, and which paragraphs may hold residue.

Belongs here: the compiled pass and the bits it takes and gives. Does not: the words, openings and lengths it is given
(glance_tables), what follows from what it saw (glances).
"""

from typing import Any

import numpy as np
from numba import njit

URL, MARKUP, NUMBER, AGENCY, OUTLET, RESIDUE, UNKNOWN = 1, 2, 4, 8, 16, 32, 64
"""Of a text: it holds `://` · a tag or an entity may stand in it · digits as dates have them · an agency's sign at its
head or tail · what names its outlet · a paragraph with residue · it is in no stored form, or in other letters than
those of western Europe: nothing is known of it, then."""

APPEARED, SIGN, OUTLET_WORD = 1, 2, 4
"""Of words: they begin an "appeared first" line · sign for an agency · stand before an outlet's name."""

LINE, SENTENCE, LABEL, AGO, CREDIT, BYLINE = 1, 2, 4, 8, 16, 32
"""Of openings: what opens so may be residue as a whole line · as the last sentence · a label of a date · a relative
time · a picture's credit, behind a bracket · a byline."""

ANY_OPENING = LINE | SENTENCE | LABEL | AGO | CREDIT | BYLINE
NO_LETTER = LINE | SENTENCE | AGO | BYLINE
"""Of an opening that is in other letters than ASCII's, or begins with a mark or a digit."""

WORD, JOIN, DIGIT, STOP, BRACKET, MARK, NEVER, TAG, BAR, DASH = 1, 2, 4, 8, 16, 32, 64, 128, 256, 512
"""Of characters: part of words · joins two · a digit · ends sentences, or stands behind their end · opens a bracket ·
stands in addresses and credits · never in stored form · begins a tag or an entity · stands between particulars · a
dash."""

APOSTROPHE, QUOTE_BEGINS, QUOTE_ENDS, MIDDLE_DOT, LONG_DASH = 0x27, 0xAB, 0xBB, 0xB7, 256
TWINS = {
    "\u2019": APOSTROPHE, "\u2018": QUOTE_BEGINS, "\u201c": QUOTE_BEGINS, "\u201d": QUOTE_ENDS, "\u2026": QUOTE_ENDS,
    "\u2022": MIDDLE_DOT, "\u2013": LONG_DASH, "\u2014": LONG_DASH,
}  # fmt: skip
"""Characters beyond Latin-1 that are read, and the code each has here; the last has one that no character has."""

NEW_LINE, BLANK, SLASH, COLON, UPRIGHT = 10, 32, 47, 58, 124

ANYWHERE, FIRST, LAST, HEAD, TOP, PROSE = 1, 2, 4, 8, 16, 32
"""Where a paragraph would be suspect: in any place · as the first, the last · in the head · among the lines at the
top. And whether it is prose, of which the second paragraph ends the head."""


@njit(nogil=True, cache=True)
def opening(data, p, opens):  # type: ignore[no-untyped-def]
    """The bits of what may open with the four characters at p; the paragraph may end before."""
    code: Any = 0
    ended = False
    for q in range(p, p + 4):
        byte: Any = np.int64(data[q]) if q < len(data) and not ended else NEW_LINE
        if byte >= 0x80:
            return np.int64(ANY_OPENING)
        ended = byte == NEW_LINE
        small = byte | 0x20
        letter = small - 96 if 97 <= small <= 122 else 0
        if q == p and not letter:
            return np.int64(NO_LETTER)
        code = code * 27 + letter
    return np.int64(opens[code])


@njit(nogil=True, cache=True)
def character(data, p):  # type: ignore[no-untyped-def]
    """(code, end) of the character at p, which is none of ASCII: its code point or that of its twin, 0 if not read."""
    byte = np.int64(data[p])
    if byte in (0xC2, 0xC3):
        return (byte & 31) << 6 | (np.int64(data[p + 1]) & 63), p + 2
    if byte != 0xE2 or data[p + 1] != 0x80:
        return np.int64(0), p + 1
    last, code = data[p + 2], 0
    if last in (0x93, 0x94):
        code = LONG_DASH
    elif last == 0x99:
        code = APOSTROPHE
    elif last in (0x98, 0x9C):
        code = QUOTE_BEGINS
    elif last in (0x9D, 0xA6):
        code = QUOTE_ENDS
    elif last == 0xA2:
        code = MIDDLE_DOT
    return np.int64(code), p + 3


@njit(nogil=True, cache=True)
def is_letter(data, p):  # type: ignore[no-untyped-def]
    """Whether a letter of ASCII stands at p."""
    return p < len(data) and 97 <= (data[p] | 0x20) <= 122


@njit(nogil=True, cache=True)
def begun(data, p, found):  # type: ignore[no-untyped-def]
    """The suspicions of a paragraph that begins at p with this opening."""
    suspect = FIRST if found & AGO else 0
    is_capital = 65 <= data[p] <= 90
    for q in range(p + 1, min(p + 3, len(data))):
        byte = data[q]
        is_capital &= 65 <= byte <= 90 or byte in (BLANK, APOSTROPHE) or 44 <= byte <= 46 or byte >= 0x80
    return suspect | (TOP if is_capital else 0)


@njit(nogil=True, cache=True)
def judged(suspect, size, held, found, is_labelled, is_named, ends, lengths):  # type: ignore[no-untyped-def]
    """The suspicions of a paragraph of `size` characters that has ended: held: kinds of its characters; found: its
    opening; ends: kind of its last character."""
    longest_credit, longest_line, longest_head, longest_date, prose = lengths[:5]
    if size <= longest_credit and (found & LINE or held & MARK):
        suspect |= ANYWHERE
    if held & DIGIT:
        suspect |= FIRST | (ANYWHERE if size <= longest_date or is_labelled else 0)
    if is_named:
        suspect |= LAST | (ANYWHERE if size <= longest_line else 0)
    if size <= longest_head and (found & BYLINE or held & (DIGIT | MARK | BAR | DASH)):
        suspect |= HEAD
    return suspect | (PROSE if size >= prose and ends & STOP else 0)


@njit(nogil=True, cache=True)
def settled(suspects, count, tops):  # type: ignore[no-untyped-def]
    """Make of what is suspect in some places what is suspect where it stands; returns whether anything is."""
    head, prose = tops, 0
    for place in range(min(count, tops)):
        prose += suspects[place] & PROSE != 0
        if prose == 2:
            head = place
            break
    found = False
    for place in range(count):
        here = ANYWHERE | (FIRST if place == 0 else 0) | (LAST if place == count - 1 else 0)
        here |= (HEAD if place < head else 0) | (TOP if place < tops else 0)
        suspects[place] = suspects[place] & here != 0
        found |= suspects[place] != 0
    return found


@njit(nogil=True, cache=True)
def of_character(data, p, end, kind, begin, near_start, was, opens):  # type: ignore[no-untyped-def]
    """(bits of the text, suspicions, kinds) by a character at data[p:end] that is in no word; was: the kinds of the two
    before; near_start: whether a dateline could end here."""
    byte = data[p]
    seen, suspect, held = 0, 0, kind & (DIGIT | MARK | BAR)
    if kind & DIGIT and was[1] & DIGIT and was[0] & (DIGIT | DASH | STOP | MARK):
        seen = NUMBER
    if kind & BRACKET:
        behind = p + 2 if p + 1 < len(data) and data[p + 1] == BLANK else p + 1
        suspect = ANYWHERE if opening(data, behind, opens) & CREDIT else 0
    if near_start and (kind & BRACKET or byte == SLASH):
        suspect |= TOP
    if byte == COLON and p + 2 < len(data) and data[p + 1] == SLASH and data[p + 2] == SLASH:
        seen |= URL
    seen |= (MARKUP if kind & TAG else 0) | (OUTLET if byte == UPRIGHT else 0) | (UNKNOWN if kind & NEVER else 0)
    if kind & DASH and (end > p + 1 or (p > begin and data[p - 1] == BLANK)):
        held |= DASH
    return seen, suspect, held


@njit(nogil=True, cache=True)
def of_blank(data, p, begin, before, opens):  # type: ignore[no-untyped-def]
    """The bits of the sentence that may begin behind the blank at p; -1 for a blank that is not in stored form."""
    if p == begin or p + 1 == len(data) or data[p - 1] == BLANK:
        return np.int64(-1)
    if before & STOP or data[p - 1] >= 0x80:
        return opening(data, p + 1, opens)
    return np.int64(0)


@njit(nogil=True, cache=True)
def ends_well(data, p, begin):  # type: ignore[no-untyped-def]
    """Whether the line feed at p is the first of two between two paragraphs in stored form."""
    if p == begin or p + 2 >= len(data) or data[p - 1] == BLANK:
        return False
    return data[p + 1] == NEW_LINE and data[p + 2] > BLANK


@njit(nogil=True, cache=True)
def of_last(data, sentence, begin, characters, last_sign, lengths):  # type: ignore[no-untyped-def]
    """(bits of the text, suspicions) of the end of a text: where its last sentence of note and its last sign stand."""
    widest = 1 if characters == len(data) else 3
    suspect = LAST if sentence > begin and sentence >= len(data) - widest * lengths[8] else 0
    return AGENCY if last_sign > len(data) - widest * lengths[7] else 0, suspect


@njit(nogil=True, cache=True)
def scan(  # type: ignore[no-untyped-def]
    data, kinds, opens, word_classes, words, word_bits, small_classes, small_words, small_bits, lengths, suspects
):
    """(bits of the text, its words, its paragraphs) of UTF-8 bytes; fills `suspects`, one a paragraph."""
    seen, count, characters, last_sign = 0, 0, 0, -1
    counted: Any = 0
    in_word: Any = 0
    state, small_state, begin, p = 0, 0, -1, 0  # begin: of the paragraph; -1: one begins here
    before: Any = 0  # kinds of the last characters
    before_that: Any = 0
    first, suspect, held, found, sentence, is_labelled, is_named = 0, 0, 0, 0, 0, False, False
    while p < len(data) and not seen & UNKNOWN:
        if begin < 0:
            begin, first, held, found, sentence = p, characters, 0, opening(data, p, opens), -1
            suspect, is_labelled, is_named, before, in_word = begun(data, p, found), found & LABEL != 0, False, 0, 0
            state = small_state = 0
        byte = data[p]
        if byte == NEW_LINE:
            seen |= 0 if ends_well(data, p, begin) else UNKNOWN
            size = characters - first
            suspects[count] = judged(suspect, size, held, found, is_labelled, is_named, before, lengths)
            count, characters, p, begin = count + 1, characters + 2, p + 2, -1
            continue
        code, end = np.int64(byte), p + 1
        if byte >= 0x80:  # to ask for each character of ASCII, too, took nine tenths of the time
            code, end = character(data, p)
        kind = np.int64(kinds[code])
        is_word = kind & WORD
        counted += is_word & (in_word == 0)
        in_word = is_word | (kind & JOIN & in_word << 1)  # 2 behind a mark that may join what follows
        if byte == BLANK:
            opened = of_blank(data, p, begin, before, opens)
            seen |= UNKNOWN if opened < 0 else 0
            is_labelled |= opened & LABEL != 0
            sentence = p + 1 if opened & SENTENCE else sentence
        elif kind & ~(WORD | JOIN):
            near_start = characters - first < lengths[3]
            more = of_character(data, p, end, kind, begin, near_start, (before, before_that), opens)
            seen, suspect, held = seen | more[0], suspect | more[1], held | more[2]
        characters += 1
        state = words[state, word_classes[code]]
        small_state = small_words[small_state, small_classes[code]]
        hit = word_bits[state]
        if hit:
            is_sign = hit & SIGN and (characters == lengths[6] or not is_letter(data, end))
            last_sign = end if is_sign else last_sign
            suspect |= ANYWHERE if hit & APPEARED else 0
            seen |= (OUTLET if hit & OUTLET_WORD else 0) | (AGENCY if is_sign and characters <= lengths[6] else 0)
        is_named |= small_bits[small_state] != 0
        before_that, before, p = before, kind, end
    if begin < 0 or seen & UNKNOWN:
        return UNKNOWN, 0, 0
    of_end, suspicion = of_last(data, sentence, begin, characters, last_sign, lengths)
    size = characters - first
    suspects[count] = suspicion | judged(suspect, size, held, found, is_labelled, is_named, before, lengths)
    return seen | of_end | (RESIDUE if settled(suspects, count + 1, lengths[5]) else 0), counted, count + 1
