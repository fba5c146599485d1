"""How news agencies sign their texts.

Belongs here: recognizing the signs of signs.json. Does not: where a text is signed (candidates).
"""

import json
import re
from functools import lru_cache
from importlib.resources import files

from pipelines.core.normalization.word_lists import words

AGENCIES: dict[str, str] = json.loads(files(__package__).joinpath("signs.json").read_text(encoding="utf-8"))
"""Agency → its signs, as alternatives of a regular expression; case matters: AP, PA and TT are agencies, ap and Pa are
not."""

AMBIGUOUS = words("AA AGI ANI AP APA ATS BTA CNA CP FNA NAN PA PAP SDA SID STA STT TT UNI")
"""Signs, here in lower case, that are also words or other abbreviations: on a line of their own they prove nothing."""

SIGN = "(?:" + "|".join(f"(?:{sign})" for sign in AGENCIES.values()) + ")"
SIGNED = re.compile("|".join(f"(?P<a{i}>{sign})" for i, sign in enumerate(AGENCIES.values())))
NAMES = tuple(AGENCIES)
STAFF = "[a-z]{2,4}"
"""The initials of an editor."""

SIGNS = rf"(?:{STAFF}/)?{SIGN}(?:\s?[/,]\s?(?:{SIGN}|{STAFF}\b)){{0,4}}"
"""One or more agencies, among the initials of editors: `dpa/AFP/cba`."""

SIGN_BREAK = re.compile(r"\s?[/,]\s?")
STAFF_INITIALS = re.compile(STAFF)


def agencies_in(sign: str) -> list[str]:
    """The agencies that a sign names, in order; none if it holds anything else but initials.

    >>> agencies_in("dpa/AFP"), agencies_in("The Associated Press")
    (['dpa', 'AFP'], ['AP'])
    """
    whole = _agency(sign)
    if whole:
        return [whole]
    pieces = [(piece, _agency(piece)) for piece in SIGN_BREAK.split(sign.strip())]
    named = [agency for piece, agency in pieces if agency or not STAFF_INITIALS.fullmatch(piece)]
    return list(dict.fromkeys(agency for agency in named if agency)) if all(named) else []


@lru_cache(maxsize=4096)
def _agency(sign: str) -> str | None:
    match = SIGNED.fullmatch(sign.strip().removeprefix("The "))
    return NAMES[int(match.lastgroup[1:])] if match and match.lastgroup else None
