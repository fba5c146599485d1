"""Paths of one article: AMP and print twins, index pages, session ids, slashes, pagination.

Belongs here: rules on the path alone. Does not: parameters and hosts.
"""

import re

SESSION_IN_PATH = re.compile(
    r";(?:jsessionid|phpsessid|sessionid|sid|s_id)=[^/;]*|/\((?:[A-Z]\([a-z0-9]{16,48}\))+\)(?=/|$)", re.IGNORECASE
)
"""`;jsessionid=…` of servlets and `/(S(…))/` of ASP.NET."""

SLASHES = re.compile(r"/{2,}")
AMP_SEGMENT = re.compile(r"(?i)(?:/(?:google|platform|smart))?/(?:google-|\.|[a-z]{1,9}=)?amp(?:\.html?|-view)?(?=/|$)")
AMP_PREFIX = re.compile(
    r"(?i)/amp[_-](?=(?:articleshow|articlelist|videoshow|liveblog|photostory|story|article|news)(?:[/.]|$))"
)
AMP_SUFFIX = re.compile(r"(?i)(?<=[a-z0-9])[.\-_]amp(?=(?:\.[a-z]{2,6})?$)|(?<=[a-z])-amp(?=/)")
"""AMP as a part of the path, in front of a section's name, at the end of a part, before or after the suffix."""

PRINT_SEGMENT = re.compile(
    r"(?i)/(?:print|printable|printview|print-view|printer-friendly|drucken|imprimir|imprimer|stampa)/?$"
)
PRINT_SUFFIX = re.compile(r"(?i)[.,\-_](?:print|printable|druck)(?=(?:\.[a-z]{2,6})?$)")
INDEX_PAGE = re.compile(r"(?i)/(?:index|default|home)\.(?:html?|shtml|xhtml|php[3-7]?|aspx?|jspx?|do|cfm|cgi|pl)$")
PAGE_SUFFIX = re.compile(
    r"(?i)/(?:comment-page|page|seite|pagina)[-/]?[0-9]{1,3}$|,(?:page|seite)-?[0-9]{1,2}(?=\.[a-z]{2,6}$|$)"
)
HTML_SUFFIX = re.compile(r"(?i)\.(?:html?|shtml|xhtml)$")
"""The same page with and without the suffix: no server gives two articles so."""

TWINS = (SESSION_IN_PATH, AMP_SEGMENT, AMP_SUFFIX, PRINT_SEGMENT, PRINT_SUFFIX, INDEX_PAGE, PAGE_SUFFIX, HTML_SUFFIX)

LONG_NUMBER = re.compile(r"(?i)[0-9]{5,}|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16,}")
DAY = re.compile(r"/(?:19|20)[0-9]{2}[/-]?[01]?[0-9][/-]?[0-3]?[0-9](?=[/-])")
SCRIPT = re.compile(r"(?i)\.(?:php[3-7]?|aspx?|cgi|dll|do|jsp|exe|pl|cfm)$")
MIN_SLUG_WORDS = 5
"""A path part of five words and more is a headline; section names have fewer."""


def clean(path: str) -> str:
    """Session ids out, slashes single: what is shown as the canonical path. Settled: clean(clean(p)) == clean(p).

    >>> clean("/news//comet.html;jsessionid=AF09.live1")
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
        path = SLASHES.sub("/", path).rstrip("/")
        path = AMP_PREFIX.sub("/", path)
        for mark in TWINS:
            path = mark.sub("", path)
    return path or "/"


def names_article(path: str) -> bool:
    """Does the path by itself name one article: a headline, a long number or hash, a day and a name?

    >>> names_article("/news/comet-over-veldt-splits-in-two"), names_article("/showthread.php"), names_article("/news")
    (True, False, False)
    """
    last = path.rstrip("/").rpartition("/")[2]
    words = re.split(r"[-_,+]|%20", last)
    if len(words) >= MIN_SLUG_WORDS or (len(words) >= 2 and DAY.search(path)):
        return True
    return bool(LONG_NUMBER.search(path)) and not SCRIPT.search(path)
