"""Notices of consent with classes that say nothing: never a body, while an article about cookies stays."""

import pytest

from pipelines.core.normalization import bodies
from pipelines.core.normalization.html_page import Page
from tests.synthetic_pages.languages import LANGUAGES, Language

MARKUP = (
    '<div class="css-1q9z"><div class="_a9"><p>{0}</p><p>{0}</p><p>{0}</p><button class="x7">OK</button></div></div>',
    '<section class="sc-bdVaJa"><h2>?</h2><p>{0} {0} {0} {0}</p><a href="/p">?</a></section>',
    '<div class="jss41" style="position:fixed"><span>{0} {0} {0}</span><div><button>OK</button></div></div>',
)


@pytest.mark.parametrize("markup", MARKUP, ids=("button", "link", "fixed"))
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_notice_is_never_the_body(language: Language, markup: str) -> None:
    notice = markup.format(language.consent)
    prose = "".join(f"<p>{sentence.format(place='Orrin', n=7)}</p>" for sentence in language.sentences[:5])
    for text in (prose, ""):
        article = f"<div class=q><h1>{language.headlines[0].format(place='Orrin')}</h1>{text}</div>"
        for page in (notice + article, article + notice):
            found = bodies.extract(Page(f"<html lang={language.code}><body>{page}</body></html>"))
            assert language.consent[:40] not in (found.body or "")


def test_an_article_about_cookies_stays() -> None:
    about = (
        "Ministers want cookies gone from websites by the end of the year.",
        "The bill passed with a large majority on Monday night.",
        "Shops fear that they will lose advertisers, a trade body said.",
        "“We use cookies because we must”, one owner said.",
        "The vote in the upper house is expected in May.",
        "Nobody knows what will follow, and few seem to care.",
    )
    prose = "".join(f"<p>{sentence} It rained for the whole day in the capital.</p>" for sentence in about)
    page = f"<header><h1>No more cookies</h1></header><div class=t7>{prose}<button>Share</button></div>"
    found = bodies.extract(Page(f"<html><body>{page}</body></html>")).body or ""
    assert all(sentence in found for sentence in about)
