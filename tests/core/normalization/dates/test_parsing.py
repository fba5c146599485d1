"""Dates in the languages, calendars and zones of news."""

from datetime import date

import pytest

from pipelines.core.normalization.dates import Hints
from pipelines.core.normalization.dates.calendars import from_jalali
from pipelines.core.normalization.dates.hijri import from_hijri
from pipelines.core.normalization.dates.parsing import parse, scan

MARCH = [
    "14 March 2024", "Thursday, 14 March 2024", "March 14th, 2024", "Mar. 14, 2024", "14-Mar-2024", "2024-03-14",
    "2024/3/14", "14.3.2024", "20240314", "Donnerstag, 14. März 2024", "jeudi 14 mars 2024", "14 de marzo de 2024",
    "giovedì 14 marzo 2024", "14 de março de 2024", "donderdag 14 maart 2024", "14 mars 2024", "14. marts 2024",
    "14. mars 2024", "14 marca 2024", "14. března 2024", "14. marec 2024", "14. ožujka 2024.", "14. март 2024.",
    "14 martie 2024", "2024. március 14.", "14 март 2024 г.", "14 марта 2024 г.", "14 березня 2024", "14 сакавіка 2024",
    "2024 m. kovo 14 d.", "2024. gada 14. marts", "14. märts 2024", "14 Μαρτίου 2024", "14 Mart 2024 Perşembe",
    "14 mart 2024", "14 مارس 2024", "١٤ مارس ٢٠٢٤", "الخميس 14 آذار/مارس 2024", "14 במרץ 2024", "14 मार्च 2024",
    "१४ मार्च २०२४", "১৪ মার্চ ২০২৪", "14 มีนาคม 2567", "14 มี.ค. 2567", "14 tháng 3, 2024",
    "Thứ Năm, ngày 14 tháng 3 năm 2024", "14 Maret 2024", "14 Mac 2024", "14 Machi 2024", "2024年3月14日",
    "２０２４年３月１４日", "令和6年3月14日", "民國113年3月14日", "2024년 3월 14일", "2024. 3. 14.", "۲۴ اسفند ۱۴۰۲",
    "۱۴۰۲/۱۲/۲۴", "۲۴ اسفند ۱۴۰۲ - ۱۴ مارس ۲۰۲۴", "٤ رمضان ١٤٤٥", "1445/09/04", "令和六年三月十四日",
    "二〇二四年三月十四日", "2024年3月14号", "2024 оны 3 сарын 14", "2024 оны 03-р сарын 14", "2024ko martxoaren 14a",
    "2024-yil 14-mart", "14 მარტი 2024", "14 de març de 2024", "14 మార్చి 2024", "14 مارچ 2024",
]  # fmt: skip


@pytest.mark.parametrize("text", MARCH)
def test_a_day_in_many_languages_and_calendars(text: str) -> None:
    parsed = parse(text)
    assert parsed is not None
    assert (parsed.local.date(), parsed.precision, parsed.utc) == (date(2024, 3, 14), "day", None)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-03-14T17:04:00+01:00", "2024-03-14T16:04:00+00:00"),
        ("2024-03-14 17:04 UTC", "2024-03-14T17:04:00+00:00"),
        ("March 14, 2024 at 5:04 PM EST", "2024-03-14T22:04:00+00:00"),
        ("Thu, 14 Mar 2024 17:04:00 -0500", "2024-03-14T22:04:00+00:00"),
        ("Thu Mar 14 2024 17:04:00 GMT+0100 (CET)", "2024-03-14T16:04:00+00:00"),
        ("14 марта 2024 в 17:04 МСК", "2024-03-14T14:04:00+00:00"),
        ("July 14, 2024 12:00 p.m. ET", "2024-07-14T16:00:00+00:00"),
        ("1710453840", "2024-03-14T22:04:00+00:00"),
        ("1710453840000", "2024-03-14T22:04:00+00:00"),
    ],
)
def test_an_instant_needs_time_and_zone(text: str, utc: str) -> None:
    parsed = parse(text)
    assert parsed is not None and parsed.utc is not None
    assert parsed.utc.isoformat() == utc


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("27.02.2025 um 17:45 Uhr", "2025-02-27T17:45:00"),
        ("27. Februar 2025, 17.45 Uhr", "2025-02-27T17:45:00"),
        ("le 27 février 2025 à 17h45", "2025-02-27T17:45:00"),
        ("2025年2月27日 17時45分", "2025-02-27T17:45:00"),
        ("2025-02-27 오후 5:45", "2025-02-27T17:45:00"),
        ("2 تير 1399 - 05:45:08 ب.ظ", "2020-06-22T17:45:08"),  # with the Arabic yeh of most keyboards
        ("27.2.2025 5.45 ip.", "2025-02-27T17:45:00"),
        ("5:45pm Feb 27, 2025", "2025-02-27T17:45:00"),
        ("February 27, 2025 12:05 a.m.", "2025-02-27T00:05:00"),
    ],
)
def test_a_time_without_zone_is_local(text: str, local: str) -> None:
    parsed = parse(text)
    assert parsed is not None
    assert (parsed.local.isoformat(), parsed.precision, parsed.utc) == (local, "local_time", None)


def test_zones_by_name_need_their_country() -> None:
    text = "14 March 2024, 5:04 PM IST"
    offsets = {
        country: parsed.utc.hour if (parsed := parse(text, Hints(country=country))) and parsed.utc else None
        for country in (None, "in", "il", "ie", "fr")
    }
    assert offsets == {None: None, "in": 11, "il": 15, "ie": 16, "fr": None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 hours ago",
        "yesterday",
        "March 14",
        "10 May",
        "03/04/2024",
        "04-03-2024",
        "12345",
        "31 February 2024",
        "99/99/2024",
    ],
)
def test_texts_without_a_whole_date_are_refused(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("hints", "day"),
    [
        (Hints(order="dmy"), date(2024, 4, 3)),
        (Hints(order="mdy"), date(2024, 3, 4)),
        (Hints(latest=date(2024, 3, 20)), date(2024, 3, 4)),
        (Hints(references=(date(2024, 4, 3),)), date(2024, 4, 3)),
        (Hints(order="mdy", references=(date(2024, 4, 3),)), date(2024, 4, 3)),
    ],
)
def test_hints_decide_day_and_month(hints: Hints, day: date) -> None:
    parsed = parse("03/04/2024", hints)
    assert parsed is not None and parsed.ambiguous_day_month
    assert parsed.local.date() == day


def test_an_american_zone_decides_day_and_month() -> None:
    parsed = parse("03/04/2024 10:15 EST")
    assert parsed is not None and parsed.local.isoformat() == "2024-03-04T10:15:00"


def test_months_and_years_keep_their_precision() -> None:
    precisions = [parsed.precision if (parsed := parse(text)) else None for text in ("2024-03", "March 2024", "2024")]
    assert precisions == ["month", "month", "year"]


def test_scan_gives_offsets_of_the_original_text() -> None:
    text = "Erschienen: 14. März 2024, 17:04 Uhr · aktualisiert 15. März 2024"
    assert [text[s.start : s.end] for s in scan(text)] == ["14. März 2024, 17:04 Uhr", "15. März 2024"]


def test_the_persian_calendar_over_its_leap_years() -> None:
    days = {1399: date(2020, 3, 20), 1400: date(2021, 3, 21), 1403: date(2024, 3, 20), 1408: date(2029, 3, 20)}
    assert {year: from_jalali(year, 1, 1) for year in days} == days


def test_a_number_after_a_letter_is_no_date() -> None:
    assert parse("R6.3.14") is None
    assert parse("v6.3.14") is None


def test_the_islamic_calendar_has_months_of_29_and_30_days_and_no_gaps() -> None:
    days = [from_hijri(year, month, day) for year in (1444, 1445) for month in range(1, 13) for day in range(1, 32)]
    known = [day for day in days if day]
    assert len(known) in range(708, 711)
    assert (known[-1] - known[0]).days == len(known) - 1
