"""Whether a text is a person's name.

Belongs here: the judgement of one name. Does not: splitting bylines (bylines), word lists (vocabulary).
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from pipelines.core.normalization import agencies
from pipelines.core.normalization.authors.vocabulary import NO_FIRST_WORD, PARTICLES, PLACES, ROLE_IN_SCRIPT, ROLES
from pipelines.core.normalization.titles.cleaning import squash

MAX_NAME = 60
"""Characters of the longest name believed; the longest real ones on labelled pages stay below 45."""

MAX_WORDS = 6

FORBIDDEN = re.compile(
    r"[\d@#%*=+<>{}()\[\]|\\?!:;\"“”„«»_~^]|https?|www\.|^the\s|\.(?:com|de|org|net|co|at|ch|fr|it|es|nl|be|in|uk|ru|pl)\b",
    re.I,
)
"""What no name holds: digits, signs of addresses and mark-up, host names."""

CJK_NAME = re.compile(r"^[\u3400-\u9fff\uf900-\ufaff々]{2,5}$|^[\uac00-\ud7a3]{2,5}$|^[\u30a0-\u30ff・＝]{3,20}$")
"""Chinese and Japanese names of two to five characters, Korean ones, foreign names in katakana."""


def is_agency(text: str) -> bool:
    """Whether the text names a news agency, or begins with an agency's sign in capitals.

    >>> is_agency("dpa"), is_agency("DPA"), is_agency("AFP Deutschland"), is_agency("Nadia Orsk")
    (True, True, True, False)
    """
    first = text.split(maxsplit=1)[:1]
    signs = (text, text.lower(), text.upper(), text.title(), *(word for word in first if word.isupper()))
    return any(agencies.agencies_in(sign) for sign in signs)


def is_person(text: str, not_names: Collection[str] = (), single: bool = False) -> bool:
    """Whether the text reads as a person's name; `not_names` (squashed) are the title and the site's names.

    single: whether one word will do, as where a trusted source states a whole name

    >>> is_person("Nadia Orsk"), is_person("Editorial Staff"), is_person("Nadia", single=True)
    (True, False, True)
    >>> is_person("Ines van der Kaldor"), is_person("nadia@herald.example"), is_person("The Herald", {"the herald"})
    (True, False, False)
    """
    if not _reads_as_name(text, single):
        return False
    key = squash(text)
    return key not in not_names and key.replace(" ", "") not in not_names


@lru_cache(maxsize=1 << 16)
def _reads_as_name(text: str, single: bool) -> bool:
    """The judgement without the record's own title and outlet: kept, as an outlet's authors come again and again."""
    key, words = squash(text), text.replace(".", ". ").split()
    if not key or len(text) > MAX_NAME or len(words) > MAX_WORDS:
        return False
    if FORBIDDEN.search(text) or ROLE_IN_SCRIPT.search(text) or not ROLES.isdisjoint(key.split()) or is_agency(text):
        return False
    if key in PLACES or key.split()[0] in NO_FIRST_WORD:
        return False
    return bool(CJK_NAME.match(text)) or _is_named(words, single)


def _is_named(words: list[str], single: bool) -> bool:
    """Whether the words are capitalised as names are, enough of them, or of a script without capitals."""
    if any(char.isdigit() for word in words for char in word):  # digits of any script, superscripts too
        return False
    full = [word for word in words if word.casefold().strip("'’.") not in PARTICLES]
    if not full or not all(_capitalised(word) for word in full):
        return False
    if len(full) == 1:
        word = full[0].strip(".,")
        return (
            (single or len(words) > 1) and len(word) > 2 and not (word.isupper() and len(word) < 6) and "." not in word
        )
    return any(len(word.strip(".,'’")) > 1 for word in full)


def _capitalised(word: str) -> bool:
    """Whether a capital begins the word or a part of it ("al-Masri", "d'Arcy"), or its script has none."""
    first = next((char for char in word if char.isalpha()), "")
    if not first:
        return False
    return unicodedata.category(first) in ("Lu", "Lt", "Lo") or any(char.isupper() for char in word[1:4])
