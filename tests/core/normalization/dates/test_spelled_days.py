"""Days, months and years in words: the numbers of many languages, eras, capitals of Turkish."""

from datetime import date

import pytest

from pipelines.core.normalization.dates import page_candidates
from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.choose import choose
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.dates.text_dates import find_dates
from pipelines.core.normalization.html_page import Page
from pipelines.core.vocabulary.day_words import GRAMMARS, day_words

DAYS = [
    ("the fourth of July 2023", "2023-07-04"),
    ("July the fourth, 2023", "2023-07-04"),
    ("March the twenty-first, 2024", "2024-03-21"),
    ("Montag, den einunddreißigsten Dezember 2023", "2023-12-31"),
    ("erster Januar 2024", "2024-01-01"),
    ("premier mai 2023", "2023-05-01"),
    ("le vingt et un mars 2024", "2024-03-21"),
    ("primero de mayo de 2023", "2023-05-01"),
    ("treinta y uno de diciembre de 2023", "2023-12-31"),
    ("vinte e um de março de 2024", "2024-03-21"),
    ("ventuno marzo 2024", "2024-03-21"),
    ("drieëntwintigste mei 2024", "2024-05-23"),
    ("tjugoförsta mars 2024", "2024-03-21"),
    ("fjerde juli 2023", "2023-07-04"),
    ("двадцать первого марта 2024 года", "2024-03-21"),
    ("п'ятого травня 2023", "2023-05-05"),
    ("dwudziestego pierwszego marca 2024", "2024-03-21"),
    ("prvního května 2023", "2023-05-01"),
    ("yirmi bir Mart 2024", "2024-03-21"),
    ("الأول من مايو 2023", "2023-05-01"),
    ("2023. május elseje", "2023-05-01"),
    ("12 NİSAN 2023", "2023-04-12"),
    ("MAYIS 3, 2023", "2023-05-03"),
    ("令和五年七月四日", "2023-07-04"),
    ("令和元年五月一日", "2019-05-01"),
    ("昭和六十四年一月七日", "1989-01-07"),
    ("2023年（令和5年）7月4日", "2023-07-04"),
    ("㋿5年7月4日", "2023-07-04"),
    ("二千二十三年七月四日", "2023-07-04"),
    ("二○二三年七月廿一日", "2023-07-21"),
    ("中華民國一百一十二年七月四日", "2023-07-04"),
    ("이천이십삼년 칠월 사일", "2023-07-04"),
    ("2024년 유월 삼십일", "2024-06-30"),
    ("2024년 10월 15일 일요일", "2024-10-15"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days_in_words_are_read(text: str, day: str) -> None:
    found = parse(text)
    assert found and (found.precision, found.local.date().isoformat()) == ("day", day)


@pytest.mark.parametrize(
    "text",
    [
        "in the second half of March 2024",
        "for the first time in May 2023",
        "from April to May 2023",
        "en mayo de 2023",
        "on May 2023",
        "un mars 2024",
        "once March 2024 had come",
    ],
)
def test_other_numbers_beside_a_month_are_no_days(text: str) -> None:
    found = parse(text)
    assert found and found.precision == "month"


def test_each_language_has_a_word_for_each_day() -> None:
    for language in GRAMMARS:
        numbers = {n for named in day_words(fold).values() for n, names in named.items() if language in names}
        assert numbers == set(range(1, 32)), language


@pytest.mark.parametrize("text", [text for text, _ in DAYS if "2023" not in text and "2024" not in text])
def test_a_day_in_numerals_alone_is_found_on_pages_and_in_texts(text: str) -> None:
    parsed = parse(text)
    assert parsed
    lines = ("橋" * 40 + "。") * 9
    html = f"<html><body><article><h1>橋</h1><div>{text}</div><p>{lines}</p></article></body></html>"
    named = html.replace("<div>", '<div class="date">')
    years = {"1989-01-07"}  # before the web: a subject
    for source in (html, named):
        chosen = choose(page_candidates(Page(source))).published_date
        assert chosen == parsed.local.date() or parsed.local.date().isoformat() in years
    assert [found.candidate.value for found in find_dates(f"{text}\n\n{lines}")] == [parsed.local.date().isoformat()]


def test_a_day_in_words_is_found_on_a_page() -> None:
    html = "<html lang='en'><body><h1>Kites</h1><p>Published the fourth of July 2023</p><p>They flew.</p></body></html>"
    assert choose(page_candidates(Page(html))).published_date == date(2023, 7, 4)
