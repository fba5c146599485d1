"""Candidates for `language`: what the detector finds in a text, and what its source declares.

Belongs here: reading declared values, turning both into candidates. Does not: detection (detector), choosing (choose),
where a page or row declares its language (pipelines.core.normalization.fields).
"""

import re
from collections.abc import Mapping

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.languages.codes import CODES_OF_THREE, CODES_OF_TWO, MACRO, NAMES
from pipelines.core.normalization.languages.detector import MIN_SHARE

FIELD = "language"
DECLARED_CONFIDENCE = 0.6

MAX_DETECTED = 3
"""Detected languages that the evidence keeps."""

TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_.@][\w.@-]{0,40})?$")
"""A language tag (BCP 47) or a POSIX locale: `en-US`, `pt_BR.UTF-8`, `zh-Hans-CN`, `eng`."""


def declared_code(value: str | None) -> str | None:
    """The ISO 639-1 code of a declared language, None if the value names no known language.

    >>> [declared_code(v) for v in ("en-US", "eng", "English", "nb_NO", "iw", "utf-8", "Deutsch", "")]
    ['en', 'en', 'en', 'no', 'he', None, 'de', None]
    """
    if not isinstance(value, str):
        return None
    bare = value.strip().strip("\"'").split(",")[0].split(";")[0].strip()[:60]
    tag = TAG.match(bare)
    code = tag[1].lower() if tag else ""
    code = CODES_OF_THREE.get(code, code)
    code = MACRO.get(code, code)
    return code if code in CODES_OF_TWO else NAMES.get(bare.casefold())


def text_candidates(shares: Mapping[str, float]) -> list[Candidate]:
    """The likeliest languages of a text; shares: probability by ISO 639-1 code.

    >>> text_candidates({"en": 0.01, "de": 0.97})
    [Candidate(field='language', value='de', method='text', confidence=0.97, note=None)]
    """
    ranked = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_DETECTED]
    return [Candidate(FIELD, code, "text", round(share, 3)) for code, share in ranked if share >= MIN_SHARE]


def declared_candidates(declared: str | None) -> list[Candidate]:
    """The declared language, if it is a known one.

    >>> declared_candidates("en-GB")
    [Candidate(field='language', value='en', method='declared', confidence=0.6, note='declared as en-GB')]
    """
    code = declared_code(declared)
    return [Candidate(FIELD, code, "declared", DECLARED_CONFIDENCE, f"declared as {declared!s:.60}")] if code else []
