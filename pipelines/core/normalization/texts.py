"""Normal forms of text: the raw text that ids hash, the body as stored, one line, its words counted.

Belongs here: characters, white space and paragraphs. Does not: finding the body in a page (bodies), removing what
extraction left in a text (residue), whether a text is complete (completeness).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LINE_END = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
"""The mandatory line breaks of Unicode (UAX 14, classes BK, CR and NL) other than the line feed."""

TRAILING_SPACE = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|\Z)")
"""Matches only at the start of a run of spaces, possessively: a text may hold a million of them in a row."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a UTF-16 pair: not a character, and not encodable as UTF-8."""

JOINER_SCRIPTS = r"\u0600-\u06ff\u0750-\u07bf\u08a0-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af"
"""Scripts spelled with the zero width joiner and non-joiner, Arabic to Mongolian."""

EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"

INVISIBLE_CHARS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
PRINTABLE = bytes(range(32, 127))
"""Printable ASCII."""

MAYBE_INVISIBLE = re.compile(f"[{INVISIBLE_CHARS}\u200c\u200d]")
"""Whether INVISIBLE, which looks around each joiner, may match: a cheap test."""

INVISIBLE = re.compile(
    f"[{INVISIBLE_CHARS}]|(?<![{JOINER_SCRIPTS}{EMOJI}])[\u200c\u200d]|[\u200c\u200d](?![{JOINER_SCRIPTS}{EMOJI}])"
)
"""Controls, soft hyphens, bidirectional controls, tags and zero width characters, except joiners within words."""

BLANK_LINES = re.compile(r"\n\s*\n")

WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def _char_class(code: int) -> bytes:
    char = bytes([code]).decode("cp1252", "replace")
    return b"w" if re.match(r"\w", char) else b"-" if char in "'’-" else b" "


CHAR_CLASSES = b"".join(map(_char_class, range(256)))
"""Each byte of Windows-1252, which fits most texts in Latin script, as `w` (in a word), `-` (may join words) or blank.
Counting words on it takes a fifth of the time of WORD."""

JOINED = re.compile(rb"(?<=w)-(?=w)")

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
"""Han and kana: each character counts as a word, as in word processors."""

UNSPACED_RUN = re.compile(r"[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]+")
"""Thai, Lao, Tibetan, Burmese, Khmer: a run counts as one word for every five characters, about their mean length."""

CHARS_PER_WORD = 5
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz"})

WRAP_WIDTH = (40, 100)
"""Characters in a line of hard-wrapped text: shorter lines are verse or a list, longer ones paragraphs."""

SENTENCE_END = re.compile(r"[.!?:;…\"'”’»)\]。！？」』】؟।]\s*$")


def normal_text(text: str) -> str:
    r"""The text in the form that ids hash: NFC, line feeds only, no white space at line ends or around the text.

    Within a line only the composition of characters changes. Idempotent.

    >>> normal_text("\ufeffCafe\u0301 opens \r\n\r\nat ten.\n\n")
    'Café opens\n\nat ten.'
    """
    if stored_paragraphs(text):
        return text
    unified = LINE_END.sub("\n", SURROGATE.sub("\ufffd", text).replace("\x00", ""))
    composed = unicodedata.normalize("NFC", unified)
    return TRAILING_SPACE.sub("", composed).strip("\ufeff \t\n\xa0").strip()


def storable(text: str) -> str:
    r"""The text without lone surrogates and NUL, which a UTF-8 column can't hold.

    >>> storable("a\ud800b\x00")
    'a\ufffdb'
    """
    return text if text.isascii() and "\x00" not in text else SURROGATE.sub("\ufffd", text).replace("\x00", "")


def line_text(text: str) -> str:
    r"""The text on one line: NFC, nothing INVISIBLE, single spaces for white space, none around it.

    >>> line_text(" A\u202e  fine\u00a0day\u200b\n")
    'A fine day'
    """
    line = text.replace("\n", " ")
    if _is_plain(line):
        return line if _is_spaced(line) else " ".join(line.split())
    composed = unicodedata.normalize("NFC", SURROGATE.sub("\ufffd", text))
    if not MAYBE_INVISIBLE.search(composed):
        return " ".join(composed.split())
    # twice: a removal may bring together two joiners, or a letter and its accent
    visible = INVISIBLE.sub("", INVISIBLE.sub("", composed))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def _is_plain(line: str) -> bool:
    """Whether a line is NFC and holds only visible characters and blanks, which is what Python calls printable."""
    if line.isascii():
        return not line.encode().translate(None, PRINTABLE)
    return line.isprintable() and unicodedata.is_normalized("NFC", line)


def _is_spaced(line: str) -> bool:
    """Whether blanks are single and none is at either end."""
    return "  " not in line and line[:1] != " " and line[-1:] != " "


@lru_cache(maxsize=4)
def stored_paragraphs(text: str) -> tuple[str, ...] | None:
    r"""The paragraphs of a text already in the form of `body_text`, None for any other text.

    Cached, because every step of normalization asks for the same text.

    >>> stored_paragraphs("One.\n\nTwo."), stored_paragraphs("One.\nTwo."), stored_paragraphs("One. \n\nTwo.")
    (('One.', 'Two.'), None, None)
    """
    lines = tuple(text.split("\n\n"))
    if not all(lines) or not _is_plain("".join(lines)):
        return None
    return lines if _is_spaced(text) and " \n" not in text and "\n " not in text else None


def stored_text(text: str) -> str:
    r"""The form in which a plain text is stored as a body.

    >>> stored_text("One.\nTwo  too.")
    'One.\n\nTwo too.'
    """
    return text if stored_paragraphs(text) else body_text(paragraphs(text))


def body_text(paragraphs: Iterable[str]) -> str:
    r"""Paragraphs joined into a body as stored: each on one line, separated by an empty line, empty ones omitted.

    >>> body_text(["One  line.", " ", "Another\nline."])
    'One line.\n\nAnother line.'
    """
    return "\n\n".join(line for line in map(line_text, paragraphs) if line)


def paragraphs(text: str) -> list[str]:
    r"""The paragraphs of plain text: split at empty lines, otherwise at line ends unless the lines are hard-wrapped.

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
    """Whether there are three lines or more, all but the last of similar width, most of them ending mid-sentence."""
    head = lines[:-1]
    if len(head) < 2:
        return False
    low, high = WRAP_WIDTH
    if not all(low <= len(line) <= high for line in head):
        return False
    return sum(not SENTENCE_END.search(line) for line in head) * 2 > len(head)


def word_count(text: str | None, language: str | None = None) -> int:
    """The number of words in a text.

    A word is a run of letters and digits, including inner apostrophes and hyphens. In languages written without spaces,
    and if the language is unknown, each Han or kana character is a word, and a run of Thai, Lao, Tibetan, Burmese or
    Khmer is one word for every five characters.

    >>> word_count("It's a well-known fact.", "en"), word_count("東京は晴れ。", "ja"), word_count(None)
    (4, 5, 0)
    """
    if not text:
        return 0
    if text.isascii() or not (language is None or language in UNSPACED_LANGUAGES):
        return _spaced_words(text)
    singles = len(UNSPACED.findall(text))
    runs = sum(-(-len(run) // CHARS_PER_WORD) for run in UNSPACED_RUN.findall(text))
    return singles + runs + len(WORD.findall(UNSPACED_RUN.sub(" ", UNSPACED.sub(" ", text))))


def _spaced_words(text: str) -> int:
    """The number of matches of WORD: runs of word characters, minus the marks that join two of them."""
    try:
        classes = (text.encode() if text.isascii() else text.encode("cp1252")).translate(CHAR_CLASSES)
    except UnicodeEncodeError:
        return len(WORD.findall(text))
    runs = (b" " + classes.replace(b"-", b" ")).count(b" w")
    return runs - len(JOINED.findall(classes)) if b"-" in classes else runs
