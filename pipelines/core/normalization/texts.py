"""Normal forms of text: the raw text that ids hash, the body and title as stored, words counted, completeness.

Belongs here: what happens to characters, white space and paragraphs. Does not: finding the body in a page
(bodies), removing what extraction left in a text (residue), tokens for finding copies (fingerprints).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Completeness = Literal["full", "partial", "teaser", "headline"]

LINE_END = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
"""Every mandatory line break of Unicode (UAX 14, class BK, CR, NL) that is not a line feed already."""

TRAILING_SPACE = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|\Z)")
"""Tried at the beginning of each run of spaces alone, and once: a text may hold a million of them in a row."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a UTF-16 pair: no character, and not to be written as UTF-8."""

JOINING = r"\u0600-\u06ff\u0750-\u07bf\u08a0-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af"
"""Scripts whose spelling uses the zero width joiner and non-joiner: Arabic to Mongolian."""

EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"

NEVER_SEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
PRINTABLE = bytes(range(32, 127))
"""All of ASCII that Python calls printable."""

MAYBE_UNSEEN = re.compile(f"[{NEVER_SEEN}\u200c\u200d]")
"""A quick look whether UNSEEN, which looks about each joiner, has anything to do."""

UNSEEN = re.compile(f"[{NEVER_SEEN}]|(?<![{JOINING}{EMOJI}])[\u200c\u200d]|[\u200c\u200d](?![{JOINING}{EMOJI}])")
"""Controls, soft hyphens, bidirectional controls, tags and zero width characters, joiners within words excepted."""

BLANK_LINES = re.compile(r"\n\s*\n")

WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def _sign(code: int) -> bytes:
    char = bytes([code]).decode("cp1252", "replace")
    return b"w" if re.match(r"\w", char) else b"-" if char in "'’-" else b" "


SIGNS = b"".join(map(_sign, range(256)))
"""Windows-1252, which most texts in Latin letters fit in, as `w` (of a word), `-` (may join two) and blank: counted so,
words take a fifth of the time of WORD."""

JOINING_SIGN = re.compile(rb"(?<=w)-(?=w)")

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
"""Han and kana: a character counts as a word, as word processors count them."""

UNSPACED_RUN = re.compile(r"[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]+")
"""Thai, Lao, Tibetan, Burmese, Khmer: a run counts as a word for each five characters, about their mean length."""

CHARACTERS_A_WORD = 5
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz"})

WRAP_WIDTH = (40, 100)
"""Lines of a hard-wrapped text are about this long, in characters: narrower is verse or a list, wider a paragraph."""

SENTENCE_END = re.compile(r"[.!?:;…\"'”’»)\]。！？」』】؟।]\s*$")


def normal_text(text: str) -> str:
    r"""Return the text in the form that ids hash: NFC, line feeds, no white space at line ends, none around it all.

    No word is lost and nothing within a line changes but the composition of characters; idempotent.

    >>> normal_text("\ufeffCafe\u0301 opens \r\n\r\nat ten.\n\n")
    'Café opens\n\nat ten.'
    """
    if stored_paragraphs(text):
        return text
    unified = LINE_END.sub("\n", SURROGATE.sub("\ufffd", text).replace("\x00", ""))
    composed = unicodedata.normalize("NFC", unified)
    return TRAILING_SPACE.sub("", composed).strip("\ufeff \t\n\xa0").strip()


def line_text(text: str) -> str:
    r"""Return the text on one line: NFC, nothing unseen (UNSEEN), white space as single spaces, none around it.

    >>> line_text(" A\u202e  fine\u00a0day\u200b\n")
    'A fine day'
    """
    line = text.replace("\n", " ")
    if _is_plain(line):
        return line if _is_spaced(line) else " ".join(line.split())
    composed = unicodedata.normalize("NFC", SURROGATE.sub("\ufffd", text))
    if not MAYBE_UNSEEN.search(composed):
        return " ".join(composed.split())
    # twice: what is taken away may bring two joiners, or a letter and its accent, together
    seen = UNSEEN.sub("", UNSEEN.sub("", composed))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def _is_plain(line: str) -> bool:
    """Whether a line is NFC and holds nothing unseen and no white space but blanks: for Python neither is printable."""
    if line.isascii():
        return not line.encode().translate(None, PRINTABLE)
    return line.isprintable() and unicodedata.is_normalized("NFC", line)


def _is_spaced(line: str) -> bool:
    """Whether the blanks of a line stand alone and within it."""
    return "  " not in line and line[:1] != " " and line[-1:] != " "


@lru_cache(maxsize=4)
def stored_paragraphs(text: str) -> tuple[str, ...] | None:
    r"""The paragraphs of a text that is in the form of `body_text` already, None for any other text.

    Kept for the last few texts, for it is asked of the same text at every step.

    >>> stored_paragraphs("One.\n\nTwo."), stored_paragraphs("One.\nTwo."), stored_paragraphs("One. \n\nTwo.")
    (('One.', 'Two.'), None, None)
    """
    lines = tuple(text.split("\n\n"))
    if not all(lines) or not _is_plain("".join(lines)):
        return None
    return lines if _is_spaced(text) and " \n" not in text and "\n " not in text else None


def stored_text(text: str) -> str:
    r"""The body that a plain text is stored as: its paragraphs by `body_text`.

    >>> stored_text("One.\nTwo  too.")
    'One.\n\nTwo too.'
    """
    return text if stored_paragraphs(text) else body_text(paragraphs(text))


def body_text(paragraphs: Iterable[str]) -> str:
    r"""Join paragraphs into a body as it is stored: each on one line, an empty line between, empty ones left out.

    >>> body_text(["One  line.", " ", "Another\nline."])
    'One line.\n\nAnother line.'
    """
    return "\n\n".join(line for line in map(line_text, paragraphs) if line)


def title_text(title: str | None) -> str | None:
    """Return a title on one line, None if nothing is left of it.

    >>> title_text("  Ferry  terminal stays shut ")
    'Ferry terminal stays shut'
    """
    return (line_text(title) or None) if title else None


def paragraphs(text: str) -> list[str]:
    r"""Split plain text into paragraphs: at empty lines, else at line ends unless the lines were wrapped to a width.

    >>> paragraphs("One.\nTwo.\n\nThree.")
    ['One.', 'Two.', 'Three.']
    >>> len(paragraphs("\n".join(["the harbour master said that nobody would walk the pier before"] * 4)))
    1
    """
    found: list[str] = []
    for block in BLANK_LINES.split(LINE_END.sub("\n", text)):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        found += [" ".join(lines)] if _is_wrapped(lines) else lines
    return found


def _is_wrapped(lines: list[str]) -> bool:
    """Three lines or more, all but the last of about one width, and most of them ending within a sentence."""
    head = lines[:-1]
    if len(head) < 2:
        return False
    low, high = WRAP_WIDTH
    if not all(low <= len(line) <= high for line in head):
        return False
    return sum(not SENTENCE_END.search(line) for line in head) * 2 > len(head)


def word_count(text: str | None, language: str | None = None) -> int:
    """Count the words of a text.

    A word is a run of letters and digits, inner apostrophes and hyphens included. In languages written without
    spaces (and where the language is unknown) each Han or kana character is a word, and Thai, Lao, Tibetan,
    Burmese and Khmer count a word for each five characters of a run.

    >>> word_count("It's a well-known fact.", "en"), word_count("東京は晴れ。", "ja"), word_count(None)
    (4, 5, 0)
    """
    if not text:
        return 0
    if text.isascii() or not (language is None or language in UNSPACED_LANGUAGES):
        return _spaced_words(text)
    singles = len(UNSPACED.findall(text))
    runs = sum(-(-len(run) // CHARACTERS_A_WORD) for run in UNSPACED_RUN.findall(text))
    return singles + runs + len(WORD.findall(UNSPACED_RUN.sub(" ", UNSPACED.sub(" ", text))))


def _spaced_words(text: str) -> int:
    """How often WORD is found: runs of word characters, less the marks that join two of them."""
    try:
        signs = (text.encode() if text.isascii() else text.encode("cp1252")).translate(SIGNS)
    except UnicodeEncodeError:
        return len(WORD.findall(text))
    runs = (b" " + signs.replace(b"-", b" ")).count(b" w")
    return runs - len(JOINING_SIGN.findall(signs)) if b"-" in signs else runs


PAYWALL_TAIL = re.compile(
    r"(?ix)(?-i:^|(?<=[.!?…»”\"')\]:|]\s)|(?=[A-ZÀ-ÞА-Я\u3040-\uffff]))(?:"
    r"(?:continue|keep)\ reading|read\ (?:more|on|the\ (?:full|rest|whole)|full)\b|subscribe\ (?:now\ )?(?:to|for)\b"
    r"|already\ a\ (?:subscriber|member)|(?:log|sign)\ in\ to\ (?:read|continue)|for\ subscribers\ only"
    r"|to\ read\ the\ full|weiterlesen|jetzt\ (?:weiterlesen|abonnieren|testen)|lire\ la\ suite"
    r"|r[ée]serv[ée](?:\ aux|\ à\ nos)\ abonn[ée]s|leer\ m[áa]s|seguir\ leyendo"
    r"|contenido\ exclusivo\ para\ suscriptores"
    r"|continua\ a\ leggere|leggi\ tutto|lees\ (?:meer|verder)|leia\ mais|continue\ lendo"
    r"|czytaj\ (?:dalej|więcej)|читать\ (?:далее|полностью)"
    r"|devamını\ oku|続きを読む|残り.{0,12}文字|阅读(?:全文|更多)|閱讀全文|더\ ?보기"
    r")[^.!]{0,60}[.!?…»>→\s]*\Z"
)
"""Words at the end of a body that say that it goes on elsewhere, in a dozen languages: as a sentence of their own or
with a capital, for a sentence of prose may end in "to read more"."""

PAYWALL_HINTS = (
    "reading", "read ", "subscribe ", "already a ", " in to ", "subscribers only", "weiterlesen", "jetzt ", "la suite",
    "reserve", "leer m", "seguir leyendo", "contenido exclusivo", "a leggere", "leggi tutto", "lees ", "leia mais",
    "continue lendo", "czytaj ", "devam",
)  # fmt: skip
"""One of these, in small letters, is in each PAYWALL_TAIL of ASCII: most texts are spared the search."""

ELLIPSIS_TAIL = re.compile(r"(?:\.\.\.|…|\[\s*(?:\.\.\.|…|&hellip;)\s*\]|\[\+\s?\d+ (?:chars|characters)\])\s*\Z")
"""How feeds and interfaces cut a text: an ellipsis, bracketed or not, or `[+1234 chars]`."""

TAIL_LENGTH = 160
SHORT_BODY = 30
"""Words under which a body that a teaser repeats is nothing but that teaser."""


def completeness(title: str | None, body: str | None, teaser: str | None = None) -> Completeness:
    """Say how much of an article a record holds.

    headline: neither body nor teaser. teaser: only a teaser, or a body that says no more than it.
    partial: a body that ends in an ellipsis, a cut mark or words like "continue reading". full: anything else.

    >>> completeness("T", "The pier is shut. Continue reading"), completeness("T", None, "The pier is shut.")
    ('partial', 'teaser')
    >>> completeness("T", None), completeness("T", "The pier is shut until Friday.")
    ('headline', 'full')
    """
    whole, short = line_text(body or ""), line_text(teaser or "")
    if not whole:
        return "teaser" if short else "headline"
    if short and _is_within(ELLIPSIS_TAIL.sub("", whole).rstrip(), short):
        return "teaser"
    tail = whole[-TAIL_LENGTH:]
    return "partial" if ELLIPSIS_TAIL.search(tail) or _goes_on_elsewhere(tail) else "full"


def _goes_on_elsewhere(tail: str) -> bool:
    if tail.isascii():
        small = tail.lower()
        if not any(hint in small for hint in PAYWALL_HINTS):
            return False
    return PAYWALL_TAIL.search(tail) is not None


def _is_within(bare: str, teaser: str) -> bool:
    """Whether a body says no more than a teaser: the same but for how it is cut, or a short piece of it."""
    return bare == ELLIPSIS_TAIL.sub("", teaser).rstrip() or (word_count(bare) < SHORT_BODY and bare in teaser)
