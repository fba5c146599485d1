"""The languages of synthetic pages: their words, sentences and names, read from `languages.json`. All are invented.

Belongs here: the shape of a language. Does not: words (the file), facts of an article (facts), markup (skeletons,
widgets).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PLACES = (
    "Orrin", "Kaldvik", "Brackle", "Tessaro", "Velmont", "Osmera", "Quirke", "Lindau am See", "Marrowick", "Sennow",
    "Aldea Roja", "Pontelago",
)  # fmt: skip


class Language(NamedTuple):
    """The words of one language. In a pattern, the name, the day or the outlet follows at {}.

    by, published, updated, photo: patterns of labels · days: written dates · number: a date in digits · months: as in
    dates · pair: joins two names · roles, team: who else is named in bylines · given, family: names · odd: family names
    that are also words of roles, outlets or pages · outlets: names around a place · sections, menu: words of menus ·
    more, comments: headings of boxes · consent: a notice · headlines, sentences: with a {place} and a number {n}
    """

    code: str
    by: Sequence[str]
    published: Sequence[str]
    updated: str
    days: Sequence[str]
    number: str
    months: Sequence[str]
    pair: str
    roles: Sequence[str]
    team: Sequence[str]
    photo: str
    given: Sequence[str]
    family: Sequence[str]
    odd: Sequence[str]
    outlets: Sequence[str]
    sections: Sequence[str]
    menu: Sequence[str]
    more: str
    comments: str
    consent: str
    headlines: Sequence[str]
    sentences: Sequence[str]


LANGUAGES = tuple(
    Language(**words) for words in json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
)
