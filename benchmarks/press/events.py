"""Topics, events within them, and the texts that are written about an event.

Belongs here: what reports of one event, and of one topic, have in common. Does not: copies of a report (reprints), when
it is printed (days).

Half of what sets a text apart from any other is its topic's: words of the topic, and of the two of its matters (a bill,
a court, a market) that the event is about. Some events continue an affair: other news about the same people, place and
matters. So events of one topic look alike as unrelated news of one topic do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.press import facts
from benchmarks.press.languages import Language, Rng, Words

TOPIC_WORDS, MATTERS, MATTER_WORDS = 250, 60, 12
ACTORS, PLACES = 40, 15
AFFAIRS, AFFAIR_SHARE = 15, 0.2
"""Of a topic; how many of its events belong to one."""

LEAD_WORDS = 60
"""The lead tells more of the event than the rest does."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A topic's words in one language; matters: an array of MATTERS rows."""

    words: Words
    matters: Words


@dataclass(frozen=True, slots=True)
class Affair:
    """Two matters of a topic, two known actors, a place."""

    matters: list[int]
    actors: list[str]
    place: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What its events have in common: words by language, actors, places, affairs that go on."""

    vocabularies: dict[str, Vocabulary]
    actors: list[str]
    places: list[str]
    affairs: list[Affair]


@dataclass(frozen=True, slots=True)
class Telling:
    """An event in one language: words and quotes that are its own."""

    words: Words
    quotes: list[str]


@dataclass(frozen=True, slots=True)
class Event:
    """What reports of it tell."""

    topic: Topic
    affair: Affair
    actors: list[str]
    figures: list[int]
    tellings: dict[str, Telling]


@dataclass(frozen=True, slots=True)
class Text:
    """A title and paragraphs in a language."""

    language: Language
    title: str
    paragraphs: list[str]


def topic(languages: Sequence[Language], rng: Rng) -> Topic:
    """A new topic; its actors and places are of its first language."""
    vocabularies = {
        each.code: Vocabulary(
            each.range(rng, 300, 9_000, TOPIC_WORDS), each.range(rng, 500, 12_000, (MATTERS, MATTER_WORDS))
        )
        for each in languages
    }
    home = languages[int(rng.integers(len(languages)))]
    made = Topic(vocabularies, [home.person(rng) for _ in range(ACTORS)], [home.name(rng) for _ in range(PLACES)], [])
    made.affairs.extend(_affair(made, home, rng) for _ in range(AFFAIRS))
    return made


def _affair(of: Topic, home: Language, rng: Rng) -> Affair:
    place = str(rng.choice(of.places)) if rng.random() < 0.6 else home.name(rng)
    matters = rng.choice(MATTERS, 2, replace=False).tolist()
    return Affair(matters, rng.choice(of.actors, 2, replace=False).tolist(), place)


def event(of: Topic, languages: Sequence[Language], rng: Rng) -> Event:
    """Something that happened in a known affair or a new one: new actors, figures, words and quotes of its own."""
    home = languages[int(rng.integers(len(languages)))]
    is_known = rng.random() < AFFAIR_SHARE
    affair = of.affairs[int(rng.integers(AFFAIRS))] if is_known else _affair(of, home, rng)
    actors = [*affair.actors, *(home.person(rng) for _ in range(int(rng.integers(1, 4))))]
    figures = np.exp(rng.uniform(1, 12, 5)).astype(int).tolist()
    return Event(of, affair, actors, figures, {each.code: _telling(each, rng) for each in languages})


def _telling(language: Language, rng: Rng) -> Telling:
    own = np.concatenate([language.range(rng, 1_000, 9_000, 7), language.range(rng, 9_000, 40_000, 9)])
    return Telling(own, [" ".join(language.prose(rng, int(rng.integers(15, 42)))) for _ in range(3)])


def report(of: Event, language: Language, rng: Rng) -> Text:
    """One independent text about an event: 60 to 1,600 words, in a third of them a quote that others print too."""
    count = min(1_600, 60 + int(rng.gamma(1.5, 200)))
    words, paragraphs, at = _words(of, language, count, rng), [], 0
    while at < count:
        end = at + int(rng.integers(25, 75))
        paragraphs.append(language.paragraph(words[at:end], rng))
        at = end
    if rng.random() < 0.33:
        said = str(rng.choice(of.tellings[language.code].quotes))
        paragraphs.insert(int(rng.integers(1, len(paragraphs) + 1)), f"“{said}”, {of.actors[0]}.")
    return Text(language, title(of, language, rng), paragraphs)


def title(of: Event, language: Language, rng: Rng) -> str:
    """A headline: an actor, words of the event, where."""
    own = rng.choice(of.tellings[language.code].words, 2, replace=False)
    parts = [str(rng.choice(of.actors)), *language.prose(rng, 2), *own, *language.prose(rng, 1), of.affair.place]
    return " ".join(parts)


def _words(of: Event, language: Language, count: int, rng: Rng) -> Words:
    """Words of the language, of the topic, of its matters, of the event, names and figures, the last three more in the
    lead; each report leans on some of the event's words.
    """
    vocabulary, own = of.topic.vocabularies[language.code], of.tellings[language.code].words
    names = np.array([*of.actors, of.affair.place], dtype=object)
    figures = np.array(facts.written(of.figures, language), dtype=object)
    lead = np.where(np.arange(count) < LEAD_WORDS, 2.0, 1.0)
    sources: list[tuple[Words, float]] = [(own, 0.05), (names, 0.03), (figures, 0.01)]
    words, left = language.prose(rng, count), rng.random(count)
    for source, share in sources:
        taken = (left >= 0) & (left < share * lead)
        leaning = rng.dirichlet(np.full(len(source), 0.8))
        words[taken] = rng.choice(source, int(taken.sum()), p=leaning)
        left = np.where(taken, -1.0, left - share * lead)
    background = [(vocabulary.words, 0.07), (vocabulary.matters[of.affair.matters].ravel(), 0.15)]
    for source, share in background:
        taken = (left >= 0) & (left < share)
        words[taken] = rng.choice(source, int(taken.sum()))
        left = np.where(taken, -1.0, left - share)
    return words


def update(of: Event, before: Text, rng: Rng) -> Text:
    """A later text that keeps the beginning of the one before and tells something else behind it."""
    new = report(of, before.language, rng)
    kept = before.paragraphs[: 1 if len(new.paragraphs) < 6 else 2]
    return Text(before.language, new.title, [*kept, *new.paragraphs])


def roundup(texts: Sequence[Text], rng: Rng) -> Text:
    """The first paragraph of each text, one after the other."""
    language = texts[0].language
    return Text(language, " ".join(language.prose(rng, 5)).capitalize(), [text.paragraphs[0] for text in texts])
