"""Weekdays that a text names: two reports of one event name the same day, or none.

Belongs here: the names by language. Does not: reading texts (terms).
"""

from functools import cache

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import U8, U64

NAMES = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "no": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "fi": "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina",
    "pl": "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
    "cs": "pondělí úterý středu čtvrtek pátek sobotu neděli",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "uk": "понеділок вівторок середу четвер пятницю суботу неділю",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "id": "senin selasa rabu kamis jumat sabtu minggu",
}
"""Monday to Sunday by ISO 639-1 code, in the form news uses ("on …"). Left out are Portuguese, whose weekdays are
ordinals with other meanings, and scripts without spaces.
"""


@cache
def table(language: str | None) -> tuple[U64, U8]:
    """(word hashes, bits) of a language's weekdays, Monday the lowest bit; empty for a language without names.

    >>> hashes, bits = table("en")
    >>> len(hashes), bits.tolist()
    (7, [1, 2, 4, 8, 16, 32, 64])
    >>> len(table("pt")[0])
    0
    """
    names = NAMES.get(language or "", "").split()
    split = tokens.split(pa.array(names, pa.string()))
    return split.hashes, (1 << np.arange(len(names))).astype(np.uint8)
