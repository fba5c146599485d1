"""The path of a URL: AMP and print twins, index pages, session ids, slashes, pagination.

Belongs here: rules on the path. Does not: parameters (parameters), hosts (domains).
"""

import re
from functools import lru_cache

from pipelines.core.normalization.word_lists import words

SESSION = r";(?:jsessionid|phpsessid|sessionid|sid|s_id)=[^/;]*|/\((?:[A-Z]\([a-z0-9]{16,48}\))+\)(?=/|$)"
"""`;jsessionid=…` of servlets and `/(S(…))/` of ASP.NET."""

AMP = (
    r"(?:/(?:google|platform|smart))?/(?:google-|\.|[a-z]{1,9}=)?amp(?:\.html?|-view)?(?=/|$)|"
    r"(?<=[a-z0-9])(?:\.amp(?=(?:\.[a-z]{2,6})?$)|[\-_]amp(?=\.[a-z]{2,6}$))|(?<=[a-z])-amp(?=/)"
)
"""AMP as a path segment, or at the end of one, before or after the suffix."""

AMP_BEFORE = r"/amp[_-](?=(?:articleshow|articlelist|videoshow|liveblog|photostory|story|article|news)(?:[/.]|$))"
"""AMP before the name of a section: `/amp_articleshow/`."""

PRINT = (
    r"/(?:print|printable|printview|print-view|printer-friendly|drucken|imprimir|imprimer|stampa)$|"
    r"[.,\-_](?:print|printable|druck)(?=(?:\.[a-z]{2,6})?$)"
)
INDEX_PAGE = r"/(?:index|default|home)\.(?:html?|shtml|xhtml|php[3-7]?|aspx?|jspx?|do|cfm|cgi|pl)$|/index$"
PAGE_NUMBER = r"/(?:comment-page|page|seite|pagina)[-/]?[0-9]{1,3}$|,(?:page|seite)-?[0-9]{1,2}(?=\.[a-z]{2,6}$|$)"
HTML_SUFFIX = r"\.(?:html?|shtml|xhtml)$"
"""Servers serve the same page with and without the suffix."""

SESSION_IN_PATH = re.compile(SESSION, re.IGNORECASE)
SLASHES = re.compile(r"/{2,}")
MARKS = "|".join((SESSION, AMP, PRINT, INDEX_PAGE, PAGE_NUMBER, HTML_SUFFIX, "/$"))
TWIN_MARK = re.compile(rf"(?=[/.;,_\-])(?:{MARKS})", re.IGNORECASE)
MARK_HINTS = words("amp prin druc impri stampa index default home page seite pagina ; ( //")
MARK_ENDS = ("/", ".html", ".htm", ".shtml", ".xhtml")
AMP_PREFIX = re.compile(AMP_BEFORE, re.IGNORECASE)
"""What twins differ in: AMP_PREFIX becomes a slash, the other marks are removed. Every mark holds one of the hints or
ends in one of MARK_ENDS; most paths have neither and skip the search."""

LONG_NUMBER = re.compile(r"(?i)[0-9]{5,}|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16,}")
DAY = re.compile(r"/(?:19|20)[0-9]{2}[/-]?[01]?[0-9][/-]?[0-3]?[0-9](?=[/-])")
SCRIPT = re.compile(r"(?i)\.(?:php[3-7]?|aspx?|cgi|dll|do|jsp|exe|pl|cfm)$")
WORD_BREAKS = ("-", "_", ",", "+", "%20")
MIN_SLUG_WORDS = 5
"""Words from which a path segment is a headline; names of sections have fewer."""

OWN_AMP_PART = re.compile(r"(-[^/]*)/[a-z]{1,3}-?amp/?$")
"""A short last segment that ends in amp, after a headline: some systems prefix their AMP view with their initials."""

FILLER = re.compile(r"(?i)/(?:articles?|story|a|p|i)(?=/)")
"""Segments that only introduce an article."""

ID_NUMBER = re.compile(r"(?<![0-9])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9]))[0-9]{6,20}(?![0-9])")
UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UUID_CHARS = 36
MIN_TAIL_WORDS = 4
"""An article's number has six digits or more and is not a date. Together with a segment of MIN_TAIL_WORDS it identifies
the article whatever its section; a UUID does so alone."""


def clean(path: str) -> str:
    """The path to show: without session ids, with single slashes. Idempotent.

    >>> clean("/news//comet.html;jsessionid=A1B2.node1")
    '/news/comet.html'
    """
    if "//" not in path and ";" not in path and "(" not in path:  # what either pattern needs
        return path or "/"
    previous = ""
    while previous != path:
        previous = path
        path = SLASHES.sub("/", SESSION_IN_PATH.sub("", path)) or "/"
    return path


@lru_cache(maxsize=2048)
def twin_key(path: str) -> str:
    """The path that twins share: without AMP, print, index and page number marks, suffix and final slash.

    >>> twin_key("/amp/news/comet-splits.html"), twin_key("/news/comet-splits/amp/"), twin_key("/news/index.php")
    ('/news/comet-splits', '/news/comet-splits', '/news')
    """
    previous = None
    while previous != path:
        previous = path
        low = path.lower()
        if low.endswith(MARK_ENDS) or any(map(low.__contains__, MARK_HINTS)):
            path = _without_marks(path)
        path = _without_sections(path)
    return path or "/"


def _without_marks(path: str) -> str:
    path = SLASHES.sub("/", path)
    if path.endswith(("amp", "amp/")):
        path = OWN_AMP_PART.sub(r"\1", path)
    return AMP_PREFIX.sub("/", TWIN_MARK.sub("", path))


def _without_sections(path: str) -> str:
    """The tail that identifies the article by number and words, without its sections; otherwise `path`.

    >>> _without_sections("/sport/golf/storm-stops-final-round-1234567"), _without_sections("/sport/1234567/a-storm")
    ('/storm-stops-final-round-1234567', '/sport/1234567/a-storm')
    """
    *_, before, last = ("", *path.rsplit("/", 2))
    if len(last) >= UUID_CHARS and UUID.search(last):
        return f"/{last}"
    if _count_words(last) < MIN_TAIL_WORDS:
        return f"/{before}/{last}" if _count_words(before) >= MIN_TAIL_WORDS and ID_NUMBER.fullmatch(last) else path
    if ID_NUMBER.search(last):
        return f"/{last}"
    return f"/{before}/{last}" if ID_NUMBER.fullmatch(before) else FILLER.sub("", path)


def _count_words(slug: str) -> int:
    """The number of words in a slug."""
    return 1 + sum(map(slug.count, WORD_BREAKS))


def identifies_article(path: str) -> bool:
    """Whether the path alone identifies an article: by a headline, a long number or hash, or a date and a name.

    >>> [identifies_article(p) for p in ("/news/comet-over-veldt-splits-in-two", "/showthread.php", "/news")]
    [True, False, False]
    """
    last = path.rstrip("/").rpartition("/")[2]
    words = _count_words(last)
    if words >= MIN_SLUG_WORDS or (words >= 2 and DAY.search(path)):
        return True
    return bool(LONG_NUMBER.search(path)) and not SCRIPT.search(path)
