"""Where an outlet is at home, as far as its host name and its language tag say.

Belongs here: country codes out of hosts and language tags. Does not: what follows for dates (orders, zones).
"""

import re
from urllib.parse import urlsplit

_GENERIC = """
ac ai am as bz cc cd co dj eu fm gg gl im io la li ly me ms mu nu pw sc sh sr st tk to tv vc vg vu ws
"""
GENERIC_CODES = frozenset(_GENERIC.split())
"""Country codes that are sold to anybody: they say nothing of the country."""

SPELLED_OTHERWISE = {"uk": "gb", "su": "ru"}

REGION = re.compile(r"[-_]([A-Za-z]{2})(?![A-Za-z])")


def country_of(url: str | None, language_tag: str | None) -> str | None:
    """The outlet's country (ISO 3166, lower case) by its top-level domain, else by the region of its language tag.

    >>> country_of("https://news.example.co.uk/a", "en-US"), country_of("https://a.example/", "en-IN")
    ('gb', 'in')
    """
    label = _host(url).rpartition(".")[2]
    if len(label) == 2 and label.isalpha() and label not in GENERIC_CODES:
        return SPELLED_OTHERWISE.get(label, label)
    if label in ("gov", "mil"):
        return "us"
    region = REGION.search(language_tag or "")
    return region[1].lower() if region else None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
