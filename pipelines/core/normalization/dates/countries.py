"""The country of an outlet, as far as its host name and its language tag tell.

Belongs here: country codes of hosts and language tags. Does not: what follows from them (day_month_order, time_zones).
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pipelines.core.normalization.word_lists import words

GENERIC_CODES = words(
    "ac ai am as bz cc cd co dj eu fm gg gl im io la li ly me ms mu nu pw sc sh sr st tk to tv vc vg vu ws"
)
"""Top-level domains that anybody may register: they say nothing about the country."""

ISO_CODES = {"uk": "gb", "su": "ru"}

REGION = re.compile(r"[-_]([A-Za-z]{2})(?![A-Za-z])")


AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
"""A URL up to its path: many URLs have the same host."""


def country_of(url: str | None, language_tag: str | None) -> str | None:
    """The outlet's country (ISO 3166, lower case): that of its top-level domain, else the region of its language tag.

    >>> country_of("https://news.example.co.uk/a", "en-US"), country_of("https://a.example/", "en-IN")
    ('gb', 'in')
    """
    authority = AUTHORITY.match(url or "")
    label = _host(authority[0] if authority else url).rpartition(".")[2]
    if len(label) == 2 and label.isalpha() and label not in GENERIC_CODES:
        return ISO_CODES.get(label, label)
    if label in ("gov", "mil"):
        return "us"
    region = REGION.search(language_tag or "")
    return region[1].lower() if region else None


@lru_cache(maxsize=1 << 16)
def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
