"""Words and sentences of three languages, from which the newsroom writes.

Belongs here: fictional prose. Does not: articles, outlets and files (newsroom).
"""

import random
from collections.abc import Mapping

SYLLABLES = (
    "bar",
    "den",
    "fol",
    "gim",
    "hul",
    "jor",
    "kas",
    "lem",
    "mor",
    "nis",
    "pol",
    "rad",
    "sol",
    "tev",
    "wan",
    "yel",
)

PATTERNS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "The {a} at {p} was {v} after the {b} and the {c} had been {w} for weeks.",
        "{n}, who keeps the {a} of {p}, said that the {b} would be {v} before the {c}.",
        "Nobody had {v} a {a} like this one, {n} told us beside the {b}.",
        "In {p} they {v} the {a}, {w} the {b} and left the {c} where it was.",
        "According to {n} there is no {a} that could be {v} without the {b} from {p}.",
        "A second {a} will be {v} next to the {c} if the {b} of {p} agrees.",
    ),
    "de": (
        "Der {a} von {p} wurde {v}, nachdem die Leute den {b} und den {c} lange {w} hatten.",
        "{n}, zuständig für den {a} in {p}, sagte, dass der {b} noch vor dem {c} {v} wird.",
        "Niemand hatte je einen solchen {a} {v}, erzählte {n} am {b}.",
        "In {p} haben sie den {a} {v}, den {b} {w} und den {c} nicht angerührt.",
        "Nach Angaben von {n} kann kein {a} {v} werden, solange der {b} aus {p} fehlt.",
        "Ein zweiter {a} soll neben dem {c} {v} werden, wenn der {b} von {p} zustimmt.",
    ),
    "fr": (
        "Le {a} de {p} a été {v} après que le {b} et le {c} avaient été {w} pendant des semaines.",
        "{n}, qui s'occupe du {a} à {p}, a dit que le {b} serait {v} avant le {c}.",
        "Personne n'avait jamais {v} un {a} pareil, nous a raconté {n} près du {b}.",
        "À {p} on a {v} le {a}, {w} le {b} et laissé le {c} à sa place.",
        "Selon {n}, aucun {a} ne peut être {v} sans le {b} venu de {p}.",
        "Un deuxième {a} sera {v} à côté du {c} si le {b} de {p} est d'accord.",
    ),
}  # fmt: skip

NOUNS: Mapping[str, str] = {
    "en": "harbour pier crane ferry council ballot storm mill lamp weir tram orchard bridge tower market school "
    "library tunnel canal quarry bakery stadium museum cinema chapel garden kiosk depot reservoir beacon workshop",
    "de": "Hafen Kran Damm Markt Turm Brunnen Kanal Bahnhof Garten Speicher Steg Steinbruch Acker Wald Laden Keller "
    "Stadtrat Sturm Wagen Deich Hof Schuppen Park Saal Betrieb Verein Antrag Vertrag Zaun Ofen Pegel Weinberg",
    "fr": "port quai phare marché canal tunnel musée jardin moulin pont conseil verger stade kiosque dépôt barrage "
    "atelier grenier chantier tramway bac orage vote four puits hangar sentier château collège bassin pressoir bocage",
}
VERBS: Mapping[str, str] = {
    "en": "repaired closed painted measured moved flooded rebuilt inspected sold lit praised counted locked cleared",
    "de": "repariert geschlossen gestrichen vermessen verlegt überflutet geprüft verkauft gelobt gezählt geräumt",
    "fr": "réparé fermé repeint mesuré déplacé inondé reconstruit inspecté vendu éclairé loué compté rouvert déblayé",
}


def name(draw: random.Random, length: int = 3) -> str:
    """A made-up name of a person or a place."""
    return "".join(draw.choice(SYLLABLES) for _ in range(length)).capitalize()


def sentence(draw: random.Random, language: str, person: str, place: str) -> str:
    """A sentence about a person and a place."""
    first, second, third = draw.sample(NOUNS[language].split(), 3)
    done, also = draw.sample(VERBS[language].split(), 2)
    pattern = draw.choice(PATTERNS[language])
    return pattern.format(a=first, b=second, c=third, v=done, w=also, n=person, p=place)


def title(draw: random.Random, language: str, place: str) -> str:
    """A headline about a place."""
    first, second = draw.sample(NOUNS[language].split(), 2)
    joint = {"en": "{} and {} of {}", "de": "{} und {} in {}", "fr": "{} et {} à {}"}[language]
    text = joint.format(first, second, place)
    return text[0].upper() + text[1:]
