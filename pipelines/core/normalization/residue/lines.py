"""Whole lines of residue: share bars, sign-up lines, links to other articles, rights and source lines.

Belongs here: their patterns. Does not: the words in each language (wordings), dates (datelines), names (bylines),
pictures (captions).
"""

import re
from itertools import chain

from pipelines.core.normalization.residue.openings import may_open, openings
from pipelines.core.normalization.residue.types import Kind
from pipelines.core.normalization.residue.wordings import fragments


def _any(section: str) -> str:
    return f"(?:{'|'.join(fragments(section))})"


LEAD_IN = r"^\W{0,4}"
"""Bullets, arrows and quotation marks before a line's words."""

SHARE_WORD = _any("share_words")
SHARE = re.compile(
    rf"(?i){LEAD_IN}{SHARE_WORD}(?:[\s,|/·•:&+]{{0,4}}(?:(?:and|via|auf|sur|en|on|by|per)\s)?{SHARE_WORD}){{0,15}}\W{{0,4}}$"
)
SHARE_VERB = re.compile(rf"(?i){_any('share_verbs')}")
NETWORK = re.compile(
    r"(?i)facebook|twitter|whatsapp|telegram|linkedin|e-?mail|pinterest|reddit|pocket|flipboard|instagram"
)
MIN_NETWORKS = 3
SHARE_LINE = re.compile(
    rf"(?i){LEAD_IN}share\sthis\s(?:article|story|post|page|entry|news)(?:\s(?:on|with|via)\b.{{0,60}})?\W{{0,3}}$"
)

SIGNUP_ENDING = r"[^.!?]{0,100}[.!?:»>→]{0,3}$"
SIGNUP = re.compile(rf"(?i){LEAD_IN}(?:{_any('signup')}|{_any('newsletter')}){SIGNUP_ENDING}")

POINTER = re.compile(
    rf"(?i){LEAD_IN}(?:{_any('pointer')}\s?(?:[:：|»>】]|[-–—]\s)|{_any('bare_pointer')}).{{0,220}}$"
    rf"|{LEAD_IN}{_any('alone')}\W{{0,5}}$"
)
"""`Read more: …`, `Lesen Sie auch: …`: a mark must follow, because `Read this` may begin a sentence."""

ANNOUNCEMENT = re.compile(rf"(?i){LEAD_IN}{_any('announcement')}\s?[:：»>→…]{{0,2}}$")

COPYRIGHT_ALONE = (
    rf"(?:(?:copyright|©|\(c\)|&copy;)\s?(?:©|\(c\))?\s?(?:19|20)\d{{2}}\b.{{0,220}}"
    rf"|(?:copyright|©)\s.{{0,120}}\b{_any('rights')}.{{0,120}}|{_any('rights')}.{{0,160}}"
    r"|this\s(?:material|article|content|story|report)\smay\snot\sbe"
    r"\s(?:published|reproduced|reprinted|copied|broadcast|distributed)\b.{0,200})"
)
COPYRIGHT = re.compile(
    rf"(?i){LEAD_IN}(?:{COPYRIGHT_ALONE}|(?:the\s)?\S.{{0,80}}?\s(?:©|copyright)\s?(?:19|20)\d{{2}}\.?)$"
)

URL = r"(?:https?://|www\.)\S{3,600}"
SOURCE = re.compile(
    rf"(?i){LEAD_IN}(?:{_any('source_labels')}\s?[:：]\s?.{{0,80}}?(?:{URL})?[\s.)\]]{{0,3}}"
    r"|(?:this\s(?:article|story|post|piece|report)\s)?(?:was\s)?(?:originally|first|initially)"
    rf"\s(?:published|appeared|posted|ran)\s(?:at|on|in|by)\s?:?\s?.{{0,120}}?(?:{URL})?.{{0,40}}"
    rf"|(?:read|see|view|visit)\s(?:the\s)?(?:original|full|complete|source|more)\s?(?:article|story|post|version)?"
    rf"\s?(?:at|on|here)?\s?:?\s?{URL}"
    rf"|(?:zuerst\serschienen|erstmals\serschienen|ursprünglich\sveröffentlicht)\s(?:auf|bei|in)\s?:?\s?.{{0,120}}|{URL})$"
)
"""The source of the text, also a line that is only a URL."""

REPORTING = re.compile(
    r"(?i)^\W{0,3}\(?(?:(?:additional\s|writing\sand\s)?(?:reporting|writing|editing|compiled|edited|translated|reported)"
    r"\s(?:and\s\w+\s)?by\b[^.!?]{2,220}|(?:with\s(?:inputs?|files?|reporting)\sfrom|inputs?\sfrom)\b[^.!?]{2,80})"
    r"(?:[.;][^!?]{0,160})?\)?\.?$"
)
"""An agency's closing line: `(Reporting by …; Editing by …)`, `(With inputs from …)`."""

PAGE_CHROME = re.compile(rf"(?i){LEAD_IN}{_any('page_chrome')}\W{{0,4}}$")

MAX_LINE_CHARS, MAX_ANNOUNCEMENT_CHARS = 320, 80
"""Longer lines are prose."""

RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("share", SHARE_LINE), ("copyright", COPYRIGHT), ("reporting", REPORTING), ("source", SOURCE),
    ("read_more", POINTER), ("signup", SIGNUP), ("page_chrome", PAGE_CHROME),
)  # fmt: skip

SECTIONS = ("share_words", "rights", "source_labels", "pointer", "alone", "signup", "page_chrome", "other_openings")
OPENINGS = openings(chain.from_iterable(map(fragments, SECTIONS)))
"""How lines with a kind but no keyword begin."""


def has_keyword(text: str) -> bool:
    """Whether a line has one of the words by which a line of residue is recognized wherever they are.

    >>> has_keyword("Our Newsletter"), has_keyword("He shared it.")
    (True, False)
    """
    lower = text.encode(errors="replace").lower()  # no letter of the words is the lower case of another than ASCII's
    return b"newsletter" in lower or b"copyright" in lower or "©" in text


def kind_of(line: str) -> Kind | None:
    """The kind of a line that is residue as a whole, None for prose and in doubt.

    >>> [kind_of(x) for x in ("Share on Facebook", "Read more: Ferry sinks", "All rights reserved.", "He shared it.")]
    ['share', 'read_more', 'copyright', None]
    """
    if len(line) > MAX_LINE_CHARS or not (may_open(line, OPENINGS) or has_keyword(line)):
        return None
    if SHARE.match(line) and (SHARE_VERB.search(line) or len(NETWORK.findall(line)) >= MIN_NETWORKS):
        return "share"
    return next((kind for kind, pattern in RULES if pattern.match(line)), None)


def announces(line: str) -> bool:
    """Whether a line announces other articles: "Related stories", "Lesen Sie auch:".

    >>> [announces(x) for x in ("Top stories", "Auch interessant", "More from Port Herald", "Top stories were told.")]
    [True, True, True, False]
    """
    return len(line) <= MAX_ANNOUNCEMENT_CHARS and ANNOUNCEMENT.match(line) is not None


def is_page_chrome(line: str) -> bool:
    """Whether a line is page chrome: `5 min read`, `Home > News`, `Tags: pier, harbour`.

    >>> [is_page_chrome(x) for x in ("5 min read", "Home > News > World", "Tags: pier", "Home is where the pier is.")]
    [True, True, True, False]
    """
    return len(line) <= MAX_LINE_CHARS and may_open(line, OPENINGS) and PAGE_CHROME.match(line) is not None
