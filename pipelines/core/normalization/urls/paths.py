"""Paths of one article: AMP and print twins, index pages, session ids, slashes, pagination.

Belongs here: rules on the path alone. Does not: parameters and hosts.
"""

import re

SESSION = r";(?:jsessionid|phpsessid|sessionid|sid|s_id)=[^/;]*|/\((?:[A-Z]\([a-z0-9]{16,48}\))+\)(?=/|$)"
"""`;jsessionid=…` of servlets and `/(S(…))/` of ASP.NET."""

AMP = (
    r"(?:/(?:google|platform|smart))?/(?:google-|\.|[a-z]{1,9}=)?amp(?:\.html?|-view)?(?=/|$)|"
    r"(?<=[a-z0-9])(?:\.amp(?=(?:\.[a-z]{2,6})?$)|[\-_]amp(?=\.[a-z]{2,6}$))|(?<=[a-z])-amp(?=/)"
)
"""AMP as a part of the path, at the end of a part, before or after the suffix."""

AMP_BEFORE = r"/amp[_-](?=(?:articleshow|articlelist|videoshow|liveblog|photostory|story|article|news)(?:[/.]|$))"
"""AMP in front of a section's name: `/amp_articleshow/`."""

PRINT = (
    r"/(?:print|printable|printview|print-view|printer-friendly|drucken|imprimir|imprimer|stampa)$|"
    r"[.,\-_](?:print|printable|druck)(?=(?:\.[a-z]{2,6})?$)"
)
INDEX_PAGE = r"/(?:index|default|home)\.(?:html?|shtml|xhtml|php[3-7]?|aspx?|jspx?|do|cfm|cgi|pl)$|/index$"
PAGE_NUMBER = r"/(?:comment-page|page|seite|pagina)[-/]?[0-9]{1,3}$|,(?:page|seite)-?[0-9]{1,2}(?=\.[a-z]{2,6}$|$)"
HTML_SUFFIX = r"\.(?:html?|shtml|xhtml)$"
"""The same page with and without the suffix: no server gives two articles so."""

SESSION_IN_PATH = re.compile(SESSION, re.IGNORECASE)
SLASHES = re.compile(r"/{2,}")
MARKS = "|".join((SESSION, AMP, PRINT, INDEX_PAGE, PAGE_NUMBER, HTML_SUFFIX, "/$"))
TWIN_MARK = re.compile(rf"(?=[/.;,_\-])(?:{MARKS})", re.IGNORECASE)
MARK_HINTS = (
    "amp",
    "prin",
    "druc",
    "impri",
    "stampa",
    "index",
    "default",
    "home",
    "page",
    "seite",
    "pagina",
    ";",
    "(",
    "//",
)
MARK_ENDS = ("/", ".html", ".htm", ".shtml", ".xhtml")
AMP_PREFIX = re.compile(AMP_BEFORE, re.IGNORECASE)
"""All that twins differ in; what AMP_PREFIX finds becomes a slash, the rest goes. Every mark holds one of the
hints or ends: most paths hold none, and are spared the search."""

LONG_NUMBER = re.compile(r"(?i)[0-9]{5,}|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16,}")
DAY = re.compile(r"/(?:19|20)[0-9]{2}[/-]?[01]?[0-9][/-]?[0-3]?[0-9](?=[/-])")
SCRIPT = re.compile(r"(?i)\.(?:php[3-7]?|aspx?|cgi|dll|do|jsp|exe|pl|cfm)$")
WORD_BREAKS = ("-", "_", ",", "+", "%20")
MIN_SLUG_WORDS = 5
"""A path part of five words and more is a headline; section names have fewer."""

OWN_AMP_PART = re.compile(r"(-[^/]*)/[a-z]{1,3}-?amp/?$")
"""A short last part that ends in amp, behind a headline: systems that put their initials before their AMP view."""

FILLER = re.compile(r"(?i)/(?:articles?|story|a|p|i)(?=/)")
"""Parts that only say that an article follows."""

ID_NUMBER = re.compile(r"(?<![0-9])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9]))[0-9]{6,20}(?![0-9])")
UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UUID_CHARS = 36
MIN_TAIL_WORDS = 4
"""An article's number: six digits and more that are no date. With four words beside it, it names the article whatever
the section before it; a UUID does so alone."""


def clean(path: str) -> str:
    """Session ids out, slashes single: what is shown as the canonical path. Settled: clean(clean(p)) == clean(p).

    >>> clean("/news//comet.html;jsessionid=A1B2.node1")
    '/news/comet.html'
    """
    before = ""
    while before != path:
        before = path
        path = SLASHES.sub("/", SESSION_IN_PATH.sub("", path)) or "/"
    return path


def twin_key(path: str) -> str:
    """What twins of one page have in common: no AMP, print, index or page-number marks, no suffix, no final slash.

    >>> twin_key("/amp/news/comet-splits.html"), twin_key("/news/comet-splits/amp/"), twin_key("/news/index.php")
    ('/news/comet-splits', '/news/comet-splits', '/news')
    """
    before = None
    while before != path:
        before = path
        low = path.lower()
        if low.endswith(MARK_ENDS) or any(hint in low for hint in MARK_HINTS):
            path = _without_marks(path)
        path = _without_sections(path)
    return path or "/"


def _without_marks(path: str) -> str:
    path = SLASHES.sub("/", path)
    if path.endswith(("amp", "amp/")):
        path = OWN_AMP_PART.sub(r"\1", path)
    return AMP_PREFIX.sub("/", TWIN_MARK.sub("", path))


def _without_sections(path: str) -> str:
    """The tail that names the article by number and words, without the sections it is listed under; else `path`.

    >>> _without_sections("/sport/golf/storm-stops-final-round-1234567"), _without_sections("/sport/1234567/a-storm")
    ('/storm-stops-final-round-1234567', '/sport/1234567/a-storm')
    """
    *_, before, last = ("", *path.rsplit("/", 2))
    if len(last) >= UUID_CHARS and UUID.search(last):
        return f"/{last}"
    if _words(last) < MIN_TAIL_WORDS:
        return f"/{before}/{last}" if _words(before) >= MIN_TAIL_WORDS and ID_NUMBER.fullmatch(last) else path
    if ID_NUMBER.search(last):
        return f"/{last}"
    return f"/{before}/{last}" if ID_NUMBER.fullmatch(before) else FILLER.sub("", path)


def _words(part: str) -> int:
    """As a slug has them, between hyphens and the like."""
    return 1 + sum(map(part.count, WORD_BREAKS))


def names_article(path: str) -> bool:
    """Does the path by itself name one article: a headline, a long number or hash, a day and a name?

    >>> names_article("/news/comet-over-veldt-splits-in-two"), names_article("/showthread.php"), names_article("/news")
    (True, False, False)
    """
    last = path.rstrip("/").rpartition("/")[2]
    words = _words(last)
    if words >= MIN_SLUG_WORDS or (words >= 2 and DAY.search(path)):
        return True
    return bool(LONG_NUMBER.search(path)) and not SCRIPT.search(path)
