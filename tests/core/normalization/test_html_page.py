"""A page is read the same whatever its doctype says, and in whatever spelling."""

import pytest

from pipelines.core.normalization.bodies import page_body
from pipelines.core.normalization.html_page import Page

ARTICLE = "<html><body><article><h1>Pier shut</h1>" + "<p>The pier is shut until Friday, they said.</p>" * 9

DOCTYPES = (
    "<!DOCTYPE html>",
    '<!DOCTYPE html SYSTEM "about:legacy-compat">',
    "<!doctype HTML system 'about:legacy-compat'>",
    '\ufeff<!-- made by a stylesheet -->\n<!DOCTYPE html SYSTEM "about:legacy-compat">',
    '<?xml version="1.0"?><!DOCTYPE html SYSTEM "xhtml1.dtd">',
    '<!DOCTYPE html SYSTEM "">',
    "<!DOCTYPE html SYSTEM>",
    '<!DOCTYPE news SYSTEM "news.dtd" [<!ENTITY pier "Pier">]>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">',
    "<!DOCTYPE>",
    "",
)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_the_body_does_not_depend_on_the_doctype(doctype: str) -> None:
    assert page_body.extract(Page(doctype + ARTICLE)).body == page_body.extract(Page(ARTICLE)).body


def test_the_doctype_still_decides_how_the_page_is_parsed() -> None:
    table_in_paragraph = "<p>a<table><tr><td>b</table>"
    assert Page("<!DOCTYPE html SYSTEM 'about:legacy-compat'>" + table_in_paragraph).tree.css_first("p table") is None
    assert Page(table_in_paragraph).tree.css_first("p table") is not None
