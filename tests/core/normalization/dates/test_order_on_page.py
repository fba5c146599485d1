"""The order of day and month on a page: properties over languages, weekdays and other dates.

Belongs here: dates in digits with two readings. Does not: single formats (test_parsing).
"""

from datetime import date, timedelta

import pytest

from pipelines.core.normalization.dates import choose, page_candidates
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.html_page import Page
from pipelines.core.vocabulary.weekday_names import weekday_of

TEXTS = {
    "fr": "La passerelle du canal est fermée depuis lundi parce que deux planches se sont détachées pendant la nuit.",
    "es": "La pasarela del canal está cerrada desde el lunes porque dos tablas se soltaron durante la noche de lluvia.",
    "it": "La passerella sul canale è chiusa da lunedì perché due assi si sono staccate durante la notte di pioggia.",
    "pt": "A passarela do canal está fechada desde segunda-feira porque duas tábuas se soltaram durante a noite.",
    "nl": "De loopbrug over het kanaal is sinds maandag gesloten omdat twee planken in de nacht zijn losgeraakt.",
    "pl": "Kładka nad kanałem jest zamknięta od poniedziałku, ponieważ w nocy oderwały się od niej dwie deski.",
    "tr": "Kanalın üzerindeki yaya köprüsü, gece iki tahtası koptuğu için pazartesi gününden beri kapalı tutuluyor.",
    "ro": "Podețul de peste canal este închis de luni, pentru că două scânduri s-au desprins în timpul nopții.",
    "el": "Η γέφυρα του καναλιού είναι κλειστή από τη Δευτέρα επειδή δύο σανίδες έφυγαν μέσα στη νύχτα.",
    "ru": "Мостик через канал закрыт с понедельника, потому что ночью от него оторвались две старые доски.",
}
ENGLISH = "The footbridge over the canal has been closed since Monday because two of its planks came off in the night."


def day_of(text: str, line: str, head: str = "", lang: str = "en-US") -> date | None:
    html = f'<html lang="{lang}"><head>{head}</head><body><h1>Planks</h1><p class="date">{line}</p><p>{text}</p>'
    return choose(page_candidates(Page(html))).published_date


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_the_text_beats_the_tag_of_the_theme(language: str) -> None:
    assert day_of(TEXTS[language], "05/03/2024") == date(2024, 3, 5)


def test_an_american_page_keeps_its_order() -> None:
    assert day_of(ENGLISH, "05/03/2024") == date(2024, 5, 3)


@pytest.mark.parametrize(("other", "day"), [("28/10/2023", date(2023, 3, 5)), ("10/28/2023", date(2023, 5, 3))])
@pytest.mark.parametrize("lang", ["en", "en-US", "en-GB"])
def test_another_date_of_the_page_tells_the_order(lang: str, other: str, day: date) -> None:
    assert day_of(ENGLISH + f"</p><p>Records go back to {other}.", "05/03/2023", lang=lang) == day


@pytest.mark.parametrize("name", ["Tue", "Tuesday,", "mardi", "martes", "Dienstag,", "вторник", "Salı", "wtorek"])
def test_a_weekday_beside_tells_the_order(name: str) -> None:
    parsed = parse(f"{name} 05/03/2024")
    assert parsed and parsed.local.date() == date(2024, 3, 5)


def test_every_weekday_decides_only_between_readings_that_differ_in_it() -> None:
    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(366)):
        found = parse(f"{day:%A} {day:%d/%m/%Y}")
        assert weekday_of(f"{day:%A}".lower()) == day.weekday()
        assert found is None or found.local.date() == day


def test_undecided_is_null_with_both_readings_in_the_evidence() -> None:
    head = '<meta property="og:locale" content="en_GB">'
    assert day_of(ENGLISH, "05/03/2024", head) is None
    found = page_candidates(Page(f'<html lang="en"><h1>Planks</h1><p class="date">05/03/2024</p><p>{ENGLISH}</p>'))
    assert any(c.value == "2024-03-05 or 2024-05-03" and c.confidence == 0 for c in found)
