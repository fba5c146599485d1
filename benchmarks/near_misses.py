"""Made texts that are nearly copies, and copies that hardly look it: what the copy score must tell apart.

Belongs here: frames around other texts, fillings of templates, quotes, updates, roundups, and copies behind a frame, in
local units, in parts. Does not: a whole press with outlets and days, damage to one text (damage).

Nothing is written out but the ways in which texts are alike. Words are drawn by their frequency in the language, names
are made up, a template is a skeleton of such words with slots. So no rule learns a notice, a language or a sport.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, islice
from random import Random

import wordfreq

from benchmarks import damage

LANGUAGES = ("en", "de", "es", "fr", "pt", "it", "nl", "pl", "ru", "ar", "hi", "tr", "zh", "ja")
VOCABULARY = 12_000
UNSPACED = frozenset({"zh", "ja"})
UNITS = (
    ("miles", "kilometres", 1.609), ("yards", "metres", 0.914), ("feet", "metres", 0.305), ("pounds", "kilos", 0.454),
    ("acres", "hectares", 0.405), ("gallons", "litres", 3.785), ("ounces", "grams", 28.35), ("inches", "cm", 2.54),
)  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
SPELLINGS = (("or", "our"), ("er", "re"), ("ize", "ise"), ("og", "ogue"), ("ense", "ence"))

Text = list[str]
"""Paragraphs."""

Family = list[list[str]]
"""Groups of copies: the texts of two groups are not copies of each other."""


class Voice:
    """Draws words, names, sentences and paragraphs of one language; what is drawn for a topic comes back in it."""

    def __init__(self, code: str, rng: Random) -> None:
        self.rng, self.code = rng, code
        self.words, self.weights = _listed(code)
        words = self.words
        self.capital = frozenset(rng.sample(words[200:], len(words) // 3)) if code == "de" else frozenset()
        self.topic: list[str] = []
        self.turn()

    def turn(self) -> None:
        """Go over to another topic: other words, names and numbers."""
        self.topic = [*self.rng.sample(self.words[300:], 40)] + [self.name() for _ in range(6)] * 3
        self.topic += [self.number() for _ in range(3)]

    def name(self) -> str:
        """A name: the beginning of one word and the end of another."""
        first, last = self.rng.sample(self.words[200:4000], 2)
        return (first[: self.rng.randint(2, 4)] + last[-self.rng.randint(2, 4) :]).capitalize()

    def number(self) -> str:
        """A number of one to four digits, now and then with decimals or thousands."""
        value = self.rng.randint(1, 10 ** self.rng.randint(1, 4))
        return self.rng.choice((f"{value}", f"{value}", f"{value / 10:.1f}", f"{value * 7:,}"))

    def general(self, count: int) -> list[str]:
        """Words of the language."""
        drawn = self.rng.choices(self.words, cum_weights=self.weights, k=count)
        return [word.capitalize() if word in self.capital else word for word in drawn]

    def sentence(self, count: int, topic: float = 0.25) -> str:
        """A sentence of about `count` words, a share of them of the topic."""
        words = [self.rng.choice(self.topic) if self.rng.random() < topic else word for word in self.general(count)]
        return self.punctuated(words)

    def punctuated(self, words: list[str]) -> str:
        """The words as a sentence."""
        text = ("" if self.code in UNSPACED else " ").join(words)
        return text[:1].upper() + text[1:] + ("。" if self.code in UNSPACED else ".")

    def paragraph(self, count: int, topic: float = 0.25) -> str:
        """A paragraph of about `count` words."""
        made: list[str] = []
        while count > 0:
            size = min(count, self.rng.randint(7, 24))
            made.append(self.sentence(size, topic))
            count -= size
        return ("" if self.code in UNSPACED else " ").join(made)

    def text(self, low: int, high: int) -> Text:
        """An article of its own topic."""
        self.turn()
        left, made = int(low * (high / low) ** self.rng.random()), []
        while left > 0:
            made.append(self.paragraph(min(left, self.rng.randint(18, 70))))
            left -= 45
        return made


@cache
def _listed(code: str) -> tuple[list[str], list[float]]:
    """The commonest words of a language, and the sums of their shares so far."""
    shares = wordfreq.get_frequency_dict(code)
    words = [word for word in islice(shares, VOCABULARY) if word.isalpha()]
    return words, list(accumulate(shares[word] for word in words))


def edited(voice: Voice, text: Text, low: float = 0.005, high: float = 0.18) -> Text:
    """Words replaced, dropped and added at a rate between low and high."""
    if voice.code in UNSPACED:
        return [
            part if voice.rng.random() < 0.7 else part.replace(voice.general(1)[0], voice.general(1)[0])
            for part in text
        ]
    rate = low * (high / low) ** voice.rng.random()
    return damage.editing(voice.words[:3000], rate, rate)("\n\n".join(text), voice.rng).split("\n\n")


def copied(voice: Voice, text: Text) -> Text:
    """What an outlet makes of a text: abridged, edited, a paragraph added, or none of these."""
    rng, made = voice.rng, list(text)
    if rng.random() < 0.4:
        made = made[: max(1, round(len(made) * rng.uniform(0.35, 0.9)))]
    elif rng.random() < 0.3:
        made = [part for part in made if rng.random() > 0.3] or made
    if rng.random() < 0.4:
        made = edited(voice, made)
    if rng.random() < 0.12:
        made.insert(
            rng.randint(0, len(made)), voice.paragraph(rng.randint(10, max(12, len(" ".join(made).split()) // 4)))
        )
    return made


def joined(text: Text) -> str:
    """The text of its paragraphs."""
    return "\n\n".join(text)


def group(voice: Voice, text: Text, share: float = 0.4, most: int = 3) -> list[Text]:
    """A text, and with this probability some copies of it."""
    return [
        text,
        *(copied(voice, text) for _ in range(voice.rng.randint(1, most) if voice.rng.random() < share else 0)),
    ]


def framed(voice: Voice) -> Family:
    """Different texts behind one notice, before one, or between two."""
    rng = voice.rng
    voice.turn()
    head, foot = (voice.paragraph(rng.randint(20, 170), 0.1) for _ in range(2))
    where = rng.choice(((1, 0), (0, 1), (1, 1)))

    def frame(text: Text) -> str:
        return joined([head] * where[0] + text + [foot] * where[1])

    low = rng.choice((20, 40, 120))
    return [[frame(each) for each in group(voice, voice.text(low, low * 4))] for _ in range(rng.randint(2, 5))]


def footed(voice: Voice) -> Family:
    """Copies of one text, each behind and before other standing lines."""

    def lines() -> Text:
        return [voice.paragraph(voice.rng.randint(8, 45), 0)] if voice.rng.random() < 0.5 else []

    text = voice.text(70, 700)
    made = [joined(lines() + copied(voice, text) + lines()) for _ in range(round(2 * 12 ** voice.rng.random()))]
    return [[*made, joined(text)]]


def filled(voice: Voice) -> Family:
    """Fillings of one template, some of them copied; each filling has a second line of its own now and then."""
    rng = voice.rng
    slots = [
        rng.choice(("name", "name", "name", "number", "number", "phrase", "person")) for _ in range(rng.randint(3, 9))
    ]
    kind = rng.choice(("mixed", "names", "numbers", "sentences"))
    slots = {"names": ["name", "person"] * 4, "numbers": ["number"] * 7, "sentences": ["sentence"] * 6}.get(kind, slots)
    places = [rng.randrange(len(slots)) for _ in range(rng.randint(len(slots), 2 * len(slots)))]
    skeleton = [voice.general(rng.randint(2, 14 if kind != "sentences" else 22)) for _ in range(len(places) + 1)]
    breaks = [rng.random() < 0.4 for _ in places]
    extra = rng.choice((0, 0, 0, 40))

    def value(slot: str) -> str:
        if slot in ("name", "person"):
            return " ".join(voice.name() for _ in range(1 + (slot == "person")))
        if slot == "number":
            return voice.number()
        return " ".join(voice.general(rng.randint(1, 5) if slot == "phrase" else rng.randint(7, 18)))

    def filling() -> Text:
        values = [value(slot) for slot in slots]
        sentences: list[list[str]] = [[]]
        for words, place, is_break in zip(skeleton, places, breaks, strict=False):
            sentences[-1] += [*words, values[place]]
            if is_break or slots[place] == "sentence":
                sentences.append([])
        sentences[-1] += skeleton[-1]
        text = " ".join(voice.punctuated(words) for words in sentences if words)
        return [text, voice.paragraph(rng.randint(10, extra))] if extra else [text]

    def printed(text: Text) -> Text:
        return edited(voice, text, 0.01, 0.06) if rng.random() < 0.7 else text

    made = [filling() for _ in range(rng.randint(3, 6))]
    foot = [voice.paragraph(rng.randint(8, 40), 0)] if rng.random() < 0.3 else []
    return [[joined(text + foot), *([joined(printed(text) + foot)] if rng.random() < 0.3 else [])] for text in made]


def quoted(voice: Voice) -> Family:
    """Two or three texts about one event that quote the same statement."""
    rng = voice.rng
    voice.turn()
    quote = f"\u201c{voice.paragraph(rng.randint(25, 170))}\u201d"

    def feature() -> Text:
        around = [voice.paragraph(rng.randint(18, 70)) for _ in range(rng.randint(1, 6))]
        around.insert(rng.randint(0, len(around)), quote)
        return around

    return [[joined(each) for each in group(voice, feature(), 0.3)] for _ in range(rng.randint(2, 3))]


def updated(voice: Voice) -> Family:
    """A text and later ones that keep its beginning, or some of it, and go on with something new."""
    rng = voice.rng
    text = voice.text(60, 400)
    kept = max(1, round(len(text) * rng.uniform(0.1, 0.5)))
    later = [
        text[:kept] + [voice.paragraph(rng.randint(20, 70)) for _ in range(max(1, len(text) - kept))] for _ in range(2)
    ]
    return [[joined(each) for each in group(voice, told)] for told in (text, *later)]


def rounded_up(voice: Voice) -> Family:
    """Briefs that stand alone and together."""
    briefs = [[voice.text(22, 80)[0]] for _ in range(voice.rng.randint(3, 8))]
    whole = [part for brief in briefs for part in brief]
    return [[joined(whole)], *([joined(each) for each in group(voice, brief, 0.3, 2)] for brief in briefs)]


def paged(voice: Voice) -> Family:
    """A text, its pages, and now and then its first page with a stub."""
    text = voice.text(200, 900)
    pages = voice.rng.randint(2, 3)
    size = -(-len(text) // pages)
    return [[joined(text), *(joined(text[at : at + size]) for at in range(0, len(text), size))]]


def abridged(voice: Voice) -> Family:
    """A text carried by many: each copy is cut to its first paragraphs, down to a single one, and edited or not."""
    text = voice.text(100, 900)
    rng = voice.rng
    cut = [text[: max(1, round(len(text) * rng.uniform(0.15, 0.9)))] for _ in range(rng.randint(3, 8))]
    return [[joined(text), *(joined(edited(voice, each) if rng.random() < 0.6 else each) for each in cut)]]


def reported(voice: Voice) -> Family:
    """Reports of one event: the same names, words and numbers, and sometimes a sentence."""
    text = voice.text(60, 300)
    shared = voice.sentence(voice.rng.randint(12, 24))
    others = [[voice.paragraph(voice.rng.randint(20, 70)) for _ in text] for _ in range(2)]
    for other in others:
        other.insert(voice.rng.randint(0, len(other)), shared)
    return [[joined(each) for each in group(voice, [shared, *text])], *([joined(other)] for other in others)]


def localised(voice: Voice) -> Family:
    """A text with quantities, and copies with local units, separators, dates and spellings."""
    rng = voice.rng
    text = voice.text(70, 400)
    stems = rng.sample([word for word in voice.words[400:] if len(word) > 3], 4)
    sides: list[list[str]] = [[], []]
    for _ in range(rng.randint(4, 11)):
        for side, words in zip(sides, _quantity(voice, stems), strict=True):
            side.append(words)
    places = [rng.randrange(len(text)) for _ in sides[0]]
    made = []
    for side in sides:
        parts = [part.split(" ") for part in text]
        at = Random(len(places))  # the same places on both sides
        for place, words in zip(places, side, strict=True):
            parts[place].insert(at.randint(1, max(1, len(parts[place]) - 1)), words)
        made.append([" ".join(part) for part in parts])
    return [[joined(made[0]), joined(made[1]), joined(edited(voice, made[1], 0.005, 0.05))]]


def _quantity(voice: Voice, stems: list[str]) -> tuple[str, str]:
    """One fact as two countries write it."""
    rng = voice.rng
    value = rng.randint(2, 900)
    low, high, factor = rng.choice(UNITS)
    day, month, hour = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1, 11)
    ours, theirs = rng.choice(SPELLINGS)
    stem = rng.choice(stems)
    return rng.choice((
        (f"{value} {low}", f"{round(value * factor)} {high}"),
        (f"{month} {day}, 2024", f"{day} {month} 2024"),
        (f"{value * 37:,}", rng.choice((f"{value * 37}", f"{value * 37:,}".replace(",", ".")))),
        (f"{hour}:{value % 50 + 10} p.m.", f"{hour + 12}:{value % 50 + 10}"),
        (f"${value / 10:.1f} million", f"{value / 10 * 0.92:.1f}m euros"),
        (stem + ours, stem + theirs),
    ))  # fmt: skip


KINDS: tuple[tuple[Callable[[Voice], Family], int], ...] = (
    (framed, 3), (footed, 4), (filled, 5), (quoted, 2), (updated, 3), (rounded_up, 3), (paged, 1), (abridged, 2),
    (reported, 1), (localised, 2),
)  # fmt: skip
"""The kinds of families, and how often each is made."""


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """At least `count` rows: id, text, cluster, kind."""
    rng = Random(seed)
    voices = [Voice(code, rng) for code in LANGUAGES]
    makers, weights = zip(*KINDS, strict=True)
    made = families = 0
    while made < count:
        maker = rng.choices(makers, weights)[0]
        for number, texts in enumerate(maker(rng.choice(voices[: 4 if rng.random() < 0.5 else None]))):
            for text in texts:
                yield {"id": f"m{made}", "text": text, "cluster": f"{families}-{number}", "kind": maker.__name__}
                made += 1
        families += 1
