"""Which agency a text credits, in whose style, and what is no credit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.agencies import agencies_in, choose, credit_candidates, text_candidates
from pipelines.core.normalization.agencies.signs import AGENCIES

CREDITS = [
    ("OSLO, March 3 (Reuters) - Rain fell.", "Reuters"),
    ("Rain falls\n\nOSLO, March 3 (Reuters) – Rain fell.", "Reuters"),
    ("(Reuters) - Rain fell.", "Reuters"),
    ("OSLO (AP) — Rain fell.", "AP"),
    ("PORT ELLERY, Calif. (AP) — Rain fell.", "AP"),
    ("Oslo (AFP) – La pluie est tombée.", "AFP"),
    ("Berlin (dpa) - Es regnete.", "dpa"),
    ("Berlin (dpa/AFP) - Es regnete.", "dpa"),
    ("Es regnete. (dpa/mm)", "dpa"),
    ("Es regnete.\n\ndpa/AFP/cba", "dpa"),
    ("(ANSA) - ROMA, 3 MAR - Piove.", "ANSA"),
    ("Madrid, 3 mar (EFE).- Llueve.", "EFE"),
    ("Llueve, dijo el ministro. EFE", "EFE"),
    ("MADRID, 3 Mar. (EUROPA PRESS) - Llueve.", "Europa Press"),
    ("BEIJING, March 3 (Xinhua) -- Rain fell.", "Xinhua"),
    ("新华社北京3月3日电 今天下雨。", "Xinhua"),
    ("MOSCOW, March 3. /TASS/. Rain fell.", "TASS"),
    ("МОСКВА, 3 мар - РИА Новости. Дождь.", "RIA Novosti"),
    ("【オスロ共同】雨が降った。", "Kyodo"),
    ("(서울=연합뉴스) 비가 내렸다.", "Yonhap"),
    ("It rained, officials said. PTI ADA ORS", "PTI"),
    ("It rained, officials said. (ANI)", "ANI"),
    ("ANKARA (AA) - Yağmur yağdı.", "Anadolu"),
    ("LISBOA, 03 mar 2024 (Lusa) - Choveu.", "Lusa"),
    ("Rain falls\nBy Ada Orsk | Associated Press\n\nRain fell.", "AP"),
    ("Rain falls\nBy Ada Orsk, The Canadian Press\n\nRain fell.", "Canadian Press"),
    ("Rain fell.\n\nCopyright 2024 The Associated Press. All rights reserved.", "AP"),
    ("Es regnete.\n\n© dpa-infocom, dpa:240303-99-1/2", "dpa"),
    ("Rain fell.\n\n© 2024 AFP", "AFP"),
    ("Il pleut, a-t-il dit (avec AFP)", "AFP"),
    ("Es regnete.\nmit dpa/AFP", "dpa"),
    ("Rain fell.\n\nThis story was originally published by Reuters.", "Reuters"),
]

NO_CREDITS = [
    "The comet over the Veldt, January 9, 2023. (credit: REUTERS/Ada Orsk, VELDT/HANDOUT)",
    "Rain fell. (Photo: AFP)",
    "Rain fell, Reuters reported on Monday.",
    "According to the Associated Press, rain fell.",
    "The Palestinian Authority (PA) - which runs the towns - said rain fell.",
    "He left the group (AA) - a fellowship - in March.",
    "Rain fell.\nAP\nRain fell again.",
    "Rain fell.\n\nBild: Copyright dpa 2024",
    "Rain fell.\n© dpa",
    "Es regne, sagte er im Interview mit dpa.",
    "Ap (tt) - rain",
    "",
]


@pytest.mark.parametrize(("text", "agency"), CREDITS)
def test_credited(text: str, agency: str) -> None:
    assert choose(text_candidates(text)).agency == agency


@pytest.mark.parametrize("text", NO_CREDITS)
def test_not_credited(text: str) -> None:
    assert text_candidates(text) == []


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("dpa", "dpa"),
        ("krp/dpa", "dpa"),
        ("Ada Orsk und dpa", "dpa"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("Ada Orsk, Associated Press", "AP"),
        ("OSLO, March 3 (Reuters) -", "Reuters"),
        ("Photo: AFP", None),
        ("credit: REUTERS/Ada Orsk", None),
        ("Ada Orsk", None),
        ("Reuters Institute", None),
    ],
)
def test_credits_beside_the_text(credit: str, agency: str | None) -> None:
    assert choose(credit_candidates([credit])).agency == agency


def test_every_agency_knows_its_own_name() -> None:
    assert all(agencies_in(name) == [name] for name in AGENCIES)


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str, credits: list[str]) -> None:
    assert all(c.value in AGENCIES and c.field == "agency" for c in text_candidates(text) + credit_candidates(credits))


@pytest.mark.parametrize("piece", ["(dpa", "dpa/", "By a, ", "(", "A, ", "【", "copyright ", "/TASS", "\n", "AFP "])
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    text_candidates(text)
    credit_candidates([text])
