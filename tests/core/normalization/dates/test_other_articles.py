"""Whose date it is, and dates as lines of metadata write them: own layouts, each with class names that say nothing.

Belongs here: dates of other articles beside the article's own, credits, titles, badges. Does not: choosing.
"""

from datetime import date

import pytest

from pipelines.core.normalization.dates import choose, page_candidates
from pipelines.core.normalization.html_page import Page

OWN = date(2021, 9, 17)
LATER = '<time datetime="2021-11-04T08:00:00Z">4 Nov 2021</time>'
TEXT = (
    "<p>The chain ferry at Hollin Reach will cross on Sundays again, after nine summers in which it lay ashore.</p>" * 2
)
ELSEWHERE = {
    "card": f'<div class="q"><a href="/k"><b>Otters seen below the weir</b>{LATER}</a></div>',
    "heading in link": f'<section ><h2>Meer</h2><a href="/k"><h3>Otters bij de stuw</h3>{LATER}</a></section>',
    "link in heading": f'<div class="q"><div class="r"><h4><a href="/k">Otters seen</a></h4>{LATER}</div></div>',
    "list": "<ul>" + f'<li>{LATER} <a href="/k">Otters seen below the weir</a></li>' * 3 + "</ul>",
    "divs": "<div>" + f'<div class="z"><a href="/k">Loutres vues sous le barrage</a>{LATER}</div>' * 3 + "</div>",
    "rows": "<table>" + f'<tr><td><a href="/k">Otters seen below weir</a></td><td>{LATER}</td></tr>' * 3 + "</table>",
    "article": f'<article class="q"><h1>Otters seen below the weir</h1>{LATER}{TEXT}</article>',
    "short article": f'<article class="q"><h2>Otters seen</h2><p>{LATER}</p></article>',
    "section outside": f"<section><h2>Weiterlesen</h2><div><span>Otter am Wehr</span>{LATER}</div></section>",
    "comment": '<article class="comment-body"><footer>Posted on 4 November 2021</footer><p>Good.</p></article>',
    "comment list": '<h2>2 replies</h2><ol class="comments"><li class="comment">Posted on 4 November 2021</li></ol>',
}


def day_of(body: str, title: str = "Chain ferry crosses on Sundays again", lang: str = "en") -> date | None:
    return choose(
        page_candidates(Page(f'<html lang="{lang}"><title>{title}</title><body>{body}</body>'))
    ).published_date


@pytest.mark.parametrize(
    "own", ["17 September 2021", "Published 17 September 2021", "17.09.2021", "By Ada Orsk, 17 Sept 2021"]
)
@pytest.mark.parametrize("other", ELSEWHERE)
@pytest.mark.parametrize("place", ["below", "above"])
def test_the_day_of_another_article_is_not_the_article_s(own: str, other: str, place: str) -> None:
    article = f"<main><article><h1>Chain ferry crosses on Sundays again</h1><p>{own}</p>{TEXT}</article></main>"
    beside = ELSEWHERE[other]
    if place == "above" and "omment" in other:
        return
    assert day_of(article + beside if place == "below" else beside + article) == OWN


@pytest.mark.parametrize("other", ELSEWHERE)
def test_a_page_without_a_day_of_its_own_has_none(other: str) -> None:
    article = f"<main><article><h1>Chain ferry crosses on Sundays again</h1>{TEXT}</article></main>"
    assert day_of(article + ELSEWHERE[other]) is None


@pytest.mark.parametrize("meta", [
    '<a href="/ferry" rel="bookmark"><time datetime="2021-09-17">17 September 2021</time></a>',
    '<a href="/2021/09/17/">17 September 2021</a> <a href="/by/ada">Ada Orsk</a>',
    '<ul><li>17 September 2021</li><li><a href="/by/ada">Ada Orsk</a></li><li><a href="/local">Local</a></li></ul>',
    '<div><time datetime="2021-09-17">17 Sep</time> <a href="#talk">Twelve readers talk about this</a></div>',
])  # fmt: skip
@pytest.mark.parametrize("wrapper", ["article", "div"])
def test_links_beside_the_article_s_own_day_do_not_take_it_away(meta: str, wrapper: str) -> None:
    assert day_of(f"<{wrapper}><h1>Chain ferry crosses on Sundays again</h1>{meta}{TEXT}</{wrapper}>") == OWN


@pytest.mark.parametrize("line", [
    "By Wilhelmina Featherstonehaugh-Quincey, September 17, 2021",
    "Par Maëlle Courbassier-Lantenois, le 17 septembre 2021",
    "Von Friederike Hohenwarter-Lindenthal, 17. September 2021",
    "Por Inmaculada Villaescusa, 17 de septiembre de 2021",
    "Di Massimiliano Bentivenga-Castelnuovo, 17 settembre 2021", "17 September 2021 – Wilhelmina Featherstonehaugh",
    "Wilhelmina Featherstonehaugh-Quincey | 17 September 2021",
    "Door Willemijn van Oosterhout-Brugman, 17 september 2021",
    "Af Kristoffer Lindegaard-Mikkelsen, 17. september 2021", "Por Guilhermina Vasconcelos, 17 de setembro de 2021",
    "Автор Александра Воскресенская, 17 сентября 2021", "Autor: Małgorzata Brzezińska-Kowal, 17 września 2021",
    "17th September 2021, Wilhelmina Featherstonehaugh", "Friday the 17th of September, 2021",
])  # fmt: skip
def test_a_day_beside_a_credit_of_any_length(line: str) -> None:
    assert day_of(f"<h1>Chain ferry crosses on Sundays again</h1><p class='x'>{line}</p>{TEXT}") == OWN


@pytest.mark.parametrize(
    "day", ["17 September 2021", "17.09.2021", "2021-09-17", "Fri, 17 Sep 2021", "17 septembre 2021"]
)
@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " · "])
def test_a_day_in_the_title_element(day: str, mark: str) -> None:
    title = mark.join(("Chain ferry crosses on Sundays again", "Reach Voice", day))
    assert day_of(f"<h1>Chain ferry crosses on Sundays again</h1>{TEXT}", title) == OWN


@pytest.mark.parametrize("parts", [
    ("17", "Sep", "2021"), ("Sep", "17", "2021"), ("17", "SEPTEMBER", "2021"), ("17", "sept.", "2021"),
    ("17", "Sep 2021"), ("17", "сентября", "2021"), ("17", "settembre", "2021"), ("2021", "Sep", "17"),
    ("17", "września", "2021"), ("17", "Eylül", "2021"),
])  # fmt: skip
def test_the_parts_of_a_badge(parts: tuple[str, ...]) -> None:
    badge = "".join(f"<span>{part}</span>\n" for part in parts)
    assert day_of(f"<div class='z'>{badge}</div><h1>Chain ferry crosses on Sundays again</h1>{TEXT}") == OWN
