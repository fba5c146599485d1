"""Standing text of one publisher: told from what two of its texts tell, in any language."""

import numpy as np
import pyarrow as pa
import pytest

from pipelines.core.matching.stories.standing import share_standing_text
from pipelines.core.matching.stories.term_reading import rules_of

TEXTS = {
    "en": (
        " Have you seen something? Write to the night desk of the Tarn Courier, and we will ring back before noon.",
        (
            "Orchard robbed",
            "Thieves shook four hundred pears from the trees of the Holt orchard at "
            "Eskdale during the storm, and a farmer found only leaves.",
        ),
        (
            "Ferry strike ends",
            "Deckhands on the Marvik ferries return to work after the owner "
            "agreed to shorter shifts and a new canteen on every boat.",
        ),
        (
            "Pear thieves caught",
            "Police at Eskdale arrested two cousins with crates of pears in a van; "
            "the Holt orchard had lost its whole harvest overnight.",
        ),
    ),
    "de": (
        " Haben Sie Hinweise? Schreiben Sie der Nachtredaktion des Tarnboten, "
        "wir rufen noch am selben Vormittag zurück.",
        (
            "Orgel verstummt",
            "In der Klosterkirche von Brunsvig frass Schimmel die Bälge der "
            "Orgel, der Kantor spielt die Messe nun auf einem Harmonium.",
        ),
        (
            "Seilbahn steht",
            "Ein Blitz legte den Antrieb der Seilbahn am Eskhorn lahm, neunzig "
            "Wanderer stiegen mit Bergführern ins Tal hinab und tranken Tee.",
        ),
        (
            "Spenden für die Orgel",
            "Der Kantor von Brunsvig sammelt Geld, denn Schimmel hat die Bälge "
            "zerstört; in der Klosterkirche klingt bis Ostern das Harmonium.",
        ),
    ),
    "fr": (
        " Une information à nous confier ? Écrivez à la rédaction de nuit du "
        "Courrier de Tarnvane, nous vous rappellerons.",
        (
            "Phare éteint",
            "La lanterne du phare de Kermolin s'est brisée pendant la tempête, "
            "et les pêcheurs rentrent désormais avant le crépuscule.",
        ),
        (
            "Truffe record",
            "Un chien nommé Basile a déterré une truffe de deux kilos sous un "
            "chêne de Valombre, vendue aussitôt à un cuisinier lyonnais.",
        ),
        (
            "Le phare réparé",
            "Des verriers ont remplacé la lanterne de Kermolin que la tempête "
            "avait brisée ; les pêcheurs ont fêté le phare au port.",
        ),
    ),
    "es": (
        " ¿Tiene una noticia? Escriba a la redacción nocturna del Correo de "
        "Valdemora y le llamaremos antes del mediodía.",
        (
            "Campana robada",
            "Alguien descolgó la campana de bronce de la ermita de Solmira con "
            "una grúa, y el párroco toca ahora un cencerro prestado.",
        ),
        (
            "Vuelve el tren",
            "El tren de vía estrecha unirá otra vez Peñalbar con la costa, tras "
            "veinte inviernos de raíles cubiertos por zarzas y nieve.",
        ),
        (
            "Hallan la campana",
            "La campana de Solmira apareció en una chatarrería envuelta en mantas; "
            "el párroco de la ermita reconoció el bronce enseguida.",
        ),
    ),
    "ru": (
        " Есть новости? Пишите в ночную редакцию газеты Тарновский вестник, мы перезвоним вам до полудня того же дня.",
        (
            "Мельница сгорела",
            "Ветряная мельница деревни Осинкино вспыхнула от молнии, мельник "
            "спас мешки с гречкой и старого кота по кличке Жернов.",
        ),
        (
            "Хор едет в Вену",
            "Школьный хор Белозерья выиграл конкурс духовной музыки, дирижёр "
            "обещает привезти домой партитуры и венские вафли всем.",
        ),
        (
            "Мельницу восстановят",
            "Плотники Осинкино строят новые крылья: молния сожгла ветряную "
            "мельницу, а мельник с котом живут пока в бане соседа.",
        ),
    ),
    "pl": (
        " Masz dla nas temat? Napisz do nocnej redakcji Gońca Tarnowego, a "
        "oddzwonimy jeszcze tego samego przedpołudnia.",
        (
            "Zegar stanął",
            "Gołębie uwiły gniazdo w wieżowym zegarze ratusza w Brzezinowie i "
            "wskazówki zatrzymały się tam na kwadrans przed samą północą.",
        ),
        (
            "Rekordowy sum",
            "Wędkarz z Olszanki wyciągnął z zalewu suma dłuższego od łódki, "
            "zważył go na wadze dla świń i wypuścił z powrotem.",
        ),
        (
            "Zegar znów chodzi",
            "Zegarmistrz przeniósł gniazdo gołębi na kasztan i wskazówki zegara "
            "na ratuszu w Brzezinowie ruszyły po trzech tygodniach.",
        ),
    ),
    "pt": (
        " Tem uma história? Escreva para a redação noturna do Correio de "
        "Valmora e nós telefonamos ainda antes do almoço.",
        (
            "Burros na autoestrada",
            "Nove burros fugiram de um celeiro em Carvalheda e pararam o "
            "trânsito na autoestrada até um pastor os chamar com cenouras.",
        ),
        (
            "Farol à venda",
            "O farol de Pontabrava procura dono: a marinha vende a torre, a "
            "casa do faroleiro e uma buzina de nevoeiro que não toca.",
        ),
        (
            "Burros já têm cerca",
            "O celeiro de Carvalheda ganhou cerca nova depois de os burros irem "
            "passear à autoestrada; o pastor recebeu um saco de cenouras.",
        ),
    ),
    "it": (
        " Avete una notizia? Scrivete alla redazione notturna del Corriere di "
        "Valtorna e vi richiameremo prima di mezzogiorno.",
        (
            "Forno storico chiude",
            "Il forno di Monteluce spegne la brace dopo due secoli, perché "
            "nessun nipote vuole impastare le ciambelle prima dell'alba.",
        ),
        (
            "Lupo in tribunale",
            "Un lupo è entrato nel tribunale di Pietracupa durante un'udienza, ha "
            "annusato la toga del giudice ed è fuggito dal cortile.",
        ),
        (
            "Il forno riapre",
            "Due sorelle riaccendono la brace a Monteluce e impastano le "
            "ciambelle dei nonni: il forno aveva chiuso senza nipoti fornai.",
        ),
    ),
    "nl": (
        " Hebt u nieuws? Schrijf aan de nachtredactie van de Tarnbode, dan bellen wij u nog voor het middaguur terug.",
        (
            "Molenaar vindt munten",
            "Onder de maalstoel van de molen in Wendersluis lagen gulden uit "
            "een weeshuis, de molenaar borg ze eerst in een klomp.",
        ),
        (
            "Walrus op steiger",
            "Een walrus slaapt al dagen op de steiger van Oosterkaag, de "
            "havenmeester hangt lakens op en vraagt toeristen om stilte.",
        ),
        (
            "Munten naar museum",
            "De gulden uit de molen van Wendersluis gaan naar het "
            "weeshuismuseum; de molenaar krijgt een klomp van koper als dank.",
        ),
    ),
    "sv": (
        " Har du ett tips? Skriv till nattredaktionen på Tarnbladet så ringer vi upp dig redan före klockan tolv.",
        (
            "Bastu drev iväg",
            "Vårfloden slet loss en flytande bastu vid Lingarda, och tre "
            "nakna lärare räddades av en timmerflottare med filtar.",
        ),
        (
            "Klocka av choklad",
            "Konditorn i Ostmora gjöt en kyrkklocka av choklad som smälte "
            "under invigningen, varpå kören åt upp den med skedar.",
        ),
        (
            "Bastun hittad",
            "Den flytande bastun från Lingarda låg i en vik; timmerflottaren "
            "bogserade hem den och lärarna bjöd på kaffe i filtar.",
        ),
    ),
}
"""By language: what the outlet prints below all its texts; a text, one about something else, one about the same."""


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_same_card_below_other_events_is_standing_text(language: str) -> None:
    card, *told = TEXTS[language]
    titles, bodies = pa.array([title for title, _ in told]), pa.array([text + card for _, text in told])
    pairs = np.array([[0, 1], [1, 0], [0, 2], [2, 0], [1, 2]])
    found = share_standing_text(titles, bodies, pairs, rules_of(language))
    assert found.tolist() == [True, True, False, False, True]


def test_a_text_that_has_little_but_what_it_shares_is_not_judged() -> None:
    card, (title, text), *_ = TEXTS["en"]
    titles, bodies = pa.array([title, title]), pa.array([text + card, text])
    assert not share_standing_text(titles, bodies, np.array([[0, 1]]), rules_of("en")).any()


def test_a_verdict_depends_on_its_two_texts_alone() -> None:
    told = [(title, text + TEXTS["de"][0]) for title, text in TEXTS["de"][1:]]
    titles, bodies = (pa.array(column) for column in zip(*told, strict=True))
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    rules = rules_of("de")
    one_by_one = [share_standing_text(titles, bodies, pair[None, :], rules)[0] for pair in pairs]
    assert share_standing_text(titles, bodies, pairs[::-1], rules)[::-1].tolist() == one_by_one
