"""The words of bylines: what introduces a name, what separates names, what is a role or an outlet instead.

Belongs here: the words of vocabulary.txt, patterns in many languages. Does not: recognizing names (names), splitting
bylines (bylines).
"""

import re

from pipelines.core.normalization.word_lists import read_lists
from pipelines.core.vocabulary.words import alternatives, word_list

INTRODUCTION = re.compile(
    r"^\W*(?:(?:an?|ein[e]?|une?|un[a]?)\s)?"
    rf"(?:(?:{alternatives(word_list('byline_words', 'credit', 'work'))})\s+)?"
    rf"(?:{alternatives(word_list('byline_words', 'credit', 'by'))})"
    r"(?:(?<=[\u0590-\uffff][\u0590-\uffff])\s*[:：／/]?\s*|\s*[:：／/・·]\s*|\s+)",
    re.I,
)
"""The beginning of a byline in some thirty languages, including the kind of text ("Kommentar von"). A label of a single
character needs a mark or a blank: 文 is also a family name."""

LABELS = frozenset(
    word for use in ("credit", "page", "text", "date", "label") for word in word_list("byline_words", use)
)
"""Words that introduce an author where a colon follows, in lower case."""

SEPARATOR = re.compile(
    r"\s*(?:[|｜•·●;；\n\t\r/／]|,(?!\s*(?:jr|sr|ii|iii|md|phd|ph\.d)\b)|，|、|\s[-–—+]{1,2}\s|\s&\s|＆)\s*"
    r"|\s+(?:and|und|sowie|et|og|och|en|oraz|és|ja|ve|dan|și|şi|и|та|і|και|with|mit|avec|con|med|met)\s+"
    r"|\s+و\s+",
    re.I,
)
"""Separates two names."""

LEADING_SEPARATOR = re.compile(
    r"^(?:and|und|sowie|et|og|och|en|oraz|és|ja|ve|dan|și|și|и|та|і|και|y|e|with|mit|avec|con|و)\s+"
)
"""A separator left at the beginning, where each name has its own line."""

AMBIGUOUS_SEPARATOR = re.compile(r"\s+(?:y|e|i|a)\s+")
"""Separators in Spanish, Italian, Portuguese, Polish and Czech that also occur in a name ("Ortega y Gasset")."""

AFTER_NAME = re.compile(
    r"\s+(?:in|for|at|from|on|via|aus|bei|für|à|pour|em|en|desde|para|a|per|i|fra|til|of|is|has|covers|ist|war|est|was)"
    r"\s+.*$|\s*[(\[（【].*$|\s*<.*$|\s+https?:.*$|\s*@\S+.*$|\s+[-–—]\s.*$",
    re.S,
)
"""What follows a name: a place, an outlet, a sentence about the person, something in brackets."""

_LISTS = read_lists(__package__, "vocabulary.txt")

PARTICLES = _LISTS["particles"]
"""Lower-case words inside names."""

TEAMS = _LISTS["teams"].union(word_list("weekdays", "credit"))
"""Words of teams, outlets, organizations and page chrome, squashed: a credit with one of them never names a person."""

ROLES = _LISTS["roles"] | TEAMS
"""These and words of roles, which are also family names."""

PHOTO = re.compile(rf"^\W*(?:{alternatives(_LISTS['photo'])})(?=[\W_]|$|(?<=[\u3040-\u9fff]))", re.I)
"""The beginning of the credit of a picture."""

_PERSON = alternatives(_LISTS["people_in_script"])
PERSON_IN_SCRIPT = re.compile(rf"^(?:{_PERSON})(?:\s+|(?=\S{{2}}|$))|(?:^|\s+|(?<=\S\S))(?:{_PERSON})$")
"""A role of one person before or after the name, in scripts without spaces or with affixes; attached, it leaves a name
of two characters or more."""

ROLE_IN_SCRIPT = re.compile("|".join(sorted(_LISTS["roles_in_script"])))
"""The same in scripts without spaces or with affixes."""

SURNAMES = frozenset("".join(_LISTS["surnames"]))
"""Family names of one character, in Chinese and Korean."""

DEPARTMENTS = frozenset("".join(_LISTS["departments"]))
"""Last syllables of offices and companies, after a word for the press."""

PLACES = frozenset(place.replace("_", " ") for place in _LISTS["places"])
"""Places of several words that occur in bylines, squashed."""

NO_FIRST_WORD = _LISTS["not_first"]
"""Words that begin a place, an outlet or a sentence, but not a name."""
