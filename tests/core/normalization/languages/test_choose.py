"""The language of a text: read where there is enough to read, declared where there is not, else none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.languages import LanguageChoice, choose, model
from pipelines.core.normalization.languages.candidates import declared_code

SENTENCES = {
    "en": "The ferry terminal will stay shut until engineers have finished checking the pier.",
    "de": "Der Fährhafen bleibt geschlossen, bis die Ingenieure den Pier geprüft haben.",
    "fr": "Le terminal restera fermé jusqu'à ce que les ingénieurs aient contrôlé la jetée.",
    "es": "La terminal seguirá cerrada hasta que los ingenieros hayan revisado el muelle.",
    "it": "Il terminal resterà chiuso finché gli ingegneri non avranno controllato il molo.",
    "pt": "O terminal continuará fechado até que os engenheiros tenham verificado o cais.",
    "nl": "De veerhaven blijft gesloten tot de ingenieurs de pier hebben gecontroleerd.",
    "pl": "Terminal pozostanie zamknięty, dopóki inżynierowie nie sprawdzą nabrzeża.",
    "sv": "Färjeterminalen förblir stängd tills ingenjörerna har kontrollerat piren.",
    "fi": "Lauttaterminaali pysyy suljettuna, kunnes insinöörit ovat tarkastaneet laiturin.",
    "hu": "A kompkikötő zárva marad, amíg a mérnökök be nem fejezik a móló ellenőrzését.",
    "cs": "Přístav trajektů zůstane zavřený, dokud inženýři nezkontrolují molo.",
    "tr": "Mühendisler iskeleyi kontrol edene kadar feribot terminali kapalı kalacak.",
    "ru": "Паромный терминал останется закрытым, пока инженеры не проверят причал.",
    "el": "Ο τερματικός σταθμός θα παραμείνει κλειστός μέχρι να ελεγχθεί η προβλήτα.",
    "ar": "ستبقى محطة العبارات مغلقة حتى ينتهي المهندسون من فحص الرصيف.",
    "fa": "پایانه کشتی تا پایان بررسی اسکله توسط مهندسان بسته می\u200cماند.",
    "he": "מסוף המעבורת יישאר סגור עד שהמהנדסים יסיימו לבדוק את המזח.",
    "hi": "जब तक इंजीनियर घाट की जाँच पूरी नहीं कर लेते, नौका टर्मिनल बंद रहेगा।",
    "ja": "技術者が桟橋の点検を終えるまで、フェリーターミナルは閉鎖される。",
    "ko": "기술자들이 부두 점검을 마칠 때까지 여객 터미널은 폐쇄된다.",
    "zh": "在工程师完成码头检查之前，渡轮码头将继续关闭。",
}


def choose_one(text: str | None, declared: str | None = None) -> LanguageChoice:
    return choose([(text, declared)])[0][0]


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_a_sentence_is_enough(code: str, sentence: str) -> None:
    assert choose_one(sentence).language == code


def test_a_long_text_outweighs_what_its_template_declares() -> None:
    [(choice, candidates)] = choose([(SENTENCES["sv"] * 5, "en-US")])
    assert (choice.language, choice.method) == ("sv", "text")
    assert {candidate.method for candidate in candidates} == {"text", "declared"}
    assert [candidates[index].value for index in choice.chosen] == ["sv"]


@pytest.mark.parametrize("text", ["", None, "12 345", "Ada", "https://port.example/news/1", "???"])
def test_too_little_claims_nothing(text: str | None) -> None:
    assert choose_one(text).language is None


def test_a_declaration_helps_a_short_text_and_stands_in_for_none() -> None:
    assert choose_one("Obama", "de-AT").language == "de"
    alone = choose_one("", "de")
    assert alone.language == "de" and alone.confidence is not None and alone.confidence < 0.9
    assert choose_one("", "utf-8").language is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"), ("EN_us", "en"), ("pt-BR", "pt"), ("zh-Hans-CN", "zh"), ("nb-NO", "no"), ("nn", "nn"),
        ("deu", "de"), ("GER", "de"), ("Français", "fr"), ("in", "id"), ("arz", "ar"), ("cmn", "zh"), ("en, de", "en"),
        ("x-klingon", None),       
        ("text/html; charset=utf-8", None), ("", None), (None, None), ("zz", None), ("a" * 500, None),
    ],
)  # fmt: skip
def test_declared_codes(value: str | None, code: str | None) -> None:
    assert declared_code(value) == code


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.none() | st.text(max_size=30))
def test_choose_is_total_and_its_confidence_a_probability(text: str, declared: str | None) -> None:
    found = choose_one(text, declared)
    assert (found.language is None) == (found.confidence is None) == (found.method is None)
    assert found.confidence is None or 0 <= found.confidence <= 1
    assert found.language is None or len(found.language) == 2


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([*SENTENCES.values(), "", "Ada"]) | st.text(max_size=80), st.none()), max_size=40
    )
)
def test_a_text_is_read_the_same_whatever_is_read_with_it(many: list[tuple[str, None]]) -> None:
    assert choose(many) == [choose([one])[0] for one in many]


def test_a_feature_that_comes_more_often_than_logarithms_are_kept() -> None:
    assert model.probabilities(["the pier " * 9_000])[0].sum() == pytest.approx(1.0)
