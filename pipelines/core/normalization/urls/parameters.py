"""Query parameters: those that track visits, those that choose a view, and those that identify the article.

Belongs here: rules for the parameters of parameters.txt. Does not: paths (paths), hosts (domains).
"""

import re

from pipelines.core.normalization.word_lists import read_lists

_LISTS = read_lists(__package__, "parameters.txt")
TRACKING_PREFIXES = tuple(_LISTS["tracking_prefixes"])
TRACKING = _LISTS["tracking"]
SESSION = _LISTS["session"]
HASHED_SESSION = _LISTS["hashed_session"]
CHANNEL_KEYS = _LISTS["channel"]
VIEW_KEYS = _LISTS["view"]
FORMAT_KEYS = _LISTS["format"]
PAGE_KEYS = _LISTS["page"]
REFERRAL_KEYS = _LISTS["referral"]
"""Keys of parameters, in lower case; the file says what each list is."""

HEX_SESSION = re.compile(r"[0-9a-fA-F]{26,64}")
"""A value of HASHED_SESSION that is a session id."""

CHANNEL_VALUE = re.compile(rf"(?is)(?:{'|'.join(sorted(_LISTS['channel_values']))})(?:$|[^a-z].*)")
"""Values that name a channel: with one of CHANNEL_KEYS they track where the reader came from."""

FEED_VALUE = re.compile(r"(?i)(?:^|[^a-z])m?rss(?:[^a-z]|$)")
"""`way=en-rss-all`: a value with the word rss tracks a feed, whatever the key."""

VIEW_VALUE = re.compile(r"(?i)(?:\w{1,12}\.)?(?:amp|print|mobile|mobil)(?:$|[^a-z].*|art|page.*|view|able|html|type.*)")
"""Values of FORMAT_KEYS that name the format of a twin: `outputType=amp`, `view=print`."""

PAGE_VALUE = re.compile(r"[0-9]{1,2}|all|full|show|comments?", re.IGNORECASE)
"""Values of PAGE_KEYS that are a page number."""


def is_tracking(key: str, value: str) -> bool:
    """Whether a parameter, as written in the URL, only tracks visits or carries a session.

    >>> is_tracking("utm_source", "feed"), is_tracking("ref", "rss"), is_tracking("id", "7")
    (True, True, False)
    >>> is_tracking("sid", "00ff11ee22dd33cc44bb55aa66997788"), is_tracking("sid", "57")
    (True, False)
    """
    low = key.lower()
    if low in TRACKING or low in SESSION or low.startswith(TRACKING_PREFIXES):
        return True
    if low in HASHED_SESSION:
        return bool(HEX_SESSION.fullmatch(value))
    if low in CHANNEL_KEYS and CHANNEL_VALUE.fullmatch(value):
        return True
    return bool(FEED_VALUE.search(value)) and not low.endswith(("id", "url", "q"))


def is_view(key: str, value: str) -> bool:
    """Whether a parameter chooses an AMP, mobile or print view.

    >>> is_view("outputType", "amp"), is_view("amp", ""), is_view("view", "gallery")
    (True, True, False)
    """
    low = key.lower()
    return low in VIEW_KEYS or (low in FORMAT_KEYS and bool(VIEW_VALUE.fullmatch(value)))


def is_secondary(key: str, value: str) -> bool:
    """Whether a parameter of a path that identifies the article is a page number or tracks where the reader came from.

    >>> is_secondary("page", "2"), is_secondary("section", "sport/golf"), is_secondary("id", "7")
    (True, True, False)
    """
    low = key.lower()
    return low in REFERRAL_KEYS or (low in PAGE_KEYS and bool(PAGE_VALUE.fullmatch(value)))


def split(query: str) -> list[tuple[str, str]]:
    """The (key, value) pairs of a query as written, without empty ones.

    >>> split("a=1&&b&=&c=")
    [('a', '1'), ('b', ''), ('c', '')]
    """
    pairs = (piece.partition("=")[::2] for piece in query.split("&"))
    return [(key, value) for key, value in pairs if key or value]


def join(pairs: list[tuple[str, str]]) -> str:
    """The query of these pairs; a key without a value has no `=`."""
    return "&".join(f"{key}={value}" if value else key for key, value in pairs)
