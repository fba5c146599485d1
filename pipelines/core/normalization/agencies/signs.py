"""How news agencies sign their texts.

Belongs here: the fixed vocabulary of agencies and their signs. Does not: where a text is signed (candidates).
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.core.normalization.word_lists import words

AGENCIES: Mapping[str, str] = {
    "AAP": r"AAP|Australian Associated Press",
    "AFP": r"AFP|Agence France[- ]Presse",
    "AGI": r"AGI|Agenzia Giornalistica Italia",
    "Anadolu": r"AA|Anadolu(?: Agency| Ajansı)?|Agence Anadolu",
    "Adnkronos": r"Adnkronos",
    "ANI": r"ANI|Asian News International",
    "ANP": r"ANP|Algemeen Nederlands Persbureau",
    "ANSA": r"ANSA|Agenzia ANSA",
    "Antara": r"Antara(?: News)?",
    "AP": r"AP|Associated Press|The Associated Press",
    "APA": r"APA|Austria Presse Agentur",
    "Belga": r"Belga|Agence Belga|Persagentschap Belga",
    "Bernama": r"Bernama",
    "Bloomberg": r"Bloomberg(?: News)?",
    "BNS": r"BNS|Baltic News Service",
    "BTA": r"BTA|БТА",
    "Canadian Press": r"The Canadian Press|Canadian Press|La Presse canadienne|CP",
    "CNA": r"CNA|Central News Agency|中央社",
    "CTK": r"ČTK|CTK|Česká tisková kancelář",
    "dpa": r"dpa(?:/[a-z]{2,5})?|dpa[-/ ]AFX|Deutsche Presse-Agentur|German Press Agency",
    "EFE": r"EFE|Agencia EFE",
    "epd": r"epd|Evangelischer Pressedienst",
    "Europa Press": r"Europa Press|EUROPA PRESS",
    "Fars": r"FNA|Fars(?: News Agency)?",
    "HINA": r"HINA|Hina",
    "IANS": r"IANS|Indo-Asian News Service",
    "Interfax": r"Interfax|Интерфакс",
    "IRNA": r"IRNA",
    "Jiji": r"Jiji(?: Press)?|時事(?:通信)?",
    "KNA": r"KNA|Katholische Nachrichten-Agentur",
    "Kyodo": r"Kyodo(?: News)?|共同(?:通信)?",
    "Lusa": r"Lusa|LUSA|Agência Lusa",
    "MTI": r"MTI|Magyar Távirati Iroda",
    "NAN": r"NAN|News Agency of Nigeria",
    "NTB": r"NTB|©NTB",
    "Notimex": r"Notimex",
    "PA": r"PA Media|Press Association|PA",
    "PAP": r"PAP|Polska Agencja Prasowa",
    "PTI": r"PTI|Press Trust of India",
    "Reuters": r"Reuters|REUTERS|Thomson Reuters|Рейтер|ロイター|路透社",
    "RIA Novosti": r"RIA Novosti|РИА Новости",
    "Ritzau": r"Ritzau|/ritzau/",
    "SDA": r"Keystone[-/ ]SDA(?:[-/ ]ATS)?|SDA|Keystone-ATS|ATS",
    "SID": r"SID|Sport-Informations-Dienst",
    "STA": r"STA|Slovenska tiskovna agencija",
    "STT": r"STT|Suomen Tietotoimisto",
    "Tanjug": r"Tanjug|Танјуг",
    "TASR": r"TASR",
    "TASS": r"TASS|ITAR-TASS|ТАСС",
    "TT": r"TT|TT Nyhetsbyrån",
    "Ukrinform": r"Ukrinform|Укринформ|Укрінформ",
    "UNI": r"UNI|United News of India",
    "UPI": r"UPI|United Press International",
    "Xinhua": r"Xinhua(?: News Agency)?|新华社|新華社",
    "Yonhap": r"Yonhap(?: News(?: Agency)?)?|연합뉴스",
}
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
