"""A fictional newsroom that drops raw files every day: ordinary days, and three faults on days of choice.

Belongs here: outlets, articles, how many there are on a day, late ones, updates, copies and stories. Does not: their
prose (words), the files they stand in (files), what befalls the runs (accidents).
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from tests.year import words

FIRST = date(2031, 1, 6)
HOLIDAYS = {(1, 1), (4, 14), (5, 1), (6, 2), (10, 3), (12, 25), (12, 26), (12, 31)}
DAILY, WORKDAYS, SUNDAYS = frozenset(range(1, 8)), frozenset(range(1, 6)), frozenset({7})

LATE, UNDATED, UPDATED = 0.04, 0.01, 0.02
"""Shares of the articles."""


@dataclass(frozen=True)
class Outlet:
    """An outlet: the name of its folder, language, articles on an ordinary day, weekdays, how its files are written."""

    name: str
    language: str
    daily: float
    weekdays: frozenset[int]
    layout: str

    @property
    def domain(self) -> str:
        return f"{self.name}.example"


OUTLETS = (
    Outlet("gazette", "en", 6, DAILY, "jsonl"),
    Outlet("hafenbote", "de", 5, DAILY, "rss"),
    Outlet("lequai", "fr", 4, DAILY, "csv"),
    Outlet("millbrook", "en", 5, DAILY, "jsonl.gz"),
    Outlet("weststadt", "de", 3, DAILY, "json"),
    Outlet("islandradio", "en", 2, WORKDAYS, "html"),
    Outlet("courrierduval", "fr", 4, WORKDAYS, "jsonl"),
    Outlet("sundaylamp", "en", 5, SUNDAYS, "rss"),
)


@dataclass(frozen=True)
class Article:
    """What an outlet publishes; `token` is a name that stands in no other article."""

    number: int
    outlet: Outlet
    title: str
    sentences: tuple[str, ...]
    token: str
    published: datetime | None
    modified: datetime | None = None

    @property
    def url(self) -> str:
        return f"https://{self.outlet.domain}/news/{self.number}-{self.token.lower()}"

    @property
    def body(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Faults:
    """Numbers of the days on which something is wrong with the deliveries; None for never."""

    broken_from: int | None = None
    """The first outlet delivers rubbish for a week."""
    silent_from: int | None = None
    """The fifth outlet publishes nothing any more."""
    thin: int | None = None
    """A tenth of the articles is published."""

    def is_broken(self, number: int) -> bool:
        return self.broken_from is not None and 0 <= number - self.broken_from < 7

    def is_silent(self, number: int) -> bool:
        return self.silent_from is not None and number >= self.silent_from


@dataclass(frozen=True)
class Day:
    """What is delivered on a day: its articles, late ones, updates of earlier ones; `broken`: whose are rubbish."""

    number: int
    articles: tuple[Article, ...]
    late: tuple[Article, ...]
    updates: tuple[Article, ...]
    broken: frozenset[Outlet]

    @property
    def date(self) -> date:
        return FIRST + timedelta(self.number)


class Newsroom:
    """Writes the days in their order, from a seed."""

    def __init__(self, seed: int, faults: Faults) -> None:
        self.draw = random.Random(seed)
        self.faults = faults
        self.count = 0
        self.held: dict[int, list[Article]] = {}
        self.updates: dict[int, list[Article]] = {}

    def days(self, length: int) -> Iterator[Day]:
        for number in range(length):
            articles = list(self._published(number))
            if number == self.faults.thin:
                articles = self.draw.sample(articles, len(articles) // 10)
            broken = frozenset({OUTLETS[0]} if self.faults.is_broken(number) else ())
            articles = [each for each in articles if each.outlet not in broken]
            on_time = [each for each in articles if not self._is_held(each, number)]
            self._plan_updates(on_time, number)
            late, updates = tuple(self.held.pop(number, ())), tuple(self.updates.pop(number, ()))
            yield Day(number, tuple(on_time), late, updates, broken)

    def _published(self, number: int) -> Iterator[Article]:
        """The articles of a day: reports on events by several outlets, and each outlet's own; then some reprints."""
        day = FIRST + timedelta(number)
        there = {o: self._volume(o, day) for o in OUTLETS if day.isoweekday() in o.weekdays}
        if self.faults.is_silent(number):
            del there[OUTLETS[4]]
        events = [(words.name(self.draw), words.name(self.draw)) for _ in range(2)]
        written = []
        for outlet, volume in there.items():
            for place in range(volume):
                is_on_event = place < len(events) and self.draw.random() < 0.4
                about = events[place] if is_on_event else (words.name(self.draw), words.name(self.draw))
                written.append(self._write(outlet, day, *about))
        yield from written
        for original in self.draw.sample(written, len(written) // 8):
            yield from self._reprints(original, there, day)

    def _volume(self, outlet: Outlet, day: date) -> int:
        season = 0.8 if day.month in (7, 8) else 1.0
        is_quiet = (day.isoweekday() > 5 and len(outlet.weekdays) > 1) or (day.month, day.day) in HOLIDAYS
        expected = outlet.daily * season * (0.6 if is_quiet else 1.0)
        return max(1, round(self.draw.gauss(expected, expected**0.5 / 2)))

    def _write(self, outlet: Outlet, day: date, person: str, place: str) -> Article:
        token, language = words.name(self.draw, 6), outlet.language
        lines = [words.sentence(self.draw, language, person, place) for _ in range(self.draw.randint(6, 11))]
        title = words.title(self.draw, language, place)
        return self._sign(Article(0, outlet, title, tuple(lines), token, self._moment(day, outlet)))

    def _sign(self, article: Article) -> Article:
        """Give an article its number, and as its last sentence one with its own name."""
        self.count += 1
        last = words.PATTERNS[article.outlet.language][1]
        a, b, c, v = (words.name(self.draw, 2).lower() for _ in range(4))
        sentence = last.format(n=article.token, p=words.name(self.draw), a=a, b=b, c=c, v=v)
        return replace(article, number=self.count, sentences=(*article.sentences, sentence))

    def _moment(self, day: date, outlet: Outlet) -> datetime | None:
        if outlet.layout == "jsonl" and self.draw.random() < UNDATED * 2:
            return None
        return datetime.combine(day, time(self.draw.randint(5, 16), self.draw.randint(0, 59)), UTC)

    def _reprints(self, original: Article, there: Iterable[Outlet], day: date) -> Iterator[Article]:
        """Copies of an article in other outlets of its language, some of them abridged."""
        others = [o for o in there if o.language == original.outlet.language and o != original.outlet]
        for outlet in others:
            cut = self.draw.choice((0, 0, 1, 2))
            lines = original.sentences[: len(original.sentences) - 1 - cut]
            token, moment = words.name(self.draw, 6), self._moment(day, outlet)
            yield self._sign(replace(original, outlet=outlet, sentences=lines, token=token, published=moment))

    def _is_held(self, article: Article, number: int) -> bool:
        """Whether an article comes some days late; not of outlets that a fault silences soon, so that it shows."""
        is_faulty = article.outlet in (OUTLETS[0], OUTLETS[4])
        if is_faulty or self.draw.random() >= LATE:
            return False
        self.held.setdefault(number + self.draw.randint(1, 3), []).append(article)
        return True

    def _plan_updates(self, articles: Iterable[Article], number: int) -> None:
        for article in articles:
            if article.outlet.layout == "jsonl.gz" and self.draw.random() < UPDATED * 5:
                later = number + self.draw.randint(1, 2)
                changed = datetime.combine(FIRST + timedelta(later), time(9), UTC)
                line = words.sentence(self.draw, article.outlet.language, article.token, words.name(self.draw))
                update = replace(article, sentences=(*article.sentences, line), modified=changed)
                self.updates.setdefault(later, []).append(update)
