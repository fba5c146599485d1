"""Fillings of one template are told from updates of one event and from reports that share a quote."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest

from pipelines.core.matching.pairs.fillings import are_fillings

HEADS = ("Nor", "Ves", "Kal", "Ost", "Brun", "Tarn", "Esk", "Lin", "Mar", "Sol", "Vel", "Dun")
TAILS = ("holm", "trike", "denby", "mark", "svig", "holt", "eda", "daro", "vik", "vane", "gard", "moor")

TEMPLATES = {
    "air quality, de": (
        "Die Luft in {A} war am Morgen mäßig belastet. Die Messstelle an der {A}er Straße meldete {n} Mikrogramm"
        " Feinstaub und {m} Mikrogramm Stickstoffdioxid je Kubikmeter. Empfindliche Personen sollten langes Laufen im"
        " Freien meiden. Der nächste Bericht folgt um {h} Uhr."
    ),
    "ferry, en": (
        "The {h}:{m} crossing from {A} to {B} on {D} is cancelled because of high winds. Passengers with tickets may"
        " travel at {i}:{n} instead or ask for their money back at the terminal. The next update is due at {j}:00."
    ),
    "traffic, fr": (
        "Un accident ralentit la circulation sur l'autoroute A{i} entre {A} et {B}, dans les deux sens. Le bouchon"
        " atteint {n} kilomètres et le temps d'attente dépasse {m} minutes. Une déviation est en place par {C}."
    ),
    "lottery, es": (
        "Los números ganadores del sorteo de este {D} son {n}, {m}, {i}, {j} y {k}, con el complementario {h}. Hay"
        " {x} acertantes de segunda categoría. El bote para el próximo sorteo asciende a {y} euros."
    ),
    "court list, en": (
        "{A} {B}, {n}, of {C}, was fined {x} pounds at {D2} Magistrates' Court for driving without insurance. The"
        " court ordered payment of {m} pounds in costs and six penalty points on the licence."
    ),
    "missing person, pt": (
        "A polícia procura {A} {B}, de {n} anos, que foi vista pela última vez em {C}. Mede cerca de um metro e {m} e"
        " vestia um casaco escuro. Quem tiver informações deve ligar para a esquadra de {D2}."
    ),
    "job, it": (
        "{A} cerca un magazziniere per la sede di {B}. Si offre un contratto di {n} mesi a {x} euro, con turni di"
        " giorno. Le domande vanno inviate a {C} {D2} dell'ufficio del personale."
    ),
    "recall, nl": (
        "De fabrikant {A} roept een partij kaas terug die bij {B} is verkocht. Het gaat om verpakkingen met nummer {x}"
        " en houdbaar tot de {h}de. Klanten krijgen hun geld terug in de winkel in {C}."
    ),
    "quake, en": (
        "A quake of magnitude {h}.{i} was felt {n} kilometres from {A} at a depth of {m} kilometres, the observatory"
        " reported. Nobody was hurt as far as is known, and the harbours remain open."
    ),
    "results, pl": (
        "{A} wygrała z {B} {h}:{i} w meczu rozegranym w miejscowości {C}. Pierwszą bramkę zdobył {D2} w {n}. minucie."
        " Spotkanie obejrzało {x} widzów, a gospodarze mają teraz {m} punktów w tabeli."
    ),
    "fire danger, ru": (
        "В районе {K} объявлен высокий класс пожарной опасности. Температура воздуха поднимется до {n} градусов, ветер"
        " до {h} метров в секунду. Посещать леса у посёлка {L} запрещено до {i} числа."
    ),
    "tides, ja": (
        "{h}日の満潮は{n}時{m}分、潮位は{x}センチの見込みです。干潮は{i}時{j}分ごろで、海に出る方は注意してください。"
    ),
}

DAYS = ("Monday", "Friday", "Sunday", "jueves", "lunes", "domingo")


def name(draw: Random) -> str:
    return draw.choice(HEADS) + draw.choice(TAILS)


def fill(template: str, draw: Random) -> str:
    cyrillic = [draw.choice(("Ново", "Верх", "Крас")) + draw.choice(("горск", "речье", "польск")) for _ in range(2)]
    numbers = {letter: draw.randint(1, 24) for letter in "hij"} | {letter: draw.randint(10, 99) for letter in "nmk"}
    return template.format(
        A=name(draw), B=name(draw), C=name(draw), D2=name(draw), D=draw.choice(DAYS), K=cyrillic[0], L=cyrillic[1],
        x=draw.randint(100, 9000), y=draw.randint(10_000, 9_000_000), **numbers,
    )  # fmt: skip


def verdict(left: str, right: str) -> bool:
    there, back = are_fillings(pa.array([left, right]), np.array([[0, 1], [1, 0]])).tolist()
    assert there == back
    return bool(there)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_two_fillings_are_told_from_the_second_on(kind: str) -> None:
    draw = Random(kind)
    found = [verdict(fill(TEMPLATES[kind], draw), fill(TEMPLATES[kind], draw)) for _ in range(100)]
    assert sum(found) >= 90  # by chance two fillings agree in most facts


EVENT = (
    "A fire broke out at the {A} sawmill in {B} at {h}:{n} on {D}, and {i} workers were taken to hospital, the fire"
    " brigade of {B} said. The road to {C} was closed until noon. Mayor {D2} of {B} spoke of a hard day for the town."
)
QUOTE = "“We have asked for these brakes for three years, and nobody in the ministry ever wrote back to us about them.”"
MORE = "Two of the injured have died, the hospital said. The state prosecutor has opened an inquiry into the owner."


@pytest.mark.parametrize("seed", range(20))
def test_an_update_with_other_figures_is_no_other_filling(seed: int) -> None:
    draw = Random(seed)
    first = fill(EVENT, draw)
    hurt, later = first.split(" and ")[1].split()[0], str(draw.randint(30, 99))
    assert not verdict(first, first.replace(f"and {hurt} workers", f"and {later} workers"))
    assert not verdict(first, f"{first.replace(f'and {hurt} workers', f'and {later} workers')} {MORE}")
    assert not verdict(first, f"{MORE} {first}")


@pytest.mark.parametrize("seed", range(20))
def test_reports_that_share_a_quote_are_no_fillings(seed: int) -> None:
    draw = Random(seed)
    kinds = list(TEMPLATES)
    ours, theirs = (fill(TEMPLATES[kind], draw) for kind in draw.sample(kinds, 2))
    assert not verdict(f"{ours}\n\n{QUOTE}", f"{QUOTE} {theirs}")
