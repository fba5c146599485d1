"""Lines, prefixes and sentences that say when a text was published, and agencies' datelines.

Belongs here: their form, whatever the language. Does not: reading the date (dates).
"""

import re

from pipelines.core.vocabulary.words import alternatives, word_list

DAY_MONTH = (
    r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?\s(?:de\s|of\s|del\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s|del\s)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
)
NUMERIC = r"\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}\.?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}"
IDEOGRAPHIC = r"(?:\d{4}|令和\s?\d{1,2}|平成\s?\d{1,2})\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
DATE = rf"(?:{IDEOGRAPHIC}|{NUMERIC}|{DAY_MONTH})"
"""A date by its form: numbers in order, or a day, any word and a year."""

CLOCK = (
    r"\d{1,2}(?:[:.]|\s?h\s?|時|시\s?)\d{0,2}(?::\d{2}(?:[.,]\d{1,6})?)?分?(?:\s?[ap]\.?\s?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
)
ZONE = r"(?:\(?(?:[A-Z]{2,5}T?|Z)\)?(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})"
JOIN = r"(?:T|[\s,;|·•\-–—@()/]{0,3}(?:at|um|à|a\slas|às|alle|om|kl\.?|klo|o|ore|saat|в|о|the)?\s?)"
TIME = rf"(?:{JOIN}(?:{CLOCK})(?:\s?(?:Uhr|Hrs?|hrs|uur|h|ч\.?|hodin))?(?:\s?{ZONE}){{0,2}})"
DAY_OF_WEEK = alternatives(word_list("weekdays", "line"))
"""Days of the week in the commonest languages of news, for lines in which a name may precede the date."""

WEEKDAY = r"(?:[^\W\d_]{2,12}\.?(?:-[^\W\d_]{2,8})?,?\s)?"
MOMENT = rf"(?:{WEEKDAY}{DATE}{TIME}?)"

PUBLISHED = alternatives(word_list("date_labels", "line", "published"), blank=r"\s")
LABEL = (
    rf"(?:first\s|originally\s|last\s)?(?:{PUBLISHED})"
    r"(?:\s(?:on|at|am|le|el|il|op|den|dnia|dne|da|em|at|v|на|в|in|la))?"
)
"""Labels of the date of publication, in some thirty languages."""

MODIFIED = alternatives(word_list("date_labels", "line", "modified"), blank=r"\s")
CHANGE_LABEL = rf"(?:last\s)?(?:{MODIFIED})(?:\s(?:on|am|le|el|il|op|den))?"

SHORT_DAY = r"(?:[^\W\d_]{3,12}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,12}\.?)"
HOUR = rf"(?:{CLOCK}(?:\s?{ZONE})?)"

DATE_LINE = re.compile(
    rf"(?i)^\W{{0,3}}(?:(?:{LABEL}|{CHANGE_LABEL})\s?[:：\-–—|]?\s?)?{MOMENT}"
    rf"(?:[\s,;|·•\-–—/(]{{0,4}}(?:(?:{LABEL}|{CHANGE_LABEL})\s?[:：]?\s?)(?:{MOMENT}|{HOUR}|{SHORT_DAY}{TIME}?))?"
    rf"[\s.)|]{{0,3}}$|^\W{{0,3}}(?:{LABEL}|{CHANGE_LABEL})\s?[:：]?\s?{HOUR}\W{{0,3}}$"
)
"""A line with only a date, its label, time and zone, and the date of modification."""

LABELLED = re.compile(rf"(?i)^\W{{0,3}}(?:{LABEL}|{CHANGE_LABEL})\b")

LABELLED_PREFIX = re.compile(rf"(?i)^\W{{0,3}}{LABEL}\s?[:：=\-–—|]?\s?{MOMENT}\s?[:|·•\-–—]?\s(?=\S)")
"""`date 2025-02-27 ` before the first sentence: a label and a date."""

MARKED_PREFIX = re.compile(rf"(?i)^{MOMENT}\s?(?:[|·•–—]|-{{1,2}})\s(?=\S)")
"""`March 14, 2024 | ` or `14.03.2024 – ` before the first sentence: a date and a mark."""

STATED = rf"(?i:{LABEL})\s?[:：]?\s?{MOMENT}[.。](?=\s|$)"
FIRST_SENTENCE = re.compile(STATED)
LATER_SENTENCE = re.compile(rf"[.!?…。]['\"”’»]?\s({STATED})")
"""A sentence that only says when the text was published: `Publié le 3 avril 2024 à 08h12.`"""

AGO = re.compile(
    r"(?i)^\W{0,3}(?:(?:published|posted|updated)\s)?(?:\d{1,3}|an?|one|two|three|a\sfew)\s(?:sec(?:ond)?|min(?:ute)?|hr|hour|day|week|month)s?"
    r"\.?\sago(?:\s?[|·•\-–—:]\s|\s?$)"
    r"|^\W{0,3}(?:vor\s\d{1,3}\s(?:Minuten?|Stunden?|Tag(?:en)?)|il\sy\sa\s\d{1,3}\s(?:minutes?|heures?|jours?)"
    r"|hace\s\d{1,3}\s(?:minutos?|horas?|días?)|há\s\d{1,3}\s(?:minutos?|horas?|dias?)"
    r"|\d{1,3}\s(?:minuti|ore|giorni)\sfa)(?:\s?[|·•\-–—:]\s|\s?$)"
)
"""`2 hours ago - ` at the start: relative to a time that the text doesn't state."""

DATE_HINT = re.compile(r"\d(?:\d{3}|[-/.]|\s?[年년])")
"""Matches in every DATE."""

DIGIT = re.compile(r"\d")
ASCII_DIGITS = b"0123456789"
DIGIT_BYTES = bytes((*ASCII_DIGITS, *range(0xD9, 0xE2), *range(0xE3, 0xF5)))
"""ASCII digits, and the first UTF-8 bytes of scripts with digits of their own."""

MARKED_DATELINE = re.compile(
    r"^(?:\(?[A-Z][\w .,'’()\-/]{1,80}?)?"
    r"(?:\((?:AP|Reuters|REUTERS|AFP|dpa|DPA|UPI|ANI|PTI|IANS|EFE|ANSA|Xinhua|TASS|Interfax|Kyodo|Yonhap|Bloomberg|CNN"
    r"|BBC|PA|JTA|IRNA|Anadolu|AA|GLOBE NEWSWIRE|PRNewswire|Business Wire|BUSINESS WIRE|PRWEB"
    r"|ACCESSWIRE|[A-Z][\w .&/]{1,30})\)"
    r"|/(?:PRNewswire|CNW|EIN Presswire)/)\s?(?:--|[-–—:])"
)
DATELINE = re.compile(r"^[A-Z][A-Z .,'’\-]{2,40},\s[\w .]{1,30}\s?(?:--|[–—])")
"""A place, a day, an agency, a dash: `LONDON, March 3 (Reuters) -`, `WASHINGTON (AP) —`; without an agency the place is
in capitals."""

MAX_LINE_CHARS = 160
"""Length of a line that is only a date."""


def has_digit(text: str) -> bool:
    """Whether a text has a digit, as all dates and times of these forms have.

    >>> has_digit("3 May"), has_digit("٣ مايو"), has_digit("May")
    (True, True, False)
    """
    data = text.encode(errors="replace")
    if len(data.translate(None, ASCII_DIGITS)) < len(data):
        return True
    return not text.isascii() and len(data.translate(None, DIGIT_BYTES)) < len(data) and DIGIT.search(text) is not None


def is_date_line(line: str) -> bool:
    """Whether a line only says when the text was published.

    >>> [is_date_line(x) for x in ("12 Şubat 2025", "Published: 03/04/2024 10:15 EST", "On 3 May 2024 it rained.")]
    [True, True, False]
    """
    return len(line) <= MAX_LINE_CHARS and has_digit(line) and DATE_LINE.match(line) is not None


def is_labelled(line: str) -> bool:
    """Whether a line begins with the label of a date of publication or modification.

    >>> is_labelled("Updated: 3 May 2024"), is_labelled("3 May 2024")
    (True, False)
    """
    return LABELLED.match(line) is not None


def prefix_length(line: str) -> int:
    """The length of the date of publication before the first sentence of a paragraph, 0 without one.

    >>> prefix_length("date 2025-02-27 The pier is shut."), prefix_length("2025-02-27 was a Thursday.")
    (16, 0)
    """
    head = line[:MAX_LINE_CHARS]
    if not has_digit(head):
        return 0
    found = LABELLED_PREFIX.match(head) or MARKED_PREFIX.match(head)
    return found.end() if found else 0


def date_sentence(paragraph: str) -> tuple[int, int] | None:
    """(start, end) of the sentence that only says when the text was published, None without one.

    >>> date_sentence("The pier is shut. Published on 3 April 2024. Nobody may pass.")
    (18, 44)
    """
    if not (has_digit(paragraph) and DATE_HINT.search(paragraph)):
        return None
    first = FIRST_SENTENCE.match(paragraph)
    if first:
        return first.span()
    later = LATER_SENTENCE.search(paragraph)
    return later.span(1) if later else None


def ago_length(line: str) -> int:
    """The length of a relative time such as `2 hours ago - ` at the start, 0 without one.

    >>> ago_length("2 hours ago - The pier is shut."), ago_length("Two hours ago the pier shut.")
    (14, 0)
    """
    found = AGO.match(line[:MAX_LINE_CHARS])
    return found.end() if found else 0


def dateline(line: str) -> str | None:
    """The agency dateline that a paragraph begins with, None without one.

    >>> dateline("LONDON, March 3 (Reuters) - Bus drivers ended a strike.")
    'LONDON, March 3 (Reuters) -'
    """
    head = line[:MAX_LINE_CHARS]
    found = MARKED_DATELINE.match(head) if "(" in head or "/" in head else None
    found = found or DATELINE.match(head)
    return found[0] if found else None
