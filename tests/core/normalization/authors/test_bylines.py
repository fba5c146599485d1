"""Bylines in many languages: people in their order, and nobody who is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.authors.bylines import given_name_first, people_in
from pipelines.core.normalization.authors.names import is_person


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ada Holm,\nJo Lind\nand Petra Vann", ["Ada Holm", "Jo Lind", "Petra Vann"]),
        ("By Nadia Orsk", ["Nadia Orsk"]),
        ("BY NADIA ORSK AND TOMAS WREDE", ["NADIA ORSK", "TOMAS WREDE"]),
        ("Nadia Orsk, Tomas Wrede and Ines van der Kaldor", ["Nadia Orsk", "Tomas Wrede", "Ines van der Kaldor"]),
        ("By Nadia Orsk, Staff Writer", ["Nadia Orsk"]),
        ("By Nadia Orsk in Port Ellery", ["Nadia Orsk"]),
        ("By Nadia Orsk | Updated March 14, 2024 at 5 PM", ["Nadia Orsk"]),
        ("Nadia Orsk - nadia.orsk@veldt.example", ["Nadia Orsk"]),
        ("Nadia Orsk <nadia@veldt.example>", ["Nadia Orsk"]),
        ("nadia@veldt.example (Nadia Orsk)", ["Nadia Orsk"]),
        ("Nadia Orsk¹, Tomas Wrede²", ["Nadia Orsk", "Tomas Wrede"]),
        ("Nadia Orsk\nVeldt News, New York", ["Nadia Orsk"]),
        ("Nadia Orsk, Em São Paulo", ["Nadia Orsk"]),
        ("veldt.example, Frankfurt, Bonn", []),
        ("Veröffentlicht von", []),
        ("Linny and Peter", ["Linny", "Peter"]),
        ("By Nadia Orsk (Reuters)", ["Nadia Orsk"]),
        ("Reuters, Nadia Orsk", ["Nadia Orsk"]),
        ("Opinion by Nadia Orsk", ["Nadia Orsk"]),
        ("Von Lidia Groß und Jörg Über", ["Lidia Groß", "Jörg Über"]),
        ("Ein Kommentar von Lidia Groß", ["Lidia Groß"]),
        ("Von Lidia Groß, Frankfurt", ["Lidia Groß"]),
        ("Von unserer Redaktion", []),
        ("Par Zoé d'Arcy et Luc Étoile", ["Zoé d'Arcy", "Luc Étoile"]),
        ("Por José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Por Ana Núñez y Luis Órfão", ["Ana Núñez", "Luis Órfão"]),
        ("di Teresa Fallaci e Luca Mondo", ["Teresa Fallaci", "Luca Mondo"]),
        ("Door Annelies de Wit en Bram ten Hove", ["Annelies de Wit", "Bram ten Hove"]),
        ("Af Søren Holm og Åse Lund", ["Søren Holm", "Åse Lund"]),
        ("Автор: Анна Коль", ["Анна Коль"]),
        ("Анна Коль, Иван Верб", ["Анна Коль", "Иван Верб"]),
        ("松岡大地", ["松岡大地"]),
        ("作者：李小明", ["李小明"]),
        ("بقلم سارة حداد", ["سارة حداد"]),
        ("Dr. Max Kolt", ["Dr. Max Kolt"]),
        ("Jean-Luc O’Regan, Jr.", ["Jean-Luc O’Regan, Jr"]),
        ("A. J. Neil", ["A. J. Neil"]),
        ("Sara Vert\nPolitical Correspondent\n16 September 2024 9:33pm", ["Sara Vert"]),
    ],
)
def test_bylines(byline: str, people: list[str]) -> None:
    assert people_in(byline, single=True) == people


@pytest.mark.parametrize(
    "text",
    [
        "", "Staff", "Staff Reporter", "Editorial Team", "The Veldt Courier", "Admin", "newsdesk@veldt.example",
        "https://www.facebook.com/veldt", "@veldtcourier", "March 14, 2024", "2 hours ago", "dpa", "AFP",
        "Associated Press",
        "dpa/AFP", "Redaktion", "La rédaction", "Redacción", "読売新聞オンライン", "105092", "(kas)", "5 min read",
        "Share", "NDR",
        "Veldt Courier (www.veldt.example)", "Von", "By", "Guest Contributor", "webmaster", "unknown",
    ],
)  # fmt: skip
def test_what_is_nobody(text: str) -> None:
    assert people_in(text, single=True) == []


def test_the_title_and_the_outlet_are_nobody() -> None:
    assert people_in("Pier Opens, Ada Holm", {"pier opens"}) == ["Ada Holm"]
    assert people_in("Ada Holm", {"ada holm"}) == []


def test_one_word_is_a_name_only_where_a_source_states_whole_names() -> None:
    assert people_in("Heryadi", single=True) == ["Heryadi"]
    assert people_in("Heryadi") == []
    assert people_in("Ada Holm, Lille", single=True) == ["Ada Holm"]


def test_names_come_once() -> None:
    assert people_in("Ada Holm, ADA HOLM, Ada  Holm") == ["Ada Holm"]


def test_family_first() -> None:
    assert given_name_first("Holm, Ada") == "Ada Holm"
    assert given_name_first("Ada Holm, Tomas Wrede, Ines Kaldor") == "Ada Holm, Tomas Wrede, Ines Kaldor"


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_any_text_gives_people_or_nobody(text: str) -> None:
    for name in people_in(text, single=True):
        assert is_person(name, single=True) and "\n" not in name and not any(char.isdigit() for char in name)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Ada Holm", "Tomas Wrede", "Ines van der Kaldor", "Zoé d'Arcy"]), unique=True, max_size=4)
)
def test_order_is_kept_whatever_joins_the_names(names: list[str]) -> None:
    for joint in (", ", " and ", " und ", "; ", " | ", " / ", " & ", "\n"):
        assert people_in(joint.join(names)) == names


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        # a role is a family name where a person is stated
        ("By Dana Press and Jenna Senior", ["Dana Press", "Jenna Senior"]),
        ("Von Carla Leiter", ["Carla Leiter"]),
        ("By Ada Holm and Robin Service", ["Ada Holm", "Robin Service"]),
        ("By Ada Holm, Climate Fellow", ["Ada Holm"]),
        ("Anna Gast, Redakteurin", ["Anna Gast"]),
        ("Islands Correspondent", []),
        ("By PA Reporter", []),
        ("By Dana Newsroom", []),
        # name and role in any order and punctuation
        ("Senior Correspondent Ada Holm", ["Ada Holm"]),
        ("Business Editor: Ada Holm", ["Ada Holm"]),
        ("Rédacteur en chef : Zoé d'Arcy", ["Zoé d'Arcy"]),
        ("Freie Journalistin – Lidia Groß", ["Lidia Groß"]),
        ("Ada Holm Editor", ["Ada Holm"]),
        ("Ada Holm (Business Editor)", ["Ada Holm"]),
        ("Ada Holm | Islands Correspondent", ["Ada Holm"]),
        ("Ada Holm\nIslands Correspondent", ["Ada Holm"]),
        ("Neue Ellery Zeitung", []),
        ("La rédaction de Marrowick", []),
        # labels
        ("Tekst: Åse Lund", ["Åse Lund"]),
        ("Skribent: Åse Lund", ["Åse Lund"]),
        ("Napisał: Jan Kowal", ["Jan Kowal"]),
        ("Autorius: Jonas Petrauskas", ["Jonas Petrauskas"]),
        ("Γράφει: Άννα Κόλλια", ["Άννα Κόλλια"]),
        ("Piše Ana Kolar", ["Ana Kolar"]),
        ("Photo: Ada Holm", []),
        ("Ada Holm\nFot. Jan Kowal", ["Ada Holm"]),
        # scripts without capitals
        ("강다솔 기자", ["강다솔"]),
        ("강다솔기자", ["강다솔"]),
        ("글 강다솔", ["강다솔"]),
        ("선임기자: 강다솔", ["강다솔"]),
        ("文・霧島透子", ["霧島透子"]),
        ("記者 霧島透子", ["霧島透子"]),
        ("霧島透子記者", ["霧島透子"]),
        ("論説委員", []),
        ("편집부", []),
        # one person in two spellings
        ("Ada Holm, Ada P. Holm", ["Ada Holm"]),
        ("Eingestellt von", []),
        ("No Author", []),
    ],
)
def test_roles_stand_beside_names(byline: str, people: list[str]) -> None:
    assert people_in(byline) == people


def test_names_stated_as_such_may_end_in_a_role_or_begin_with_the_family_name() -> None:
    assert people_in("Imogen Fellow", single=True) == ["Imogen Fellow"]
    assert people_in("Dana Press, Jenna Senior", single=True) == ["Dana Press", "Jenna Senior"]
    assert people_in("Metro Reporter", {"metro"}, single=True) == []
    assert people_in("Holm, Ada; Wrede, Tomas P.", single=True) == ["Ada Holm", "Tomas P. Wrede"]
    assert people_in("Kaldor, Ines and Ada Holm", single=True) == ["Ines Kaldor", "Ada Holm"]
    assert people_in("Linny, Peter and Ada", single=True) == ["Linny", "Peter", "Ada"]
