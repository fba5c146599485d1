"""The press day by day: what happens, who prints it when, the raw row of it, and the truth about the row.

Belongs here: how many of what, times and dates, rows, truth. Does not: texts (events, reprints, standing), what outlets
print around them (outlets), files (__main__).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import numpy as np

from benchmarks.press import events, outlets, reprints, standing
from benchmarks.press.events import Text
from benchmarks.press.languages import Language, Rng, language
from benchmarks.press.outlets import Outlet

FIRST_DAY = datetime(2025, 3, 3, tzinfo=UTC)
HOME_SHARE = 0.55
"""Of outlets and events: those of the first language."""

STUB_SHARE, ROUNDUP_SHARE, TEMPLATE_SHARE = 0.01, 0.02, 0.2
"""Of what happens on a day."""

MAX_REPORTS, MAX_COPIES = 60, 400


@dataclass(frozen=True, slots=True)
class Plan:
    """What press is made. With one topic nearly all words that set articles apart are common to all of them."""

    articles: int = 100_000
    days: int = 30
    topics: int = 300
    languages: tuple[str, ...] = ("en", "de", "es", "fr")
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and what it is; days: how long after the event it is printed. No story: nobody could say."""

    days: int
    text: Text
    kind: str
    cluster: str
    story: str | None
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class Printed:
    """A raw row, and the truth about it: id, cluster, story, kind, language, day."""

    raw: dict[str, Any]
    truth: dict[str, Any]


def printed(plan: Plan) -> Iterator[Printed]:
    """All rows of a plan, day by day and by the clock; the same plan gives the same rows."""
    press, made = Press(plan), 0
    waiting: dict[int, list[Entry]] = {}
    for day in range(plan.days):
        number, due = 0, plan.articles * (day + 1) // plan.days - made
        while len(waiting.setdefault(day, [])) < due:
            rng = np.random.default_rng((plan.seed, day, number))
            for entry in press.happening(f"{day}.{number}", rng):
                waiting.setdefault(day + entry.days, []).append(entry)
            number += 1
        for row in _day(waiting.pop(day), day, made, np.random.default_rng((plan.seed, day)))[: plan.articles - made]:
            made += 1
            yield row


class Press:
    """Languages, topics and outlets, and the entries of one happening after the other."""

    def __init__(self, plan: Plan) -> None:
        rng = np.random.default_rng(plan.seed)
        self.languages = [language(code) for code in plan.languages]
        others = (1 - HOME_SHARE) / max(1, len(self.languages) - 1)
        self.shares = np.array([HOME_SHARE, *[others] * (len(self.languages) - 1)])
        self.shares /= self.shares.sum()
        counts = np.maximum(outlets.GROUPS, self.shares * outlets.OUTLETS).astype(int)
        self.outlets = {
            each.code: outlets.outlets(each, count, rng) for each, count in zip(self.languages, counts, strict=True)
        }
        self.templates = {each.code: standing.templates(each, rng) for each in self.languages}
        self.topics = [events.topic(self.languages, rng) for _ in range(plan.topics)]
        self.up_to_topic = np.cumsum(rng.dirichlet(np.full(plan.topics, 0.6)))
        self.max_copies = min(MAX_COPIES, plan.articles // 10)

    def happening(self, name: str, rng: Rng) -> Iterator[Entry]:
        """What is printed about one thing; clusters and stories are named after it."""
        way = rng.random()
        if way < STUB_SHARE:
            yield from self._stubs(name, rng)
        elif way < STUB_SHARE + ROUNDUP_SHARE:
            yield from self._roundup(name, rng)
        elif way < STUB_SHARE + ROUNDUP_SHARE + TEMPLATE_SHARE:
            yield from self._template(name, rng)
        else:
            yield from self._event(name, self._a_language(rng), rng)

    def _a_language(self, rng: Rng) -> Language:
        return self.languages[int(rng.choice(len(self.languages), p=self.shares))]

    def _an_outlet(self, code: str, rng: Rng, has_paywall: bool | None = None) -> Outlet:
        """Any outlet, or one with or without a paywall."""
        known = [each for each in self.outlets[code] if has_paywall in (None, "paywall" in each.notices)]
        return known[int(rng.integers(len(known)))]

    def _happened(self, rng: Rng) -> events.Event:
        drawn = min(len(self.topics) - 1, int(np.searchsorted(self.up_to_topic, rng.random())))
        return events.event(self.topics[drawn], self.languages, rng)

    def _event(self, name: str, home: Language, rng: Rng) -> Iterator[Entry]:
        """Reports of an event in its language, some in others, over days, each with its copies and updates."""
        happened = self._happened(rng)
        for number in range(min(MAX_REPORTS, rng.zipf(2.1))):
            spoken = home if rng.random() < 0.8 else self._a_language(rng)
            text, story = events.report(happened, spoken, rng), f"s{name}.{spoken.code}"
            late = min(12, int(rng.geometric(0.6)) - 1)
            first = Entry(late, text, "report", f"c{name}.{number}", story, self._an_outlet(spoken.code, rng))
            yield first
            yield from self._after(first, happened, rng)

    def _after(self, first: Entry, happened: events.Event, rng: Rng) -> Iterator[Entry]:
        """Copies of a report, now and then hundreds, a revision by its own outlet, an update (behind a paywall it would
        be the same as what it updates).
        """
        text, code = first.text, first.text.language.code
        copies = min(self.max_copies, rng.zipf(2.0)) if rng.random() < 0.22 else 0
        for _ in range(copies):
            days, outlet = first.days + int(rng.geometric(0.75)) - 1, self._an_outlet(code, rng)
            yield Entry(days, reprints.reprint(text, rng), "copy", first.cluster, first.story, outlet)
        if rng.random() < 0.04:
            revised = reprints.revision(text, rng)
            yield Entry(first.days, revised, "revision", first.cluster, first.story, first.outlet)
        if rng.random() < 0.06:
            new, outlet = events.update(happened, text, rng), self._an_outlet(code, rng, has_paywall=False)
            yield Entry(first.days + 1, new, "update", f"{first.cluster}.u", first.story, outlet)

    def _template(self, name: str, rng: Rng) -> Iterator[Entry]:
        """One form with new names and figures: no copy of any other, one in ten printed twice."""
        spoken = self._a_language(rng)
        known = self.templates[spoken.code]
        form, values = known[int(rng.integers(len(known)))], dict[str, str]()
        title, *paragraphs = [standing.fill(part, spoken, rng, values) for part in (form.title, *form.paragraphs)]
        kind, text = f"template {form.kind}", Text(spoken, title, paragraphs)
        yield Entry(0, text, kind, f"t{name}", f"t{name}", self._an_outlet(spoken.code, rng))
        if rng.random() < 0.1:
            copy = reprints.revision(text, rng) if rng.random() < 0.5 else text
            yield Entry(0, copy, "copy", f"t{name}", f"t{name}", self._an_outlet(spoken.code, rng))

    def _roundup(self, name: str, rng: Rng) -> Iterator[Entry]:
        """Some reports, and a text of their first paragraphs, which is a copy of none."""
        spoken, texts = self._a_language(rng), []
        for number in range(int(rng.integers(4, 9))):
            texts.append(events.report(self._happened(rng), spoken, rng))
            label, outlet = f"{name}.{number}", self._an_outlet(spoken.code, rng)
            yield Entry(0, texts[-1], "report", f"c{label}", f"s{label}", outlet)
        outlet = self._an_outlet(spoken.code, rng, has_paywall=False)
        yield Entry(0, events.roundup(texts, rng), "roundup", f"r{name}", None, outlet)

    def _stubs(self, name: str, rng: Rng) -> Iterator[Entry]:
        """Several articles of one outlet of which its paywall left the titles alone."""
        spoken = self._a_language(rng)
        outlet = self._an_outlet(spoken.code, rng, has_paywall=True)
        for number in range(int(rng.integers(2, 5))):
            title = events.title(self._happened(rng), spoken, rng)
            yield Entry(0, Text(spoken, title, [outlet.notices["paywall"]]), "stub", f"p{name}.{number}", None, outlet)


def _day(entries: list[Entry], day: int, made: int, rng: Rng) -> list[Printed]:
    """The rows of one day by the clock."""
    seconds = np.sort(rng.integers(0, 86_400, len(entries)))
    order = rng.permutation(len(entries))
    times = [FIRST_DAY + timedelta(days=day, seconds=int(second)) for second in seconds]
    return [
        _printed(entries[at], time, made + number, rng)
        for number, (at, time) in enumerate(zip(order.tolist(), times, strict=True))
    ]


def _printed(entry: Entry, time: datetime, number: int, rng: Rng) -> Printed:
    """A row: most have the time of day, some a day alone, in one of two ways; one in ten has no date anywhere."""
    outlet, stated = entry.outlet, rng.choice(("time", "day", "mail", ""), p=(0.6, 0.2, 0.1, 0.1))
    dates = {"time": time.isoformat(), "day": time.date().isoformat(), "mail": format_datetime(time), "": None}
    path = f"{time:%Y/%m/%d}/{number}" if stated and rng.random() < 0.5 else f"article/{number}"
    raw = {
        "id": f"m{number}", "url": f"https://{outlet.host}/{path}", "title": entry.text.title,
        "text": outlets.body(outlet, entry.text.paragraphs, rng), "publisher": outlet.name,
        "published_at": dates[str(stated)],
    }  # fmt: skip
    if rng.random() < 0.97:
        raw["fetched_at"] = (time + timedelta(minutes=int(rng.integers(20, 2_000)))).isoformat()
    truth = {
        "id": raw["id"], "cluster": entry.cluster, "story": entry.story, "kind": entry.kind,
        "language": entry.text.language.code, "day": time.date().isoformat(),
    }  # fmt: skip
    return Printed(raw, truth)
