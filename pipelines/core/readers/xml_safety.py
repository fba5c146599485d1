"""Checks XML before any parser sees it: no declared entities, bounded depth.

Belongs here: checks of XML as text. Does not: feeds, sitemaps.
"""

import re
from typing import Final

from pipelines.core.readers.streams import ReadError

GENERAL_ENTITY: Final = re.compile(r"<!ENTITY\s+[^%\s]", re.I)
"""The declaration of an entity that text could refer to; parameter entities (`%`) are dropped with the DOCTYPE."""

DECLARATION: Final = re.compile(r"^\ufeff?\s*<\?xml[^>]{0,300}\?>")

DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>\[]{0,2000}(?:\[.{0,60000}?\]\s{0,100})?>", re.I | re.S)

FIRST_ELEMENT: Final = re.compile(r"<[A-Za-z_]")

TAG: Final = re.compile(r"<(?:(/)?[A-Za-z_][^<>]*?(/)?>|(!--)|(!\[CDATA\[))")


def strip_declaration(text: str) -> str:
    """The document without its XML declaration, whose encoding is wrong once the document is decoded.

    >>> strip_declaration('<?xml version="1.0" encoding="koi8-r"?><rss/>')
    '<rss/>'
    """
    return DECLARATION.sub("", text)


def strip_doctype(text: str) -> str:
    """The document without its DOCTYPE. Raises ReadError `unsafe_xml` if that declares entities.

    >>> strip_doctype('<!DOCTYPE rss SYSTEM "http://x.example/rss.dtd"><rss/>')
    '<rss/>'
    """
    first = FIRST_ELEMENT.search(text)
    prolog = text[: first.start()] if first else text
    if GENERAL_ENTITY.search(prolog):
        raise ReadError("unsafe_xml", "the document declares entities")
    found = DOCTYPE.search(prolog)
    return text[: found.start()] + text[found.end() :] if found else text


def element_depth(text: str) -> int:
    """The depth of element nesting, from the tags outside comments and CDATA; takes linear time.

    >>> element_depth("<a><b/><c><![CDATA[<d><e>]]></c></a>")
    2
    """
    depth = deepest = at = 0
    while found := TAG.search(text, at):
        at = found.end()
        if found[3] or found[4]:
            end = text.find("-->" if found[3] else "]]>", at)
            if end < 0:
                return deepest
            at = end + 3
        elif found[1]:
            depth = max(0, depth - 1)
        elif not found[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
