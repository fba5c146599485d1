"""Whether a text is a person's name.

Belongs here: recognizing one name. Does not: splitting bylines (bylines), word lists (vocabulary).
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from pipelines.core.normalization import agencies
from pipelines.core.normalization.authors.vocabulary import (
    DEPARTMENTS,
    NO_FIRST_WORD,
    PARTICLES,
    PLACES,
    ROLE_IN_SCRIPT,
    ROLES,
    SURNAMES,
    TEAMS,
)
from pipelines.core.normalization.titles.cleaning import squash

MAX_NAME_CHARS = 60
"""Length of a name; names on labelled pages have fewer than 45 characters."""

MAX_NAME_WORDS = 6

FORBIDDEN = re.compile(
    r"[\d@#%*=+<>{}()\[\]|\\?!:;\"“”„«»_~^]|https?|www\.|^the\s|\.(?:com|de|org|net|co|at|ch|fr|it|es|nl|be|in|uk|ru|pl)\b",
    re.I,
)
"""What names don't contain: digits, characters of addresses and markup, host names."""

LOGIN = re.compile(
    r"(?!(?:Ma?c|[DO]['’]?|De|Di|Da|Du|La|Le|Lo|Fitz|Van|Von|Ten|Ter|San|St)[A-ZÀ-Þ][^A-ZÀ-Þ]*$)"
    r"[^\W\d_]*[a-zß-ÿ][A-ZÀ-Þ]"
)
"""A word with a capital inside, as accounts are called (`HarbourFan`), not after a particle (`McKenna`, `DeShawn`)."""

ANY_NAME = "Xaver"
"""Stands for a family name that is also a role."""

FEMININE = re.compile(r"(?<=[rt])in(?:nen)?$")
"""The ending of the feminine form of a role in German, after the letters that it follows."""

MIN_FEMININE_CHARS = 7
"""Characters that a word with such an ending has at least."""

CJK_NAME = re.compile(r"^[\u3400-\u9fff\uf900-\ufaff々]{2,5}$|^[\uac00-\ud7a3]{2,5}$|^[\u30a0-\u30ff・＝]{3,20}$")
"""Chinese and Japanese names of two to five characters, Korean ones, foreign names in katakana."""


MAX_FAMILY_NAME_CHARS, MAX_GIVEN_NAME_CHARS = 1, 2
"""Characters of Chinese and Korean names that may hold a word of the press."""

DEPARTMENT_IN_KOREAN = re.compile(r"[\uac00-\ud7a3]{2,4}[부팀]")
"""사회부, 취재팀: of three syllables or more."""


def is_agency(text: str) -> bool:
    """Whether a text is a news agency's sign in any case, or begins with one in capitals.

    >>> is_agency("dpa"), is_agency("DPA"), is_agency("AFP Deutschland"), is_agency("Nadia Orsk")
    (True, True, True, False)
    """
    first = text.split(maxsplit=1)[:1]
    signs = (text, text.lower(), text.upper(), text.title(), *(word for word in first if word.isupper()))
    return any(agencies.agencies_in(sign) for sign in signs)


def is_person(text: str, not_names: Collection[str] = (), single: bool = False) -> bool:
    """Whether a text is a person's name.

    not_names: the title and the site's names, squashed; single: whether a single word may be a name

    >>> is_person("Nadia Orsk"), is_person("Editorial Staff"), is_person("Nadia", single=True)
    (True, False, True)
    >>> is_person("Ines van der Kaldor"), is_person("nadia@herald.example"), is_person("The Herald", {"the herald"})
    (True, False, False)
    """
    if not _looks_like_name(text, single):
        return False
    key = squash(text)
    return key not in not_names and key.replace(" ", "") not in not_names


def is_role(word: str) -> bool:
    """Whether a squashed word is one of roles, teams or pages, in German also in its feminine form.

    >>> is_role("editor"), is_role("journalistin"), is_role("orsk")
    (True, True, False)
    """
    return word in ROLES or (FEMININE.sub("", word) in ROLES and len(word) >= MIN_FEMININE_CHARS)


def may_be_surname(text: str, not_names: Collection[str] = ()) -> bool:
    """Whether a text would be a name, were its last word no role: `Dana Press`, not `Herald Press` in the Herald.

    >>> may_be_surname("Dana Press"), may_be_surname("Senior Press"), may_be_surname("Dana Newsroom")
    (True, False, False)
    >>> may_be_surname("Herald Press", {"herald"}), may_be_surname("PA Reporter")
    (False, False)
    """
    *given, family = text.split()
    first = given[0].strip(".") if given else ""
    is_abbreviation = first.isupper() and not text.isupper()
    if not first or is_abbreviation or squash(family) in TEAMS or not _is_capitalized(family) or is_agency(text):
        return False
    key = f" {squash(text)} "
    return not any(f" {name} " in key for name in not_names) and _looks_like_name(" ".join([*given, ANY_NAME]), True)


@lru_cache(maxsize=1 << 16)
def _looks_like_name(text: str, single: bool) -> bool:
    """`is_person` whatever the record's title and outlet; cached, because an outlet's authors recur."""
    key, words = squash(text), text.replace(".", ". ").split()
    if not key or len(text) > MAX_NAME_CHARS or len(words) > MAX_NAME_WORDS:
        return False
    if FORBIDDEN.search(text) or _has_role_in_script(text) or any(map(is_role, key.split())) or is_agency(text):
        return False
    if key in PLACES or key.split()[0] in NO_FIRST_WORD:
        return False
    return bool(CJK_NAME.match(text)) or _has_name_form(words, single)


def _has_role_in_script(text: str) -> bool:
    """Whether a text holds a word of the press in a script without spaces, or is a department.

    A name of three characters may hold one: a family name before it, or one with which it begins.

    >>> [_has_role_in_script(text) for text in ("기자민", "李新华", "김기자", "서울신문", "편집국", "新华社", "취재팀")]
    [False, False, False, True, True, True, True]
    """
    found = ROLE_IN_SCRIPT.search(text)
    if not found:
        return DEPARTMENT_IN_KOREAN.fullmatch(text) is not None
    is_name = len(text) == MAX_FAMILY_NAME_CHARS + MAX_GIVEN_NAME_CHARS and len(found[0]) == MAX_GIVEN_NAME_CHARS
    return not is_name or text[0] not in SURNAMES or text[-1] in DEPARTMENTS


def _has_name_form(words: list[str], single: bool) -> bool:
    """Whether enough words are capitalized, or in a script without capitals."""
    if any(char.isdigit() for word in words for char in word):  # in any script, and superscripts
        return False
    major = [word for word in words if word.casefold().strip("'’.") not in PARTICLES]
    if not major or words[-1] in PARTICLES or not all(_is_capitalized(word) for word in major):
        return False
    if len(major) == 1:
        word = major[0].strip(".,")
        is_abbreviation = (word.isupper() and len(word) < 6) or "." in word
        return (single or len(words) > 1) and len(word) > 2 and not is_abbreviation and not LOGIN.match(word)
    return any(len(word.strip(".,'’")) > 1 for word in major)


def _is_capitalized(word: str) -> bool:
    """Whether a word or a part of it begins with a capital ("al-Masri", "d'Arcy"), or its script has none."""
    first = next((char for char in word if char.isalpha()), "")
    if not first:
        return False
    return unicodedata.category(first) in ("Lu", "Lt", "Lo") or any(char.isupper() for char in word[1:4])
