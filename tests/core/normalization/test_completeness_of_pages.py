"""Completeness of pages in the generator's languages: whole, a stub with a notice, a teaser with a link, a feed."""

import json

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord
from tests.synthetic_pages import SyntheticPage, pages

NOTICES = {
    "en": ("Read more", "Subscribe to continue reading"),
    "de": ("Weiterlesen", "Dieser Artikel ist nur für Abonnenten"),
    "fr": ("Lire la suite", "Article réservé à nos abonnés"),
    "es": ("Seguir leyendo", "Suscríbete para seguir leyendo"),
    "it": ("Leggi tutto", "Articolo riservato agli abbonati"),
    "pt": ("Leia mais", "Conteúdo exclusivo para assinantes"),
    "nl": ("Lees verder", "Dit artikel is alleen voor abonnees"),
    "sv": ("Läs mer", "Bli prenumerant för att läsa vidare"),
    "pl": ("Czytaj dalej", "Artykuł tylko dla subskrybentów"),
    "ru": ("Читать далее", "Оформите подписку, чтобы читать дальше"),
    "tr": ("Devamını oku", "Bu içerik yalnızca abonelere özeldir, abone olun"),
    "ja": ("続きを読む", "この記事は有料会員限定です"),
    "ko": ("더보기", "구독하고 계속 읽기"),
}
DRAWN = [page for page in pages(60, seed=21, traps=[None]) if page.facts.language.code in NOTICES]


def completeness(body: str, page: SyntheticPage, head: str = "") -> str:
    title = page.facts.title
    html = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    record = RawRecord("p.html", 0, "page", {"html": html, "url": page.url}, origin="sidecar")
    found = normalize(record, "0f")
    assert isinstance(found, NormalRecord)
    return found.text_completeness


def prose(page: SyntheticPage, count: int = 6) -> str:
    return "".join(f"<p>{text}</p>" for text in page.facts.body[:count])


@pytest.mark.parametrize("page", DRAWN, ids=lambda page: f"{page.facts.language.code}-{page.facts.canonical[-12:]}")
def test_a_page_says_how_much_of_its_article_it_shows(page: SyntheticPage) -> None:
    more, notice = NOTICES[page.facts.language.code]
    whole, part = prose(page), prose(page, 2)
    related = f'<ul class="related"><li><a href="/b">{page.facts.language.headlines[0]}</a></li></ul>'
    free = {"@type": "NewsArticle", "headline": page.facts.title, "isAccessibleForFree": False}
    assert completeness(whole, page) == "full"
    assert completeness(whole + related, page) == "full"
    assert completeness(f"{part}<div class='u7x'><h3>{notice}</h3><a href='/s'>OK</a></div>", page) == "partial"
    assert completeness(f"{part}<p>{notice}</p>", page) == "partial"
    assert completeness(f"{part}<p><a href='/whole'>{more}</a></p>", page) == "partial"
    assert completeness(f"{part}<p>{page.facts.body[2][:30]}…</p>", page) == "partial"
    assert completeness(part, page, f'<script type="application/ld+json">{json.dumps(free)}</script>') == "partial"


@pytest.mark.parametrize("page", DRAWN[:13], ids=lambda page: page.facts.language.code)
def test_a_feed_that_links_to_the_rest_holds_a_part(page: SyntheticPage) -> None:
    more, _ = NOTICES[page.facts.language.code]
    fields = {"title": page.facts.title, "url": page.url}
    for end, expected in (
        ("", "full"),
        (f"<p><a href='{page.url}'>{more}</a></p>", "partial"),
        ("<p>[…]</p>", "partial"),
    ):
        found = normalize(RawRecord("f.xml", 0, "entry", {**fields, "html": prose(page) + end}, origin="feed"), "0f")
        assert isinstance(found, NormalRecord)
        assert found.text_completeness == expected


@pytest.mark.parametrize("notice", ["Subscribe to our newsletter to read it first", "Listen to the podcast, only here"])
def test_other_calls_after_an_article_take_nothing_from_it(notice: str) -> None:
    page = next(iter(pages(1, seed=2, traps=[None])))
    assert completeness(f"{prose(page)}<div><p>{notice}</p></div>", page) == "full"
